// What stands in the fields of a form, a message or the home.

const CHOSEN = ["checkbox", "radio"];

/**
 * The values by block id and action id: a text, a list of texts, or null when nothing is there.
 * @param {Element} surface
 */
export function values(surface) {
  const found = {};
  const fields = [...surface.querySelectorAll("[name*='|']")];
  for (const field of fields.sort((one, other) => place(one) - place(other))) put(found, field);
  return found;
}

/** In which place one of several was chosen, since that may matter; 0 for all else. */
export const place = (field) => Number(field.dataset.place || 0);

function put(found, field) {
  const [block, action] = split(field.name);
  const actions = (found[block] ??= {});
  if (field.type === "checkbox") actions[action] = [...(actions[action] ?? []), ...ticked(field)];
  else if (field.type === "radio") actions[action] = ticked(field)[0] ?? actions[action] ?? null;
  else actions[action] = field.value === "" ? null : field.value;
}

const ticked = (field) => (field.checked ? [field.value] : []);

function split(name) {
  const bar = name.indexOf("|");
  return [name.slice(0, bar), name.slice(bar + 1)];
}

/** Carry what was typed and chosen from a form over to the same form drawn anew. */
export function carry(from, to) {
  for (const field of to.querySelectorAll("[name*='|']")) {
    const before = counterpart(from, field);
    if (!before) continue;
    if (CHOSEN.includes(field.type)) {
      field.checked = before.checked;
      if (before.dataset.place) field.dataset.place = before.dataset.place;
    } else if (fits(field, before)) field.value = before.value;
  }
}

/** Put values by block id and action id into the fields that are there for them. */
export function fill(surface, kept) {
  for (const field of surface.querySelectorAll("[name*='|']:not([type=hidden])")) {
    const [block, action] = split(field.name);
    const value = kept[block]?.[action];
    if (value === undefined) continue;
    if (CHOSEN.includes(field.type)) choose(field, [value].flat());
    else if (fits(field, { value: value ?? "" })) field.value = value ?? "";
  }
}

function choose(field, wanted) {
  field.checked = wanted.includes(field.value);
  if (field.checked && field.type === "checkbox") field.dataset.place = wanted.indexOf(field.value) + 1;
}

function counterpart(from, field) {
  const chosen = CHOSEN.includes(field.type) ? `[value="${CSS.escape(field.value)}"]` : "";
  return from.querySelector(`[name="${CSS.escape(field.name)}"]${chosen}`);
}

const fits = (field, before) =>
  field.tagName !== "SELECT" || [...field.options].some((option) => option.value === before.value);
