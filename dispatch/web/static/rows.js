// @ts-check
// Rows of a list: a blank one is always at hand behind the last, and one that is cleared is gone from the file.

/** @param {HTMLFormElement} form @param {() => void} typed */
export function listenToRows(form, typed) {
  form.addEventListener("input", (event) => {
    let row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    for (; row; row = row.parentElement?.closest("[data-row]") || null) {
      const list = row.parentElement?.closest("[data-rows],[data-outline]");
      if (list && row === lastRow(list)) {
        row.after(blankRow(row, nameOf(list)));
      }
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-clear]");
    const row = button && button.closest("[data-row]");
    if (row) {
      controlsOf(row).forEach((control) => { control.value = ""; });
      typed();
    }
  });
}

/** @param {Element} list */
export function nameOf(list) {
  return list.getAttribute("data-rows") || list.getAttribute("data-outline") || "";
}

/** @param {Element} list */
function lastRow(list) {
  const rows = [...list.children].filter((child) => child.matches("[data-row]"));
  return rows[rows.length - 1];
}

/** @param {Element} row @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */
export function controlsOf(row) {
  return [...row.querySelectorAll("input,textarea,select")].map((found) => /** @type {HTMLInputElement} */ (found));
}

/** Return a copy of a row in which nothing stands. @param {Element} row @param {string} name */
export function blankRow(row, name) {
  const copy = /** @type {Element} */ (row.cloneNode(true));
  copy.querySelectorAll("[data-row] ~ [data-row]").forEach((more) => more.remove());
  for (const control of controlsOf(copy)) {
    if (!control.matches("select[name$='.kind'],input.depth")) {
      control.value = "";
    }
  }
  copy.querySelectorAll(".said").forEach((said) => said.replaceChildren());
  const at = Number(row.id.slice(`f-${name}.`.length));
  rename(copy, `${name}.${at}`, `${name}.${at + 1}`);
  return copy;
}

/** @param {Element} row @param {string} before @param {string} after */
export function rename(row, before, after) {
  for (const found of [row, ...row.querySelectorAll("*")]) {
    for (const key of ["id", "name", "for", "aria-describedby", "data-rows", "data-outline"]) {
      const value = found.getAttribute(key);
      if (value !== null) {
        found.setAttribute(key, value.replace(new RegExp(`^((?:f-|said-)?)${before.replaceAll(".", "\\.")}(?=\\.|$)`), `$1${after}`));
      }
    }
  }
}
