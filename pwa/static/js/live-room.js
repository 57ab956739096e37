/** `<live-room data-src>`: `[data-headcount]` follow who comes and goes, then the list does. */

import { Line } from "./line.js";

const LIST_EVERY = 5000;

class LiveRoom extends HTMLElement {
  #line;
  #due;
  #told;
  #follow = () => (document.hidden ? this.#line.close() : this.#line.open());

  connectedCallback() {
    this.#line = new Line(this.dataset.src, { headcount: (counts) => this.#tell(counts) });
    document.addEventListener("visibilitychange", this.#follow);
    this.#follow();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#follow);
    clearTimeout(this.#due);
    this.#line.close();
  }

  /** The counts at once; the list only if they are others than those it was drawn with. */
  #tell(headcount) {
    const isNew = this.#show(headcount);
    const told = JSON.stringify(headcount);
    if (isNew || (this.#told && this.#told !== told)) this.#later();
    this.#told = told;
  }

  /** Answers whether any count is another than was shown. */
  #show(headcount) {
    const places = [...this.querySelectorAll("[data-headcount]")];
    const shown = (place) => Number(place.value ?? place.textContent);
    const others = places.filter((place) => shown(place) !== headcount[place.dataset.headcount]);
    for (const place of others) {
      const count = headcount[place.dataset.headcount];
      if (place.matches("progress")) place.value = count;
      else place.textContent = count;
    }
    return others.some((place) => !place.matches("progress"));
  }

  /** Fetch the list, not more often than every few seconds, and not under somebody's hands. */
  #later() {
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      const list = this.querySelector("turbo-frame");
      if (document.hidden || this.#isInUse()) return this.#later();
      if (list.src) list.reload();
      else list.src = location.href;
    }, LIST_EVERY);
  }

  #isInUse() {
    return this.matches(":has(input:focus, turbo-frame :focus-visible, turbo-frame :checked)");
  }
}

customElements.define("live-room", LiveRoom);
