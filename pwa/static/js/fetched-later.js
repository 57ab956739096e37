/** `link[data-fetched-later]`: the next case's pictures, once this one's first has been painted. */
async function begin() {
  const links = document.querySelectorAll("link[data-fetched-later]");
  const first = document.querySelector(".evidence-hero:not([hidden]) img");
  await first?.decode().catch(() => {});
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  for (const link of links) if (link.isConnected) link.rel = "prefetch";
}

document.addEventListener("turbo:load", begin);
begin();
