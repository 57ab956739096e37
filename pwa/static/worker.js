/**
 * The service worker. It keeps two kinds of things and nothing about people: assets, under the
 * version in their address, and the page that stands in when there is no network.
 */
const KEPT = "xuefen";
const OFFLINE = "/offline";
const ASSET = /^\/static\/([0-9a-f]{12})\//;

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  const ready = keepOffline().then(removeOthers, () => {});
  event.waitUntil(ready.then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "empty") {
    event.waitUntil(empty().then(() => event.ports[0]?.postMessage("emptied")));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const version = ASSET.exec(url.pathname)?.[1];
  if (version) event.respondWith(asset(request, version));
  else if (isPage(request)) event.respondWith(page(request));
});

/** A page somebody goes to, by the browser or by Turbo; not a frame, a file, or a guess. */
function isPage(request) {
  if (request.mode === "navigate") return true;
  const { headers } = request;
  const isPart = headers.has("Turbo-Frame") || headers.get("X-Sec-Purpose") === "prefetch";
  return !isPart && (headers.get("Accept") ?? "").startsWith("text/html");
}

/** The network's answer, or the stand-in without a network. */
async function page(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    return (await caches.match(OFFLINE)) ?? Promise.reject(failure);
  }
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

/** Keep a file; the first of a new version brings the stand-in page of that version along. */
async function keep(request, answer, version) {
  const name = `${KEPT}-${version}`;
  const isNew = !(await caches.has(name));
  await (await caches.open(name)).put(request, answer);
  if (isNew) await keepOffline().then(removeOthers, () => {});
}

/** Keep the stand-in page and what it needs to look right; answers with the cache's name. */
async function keepOffline() {
  const answer = await fetch(OFFLINE, { cache: "reload" });
  const files = named(await answer.clone().text(), /(?:href|src)="(\/static\/[^"#]+)/g, OFFLINE);
  const name = `${KEPT}-${ASSET.exec(files[0])?.[1]}`;
  const cache = await caches.open(name);
  await cache.put(OFFLINE, answer);
  await cache.addAll(files);
  for (const sheet of files.filter((path) => path.endsWith(".css"))) {
    const text = await (await cache.match(sheet)).text();
    await cache.addAll(named(text, /@import "([^"]+)"/g, sheet));
  }
  return name;
}

/** The paths that a text names, each once. */
function named(text, pattern, base) {
  const from = new URL(base, location);
  const paths = [...text.matchAll(pattern)].map(([, path]) => new URL(path, from).pathname);
  return [...new Set(paths)];
}

/** Drop every cache but the one named. */
async function removeOthers(name) {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one !== name).map((one) => caches.delete(one)));
}

async function empty() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}
