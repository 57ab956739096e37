/** A part of the page stays as it is while a finger is on it: its tap would be lost with it. */
let pressed;
const waiting = [];

/** Put in their place the parts that came meanwhile, once the click has come through. */
function release() {
  setTimeout(() => {
    pressed = undefined;
    waiting.splice(0).forEach((resume) => resume());
  });
}

document.addEventListener("pointerdown", ({ target }) => {
  pressed = target.closest("turbo-frame");
});
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", release);
document.addEventListener("turbo:before-frame-render", (event) => {
  if (event.target !== pressed) return;
  event.preventDefault();
  waiting.push(event.detail.resume);
});
