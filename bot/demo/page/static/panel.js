// Behind the scenes: what crosses the line between Slack and the bot, and what waits on either side.

import { tell } from "./announcer.js";
import { nodes, replace } from "./drawn.js";
import { fragment, me, post } from "./server.js";
import { on } from "./stream.js";

const panel = document.getElementById("panel");
const opener = document.getElementById("open-panel");
const tabs = [...panel.querySelectorAll("[role=tab]")];
const ROWS = 200;
const PAUSE = 200;
let due = 0;

/** Open it if it was open, and keep it up to date while it is. */
export function begin() {
  opener.addEventListener("click", () => open(panel.hidden));
  document.getElementById("close-panel").addEventListener("click", () => open(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  panel.addEventListener("click", pressed);
  panel.addEventListener("toggle", opened, true);
  tabs.forEach((tab) => tab.addEventListener("keydown", arrow));
  for (const kind of ["exchanged", "bot", "clock"]) on(kind, changed);
  setInterval(countDown, 1000);
  if (document.documentElement.dataset.panel) show();
}

const chosen = () => localStorage.getItem("panel-tab") ?? "exchanges";

function open(wanted) {
  if (wanted) {
    localStorage.setItem("panel", "open");
    show();
    tabs.find((tab) => tab.dataset.tab === chosen())?.focus();
    return;
  }
  localStorage.removeItem("panel");
  delete document.documentElement.dataset.panel;
  panel.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

function show() {
  document.documentElement.dataset.panel = "open";
  panel.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  turnTo(chosen());
}

function turnTo(name) {
  localStorage.setItem("panel-tab", name);
  for (const tab of tabs) {
    const here = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    document.getElementById(`panel-${tab.dataset.tab}`).hidden = !here;
  }
  refresh();
}

function arrow(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length];
  turnTo(next.dataset.tab);
  next.focus();
}

function pressed(event) {
  const { tab, fault, bot } = event.target.closest("button")?.dataset ?? {};
  if (tab) turnTo(tab);
  else if (fault) ask(event.target.closest("button"), "/faults", { fault });
  else if (bot) ask(event.target.closest("button"), "/bot", { do: bot });
}

async function ask(button, path, body) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await post(path, body);
  } catch (refusal) {
    tell(refusal.message);
  }
  button.removeAttribute("aria-busy");
  changed();
}

/** Something changed: look again, but not more often than anybody can read. */
function changed() {
  if (panel.hidden || due) return;
  due = setTimeout(() => {
    due = 0;
    refresh();
  }, PAUSE);
}

async function refresh() {
  const name = chosen();
  const body = document.getElementById(`panel-${name}`);
  if (name === "exchanges") return more(body);
  try {
    replace(body, await fragment(`/panel/${name}?as=${encodeURIComponent(me)}`));
  } catch (refusal) {
    body.textContent = refusal.message;
  }
}

async function more(body) {
  const newest = Number(body.firstElementChild?.dataset.number ?? 0);
  const rows = nodes(await fragment(`/panel/exchanges?as=${encodeURIComponent(me)}&after=${newest}`).catch(() => ""));
  for (const row of [...rows.children]) {
    if (Number(row.dataset.number) <= Number(body.firstElementChild?.dataset.number ?? 0)) row.remove();
  }
  body.prepend(rows);
  while (body.childElementCount > ROWS) body.lastElementChild.remove();
}

async function opened(event) {
  const body = event.target.querySelector?.("[data-exchange]");
  if (!event.target.open || !body || body.childElementCount) return;
  body.replaceChildren(nodes(await fragment(`/panel/exchanges/${body.dataset.exchange}`).catch((refusal) => refusal.message)));
}

function countDown() {
  const left = panel.querySelector("[data-countdown]");
  if (!left) return;
  left.dataset.countdown = Math.max(0, Number(left.dataset.countdown) - 1);
  left.textContent = left.dataset.countdown;
  if (left.dataset.countdown === "0") changed();
}
