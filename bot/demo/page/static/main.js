// The page comes to life.

import * as acting from "./acting.js";
import * as appearance from "./appearance.js";
import * as choices from "./choices.js";
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import * as home from "./home.js";
import * as limits from "./limits.js";
import * as modal from "./modal.js";
import * as panel from "./panel.js";
import * as people from "./people.js";
import * as sidebar from "./sidebar.js";
import * as state from "./state.js";
import { listen } from "./stream.js";
import * as timeline from "./timeline.js";
import * as tour from "./tour.js";

for (const part of [choices, acting, limits, modal, timeline, sidebar, composer, clock, people, panel, tour, state, home, appearance]) {
  part.begin();
}
listen();
