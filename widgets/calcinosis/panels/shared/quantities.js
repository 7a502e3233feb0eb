// Values given in both systems of units: the one the learner chose comes first, everywhere and at once.

import { el } from "./dom.js";
import { chosenUnits } from "./units.js";
import { bound } from "./words.js";

const NUMBER = "\\d[\\d.,]*(?: to \\d[\\d.,]*)?";
const SI = "(?:mmol|\u00b5mol|nmol|pmol)\u00b2?/L\u00b2?|g/L";
const CONVENTIONAL = "(?:mg|\u00b5g|ng|pg|g)\u00b2?/(?:dL|mL)\u00b2?";
const PAIR = new RegExp(`(${NUMBER})[ \\u00a0](${SI}) \\((${NUMBER})[ \\u00a0](${CONVENTIONAL})\\)`, "g");

/** "2.04 mmol/L (8.2 mg/dL)" as it is, or "8.2 mg/dL (2.04 mmol/L)" for those who chose the conventional units. */
export function inSystem(text, conventional) {
  return conventional ? text.replace(PAIR, "$3\u00a0$4 ($1\u00a0$2)") : text;
}

export const isConventional = () => chosenUnits() === "conventional";

/** An element with a text whose values follow the choice of units. */
export function told(tag, attributes, text) {
  const node = el(tag, attributes, bound(inSystem(text, isConventional())));
  if (text.search(PAIR) >= 0) {
    node.dataset.quantities = text;
    follow();
  }
  return node;
}

/** One listener for all panels of a page. */
function follow() {
  if (window[Symbol.for("calcinosis.quantities")]) return;
  window[Symbol.for("calcinosis.quantities")] = true;
  window.addEventListener("calcinosis:units", (event) => {
    const conventional = event.detail === "conventional";
    for (const node of document.querySelectorAll("[data-quantities]")) node.textContent = bound(inSystem(node.dataset.quantities, conventional));
  });
}
