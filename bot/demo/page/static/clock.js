// The clock of the story: it runs on by itself, and can be turned.

import { announce, tell, toast } from "./announcer.js";
import { nodes } from "./drawn.js";
import { me, post } from "./server.js";
import { on } from "./stream.js";

const clock = document.getElementById("clock");
const progress = document.getElementById("clock-progress");
const MINUTE = 60000;
let shownAt = 0;
let moment = 0;

/** Show it, and listen for turns. */
export function begin() {
  set(clock.dataset.at);
  setTimeout(tick, MINUTE - (now().getTime() % MINUTE));
  on("clock", shown);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-turn]");
    if (button) turn(button);
  });
  if (clock.getAttribute("aria-busy") === "true") turning(true);
}

/** The story's time. */
const now = () => new Date(moment + (performance.now() - shownAt));

function set(at) {
  moment = Date.parse(at);
  shownAt = performance.now();
}

function shown(event) {
  set(event.at);
  document.getElementById("clock-day").textContent = event.day;
  document.getElementById("clock-time").textContent = event.time;
  turning(event.turning);
  zones();
}

function tick() {
  const zone = clock.dataset.zone;
  document.getElementById("clock-time").textContent = time(zone);
  zones();
  setTimeout(tick, MINUTE - (now().getTime() % MINUTE));
}

const time = (zone) => now().toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });

function zones() {
  for (const one of document.querySelectorAll("[data-clock-zone]")) one.textContent = time(one.dataset.clockZone);
}

function turning(wanted) {
  clock.setAttribute("aria-busy", String(wanted));
  progress.hidden = !wanted;
  for (const button of document.querySelectorAll("[data-turn]")) button.setAttribute("aria-disabled", String(wanted));
}

async function turn(button) {
  if (clock.getAttribute("aria-busy") === "true") return;
  turning(true);
  announce("Turning the clock…");
  try {
    arrived(await post("/clock", { by: button.dataset.turn, as: me }));
  } catch (refusal) {
    tell(refusal.message);
  }
  turning(false);
}

function arrived({ html }) {
  toast(html);
  announce(`It is ${document.getElementById("clock-time").textContent}. ${nodes(html).textContent.replace(/\s+/g, " ")}`);
}
