// What is said to somebody who does not see the page, and the small notices that everybody sees.

import { nodes } from "./drawn.js";

const announcer = document.getElementById("announcer");
const toasts = document.getElementById("toasts");
const SHOWN_FOR = 12000;

/** Say something once. */
export function announce(words) {
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = words));
}

/** Show a notice that the server drew, until it is dismissed or has been there for a while. */
export function toast(html) {
  show(nodes(html));
}

/** Show a sentence. */
export function tell(sentence) {
  const words = document.createElement("p");
  words.textContent = sentence;
  show(words);
}

function show(content) {
  const notice = document.createElement("div");
  notice.className = "toast";
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.className = "button button-quiet";
  dismiss.textContent = "Dismiss";
  dismiss.addEventListener("click", () => notice.remove());
  notice.append(content, dismiss);
  toasts.replaceChildren(notice);
  setTimeout(() => !notice.matches(":hover, :focus-within") && notice.remove(), SHOWN_FOR);
}
