// One question of any kind: number, what to do, vignette, stem, controls, confidence and the mark to come back.

import { el, icon } from "../shared/dom.js";
import { multiple, nextTest, scriptConcordance, single } from "./choices.js";
import { CONFIDENCE } from "./confidence.js";
import { blanks, code } from "./fill.js";
import { hotspot } from "./hotspot.js";
import { hints } from "./hints.js";
import { matching } from "./matching.js";
import { numeric } from "./numeric.js";
import { ordering } from "./ordering.js";
import { told } from "../shared/quantities.js";
import { short } from "./short.js";
import { unfolding } from "./unfolding.js";
import { typedNumber, wordCount } from "../shared/words.js";

// For each kind of question its control, and what its head line asks the learner to do.
const KINDS = {
  single: { control: single, task: "choose one" },
  multiple: { control: multiple, task: "choose every one that fits" },
  numeric: { control: numeric, task: "a number with its unit" },
  ordering: { control: ordering, task: "put in order" },
  matching: { control: matching, task: "match each one" },
  short: { control: short, task: "marked by your teacher" },
  fill: { control: blanks, task: "fill the blanks" },
  hotspot: { control: hotspot, task: "mark the place" },
  "key-feature": { control: multiple, task: "choose what matters most" },
  "script-concordance": { control: scriptConcordance, task: "judge the finding" },
  "next-test": { control: nextTest, task: "choose one test" },
  code: { control: code, task: "write a small program" },
  case: { control: (item, tools) => unfolding(item, { ...tools, controls: (kind) => kindOf(kind).control }), task: "a case in steps" },
};
const UNKNOWN = { task: "needs a newer page", control: () => ({ node: el("p", { class: "q-note q-note-wrong" }, "This page cannot show this kind of question. Tell your teacher; the other questions work."), show() {}, lock() {} }) };
const kindOf = (name) => KINDS[name] ?? UNKNOWN;

/** What a kind asks the learner to do, in the words of its head line. */
export const task = (kind) => kindOf(kind).task;

/** How far an answer is, in words; `finished` counts in "5 of 8 answered". */
export function progress(item, answer) {
  if (answer === null || answer === undefined) return { finished: false, words: "no answer" };
  if (item.kind === "matching") {
    const matched = Object.keys(answer).length;
    return { finished: matched === item.left.length, words: `${matched} of ${item.left.length} matched` };
  }
  if (item.kind === "fill") {
    const [filled, all] = [Object.keys(answer).length, Object.keys(item.blanks).length];
    return { finished: filled === all, words: `${filled} of ${all} filled` };
  }
  if (item.kind === "case") return { finished: !item.more && item.steps.every(({ name }) => answer[name] !== undefined), words: `${Object.keys(answer).length} ${Object.keys(answer).length === 1 ? "step" : "steps"} answered` };
  if (item.kind === "numeric" && typedNumber(answer.value ?? "") === null) return { finished: false, words: "not a number yet" };
  if (item.kind === "short") {
    const words = wordCount(answer);
    return { finished: words * 2 >= (item.words ?? 0), words: `${words} ${words === 1 ? "word" : "words"}` };
  }
  return { finished: true, words: "answered" };
}

/** Paragraphs of a vignette, separated by empty lines. */
export function paragraphs(text, attributes = {}) {
  return (text ?? "").split(/\n\s*\n/).filter((part) => part.trim()).map((part) => told("p", attributes, part.trim()));
}

/**
 * A question as a fieldset.
 *
 * `entry` is {answer, confidence, flag}; `change(entry, {typing})` is called with the whole new entry at every change.
 * show() brings in an entry from elsewhere without building anything anew, so focus and caret stay. `hint` is {taken, ask}:
 * the texts of the hints taken before, and what asks for a further one by its number.
 */
export function question(item, { number, entry = {}, change, say = () => {}, confidence = true, flags = true, head = null, hint = null }) {
  let now = { answer: null, ...entry };
  const id = `question-${item.name}`;
  const update = (part, how = {}) => {
    now = { ...now, ...part };
    reflect();
    change(now, how);
  };
  const control = kindOf(item.kind).control(item, { id, say, change: (answer, how) => update(how?.locked ? { answer, locked: how.locked } : { answer }, how) });

  const words = el("span", { class: "flag-words" }, "Come back");
  const flag = flags && el("button", { type: "button", class: "flag", "aria-pressed": "false", onclick: () => update({ flag: !now.flag }) }, icon("flag"), words, el("span", { class: "sr-only" }, ` to question ${number}`));
  const sure = confidence ? confidenceGroup(id, (level) => update({ confidence: level })) : null;
  const stem = told("p", { class: "stem", id: `${id}-stem` }, item.stem);
  const vignette = el("div", { class: "vignette", id: `${id}-vignette` }, paragraphs(item.vignette));
  const legend = el("legend", { class: "q-head", id: `${id}-number` }, head ?? [el("span", { class: "q-number" }, `Question ${number}`), el("span", { class: "q-task" }, `${pointsWords(item.points)} \u00b7 ${task(item.kind)}`)]);
  const note = el("p", { class: "q-note", role: "status" });
  const help = hint && item.hints?.length ? hints(item, { id, number, ...hint }) : null;
  const fieldset = el("fieldset", { class: `question question-${item.kind}`, "aria-labelledby": `${id}-number ${id}-stem`, "aria-describedby": item.vignette ? `${id}-vignette` : null, tabindex: -1 }, legend, flag, item.vignette ? vignette : null, stem, control.node, note, help?.node, sure?.node);

  function reflect() {
    if (flag) {
      flag.setAttribute("aria-pressed", String(Boolean(now.flag)));
      words.textContent = now.flag ? "Coming back" : "Come back";
    }
    sure?.show(now.answer === null || now.answer === undefined ? null : now);
  }
  control.show(now.answer, now);
  reflect();
  return {
    node: fieldset,
    control,
    entry: () => now,
    show(other) {
      now = { answer: null, ...other };
      control.show(now.answer, now);
      reflect();
    },
    hints: (texts) => help?.show(texts),
    note(text, { wrong = false } = {}) {
      note.textContent = text;
      note.classList.toggle("q-note-wrong", wrong);
    },
    lock() {
      fieldset.classList.add("locked");
      control.lock();
      sure?.lock();
      help?.lock();
      if (flag) flag.hidden = true;
    },
  };
}

const pointsWords = (number) => `${number} ${number === 1 ? "point" : "points"}`;

/** Four words from guessing to certain; it appears after an answer and nothing is chosen beforehand. */
function confidenceGroup(id, choose) {
  const inputs = CONFIDENCE.map((_, index) => el("input", { type: "radio", name: `${id}-confidence`, value: index + 1, onchange: () => choose(index + 1) }));
  const node = el(
    "div",
    { class: "confidence", role: "radiogroup", "aria-labelledby": `${id}-confidence`, hidden: true },
    el("span", { class: "confidence-ask", id: `${id}-confidence` }, "How sure are you?"),
    el("div", { class: "segments" }, inputs.map((input, index) => el("label", { class: "segment" }, input, el("span", {}, CONFIDENCE[index])))),
  );
  return {
    node,
    show(entry) {
      node.hidden = !entry;
      inputs.forEach((input, index) => {
        input.checked = entry?.confidence === index + 1;
      });
    },
    lock() {
      if (!inputs.some((input) => input.checked)) node.remove();
      for (const input of inputs) input.disabled = true;
    },
  };
}
