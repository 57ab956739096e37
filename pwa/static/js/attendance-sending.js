/** Every page sends what this phone has kept, and knows whose scans the nameless page takes. */
import { account, queue } from "./attendance-entry.js";
import { toast } from "./toast-message.js";
import { keep } from "./worker.js";

const AGAIN = 30_000;

async function begin() {
  const seen = document.body.dataset.account;
  if (seen) {
    keep("/scan");
    await queue.remember(seen);
  }
  await send();
}

async function send() {
  if (!document.hidden && navigator.onLine) await queue.flush(await account());
}

/** Without a database there is nothing to send. */
const tolerant = (work) => () => work().catch(() => {});

document.addEventListener("turbo:load", tolerant(begin));
document.addEventListener("visibilitychange", tolerant(send));
addEventListener("online", tolerant(send));
setInterval(tolerant(send), AGAIN);
queue.follow(({ data }) => data && toast(data.sentence));
tolerant(begin)();
