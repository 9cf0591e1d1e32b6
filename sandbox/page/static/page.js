// Keeps the page alive: shows changes as they happen and sends what the visitor does. It holds no rule of a platform.

const body = document.body;
const me = body.dataset.me;
const language = body.dataset.language;
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const place = (pane) => find(`[data-place="${pane}"]`)?.value ?? "";
const query = (pane) => new URLSearchParams({ as: me, place: place(pane) });

function tell(problem) {
  find("#problem").textContent = problem ?? "";
}

let hideToast = 0;
function toast(text, isAlert) {
  const shown = find("#toast");
  shown.textContent = text;
  clearTimeout(hideToast);
  if (text) hideToast = setTimeout(() => { shown.textContent = ""; }, isAlert ? 15000 : 6000);
}

async function act(pane, name, given) {
  tell("");
  const response = await fetch(`/act/${pane}/${name}?${query(pane)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const answer = await response.json().catch(() => ({ problem: response.statusText }));
  if (answer.problem) tell(answer.problem);
  if (answer.modal) openModal(answer.modal);
  if (answer.toast) await showToast(answer.toast);
  return answer;
}

async function showToast(given) {
  if (given.url) await act("telegram", "open_link", { url: given.url });
  else toast(given.text, given.is_alert);
}

// --- what is shown

const styles = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};
const units = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

let ahead = Number(body.dataset.ahead);
const now = () => Date.now() + ahead;

function relative(at) {
  const seconds = Math.round((at - now()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

function wordTimes(root) {
  for (const each of all("time", root)) {
    const at = each.dataset.unix ? new Date(each.dataset.unix * 1000) : new Date(each.dateTime);
    const style = each.dataset.style;
    each.textContent = style === "R" ? relative(at) : new Intl.DateTimeFormat(language, styles[style] ?? styles.f).format(at);
  }
}

function nameSpoilers(root) {
  for (const each of all("[data-spoiler]:not(.read)", root)) each.setAttribute("aria-label", body.dataset.hidden);
}

async function refresh(pane) {
  const content = find(`[data-pane="${pane}"]`);
  if (!content) return;
  // The stage may be changing just now: the stream of changes comes back with it, and everything is asked for again.
  const answer = await fetch(`/pane/${pane}?${query(pane)}`).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  if (content.dataset.shown === html) return;
  content.dataset.shown = html;
  const log = find(".log", content);
  const isAtEnd = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
  const above = log?.scrollTop ?? 0;
  const focused = document.activeElement?.closest("[data-key]");
  const key = focused && content.contains(focused) ? focused.dataset.key : null;
  content.innerHTML = html;
  wordTimes(content);
  nameSpoilers(content);
  const next = find(".log", content);
  if (next) next.scrollTop = isAtEnd ? next.scrollHeight : above;
  if (key) find(`[data-key="${CSS.escape(key)}"]`, content)?.focus();
}

function listen() {
  const changes = new EventSource("/changes");
  changes.onmessage = (event) => { for (const pane of JSON.parse(event.data)) refresh(pane); };
  changes.onopen = () => { for (const pane of ["discord", "telegram", "tour", "wire"]) refresh(pane); };
}

// --- a list that completes what one types (the combobox pattern of WAI-ARIA)

class Completion {
  constructor(input, list, source, picked) {
    Object.assign(this, { input, list, source, picked, options: [], at: -1, asked: 0 });
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); this.pick(Number(option.dataset.at)); }
    });
  }

  async look() {
    const asked = ++this.asked;
    const options = await this.source(this.input.value);
    if (asked !== this.asked) return;
    this.options = options;
    this.at = -1;
    this.list.replaceChildren(...options.map((option, at) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${at}`;
      item.role = "option";
      item.dataset.at = at;
      item.append(Object.assign(document.createElement("b"), { textContent: option.label }), ` ${option.detail ?? ""}`);
      return item;
    }));
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "Enter" || event.key === "Tab") && (this.at >= 0 || this.options.length === 1)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.pick(Math.max(this.at, 0));
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  move(step) {
    this.at = (this.at + step + this.options.length) % this.options.length;
    all("[role=option]", this.list).forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === this.at));
      if (at === this.at) { this.input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    });
  }

  pick(at) { this.close(); this.picked(this.options[at]); }

  close() { this.asked += 1; this.list.hidden = true; this.input.setAttribute("aria-expanded", "false"); }
}

// --- the lines one writes

async function commands(pane, typed) {
  if (!typed.startsWith("/")) return [];
  const wanted = typed.slice(1).toLowerCase();
  const listed = await (await fetch(`/commands/${pane}?${query(pane)}`)).json();
  return listed.filter((each) => each.path.toLowerCase().includes(wanted))
    .map((command) => ({ label: `/${command.path}`, detail: command.description, command }));
}

function makeComposer(form) {
  const pane = form.dataset.composer;
  const line = form.elements.line;
  new Completion(line, find("[role=listbox]", form), (typed) => commands(pane, typed), (option) => {
    if (pane === "discord") openCommand(option.command);
    else { line.value = `${option.label} `; line.focus(); }
  });
  line.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = line.value.trim();
    if (!text) return;
    line.value = "";
    if (pane === "telegram") { await act(pane, "say", { place: place(pane), text }); return; }
    const exact = text.startsWith("/") && (await commands(pane, text)).find((each) => each.label === text);
    if (exact) openCommand(exact.command);
    else await act(pane, "says", { channel: place(pane), content: text });
  });
}

