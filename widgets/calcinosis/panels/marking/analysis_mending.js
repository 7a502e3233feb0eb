// Mending a question: where its key stands, who would move with another one, and the button that writes it.

import { histogramOf } from "./analysis_histogram.js";
import { el } from "../shared/dom.js";
import { bound, count, points, sentence } from "../shared/words.js";

const FIRST = 6; // learners shown before "See all"
const PREVIEW = "A preview. Nothing changes until you apply it, and every answer stays on record. Points given by hand are kept.";

export function mending({ ask, write }) {
  const node = el("section", { class: "analysis-mend", hidden: true, tabindex: -1, "aria-labelledby": "mend-title" });
  let wanted = null;
  let shown = el("div", {});

  function show(title, ...parts) {
    wanted = null;
    shown = el("div", { class: "mend-shown", role: "status" });
    node.replaceChildren(el("h2", { id: "mend-title" }, title), el("p", { class: "grading-facts" }, PREVIEW), ...parts, shown);
    node.hidden = false;
    node.scrollIntoView({ block: "start" });
    node.focus({ preventScroll: true });
  }

  function open(question) {
    const about = { question: question.name, version: question.version };
    const choice = (words, change) => el("label", { class: "mend-choice" }, el("input", { type: "radio", name: "mend", onchange: () => want(change) }), el("span", {}, words));
    show(
      `Mend question ${question.number}`,
      where(question),
      question.undo ? el("fieldset", { class: "mend-choices" }, el("legend", {}, `It accepts ${question.accepts} since it was mended`), choice("Take the last change back", { what: "restore", ...about })) : "",
      accepting(question, about),
      el(
        "fieldset",
        { class: "mend-choices" },
        el("legend", {}, "Or let it not count"),
        choice("Drop it: full points for everyone", { what: "drop", ...about, fate: "everyone" }),
        choice("Drop it: take it out of the total", { what: "drop", ...about, fate: "remove" }),
      ),
      el("fieldset", { class: "mend-choices" }, el("legend", {}, "Or you have changed its file"), choice("Mark again with the questions as they stand in their files now", { what: "bank" })),
    );
  }

  function accepting(question, about) {
    const key = (names) => ({ what: "key", ...about, key: names });
    if (question.kind === "multiple") return severalRight(question, (names) => want(key(names)));
    if (question.options.length) return oneRight(question, (names) => want(key(names)));
    return question.accepts ? another(question, (answer) => want({ what: "accept", ...about, answer })) : "";
  }

  /** Take back a decision about a question that no longer stands in the figures. */
  function takeBack({ question, number }) {
    show(`Let question ${number} count again`);
    want({ what: "restore", question });
  }

  function want(change) {
    wanted = change;
    shown.replaceChildren(el("p", { class: "grading-facts" }, "Marking everyone again\u2026"));
    ask(change);
  }

  function preview(change, seen) {
    if (JSON.stringify(change) !== JSON.stringify(wanted)) return;
    const moved = seen.gain + seen.lose;
    const reason = el("input", { id: "mend-reason", type: "text", maxlength: 500, autocomplete: "off" });
    const apply = el("button", { type: "button", class: "button primary", onclick: () => {
      apply.disabled = true;
      apply.textContent = "Writing\u2026";
      write(change, reason.value.trim());
    } }, moved ? `Apply: ${count(moved, "learner moves", "learners move")}` : "Apply: nobody moves");
    const nothing = !moved && change.what === "bank";
    shown.replaceChildren(
      el("p", { class: "mend-words" }, words(seen)),
      ...seen.notes.map((note) => el("p", { class: "analysis-watch" }, `${sentence(note)}.`)),
      moved ? el("div", { class: "analysis-pair" }, histogramOf(seen.histogram_before, seen.histogram_after, { points: seen.points }), movers(seen.moves)) : "",
      nothing
        ? el("p", { class: "grading-facts" }, "There is nothing to apply.")
        : el("div", { class: "mend-apply" }, el("label", { for: "mend-reason" }, "Reason, kept in the audit trail"), reason, el("p", { class: "grading-facts" }, "Applying writes the question\u2019s file, the marks and the audit trail. Whoever opens the quiz from then on meets the mended question."), el("div", { class: "actions" }, apply, el("button", { type: "button", class: "button", onclick: close }, "Not now"))),
    );
  }

  function close() {
    node.hidden = true;
    wanted = null;
  }

  return {
    node,
    open,
    close,
    preview,
    takeBack,
    failed: (why) => {
      if (node.hidden) show("This could not be done");
      shown.replaceChildren(el("p", { class: "analysis-watch", role: "alert" }, `${sentence(why)}.`));
    },
  };
}

const where = (question) => (question.key_at ? el("p", { class: "mend-where" }, "It stands in ", el("code", {}, question.key_at.file), `, line ${question.key_at.line}, item `, el("code", {}, question.item), ": ", el("code", {}, question.key_at.text), ". Look at the reasons given for each answer there as well.") : el("p", { class: "mend-where" }, "It stands in ", el("code", {}, question.file), ", item ", el("code", {}, question.item), ". What it accepts is changed there."));

