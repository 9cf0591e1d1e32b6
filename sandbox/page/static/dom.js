// What every part of the page's script needs: finding things, who looks and where, telling of problems.

export const me = document.body.dataset.me;
export const language = document.body.dataset.language;
export const find = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export const place = (pane) => find(`[data-place="${pane}"]`)?.value ?? "";
export const query = (pane, more = {}) => new URLSearchParams({ as: me, place: place(pane), ...more });

export function tell(problem) {
  find("#problem").textContent = problem ?? "";
}

let hideToast = 0;
export function toast(text, isAlert) {
  const shown = find("#toast");
  shown.textContent = text;
  clearTimeout(hideToast);
  if (text) hideToast = setTimeout(() => { shown.textContent = ""; }, isAlert ? 15000 : 6000);
}
