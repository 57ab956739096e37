/** `button[data-fill]`: what was used before, or was read, goes into the field it is offered for. */
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-fill]");
  if (button) fillIn(button.dataset.fill, button.dataset.value);
});

/** Put a value where a question is answered, as if it had been typed; answers whether it could. */
export function fillIn(question, value) {
  const [first, last = first] = value.split("/");
  const places = [
    [document.getElementsByName(`answer-${question}`)[0], value],
    [document.getElementsByName(`first-${question}`)[0], first],
    [document.getElementsByName(`last-${question}`)[0], last],
  ].filter(([field]) => field);
  for (const [field, text] of places) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  places[0]?.[0].focus();
  return places.length > 0;
}
