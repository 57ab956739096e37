/**
 * `[data-confirm]` on a form or its button: a question is put before the form is sent. What will be
 * refused anyway is not asked about; yes is called what the button is, and red if that is.
 */
import { turbo } from "./turbo.js";
import { copyOf } from "./words.js";

const answered = new WeakSet();

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || answered.delete(form) || !form.checkValidity()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question, form, submitter).then((isYes) => isYes && send(form, submitter));
}, { capture: true });

turbo.config.forms.confirm = ask;

function send(form, submitter) {
  answered.add(form);
  form.requestSubmit(submitter);
}

/** Answers true when the person says yes. */
export async function ask(question, form, submitter) {
  const sheet = copyOf("confirm");
  const yes = sheet.querySelector("[value=yes]");
  if (verbOf(submitter)) yes.textContent = verbOf(submitter);
  const isRed = !submitter || submitter.matches(".button-danger, .button-alarm");
  yes.classList.add(isRed ? "button-alarm" : "button-primary");
  sheet.querySelector("[data-question]").textContent = question;
  document.body.append(sheet);
  sheet.showModal();
  await new Promise((closed) => sheet.addEventListener("close", closed, { once: true }));
  sheet.remove();
  return sheet.returnValue === "yes";
}

/** What the button says, without what it says to a screen reader only. */
function verbOf(button) {
  const texts = [...(button?.childNodes ?? [])].filter((one) => one.nodeType === Node.TEXT_NODE);
  return texts.map((one) => one.data.trim()).join("");
}
