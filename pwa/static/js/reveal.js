/** `[data-reveals="id"]`: shows a password as long as it is pressed in; a script is needed for it. */
function offer() {
  for (const button of document.querySelectorAll("[data-reveals]")) button.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-reveals]");
  if (!button) return;
  const isShown = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(isShown));
  document.getElementById(button.dataset.reveals).type = isShown ? "text" : "password";
});

// What is sent or left is hidden again, so that no browser keeps it as a word that was typed.
document.addEventListener("submit", ({ target }) => {
  for (const button of target.querySelectorAll("[data-reveals][aria-pressed=true]")) button.click();
}, { capture: true });

document.addEventListener("turbo:render", offer);
offer();
