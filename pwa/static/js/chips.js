/** Of a row of chips that is wider than the screen, the chosen one is in sight. */
function show() {
  for (const chip of document.querySelectorAll(".chips-scroll [aria-current]")) {
    const row = chip.parentElement;
    row.scrollLeft = chip.offsetLeft - row.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
  }
}

document.addEventListener("turbo:load", show);
show(); // a hard load may be told before this is there
