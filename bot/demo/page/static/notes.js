// What only this person is told: inside the form that is open, else at the end of the conversation.

import { nodes } from "./drawn.js";
import { Refusal } from "./server.js";
import { clearNotes, note } from "./timeline.js";

const modal = document.getElementById("modal");

/** Say what came back of an act: a note that the server drew, a refusal, or nothing. */
export function say(what) {
  if (what instanceof Refusal) return told(sentence(what.message));
  if (what instanceof Error) throw what;
  return what ? told(nodes(what)) : clearNotes();
}

/** Take away what was said, wherever it stands. */
export function forget() {
  clearNotes();
  modal.querySelector(".modal-body > .note")?.remove();
}

function told(content) {
  if (modal.open) inForm(content);
  else note(content);
}

function inForm(content) {
  const body = modal.querySelector(".modal-body");
  body.querySelector(":scope > .note")?.remove();
  const words = content.firstElementChild ?? content;
  words.setAttribute("role", "alert");
  body.prepend(words);
  body.scrollTop = 0;
}

function sentence(words) {
  const fragment = new DocumentFragment();
  const line = document.createElement("p");
  line.className = "note";
  line.textContent = words;
  fragment.append(line);
  return fragment;
}
