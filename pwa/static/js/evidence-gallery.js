/** `<evidence-gallery>`: its links open the viewer instead of leading away. */
import { openViewer } from "./viewer.js";

class EvidenceGallery extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#open(event));
  }

  #open(event) {
    const links = [...this.querySelectorAll("a[href]")];
    const place = links.indexOf(event.target.closest("a[href]"));
    if (place < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openViewer(links, place);
  }
}

customElements.define("evidence-gallery", EvidenceGallery);
