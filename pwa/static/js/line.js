/**
 * A stream of events that is opened anew when it breaks, and when it is silent for too long. It is
 * told `over` when the session is, `gone` when there is nothing (any more) that one may follow.
 */
import { tellOver } from "./session-over.js";
import { toast } from "./toast-message.js";

const FIRST_WAIT = 1000;
const SILENCE = 40_000; // the server is heard every fifteen seconds at least, if only by a beat

export class Line {
  #address;
  #tells;
  #longest;
  #lost;
  #wait = FIRST_WAIT;
  #stream;
  #retry;
  #watch;

  /** `tells` take what each kind of event says; `lost` hears of every end that nobody wanted. */
  constructor(address, tells, { longest = 60_000, lost = () => {} } = {}) {
    this.#address = address;
    this.#tells = tells;
    this.#longest = longest;
    this.#lost = lost;
  }

  open() {
    if (this.#stream) return;
    clearTimeout(this.#retry);
    this.#stream = new EventSource(this.#address);
    this.#stream.addEventListener("beat", () => this.#hear());
    this.#stream.addEventListener("over", () => this.#end(() => tellOver(true)));
    if (!this.#tells.gone) {
      const said = ({ data }) => this.#end(() => toast(JSON.parse(data).sentence, "bad"));
      this.#stream.addEventListener("gone", said);
    }
    for (const [kind, tell] of Object.entries(this.#tells)) {
      this.#stream.addEventListener(kind, ({ data }) => {
        this.#hear();
        tell(JSON.parse(data));
      });
    }
    this.#stream.onerror = () => this.lose();
    this.#listen();
  }

  close() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** Begin again at once. */
  renew() {
    this.close();
    this.open();
  }

  /** Begin again after a while, the longer the oftener that was in vain. */
  lose() {
    this.close();
    this.#retry = setTimeout(() => this.open(), this.#wait * (0.5 + Math.random()));
    this.#wait = Math.min(this.#wait * 2, this.#longest);
    this.#lost();
  }

  /** The server has ended it for good: it is opened again when somebody looks again. */
  #end(tell) {
    this.close();
    tell();
  }

  #hear() {
    tellOver(false);
    this.#wait = FIRST_WAIT;
    this.#listen();
  }

  /** A server that stands still keeps its connections: only that it says nothing gives it away. */
  #listen() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.lose(), SILENCE);
  }
}
