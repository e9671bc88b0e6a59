// Menus of several choices, menus of actions, and selects that search: what a browser does not bring along.

import { use } from "./acting.js";
import { place } from "./fields.js";
import { mine, post } from "./server.js";
import { Suggestions } from "./suggestions.js";

const PAUSE = 150;
const searches = new WeakMap();

/** Listen everywhere: forms come and go. */
export function begin() {
  document.addEventListener("input", typed);
  document.addEventListener("change", chosen);
  document.addEventListener("click", outside);
  document.addEventListener("keydown", key, true);
}

function typed(event) {
  if (event.target.matches("[data-filter]")) filter(event.target);
  const holder = event.target.closest("[data-suggest]");
  if (holder && event.target.matches("[role=combobox]")) search(holder, event.target);
}

function filter(field) {
  const wanted = field.value.trim().toLowerCase();
  for (const one of field.closest(".menu").querySelectorAll(".choice")) {
    one.hidden = !one.textContent.toLowerCase().includes(wanted);
  }
}

function chosen(event) {
  const holder = event.target.closest("details.multi");
  if (!holder || event.target.matches("[data-filter]")) return;
  const ticked = [...holder.querySelectorAll(".choice input:checked")];
  const most = Number(holder.dataset.most || Infinity);
  if (ticked.length > most) event.target.checked = false;
  event.target.dataset.place = Math.max(0, ...ticked.map(place)) + 1;
  show(holder);
}

/** Show what is chosen in a menu of several, in the order of choosing. */
export function show(holder) {
  const chosen = [...holder.querySelectorAll(".choice input:checked")].sort((one, other) => place(one) - place(other));
  holder.querySelector(".multi-chosen").replaceChildren(...chosen.map(chip));
}

function chip(box) {
  const made = document.createElement("span");
  made.className = "chip";
  made.textContent = box.closest("label").querySelector("span").firstChild.textContent;
  return made;
}

function outside(event) {
  for (const open of document.querySelectorAll("details.multi[open], details.overflow[open]")) {
    if (!open.contains(event.target)) open.removeAttribute("open");
  }
}

function key(event) {
  const open = event.target.closest?.("details.multi[open], details.overflow[open]");
  if (open && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    open.removeAttribute("open");
    open.querySelector("summary").focus();
    return;
  }
  const known = searches.get(event.target.closest?.("[data-suggest]"));
  if (event.target.matches?.("[data-suggest] [role=combobox]")) known?.list.takes(event);
}

function search(holder, field) {
  const known = searches.get(holder) ?? begun(holder, field);
  const hidden = holder.querySelector("input[type=hidden]");
  if (hidden) hidden.value = "";
  clearTimeout(known.timer);
  if (field.value.length < Number(holder.dataset.least)) return known.list.hide();
  known.timer = setTimeout(() => ask(holder, field, known.list), PAUSE);
}

function begun(holder, field) {
  const list = new Suggestions(field, holder.querySelector("[role=listbox]"), (choice) => take(holder, field, choice));
  const known = { list, timer: 0 };
  searches.set(holder, known);
  return known;
}

async function ask(holder, field, list) {
  const { block, action } = holder.dataset;
  const view = holder.closest("[data-surface]").dataset.view;
  const wanted = field.value;
  const { options } = await post(mine("suggest"), { view, block, action, typed: wanted }).catch(() => ({ options: [] }));
  if (field.value === wanted) list.offer(options);
}

function take(holder, field, choice) {
  const several = "several" in holder.dataset;
  field.value = several ? "" : choice.text;
  if (several) holder.querySelector(".multi-chosen").append(token(holder, choice));
  else holder.querySelector("input[type=hidden]").value = choice.value;
  searches.get(holder).list.hide();
  if ("act" in holder.dataset) use(holder);
}

function token(holder, choice) {
  const label = document.createElement("label");
  label.className = "chip";
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: `${holder.dataset.block}|${holder.dataset.action}`, value: choice.value, checked: true });
  label.append(box, choice.text);
  return label;
}
