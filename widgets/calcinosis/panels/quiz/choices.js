// Choosing one or several options: native radio buttons and checkboxes, each with its row as the target.

import { el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";

/** One row with its mark; `place` holds what is said at the right and below it. */
export function optionRow({ type, name, value, text, id }) {
  const input = el("input", { type, name, value, id });
  const place = el("span", { class: "option-place" });
  const verdict = el("span", { class: "option-verdict" });
  const row = el("label", { class: `option option-${type}` }, input, told("span", { class: "option-text" }, text), verdict, place);
  return { row, input, verdict, place };
}

/** Answer: the id of one option. */
export function single(item, { id, change }) {
  return choices(item, { id, type: "radio", change: (chosen) => change(chosen[0] ?? null), toList: (answer) => (answer ? [answer] : []) });
}

/** Answer: the sorted ids of the chosen options; none chosen is no answer. `item.choose` is the most that may be chosen. */
export function multiple(item, { id, change }) {
  const tally = el("p", { class: "q-hint", id: `${id}-hint` });
  const most = item.choose ?? Infinity;
  const tell = (chosen) => {
    const count = item.choose ? `${chosen.length} of ${item.choose} chosen.` : `${chosen.length || "None"} chosen.`;
    tally.textContent = [count, item.rule].filter(Boolean).join(" ");
    for (const { id: option, input } of control.rows) input.disabled = locked || (chosen.length >= most && !chosen.includes(option));
  };
  let locked = false;
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
  const { lock } = control;
  control.lock = () => {
    locked = true;
    lock();
  };
  control.node.append(tally);
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

/** The one test that helps most: each with its cost, the wait for its result, and its harm in words. Answer: its id. */
export function nextTest(item, { id, change }) {
  const control = single({ ...item, options: item.tests }, { id, change });
  for (const { id: test, place } of control.rows) {
    const facts = [`cost ${item.costs[test]}`, item.waits[test] ? `result in ${item.waits[test]}` : null];
    place.append(facts.filter(Boolean).join(" \u00b7 "));
    if (item.harms[test]) place.append(" \u00b7 ", el("b", { class: "harm" }, `can harm: ${item.harms[test]}`));
  }
  control.node.classList.add("next-test");
  control.node.append(el("p", { class: "q-hint" }, item.rule));
  return control;
}

/** Does a finding make a hypothesis likelier? Answer: -2 to 2. */
export function scriptConcordance(item, { id, change }) {
  const options = Object.entries(item.scale).sort(([one], [other]) => one - other).map(([point, text]) => ({ id: point, text }));
  const control = choices({ options }, { id, type: "radio", change: ([point]) => change(Number(point)), toList: (answer) => (answer === null || answer === undefined ? [] : [String(answer)]) });
  const intro = el("p", { class: "concordance" }, "You think of ", el("b", {}, item.hypothesis), ". Then you find ", el("b", {}, item.finding), ". The hypothesis becomes");
  control.node.prepend(intro);
  control.node.append(el("p", { class: "q-hint" }, item.rule));
  return control;
}
