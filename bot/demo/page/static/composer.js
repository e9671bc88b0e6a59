// Where one types: commands with their hints, people inside commands, or a plain message.

import { announce } from "./announcer.js";
import { say } from "./notes.js";
import { get, me, mine, place, post } from "./server.js";
import { Suggestions } from "./suggestions.js";

const form = document.getElementById("composer");
const field = document.getElementById("composer-text");
const hint = document.getElementById("composer-hint");
const MOST = 8;
const LONGEST = 12000;
const ONLY_COMMANDS = "Mentorbot reads no messages. Begin with / to tell it something.";
const DRAFT = `draft:${me}:${place}`;
/** Words that are to stand there once one is where they can be typed. */
export const GIVEN = "typed";

let commands = [];
let people = null;
let list = null;

/** Complete what is typed, and send it. */
export function begin() {
  if (!form) return;
  commands = JSON.parse(form.dataset.commands);
  list = new Suggestions(field, document.getElementById("composer-list"), take);
  field.value = sessionStorage.getItem(GIVEN) ?? sessionStorage.getItem(DRAFT) ?? "";
  sessionStorage.removeItem(GIVEN);
  field.addEventListener("input", changed);
  field.addEventListener("keydown", key);
  field.addEventListener("click", suggest);
  form.addEventListener("submit", send);
  changed();
  list.hide();
}

/** Put words into the field, for somebody who would rather not type. */
export function type(words) {
  field.value = words;
  field.focus();
  changed();
  list.hide();
}

function changed() {
  sessionStorage.setItem(DRAFT, field.value);
  showHint();
  suggest();
}

function showHint() {
  const words = told(field.value);
  hint.hidden = !words;
  hint.classList.toggle("usage", words.startsWith("/"));
  hint.textContent = words;
}

function told(line) {
  if (line.length > LONGEST) return `Shorten this by ${line.length - LONGEST} characters.`;
  if (line && !line.startsWith("/") && "onlyCommands" in form.dataset) return ONLY_COMMANDS;
  const command = commands.find((one) => line.startsWith(`${one.command} `) || line === one.command);
  return command ? `${command.command} ${command.hint}` : "";
}

function suggest() {
  const typed = field.value.slice(0, field.selectionStart);
  const person = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(typed);
  if (/^\/\S*$/.test(typed)) list.offer(matchingCommands(typed));
  else if (person && field.value.startsWith("/")) list.offer(matchingPeople(person[1]));
  else list.hide();
}

function matchingCommands(typed) {
  return commands
    .filter((one) => one.command.startsWith(typed.toLowerCase()))
    .map((one) => ({ text: `${one.command} ${one.hint}`, more: one.description, insert: `${one.command} ` }));
}

/** Everybody who can be named, once somebody is about to be. */
async function know() {
  people = [];
  try {
    people = (await get(mine("names"))).people;
    suggest();
  } catch {
    people = null;
  }
}

function matchingPeople(typed) {
  if (!people) know();
  const wanted = typed.toLowerCase();
  const fits = (one) => one.handle.startsWith(wanted) || one.name.toLowerCase().split(" ").some((part) => part.startsWith(wanted));
  return (people ?? [])
    .filter(fits)
    .slice(0, MOST)
    .map((one) => ({ text: one.name, more: `@${one.handle} · ${one.title}`, insert: `@${one.handle} ` }));
}

function take({ insert }) {
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const kept = before.replace(/\S*$/, "");
  field.value = kept + insert + after;
  field.setSelectionRange(kept.length + insert.length, kept.length + insert.length);
  changed();
  list.hide();
}

function key(event) {
  if (event.isComposing) return;
  // A command that is typed in full is sent by Enter, though the list still shows it.
  if (event.key === "Enter" && commands.some((one) => one.command === field.value.trim())) list.hide();
  list.takes(event);
}

async function send(event) {
  event.preventDefault();
  const line = field.value.trim();
  if (!line || line.length > LONGEST) return;
  // Empty at once: the answer may be there before the reply, and the next line begun.
  type("");
  form.setAttribute("aria-busy", "true");
  announce("Sending…");
  try {
    const { note, undone } = await post(mine(line.startsWith("/") ? "slash" : "say"), spoken(line));
    if (undone && !field.value) type(line);
    say(note);
  } catch (refusal) {
    if (!field.value) type(line);
    say(refusal);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

const spoken = (line) => (line.startsWith("/") ? { channel: place, line } : { channel: place, text: line });
