// What one does in the Discord pane alone: replies, files, presses and choices. It holds no rule of Discord.

import { act } from "./acts.js";
import { onReply } from "./deeds.js";
import { find, place } from "./dom.js";
import { contentOf } from "./files.js";

const on = (event, name) => event.target.closest(`[data-${name}]`);

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

onReply("discord", replyTo);

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

document.addEventListener("click", (event) => {
  const press = on(event, "act");
  if (press) act("discord", "presses", { channel: place("discord"), message: press.dataset.message, button: press.dataset.button });
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
