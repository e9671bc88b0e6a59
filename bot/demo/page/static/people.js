// Choosing whom to be.

import { replace } from "./drawn.js";
import { fragment, mine } from "./server.js";

const dialog = document.getElementById("people");
const list = document.getElementById("people-list");
const field = document.getElementById("people-search");
const line = document.getElementById("people-none");
const NOBODY = "Nobody here fits that. Try a name, a title or a department.";

/** Open the list, and search in it. */
export function begin() {
  document.getElementById("you").addEventListener("click", open);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dismiss]")) dialog.close();
  });
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") shown()[0]?.querySelector("a").click();
  });
}

async function open() {
  dialog.showModal();
  try {
    replace(list, await fragment(mine("people")));
    search();
  } catch (refusal) {
    // Whoever was there a moment ago can still be chosen.
    if (rows().length === 0) tell(refusal.message);
  }
}

const rows = () => [...list.children];
const shown = () => rows().filter((row) => !row.hidden);

function search() {
  const words = field.value.toLowerCase().split(/\s+/);
  for (const row of rows()) {
    const said = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => said.includes(word));
  }
  tell(shown().length > 0 ? "" : NOBODY);
}

function tell(words) {
  line.textContent = words;
  line.hidden = !words;
}
