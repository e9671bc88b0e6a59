// One line that says when something is wrong: the bot is dead, Slack is down, the demo does not answer. It
// stands in the bar, and in the form that lies over it.

import { forget } from "./notes.js";
import { on } from "./stream.js";

const line = document.getElementById("state");
const lines = [line, document.getElementById("state-in-form")];
let back = 0;

/** Say how things stand, and whenever that changes. */
export function begin() {
  on("bot", ({ bot, why, down }) => {
    Object.assign(line.dataset, { bot, why, down });
    say();
  });
  new MutationObserver(say).observe(line, { attributeFilter: ["data-lost"] });
  say();
}

function say() {
  const words = sentence();
  // What was told of a trouble goes when the trouble does.
  if (!words && line.textContent) forget();
  for (const one of lines) {
    if (one.textContent !== words) one.textContent = words;
    one.classList.toggle("shown", Boolean(words));
  }
  clearTimeout(back);
  if (Number(line.dataset.down)) back = setTimeout(up, Number(line.dataset.down) * 1000);
}

function up() {
  line.dataset.down = "0";
  say();
}

function sentence() {
  const { bot, why, down, lost } = line.dataset;
  if (lost !== undefined) return "The demo does not answer. Trying again…";
  if (Number(down)) return "Slack is down: what Mentorbot has to say waits, and what you press does not get through.";
  if (bot === "starting") return "Mentorbot is starting…";
  if (bot === "down") return why ? `Mentorbot does not run. ${why}` : "Mentorbot is dead. Restart it behind the scenes.";
  return "";
}
