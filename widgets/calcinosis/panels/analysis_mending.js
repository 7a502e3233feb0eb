// Mending a question: where its key stands, who would move with another one, and the button that writes it.

import { histogramOf } from "./analysis_histogram.js";
import { el } from "./dom.js";
import { bound, count, points, sentence } from "./words.js";

const FIRST = 6; // learners shown before "See all"

export function mending(analysis, { ask, write }) {
  const node = el("section", { class: "analysis-mend", hidden: true, tabindex: -1, "aria-labelledby": "mend-title" });
  let question = null;
  let wanted = null;
  let shown = el("div", {});

  function open(one) {
    question = one;
    wanted = null;
    shown = el("div", { class: "mend-shown", role: "status" });
    const choices = el("fieldset", { class: "mend-choices" }, el("legend", {}, "What should hold"), ...options(), choice("drop", "Drop the question: full points for everyone", { what: "drop", question: one.name }), choice("bank", "Mark again with the questions as they stand in their files now", { what: "bank" }));
    node.replaceChildren(
      el("h2", { id: "mend-title" }, `Mend question ${one.number}`),
      el("p", { class: "grading-facts" }, "A preview. Nothing changes until you apply it, and every answer stays on record. Points given by hand are kept."),
      one.key_at ? el("p", { class: "mend-where" }, "The key stands in ", el("code", {}, one.key_at.file), `, line ${one.key_at.line}, item `, el("code", {}, one.item), ": ", el("code", {}, one.key_at.text), ". Look at the reasons given for each option there as well.") : el("p", { class: "mend-where" }, "It stands in ", el("code", {}, one.file), ", item ", el("code", {}, one.item), ". Change it there, then mark again."),
      choices,
      shown,
    );
    node.hidden = false;
    node.scrollIntoView({ block: "start" });
    node.focus({ preventScroll: true });
  }

  function options() {
    const several = question.options.filter((option) => option.is_key).length !== 1 || question.kind === "multiple";
    if (!several) return question.options.map((option) => (option.is_key ? null : choice(option.id, [el("b", {}, option.id.toUpperCase()), ` is the key: ${bound(option.text)}`], { what: "key", question: question.name, key: [option.id] }))).filter(Boolean);
    const boxes = question.options.map((option) => el("input", { type: "checkbox", value: option.id, checked: option.is_key, onchange: () => {
      const key = boxes.filter((box) => box.checked).map((box) => box.value);
      if (key.length) want({ what: "key", question: question.name, key });
    } }));
    return question.options.map((option, index) => el("label", { class: "mend-choice" }, boxes[index], el("span", {}, el("b", {}, option.id.toUpperCase()), ` ${bound(option.text)}`)));
  }

  const choice = (id, words, change) => el("label", { class: "mend-choice" }, el("input", { type: "radio", name: "mend", value: id, onchange: () => want(change) }), el("span", {}, words));

  function want(change) {
    wanted = change;
    shown.replaceChildren(el("p", { class: "grading-facts" }, "Marking everyone again\u2026"));
    ask(change);
  }

  function preview(change, seen) {
    if (JSON.stringify(change) !== JSON.stringify(wanted)) return;
    const moved = seen.gain + seen.lose;
    const gain = (row) => row.after - row.before;
    const row = (each) => el("tr", {}, el("th", { scope: "row" }, each.learner), el("td", {}, points(each.before)), el("td", {}, points(each.after)), el("td", { class: gain(each) > 0 ? "up" : "down" }, `${gain(each) > 0 ? "+" : ""}${points(gain(each))}`));
    const body = el("tbody", {}, seen.moves.slice(0, FIRST).map(row));
    const rest = seen.moves.length - FIRST;
    const all = el("button", { type: "button", class: "link", onclick: () => (body.replaceChildren(...seen.moves.map(row)), all.parentElement.remove()) }, "See all");
    const reason = el("input", { id: "mend-reason", type: "text", maxlength: 500, autocomplete: "off" });
    const apply = el("button", { type: "button", class: "button primary", onclick: () => {
      apply.disabled = true;
      apply.textContent = "Writing\u2026";
      write(change, reason.value.trim());
    } }, moved ? `Apply: ${count(moved, "learner moves", "learners move")}` : "Apply");
    const words = [`${sentence(count(seen.gain, "learner gains", "learners gain"))}`, `${count(seen.lose, "loses", "lose")}`, `${count(seen.keep, "keeps their points", "keep their points")}`].join(", ");
    shown.replaceChildren(
      el("p", { class: "mend-words" }, `${words}. Mean ${points(Math.round(seen.mean_before * 100) / 100)} becomes ${points(Math.round(seen.mean_after * 100) / 100)} of ${points(seen.points)}.${seen.kept ? ` ${sentence(count(seen.kept, "mark"))} given by hand stay${seen.kept === 1 ? "s" : ""} as ${seen.kept === 1 ? "it is" : "they are"}.` : ""}`),
      moved ? el(
        "div",
        { class: "analysis-pair" },
        histogramOf(seen.histogram_before, seen.histogram_after, { points: seen.points, mean: seen.mean_before, meanAfter: seen.mean_after }),
        el("div", {}, el("table", { class: "mend-moves" }, el("caption", {}, "Who changes most"), el("thead", {}, el("tr", {}, ["Learner", "Now", "After", "Change"].map((name) => el("th", { scope: "col" }, name)))), body), rest > 0 ? el("p", { class: "mend-rest" }, `${rest} more `, all) : ""),
      ) : "",
      moved || change.what === "key" ? el("div", { class: "mend-apply" }, el("label", { for: "mend-reason" }, "Reason, kept in the audit trail"), reason, el("div", { class: "actions" }, apply, el("button", { type: "button", class: "button", onclick: close }, "Not now"))) : el("p", { class: "grading-facts" }, "There is nothing to apply."),
    );
  }

  function close() {
    node.hidden = true;
    question = wanted = null;
  }

  return {
    node,
    open,
    close,
    preview,
    failed: (why) => {
      if (node.hidden) open(analysis.questions[0]);
      shown.replaceChildren(el("p", { class: "analysis-watch", role: "alert" }, `${sentence(why)}.`));
    },
  };
}
