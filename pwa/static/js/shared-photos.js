/** Photos that another app shared to this one: the worker keeps them until a page takes them. */
const SHARED = "shared";
const KEPT_MS = 3_600_000; // by then somebody else may have the phone

/** Take what was shared, once; files, oldest first. */
export async function takeShared() {
  if (!(await globalThis.caches?.has(SHARED))) return [];
  const cache = await caches.open(SHARED);
  const kept = await Promise.all((await cache.keys()).map((key) => fileOf(cache, key)));
  await caches.delete(SHARED);
  return kept.filter((file) => Date.now() - file.lastModified < KEPT_MS);
}

async function fileOf(cache, key) {
  const answer = await cache.match(key);
  const { headers } = answer;
  const name = decodeURIComponent(headers.get("X-Name"));
  const lastModified = Number(headers.get("X-Shared-At"));
  return new File([await answer.blob()], name, { type: headers.get("Content-Type"), lastModified });
}
