/** `details.picker`: a tap chooses and closes, arrows only go from one to the next, Escape leaves. */
const opened = () => document.querySelector("details.picker[open]");

function close(picker, isDone = true) {
  picker.open = false;
  if (picker.contains(document.activeElement)) picker.querySelector("summary").focus();
  if (isDone && picker.dataset.state === "changed" && !picker.parentElement.closest("details")) {
    picker.closest("form[data-auto-submit='']")?.requestSubmit();
  }
  delete picker.dataset.state;
}

document.addEventListener("change", ({ target }) => {
  const picker = target.closest("details.picker");
  if (!picker) return;
  picker.dataset.state = "changed";
  picker.querySelector("[data-picked]").textContent = target.labels[0].textContent.trim();
});

document.addEventListener("click", ({ target, clientX }) => {
  const picker = opened();
  if (!picker) return;
  // Going from one to the next by an arrow clicks as well, at no place; the change comes after.
  if (!picker.contains(target) || (target.matches("input") && clientX)) setTimeout(close, 0, picker);
});

document.addEventListener("keydown", (event) => {
  const picker = opened();
  if (!picker?.contains(event.target)) return;
  const isChosen = event.key === "Enter" && event.target.matches("input");
  if (event.key !== "Escape" && !isChosen) return;
  event.preventDefault();
  close(picker, isChosen);
});

document.addEventListener("focusin", ({ target }) => {
  const picker = opened();
  if (picker && !picker.contains(target)) close(picker);
});

document.addEventListener("turbo:before-cache", () => {
  if (opened()) opened().open = false;
});
