/** Turbo as this site uses it: pages change without loading again, its own style sheet left out. */
const { head } = document;

// Our policy allows no inline styles; the progress bar is dressed in css/progress.css.
head.insertBefore = (node, before) =>
  node.localName === "style" ? node : Node.prototype.insertBefore.call(head, node, before);
const turbo = await import("../vendor/turbo/turbo-8.0.23.js");
delete head.insertBefore;

turbo.config.drive.progressBarDelay = 300;

/** A part that is not on the page that came leads to that page: a sign-in with what was typed. */
document.addEventListener("turbo:frame-missing", (event) => {
  const { response, visit } = event.detail;
  if (response.status !== 401) return;
  event.preventDefault();
  visit(response);
});

export { turbo };
