// Shows each pane anew when the stream of changes names it.

import { all, find, query } from "./dom.js";
import { morph } from "./morph.js";
import { wordTimes } from "./times.js";

function nameSpoilers(root) {
  for (const each of all("[data-spoiler]:not(.read)", root)) each.setAttribute("aria-label", document.body.dataset.hidden);
}

export function dress(root) {
  wordTimes(root);
  nameSpoilers(root);
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

/** Show a pane as it is now; `place` opens another room in it, whatever else asks for the pane meanwhile. */
export async function refresh(pane, place) {
  const content = find(`[data-pane="${pane}"]`);
  if (!content) return;
  if (place) opening[pane] = place;
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
}

export function listen() {
  const changes = new EventSource("/changes");
  changes.onmessage = (event) => { for (const pane of JSON.parse(event.data)) refresh(pane); };
  changes.onopen = () => { for (const pane of ["discord", "telegram", "tour", "wire"]) refresh(pane); };
}
