// @ts-check
// The letter while it is typed: what is wrong with it, its pages, and its file. The form is never swapped.

import { listenToOutline } from "./outline.js";
import { listenToRows } from "./rows.js";

const CHECK_AFTER = 120; // milliseconds of rest: half a word is no word
const DRAW_AFTER = 300;
const SAVE_AFTER = 2000;
const LOOK_EVERY = 5000;

/** @typedef {{sign: string, severity: string, text: string, hint: string, code: string, clause: string, field: string, line: number, changes: {name: string, words: string}[]}} Told */

export class LetterForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.path = form.dataset.path || "";
    this.composing = false;
    this.dirty = false;
    this.stopped = false;
    this.edits = 0;
    /** @type {string[]} what was drawn of each page */
    this.shown = [];
    /** @type {Map<string, number>} */
    this.timers = new Map();
    /** @type {Map<string, AbortController>} */
    this.asked = new Map();
    listenToRows(form, () => this.typed());
    listenToOutline(form, () => this.typed());
    this.listen();
    this.takeBack();
    window.setInterval(() => this.lookForOthers(), LOOK_EVERY);
  }

  listen() {
    this.form.addEventListener("compositionstart", () => { this.composing = true; });
    this.form.addEventListener("compositionend", () => { this.composing = false; this.typed(); });
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("keydown", (event) => this.keepEnter(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => this.jump(event));
    document.getElementById("pages")?.addEventListener("click", (event) => this.find(event));
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        this.save();
      }
    });
    window.addEventListener("beforeunload", (event) => { if (this.dirty) { event.preventDefault(); } });
  }

  /** @param {KeyboardEvent} event */
  keepEnter(event) {
    const isLine = event.target instanceof HTMLElement && event.target.matches("input,textarea[data-line]");
    if (event.key === "Enter" && isLine) {
      event.preventDefault();
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    if (event.submitter instanceof HTMLButtonElement && event.submitter.name === "change") {
      this.keep();
      this.dirty = false; // the server saves what was typed together with the change
    } else if (!this.stopped) {
      event.preventDefault();
      this.save();
    }
  }

  typed() {
    if (this.composing) {
      return;
    }
    this.edits += 1;
    this.dirty = true;
    this.say("typed");
    this.later("check", CHECK_AFTER, () => this.check());
    this.later("draw", DRAW_AFTER, () => this.draw());
    this.later("save", SAVE_AFTER, () => this.save());
  }

  /** @param {string} what @param {number} after @param {() => void} act */
  later(what, after, act) {
    window.clearTimeout(this.timers.get(what));
    this.timers.set(what, window.setTimeout(act, after));
  }

  /** @param {string} what @param {string} address */
  async post(what, address) {
    this.asked.get(what)?.abort();
    const asked = new AbortController();
    this.asked.set(what, asked);
    const body = new URLSearchParams();
    new FormData(this.form).forEach((value, name) => body.append(name, String(value)));
    const answer = await fetch(address, { method: "POST", body, signal: asked.signal, headers: { accept: "application/json" } });
    return { status: answer.status, data: await answer.json() };
  }

  async check() {
    try {
      const { data } = await this.post("check", `${this.path}/check`);
      this.show(data.problems);
    } catch { /* a newer one is on its way, or saving will tell */ }
  }

  async draw() {
    const stale = /** @type {HTMLElement} */ (document.getElementById("stale"));
    try {
      const { status, data } = await this.post("draw", `${this.path}/draw`);
      stale.textContent = status === 200 ? "" : stale.dataset.stale || "";
      if (status === 200) {
        this.showPages(data);
      }
    } catch { /* a newer one is on its way */ }
  }

  async save() {
    if (this.stopped) {
      return;
    }
    window.clearTimeout(this.timers.get("save"));
    const edits = this.edits;
    this.say("saving");
    this.keep();
    try {
      const { status, data } = await this.post("save", this.path);
      if (status === 409) {
        this.showBoth();
      } else if (status === 200) {
        this.field("seen").value = data.seen;
        if (this.form.elements.namedItem("base")) {
          this.field("base").value = data.text;
        }
        this.dirty = edits !== this.edits;
        this.say(this.dirty ? "typed" : "saved");
        if (!this.dirty) {
          localStorage.removeItem(this.place());
        }
      } else {
        this.show(data.problems.map((/** @type {Told} */ told) => ({ field: "", ...told })));
        this.say("typed");
      }
    } catch (error) {
      if (!(error instanceof DOMException)) {
        this.say("lost");
        this.later("save", SAVE_AFTER, () => this.save());
      }
    }
  }

  showBoth() {
    this.stopped = true;
    this.dirty = false;
    this.form.submit();
  }

  async lookForOthers() {
    if (this.dirty || this.stopped || document.hidden) {
      return;
    }
    try {
      const answer = await fetch(`${this.path}/seen`, { headers: { accept: "application/json" } });
      const { seen } = await answer.json();
      if (seen && !this.dirty && seen !== this.field("seen").value) {
        this.say("elsewhere");
        this.stopped = true;
        window.location.reload();
      }
    } catch { /* saving will tell */ }
  }

  // --- what was typed survives the browser and the server ------------------------------------------

  place() {
    return `congvan ${this.path} ${this.field("view").value}`;
  }

  keep() {
    const pairs = [...new FormData(this.form)].filter(([name]) => !["csrf", "seen", "base"].includes(name));
    localStorage.setItem(this.place(), JSON.stringify({ seen: this.field("seen").value, pairs }));
  }

  takeBack() {
    const kept = localStorage.getItem(this.place());
    if (!kept) {
      return;
    }
    const { seen, pairs } = JSON.parse(kept);
    if (seen !== this.field("seen").value) {
      localStorage.removeItem(this.place());
      return;
    }
    for (const [name, value] of pairs) {
      const control = this.form.elements.namedItem(name);
      if (control && "value" in control) {
        control.value = value;
      }
    }
    this.typed();
    this.say("found");
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  // --- what is shown -------------------------------------------------------------------------------

  /** @param {string} state */
  say(state) {
    const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));
    saved.textContent = saved.dataset[state] || "";
  }

  /** @param {Told[]} problems */
  show(problems) {
    const list = /** @type {HTMLElement} */ (document.getElementById("problems"));
    const count = /** @type {HTMLElement} */ (document.getElementById("count"));
    count.textContent = String(problems.length);
    list.replaceChildren(...problems.map((told) => this.line(told)));
    for (const said of this.form.querySelectorAll(".said")) {
      const here = problems.filter((told) => told.field && said.id === `said-${told.field}`);
      said.replaceChildren(...here.map((told) => element("span", told.sign, words(told))));
    }
  }

  /** @param {Told} told */
  line(told) {
    const line = element("li", told.sign, "");
    const link = /** @type {HTMLAnchorElement} */ (element("a", "", `${told.severity}: ${words(told)}`));
    link.href = `#f-${told.field}`;
    link.dataset.field = told.field;
    link.dataset.line = String(told.line);
    line.append(link, element("span", "code", told.code));
    for (const change of told.changes || []) {
      const button = /** @type {HTMLButtonElement} */ (element("button", "change", change.words));
      [button.name, button.value, button.formAction] = ["change", change.name, `${this.path}/change`];
      line.append(" ", button);
    }
    return line;
  }

  /** Pages that are as before stay. @param {{markups: string[], pictures: string[]}} drawn */
  showPages({ markups, pictures }) {
    const pages = /** @type {HTMLElement} */ (document.getElementById("pages"));
    const wanted = [...markups, ...pictures];
    wanted.forEach((source, at) => {
      const shown = pages.children[at];
      if (!shown || this.shown[at] !== source) {
        const made = at < markups.length ? drawing(source) : picture(source, `${pages.dataset.alt} ${at + 1}`);
        shown ? shown.replaceWith(made) : pages.append(made);
      }
    });
    while (pages.children.length > wanted.length) {
      pages.lastElementChild?.remove();
    }
    this.shown = wanted;
  }

  /** A click on a line of a page goes to what says it. @param {Event} event */
  find(event) {
    const line = event.target instanceof Element && event.target.closest("text[data-field]");
    if (!line || String(document.getSelection())) {
      return;
    }
    const control = controlSaying(this.form, line.textContent || "");
    const goal = control || document.getElementById(`f-${line.getAttribute("data-field")}`);
    if (goal) {
      show(/** @type {HTMLElement} */ (goal));
    }
  }

  /** @param {Event} event */
  jump(event) {
    const link = event.target instanceof Element && event.target.closest("a[data-field]");
    if (!(link instanceof HTMLAnchorElement)) {
      return;
    }
    const yaml = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("yaml"));
    const goal = document.getElementById(`f-${link.dataset.field}`);
    if (yaml) {
      event.preventDefault();
      goToLine(yaml, Number(link.dataset.line));
    } else if (goal) {
      event.preventDefault();
      show(goal);
    }
  }
}

