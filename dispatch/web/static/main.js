// @ts-check
// Makes the pages quicker; every one of them works without it.

import { completeNames } from "./complete.js";
import { LetterForm } from "./letter.js";

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("letter"));
if (form) {
  new LetterForm(form);
}
completeNames();
