/** What became of a scan, large enough to be shown to somebody at the door. */
import { vibrate } from "./haptics.js";
import { shown } from "./moments.js";

export class ScanOutcome {
  #key;

  constructor(section) {
    this.section = section;
  }

  /** Show the answer to an entry. */
  show({ ok, data, message, kept }) {
    this.#key = kept?.key;
    if (ok) this.#arrived(data);
    else if (kept) this.#kept(kept);
    else this.#refused(message ?? this.#part("#scan-outcome").dataset.notKept);
    this.section.focus();
  }

  /** The entry that was kept has arrived while it was looked at. */
  update({ key, data }) {
    if (data && key === this.#key) this.show({ ok: true, data });
  }

  #arrived({ sentence, title, detail }) {
    vibrate.success();
    this.#fill("good", sentence, title, detail);
  }

  #kept({ device_at }) {
    vibrate.kept();
    const { kept: sentence } = this.#part("#scan-outcome").dataset;
    const { kept: detail } = this.#part("#scan-detail").dataset;
    const time = shown(new Date(device_at));
    this.#fill("kept", sentence, "", detail.replace("{time}", time));
  }

  #refused(sentence) {
    vibrate.refusal();
    this.#fill("bad", sentence);
  }

  #fill(tone, sentence, title = "", detail = "") {
    this.section.dataset.tone = tone;
    this.#part("#scan-outcome").textContent = sentence;
    this.#part("#scan-title").textContent = title;
    this.#part("#scan-detail").textContent = detail;
  }

  #part(selector) {
    return this.section.querySelector(selector);
  }
}
