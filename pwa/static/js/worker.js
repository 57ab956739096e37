/** Registers the worker that keeps assets and stands in when there is no network. */
navigator.serviceWorker?.register("/worker.js", { scope: "/" }).catch(() => {});

/** Tell the worker to forget everything it keeps; answers when it has. */
export async function empty() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((done) => {
    port1.onmessage = done;
    worker.postMessage("empty", [port2]);
    setTimeout(done, 1000);
  });
}

/** Have the worker keep a page that is nobody's, and all it needs, for when there is no network. */
export async function keep(page) {
  const { active } = (await navigator.serviceWorker?.ready) ?? {};
  active?.postMessage({ keep: page, lang: document.documentElement.lang });
}
