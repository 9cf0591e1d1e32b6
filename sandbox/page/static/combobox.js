// A list that completes what one types: the combobox pattern of WAI-ARIA.

import { all } from "./dom.js";

export class Completion {
  /**
   * `isWhole` says of the one option left whether the line says it already: Enter then sends the line. `held` is told
   * true while an Enter waits for its list, and false once it was obeyed.
   */
  constructor(input, list, source, picked, isWhole = () => false, held = () => {}) {
    Object.assign(this, { input, list, source, picked, isWhole, held, options: [], at: -1, asked: 0, pending: null });
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); this.pick(Number(option.dataset.at)); }
    });
  }

  async look() {
    const asked = ++this.asked;
    this.pending = this.source(this.input.value);
    const options = await this.pending;
    if (asked !== this.asked) return;
    this.pending = null;
    this.options = options;
    this.at = -1;
    this.list.replaceChildren(...options.map((option, at) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${at}`;
      item.role = "option";
      item.dataset.at = at;
      item.append(Object.assign(document.createElement("b"), { textContent: option.label }), ` ${option.detail ?? ""}`);
      return item;
    }));
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && this.pending) {
      // What is listed is of an earlier line, and must not take the place of this one.
      event.preventDefault();
      event.stopImmediatePropagation();
      this.enterLater();
      return;
    }
    if (this.list.hidden) return;
    if (event.key === "Enter" && this.at < 0 && this.options.length === 1 && this.isWhole(this.options[0])) {
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "Enter" || event.key === "Tab") && (this.at >= 0 || this.options.length === 1)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.pick(Math.max(this.at, 0));
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  async enterLater() {
    this.held(true);
    try {
      for (let asked; this.pending && asked !== this.asked;) { asked = this.asked; await this.pending; await null; }
    } finally {
      this.held(false);
    }
    const isPicked = !this.list.hidden && this.options.length === 1 && !this.isWhole(this.options[0]);
    if (isPicked) { this.pick(0); return; }
    this.close();
    this.input.form.requestSubmit();
  }

  move(step) {
    this.at = (this.at + step + this.options.length) % this.options.length;
    all("[role=option]", this.list).forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === this.at));
      if (at === this.at) { this.input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    });
  }

  pick(at) { this.close(); this.picked(this.options[at]); }

  close() { this.asked += 1; this.pending = null; this.list.hidden = true; this.input.setAttribute("aria-expanded", "false"); }
}
