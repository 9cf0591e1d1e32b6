// Keeps the page alive: what one writes, presses and chooses in both panes, the clock, the visit, a fresh start.
// It holds no rule of a platform.

import { act } from "./acts.js";
import { Completion } from "./combobox.js";
import { hasFiles, say } from "./discord.js";
import { openCommand } from "./discord_commands.js";
import { all, find, me, place, query, tell } from "./dom.js";
import { dress, listen, refresh, toggleFold } from "./panes.js";
import { hasParcel, say as sayOnTelegram } from "./telegram.js";
import { leap, showClock } from "./times.js";
import "./wire.js";

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
  }, (option) => pane === "telegram" && line.value.trim() === option.label, (isHeld) => {
    // What one sent goes where one was when one sent it.
    const places = find(`[data-place="${pane}"]`);
    if (places) places.disabled = isHeld;
  });
  line.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = line.value.trim();
    if (!text && !(pane === "discord" ? hasFiles() : hasParcel())) return;
    line.value = "";
    const answer = await (pane === "discord" ? sayOnDiscord(text) : sayOnTelegram(text));
    if (answer?.problem && !line.value) line.value = text;
  });
}

async function sayOnDiscord(text) {
  const exact = text.startsWith("/") && (await commands("discord", text)).find((each) => each.label === text);
  if (!exact) return say(text);
  openCommand(exact.command);
  return null;
}

// --- what one presses

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[data-${name}]`);
  const hidden = on("spoiler");
  if (hidden) { hidden.classList.add("read"); hidden.removeAttribute("aria-label"); return; }
  const key = on("press");
  if (key) act("telegram", "press", { place: place("telegram"), message: Number(key.dataset.message), label: key.dataset.press });
  const visit = on("tour");
  if (visit) fetch(`/tour/${visit.dataset.tour}`, { method: "POST" }).then(() => refresh("tour"));
  const fold = on("unfold");
  if (fold) toggleFold(fold);
  const link = on("link");
  if (link) { event.preventDefault(); act("telegram", "open_link", { url: link.dataset.link || link.href }); }
  const command = on("command");
  if (command) act("telegram", "say", { place: place("telegram"), text: command.textContent });
});

document.addEventListener("change", (event) => {
  const chosen = event.target.closest("[data-place]");
  if (chosen) refresh(chosen.dataset.place, chosen.value);
  // Another person keeps the language of their own clients; only the list of languages changes it.
  if (event.target.id === "as") location.search = new URLSearchParams({ as: event.target.value });
  if (event.target.id === "lang") event.target.form.requestSubmit();
});

async function reset(event) {
  const button = event.currentTarget;
  tell(button.dataset.busy);
  button.disabled = true;
  const before = await (await fetch("/stage")).text().catch(() => "");
  await fetch("/reset", { method: "POST" });
  for (;;) {
    await new Promise((later) => setTimeout(later, 400));
    const stage = await fetch("/stage").then((answer) => answer.text()).catch(() => before);
    if (stage !== before) { sessionStorage.clear(); location.search = new URLSearchParams({ as: me }); return; }
  }
}

async function move(name) {
  await leap(name);
  for (const pane of ["discord", "telegram", "wire"]) refresh(pane);
}

find("#reset").addEventListener("click", reset);
for (const each of all("[data-leap]")) each.addEventListener("click", () => move(each.dataset.leap));
showClock();
setInterval(showClock, 15000);

dress(document);
for (const log of all(".log")) log.scrollTop = log.scrollHeight;
for (const form of all("[data-composer]")) makeComposer(form);
listen();
