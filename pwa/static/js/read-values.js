/** `<read-values>`: what was read of the photos, each value beside the field that it may fill. */
import { fillIn, isEmpty } from "./fill-in.js";

class ReadValues extends HTMLElement {
  connectedCallback() {
    for (const value of this.querySelectorAll("[data-question]")) {
      const place = document.querySelector(`[data-beside="${value.dataset.question}"]`);
      if (place) place.replaceChildren(value);
    }
  }
}

/** All at once, but nothing over what somebody has typed. */
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-fill-all]")) return;
  for (const { dataset } of document.querySelectorAll("[data-beside] [data-fill]")) {
    if (dataset.fill && isEmpty(dataset.fill)) fillIn(dataset.fill, dataset.value);
  }
});

customElements.define("read-values", ReadValues);
