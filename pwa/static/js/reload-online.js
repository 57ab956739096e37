/** `[data-reload-online]`: the page that was wanted comes by itself once the server is there again. */
const EVERY = 10_000;

async function look() {
  if (document.hidden || !document.querySelector("[data-reload-online]")) return;
  const answer = await fetch("/alive", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, EVERY);
