// @ts-check
// Names are completed without tone marks: a list under the field, chosen by arrows and Enter, or by mouse.

const ASK_AFTER = 120; // milliseconds of rest

/** Give every field that asks for it a list of names. */
export function completeNames() {
  document.querySelectorAll("input[data-complete]").forEach((input) => {
    new Completion(/** @type {HTMLInputElement} */ (input));
  });
}

class Completion {
  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.at = -1;
    this.timer = 0;
    this.asked = new AbortController();
    this.list = document.createElement("ul");
    this.list.className = "names";
    this.list.id = `names-${input.id}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    input.after(this.list);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    Object.entries(said).forEach(([key, value]) => input.setAttribute(key, value));
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing) && event.isTrusted) {
        this.later();
      }
    });
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.show([]));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target instanceof Element && event.target.closest("li");
      if (option) {
        this.choose(option.textContent || "");
      }
    });
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), ASK_AFTER);
  }

  async ask() {
    this.asked.abort();
    this.asked = new AbortController();
    try {
      const address = `${this.input.dataset.complete}?q=${encodeURIComponent(this.input.value)}`;
      const answer = await fetch(address, { signal: this.asked.signal, headers: { accept: "application/json" } });
      const { names } = await answer.json();
      this.show(document.activeElement === this.input && names.length && names[0] !== this.input.value ? names : []);
    } catch { /* a newer one is on its way, or nothing is offered */ }
  }

  /** @param {string[]} names */
  show(names) {
    this.list.replaceChildren(...names.map((name, at) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${at}`;
      option.textContent = name;
      option.setAttribute("role", "option");
      return option;
    }));
    this.list.hidden = !names.length;
    this.input.setAttribute("aria-expanded", String(Boolean(names.length)));
    this.move(-1);
  }

  /** @param {number} at */
  move(at) {
    this.at = at;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === at));
    });
    const chosen = this.list.children[at];
    chosen?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen ? chosen.id : "");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.list.children.length;
    if (event.isComposing || !count) {
      return;
    }
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
    const chosen = this.list.children[this.at];
    if (event.key in steps) {
      event.preventDefault();
      this.move((this.at + steps[event.key] + count) % count);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.show([]);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      this.choose(chosen.textContent || "");
    }
  }

  /** @param {string} name */
  choose(name) {
    this.input.value = name;
    this.show([]);
    this.input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
