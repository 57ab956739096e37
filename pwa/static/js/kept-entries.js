/** `<kept-entries hidden>`: how many scans wait to be sent, and which were refused afterwards. */
import { account, queue } from "./attendance-entry.js";
import { shown } from "./moments.js";

class KeptEntries extends HTMLElement {
  connectedCallback() {
    this.onclick = ({ target }) => this.#dismiss(target.closest("li[data-key]"));
    this.leave = queue.follow(() => this.#show());
    this.#show();
  }

  disconnectedCallback() {
    this.leave();
  }

  async #show() {
    const kept = await queue.entries(await account()).catch(() => []);
    const refused = kept.filter(({ refusal }) => refusal !== undefined);
    const count = kept.length - refused.length;
    const words = this.querySelector("[data-waiting]");
    words.textContent = words.dataset.waiting.replace("{count}", count);
    words.parentElement.hidden = count === 0;
    this.querySelector("ul").replaceChildren(...refused.map((entry) => this.#row(entry)));
    this.hidden = kept.length === 0;
  }

  #row({ key, device_at, refusal }) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.dataset.key = key;
    row.querySelector("time").dateTime = device_at;
    row.querySelector("time").textContent = shown(new Date(device_at));
    row.querySelector("[data-refusal]").textContent = refusal;
    return row;
  }

  #dismiss(row) {
    if (row) queue.drop(row.dataset.key);
  }
}

customElements.define("kept-entries", KeptEntries);
