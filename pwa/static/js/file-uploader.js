/** `<file-uploader>`: camera, gallery and several files at once, around the plain forms. */
import { ask } from "./confirm.js";
import { toast } from "./toast-message.js";
import { turbo } from "./turbo.js";
import { Upload } from "./upload.js";
import { openViewer } from "./viewer.js";
import { copyOf, word } from "./words.js";

class FileUploader extends HTMLElement {
  #waiting = [];
  #sending;

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
    this.#sending ??= this.#send();
  }

  /** What is on its way, as a promise; undefined where nothing is. */
  get sending() {
    return this.#sending;
  }

  get hasFailed() {
    return this.querySelector(".upload[data-state=failed]:not([data-final])") !== null;
  }

  /** One after the other: a ward's network is soon full. */
  async #send() {
    addEventListener("beforeunload", hold);
    while (this.#waiting.length) await this.#waiting.shift().send();
    removeEventListener("beforeunload", hold);
    this.#sending = undefined;
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

const held = new WeakSet();

/** A form is sent after the files that are on their way, unless one of them did not arrive. */
addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const uploader = document.querySelector("file-uploader");
  if (!uploader?.sending || uploader.contains(form) || form.method !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (held.has(form)) return;
  held.add(form);
  toast(word("uploading"));
  uploader.sending.finally(() => release(form, submitter, uploader));
}, { capture: true });

function release(form, submitter, uploader) {
  held.delete(form);
  if (uploader.hasFailed) toast(word("uploadMissing"), "bad");
  else if (form.isConnected) form.requestSubmit(submitter);
}

/** Who leaves the page would leave files behind. */
document.addEventListener("turbo:before-visit", (event) => {
  const { url } = event.detail;
  if (!document.querySelector("file-uploader")?.sending || leaving === url) return;
  event.preventDefault();
  ask(word("uploadLeave")).then((isYes) => isYes && turbo.visit((leaving = url)));
});

let leaving = "";

customElements.define("file-uploader", FileUploader);
