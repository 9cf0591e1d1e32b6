// Discord's slash commands: the options of a command asked for one by one, with what it suggests.

import { act } from "./acts.js";
import { Completion } from "./combobox.js";
import { find, place } from "./dom.js";
import { contentOf } from "./files.js";

export function openCommand(command) {
  const form = find('[data-command-form="discord"]');
  find("#discord-line").value = "";
  if (command.options.length === 0) { sendCommand(command, {}); return; }
  const title = Object.assign(document.createElement("h3"), { id: "discord-command", textContent: `/${command.path}` });
  const fields = command.options.map((option, at) => optionField(form, command, option, at));
  const asked = fields.filter((_, at) => command.options[at].required);
  const offered = fields.filter((_, at) => !command.options[at].required);
  const send = Object.assign(document.createElement("button"), { textContent: form.dataset.send });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: form.dataset.cancel });
  cancel.addEventListener("click", () => { form.hidden = true; find("#discord-line").focus(); });
  form.onsubmit = async (event) => {
    event.preventDefault();
    form.hidden = true;
    const answer = await sendCommand(command, await typedOptions(form, command));
    // What the client refuses stays to be corrected, unless another command has taken its place.
    if (answer.problem && form.contains(title)) form.hidden = false;
  };
  form.replaceChildren(title, ...asked, ...(offered.length ? [more(form, offered)] : []), send, cancel);
  form.hidden = false;
  (asked.length ? find("input, select", asked[0]) : send).focus();
}

// As on Discord, what may be left out waits until it is asked for.
function more(form, offered) {
  const box = document.createElement("details");
  const words = form.dataset.more.replace("#", offered.length);
  box.append(Object.assign(document.createElement("summary"), { textContent: words }), ...offered);
  return box;
}

async function typedOptions(form, command) {
  const typed = {};
  for (const option of command.options) {
    const value = await typedValue(form.elements[option.name], option);
    if (value !== null) typed[option.name] = value;
  }
  return typed;
}

const BOOLEAN = 5, INTEGER = 4, NUMBER = 10, ATTACHMENT = 11;

async function typedValue(field, option) {
  if (option.type === ATTACHMENT) {
    const [file] = field.files;
    return file ? { file: { filename: file.name, content: await contentOf(file) } } : null;
  }
  const value = field.dataset.value ?? field.value;
  if (value === "") return null;
  const kind = field.selectedOptions?.[0]?.dataset.kind;
  if (kind) return { [kind]: value };
  if (option.type === INTEGER || option.type === NUMBER) return Number(value);
  return option.type === BOOLEAN ? value === "true" : value;
}

function optionField(form, command, option, at) {
  const wrapper = document.createElement("div");
  wrapper.className = "field combo";
  const id = `option-${at}`;
  const label = Object.assign(document.createElement("label"), { htmlFor: id });
  label.append(`${option.label} `, Object.assign(document.createElement("small"), {
    textContent: `${option.description} (${option.required ? form.dataset.required : form.dataset.optional})`,
  }));
  if (option.choices.length) {
    const select = Object.assign(document.createElement("select"), { id, name: option.name, required: option.required });
    select.append(new Option("", ""), ...option.choices.map((choice) => {
      const item = new Option(choice.label, choice.value);
      if (choice.kind) item.dataset.kind = choice.kind;
      return item;
    }));
    wrapper.append(label, select);
    return wrapper;
  }
  const input = Object.assign(document.createElement("input"), {
    id, name: option.name, required: option.required, type: option.type === ATTACHMENT ? "file" : "text",
  });
  wrapper.append(label, input);
  bound(input, option);
  if (option.autocomplete) {
    const list = Object.assign(document.createElement("ul"), { id: `${id}-list`, role: "listbox", hidden: true });
    list.setAttribute("aria-label", form.dataset.suggestions);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    wrapper.append(list);
    input.addEventListener("input", () => { delete input.dataset.value; });
    new Completion(input, list, (typed) => suggestions(form, command, option, typed), (picked) => {
      input.value = picked.label;
      input.dataset.value = picked.value;
    });
  }
  return wrapper;
}

/** What the client itself would not send is said by the browser, beside the field, before anything leaves. */
function bound(input, option) {
  if (option.type === INTEGER) Object.assign(input, { type: "number", step: 1 });
  for (const limit of ["min", "max", "minLength", "maxLength"]) {
    if (option.limits[limit] !== null) input[limit] = option.limits[limit];
  }
  input.addEventListener("invalid", () => { input.closest("details")?.setAttribute("open", ""); });
}

async function suggestions(form, command, option, typed) {
  const others = await typedOptions(form, command);
  delete others[option.name];
  const answer = await act("discord", "suggestions", {
    channel: place("discord"), command: `/${command.path}`, focused: { [option.name]: typed }, options: others,
  });
  return (answer.suggestions ?? []).map((each) => ({ label: each.name, value: String(each.value) }));
}

function sendCommand(command, options) {
  find("#discord-line").focus();
  return act("discord", "types", { channel: place("discord"), command: `/${command.path}`, options });
}
