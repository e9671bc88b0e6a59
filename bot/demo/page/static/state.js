// One line that says when something is wrong: the bot is dead, Slack is down, the demo does not answer.

import { on } from "./stream.js";

const line = document.getElementById("state");
let back = 0;

/** Say how things stand, and whenever that changes. */
export function begin() {
  on("bot", ({ bot, down }) => {
    line.dataset.bot = bot;
    line.dataset.down = down;
    say();
  });
  new MutationObserver(say).observe(line, { attributeFilter: ["data-lost"] });
  say();
}

function say() {
  const words = sentence();
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("shown", Boolean(words));
  clearTimeout(back);
  if (Number(line.dataset.down)) back = setTimeout(up, Number(line.dataset.down) * 1000);
}

function up() {
  line.dataset.down = "0";
  say();
}

function sentence() {
  if ("lost" in line.dataset) return "The demo does not answer. Trying again…";
  if (Number(line.dataset.down)) return "Slack is down for a minute. Messages wait.";
  const bots = { starting: "Mentorbot is starting…", down: "Mentorbot is dead. Restart it behind the scenes." };
  return bots[line.dataset.bot] ?? "";
}
