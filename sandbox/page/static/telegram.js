// What one writes in the Telegram pane: lines, answers, photos and files, the keyboard of a bot. It holds no rule of it.

import { act } from "./acts.js";
import { onReply } from "./deeds.js";
import { find, place } from "./dom.js";
import { contentOf } from "./files.js";

const pane = find("#telegram [data-pane]");
const composer = find("[data-composer=telegram]");
const replying = find("[data-tg-replying]");
const parcel = find("[data-tg-parcel]");
const picture = /^image\/(png|jpeg|gif)$/;
let chosen = [];
let answered = "";
let forced = "";
let at = place("telegram");

function replyTo(id, who, isQuiet = false) {
  answered = id;
  replying.hidden = !id;
  find("bdi", replying).textContent = who;
  if (!isQuiet) find("#telegram-line").focus();
}

function listFiles() {
  const list = find("ul", parcel);
  list.replaceChildren(...chosen.map((file) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("bdi"), { textContent: file.name });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "✕" });
    remove.setAttribute("aria-label", `${list.dataset.remove} ${file.name}`);
    remove.addEventListener("click", () => {
      chosen = chosen.filter((each) => each !== file);
      listFiles();
      find("#telegram-files").focus();
    });
    item.append(name, " ", remove);
    return item;
  }));
  parcel.hidden = chosen.length === 0;
  const hasPictures = chosen.some((file) => picture.test(file.type));
  for (const name of ["documents", "covered"]) composer.elements[name].closest("label").hidden = !hasPictures;
}

async function sendParcel(caption) {
  const { documents, covered } = composer.elements;
  const files = [];
  for (const file of chosen) files.push({ filename: file.name, content: await contentOf(file) });
  const arePictures = chosen.every((file) => picture.test(file.type));
  return act("telegram", "send_files", {
    place: place("telegram"), files, caption, ...(answered && { reply_to: answered }),
    as_photos: arePictures && !documents.checked, is_covered: covered.checked,
  });
}

/** Send a line, or the chosen files under it, as an answer to what one replies to; all stays when it is refused. */
export async function say(text) {
  const given = { place: place("telegram"), text, ...(answered && { reply_to: answered }) };
  const answer = await (chosen.length ? sendParcel(text) : act("telegram", "say", given));
  if (!answer.problem) {
    chosen = [];
    for (const name of ["documents", "covered"]) composer.elements[name].checked = false;
    listFiles();
    replyTo("", "", true);
  }
  return answer;
}

export const hasParcel = () => chosen.length > 0;

// An answer belongs to the place where it was begun.
function followPlace() {
  if (place("telegram") !== at) replyTo("", "", true);
  at = place("telegram");
}

// What the bot's last keyboard asks for: a reply, made ready once, and words for the empty line.
function followKeyboard() {
  const asked = find("[data-forced]", pane);
  const key = asked ? `${place("telegram")} ${asked.dataset.forced}` : "";
  if (key && key !== forced) replyTo(asked.dataset.forced, asked.dataset.who, true);
  forced = key;
  const line = find("#telegram-line");
  line.dataset.usual ??= line.placeholder;
  line.placeholder = find("[data-placeholder]", pane)?.dataset.placeholder || line.dataset.usual;
}

if (composer) {
  onReply("telegram", replyTo);
  find("#telegram-files").addEventListener("change", (event) => {
    chosen = [...chosen, ...event.target.files];
    event.target.value = "";
    listFiles();
  });
  pane.addEventListener("shown", () => { followPlace(); followKeyboard(); });
  followKeyboard();
}
