/** `input[data-suggest]`: what fits is asked for while it is typed, and offered by its list. */
const PAUSE = 200;

let timer = 0;
let asked = new AbortController();

document.addEventListener("input", ({ target, inputType }) => {
  if (!target.matches("input[data-suggest]")) return;
  clearTimeout(timer);
  asked.abort();
  const isChosen = !inputType || inputType === "insertReplacementText";
  if (isChosen) target.dispatchEvent(new Event("change", { bubbles: true }));
  else timer = setTimeout(() => ask(target).catch(() => {}), PAUSE);
});

async function ask(field) {
  asked = new AbortController();
  const address = `${field.dataset.suggest}?${new URLSearchParams({ q: field.value.trim() })}`;
  const answer = await fetch(address, { signal: asked.signal });
  if (answer.ok) field.list.replaceChildren(...(await answer.json()).map((name) => new Option("", name)));
}
