/** A form that could not be sent for want of a network says so, and keeps what is written. */
import { toast } from "./toast-message.js";
import { word } from "./words.js";

document.addEventListener("turbo:fetch-request-error", (event) => {
  if (event.target.matches?.("form")) toast(word("unsent"), "bad");
});
