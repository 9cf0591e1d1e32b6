// The engineers' panel: asked for only while it is open; a list of requests is walked with the arrows.

import { openModal } from "./acts.js";
import { all, find, me, tell } from "./dom.js";
import { refresh } from "./panes.js";

const panel = find("#wire");

panel.addEventListener("toggle", () => { if (panel.open) refresh("wire"); });

panel.addEventListener("click", async (event) => {
  const line = event.target.closest("[data-wire]");
  if (!line) return;
  const answer = await fetch(`/wire/${line.dataset.wire}?${new URLSearchParams({ as: me })}`);
  if (answer.ok) openModal(await answer.text());
  else tell(answer.statusText);
});

panel.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-walk]");
  const lines = list ? all("button", list) : [];
  const at = lines.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  lines[Math.max(0, Math.min(next, lines.length - 1))].focus();
});
