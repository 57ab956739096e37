/** `<live-sum data-src>`: what the quantity would earn, asked while it is being typed. */
const PAUSE = 250;

class LiveSum extends HTMLElement {
  #timer = 0;
  #asked = new AbortController();

  connectedCallback() {
    this.addEventListener("input", () => this.#soon());
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asked.abort();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask().catch(() => {}), PAUSE);
  }

  async #ask() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const answer = await fetch(`${this.dataset.src}?${this.#typed()}`, {
      headers: { Accept: "application/json" },
      signal: this.#asked.signal,
    });
    if (answer.ok) this.#show(await answer.json());
  }

  #typed() {
    const chosen = [...this.querySelectorAll("[name]")].filter(
      (control) => control.type !== "radio" || control.checked,
    );
    return new URLSearchParams(chosen.map(({ name, value }) => [name, value]));
  }

  #show({ text, refused }) {
    const sum = this.querySelector("[data-sum]");
    sum.textContent = text;
    sum.toggleAttribute("data-refused", refused);
  }
}

customElements.define("live-sum", LiveSum);
