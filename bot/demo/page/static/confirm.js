// Are you sure?

const dialog = document.getElementById("confirm");

/**
 * Ask before something is done; true when the answer is yes.
 * @param {{title: string, text: string, confirm: string, deny: string, style?: string}} words
 */
export function sure(words) {
  document.getElementById("confirm-title").textContent = words.title;
  document.getElementById("confirm-text").textContent = words.text;
  document.getElementById("confirm-no").textContent = words.deny;
  const yes = document.getElementById("confirm-yes");
  yes.textContent = words.confirm;
  yes.classList.toggle("button-danger", words.style === "danger");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) =>
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true }),
  );
}
