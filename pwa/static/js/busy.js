/** `button[data-busy="…"]`: says what is being done until it is, and takes no second press. */
import { turbo } from "./turbo.js";
import { toast } from "./toast-message.js";
import { copyOf, word } from "./words.js";

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!submitter?.dataset.busy || event.defaultPrevented) return;
  const done = show(submitter);
  if (form.dataset.turbo !== "false") {
    form.addEventListener("turbo:submit-end", done, { once: true });
    return;
  }
  event.preventDefault();
  fetchFile(form, submitter).catch(() => toast(word("unsent"), "bad")).finally(done);
});

/** Put the spinner and the words in; returns what puts everything back. */
function show(button) {
  const before = [...button.childNodes];
  button.replaceChildren(copyOf("spinner"), button.dataset.busy);
  button.setAttribute("aria-disabled", "true");
  const refuse = (event) => event.preventDefault();
  button.addEventListener("click", refuse);
  return () => {
    button.replaceChildren(...before);
    button.removeAttribute("aria-disabled");
    button.removeEventListener("click", refuse);
  };
}

/** Send the form; a file is saved, a page is shown. */
async function fetchFile(form, submitter) {
  const answer = await turbo.fetch(form.action, {
    method: form.method,
    body: new URLSearchParams(new FormData(form, submitter)),
    headers: { Accept: "text/html, */*" },
  });
  const disposition = answer.headers.get("Content-Disposition");
  if (disposition) return save(await answer.blob(), nameIn(disposition));
  const { status: statusCode, redirected } = answer;
  const response = { statusCode, redirected, responseHTML: await answer.text() };
  turbo.visit(answer.url, { response });
}

function nameIn(disposition) {
  const [, coded] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  return coded ? decodeURIComponent(coded) : "";
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
