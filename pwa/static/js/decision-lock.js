/** `<decision-lock>`: its form takes no press until the case has been on the screen for a moment. */
const SEEN_MS = 800; // as long as the line in css/review.css takes

class DecisionLock extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("click", this, { capture: true });
    this.form.addEventListener("submit", this, { capture: true });
    document.addEventListener("visibilitychange", this);
    this.#begin();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  get #isLocked() {
    return this.hasAttribute("locked");
  }

  handleEvent(event) {
    if (!this.#isLocked) return;
    if (event.type === "visibilitychange") return this.#begin();
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Nobody sees a page that is hidden: it waits. */
  #begin() {
    clearTimeout(this.#timer);
    this.#lock(true);
    if (document.hidden) return;
    requestAnimationFrame(() => {
      this.#timer = setTimeout(() => this.#lock(false), SEEN_MS);
    });
  }

  #lock(isLocked) {
    this.toggleAttribute("locked", isLocked);
    for (const button of this.form.querySelectorAll("button")) {
      if (isLocked) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }
}

customElements.define("decision-lock", DecisionLock);
