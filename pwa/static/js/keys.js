/** `[data-key="a"]`: on a keyboard, the key presses the link or button. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isElsewhere(event)) return;
  const key = CSS.escape(event.key.toLowerCase());
  const wanted = [...document.querySelectorAll(`[data-key="${key}"]`)].find(isThere);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

/** Somebody is writing, or something stands in front of the page. */
function isElsewhere({ target }) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select")
    || document.querySelector("dialog[open]");
}

function isThere(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}
