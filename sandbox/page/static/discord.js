// What one does in the Discord pane: deeds, rooms, menus, small forms, replies and files. It holds no rule of Discord.

import { act, openModal } from "./acts.js";
import { all, find, place, query, tell } from "./dom.js";
import { contentOf } from "./files.js";
import { refresh } from "./panes.js";

const on = (event, name) => event.target.closest(`[data-${name}]`);
const bodyOf = (element) => JSON.parse(element.dataset.body || "{}");

async function deed(element, more = {}) {
  const answer = await act("discord", element.dataset.deed, { channel: place("discord"), ...bodyOf(element), ...more });
  if (answer.open) await openRoom(answer.open);
  return answer;
}

async function openRoom(id) {
  await refresh("discord", id);
  const log = find("#discord .log, #discord .posts");
  log?.focus({ preventScroll: true });
}

// --- menus (the menu button pattern of WAI-ARIA)

const menu = find("#menu");
let opener = null;

async function openMenu(button) {
  const { menu: kind, message, person } = button.dataset;
  const answer = await fetch(`/menu/discord?${query("discord", kind === "person" ? { person } : { message })}`);
  if (!answer.ok) { tell(await answer.text()); return; }
  menu.innerHTML = await answer.text();
  menu.showPopover();
  opener = button.dataset.key;
  const at = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
  find("[role=menuitem]", menu)?.focus();
}

function closeMenu() {
  if (!menu.matches(":popover-open")) return;
  menu.hidePopover();
  find(`[data-key="${CSS.escape(opener ?? "")}"]`)?.focus();
}

const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
menu.addEventListener("keydown", (event) => {
  const items = all("[role=menuitem]", menu);
  const at = items.indexOf(document.activeElement);
  let next = null;
  if (event.key in steps) next = items.at((at + steps[event.key]) % items.length);
  else if (event.key === "Home") next = items[0];
  else if (event.key === "End") next = items.at(-1);
  else if (event.key === "Tab" || event.key === "Escape") { event.preventDefault(); closeMenu(); return; }
  if (next) { event.preventDefault(); next.focus(); }
});

// --- small forms

async function openDialog(button) {
  const { dialog, message, guild } = button.dataset;
  const given = { ...(message && { message }), ...(guild && { guild }) };
  const answer = await fetch(`/dialog/discord/${dialog}?${query("discord", given)}`);
  if (answer.ok) openModal(await answer.text());
  else tell(await answer.text());
}

function filled(form) {
  const values = {};
  for (const field of all("[name]", form)) {
    if (!("list" in field.dataset)) values[field.name] = field.value;
    else values[field.name] = [...(values[field.name] ?? []), ...(field.checked ? [field.value] : [])];
  }
  return values;
}

// A form opened from a menu has nothing to give the focus back to.
function closeDialog(form) {
  form.closest("dialog")?.close();
  if (document.activeElement === document.body) find("#discord-line")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-deed]");
  if (!form || event.submitter?.value === "cancel") return;
  event.preventDefault();
  deed(form, filled(form)).then((answer) => { if (!answer.problem) closeDialog(form); });
});

// --- what one writes: an answer to a message, with files

const replying = find("[data-replying]");
const files = find("[data-files]");
const chosen = new Map();
let answered = "";

function replyTo(id, who) {
  answered = id;
  replying.hidden = !id;
  find("bdi", replying).textContent = who;
  find("#discord-line").focus();
}

function labelled(words, field) {
  const label = document.createElement("label");
  label.append(field, ` ${words}`);
  return label;
}

function listFiles() {
  files.replaceChildren(...[...chosen].map(([file, notes]) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("bdi"), { textContent: file.name });
    const words = Object.assign(document.createElement("input"), { value: notes.description, maxLength: 1024, placeholder: files.dataset.words });
    words.setAttribute("aria-label", `${files.dataset.words} : ${file.name}`);
    words.addEventListener("input", () => { notes.description = words.value; });
    const hide = Object.assign(document.createElement("input"), { type: "checkbox", checked: notes.spoiler });
    hide.addEventListener("change", () => { notes.spoiler = hide.checked; });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "✕" });
    remove.setAttribute("aria-label", `${files.dataset.remove} ${file.name}`);
    remove.addEventListener("click", () => { chosen.delete(file); listFiles(); find("#discord-files").focus(); });
    item.append(name, " ", remove, words, labelled(files.dataset.hide, hide));
    return item;
  }));
  files.hidden = chosen.size === 0;
}

/** Send a line with the answer and the files that go with it; they stay when it is refused. */
export async function say(content) {
  const sent = [];
  for (const [file, notes] of chosen) sent.push({ filename: file.name, content: await contentOf(file), ...notes });
  const answer = await act("discord", "says", { channel: place("discord"), content, files: sent, reply_to: answered });
  if (!answer.problem) {
    chosen.clear();
    listFiles();
    replyTo("", "");
  }
  return answer;
}

export const hasFiles = () => chosen.size > 0;

// --- what one presses

document.addEventListener("click", async (event) => {
  const press = on(event, "act");
  if (press) act("discord", "presses", { channel: place("discord"), message: press.dataset.message, button: press.dataset.button });
  const opens = on(event, "menu");
  if (opens?.matches("button")) openMenu(opens);
  const room = on(event, "open");
  if (room) openRoom(room.dataset.open);
  const done = on(event, "deed");
  const form = on(event, "dialog");
  const reply = on(event, "reply");
  if (event.target.closest("#menu") && (done || form || reply)) closeMenu();
  if (done?.matches("button")) deed(done);
  if (form) openDialog(form);
  if (reply) replyTo(reply.dataset.reply, reply.dataset.who);
  if (on(event, "no-reply")) replyTo("", "");
});

document.addEventListener("submit", (event) => {
  const choice = event.target.closest("form[data-menu]");
  if (!choice) return;
  event.preventDefault();
  const values = [...find("select", choice).selectedOptions]
    .map((each) => (each.dataset.kind ? { [each.dataset.kind]: each.value } : each.value));
  act("discord", "chooses", { channel: place("discord"), message: choice.dataset.menu, menu: choice.dataset.custom, values });
});

find("#discord-files")?.addEventListener("change", (event) => {
  for (const file of event.target.files) chosen.set(file, { description: "", spoiler: false });
  event.target.value = "";
  listFiles();
});
