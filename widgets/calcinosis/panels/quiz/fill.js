// Words for the blanks of a sentence, and small programs: what is typed is the answer.

import { el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";

const MARKER = /\[([A-Za-z0-9_-]+)\]/;

/** Answer: {blank: words}; blanks left empty are left out, none filled is no answer. */
export function blanks(item, { id, change }) {
  const fields = {};
  const parts = item.sentence.split(MARKER).map((part, place) => {
    if (place % 2 === 0) return told("span", {}, part);
    fields[part] = el("input", { type: "text", class: "blank", id: `${id}-${part}`, autocomplete: "off", spellcheck: "false", autocapitalize: "off" });
    return el("label", { class: "blank-box" }, fields[part], el("span", {}, item.blanks[part]));
  });
  const node = el("div", {}, el("p", { class: "sentence" }, parts), item.rule && el("p", { class: "q-hint" }, item.rule));
  node.addEventListener("input", () => {
    const words = Object.entries(fields).filter(([, field]) => field.value.trim()).map(([blank, field]) => [blank, field.value.trim()]);
    change(words.length ? Object.fromEntries(words) : null, { typing: true });
  });
  return {
    node,
    show(answer) {
      for (const [blank, field] of Object.entries(fields)) if (document.activeElement !== field || !answer) field.value = answer?.[blank] ?? "";
    },
    lock() {
      for (const field of Object.values(fields)) field.disabled = true;
    },
  };
}

/** Answer: the text of a program; what was given to begin with is no answer. */
export function code(item, { id, change }) {
  const field = el("textarea", { class: "text code", id: `${id}-text`, rows: Math.max(6, item.starter.split("\n").length + 3), spellcheck: "false", autocapitalize: "off", "aria-labelledby": `${id}-stem` });
  field.addEventListener("input", () => change(field.value.trim() && field.value.trim() !== item.starter.trim() ? field.value : null, { typing: true }));
  const tests = item.tests.map((test) => el("li", {}, `${test.name}: `, el("code", {}, test.code)));
  return {
    node: el("div", {}, field, tests.length ? el("div", { class: "q-hint" }, "Your program is tested with", el("ul", { class: "tests" }, tests), item.others === false ? null : "and with tests that are not shown.") : null),
    show(answer) {
      field.value = answer ?? item.starter;
    },
    lock() {
      field.disabled = true;
    },
  };
}
