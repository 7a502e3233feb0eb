// Choosing one or several options: native radio buttons and checkboxes, each with its row as the target.

import { el } from "./dom.js";

/** One row with its mark; `place` holds what is said at the right and below it. */
export function optionRow({ type, name, value, text, id }) {
  const input = el("input", { type, name, value, id });
  const place = el("span", { class: "option-place" });
  const verdict = el("span", { class: "option-verdict" });
  const row = el("label", { class: `option option-${type}` }, input, el("span", { class: "option-text" }, text), verdict, place);
  return { row, input, verdict, place };
}

/** Answer: the id of one option. */
export function single(item, { id, change }) {
  return choices(item, { id, type: "radio", change: (chosen) => change(chosen[0] ?? null), toList: (answer) => (answer ? [answer] : []) });
}

/** Answer: the sorted ids of the chosen options; none chosen is no answer. */
export function multiple(item, { id, change }) {
  const tally = el("p", { class: "q-hint", id: `${id}-hint` });
  const tell = (chosen) => {
    tally.textContent = [`${chosen.length || "None"} chosen.`, item.rule].filter(Boolean).join(" ");
  };
  const control = choices(item, {
    id,
    type: "checkbox",
    change: (chosen) => {
      tell(chosen);
      change(chosen.length ? chosen : null);
    },
    toList: (answer) => answer ?? [],
  });
  const { show } = control;
  control.show = (answer) => {
    show(answer);
    tell(answer ?? []);
  };
  control.node.append(tally);
  control.hint = tally.id;
  return control;
}

function choices(item, { id, type, change, toList }) {
  const rows = item.options.map((option) => ({ ...option, ...optionRow({ type, name: id, value: option.id, text: option.text, id: `${id}-${option.id}` }) }));
  const node = el("div", { class: "options" }, rows.map(({ row }) => row));
  node.addEventListener("change", () => change(rows.filter(({ input }) => input.checked).map((row) => row.id).sort()));
  return {
    node,
    rows,
    show(answer) {
      const chosen = toList(answer);
      for (const row of rows) row.input.checked = chosen.includes(row.id);
    },
    lock() {
      for (const row of rows) row.input.disabled = true;
    },
  };
}
