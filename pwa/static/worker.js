/**
 * The service worker. It keeps two kinds of things and nothing about people: assets, under the
 * version in their address, and pages that are nobody's: the one that stands in when there is no
 * network, and the scanner once somebody has signed in. It also sends the scans that wait for a
 * network. What a script imports while it runs is kept if the page names it. Photos that another
 * app shares are kept until the page that begins a credit takes them, over a sign-in, too.
 */
importScripts("/static/current/vendor/idb/idb-8.0.4.umd.js");
importScripts("/static/current/js/attendance-queue.js");

const KEPT = "xuefen";
const OFFLINE = "/offline";
const ON_DEMAND = ["/scan"];
const SHARED = "shared";
const SHARED_TO = "/credits/photos";
const BEGIN = "/credits/new?shared=1";
const PATIENCE = 5000;
const ASSET = /^\/static\/([0-9a-f]{12})\//;
const NAMES = {
  page: /(?:href|src)="(\/static\/[^"#]+)/g,
  css: /@import "([^"]+)"/g,
  js: /(?:from|import|importScripts\(|new URL\() ?"(\.{1,2}\/[^"]+)"/g,
};

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  const ready = keepPages().then(removeOthers, () => {});
  event.waitUntil(ready.then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "empty") {
    event.waitUntil(empty().then(() => event.ports[0]?.postMessage("emptied")));
  } else if (ON_DEMAND.includes(event.data.keep)) {
    event.waitUntil(keepIn(event.data.lang, event.data.keep).catch(() => {}));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag === "attendance") event.waitUntil(sendWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (isShared(request, url)) event.respondWith(keepShared(request));
  if (request.method !== "GET") return;
  const version = ASSET.exec(url.pathname)?.[1];
  if (version) event.respondWith(asset(request, version));
  else if (isPage(request)) event.respondWith(page(request));
});

/** What the phone hands over when somebody chooses this app to share photos with. */
function isShared({ method }, { pathname, searchParams }) {
  return method === "POST" && pathname === SHARED_TO && searchParams.has("shared");
}

async function keepShared(request) {
  const files = (await request.formData()).getAll("file");
  const cache = await caches.open(SHARED);
  const now = Date.now();
  await Promise.all(files.map((file, place) => cache.put(`/shared/${now}-${place}`, answerOf(file, now))));
  return Response.redirect(BEGIN, 303);
}

function answerOf(file, now) {
  const headers = {
    "Content-Type": file.type,
    "X-Name": encodeURIComponent(file.name),
    "X-Shared-At": now,
  };
  return new Response(file, { headers });
}

/** A page somebody goes to, by the browser or by Turbo; not a frame, a file, or a guess. */
function isPage(request) {
  if (request.mode === "navigate") return true;
  const { headers } = request;
  const isPart = headers.has("Turbo-Frame") || headers.get("X-Sec-Purpose") === "prefetch";
  return !isPart && (headers.get("Accept") ?? "").startsWith("text/html");
}

/** The network's answer; without it the kept page, or the stand-in. */
async function page(request) {
  const kept = await caches.match(new URL(request.url).pathname);
  try {
    const answer = await (kept ? soon(fetch(request)) : fetch(request));
    return kept && answer.status >= 500 ? kept : answer;
  } catch (failure) {
    return kept ?? (await caches.match(OFFLINE)) ?? Promise.reject(failure);
  }
}

/** Nobody at a lecture's door waits for a network that is there and does not answer. */
function soon(answer) {
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE));
  return Promise.race([answer, late]);
}

/** The kept file, or the network's, which is kept from then on. */
async function asset(request, version) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  const isForEver = answer.headers.get("Cache-Control")?.includes("immutable");
  if (answer.ok && isForEver) await keep(request, answer.clone(), version);
  return answer;
}

/** Keep a file; the first of a new version brings the kept pages of that version along. */
async function keep(request, answer, version) {
  const name = `${KEPT}-${version}`;
  const isNew = !(await caches.has(name));
  await (await caches.open(name)).put(request, answer);
  if (isNew) await keepPages().then(removeOthers, () => {});
}

/** Keep the stand-in page, and what else is kept, as they are now; answers with the cache's name. */
async function keepPages() {
  const name = await keepPage(OFFLINE);
  for (const path of ON_DEMAND) if (await caches.match(path)) await keepPage(path);
  return name;
}

/** Keep a page in the language of whoever was last signed in. */
async function keepIn(lang, path) {
  const kept = await (await caches.match(path))?.text();
  if (!kept?.includes(`<html lang="${lang}"`)) await keepPage(path);
}

/** Keep a page, after all the files it needs: a page that is there is whole. */
async function keepPage(path) {
  const answer = await fetch(path, { cache: "reload" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const files = named(await answer.clone().text(), NAMES.page, path);
  const name = `${KEPT}-${ASSET.exec(files[0])?.[1]}`;
  const cache = await caches.open(name);
  await keepFiles(cache, files);
  await cache.put(path, answer);
  return name;
}

/** Keep files, and those that they name, and so on. */
async function keepFiles(cache, files) {
  const seen = new Set();
  for (let next = files; next.length;) {
    next.forEach((path) => seen.add(path));
    const more = await Promise.all(next.map((path) => keepFile(cache, path)));
    next = [...new Set(more.flat())].filter((path) => !seen.has(path));
  }
}

/** Keep a file that is not kept yet; answers with the files that it names. */
async function keepFile(cache, path) {
  if (!(await cache.match(path))) await cache.add(path);
  const pattern = NAMES[path.split(".").pop()];
  if (!pattern || path.includes("/vendor/")) return [];
  return named(await (await cache.match(path)).text(), pattern, path);
}

/** The paths that a text names, each once. */
function named(text, pattern, base) {
  const from = new URL(base, location);
  const paths = [...text.matchAll(pattern)].map(([, path]) => new URL(path, from).pathname);
  return [...new Set(paths)];
}

/** Drop every cache of files but the one named. */
async function removeOthers(name) {
  const names = (await caches.keys()).filter((one) => ![name, SHARED].includes(one));
  await Promise.all(names.map((one) => caches.delete(one)));
}

async function empty() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

/** Failing here asks the browser to try again later. */
async function sendWaiting() {
  if (!(await attendanceQueue.flush())) throw new Error("unsent");
}
