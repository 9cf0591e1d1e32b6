// Sends what the visitor does and shows what it brings up: a problem, a form, a toast.

import { all, find, query, tell, toast } from "./dom.js";
import { refresh } from "./panes.js";
import { contentOf } from "./files.js";

export async function act(pane, name, given) {
  tell("");
  const response = await fetch(`/act/${pane}/${name}?${query(pane)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const answer = await response.json().catch(() => ({ problem: response.statusText }));
  if (answer.problem) tell(answer.problem);
  if (answer.modal) openModal(answer.modal);
  if (answer.open && name === "open_link") await refresh(pane, answer.open);
  if (answer.toast?.url) await act("telegram", "open_link", { url: answer.toast.url });
  else if (answer.toast) toast(answer.toast.text, answer.toast.is_alert);
  return answer;
}

/** Open a form in a window; `side` is the pane whose deed it does. */
export function openModal(html, side = "discord") {
  const dialog = find("#modal");
  dialog.dataset.side = side;
  dialog.innerHTML = html;
  const form = find("form[data-modal]", dialog);
  form?.addEventListener("submit", async (event) => {
    if (event.submitter?.value === "cancel") return;
    act("discord", "submits", { answer: form.dataset.modal, values: await filled(form) });
  });
  if (!dialog.open) dialog.showModal();
}

const named = (option) => (option.dataset.kind ? { [option.dataset.kind]: option.value } : option.value);

/** What stands in the fields of a form, by their names; a list of nothing is left out. */
async function filled(form) {
  const values = {};
  const add = (name, more) => { if (more.length) values[name] = [...(values[name] ?? []), ...more]; };
  for (const field of all("[name]", form)) {
    if (field.type === "file") add(field.name, await Promise.all([...field.files].map(sent)));
    else if ("flag" in field.dataset) values[field.name] = field.checked;
    else if (!("list" in field.dataset)) values[field.name] = field.value;
    else if (field.selectedOptions) add(field.name, [...field.selectedOptions].filter((each) => each.value).map(named));
    else add(field.name, field.checked ? [field.value] : []);
  }
  return values;
}

const sent = async (file) => ({ file: { filename: file.name, content: await contentOf(file) } });
