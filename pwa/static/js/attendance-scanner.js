/** `<attendance-scanner>`: a code is seen by the camera, in a photo, or typed; its outcome is shown. */
import { codeIn, enter, isGuessed, queue, typedCode } from "./attendance-entry.js";
import { Camera } from "./camera.js";
import { CodeReader } from "./code-reader.js";
import { ScanOutcome } from "./scan-outcome.js";
import { keep } from "./worker.js";

const PAUSE = 60;
const SHOWN = 4000;
const PHOTO = { longest: 1600 };
const LOOKS = [{ part: 1 }, { part: 0.5 }]; // a code far away is small, and mostly in the middle

class AttendanceScanner extends HTMLElement {
  #last;
  #looks = 0;
  #turn = 0;
  #saidAt = 0;

  connectedCallback() {
    this.camera = new Camera(this.querySelector("video"));
    this.reader = new CodeReader(this.dataset.decoderSrc);
    this.outcome = new ScanOutcome(this.querySelector(".scan-result"));
    this.onclick = ({ target }) => this.#do(target.closest("[data-do]"));
    this.onchange = ({ target }) => target.type === "file" && this.#readPhoto(target);
    this.onsubmit = (event) => this.#readTyped(event);
    this.querySelector("details").ontoggle = ({ target }) => this.#offerTyping(target);
    this.seen = () => (document.hidden ? this.camera.stop() : this.#resume());
    document.addEventListener("visibilitychange", this.seen);
    this.leave = queue.follow((news) => this.outcome.update(news));
    keep(location.pathname);
    this.#start();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.seen);
    this.leave();
    this.camera.stop();
    this.reader.close();
  }

  get state() {
    return this.dataset.state;
  }

  /** What was begun before, with another camera or before the page was hidden, comes to nothing. */
  async #start(begin = () => this.camera.start()) {
    const turn = ++this.#turn;
    this.dataset.state = "starting";
    this.#tell("starting");
    const { ok, reason } = await begin();
    if (turn !== this.#turn || this.state !== "starting" || !(ok || reason)) return;
    if (ok) this.#look(turn);
    else this.#giveUp(reason);
  }

  #resume() {
    if (["starting", "looking"].includes(this.state)) this.#start();
  }

  /** Look at one picture after the other; what the camera shows meanwhile is skipped. */
  async #look(turn) {
    this.dataset.state = "looking";
    this.#tell("aim");
    this.#offer();
    const { video } = this.camera;
    while (turn === this.#turn && this.state === "looking" && this.camera.isOn) {
      if (video.readyState >= video.HAVE_CURRENT_DATA) await this.#lookOnce(video);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  async #lookOnce(video) {
    try {
      const texts = await this.reader.read(video, LOOKS[this.#looks++ % LOOKS.length]);
      if (this.state !== "looking" || !this.camera.isOn) return;
      this.#found(texts);
    } catch {
      this.#giveUp("unreadable");
    }
  }

  #found(texts) {
    const code = texts.map(codeIn).find(Boolean);
    if (code && code !== this.#last) return this.#enter(code, "camera");
    if (code) this.#tell("same");
    else if (texts.length) this.#tell("foreign");
    else if (performance.now() - this.#saidAt > SHOWN) this.#tell("aim");
  }

  async #offer() {
    this.#button("light").hidden = !this.camera.hasLight;
    this.#button("light").setAttribute("aria-pressed", "false");
    this.#button("turn").hidden = !(await this.camera.hasOthers());
  }

  /** Without a camera there are still photos and fingers; the words say what else can be done. */
  #giveUp(reason) {
    this.camera.stop();
    this.dataset.state = "off";
    this.querySelector("details").open = true;
    const words = this.querySelector(".scan-off [role=alert]");
    words.textContent = words.dataset[reason];
    this.#button("start").hidden = !["refused", "busy"].includes(reason);
    this.#tell();
  }

  async #readPhoto(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    const picture = await opened(file);
    const texts = picture && (await this.reader.read(picture, PHOTO).catch(() => []));
    const code = texts?.map(codeIn).find(Boolean);
    if (code) this.#enter(code, "photo");
    else this.#tell(!texts ? "photoUnreadable" : texts.length ? "foreign" : "photoNone");
  }

  #offerTyping({ open }) {
    if (open && this.state === "looking") this.querySelector("#code").focus();
  }

  #readTyped(event) {
    event.preventDefault();
    const input = event.target.elements.code;
    const code = typedCode(input.value);
    if (code) this.#enter(code, "typed");
    else this.#correct(this.querySelector("#code-wrong").dataset.wrong);
  }

  /** What was typed stays, so that one letter can be put right. */
  #correct(sentence) {
    const input = this.querySelector("#code");
    this.querySelector("#code-wrong").textContent = sentence;
    input.setAttribute("aria-invalid", String(Boolean(sentence)));
    if (sentence) input.focus();
  }

  async #enter(code, way) {
    if (this.state === "sending") return;
    this.dataset.state = "sending";
    this.#tell("sending");
    this.#last = code;
    const answer = await enter(code, way);
    const isWrong = isGuessed(answer);
    this.#correct(isWrong ? answer.message : "");
    if (isWrong) return this.#start();
    this.camera.stop();
    if (answer.place) return location.assign(answer.place);
    this.dataset.state = "done";
    this.outcome.show(answer);
  }

  #again() {
    this.querySelector("form").reset();
    this.querySelector("details").open = false;
    this.#startAnew();
  }

  /** The button that was pressed goes away; whoever follows the focus goes on from the top. */
  #startAnew() {
    this.#start();
    this.querySelector("h1").focus();
  }

  #do(button) {
    const act = button?.dataset.do;
    if (act === "again") this.#again();
    if (act === "start") this.#startAnew();
    if (act === "turn") this.#start(() => this.camera.next());
    if (act === "light") this.#light(button);
  }

  async #light(button) {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    await this.camera.light(isOn).catch(() => {});
    button.setAttribute("aria-pressed", String(isOn));
  }

  #button(act) {
    return this.querySelector(`[data-do="${act}"]`);
  }

  /** Say it once: a screen reader reads every change. */
  #tell(name) {
    const line = this.querySelector(".scan-line");
    const words = line.dataset[name] ?? "";
    this.#saidAt = name === "aim" ? 0 : performance.now();
    if (line.textContent !== words) line.textContent = words;
  }
}

customElements.define("attendance-scanner", AttendanceScanner);

/** The photo in a file, or undefined where the file is none that this browser opens. */
async function opened(file) {
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await picture.decode();
    return picture;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}
