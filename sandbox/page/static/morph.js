// Changes what is shown into what is now to be shown, node by node: what has not changed keeps its focus, its place,
// what is typed or chosen in it and whether it is open, and a screen reader is told only of what is new.

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE && (node.dataset.key || node.dataset.id || node.id)) || "";

export function morph(from, to) {
  const keyed = new Map([...from.children].filter(keyOf).map((node) => [keyOf(node), node]));
  const wanted = new Set([...to.children].map(keyOf));
  let old = from.firstChild;
  for (const next of [...to.childNodes]) {
    while (old && keyOf(old) && !wanted.has(keyOf(old))) old = drop(old);
    const found = keyOf(next) ? keyed.get(keyOf(next)) : old && !keyOf(old) ? old : null;
    if (found?.nodeName !== next.nodeName) { from.insertBefore(next, old); continue; }
    if (found === old) old = old.nextSibling;
    else from.insertBefore(found, old);
    morphNode(found, next);
  }
  while (old) old = drop(old);
}

function drop(node) {
  const after = node.nextSibling;
  node.remove();
  return after;
}

function morphNode(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.matches("[data-spoiler].read")) { to.classList.add("read"); to.removeAttribute("aria-label"); }
  if (from.matches("details")) to.open = from.open;
  if (from.matches("[data-unfold]")) { to.setAttribute("aria-expanded", from.getAttribute("aria-expanded")); to.textContent = from.textContent; }
  if (from.matches("select")) { morphSelect(from, to); return; }
  const isGiven = from.matches("input") && from.defaultChecked !== to.defaultChecked;
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  if (isGiven) from.checked = to.defaultChecked;
  morph(from, to);
}

// A choice that is only half made is kept as long as what there is to choose from stays the same.
function morphSelect(from, to) {
  if (from.innerHTML === to.innerHTML && from.disabled === to.disabled) return;
  const before = from.value;
  // Written anew rather than moved: an option that leaves its list changes which of the others is chosen there.
  from.innerHTML = to.innerHTML;
  from.disabled = to.disabled;
  if (!from.querySelector("[selected]")) from.value = before;
}
