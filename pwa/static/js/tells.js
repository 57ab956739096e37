/** `[data-tells="id"]`: choosing writes the choice's `data-value` into the output of that id. */
document.addEventListener("change", ({ target }) => {
  const place = target.closest("[data-tells]")?.dataset.tells;
  if (place) document.getElementById(place).textContent = target.dataset.value;
});
