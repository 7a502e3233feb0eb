// A question looked back on: what was answered, what is right, why, and where it stands in the literature.

import { el, shape } from "./dom.js";
import { told } from "./quantities.js";
import { bound, points } from "./words.js";

export const VERDICTS = { right: "Right", partly: "Partly right", wrong: "Not right", empty: "No answer", waiting: "Not marked yet", dropped: "Not counted" };

/** Shape and word together; never hue alone. */
export function verdict(kind, words = VERDICTS[kind]) {
  return el("span", { class: `verdict verdict-${kind}` }, shape(kind), words);
}

/** Everything below the stem: the answer beside the key, reasons, comment, sources. What is null is kept back and left out. */
export function review(item) {
  const bodies = { single: choice, multiple: choice, hotspot: choice, "key-feature": choice, "script-concordance": choice, "next-test": choice, numeric: value, ordering: order, matching: pairs, fill: pairs, short: written, code: program, case: steps };
  const body = bodies[item.kind];
  return el(
    "div",
    { class: "review" },
    body ? body(item) : value(item),
    item.dropped ? el("p", { class: "review-dropped" }, item.dropped) : null,
    item.reasons?.length && !["single", "multiple"].includes(item.kind) && item.verdict !== "empty" ? el("ul", { class: "review-reasons" }, item.reasons.map((reason) => el("li", {}, reason))) : null,
    taken(item.hints),
    item.why && told("p", { class: "review-why" }, item.why),
    item.comment && el("div", { class: "review-comment" }, el("b", {}, "Your teacher"), ` \u00b7 ${item.comment}`),
    sources(item.sources),
  );
}

function choice({ kind, options }) {
  const many = ["multiple", "hotspot", "key-feature"].includes(kind);
  return el("ul", { class: "options" }, options.map((option) => {
    const { state, said } = fate(option, many);
    return el(
      "li",
      { class: `option fate-${state}` },
      el("span", { class: `mark ${many ? "mark-box" : "mark-disc"}${option.chosen ? " chosen" : ""}`, "aria-hidden": "true" }),
      el("span", { class: "option-text" }, told("span", {}, option.text), option.chosen ? el("span", { class: "sr-only" }, ", your choice") : null),
      el("span", { class: "option-verdict" }, said),
      facts(option).length ? el("span", { class: "option-place" }, facts(option).join(" ")) : null,
    );
  }));
}

export function fate({ chosen, right }, many) {
  if (right === null || right === undefined) return { state: chosen ? "chosen" : "plain", said: chosen ? "Your answer" : null };
  if (chosen && right) return { state: "right", said: verdict("right") };
  if (chosen) return { state: "wrong", said: verdict("wrong", many ? "Not right" : "Your answer") };
  if (right && many) return { state: "missed", said: verdict("partly", "Missed") };
  if (right) return { state: "edge", said: verdict("right", "Right answer") };
  return { state: "plain", said: many ? el("span", { class: "left-out" }, "rightly left out") : null };
}

/** What is told of an option besides its text: harm, the result of a test, votes of a panel, the reason. */
function facts({ why, harm, harmful, result, votes }) {
  return [
    harmful ? "Harmful." : null,
    harm ? `Can harm: ${harm}.` : null,
    result ? `Result: ${result}.` : null,
    votes !== undefined ? `${votes} of the panel.` : null,
    why,
  ].filter(Boolean).map(bound);
}

function program({ given, expected }) {
  return el("div", {}, given ? el("pre", { class: "review-code" }, given) : null, expected ? el("details", { class: "review-model" }, el("summary", {}, "One program that passes"), el("pre", { class: "review-code" }, expected)) : null);
}

function steps({ steps: list, expected }) {
  return el("div", {}, list.map((step) => el("section", { class: "case-step" }, told("p", { class: "case-reveals" }, step.reveals), told("p", { class: "stem" }, step.stem), review(step))), expected ? el("p", { class: "review-why" }, bound(expected)) : null);
}

function value({ given, expected, verdict: how }) {
  return el(
    "dl",
    { class: "review-value" },
    el("div", {}, el("dt", {}, "Your answer"), el("dd", {}, given === null || given === undefined ? "none" : String(given), how && how !== "empty" ? el("span", { class: `verdict verdict-${how}` }, shape(how, 16)) : null)),
    expected && el("div", {}, el("dt", {}, "Right answer"), el("dd", {}, [].concat(expected).join(", "))),
  );
}

function order({ given, expected }) {
  const column = (name, texts, marked) =>
    el("div", {}, el("h4", {}, name), el("ol", {}, texts.map((text, place) => el("li", {}, el("span", { class: "order-number" }, place + 1), el("span", {}, text), marked ? fit(expected[place] === text) : null))));
  return el("div", { class: "review-orders" }, given ? column("Your order", given, Boolean(expected)) : null, expected ? column("Usual order", expected, false) : null);
}

const fit = (right) => el("span", { class: `verdict verdict-${right ? "right" : "wrong"}` }, shape(right ? "right" : "wrong"), el("span", { class: "sr-only" }, right ? "right place" : "other place"));

function pairs({ options }) {
  return el("ul", { class: "review-pairs" }, options.map(({ text, chosen, right, why }) => {
    const hit = chosen !== null && chosen === right;
    return el(
      "li",
      {},
      el("span", { class: "pair-left" }, text),
      el("span", { class: "pair-right" }, chosen ?? el("span", { class: "left-out" }, "no answer"), !hit && right ? el("span", { class: "pair-key" }, `Right: ${right}`) : null, why && el("span", { class: "pair-why" }, why)),
      right ? fit(hit) : null,
    );
  }));
}

function written({ given, expected, rubric, verdict: how }) {
  return el(
    "div",
    {},
    given ? el("blockquote", { class: "review-text" }, given) : null,
    rubric?.length ? el("ul", { class: "review-rubric" }, rubric.map((line) => el("li", {}, el("span", {}, line.text), el("span", {}, `worth ${points(line.points)}`)))) : null,
    expected && how !== "waiting" ? el("details", { class: "review-model" }, el("summary", {}, "One good answer"), el("p", {}, expected)) : null,
  );
}

/** The hints a learner took, and what they cost. */
function taken(hints) {
  if (!hints?.length) return null;
  const price = ({ cost }) => (cost ? `cost ${points(cost)} ${cost === 1 ? "point" : "points"}` : "cost nothing");
  return el("ul", { class: "review-hints" }, hints.map((hint) => el("li", {}, el("span", { class: "hint-head" }, `Hint you took \u00b7 ${price(hint)}`), told("p", {}, hint.text))));
}

/** Only web addresses become links; anything else stays text. */
export function sources(list) {
  if (!list?.length) return null;
  const link = ({ text, url }) => (/^https?:\/\//.test(url ?? "") ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text);
  return el("div", { class: "review-sources" }, el("span", {}, list.length === 1 ? "Source" : "Sources"), el("ul", {}, list.map((source) => el("li", {}, link(source)))));
}
