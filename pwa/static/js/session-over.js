/** A page whose session is over says so, and stays as it is: one signs in again beside it. */
import { copyOf } from "./words.js";

export function tellOver(isOver) {
  const told = document.querySelector(".session-over");
  const isSomebodys = "account" in document.body.dataset; // the sign-in needs no such word
  if (!isOver || !isSomebodys) told?.remove();
  else if (!told) document.getElementById("toasts")?.append(copyOf("session-over"));
}
