// The phone in the browser: shows one person's chat with the bot and sends what the person does.

const words = JSON.parse(document.body.dataset.words);
const language = document.body.dataset.language;
const TIME_ZONE = "Asia/Shanghai";
const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"];
const TYPING_LASTS = 6000;
const TOAST_LASTS = 3500;
const ANSWER_LASTS = 15000;
const POLL_EVERY = 2000;

const find = (name, root = document) => root.querySelector(`[data-${name}]`);
const icons = find("more")?.querySelector("use").getAttribute("href").split("#")[0];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  return svg;
}

// ---- Emoji, drawn by us: a machine without a font for them shows them too

const EMOJI = /[✅⚠📥📎📍✏🟢🔵🕑▫🚩🗓🗑📷📄💾❌↩]\uFE0F?/gu;

function emoji(sign) {
  const drawn = icon("");
  const code = sign.codePointAt(0).toString(16);
  drawn.firstChild.setAttribute("href", icons.replace(/icons\.svg/, "emoji.svg") + `#${code}`);
  drawn.setAttribute("class", "emoji");
  drawn.removeAttribute("aria-hidden");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", sign);
  return drawn;
}

function withEmoji(node) {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.search(EMOJI) >= 0) found.push(texts.currentNode);
  for (const text of found) {
    const parts = [];
    let at = 0;
    for (const { 0: sign, index } of text.data.matchAll(EMOJI)) {
      parts.push(text.data.slice(at, index), emoji(sign));
      at = index + sign.length;
    }
    text.replaceWith(...parts, text.data.slice(at));
  }
  return node;
}

// ---- Words, times, sizes

const clockTime = new Intl.DateTimeFormat(language, {
  timeZone: TIME_ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const dayKey = new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE });
const dayName = new Intl.DateTimeFormat(language, {
  timeZone: TIME_ZONE, month: "long", day: "numeric",
});
const dayAndYear = new Intl.DateTimeFormat(language, {
  timeZone: TIME_ZONE, year: "numeric", month: "long", day: "numeric",
});

const day = (seconds) => dayKey.format(seconds * 1000);

function dayLabel(seconds, now) {
  if (day(seconds) === day(now)) return words.today;
  if (day(seconds) === day(now - 86400)) return words.yesterday;
  const sameYear = day(seconds).slice(0, 4) === day(now).slice(0, 4);
  return (sameYear ? dayName : dayAndYear).format(seconds * 1000);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const fileAddress = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

// ---- Text with entities, built as nodes so that nothing in it is ever read as HTML

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

function rich(text, entities = [], act) {
  const open = (from, to, inside) => {
    const parts = [];
    let at = from;
    while (inside.length) {
      const entity = inside.shift();
      const end = Math.min(entity.offset + entity.length, to);
      const within = [];
      while (inside.length && inside[0].offset < end) within.push(inside.shift());
      if (entity.offset > at) parts.push(text.slice(at, entity.offset));
      const made = wrapper(entity, text.slice(entity.offset, end), act);
      made.append(...open(entity.offset, end, within));
      parts.push(made);
      at = end;
    }
    if (at < to) parts.push(text.slice(at, to));
    return parts;
  };
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return open(0, text.length, sorted);
}

function wrapper(entity, text, act) {
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, act);
  if (entity.type === "bot_command") {
    return element("button", { type: "button", class: "command", onclick: () => act.say(text) });
  }
  if (entity.type === "spoiler") {
    return element("span", {
      class: "spoiler", onclick: (event) => event.currentTarget.classList.add("is-shown"),
    });
  }
  return element(TAGS[entity.type] ?? "span");
}

function startPayload(address, username) {
  const { hostname, pathname, searchParams } = new URL(address, location.href);
  const ours = hostname === "t.me" && pathname.toLowerCase() === `/${username.toLowerCase()}`;
  return ours ? searchParams.get("start") ?? "" : null;
}

function link(address, act) {
  let safe = "";
  try {
    const { protocol, href } = new URL(address, location.href);
    if (["http:", "https:", "tg:"].includes(protocol)) safe = href;
  } catch { /* shown as plain text */ }
  if (!safe) return element("span");
  const payload = startPayload(safe, act.username);
  return element("a", {
    href: safe, target: "_blank", rel: "noopener",
    onclick: payload === null ? undefined : (event) => {
      event.preventDefault();
      act.start(payload);
    },
  });
}

