// Light, dark, or as the system has it.

import { announce } from "./announcer.js";

const button = document.getElementById("theme");
const ORDER = { "": "light", light: "dark", dark: "" };
const WORDS = { "": "as the system", light: "light", dark: "dark" };

/** Let the theme be changed. */
export function begin() {
  button.addEventListener("click", () => {
    set(ORDER[chosen()]);
    announce(`Theme: ${WORDS[chosen()]}`);
  });
  set(chosen());
}

const chosen = () => document.documentElement.dataset.theme ?? "";

function set(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("theme", theme);
  button.setAttribute("aria-label", `Theme: ${WORDS[theme]}`);
  button.title = `Theme: ${WORDS[theme]}`;
}
