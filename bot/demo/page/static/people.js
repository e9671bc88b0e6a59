// Choosing whom to be.

const dialog = document.getElementById("people");
const field = document.getElementById("people-search");

/** Open the list, and search in it. */
export function begin() {
  document.getElementById("you").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dismiss]")) dialog.close();
  });
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") shown()[0]?.querySelector("a").click();
  });
}

const rows = () => [...document.querySelectorAll("#people-list > li")];
const shown = () => rows().filter((row) => !row.hidden);

function search() {
  const words = field.value.toLowerCase().split(/\s+/);
  for (const row of rows()) {
    const said = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => said.includes(word));
  }
  document.getElementById("people-none").hidden = shown().length > 0;
}
