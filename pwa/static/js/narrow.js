/** `input[data-narrows="id"]`: leaves those choices in a long list that hold what is typed. */
const all = new WeakMap();

document.addEventListener("input", ({ target }) => {
  const list = document.getElementById(target.dataset?.narrows);
  if (!list) return;
  if (!all.has(list)) all.set(list, [...list.children]);
  const chosen = list.value;
  list.replaceChildren(...all.get(list).map((group) => fitting(group, target.value.trim(), chosen)));
  list.value = chosen;
});

function fitting(group, words, chosen) {
  if (!group.matches("optgroup")) return group;
  const copy = group.cloneNode(true);
  if (copy.label.includes(words)) return copy;
  for (const one of [...copy.children]) if (!one.text.includes(words) && one.value !== chosen) one.remove();
  return copy.children.length ? copy : "";
}

function offer() {
  for (const field of document.querySelectorAll("[data-narrows]")) field.hidden = false;
}

document.addEventListener("turbo:render", offer);
offer();