// ---- Messages

function bubble(group, act) {
  const [first] = group;
  const own = !first.from.is_bot;
  const captioned = group.find((message) => message.caption || message.text);
  const body = element("div", { class: `bubble${first.photo ? " has-photo" : ""}` });
  body.append(element("span", { class: "unseen" },
    own ? words["message-from-you"] : words["message-from-bot"]));
  if (first.reply_to_message) body.append(quote(first.reply_to_message));
  if (first.photo) body.append(album(group, act));
  group.filter((message) => message.document).forEach((message) => body.append(card(message)));
  if (captioned) {
    const entities = captioned.entities ?? captioned.caption_entities;
    body.append(element("div", { class: "words" },
      ...rich(captioned.text ?? captioned.caption, entities, act)));
  }
  body.append(stamp(group.at(-1)));
  const keyboard = first.reply_markup?.inline_keyboard;
  return withEmoji(element("li", { class: own ? "message is-own" : "message" },
    body, keyboard ? buttons(first, keyboard, act) : null));
}

function stamp(message) {
  const edited = message.edit_date && message.text ? `${words.edited} ` : "";
  const at = new Date(message.date * 1000);
  return element("time", { datetime: at.toISOString() }, edited + clockTime.format(at));
}

function quote(message) {
  const text = message.text ?? message.caption ?? (message.photo ? words.photo : words.file);
  return element("p", { class: "quote" }, text);
}

function album(group, act) {
  const photos = group.flatMap((message) => (message.photo ? [message.photo] : []));
  const grid = element("div", { class: `album album-${Math.min(photos.length, 10)}` });
  const addresses = photos.map((sizes) => fileAddress(sizes.at(-1).file_id));
  photos.forEach((sizes, place) => {
    const { width, height } = sizes.at(-1);
    const image = element("img", { src: addresses[place], alt: words.photo, width, height });
    grid.append(element("button", {
      type: "button", "aria-label": `${words["open-photo"]} ${place + 1}`,
      onclick: () => act.view(addresses, place),
    }, image));
  });
  return grid;
}

function card(message) {
  const { file_id, file_name, file_size } = message.document;
  const kind = file_name.includes(".") ? file_name.split(".").at(-1).slice(0, 4) : "";
  return element("a", {
    class: "card", href: fileAddress(file_id), target: "_blank", rel: "noopener",
    "aria-label": `${words["open-file"]} ${file_name}`,
  },
  element("span", { class: "card-kind" }, kind.toUpperCase() || icon("file")),
  element("span", { class: "card-name" }, file_name),
  element("small", {}, size(file_size)));
}

function buttons(message, rows, act) {
  const grid = element("div", { class: "buttons" });
  for (const row of rows) {
    const line = element("div", { class: "row" });
    row.forEach((button) => line.append(inlineButton(message, button, act)));
    grid.append(line);
  }
  return grid;
}

function inlineButton(message, button, act) {
  const address = button.url ?? button.web_app?.url;
  if (address) {
    const made = link(address, act);
    made.className = "button";
    made.append(button.text, icon("out"));
    return made;
  }
  const press = (event) => (button.copy_text
    ? act.copy(button.copy_text.text)
    : act.press(message.message_id, button.callback_data, event.currentTarget));
  return element("button", { type: "button", class: "button", onclick: press }, button.text);
}

// ---- The chat

class Chat {
  constructor(phone) {
    this.phone = phone;
    this.address = `/sandbox/${phone.dataset.chat}`;
    this.username = phone.dataset.username;
    this.link = phone.dataset.start;
    this.messages = new Map();
    this.nodes = new Map();
    this.pressed = new Map();
    this.chosen = [];
    this.revision = 0;
    this.now = 0;
    this.list = find("messages");
    this.scroll = find("scroll");
    this.text = find("text");
    this.act = {
      username: this.username,
      say: (text) => this.say(text),
      start: (payload) => this.start(payload),
      view: (addresses, place) => viewer.open(addresses, place),
      press: (id, data, button) => this.press(id, data, button),
      copy: (text) => navigator.clipboard.writeText(text).then(() => this.toast(words.copied)),
    };
    this.listen();
    this.catchUp().then(() => this.follow());
  }

