/** `<undo-entry data-seconds="8">`: a way back that is there as long as it is open. */
class UndoEntry extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.setAttribute("data-turbo-temporary", "");
    this.ends ??= performance.now() + Number(this.dataset.seconds) * 1000;
    this.#show();
    this.#timer = setInterval(() => this.#show(), 250);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const left = Math.ceil((this.ends - performance.now()) / 1000);
    this.querySelector("[data-left]").textContent = left;
    if (left > 0) return;
    if (this.matches(":focus-within")) document.getElementById("main").focus();
    this.remove();
  }
}

customElements.define("undo-entry", UndoEntry);
