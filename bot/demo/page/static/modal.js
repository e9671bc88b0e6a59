// The form on top of the stack, in a dialog: the browser keeps the focus inside, and afterwards it goes
// back to what opened the form.

import { announce } from "./announcer.js";
import { find, nameOf, nodes, remembered } from "./drawn.js";
import { carry, values } from "./fields.js";
import { forget, keep, putBack } from "./kept.js";
import { say } from "./notes.js";
import { mine, post } from "./server.js";
import { on } from "./stream.js";

const dialog = document.getElementById("modal");
let giveBack = () => false;
let closing = "";

/** Show the form that is open, and each one that follows. */
export function begin() {
  on("modal", ({ html }) => show(html));
  dialog.addEventListener("submit", submit);
  // Where menus listen too, and after them: what was chosen stands in its place by then.
  for (const kind of ["input", "change"]) document.addEventListener(kind, () => keep(form()));
  dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && close());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  // A browser that is pressed for it closes the dialog without asking: the form is still there then.
  dialog.addEventListener("close", () => form() && close());
  const shown = form();
  if (!shown) return forget();
  putBack(shown);
  open();
  focus(shown, null);
}

const form = () => dialog.querySelector("form.modal");

/** Show a form that the server drew, or none; what was typed into the same form stays. */
function show(html) {
  const before = form();
  const after = nodes(html).querySelector("form.modal");
  if (!after) return shut();
  const same = before?.dataset.view === after.dataset.view;
  const focused = same && dialog.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  if (same) carry(before, after);
  if (before) before.replaceWith(after);
  else dialog.append(after);
  dialog.setAttribute("aria-labelledby", after.getAttribute("aria-labelledby"));
  if (!dialog.open) open();
  focus(after, focused);
}

function open() {
  giveBack = remembered(document.activeElement);
  dialog.showModal();
}

function focus(shown, name) {
  const first = shown.querySelector("[aria-invalid=true], [autofocus]");
  const wanted = find(shown, name) ?? first ?? shown.querySelector(".modal-body :is(input, select, textarea, button, summary)");
  (wanted ?? shown.querySelector("[data-close]"))?.focus();
}

function shut() {
  forget();
  closing = "";
  form()?.remove();
  if (dialog.open) dialog.close();
  // The browser gives the focus back, but not the caret: what is typed would go nowhere.
  document.activeElement?.blur();
  if (!giveBack()) (document.getElementById("composer-text") ?? document.getElementById("main")).focus();
  giveBack = () => false;
}

async function submit(event) {
  event.preventDefault();
  const shown = form();
  const button = shown.querySelector("[type=submit]");
  if (!button || button.getAttribute("aria-busy") === "true") return;
  busy(button, true);
  try {
    const { note, modal } = await post(mine("submit"), { view: shown.dataset.view, values: values(shown) });
    if (modal) refused(modal);
    else if (note) say(note);
  } catch (refusal) {
    say(refusal);
  } finally {
    busy(button, false);
  }
}

function refused(html) {
  show(html);
  const first = dialog.querySelector("[aria-invalid=true]");
  (first?.matches("input, select, textarea") ? first : first?.querySelector("input, summary"))?.focus();
}

async function close() {
  const shown = form();
  if (!shown) return shut();
  // Once is enough: the answer may take its time.
  if (closing === shown.dataset.view) return;
  closing = shown.dataset.view;
  try {
    await post(mine("close"), { view: shown.dataset.view });
  } catch {
    shut();
  }
}

function busy(button, wanted) {
  if (wanted) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
  if (wanted) announce("One moment…");
}
