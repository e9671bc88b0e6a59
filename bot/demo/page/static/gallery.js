// The gallery's colours: as the system has them, light, or dark.

const root = document.documentElement;
const buttons = document.querySelectorAll("[data-theme-choice]");

function choose(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  localStorage.setItem("theme", theme);
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.themeChoice === theme));
}

for (const one of buttons) one.addEventListener("click", () => choose(one.dataset.themeChoice));
choose(root.dataset.theme ?? "");
