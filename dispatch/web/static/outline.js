// @ts-check
// The body as an outline: Enter makes a part, Tab moves it deeper, marks make letters bold and italic.

import { blankRow, nameOf, rename } from "./rows.js";

const DEEPEST = 8;
const MARKS = /** @type {Record<string, string>} */ ({ b: "**", i: "*" });

/** @param {HTMLFormElement} form @param {() => void} typed */
export function listenToOutline(form, typed) {
  form.addEventListener("keydown", (event) => {
    const area = event.target;
    if (event.isComposing || !(area instanceof HTMLTextAreaElement)) {
      return;
    }
    const mark = (event.ctrlKey || event.metaKey) && MARKS[event.key];
    if (mark && !area.classList.contains("yaml")) {
      event.preventDefault();
      wrap(area, mark);
      typed();
    } else if (area.matches(".part .text") && act(event, area)) {
      event.preventDefault();
      typed();
    }
  });
  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.matches(".part .depth")) {
      event.target.closest(".part")?.setAttribute("data-depth", event.target.value);
    }
  });
  form.addEventListener("paste", (event) => {
    const area = event.target;
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n/g, "\n") || "";
    if (area instanceof HTMLTextAreaElement && area.matches(".part .text:not(.yaml)") && /\n./.test(text)) {
      event.preventDefault();
      pasteParts(area, text.split("\n").filter((line) => line.trim()));
      typed();
    }
  });
}

/** @param {KeyboardEvent} event @param {HTMLTextAreaElement} area */
function act(event, area) {
  const part = /** @type {HTMLElement} */ (area.closest(".part"));
  if (event.key === "Enter" && !event.shiftKey && !area.classList.contains("yaml")) {
    newPart(part, area.value.slice(area.selectionEnd)).setSelectionRange(0, 0);
    area.value = area.value.slice(0, area.selectionStart);
    return true;
  }
  if (event.key === "Tab" && area.selectionEnd === 0 && area.value) { // elsewhere Tab goes on, as everywhere
    return move(part, event.shiftKey ? -1 : 1);
  }
  return false;
}

/** @param {HTMLElement} part */
function depthOf(part) {
  return Number(part.dataset.depth || "0");
}

/** A part stands at most one deeper than the one before it. @param {HTMLElement} part @param {number} by */
function move(part, by) {
  const before = part.previousElementSibling;
  const most = before instanceof HTMLElement && before.matches(".part") ? Math.min(depthOf(before) + 1, DEEPEST) : 0;
  const depth = depthOf(part) + by;
  if (depth < 0 || depth > most) {
    return false;
  }
  part.dataset.depth = String(depth);
  const input = /** @type {HTMLInputElement} */ (part.querySelector(".depth"));
  input.value = String(depth);
  return true;
}

/** @param {HTMLElement} part @param {string} text @returns {HTMLTextAreaElement} */
function newPart(part, text) {
  const list = /** @type {Element} */ (part.closest("[data-outline]"));
  const made = blankRow(part, nameOf(list));
  const chosen = /** @type {HTMLSelectElement} */ (part.querySelector("select"));
  /** @type {HTMLSelectElement} */ (made.querySelector("select")).value = chosen.value;
  part.after(made);
  renumber(list);
  const area = /** @type {HTMLTextAreaElement} */ (made.querySelector(".text"));
  area.value = text;
  area.focus();
  return area;
}

/** @param {Element} list */
function renumber(list) {
  const name = nameOf(list);
  [...list.querySelectorAll(":scope > .part")].forEach((part, at) => {
    rename(part, part.id.slice(2), `${name}.${at}`);
  });
}

/** @param {HTMLTextAreaElement} area @param {string[]} lines */
function pasteParts(area, lines) {
  const [first, ...rest] = lines;
  const tail = area.value.slice(area.selectionEnd);
  area.value = area.value.slice(0, area.selectionStart) + first;
  let last = area;
  for (const line of rest) {
    last = newPart(/** @type {HTMLElement} */ (last.closest(".part")), line);
  }
  last.value += tail;
}

/** @param {HTMLTextAreaElement} area @param {string} mark */
function wrap(area, mark) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setRangeText(mark + area.value.slice(start, end) + mark, start, end, "end");
  area.setSelectionRange(start + mark.length, end + mark.length);
}
