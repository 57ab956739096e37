/**
 * `<attendance-board data-src>`: shows what its stream tells, counts down, keeps the screen awake.
 * A code whose time is over goes by itself, whatever the line does: a phone would be refused.
 */
import { Line } from "./line.js";

const LONGEST_WAIT = 10_000;
const GRACE = 2; // seconds in which the next code is still on its way

class AttendanceBoard extends HTMLElement {
  #line;
  #ticker;
  #codeUntil = 0;
  #deadline = 0;

  connectedCallback() {
    const { src, left, step, deadline } = this.dataset;
    this.#time({ left: Number(left), step: Number(step), deadline: Number(deadline) });
    const tells = { board: (face) => this.#show(face), gone: (news) => this.#end(news.sentence) };
    this.#line = new Line(src, tells, { longest: LONGEST_WAIT, lost: () => this.#lose() });
    this.#line.open();
    this.#ticker = setInterval(() => this.#tick(), 200);
    this.#stayAwake();
    document.addEventListener("visibilitychange", this.#stayAwake);
    addEventListener("online", this.#renew);
  }

  disconnectedCallback() {
    this.#line.close();
    clearInterval(this.#ticker);
    document.removeEventListener("visibilitychange", this.#stayAwake);
    removeEventListener("online", this.#renew);
  }

  #renew = () => this.#line.renew();

  #lose() {
    this.#say(this.#lost.dataset.lost);
  }

  #end(sentence) {
    this.#line.close();
    this.#drop("closed");
    this.#say(sentence);
  }

  #drop(state) {
    this.#codeUntil = 0;
    this.dataset.state = state;
    const code = this.querySelector("[data-code]");
    code.replaceChildren();
    code.dataset.typed = this.querySelector("[data-show=typed]").textContent = "";
  }

  #show(face) {
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
    const now = seconds();
    this.#codeUntil = left ? now + left : 0;
    this.#deadline = deadline ? now + deadline : 0;
    this.querySelector("progress").max = step;
  }

  #tick() {
    const now = seconds();
    this.querySelector("progress").value = Math.max(0, this.#codeUntil - now);
    const left = this.querySelector("time");
    left.textContent = clock(Math.max(0, this.#deadline - now));
    left.toggleAttribute("data-long", left.textContent.length > 5);
    if (this.#codeUntil && now > this.#codeUntil + GRACE) this.#lapse();
  }

  #lapse() {
    this.#drop("lost");
    this.#line.lose();
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

const clocks = [performance, Date].map((clock) => ({ clock, begun: clock.now() }));

/** How long this page has been open: one clock sleeps with the machine, the other may be set back. */
function seconds() {
  return Math.max(...clocks.map(({ clock, begun }) => clock.now() - begun)) / 1000;
}

/** “07:41”, with hours where there are any. */
function clock(seconds) {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, "0")).join(":");
}

customElements.define("attendance-board", AttendanceBoard);
