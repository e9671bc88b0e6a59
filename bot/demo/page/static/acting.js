// Buttons, menus and fields that speak to the app at once, wherever they stand.

import { announce } from "./announcer.js";
import { sure } from "./confirm.js";
import { values } from "./fields.js";
import { say } from "./notes.js";
import { mine, post } from "./server.js";
import { on } from "./stream.js";

const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=date]):not([type=time]):not([type=datetime-local]), textarea";

/** Listen for what is used. */
export function begin() {
  document.addEventListener("click", pressed);
  document.addEventListener("change", changed);
  document.addEventListener("keydown", typed);
  // A form that opens is the answer: it may be there before the reply.
  on("modal", () => document.querySelectorAll("[data-act][aria-busy]").forEach((one) => wait(one, false)));
}

function pressed(event) {
  const button = event.target.closest("button[data-act], a[data-act]");
  if (!button || busy(button)) return;
  button.closest("details.overflow")?.removeAttribute("open");
  use(button);
}

function changed(event) {
  const field = event.target;
  if (!field.name?.includes("|") || field.matches(TYPED)) return;
  const holder = field.closest("[data-act]");
  if (holder) use(holder);
}

function typed(event) {
  const field = event.target;
  if (event.key !== "Enter" || !field.matches?.("input[data-act]") || !field.matches(TYPED)) return;
  event.preventDefault();
  use(field);
}

/** Speak to the app about one element, after asking if it wants that. */
export async function use(one) {
  if (one.dataset.confirm && !(await sure(JSON.parse(one.dataset.confirm)))) return;
  const surface = one.closest("[data-surface]");
  wait(one, true);
  try {
    say((await post(mine("act"), spoken(one, surface))).note);
  } catch (refusal) {
    say(refusal);
  } finally {
    wait(one, false);
  }
}

function spoken(one, surface) {
  const { view, channel, ts } = surface.dataset;
  const where = view ? { view } : { channel, ts };
  const { block, action, option } = one.dataset;
  return { ...where, block, action, ...(option === undefined ? {} : { option }), values: values(surface) };
}

const busy = (one) => one.getAttribute("aria-busy") === "true";

function wait(one, wanted) {
  if (wanted) one.setAttribute("aria-busy", "true");
  else one.removeAttribute("aria-busy");
  if (wanted) announce("One moment…");
}
