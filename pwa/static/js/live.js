/** `body[data-live]`: counts and lists follow what happens elsewhere, while the page is seen. */
import { Line } from "./line.js";

let line;

/** Listen when somebody is signed in and looks; otherwise let the connection go. */
function follow() {
  const address = document.body.dataset.live;
  if (!address || document.hidden) return line?.close();
  line ??= new Line(address, { news: tell });
  line.open();
}

/** Show the counts; what was missed while nobody listened counts as changed. */
function tell({ unread, waiting, words, frames }) {
  const missed = [
    badge("inbox", unread) && ["chat", "inbox", "todo", "year"],
    badge("review", waiting) && ["queue", "todo"],
  ].flatMap((names) => names || []);
  document.querySelectorAll("[data-live='waiting']").forEach((place) => {
    place.textContent = words ?? place.textContent.replace(/\d+/g, 0);
  });
  navigator.setAppBadge?.(unread + waiting).catch(() => {});
  new Set([...frames, ...missed]).forEach(reload);
}

/** Answers whether the count is another than was shown. */
function badge(name, count) {
  const badges = [...document.querySelectorAll(`[data-badge="${name}"]`)];
  const isNew = badges.some((place) => Number(place.textContent) !== count);
  badges.forEach((place) => (place.textContent = count || ""));
  return isNew;
}

/** Fetch a part of the page anew, unless somebody is just using it. */
function reload(name) {
  const frame = document.querySelector(`turbo-frame#${name}`);
  if (!frame || frame.matches(":focus-within") || frame.querySelector(":checked")) return;
  if (frame.src) frame.reload();
  else frame.src = location.href;
}

document.addEventListener("turbo:load", follow);
document.addEventListener("visibilitychange", follow);
addEventListener("pagehide", () => line?.close());
addEventListener("online", () => { line?.close(); follow(); });
follow();
