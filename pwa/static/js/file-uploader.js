/**
 * `<file-uploader>`: camera, gallery and several files at once, around the plain forms.
 * With `data-begin` the first file begins the draft that it goes to, and the page goes on there.
 */
import { ask } from "./confirm.js";
import { takeShared } from "./shared-photos.js";
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
    if (this.dataset.begin) this.#takeShared();
  }

  async #takeShared() {
    const files = await takeShared();
    this.#take(files);
    const wasShared = new URLSearchParams(location.search).has("shared");
    this.querySelector("[data-nothing-shared]").hidden = !wasShared || files.length > 0;
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
    const kind = this.form.elements.kind?.value ?? "";
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
    const isBegun = await this.#begin();
    while (this.#waiting.length) {
      const upload = this.#waiting.shift();
      await (isBegun ? upload.send() : upload.fail());
    }
    removeEventListener("beforeunload", hold);
    this.#sending = undefined;
    if (this.dataset.begin) this.#goOn();
    else await document.getElementById(this.id)?.refresh();
  }

  /** Have the draft that the files go to; answers whether it is there. */
  async #begin() {
    if (this.dataset.action) return true;
    const answer = await fetch(this.dataset.begin, {
      method: "POST",
      body: new URLSearchParams([...new FormData(this.form)].filter(([name]) => name !== "file")),
      headers: { Accept: "application/json" },
    }).catch(() => undefined);
    const told = await answer?.json().catch(() => undefined);
    if (!answer?.ok) {
      if (told?.message) toast(told.message, "bad");
      return false;
    }
    this.dataset.action = told.action;
    this.querySelector("[data-next]").href = told.next;
    return true;
  }

  /** Go to the draft when all has arrived; else what did not arrive is seen here. */
  #goOn() {
    const next = this.querySelector("[data-next]");
    const has = (state) => this.querySelector(`.upload[data-state=${state}]`) !== null;
    if (!has("done")) return;
    next.hidden = false;
    if (!has("failed")) turbo.visit(next.href);
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