/** Open all that a field is folded into, and go there. @param {HTMLElement} goal */
function show(goal) {
  for (let above = goal.parentElement; above; above = above.parentElement) {
    if (above instanceof HTMLDetailsElement) {
      above.open = true;
    }
  }
  const control = goal.matches("input,textarea,select") ? goal : goal.querySelector("textarea,input,select");
  goal.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null} */ (control)?.focus();
}

/** @param {string} markup */
function drawing(markup) {
  return document.importNode(new DOMParser().parseFromString(markup, "image/svg+xml").documentElement, true);
}

/** @param {string} address @param {string} words */
function picture(address, words) {
  const made = new Image();
  [made.src, made.alt] = [address, words];
  return made;
}

/** The field in which most of a line stands: lines end where paper ends, so half of one is enough. @param {HTMLFormElement} form @param {string} line */
function controlSaying(form, line) {
  const plain = (/** @type {string} */ text) => text.replace(/[*_]|\s+/g, (found) => (found.trim() ? "" : " ")).trim();
  const words = plain(line).split(" ");
  const half = Math.ceil(words.length / 2);
  const parts = [words, words.slice(half), words.slice(0, half)].map((part) => part.join(" ").replace(/[./;,]+$/, ""));
  const controls = [...form.querySelectorAll("textarea,input:not([type='hidden'])")].map((found) => /** @type {HTMLInputElement} */ (found));
  for (const part of parts.filter((found) => found.length > 3)) {
    const found = controls.find((control) => plain(control.value).includes(part));
    if (found) {
      return found;
    }
  }
  return null;
}

/** @param {Told} told */
function words(told) {
  return told.text + (told.clause ? ` (${told.clause})` : "") + (told.hint ? ` – ${told.hint}` : "");
}

/** @param {string} name @param {string} kind @param {string} text */
function element(name, kind, text) {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  return made;
}

/** @param {HTMLTextAreaElement} area @param {number} line */
function goToLine(area, line) {
  const start = area.value.split("\n").slice(0, Math.max(line - 1, 0)).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, area.value.indexOf("\n", start) < 0 ? area.value.length : area.value.indexOf("\n", start));
}
