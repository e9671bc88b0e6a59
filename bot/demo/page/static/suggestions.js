// Lists of suggestions under a field, driven by the keyboard: for the composer and for selects that search.

/**
 * A list box that belongs to a text field.
 * @param {HTMLElement} field the combobox
 * @param {HTMLElement} box the list box
 * @param {(choice: object) => void} choose called with what was chosen
 */
export class Suggestions {
  constructor(field, box, choose) {
    this.field = field;
    this.box = box;
    this.choose = choose;
    this.choices = [];
    this.at = -1;
    box.addEventListener("pointerdown", (event) => this.#picked(event));
    field.addEventListener("blur", () => this.hide());
  }

  /** Is the list open? */
  get open() {
    return !this.box.hidden;
  }

  /** Offer choices, each `{text, more}`; none hides the list. */
  offer(choices, at = 0) {
    this.choices = choices;
    this.box.replaceChildren(...choices.map((choice, number) => this.#option(choice, number)));
    this.box.hidden = choices.length === 0;
    this.field.setAttribute("aria-expanded", String(this.open));
    this.#move(this.open ? at : -1);
  }

  /** Put the list away. */
  hide() {
    this.offer([]);
  }

  /** Does the list want this key? Then it has done what it says. */
  takes(event) {
    if (!this.open) return false;
    const keys = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in keys) this.#move(this.at + keys[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") return this.#enter(event);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #enter(event) {
    if (this.at < 0 || event.shiftKey) return false;
    event.preventDefault();
    this.choose(this.choices[this.at]);
    return true;
  }

  #move(to) {
    const count = this.choices.length;
    this.at = count && to >= -1 ? (to + count) % count : -1;
    [...this.box.children].forEach((one, number) => one.setAttribute("aria-selected", String(number === this.at)));
    const chosen = this.box.children[this.at];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #option(choice, number) {
    const option = document.createElement(this.box.tagName === "UL" ? "li" : "div");
    option.setAttribute("role", "option");
    option.id = `${this.box.id}-${number}`;
    option.className = "suggestion";
    for (const name of ["text", "more"]) {
      if (!choice[name]) continue;
      const words = document.createElement("span");
      words.className = `suggestion-${name}`;
      words.textContent = choice[name];
      option.append(words, " ");
    }
    return option;
  }

  #picked(event) {
    const number = [...this.box.children].indexOf(event.target.closest("[role=option]"));
    if (number < 0) return;
    event.preventDefault();
    this.choose(this.choices[number]);
  }
}
