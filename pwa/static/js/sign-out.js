/** `form[data-sign-out]`: whoever comes next finds nothing that was kept. */
import { turbo } from "./turbo.js";
import { empty } from "./worker.js";

addEventListener("submit", ({ target: form }) => {
  if (!form.matches("[data-sign-out], [action$='/sign-out']")) return;
  form.dataset.turbo = "false"; // a whole new page, so that none of this one is left in memory
  turbo.cache.clear();
  empty();
}, { capture: true });

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