/** A single best answer: every option with what it could become. */
function oneRight({ options }, want) {
  const right = options.filter((option) => option.is_key).map((option) => option.id);
  const pick = (option, words, says, names) => el("label", { class: "mend-pick" }, el("input", { type: "radio", name: "mend", "aria-label": `${option.id.toUpperCase()} ${says}: ${option.text}`, onchange: () => want(names) }), el("span", { "aria-hidden": "true" }, words));
  const picks = (option) => {
    if (!option.is_key) return [pick(option, "is the key", "is the key", [option.id]), pick(option, "counts as well", "counts as well", [...right, option.id])];
    return right.length > 1 ? [pick(option, "is the key", "is the key", [option.id]), pick(option, "counts no longer", "counts no longer", right.filter((id) => id !== option.id))] : [];
  };
  const row = (option) => el("div", { class: "mend-option" }, el("span", { class: "option-letter" }, option.id.toUpperCase()), el("span", {}, bound(option.text), option.is_key ? el("span", { class: "option-says" }, right.length > 1 ? "right now" : "key now") : ""), el("span", { class: "mend-picks" }, picks(option)));
  return el("fieldset", { class: "mend-choices" }, el("legend", {}, "Which answer is right"), options.map(row));
}

/** Several right answers: every option is right or not. */
function severalRight({ options }, want) {
  const boxes = options.map((option) => el("input", { type: "checkbox", value: option.id, checked: option.is_key, onchange: () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    if (names.length) want(names);
  } }));
  return el("fieldset", { class: "mend-choices" }, el("legend", {}, "Which answers are right"), options.map((option, index) => el("label", { class: "mend-choice" }, boxes[index], el("span", {}, el("b", {}, option.id.toUpperCase()), ` ${bound(option.text)}`))));
}

/** A number or a word: what the class gave instead, or anything else. */
function another({ accepts, instead, unit, asks_for: blanks }, want) {
  const choice = (given) => el("label", { class: "mend-choice" }, el("input", { type: "radio", name: "mend", onchange: () => want(given.answer) }), el("span", {}, el("b", {}, bound(given.text)), ` counts as well (${count(given.learners, "learner")} gave it)`));
  const field = el("input", { id: "mend-answer", type: "text", maxlength: 80, autocomplete: "off" });
  const words = blanks?.length > 1 ? `Another word, with its blank before it, as ${blanks[0]}:word` : blanks ? "Another word" : `Another number${unit ? `, in ${unit}` : ""}`;
  const look = el("button", { type: "button", class: "button", onclick: () => field.value.trim() && want(field.value.trim()) }, "See who would move");
  return el("fieldset", { class: "mend-choices" }, el("legend", {}, `What counts as right besides ${bound(accepts)}`), instead.map(choice), el("div", { class: "mend-other" }, el("label", { for: "mend-answer" }, words), el("span", { class: "mend-field" }, field, look)));
}

function words(seen) {
  const some = (number, one, many, none) => (number ? count(number, one, many) : none);
  const who = [sentence(some(seen.gain, "learner gains", "learners gain", "nobody gains")), some(seen.lose, "loses", "lose", "nobody loses"), some(seen.keep, "keeps their points", "keep their points", "nobody keeps theirs")].join(", ");
  const round = (value) => points(Math.round(value * 100) / 100);
  const means = seen.points === seen.points_after ? `Mean ${round(seen.mean_before)} becomes ${round(seen.mean_after)} of ${points(seen.points)}.` : `Mean ${round(seen.mean_before)} of ${points(seen.points)} becomes ${round(seen.mean_after)} of ${points(seen.points_after)}.`;
  const kept = seen.kept ? ` ${sentence(count(seen.kept, "mark"))} given by hand stay${seen.kept === 1 ? "s" : ""} as ${seen.kept === 1 ? "it is" : "they are"}.` : "";
  return `${who}. ${means}${kept}`;
}

function movers(moves) {
  const gain = (row) => row.after - row.before;
  const row = (each) => el("tr", {}, el("th", { scope: "row" }, each.learner), el("td", {}, points(each.before)), el("td", {}, points(each.after)), el("td", { class: gain(each) > 0 ? "up" : "down" }, `${gain(each) > 0 ? "+" : ""}${points(gain(each))}`));
  const body = el("tbody", {}, moves.slice(0, FIRST).map(row));
  const rest = moves.length - FIRST;
  const all = el("button", { type: "button", class: "link", onclick: () => (body.replaceChildren(...moves.map(row)), all.parentElement.remove()) }, "See all");
  const head = ["Learner", "Now", "After", "Change"].map((name) => el("th", { scope: "col" }, name));
  return el("div", {}, el("table", { class: "mend-moves" }, el("caption", {}, "Who changes most"), el("thead", {}, el("tr", {}, head)), body), rest > 0 ? el("p", { class: "mend-rest" }, `${rest} more `, all) : "");
}
