/** Of a row of chips that is wider than the screen, the chosen one is in sight. */
document.addEventListener("turbo:load", () => {
  for (const chip of document.querySelectorAll(".chips-scroll [aria-current]")) {
    const row = chip.parentElement;
    row.scrollLeft = chip.offsetLeft - row.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
  }
});
