// Putting what the server drew into the page.

/** The nodes of a fragment that the server drew. */
export function nodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The first element of a fragment. */
export const element = (html) => nodes(html).firstElementChild;

/** Replace what an element holds; whatever had the focus keeps it, or the place around it takes it. */
export function replace(where, html) {
  const held = where !== document.activeElement && where.contains(document.activeElement);
  const again = held && seeking(document.activeElement, where);
  where.replaceChildren(nodes(html));
  if (held) (again(where) ?? region(where)).focus({ preventScroll: true });
}

/** What is read out in place of a control that is gone: the part of the page that it stood in. */
function region(where) {
  return where.tabIndex < 0 && where.firstElementChild ? focusable(where.firstElementChild) : focusable(where);
}

/** An element that can take the focus, but is not among those that Tab visits. */
export function focusable(one) {
  if (one.tabIndex < 0) one.tabIndex = -1;
  return one;
}

/** How to give the focus back to an element, or to what was drawn in its place; false when neither is there. */
export function remembered(one) {
  const surface = one.closest("[data-surface]");
  const again = seeking(one, surface);
  const place = surface && (surface.id ? `#${CSS.escape(surface.id)}` : `[data-surface="${surface.dataset.surface}"]`);
  return () => {
    const drawn = find(document, place);
    const there = one.isConnected ? one : (drawn && (again(drawn) ?? focusable(drawn)));
    if (there !== document.body) there?.focus({ preventScroll: true });
    return document.activeElement !== document.body;
  };
}

/**
 * How to find an element after what is around it was drawn anew. The app may have named its blocks anew as well:
 * then it is the only one that does this and says so, before as after. Of several, another could be pressed by mistake.
 */
function seeking(one, around) {
  const name = nameOf(one);
  const like = (where) => [...where.querySelectorAll("[data-action]")].filter((other) => sameDeed(one, other));
  const alone = around && like(around).length === 1;
  return (where) => {
    const [first, ...more] = alone ? like(where) : [];
    return find(where, name) ?? (more.length ? null : (first ?? null));
  };
}

const sameDeed = (one, other) => one.dataset.action === other.dataset.action && one.textContent === other.textContent;

/** What an element is known by after it was drawn anew. */
export function nameOf(one) {
  if (one.id) return `#${CSS.escape(one.id)}`;
  for (const name of ["name", "href", "data-tour", "data-bot", "data-fault", "data-turn", "data-type"]) {
    const value = one.getAttribute(name);
    if (value) return withValue(one, `[${name}="${CSS.escape(value)}"]`);
  }
  return inBlock(one);
}

function withValue(one, selector) {
  const chosen = ["checkbox", "radio"].includes(one.type);
  return chosen ? `${selector}[value="${CSS.escape(one.value)}"]` : selector;
}

function inBlock(one) {
  const { block, action } = one.dataset;
  return action ? `[data-block="${CSS.escape(block)}"][data-action="${CSS.escape(action)}"]` : null;
}

/** The element with this name inside another. */
export const find = (where, name) => (name ? (where?.querySelector(name) ?? null) : null);
