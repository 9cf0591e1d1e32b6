// What one does in either pane: deeds, rooms, the menu of a message, small forms. It holds no rule of a platform.

import { act, openModal } from "./acts.js";
import { all, find, place, query, tell } from "./dom.js";
import { refresh } from "./panes.js";

const on = (event, name) => event.target.closest(`[data-${name}]`);
const bodyOf = (element) => JSON.parse(element.dataset.body || "{}");
const sideOf = (element) => element.closest("[data-side]").dataset.side;
const where = (side) => (side === "discord" ? { channel: place(side) } : { place: place(side) });

async function deed(element, more = {}) {
  const side = sideOf(element);
  const answer = await act(side, element.dataset.deed, { ...where(side), ...bodyOf(element), ...more });
  if (answer.open) await openRoom(side, answer.open);
  return answer;
}

async function openRoom(side, id) {
  await refresh(side, id);
  find(`#${side} .log, #${side} .posts`)?.focus({ preventScroll: true });
}

// --- menus (the menu button pattern of WAI-ARIA)

const menu = find("#menu");
let opener = null;

async function openMenu(button) {
  const side = sideOf(button);
  const { message, person } = button.dataset;
  const answer = await fetch(`/menu/${side}?${query(side, { ...(person && { person }), ...(message && { message }) })}`);
  if (!answer.ok) { tell(await answer.text()); return; }
  menu.innerHTML = await answer.text();
  menu.dataset.side = side;
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
  const side = sideOf(button);
  const { dialog, message, guild, chat } = button.dataset;
  const given = { ...(message && { message }), ...(guild && { guild }), ...(chat && { chat }) };
  const answer = await fetch(`/dialog/${side}/${dialog}?${query(side, given)}`);
  if (answer.ok) openModal(await answer.text(), side);
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
  const side = sideOf(form);
  form.closest("dialog")?.close();
  if (document.activeElement === document.body) find(`#${side}-line`)?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-deed]");
  if (!form || event.submitter?.value === "cancel") return;
  event.preventDefault();
  deed(form, filled(form)).then((answer) => { if (!answer.problem) closeDialog(form); });
});

// --- what one presses

const replies = {};

/** Say who takes "reply" in a pane: `take(id, who)`, with "" for a reply that is dropped. */
export function onReply(side, take) {
  replies[side] = take;
}

function goTo(element) {
  const message = find(`[data-side=${sideOf(element)}] [data-id="${CSS.escape(element.dataset.goto)}"]`);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  message?.focus({ preventScroll: true });
  message?.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
}

document.addEventListener("click", (event) => {
  const opens = on(event, "menu");
  if (opens?.matches("button")) openMenu(opens);
  const room = on(event, "open");
  if (room) openRoom(sideOf(room), room.dataset.open);
  const done = on(event, "deed");
  const form = on(event, "dialog");
  const reply = on(event, "reply");
  if (event.target.closest("#menu") && (done || form || reply)) closeMenu();
  if (done?.matches("button")) deed(done);
  if (form) openDialog(form);
  if (reply) replies[sideOf(reply)](reply.dataset.reply, reply.dataset.who);
  const noReply = on(event, "no-reply");
  if (noReply) replies[sideOf(noReply)]("", "");
  const goal = on(event, "goto");
  if (goal) goTo(goal);
});