  // What happens on the server

  async catchUp() {
    const answer = await fetch(`${this.address}/changes?after=${this.revision}`);
    if (answer.ok) this.receive(await answer.json());
  }

  follow() {
    const stream = new EventSource(`${this.address}/stream?after=${this.revision}`);
    const lost = () => {
      stream.close();
      this.notice(words.offline);
      const again = setInterval(async () => {
        try {
          await this.catchUp();
          clearInterval(again);
          this.notice("");
          this.follow();
        } catch { /* still away */ }
      }, POLL_EVERY);
    };
    stream.onmessage = (event) => this.receive(JSON.parse(event.data));
    stream.onerror = lost;
    addEventListener("pagehide", () => stream.close(), { once: true });
  }

  receive(news) {
    if (this.run && this.run !== news.run) return location.reload();
    const first = !this.run;
    const own = news.messages.some((message) => !message.from.is_bot);
    const stay = first || own || this.nearEnd();
    this.run = news.run;
    this.revision = Math.max(this.revision, news.revision);
    this.now = news.now;
    news.deleted.forEach((id) => this.messages.delete(id));
    news.messages.forEach((message) => this.messages.set(message.message_id, message));
    this.show();
    if (news.messages.some((message) => message.from.is_bot)) this.typing("");
    if (!first) news.notes.forEach((note) => this.noted(note));
    this.offer(news);
    showPeople(news.people, Number(this.phone.dataset.chat));
    if (stay) this.toEnd(first);
    else if (news.messages.length) find("newest").hidden = false;
    return undefined;
  }

  groups() {
    const groups = [];
    for (const message of [...this.messages.values()].sort((a, b) => a.message_id - b.message_id)) {
      const last = groups.at(-1);
      const same = message.media_group_id && last?.[0].media_group_id === message.media_group_id;
      if (same) last.push(message);
      else groups.push([message]);
    }
    return groups;
  }

  show() {
    const wanted = [];
    let before = "";
    for (const group of this.groups()) {
      const [{ date, message_id }] = group;
      if (day(date) !== before) {
        before = day(date);
        const label = dayLabel(date, this.now);
        wanted.push([`day ${before}`, label, () => element("li", { class: "day" }, label)]);
      }
      wanted.push([message_id, JSON.stringify(group), () => bubble(group, this.act)]);
    }
    this.place(wanted);
  }

  place(wanted) {
    let cursor = this.list.firstChild;
    const kept = new Set();
    for (const [key, state, build] of wanted) {
      kept.add(key);
      const known = this.nodes.get(key);
      let node = known?.node;
      if (known?.state !== state) {
        node = build();
        if (known) cursor = this.replace(known.node, node, cursor);
        this.nodes.set(key, { state, node });
      }
      if (node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(node, cursor);
    }
    for (const [key, { node }] of this.nodes) {
      if (kept.has(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
  }

  replace(old, node, cursor) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(node);
    if (focused) (node.querySelector(".buttons .button") ?? this.text).focus({ preventScroll: true });
    return cursor === old ? node : cursor;
  }

  noted(note) {
    if (note.kind === "action") {
      this.typing(note.action.startsWith("upload") ? words.uploading : words.typing);
      return;
    }
    this.release(note.query);
    if (!note.text) return;
    if (!note.alert) return this.toast(note.text);
    find("alert-text").textContent = note.text;
    withEmoji(find("alert-text"));
    find("alert").showModal();
  }

  offer({ blocked, started, commands, menu }) {
    const begin = !blocked && (!started || this.link !== "");
    this.blocked = blocked;
    if (blocked) this.typing("");
    find("block").textContent = blocked ? words.unblock : words.block;
    find("unblock").hidden = !blocked;
    find("begin").hidden = !begin;
    find("composer").hidden = blocked || begin;
    find("welcome").hidden = this.messages.size > 0;
    if (blocked !== this.wasBlocked) this.notice(blocked ? words["blocked-notice"] : "");
    this.wasBlocked = blocked;
    find("commands").hidden = commands.length === 0 || menu.type === "default";
    this.listCommands(commands);
  }

  listCommands(commands) {
    const state = JSON.stringify(commands);
    if (state === this.commandsShown) return;
    this.commandsShown = state;
    find("commands-menu").replaceChildren(...commands.map(({ command, description }) =>
      element("button", {
        type: "button", role: "menuitem", "data-command": command,
        onclick: () => { closeMenus(); this.text.value = ""; this.say(`/${command}`); },
      }, element("span", {}, description), element("code", {}, `/${command}`))));
  }

  // What the person sees for a moment

  typing(text) {
    clearTimeout(this.typingEnds);
    find("status").textContent = text || words.bot;
    find("typing").hidden = !text;
    if (!text) return;
    if (this.nearEnd()) this.toEnd();
    this.typingEnds = setTimeout(() => this.typing(""), TYPING_LASTS);
  }

  toast(text) {
    clearTimeout(this.toastEnds);
    const toast = find("toast");
    toast.hidden = false;
    toast.textContent = text;
    withEmoji(toast);
    this.toastEnds = setTimeout(() => { toast.hidden = true; }, TOAST_LASTS);
  }

  notice(text) {
    find("notice").textContent = text;
    find("notice").hidden = !text;
  }

  nearEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 120;
  }

  toEnd(atOnce = false) {
    const calm = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: calm ? "instant" : "smooth" });
    find("newest").hidden = true;
  }

