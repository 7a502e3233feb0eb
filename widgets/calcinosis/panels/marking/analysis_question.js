// One question: who chose what, by thirds of the class.

import { el, svg } from "../shared/dom.js";
import { bound } from "../shared/words.js";

const WIDE = 96;
const chance = (value) => `${Math.round(100 * value)} %`;

export function answersOf(question, mend) {
  const alarmed = Boolean(question.alarm);
  const best = alarmed ? question.options.filter((option) => !option.is_key).sort((one, other) => other.thirds[2].share - one.thirds[2].share)[0] : null;
  return [
    el("h2", {}, `Question ${question.number}`),
    el("p", { class: "analysis-stem" }, bound(question.stem)),
    question.options.length ? optionTable(question, best) : el("p", { class: "grading-facts" }, question.by_hand ? "Marked by a person: there are no options to compare." : `This question (${question.kind.replace(/-/g, " ")}) has no list of options to compare.`),
    question.alarm && !question.options.length ? el("p", { class: "analysis-watch" }, question.alarm) : "",
    question.instead.length ? instead(question) : "",
    question.watch ? el("p", { class: "analysis-watch" }, question.watch) : "",
    question.options.length ? el("p", { class: "grading-facts" }, "Share of each third of the class that chose the option, with 95 % intervals. A good key rises to the right; a good distractor falls.") : "",
    el("p", { class: "analysis-acts" }, question.by_hand ? el("span", { class: "grading-facts" }, "Points by hand are changed on the grading page.") : el("button", { type: "button", class: "button small", onclick: mend }, question.accepts ? "Another key, or drop it" : "Drop it, or mark again")),
  ];
}

/** Where there is no list of options: what was given instead of what is accepted. */
function instead({ accepts, instead: given }) {
  const row = (each) => el("tr", {}, el("th", { scope: "row" }, bound(each.text)), el("td", {}, each.learners));
  const head = ["Given instead, commonest first", "Learners"].map((name) => el("th", { scope: "col" }, name));
  return el("div", {}, el("p", { class: "grading-facts" }, `Accepted: ${bound(accepts)}.`), el("table", { class: "analysis-counts" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, given.map(row))));
}

function optionTable(question, best) {
  const head = ["weakest", "middle", "strongest third"].map((name) => el("th", { scope: "col" }, name));
  const rows = question.options.map((option) => {
    const kind = option.is_key ? (best ? "doubt" : "key") : option === best ? "rival" : "other";
    const says = { doubt: "key now", key: "key", rival: "strongest pick it", other: "" }[kind];
    return el(
      "tr",
      { class: `option-${kind}` },
      el("th", { scope: "row" }, el("span", { class: "option-letter" }, option.id.toUpperCase()), el("span", {}, bound(option.text), says ? el("span", { class: "option-says" }, says) : "", option.remark && kind !== "rival" ? el("span", { class: "grading-facts" }, option.remark) : "")),
      option.thirds.map((third) => el("td", {}, bar(third), chance(third.share))),
    );
  });
  return el("table", { class: "analysis-options" }, el("thead", {}, el("tr", {}, el("td"), head)), el("tbody", {}, rows));
}

function bar({ share, low, high }) {
  const x = (value) => 1 + (WIDE - 2) * value;
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDE} 20`, width: WIDE, height: 20, "aria-hidden": "true" },
    svg("line", { x1: 1, x2: WIDE - 1, y1: 10, y2: 10, class: "option-track" }),
    svg("rect", { x: 1, y: 3, width: Math.max(0.5, x(share) - 1), height: 14, class: "option-bar" }),
    svg("path", { d: `M${x(low)} 6v8M${x(low)} 10H${x(high)}M${x(high)} 6v8`, class: "option-range" }),
  );
}
