/** `<live-room data-src>`: `[data-headcount]` follow who comes and goes, then the list does. */

const LIST_EVERY = 5000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

class LiveRoom extends HTMLElement {
  #stream;
  #retry;
  #due;
  #told;
  #wait = FIRST_WAIT;
  #follow = () => (document.hidden ? this.#close() : this.#open());

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#follow);
    this.#follow();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#follow);
    clearTimeout(this.#due);
    this.#close();
  }

  #open() {
    if (this.#stream) return;
    this.#stream = new EventSource(this.dataset.src);
    this.#stream.addEventListener("headcount", ({ data }) => this.#tell(data));
    this.#stream.onerror = () => this.#again();
  }

  #close() {
    clearTimeout(this.#retry);
    this.#stream?.close();
    this.#stream = undefined;
  }

  #again() {
    this.#close();
    this.#retry = setTimeout(this.#follow, this.#wait * (0.5 + Math.random()));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  /** The counts at once; the list only if they are others than those it was drawn with. */
  #tell(data) {
    this.#wait = FIRST_WAIT;
    const isNew = this.#show(JSON.parse(data));
    if (isNew || (this.#told && this.#told !== data)) this.#later();
    this.#told = data;
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
