/** Large words take the places a second row: what stands above them is told how high that is. */
const { style } = document.documentElement;
const isBeside = matchMedia("(min-width: 900px)");
const rows = new ResizeObserver(([{ target, contentRect }]) => {
  const isOneRow = isBeside.matches || contentRect.height <= target.querySelector("li").offsetHeight;
  style.setProperty("--nav-height", isOneRow ? "var(--nav-row)" : `${contentRect.height}px`);
});

function watch() {
  rows.disconnect();
  const list = document.querySelector(".nav-list");
  if (list) rows.observe(list);
}

document.addEventListener("turbo:render", watch);
watch();
