/**
 * `<attendance-board data-src>`: shows what its stream tells, counts down, keeps the screen awake.
 * A code whose time is over is taken away even when no news comes: a stale one would be refused.
 */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
const GRACE = 6;

class AttendanceBoard extends HTMLElement {
  #stream;
  #wait = FIRST_WAIT;
  #retry;
  #ticker;
  #codeUntil = 0;
  #deadline = 0;

  connectedCallback() {
    const { left, step, deadline } = this.dataset;
    this.#time({ left: Number(left), step: Number(step), deadline: Number(deadline) });
    this.#follow();
    this.#ticker = setInterval(() => this.#tick(), 200);
    this.#stayAwake();
    document.addEventListener("visibilitychange", this.#stayAwake);
    addEventListener("online", this.#follow);
  }

  disconnectedCallback() {
    this.#stream?.close();
    clearInterval(this.#ticker);
    clearTimeout(this.#retry);
    document.removeEventListener("visibilitychange", this.#stayAwake);
    removeEventListener("online", this.#follow);
  }

  #follow = () => {
    clearTimeout(this.#retry);
    this.#stream?.close();
    this.#stream = new EventSource(this.dataset.src);
    this.#stream.addEventListener("board", ({ data }) => this.#show(JSON.parse(data)));
    this.#stream.addEventListener("gone", ({ data }) => this.#end(JSON.parse(data).sentence));
    this.#stream.onerror = () => this.#lose();
  };

  #lose() {
    this.#stream.close();
    this.#say(this.#lost.dataset.lost);
    this.#retry = setTimeout(this.#follow, this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #end(sentence) {
    this.#stream.close();
    this.dataset.state = "closed";
    this.#say(sentence);
  }

  #show(face) {
    this.#wait = FIRST_WAIT;
    this.#say("");
    this.#time(face);
    this.dataset.state = face.svg ? "showing" : "closed";
    const code = this.querySelector("[data-code]");
    if (code.dataset.typed !== face.typed) code.innerHTML = face.svg;
    code.dataset.typed = face.typed;
    for (const place of this.querySelectorAll("[data-show]")) {
      const name = place.dataset.show;
      if (name in face && name !== "deadline") place.textContent = face[name];
    }
    this.querySelector(".board-closed").textContent = face.deadlineLabel;
    const scan = this.querySelector(".board-scan");
    scan.textContent = face.phase === "sign-in" ? scan.dataset.scanSignIn : scan.dataset.scanSignOut;
    this.querySelector("[data-hide-without]").hidden = !face.deadline;
  }

  #time({ left, step, deadline }) {
    const now = performance.now() / 1000;
    this.#codeUntil = left ? now + left : 0;
    this.#deadline = deadline ? now + deadline : 0;
    this.querySelector("progress").max = step;
  }

  #tick() {
    const now = performance.now() / 1000;
    this.querySelector("progress").value = Math.max(0, this.#codeUntil - now);
    const left = this.querySelector("time");
    left.textContent = clock(Math.max(0, this.#deadline - now));
    left.toggleAttribute("data-long", left.textContent.length > 5);
    const isStale = this.#codeUntil && now > this.#codeUntil + GRACE;
    if (isStale && this.dataset.state === "showing" && !this.#lost.hidden) this.dataset.state = "lost";
  }

  #say(sentence) {
    this.#lost.textContent = sentence;
    this.#lost.hidden = !sentence;
  }

  get #lost() {
    return this.querySelector(".board-lost");
  }

  #stayAwake = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  };
}

/** “07:41”, with hours where there are any. */
function clock(seconds) {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, "0")).join(":");
}

customElements.define("attendance-board", AttendanceBoard);
