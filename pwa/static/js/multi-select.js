/** `<multi-select selecting>`: a press anywhere on a row ticks it; decisions wait for a tick. */
class MultiSelect extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("change", () => this.#count());
    this.#count();
  }

  get #boxes() {
    return [...this.querySelectorAll(".select-box input")];
  }

  #press(event) {
    if (!this.hasAttribute("selecting")) return;
    if (event.target.closest("[data-select-all]")) return this.#tickAll();
    const box = event.target.closest(".row")?.querySelector(".select-box input");
    if (!box || event.target.closest("label")) return;
    event.preventDefault();
    box.click();
  }

  #tickAll() {
    const isFull = this.#boxes.every((box) => box.checked);
    this.#boxes.forEach((box) => (box.checked = !isFull));
    this.#count();
  }

  /** Say how many are ticked; without any there is nothing to decide. */
  #count() {
    const count = this.#boxes.filter((box) => box.checked).length;
    this.querySelectorAll("[data-chosen]").forEach((place) => (place.textContent = count));
    this.querySelectorAll("[name=decision]").forEach((button) => (button.disabled = !count));
  }
}

customElements.define("multi-select", MultiSelect);
