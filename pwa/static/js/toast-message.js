/** `<toast-message data-seconds="10">`: counts down, waits while it is used, and goes. */
import { copyOf } from "./words.js";

const SECONDS = 6;

class ToastMessage extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const region = document.getElementById("toasts");
    if (region && !region.contains(this)) {
      region.append(this);
      return;
    }
    this.setAttribute("data-turbo-temporary", "");
    this.left ||= Number(this.dataset.seconds) || SECONDS;
    this.addEventListener("click", ({ target }) => target.closest(".toast-close") && this.remove());
    this.#show();
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    if (this.matches(":hover, :focus-within")) return;
    this.left -= 1;
    if (this.left <= 0) this.remove();
    else this.#show();
  }

  /** The seconds stand beside the way back only: nothing else is lost when they are over. */
  #show() {
    const undo = this.querySelector(".toast-undo");
    if (undo) undo.dataset.left = this.left;
  }
}

customElements.define("toast-message", ToastMessage);

/** Show a sentence for a while; `tone` may be "bad". */
export function toast(words, tone = "") {
  const message = copyOf("toast");
  message.querySelector(".toast-words").textContent = words;
  message.dataset.tone = tone;
  document.getElementById("toasts").append(message);
}
