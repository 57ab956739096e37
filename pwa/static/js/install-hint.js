/** `<install-hint hidden>`: shown where the app can be put on the home screen, until declined. */
import { copyOf } from "./words.js";

const DECLINED = "install-declined";
const IS_APPLE = /iPhone|iPad|iPod/.test(navigator.userAgent);
let offer;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  document.querySelectorAll("install-hint").forEach((hint) => hint.offer());
});

class InstallHint extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
    this.offer();
  }

  /** Show the button of browsers that ask themselves, or the words for those that do not. */
  offer() {
    const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    this.hidden = isInstalled || localStorage.getItem(DECLINED) || !(offer || IS_APPLE);
    if (this.hidden || this.querySelector("[data-decline]")) return;
    const notice = this.querySelector(".notice");
    notice.append(copyOf("decline"));
    if (!IS_APPLE) return;
    notice.querySelector("button:not([data-decline])").remove();
    notice.querySelector(".notice-words").append(copyOf("install-by-hand"));
  }

  #press({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if (button.matches("[data-decline]")) localStorage.setItem(DECLINED, "1");
    else offer?.prompt();
    offer = undefined;
    this.hidden = true;
  }
}

customElements.define("install-hint", InstallHint);
