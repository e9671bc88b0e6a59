// The guided tour: the server knows how far it is.

import { tell } from "./announcer.js";
import { GIVEN, type } from "./composer.js";
import { replace } from "./drawn.js";
import { me, post } from "./server.js";
import { on } from "./stream.js";

const tour = document.getElementById("tour");
const root = document.documentElement;

/** Show each step, and do what its buttons say. */
export function begin() {
  on("tour", ({ html }) => {
    replace(tour, html);
    showFold();
  });
  tour.addEventListener("click", pressed);
  showFold();
}

function pressed(event) {
  const button = event.target.closest("button");
  const { tour: wanted, type: words } = button?.dataset ?? {};
  if (wanted) post("/tour", { do: wanted }).catch((refusal) => tell(refusal.message));
  if (words) typed(words);
  if (button?.id === "tour-fold") fold();
}

function typed(words) {
  if (document.getElementById("composer-text")) return type(words);
  sessionStorage.setItem(GIVEN, words);
  location.assign(`/as/${me}`);
}

// Where there is little room, the step can be folded to its title; that stays so on the next page.

function fold() {
  const folded = !("tourFolded" in root.dataset);
  if (folded) root.dataset.tourFolded = "";
  else delete root.dataset.tourFolded;
  localStorage.setItem("tour-folded", folded ? "yes" : "");
  showFold();
}

function showFold() {
  document.getElementById("tour-fold")?.setAttribute("aria-expanded", String(!("tourFolded" in root.dataset)));
}
