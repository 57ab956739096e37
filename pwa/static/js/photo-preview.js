/** `<photo-preview>`: the chosen picture, cropped as the server will crop it, before it is sent. */
class PhotoPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.#show(event.target.files?.[0]));
  }

  #show(file) {
    const picture = this.querySelector("[data-preview]");
    if (!file || !picture) return;
    const address = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
    picture.src = address;
    picture.hidden = false;
  }
}

customElements.define("photo-preview", PhotoPreview);
