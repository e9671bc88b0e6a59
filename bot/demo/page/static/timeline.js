// The messages of a conversation: new ones, changed ones, older ones, and where one has scrolled to.

import { announce, tell } from "./announcer.js";
import { element, find, focusable, nameOf, nodes } from "./drawn.js";
import { get, mine, place, post } from "./server.js";
import { on } from "./stream.js";

const scroll = document.getElementById("scroll");
const log = document.getElementById("log");
const notes = document.getElementById("notes");
const NEAR_END = 120;
let follows = true;

/** Show the conversation from its end, and what comes. */
export function begin() {
  on("message", shown);
  on("undrawn", ({ what, error }) => tell(`What changed cannot be drawn here (${what}: ${error}). Load the page again.`));
  on("gone", ({ id }) => document.getElementById(id)?.remove());
  makeRoom();
  if (!log) return;
  toEnd();
  scroll.addEventListener("scroll", () => (follows = atEnd()));
  new ResizeObserver(() => follows && toEnd()).observe(scroll);
  document.getElementById("earlier").addEventListener("click", earlier);
  document.addEventListener("visibilitychange", read);
  read();
}

/** What stands below the messages is as wide as they are, whatever a scroll bar takes here. */
function makeRoom() {
  scroll.parentElement.style.setProperty("--gutter", `${scroll.offsetWidth - scroll.clientWidth}px`);
}

/** Show a note (nodes) that only this person sees, at the end. */
export function note(content) {
  notes.replaceChildren(content);
  toEnd();
}

/** Take away what was noted before. */
export const clearNotes = () => notes.replaceChildren();

function shown(event) {
  const stays = event.mine || follows;
  const drawn = element(event.html);
  const before = document.getElementById(drawn.id);
  if (before) exchange(before, drawn);
  else if (isOlder(drawn)) return;
  else add(event, drawn);
  if (stays) toEnd();
  else if (!before) announce("New message below.");
  read();
}

/** A message that changed, but is not among those that are shown. */
function isOlder(drawn) {
  const first = log.querySelector(".message");
  return Boolean(first) && Number(drawn.dataset.ts) < Number(first.dataset.ts);
}

function exchange(before, drawn) {
  const focused = before.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  before.replaceWith(drawn);
  if (focused) (find(drawn, focused) ?? focusable(drawn)).focus({ preventScroll: true });
}

function add(event, drawn) {
  document.getElementById("nothing-yet").hidden = true;
  dayOf(event).append(drawn);
}

function dayOf({ day, date }) {
  const found = log.querySelector(`[data-day="${day}"]`);
  if (found) return found;
  const made = document.createElement("section");
  made.className = "day";
  made.dataset.day = day;
  made.setAttribute("aria-label", date);
  const name = document.createElement("h2");
  name.className = "day-name";
  name.append(Object.assign(document.createElement("span"), { textContent: date }));
  made.append(name);
  log.append(made);
  return made;
}

async function earlier(event) {
  const button = event.currentTarget;
  button.setAttribute("aria-busy", "true");
  try {
    show(await get(`${mine(place)}/earlier?before=${button.dataset.before}`), button);
  } catch (refusal) {
    tell(refusal.message);
  }
  button.removeAttribute("aria-busy");
}

function show({ html, before }, button) {
  const below = scroll.scrollHeight - scroll.scrollTop;
  log.setAttribute("aria-live", "off");
  prepend(nodes(html));
  button.dataset.before = before;
  button.hidden = !before;
  scroll.scrollTop = scroll.scrollHeight - below;
  requestAnimationFrame(() => log.removeAttribute("aria-live"));
}

function prepend(days) {
  const [last, first] = [days.lastElementChild, log.firstElementChild];
  if (last && last.dataset.day === first?.dataset.day) {
    first.querySelector(".day-name").after(...last.querySelectorAll(".message"));
    last.remove();
  }
  log.prepend(days);
}

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

function read() {
  const last = log && [...log.querySelectorAll(".message")].at(-1);
  if (last && !document.hidden) post(mine("read"), { channel: place, ts: last.dataset.ts }).catch(() => {});
}
