/** A key for something that may be sent twice and must count once. */

/** Browsers give UUIDs only to encrypted pages; numbers drawn by lot do as well. */
export function newKey() {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
}
