/** A file field says which files were chosen; the browser would say it in its own language. */
function tell(input) {
  const names = input.closest(".file")?.querySelector(".file-names");
  if (!names) return;
  names.textContent = [...input.files].map((file) => file.name).join(", ") || names.dataset.none;
}

const tellAll = () => document.querySelectorAll(".file > input").forEach(tell);

document.addEventListener("change", ({ target }) => target.matches(".file > input") && tell(target));
document.addEventListener("turbo:load", tellAll);
addEventListener("pageshow", tellAll);
