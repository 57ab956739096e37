/** `[data-confirm]` on a form or its button: a question is put before the form is sent. */
import { turbo } from "./turbo.js";
import { copyOf } from "./words.js";

const answered = new WeakSet();

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || answered.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question).then((isYes) => isYes && send(form, submitter));
}, { capture: true });

turbo.config.forms.confirm = ask;

function send(form, submitter) {
  answered.add(form);
  form.requestSubmit(submitter);
}

/** Answers true when the person says yes. */
export async function ask(question) {
  const sheet = copyOf("confirm");
  sheet.querySelector("[data-question]").textContent = question;
  document.body.append(sheet);
  sheet.showModal();
  await new Promise((closed) => sheet.addEventListener("close", closed, { once: true }));
  sheet.remove();
  return sheet.returnValue === "yes";
}
