// The list of conversations, as a drawer where the screen is narrow; and the count in the window's title.

import { replace } from "./drawn.js";
import { me } from "./server.js";
import { on } from "./stream.js";

const list = document.getElementById("sidebar");
const drawer = document.getElementById("drawer");
const opener = document.getElementById("open-drawer");
const title = document.title;

/** Keep it up to date. */
export function begin() {
  on("sidebar", ({ html, unread }) => {
    replace(list, html);
    document.title = unread ? `(${unread}) ${title}` : title;
  });
  on("left", () => location.assign(`/as/${encodeURIComponent(me)}`));
  opener.addEventListener("click", () => open(!drawer.classList.contains("open")));
  document.addEventListener("click", outside);
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && shut());
}

function open(wanted) {
  drawer.classList.toggle("open", wanted);
  opener.setAttribute("aria-expanded", String(wanted));
  if (wanted) drawer.querySelector("button, a").focus();
}

function shut() {
  if (!drawer.classList.contains("open")) return;
  open(false);
  opener.focus();
}

function outside(event) {
  if (drawer.contains(event.target) || opener.contains(event.target)) return;
  if (drawer.classList.contains("open")) open(false);
}
