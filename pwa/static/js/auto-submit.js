/**
 * `form[data-auto-submit]`: choosing is enough; the button is for browsers without scripts.
 * With the value `typing` a pause in typing is enough, too.
 */
const PAUSE_MS = 300;
const ENOUGH = /..|[^ -~]/u;
let waiting = 0;

function typed({ target, isComposing }) {
  const form = target.closest("form[data-auto-submit=typing]");
  clearTimeout(waiting);
  if (!form || isComposing || !ENOUGH.test(target.value.trim())) return;
  waiting = setTimeout(() => form.requestSubmit(), PAUSE_MS);
}

document.addEventListener("input", typed);
document.addEventListener("compositionend", typed);
document.addEventListener("submit", () => clearTimeout(waiting));

document.addEventListener("change", ({ target }) => {
  if (target.closest("details")) return; // what stands in a sheet waits for its button
  target.closest("form[data-auto-submit='']")?.requestSubmit();
});
