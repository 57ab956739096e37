/** A form that did not get through says so, and keeps what is written. */
import { toast } from "./toast-message.js";
import { word } from "./words.js";

document.addEventListener("turbo:fetch-request-error", (event) => {
  if (event.target.matches?.("form")) toast(word("unsent"), "bad");
});

/** The server was reached and could not (busy, full, broken): its sentence, over the form as it is. */
document.addEventListener("turbo:before-fetch-response", async (event) => {
  const { fetchResponse } = event.detail;
  if (!event.target.matches?.("form") || fetchResponse.statusCode < 500) return;
  event.preventDefault();
  const page = new DOMParser().parseFromString(await fetchResponse.responseHTML, "text/html");
  toast(page.querySelector("[role=alert] p")?.textContent.trim() || word("unsent"), "bad");
});
