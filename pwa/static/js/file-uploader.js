/** `<file-uploader>`: camera, gallery and several files at once, around the plain forms. */
import { toast } from "./toast-message.js";
import { Upload } from "./upload.js";
import { openViewer } from "./viewer.js";
import { copyOf, word } from "./words.js";

class FileUploader extends HTMLElement {
  #waiting = [];
  #isSending = false;

  connectedCallback() {
    this.form = this.querySelector("form.uploader-drop");
    if (!this.form || this.hasAttribute("enhanced")) return;
    this.setAttribute("enhanced", "");
    this.form.querySelector("button:not([type=button])").before(copyOf("upload-picks"));
    this.addEventListener("change", ({ target }) => target.type === "file" && this.#pick(target));
    this.addEventListener("submit", (event) => this.#change(event));
    this.addEventListener("click", (event) => this.#open(event));
    this.addEventListener("retry", ({ detail }) => this.#queue(detail));
    this.#takeDrops();
  }

  #takeDrops() {
    const hold = (event) => {
      event.preventDefault();
      this.form.toggleAttribute("data-over", event.type === "dragover");
    };
    for (const type of ["dragover", "dragleave", "drop"]) this.form.addEventListener(type, hold);
    this.form.addEventListener("drop", ({ dataTransfer }) => this.#take(dataTransfer.files));
  }

  #pick(input) {
    this.#take(input.files);
    input.value = "";
  }

  #take(files) {
    const kind = this.form.elements.kind.value;
    for (const file of files) {
      const upload = new Upload(file, kind, this.dataset);
      this.querySelector("[data-uploads]").append(upload.row);
      if (upload.isSmallEnough) this.#queue(upload);
    }
  }

  #queue(upload) {
    this.#waiting.push(upload);
    if (!this.#isSending) this.#send();
  }

  /** One after the other: a ward's network is soon full. */
  async #send() {
    this.#isSending = true;
    addEventListener("beforeunload", hold);
    while (this.#waiting.length) await this.#waiting.shift().send();
    removeEventListener("beforeunload", hold);
    this.#isSending = false;
    await document.getElementById(this.id)?.refresh();
  }

  /** Naming and deleting a file, without leaving the page. */
  async #change(event) {
    if (!event.target.closest("[data-uploads]")) return;
    event.preventDefault();
    const answer = await fetch(event.target.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(event.target, event.submitter)),
      headers: { Accept: "application/json" },
    }).catch(() => undefined);
    if (!answer?.ok) toast((await answer?.json())?.message ?? word("unsent"), "bad");
    await this.refresh();
  }

  /** Take over from the server which files it has, what is still missing, and what comes next. */
  async refresh() {
    const answer = await fetch(location.href, {
      headers: { Accept: "text/html", "Turbo-Frame": "evidence-files" },
    }).catch(() => undefined);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const fresh = page.getElementById(this.id);
    if (!fresh) return;
    this.querySelector("[data-groups]").replaceWith(fresh.querySelector("[data-groups]"));
    this.form.elements.kind.value = fresh.querySelector("form.uploader-drop [name=kind]").value;
    this.#showKept(fresh.querySelector("[data-uploads]"));
  }

  #showKept(kept) {
    const rows = this.querySelector("[data-uploads]");
    const unfinished = [...rows.children].filter((row) => row.dataset.state !== "done");
    rows.replaceChildren(...kept.children, ...unfinished);
  }

  #open(event) {
    const links = [...this.querySelectorAll("a.upload-picture")];
    const place = links.indexOf(event.target.closest("a.upload-picture"));
    if (place < 0) return;
    event.preventDefault();
    openViewer(links, place);
  }
}

function hold(event) {
  event.preventDefault();
}

customElements.define("file-uploader", FileUploader);