  // What the person does

  async send(path, body) {
    const form = body instanceof FormData;
    try {
      const answer = await fetch(`${this.address}/${path}`, {
        method: "POST",
        body: form ? body : JSON.stringify(body),
        headers: {
          "Accept-Language": language,
          ...(form ? {} : { "Content-Type": "application/json" }),
        },
      });
      if (answer.ok) return await answer.json();
      const said = await answer.json().catch(() => ({}));
      this.toast(said.error ?? words.failed);
    } catch {
      this.toast(words.failed);
    }
    return null;
  }

  say(text) {
    return this.send("texts", { text });
  }

  async start(payload) {
    if (await this.send("starts", { payload })) {
      this.link = "";
      const address = new URL(location.href);
      address.searchParams.delete("start");
      history.replaceState(null, "", address);
      await this.catchUp();
      this.text.focus();
    }
  }

  async press(message_id, data, button) {
    button.setAttribute("aria-busy", "true");
    const sent = await this.send("presses", { message_id, data });
    if (!sent) return button.removeAttribute("aria-busy");
    this.pressed.set(sent.query, button);
    if (this.answered?.has(sent.query)) this.release(sent.query);
    setTimeout(() => this.release(sent.query), ANSWER_LASTS);
    return undefined;
  }

  release(query) {
    const button = this.pressed.get(query);
    if (button) button.removeAttribute("aria-busy");
    else (this.answered ??= new Set()).add(query);
    this.pressed.delete(query);
  }

  async compose() {
    const text = this.text.value;
    if (this.chosen.length) {
      const form = new FormData();
      form.append("caption", text);
      this.chosen.forEach(({ kind, file }) => form.append(kind, file, file.name));
      this.phone.classList.add("is-sending");
      const sent = await this.send("files", form);
      this.phone.classList.remove("is-sending");
      if (!sent) return;
      this.choose([]);
    } else if (!text.trim() || !(await this.say(text))) return;
    if (this.text.value === text) this.text.value = "";
    this.grow();
  }

  choose(chosen) {
    this.chosen.forEach(({ preview }) => preview && URL.revokeObjectURL(preview));
    this.chosen = chosen.map(({ kind, file }) => ({
      kind, file, preview: kind === "photo" ? URL.createObjectURL(file) : "",
    }));
    const tray = find("tray");
    tray.hidden = chosen.length === 0;
    tray.replaceChildren(...this.chosen.map((one) => this.chip(one)));
    this.text.placeholder = chosen.length ? this.text.dataset.caption : this.text.ariaLabel;
  }

  chip(one) {
    return element("li", {},
      one.preview ? element("img", { src: one.preview, alt: one.file.name })
        : element("span", { class: "chip-file" }, icon("file"), one.file.name),
      element("button", {
        type: "button", class: "chip-remove", "aria-label": `${words.remove} ${one.file.name}`,
        onclick: () => this.choose(this.chosen.filter((other) => other !== one)),
      }, icon("close")));
  }

  add(files, kind) {
    const more = [...files].map((file) => ({
      file, kind: kind === "photo" && PHOTO_TYPES.includes(file.type) ? "photo" : "document",
    }));
    this.choose([...this.chosen, ...more]);
    this.text.focus();
  }

