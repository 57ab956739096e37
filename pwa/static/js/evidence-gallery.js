/** `<evidence-gallery>`: its links open the viewer instead of leading away; `[data-turn]` turns. */
import { openViewer } from "./viewer.js";

class EvidenceGallery extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-turn]")) this.#turn();
      else this.#open(event);
    });
  }

  #open(event) {
    const links = [...this.querySelectorAll("a[href]")];
    const place = links.indexOf(event.target.closest("a[href]"));
    if (place < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openViewer(links, place);
  }

  /** A quarter round, where the picture stands. */
  #turn() {
    this.dataset.quarters = (Number(this.dataset.quarters ?? 0) + 1) % 4;
  }
}

customElements.define("evidence-gallery", EvidenceGallery);
