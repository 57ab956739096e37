/** `<multi-select>`: while `selecting`, a press on a row without a link ticks it; decisions wait for a tick. */
class MultiSelect extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("change", (event) => this.#follow(event.target));
    this.addEventListener("turbo:frame-load", () => this.#count());
    this.#count();
  }

  get #boxes() {
    return [...this.querySelectorAll(".select-box input")];
  }

  #press(event) {
    const button = event.target.closest("[data-select], [data-select-all]");
    if (button?.matches("[data-select]")) this.#select(button);
    else if (button) this.#tick(!this.#boxes.every((box) => box.checked));
    else if (this.hasAttribute("selecting")) this.#tickRow(event);
  }

  /** The button may hold the words of its way back as its value. */
  #select(button) {
    const isSelecting = this.toggleAttribute("selecting");
    const { select: words } = button.dataset;
    if (words) [button.dataset.select, button.textContent] = [button.textContent, words];
    else button.setAttribute("aria-pressed", isSelecting);
    this.#tick(false);
  }

  #tick(isTicked) {
    this.#boxes.forEach((box) => (box.checked = isTicked));
    this.#count();
  }

  #tickRow(event) {
    const box = event.target.closest(".row")?.querySelector(".select-box input");
    if (!box || event.target.closest("label, .button, .row-link")) return;
    event.preventDefault();
    box.click();
  }

  /** A row may stand twice, as a card and in the table: its boxes are ticked together. */
  #follow(changed) {
    const twins = this.#boxes.filter((box) => box !== changed && box.value === changed.value);
    if (this.#boxes.includes(changed)) twins.forEach((box) => (box.checked = changed.checked));
    this.#count();
  }

  /** Say how many are ticked; without any there is nothing to decide. */
  #count() {
    const ticked = this.#boxes.filter((box) => box.checked);
    const count = new Set(ticked.map((box) => box.value)).size;
    this.querySelectorAll("[data-chosen]").forEach((place) => (place.textContent = count));
    this.querySelectorAll("[name=decision]").forEach((button) => (button.disabled = !count));
  }
}

customElements.define("multi-select", MultiSelect);
