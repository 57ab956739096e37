/** A field's fault goes as soon as somebody mends it; the server judges again when it is sent. */
document.addEventListener("input", ({ target }) => {
  const whole = target.closest("fieldset[id]") ?? target;
  const wrong = [whole, ...whole.querySelectorAll("[aria-invalid=true]")]
    .filter((one) => one.getAttribute("aria-invalid") === "true");
  for (const field of wrong) {
    field.removeAttribute("aria-invalid");
    for (const id of (field.getAttribute("aria-describedby") ?? "").split(" ")) {
      document.getElementById(id)?.matches(".field-error") && document.getElementById(id).replaceChildren();
    }
  }
  if (wrong.length) strike(whole.id);
});

/** The line in the list at the top goes too, and the list with its last line. */
function strike(id) {
  for (const line of document.querySelectorAll(`.notice li:has(> a[href="#${CSS.escape(id)}"])`)) {
    const list = line.parentElement;
    line.remove();
    if (!list.children.length) list.closest(".notice").remove();
  }
}
