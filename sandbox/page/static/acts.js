// Sends what the visitor does and shows what it brings up: a problem, a form, a toast.

import { all, find, query, tell, toast } from "./dom.js";

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
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.value === "cancel") return;
    const values = {};
    for (const field of all("[name]", form)) {
      const value = "list" in field.dataset ? [...field.selectedOptions].map((each) => each.value) : field.value;
      if (value.length) values[field.name] = value;
    }
    act("discord", "submits", { answer: form.dataset.modal, values });
  });
  if (!dialog.open) dialog.showModal();
}
