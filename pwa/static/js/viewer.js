/** The viewer: evidence over the whole screen, one after the other, enlarged and turned at will. */
import { watch } from "./viewer-gestures.js";
import { Sight } from "./viewer-sight.js";
import { copyOf } from "./words.js";

/** Open the viewer on a list of links to pictures, at one of them. */
export function openViewer(links, place) {
  const dialog = copyOf("viewer");
  if (!dialog) return location.assign(links[place].href);
  document.body.append(dialog);
  new Viewer(dialog, links).show(place);
}

class Viewer {
  #place = 0;

  constructor(dialog, links) {
    this.dialog = dialog;
    this.links = links;
    this.stage = dialog.querySelector(".viewer-stage");
    this.picture = dialog.querySelector("img");
    this.sight = new Sight(this.picture, this.stage);
    watch(this.stage, this.sight, (step) => this.step(step));
    this.#listen();
    dialog.showModal();
  }

  #listen() {
    const { dialog, picture, stage } = this;
    dialog.addEventListener("click", ({ target }) => {
      this.#do(target.closest("[data-do]")?.dataset.do);
    });
    dialog.addEventListener("keydown", (event) => this.#press(event));
    dialog.addEventListener("close", () => this.#leave());
    picture.addEventListener("load", () => this.#loaded("shown"));
    picture.addEventListener("error", () => this.#loaded("failed"));
    addEventListener("turbo:before-cache", () => dialog.remove(), { once: true });
  }

  #leave() {
    this.dialog.remove();
    this.links[this.#place].closest(":not([hidden])")?.focus();
  }

  /** Show the file at a place of the list. */
  show(place) {
    const link = this.links[place];
    const original = link.dataset.original ?? link.href;
    this.#place = place;
    this.sight.reset();
    this.stage.dataset.state = "loading";
    this.picture.src = link.href;
    this.picture.alt = this.#name(link);
    this.#say(".viewer-name", this.#name(link));
    this.#say(".viewer-place", `${place + 1} / ${this.links.length}`);
    this.dialog.querySelectorAll(".viewer-original").forEach((one) => (one.href = original));
    this.#button("previous").disabled = place === 0;
    this.#button("next").disabled = place === this.links.length - 1;
  }

  /** Go on by a number of files; at the ends nothing happens. */
  step(by) {
    const place = this.#place + by;
    if (place in this.links) this.show(place);
  }

  #name(link) {
    return link.dataset.caption ?? link.getAttribute("aria-label") ?? "";
  }

  #say(place, words) {
    this.dialog.querySelector(place).textContent = words;
  }

  #button(act) {
    return this.dialog.querySelector(`[data-do="${act}"]`);
  }

  #loaded(state) {
    this.stage.dataset.state = state;
    this.sight.reset();
  }

  #press(event) {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#do(act);
  }

  #do(act) {
    ACTS[act]?.(this);
  }
}

const KEYS = {
  ArrowLeft: "previous", ArrowRight: "next", "+": "closer", "=": "closer", "-": "farther",
  0: "whole", r: "turn", Home: "first", End: "last",
};

const ACTS = {
  close: ({ dialog }) => dialog.close(),
  previous: (viewer) => viewer.step(-1),
  next: (viewer) => viewer.step(1),
  first: (viewer) => viewer.show(0),
  last: (viewer) => viewer.show(viewer.links.length - 1),
  closer: ({ sight }) => sight.zoom(1.5),
  farther: ({ sight }) => sight.zoom(1 / 1.5),
  whole: ({ sight }) => sight.reset(),
  turn: ({ sight }) => sight.turn(),
};
