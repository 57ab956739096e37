/** `[data-copy]`: a press puts its text on the clipboard. */
import { toast } from "./toast-message.js";
import { word } from "./words.js";

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(button.dataset.copy);
  if (navigator.clipboard) toast(word("copied"));
});
