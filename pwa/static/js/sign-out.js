/** `form[data-sign-out]`: whoever comes next finds nothing that was kept. */
import { account, queue } from "./attendance-entry.js";
import { ask } from "./confirm.js";
import { turbo } from "./turbo.js";
import { word } from "./words.js";
import { empty } from "./worker.js";

const leaving = new WeakSet();

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-sign-out], [action$='/sign-out']")) return;
  form.dataset.turbo = "false"; // a whole new page, so that none of this one is left in memory
  if (leaving.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  mayLeave().then((isYes) => isYes && leave(form, submitter));
}, { capture: true });

/** What was scanned and waits is sent first; what cannot be stays, and the person is told. */
async function mayLeave() {
  const left = await unsent().catch(() => 0);
  return left === 0 || ask(word("unsentScans").replace("{count}", left));
}

async function unsent() {
  const person = await account();
  if (!person || !(await queue.waiting(person)).length) return 0;
  await queue.flush(person);
  return (await queue.waiting(person)).length;
}

/** The next person's scans are not this one's: the entries stay, whose phone it was does not. */
async function leave(form, submitter) {
  turbo.cache.clear();
  empty();
  await queue.remember("").catch(() => {});
  leaving.add(form);
  form.requestSubmit(submitter);
}

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
