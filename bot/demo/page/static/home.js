// The App Home: looking at it asks the app for it.

import { replace } from "./drawn.js";
import { say } from "./notes.js";
import { mine, place, post } from "./server.js";
import { on } from "./stream.js";

/** Look at it, and show what the app publishes. */
export function begin() {
  const home = document.getElementById("home");
  if (place !== "home") return;
  on("home", ({ html }) => {
    replace(home, html);
    document.getElementById("no-home").hidden = true;
  });
  post(mine("home"), {}).then(({ note }) => note && say(note), say);
}
