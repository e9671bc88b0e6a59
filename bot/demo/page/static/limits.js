// How much more fits into a field: nothing is cut off, and what is too long says so while it is typed.

const NEAR = 0.9;

/** Listen everywhere: forms come and go. */
export function begin() {
  document.addEventListener("input", (event) => event.target.matches("[data-most]") && measure(event.target));
}

function measure(field) {
  const line = field.parentElement.querySelector(".limit");
  const most = Number(field.dataset.most);
  const length = [...field.value].length;
  const words = length < most * NEAR ? "" : sentence(most - length);
  line.hidden = !words;
  line.classList.toggle("over", length > most);
  if (line.textContent !== words) line.textContent = words;
}

function sentence(left) {
  const count = `${Math.abs(left)} ${Math.abs(left) === 1 ? "character" : "characters"}`;
  return left < 0 ? `${count} too many` : `${count} left`;
}
