/** `button[data-fill]`: what was used before, or was read, goes into the field it is offered for. */
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-fill]");
  if (button) fillIn(button.dataset.fill, button.dataset.value)?.focus();
});

/** Put a value where a question is answered, as if it had been typed; answers with the field. */
export function fillIn(question, value) {
  const [first, last = first] = value.split("/");
  const days = [[`first-${question}`, first], [`last-${question}`, last]];
  const filled = (named(`first-${question}`) ? days : [[`answer-${question}`, value]])
    .map(([name, text]) => put(named(name), text));
  return filled[0];
}

/** Whether nothing is answered yet. */
export function isEmpty(question) {
  return !(named(`first-${question}`) ?? named(`answer-${question}`))?.value;
}

function named(name) {
  return document.getElementsByName(name)[0];
}

function put(field, text) {
  if (!field) return field;
  field.value = text;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  return field;
}