  grow() {
    this.text.rows = Math.min(5, this.text.value.split("\n").length);
  }

  listen() {
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.compose();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.compose();
    });
    this.text.addEventListener("input", () => {
      this.grow();
      if (this.text.value === "/" && !find("commands").hidden) toggle("commands", true);
      else if (!find("commands-menu").hidden) closeMenus();
    });
    this.text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) this.add(event.clipboardData.files, "photo");
    });
    this.phone.addEventListener("dragover", (event) => event.preventDefault());
    this.phone.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add(event.dataTransfer.files, "photo");
    });
    for (const kind of ["photo", "document"]) {
      const input = document.querySelector(`[data-input=${kind}]`);
      document.querySelector(`[data-pick=${kind}]`).addEventListener("click", () => {
        closeMenus();
        input.click();
      });
      input.addEventListener("change", () => {
        this.add(input.files, kind);
        input.value = "";
      });
    }
    find("begin").addEventListener("click", () => this.start(this.link));
    const block = (blocked) => { closeMenus(); this.send("blocked", { blocked }); };
    find("unblock").addEventListener("click", () => block(false));
    find("block").addEventListener("click", () => block(!this.blocked));
    find("newest").addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => {
      if (this.nearEnd()) find("newest").hidden = true;
    }, { passive: true });
    this.list.addEventListener("load", () => { if (this.nearEnd()) this.toEnd(true); }, true);
  }
}

// ---- Menus: open with their button, close with Escape or a tap elsewhere

const MENUS = ["more", "attach", "commands"];

function toggle(name, open) {
  closeMenus();
  find(`${name}-menu`).hidden = !open;
  find(name).setAttribute("aria-expanded", String(open));
}

function closeMenus() {
  for (const name of MENUS) {
    find(`${name}-menu`).hidden = true;
    find(name).setAttribute("aria-expanded", "false");
  }
}

function listenToMenus() {
  for (const name of MENUS) {
    find(name).addEventListener("click", (event) => {
      event.stopPropagation();
      const open = find(`${name}-menu`).hidden;
      toggle(name, open);
      if (open) find(`${name}-menu`).querySelector("button")?.focus();
    });
    find(`${name}-menu`).addEventListener("keydown", (event) => {
      const items = [...event.currentTarget.querySelectorAll("button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
      }
      if (event.key === "Escape") { closeMenus(); find(name).focus(); }
    });
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".menu")) closeMenus();
  });
}

// ---- Photos full screen

const viewer = {
  open(addresses, place) {
    Object.assign(this, { addresses, place });
    this.step(0);
    find("viewer").showModal();
  },
  step(by) {
    const { addresses } = this;
    this.place = (this.place + by + addresses.length) % addresses.length;
    find("viewer-photo").src = addresses[this.place];
    find("viewer-photo").alt = `${words.photo} ${this.place + 1} / ${addresses.length}`;
    find("viewer").classList.toggle("is-single", addresses.length < 2);
  },
  listen() {
    const dialog = find("viewer");
    find("viewer-close").addEventListener("click", () => dialog.close());
    dialog.querySelectorAll("[data-viewer-step]").forEach((button) =>
      button.addEventListener("click", () => this.step(Number(button.dataset.viewerStep))));
    dialog.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) this.step(by);
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  },
};

// ---- The list of people

function showPeople(people, current = 0) {
  for (const { id, last, kind, unread } of people) {
    const row = document.querySelector(`[data-person="${id}"]`);
    if (!row) continue;
    const label = { photo: words.photo, document: words.file }[kind];
    const shown = label && last ? `${label} · ${last}` : last || label;
    find("last", row).textContent = shown || words["no-messages"];
    const badge = find("unread", row);
    badge.hidden = !unread || id === current;
    badge.replaceChildren(String(unread), element("span", { class: "unseen" }, words.unread));
  }
}

async function followPeople() {
  const answer = await fetch("/sandbox/people").catch(() => null);
  if (answer?.ok) showPeople(await answer.json());
  setTimeout(followPeople, POLL_EVERY);
}

const phone = document.querySelector("[data-chat]");
if (phone) {
  viewer.listen();
  listenToMenus();
  new Chat(phone);
} else {
  followPeople();
}
