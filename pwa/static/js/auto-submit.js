/** `form[data-auto-submit]`: choosing is enough; the button is for browsers without scripts. */
document.addEventListener("change", ({ target }) => {
  if (target.closest("details")) return; // what stands in a sheet waits for its button
  target.closest("form[data-auto-submit]")?.requestSubmit();
});
