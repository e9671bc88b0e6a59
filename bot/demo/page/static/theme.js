// Runs before anything is drawn: what was chosen once (theme, panel) is there at once, without a flicker.
"use strict";

(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  // Where the window is low, the messages come first.
  if (localStorage.getItem("tour-folded") ?? window.innerHeight < 480) root.dataset.tourFolded = "";
  if (localStorage.getItem("panel") && window.innerWidth > 900) root.dataset.panel = "open";
})();
