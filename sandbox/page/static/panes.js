// Shows each pane anew when the stream of changes names it.

import { all, find, me, place, query } from "./dom.js";
import { morph } from "./morph.js";
import { setAhead, wordTimes } from "./times.js";

function nameSpoilers(root) {
  for (const each of all("[data-spoiler]:not(.read)", root)) each.setAttribute("aria-label", document.body.dataset.hidden);
}

function nameFolds(root) {
  for (const each of all("[data-unfold]", root)) {
    each.textContent = document.body.dataset[each.getAttribute("aria-expanded") === "true" ? "wordFold" : "wordUnfold"];
  }
}

export function dress(root) {
  wordTimes(root);
  nameSpoilers(root);
  nameFolds(root);
}

/** Unfold a long quotation, or fold it again. */
export function toggleFold(button) {
  button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  nameFolds(button.parentElement);
}

// What has the focus and all that holds it inside a pane, the innermost first.
function holders(content) {
  const found = [];
  for (let each = document.activeElement; content.contains(each) && each !== content; each = each.parentElement) found.push(each);
  return found;
}

// What one had just used is there no more: the focus goes to what is nearest, never back to the top of the page.
function focusNear(around, content) {
  const near = around.find((each) => each.isConnected) ?? content;
  const next = near.matches("[tabindex]") ? near : find("button, summary, input, select, [tabindex]", near);
  (next ?? find(".log", content))?.focus({ preventScroll: true });
}

const asked = {};
const opening = {};
const kept = (pane) => `place ${me} ${pane}`;

/** Show a pane as it is now; `room` opens another room in it, whatever else asks for the pane meanwhile. */
export async function refresh(pane, room) {
  const content = find(`[data-pane="${pane}"]`);
  if (!content || content.closest("details:not([open])")) return;
  if (room) opening[pane] = room;
  const turn = asked[pane] = (asked[pane] ?? 0) + 1;
  // The stage may be changing just now: the stream of changes comes back with it, and everything is asked for again.
  const answer = await fetch(`/pane/${pane}?${query(pane, pane in opening ? { place: opening[pane] } : {})}`).catch(() => null);
  if (!answer?.ok || turn !== asked[pane]) return;
  const html = await answer.text();
  if (turn !== asked[pane]) return;
  delete opening[pane];
  if (content.dataset.shown === html) return;
  content.dataset.shown = html;
  const log = find(".log", content);
  const isAtEnd = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
  const wanted = document.createElement("div");
  wanted.innerHTML = html;
  dress(wanted);
  const around = holders(content);
  morph(content, wanted);
  if (around.length && !around[0].isConnected) focusNear(around, content);
  const next = find(".log", content);
  if (next && (isAtEnd || next !== log)) next.scrollTop = next.scrollHeight;
  content.dispatchEvent(new Event("shown"));
  if (place(pane)) sessionStorage.setItem(kept(pane), place(pane));
}

export function listen() {
  const changes = new EventSource("/changes");
  changes.onmessage = (event) => { for (const pane of JSON.parse(event.data)) refresh(pane); };
  changes.addEventListener("clock", (event) => setAhead(Number(event.data)));
  changes.onopen = () => { for (const pane of ["discord", "telegram", "tour", "wire"]) refresh(pane); };
  // A reload comes back to the rooms that this person had open in this window.
  for (const pane of ["discord", "telegram"]) refresh(pane, sessionStorage.getItem(kept(pane)));
}
