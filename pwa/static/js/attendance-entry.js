/** One entry of attendance: from the text of a code to what became of it. */
import "../vendor/idb/idb-8.0.4.umd.js";
import "./attendance-queue.js";
import { newKey } from "./new-key.js";

export const queue = globalThis.attendanceQueue;

const PATH = /^\/a\/([a-z2-7]{10,40})$/;
const TYPED = /^[A-Z0-9]{6}$/;

/** The attendance code in a scanned text, or undefined: any host's, as a hospital may have two. */
export function codeIn(text) {
  try {
    const { protocol, pathname } = new URL(text);
    return protocol.startsWith("http") ? PATH.exec(pathname)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

/** The code that somebody means who typed this, or undefined. */
export function typedCode(text) {
  const code = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return TYPED.test(code) ? code : undefined;
}

/** The account of this page, or on a page that is nobody's the one last seen. */
export async function account() {
  return document.body.dataset.account || (await queue.who().catch(() => ""));
}

/**
 * Send a code, or keep it where nobody hears. Answers `{ok: true, data}`, or `{ok: false}` with
 * `message` (refused), `place` (somebody has to sign in there) or `kept` (the entry, if it could be).
 */
export async function enter(code, way) {
  const entry = {
    code, way, key: newKey(), account: await account(), kept: false,
    device_at: new Date().toISOString(),
  };
  const answer = await queue.send(entry);
  if (answer.ok) return answer;
  if (queue.isFinal(answer) || isGuessed(answer)) return { ok: false, message: answer.message, code: answer.code };
  if (isForOthers(answer)) return { ok: false, place: place(entry) };
  return { ok: false, kept: await keep(entry).catch(() => undefined) };
}

/** Who has mistyped too often waits and types again: a guess is nothing to be kept and sent. */
export function isGuessed({ code }) {
  return ["typed-code-wrong", "too-many-failures"].includes(code);
}

/** Nobody is signed in, or somebody else than this page knows of: the server sorts it out. */
function isForOthers({ status, code }) {
  return status === 401 || code === "other-account";
}

function place({ code, way }) {
  return way === "typed" ? `/a?code=${code}` : `/a/${code}`;
}

/** The same code on the same screen is one entry, however often it is looked at. */
async function keep(entry) {
  const waiting = await queue.waiting(entry.account);
  const earlier = waiting.find(({ code }) => code === entry.code);
  if (!earlier) await queue.keep(entry);
  sendLater();
  return earlier ?? entry;
}

/** Browsers with Background Sync wake the worker when there is a network, with no page open. */
async function sendLater() {
  const worker = await navigator.serviceWorker?.ready;
  await worker?.sync?.register("attendance").catch(() => {});
}
