/** `[data-longest]`: how much is written of how much may be, once it is getting tight. */
const TIGHT = 0.8;

document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.longest) return;
  const written = [...target.value].length;
  const longest = Number(target.dataset.longest);
  const count = countAt(target);
  count.hidden = written < longest * TIGHT;
  count.textContent = `${written} / ${longest}`;
  count.toggleAttribute("data-over", written > longest);
});

function countAt(control) {
  const next = control.nextElementSibling;
  if (next?.matches(".field-count")) return next;
  const count = document.createElement("output");
  count.className = "field-count";
  control.after(count);
  return count;
}
