/** `form[data-auto-submit]`: choosing is enough; the button is for browsers without scripts. */
document.addEventListener("change", ({ target }) => {
  target.closest("form[data-auto-submit]")?.requestSubmit();
});
