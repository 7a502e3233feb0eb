// Matching: every left side has a list of all right sides; nothing is dragged.

import { el } from "../shared/dom.js";
import { inSystem, isConventional, told } from "../shared/quantities.js";

/** A list of choices holds plain text only: it is written anew when the units change. */
const said = ({ text }) => inSystem(text, isConventional());

/** Answer: {left id: right id}, partial allowed; nothing matched is no answer. */
export function matching(item, { id, change }) {
  const rows = item.left.map((left) => {
    const select = el(
      "select",
      { class: "select", id: `${id}-${left.id}` },
      el("option", { value: "" }, "Choose"),
      item.right.map((right) => el("option", { value: right.id }, said(right))),
    );
    // a closed list cuts long texts off: the whole of it stands below then
    const whole = el("p", { class: "match-whole", "aria-hidden": "true" });
    return { ...left, select, whole };
  });
  const node = el("div", { class: "matching" }, rows.map(({ id: side, text, select, whole }) => el("div", { class: "match" }, told("label", { for: `${id}-${side}` }, text), el("div", {}, select, whole))), item.rule && el("p", { class: "q-hint" }, item.rule));

  function tellUsed() {
    for (const { select } of rows) {
      select.classList.toggle("unset", !select.value);
      for (const option of select.options) {
        const right = item.right.find((side) => side.id === option.value);
        const usedElsewhere = right && rows.some((row) => row.select !== select && row.select.value === right.id);
        if (right) option.textContent = usedElsewhere ? `${said(right)} (used)` : said(right);
      }
    }
  }

  const ruler = document.createElement("canvas").getContext("2d");
  function tellWhole() {
    for (const { select, whole } of rows) {
      const text = select.value ? said(item.right.find((side) => side.id === select.value)) : "";
      ruler.font = getComputedStyle(select).font;
      whole.textContent = text && ruler.measureText(select.selectedOptions[0].textContent).width > select.clientWidth - 50 ? text : "";
    }
  }
  new ResizeObserver(tellWhole).observe(node);

  window.addEventListener("calcinosis:units", () => {
    tellUsed();
    tellWhole();
  });
  node.addEventListener("change", () => {
    tellUsed();
    tellWhole();
    const pairs = rows.filter(({ select }) => select.value).map((row) => [row.id, row.select.value]);
    change(pairs.length ? Object.fromEntries(pairs) : null);
  });
  return {
    node,
    show(answer) {
      for (const row of rows) row.select.value = answer?.[row.id] ?? "";
      tellUsed();
      tellWhole();
    },
    lock() {
      for (const { select } of rows) select.disabled = true;
    },
  };
}
