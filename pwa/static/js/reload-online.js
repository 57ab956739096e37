/** `[data-reload-online]`: the page that was wanted comes by itself once the server is there again. */
const EVERY = 10_000;
const STAND_IN = "/offline"; // opened as such it is what was wanted

async function look() {
  const standsIn = document.querySelector("[data-reload-online]") && location.pathname !== STAND_IN;
  if (document.hidden || !standsIn) return;
  const answer = await fetch("/alive", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, EVERY);