function openCommand(command) {
  const form = find('[data-command-form="discord"]');
  find("#discord-line").value = "";
  if (command.options.length === 0) { sendCommand(command, {}); return; }
  const title = Object.assign(document.createElement("h3"), { textContent: `/${command.path}` });
  const fields = command.options.map((option, at) => optionField(form, command, option, at));
  const send = Object.assign(document.createElement("button"), { textContent: form.dataset.send });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: form.dataset.cancel });
  cancel.addEventListener("click", () => { form.hidden = true; find("#discord-line").focus(); });
  form.onsubmit = (event) => { event.preventDefault(); form.hidden = true; sendCommand(command, typedOptions(form, command)); };
  form.replaceChildren(title, ...fields, send, cancel);
  form.hidden = false;
  find("input, select", form)?.focus();
}

function typedOptions(form, command) {
  const typed = {};
  for (const option of command.options) {
    const field = form.elements[option.name];
    const value = field.dataset.value ?? field.value;
    if (value !== "") typed[option.name] = option.type === 4 ? Number(value) : option.type === 6 ? { user: value.replace("@", "") } : value;
  }
  return typed;
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
    select.append(new Option("", ""), ...option.choices.map((choice) => new Option(choice.label, choice.value)));
    wrapper.append(label, select);
    return wrapper;
  }
  const input = Object.assign(document.createElement("input"), { id, name: option.name, required: option.required });
  wrapper.append(label, input);
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

async function suggestions(form, command, option, typed) {
  const others = typedOptions(form, command);
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

// --- forms in a window

function openModal(html) {
  const dialog = find("#modal");
  dialog.innerHTML = html;
  const form = find("form", dialog);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "cancel") return;
    const values = {};
    for (const field of all("[name]", form)) {
      const value = "list" in field.dataset ? [...field.selectedOptions].map((each) => each.value) : field.value;
      if (value.length) values[field.name] = value;
    }
    act("discord", "submits", { answer: form.dataset.modal, values });
  });
  dialog.showModal();
}

// --- what one presses

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[data-${name}]`);
  const hidden = on("spoiler");
  if (hidden) { hidden.classList.add("read"); hidden.removeAttribute("aria-label"); return; }
  const pressed = on("act");
  if (pressed) act("discord", "presses", { channel: place("discord"), message: pressed.dataset.message, button: pressed.dataset.button });
  const key = on("press");
  if (key) act("telegram", "press", { place: place("telegram"), message: Number(key.dataset.message), label: key.dataset.press });
  const visit = on("tour");
  if (visit) fetch(`/tour/${visit.dataset.tour}`, { method: "POST" }).then(() => refresh("tour"));
  const start = on("start");
  if (start) act("telegram", "start", { place: start.dataset.start });
  const link = on("link");
  if (link) { event.preventDefault(); act("telegram", "open_link", { url: link.dataset.link || link.href }); }
  const command = on("command");
  if (command) act("telegram", "say", { place: place("telegram"), text: command.textContent });
});

document.addEventListener("submit", (event) => {
  const menu = event.target.closest("[data-menu]");
  if (!menu) return;
  event.preventDefault();
  const values = [...find("select", menu).selectedOptions].map((each) => each.value);
  act("discord", "chooses", { channel: place("discord"), message: menu.dataset.menu, menu: menu.dataset.custom, values });
});

document.addEventListener("change", (event) => {
  const chosen = event.target.closest("[data-place]");
  if (chosen) refresh(chosen.dataset.place);
  // Another person keeps the language of their own clients; only the list of languages changes it.
  if (event.target.id === "as") location.search = new URLSearchParams({ as: event.target.value });
  if (event.target.id === "lang") event.target.form.requestSubmit();
});

// --- the rehearsal's clock

function showClock() {
  const clock = find("#now");
  clock.dateTime = new Date(now()).toISOString();
  wordTimes(clock.parentElement);
}

async function leap(name) {
  tell("");
  const response = await fetch(`/clock/${name}?as=${encodeURIComponent(me)}`, { method: "POST" });
  const answer = await response.json();
  if (answer.problem) tell(answer.problem);
  else ahead = answer.ahead_ms;
  showClock();
  for (const pane of ["discord", "telegram", "wire"]) refresh(pane);
}

async function reset(event) {
  const button = event.currentTarget;
  tell(button.dataset.busy);
  button.disabled = true;
  const before = await (await fetch("/stage")).text().catch(() => "");
  await fetch("/reset", { method: "POST" });
  for (;;) {
    await new Promise((later) => setTimeout(later, 400));
    const act = await fetch("/stage").then((answer) => answer.text()).catch(() => before);
    if (act !== before) { location.search = new URLSearchParams({ as: me }); return; }
  }
}

find("#reset").addEventListener("click", reset);
for (const each of all("[data-leap]")) each.addEventListener("click", () => leap(each.dataset.leap));
showClock();
setInterval(showClock, 15000);

wordTimes(document);
nameSpoilers(document);
for (const log of all(".log")) log.scrollTop = log.scrollHeight;
for (const form of all("[data-composer]")) makeComposer(form);
listen();
