/** One file on its way: its row on the page, its state, and the request that carries it. */
import { newKey } from "./new-key.js";
import { copyOf } from "./words.js";

const MEGABYTE = 1 << 20;

export class Upload {
  #request = new XMLHttpRequest();
  #key = newKey();

  /** `to.action` is where it goes, `to.limitMb` how large it may be. */
  constructor(file, kind, to) {
    this.file = file;
    this.kind = kind;
    this.to = to;
    this.row = copyOf("upload");
    this.row.querySelector(".upload-name").textContent = file.name;
    this.row.querySelector(".upload-size").textContent = sizeOf(file);
    this.row.querySelector(".upload-retry").addEventListener("click", () => this.#again());
    this.row.querySelector(".upload-drop").addEventListener("click", () => this.#drop());
    this.#showPicture();
    this.#show(this.isSmallEnough ? "waiting" : "failed", this.isSmallEnough ? "" : "tooLarge");
  }

  get isSmallEnough() {
    return this.file.size <= Number(this.to.limitMb) * MEGABYTE;
  }

  /** Send the file under the key it keeps, so that sending it twice keeps it once. */
  send() {
    if (!this.row.isConnected) return Promise.resolve();
    const request = (this.#request = new XMLHttpRequest());
    request.open("POST", this.to.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => this.#progress(loaded / total);
    this.#show("sending");
    return new Promise((ended) => {
      request.onloadend = () => ended(this.#end(request));
      request.send(this.#form());
    });
  }

  /** There is nowhere yet to send it to. */
  fail() {
    this.#end({ status: 0 });
  }

  #form() {
    const form = new FormData();
    form.append("key", this.#key);
    form.append("kind", this.kind);
    form.append("file", this.file);
    return form;
  }

  #progress(part) {
    const { progress } = this.#parts;
    progress.value = part;
    this.#say(part < 1 ? "sending" : "working", Math.floor(part * 100));
  }

  #end({ status, response }) {
    if (status >= 200 && status < 300) return this.#show("done");
    this.#show("failed", status ? "failed" : "dropped");
    if (response?.message) this.#parts.state.textContent = response.message;
    if (!status) addEventListener("online", () => this.#again(), { once: true });
  }

  #again() {
    if (this.row.dataset.state !== "failed" || !this.isSmallEnough) return;
    this.#show("waiting");
    this.row.dispatchEvent(new CustomEvent("retry", { bubbles: true, detail: this }));
  }

  #drop() {
    this.#request.abort();
    this.row.remove();
  }

  get #parts() {
    const { row } = this;
    return { state: row.querySelector(".upload-state"), progress: row.querySelector("progress") };
  }

  #show(state, words) {
    this.row.dataset.state = state;
    this.row.toggleAttribute("data-final", !this.isSmallEnough);
    this.#say(words || state, 0);
  }

  #say(name, percent) {
    this.#parts.state.textContent = (this.row.dataset[name] ?? "").replace("{percent}", percent);
  }

  #showPicture() {
    if (!this.file.type.startsWith("image/")) return;
    const picture = new Image();
    picture.alt = "";
    picture.onload = () => this.row.querySelector(".upload-picture").replaceChildren(picture);
    picture.src = URL.createObjectURL(this.file);
  }
}

function sizeOf({ size }) {
  return size < MEGABYTE ? `${Math.ceil(size / 1024)} KB` : `${(size / MEGABYTE).toFixed(1)} MB`;
}
