/** What modules show comes from templates in the page, in the reader's language. */

/** A new copy of the one element in `<template id>`, or undefined where the page has none. */
export function copyOf(id) {
  return document.getElementById(id)?.content.firstElementChild.cloneNode(true);
}

/** A sentence of `<template id="words">`, by the name of its data attribute. */
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}
