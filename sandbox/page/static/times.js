// Words moments in the reader's language and zone, by the rehearsal's clock.

import { all, find, language, me, tell } from "./dom.js";

const styles = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};
const units = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

let ahead = Number(document.body.dataset.ahead);
const now = () => Date.now() + ahead;

function relative(at) {
  const seconds = Math.round((at - now()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export function wordTimes(root) {
  for (const each of all("time", root)) {
    const at = each.dataset.unix ? new Date(each.dataset.unix * 1000) : new Date(each.dateTime);
    const style = each.dataset.style;
    if (Number.isNaN(at.getTime())) continue;
    each.textContent = style === "R" ? relative(at) : new Intl.DateTimeFormat(language, styles[style] ?? styles.f).format(at);
  }
}

export function showClock() {
  const clock = find("#now");
  clock.dateTime = new Date(now()).toISOString();
  wordTimes(clock.parentElement);
}

/** The clock was moved, in this window or in another. */
export function setAhead(milliseconds) {
  if (ahead === milliseconds) return;
  ahead = milliseconds;
  showClock();
  wordTimes(document);
}

export async function leap(name) {
  tell("");
  const response = await fetch(`/clock/${name}?as=${encodeURIComponent(me)}`, { method: "POST" });
  const answer = await response.json();
  if (answer.problem) tell(answer.problem);
  else setAhead(answer.ahead_ms);
}
