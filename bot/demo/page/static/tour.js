// The guided tour: the server knows how far it is.

import { tell } from "./announcer.js";
import { type } from "./composer.js";
import { replace } from "./drawn.js";
import { me, post } from "./server.js";
import { on } from "./stream.js";

const tour = document.getElementById("tour");

/** Show each step, and do what its buttons say. */
export function begin() {
  on("tour", ({ html }) => replace(tour, html));
  tour.addEventListener("click", (event) => {
    const { tour: wanted, type: words } = event.target.closest("button")?.dataset ?? {};
    if (wanted) post("/tour", { do: wanted }).catch((refusal) => tell(refusal.message));
    if (words) typed(words);
  });
}

function typed(words) {
  if (document.getElementById("composer-text")) return type(words);
  sessionStorage.setItem("typed", words);
  location.assign(`/as/${me}`);
}
