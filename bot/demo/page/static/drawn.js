// Putting what the server drew into the page.

/** The nodes of a fragment that the server drew. */
export function nodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The first element of a fragment. */
export const element = (html) => nodes(html).firstElementChild;

/** Replace what an element holds; whatever had the focus keeps it, if it is still there. */
export function replace(where, html) {
  const focused = where.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  where.replaceChildren(nodes(html));
  if (focused) find(where, focused)?.focus({ preventScroll: true });
}

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
export const find = (where, name) => (name ? where.querySelector(name) : null);
