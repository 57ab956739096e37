/**
 * Attendance entries that wait for a network, and the sending of them. A classic script, after
 * idb's: pages import it for its side effect, and the service worker, which sends with no page
 * open, loads it. The server counts a key once, so whoever sends an entry again does no harm.
 */
globalThis.attendanceQueue = (() => {
  const ADDRESS = "/attendance/entries";
  const PATIENCE = 12_000;
  const CHANNEL = "attendance";
  const PASSING = new Set([401, 429]);
  const news = globalThis.BroadcastChannel && new BroadcastChannel(CHANNEL);
  let opened;

  function database() {
    opened ??= idb.openDB("xuefen", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("entries", { keyPath: "key" });
        fresh.createObjectStore("who");
      },
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  }

  function forget() {
    opened = undefined;
  }

  /** Answers with the account that was last seen signed in here, "" when none is known. */
  async function who() {
    return (await (await database()).get("who", "account")) ?? "";
  }

  async function remember(account) {
    await (await database()).put("who", account, "account");
  }

  /** Answers with all that is kept, or an account's own; an entry of nobody's is anybody's. */
  async function entries(account) {
    const kept = await (await database()).getAll("entries");
    const own = kept.filter((one) => account === undefined || ["", account].includes(one.account));
    return own.sort((one, other) => one.device_at.localeCompare(other.device_at));
  }

  async function waiting(account) {
    return (await entries(account)).filter(({ refusal }) => refusal === undefined);
  }

  async function keep(entry) {
    await (await database()).put("entries", { ...entry, kept: true });
    news?.postMessage({});
  }

  async function drop(key, data) {
    await (await database()).delete("entries", key);
    news?.postMessage({ key, data });
  }

  /** Send one entry: `{ok: true, data}` or `{ok: false, status, code, message}`, status 0 unheard. */
  async function send({ code, key, account, device_at, kept, way }) {
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), PATIENCE);
    try {
      return await read(await fetch(ADDRESS, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        body: JSON.stringify({ code, key, account, device_at, kept, way }),
        signal: cut.signal,
      }));
    } catch {
      return { ok: false, status: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is not ours, such as the sign-in page of a hotel's network, counts as unheard. */
  async function read(answer) {
    const body = await answer.json();
    if (answer.ok && body.outcome) return { ok: true, data: body };
    const { code, message } = body;
    return { ok: false, status: answer.ok || !message ? 0 : answer.status, code, message };
  }

  /** Whether sending again could never help. */
  function isFinal({ ok, status, code }) {
    if (ok || status < 400 || status >= 500) return false;
    return !PASSING.has(status) && code !== "other-account";
  }

  /** Send what waits, of an account or of all; answers whether trying again soon is of no use. */
  function flush(account) {
    const work = () => sendAll(account);
    return navigator.locks ? navigator.locks.request(CHANNEL, work) : work();
  }

  async function sendAll(account) {
    for (const entry of await waiting(account)) {
      const answer = await send(entry);
      if (answer.ok) await drop(entry.key, answer.data);
      else if (isFinal(answer)) await keep({ ...entry, refusal: answer.message });
      else if (answer.code !== "other-account") return answer.status === 401;
    }
    return true;
  }

  /** Be told of every change: `{}`, or `{key, data}` for an entry that arrived or was dismissed. */
  function follow(heard) {
    if (!globalThis.BroadcastChannel) return () => {};
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => heard(data);
    return () => channel.close();
  }

  return { who, remember, entries, waiting, keep, drop, send, isFinal, flush, follow };
})();
