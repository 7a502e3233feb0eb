// Matching: every left side has a list of all right sides; nothing is dragged.

import { el } from "./dom.js";

/** Answer: {left id: right id}, partial allowed; nothing matched is no answer. */
export function matching(item, { id, change }) {
  const rows = item.left.map((left) => {
    const select = el(
      "select",
      { class: "select", id: `${id}-${left.id}` },
      el("option", { value: "" }, "Choose"),
      item.right.map((right) => el("option", { value: right.id }, right.text)),
    );
    return { ...left, select };
  });
  const node = el("div", { class: "matching" }, rows.map(({ id: side, text, select }) => el("div", { class: "match" }, el("label", { for: `${id}-${side}` }, text), select)), item.rule && el("p", { class: "q-hint" }, item.rule));

  function tellUsed() {
    for (const { select } of rows) {
      select.classList.toggle("unset", !select.value);
      for (const option of select.options) {
        const right = item.right.find((side) => side.id === option.value);
        const usedElsewhere = right && rows.some((row) => row.select !== select && row.select.value === right.id);
        if (right) option.textContent = usedElsewhere ? `${right.text} (used)` : right.text;
      }
    }
  }

  node.addEventListener("change", () => {
    tellUsed();
    const pairs = rows.filter(({ select }) => select.value).map((row) => [row.id, row.select.value]);
    change(pairs.length ? Object.fromEntries(pairs) : null);
  });
  return {
    node,
    show(answer) {
      for (const row of rows) row.select.value = answer?.[row.id] ?? "";
      tellUsed();
    },
    lock() {
      for (const { select } of rows) select.disabled = true;
    },
  };
}
