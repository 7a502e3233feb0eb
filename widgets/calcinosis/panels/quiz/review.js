// A question looked back on: what was answered, what is right, why, and where it stands in the literature.

import { el, shape } from "../shared/dom.js";
import { markedFilm } from "./hotspot.js";
import { told } from "../shared/quantities.js";
import { points } from "../shared/words.js";

export const VERDICTS = { right: "Right", partly: "Partly right", wrong: "Not right", empty: "No answer", waiting: "Not marked yet", dropped: "Not counted" };

/** Shape and word together; never hue alone. */
export function verdict(kind, words = VERDICTS[kind]) {
  return el("span", { class: `verdict verdict-${kind}` }, shape(kind), words);
}

/** Everything below the stem: the answer beside the key, reasons, comment, sources. What is null is kept back and left out. */
export function review(item) {
  const bodies = { single: choice, multiple: choice, hotspot: pictured, "key-feature": choice, "script-concordance": judgement, "next-test": choice, numeric: value, ordering: order, matching: pairs, fill: pairs, short: written, code: program, case: steps };
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

function choice({ kind, options, several }) {
  const many = ["multiple", "key-feature"].includes(kind) || (kind === "hotspot" && several !== false);
  return el("ul", { class: "options" }, options.map((option) => {
    const { state, said } = kind === "script-concordance" ? opinion(option) : fate(option, many);
    return el(
      "li",
      { class: `option fate-${state}` },
      el("span", { class: `mark ${many ? "mark-box" : "mark-disc"}${option.chosen ? " chosen" : ""}`, "aria-hidden": "true" }),
      el("span", { class: "option-text" }, told("span", {}, option.text), option.chosen ? el("span", { class: "sr-only" }, ", your choice") : null),
      el("span", { class: "option-verdict" }, said),
      facts(option).length ? told("span", { class: "option-place" }, facts(option).join(" ")) : null,
    );
  }));
}

/** A judgement beside the panel's: what most of them said, what some of them said, what none said. */
function opinion(option) {
  const { chosen, right, votes } = option;
  if (right === null || right === undefined) return fate(option, false);
  if (chosen && right) return { state: "right", said: verdict("right", "Your answer, and most of the panel\u2019s") };
  if (chosen && votes) return { state: "missed", said: verdict("partly", "Your answer, and some of the panel\u2019s") };
  if (right) return { state: "edge", said: verdict("right", "Most of the panel") };
  return fate(option, false);
}

/** The finding and the hypothesis that were to be judged, and who the panel is. */
function judgement(item) {
  const intro = el("p", { class: "concordance" }, "You thought of ", el("b", {}, item.hypothesis), ". Then you found ", el("b", {}, item.finding), ".");
  return el("div", {}, item.hypothesis ? intro : null, choice(item), item.panel ? el("p", { class: "q-hint" }, `The panel: ${item.panel}.`) : null);
}

/** The picture with the learner's mark and, when it may be told, the right place. */
function pictured(item) {
  const marks = item.options.flatMap(({ id, chosen, right }) => (right ? [{ id, how: chosen ? "hit" : "key" }] : chosen ? [{ id, how: "mark" }] : []));
  const words = [marks.some(({ how }) => how === "hit") ? "The ring with ticks is your mark, and it is right." : "", marks.some(({ how }) => how === "mark") ? "The ring with ticks is your mark." : "", marks.some(({ how }) => how === "key") ? "The dashed ring is the right place." : ""];
  return el("div", {}, item.picture ? el("figure", { class: "review-picture" }, markedFilm(item.picture, marks), el("figcaption", { class: "q-hint" }, words.filter(Boolean).join(" "))) : null, choice({ ...item, several: item.picture?.several }));
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
  ].filter(Boolean);
}

function program({ given, expected }) {
  return el("div", {}, given ? el("pre", { class: "review-code" }, given) : null, expected ? el("details", { class: "review-model" }, el("summary", {}, "One program that passes"), el("pre", { class: "review-code" }, expected)) : null);
}

function steps({ steps: list, expected }) {
  return el("div", {}, list.map((step) => el("section", { class: "case-step" }, told("p", { class: "case-reveals" }, step.reveals), told("p", { class: "stem" }, step.stem), review(step))), expected ? told("p", { class: "review-why" }, expected) : null);
}

function value({ given, expected, verdict: how }) {
  return el(
    "dl",
    { class: "review-value" },
    el("div", {}, el("dt", {}, "Your answer"), el("dd", {}, given === null || given === undefined ? "none" : String(given), how && how !== "empty" ? el("span", { class: `verdict verdict-${how}` }, shape(how, 16)) : null)),
    expected && el("div", {}, el("dt", {}, "Right answer"), told("dd", {}, [].concat(expected).join(", "))),
  );
}

function order({ given, expected }) {
  const column = (name, texts, marked) =>
    el("div", {}, el("h4", {}, name), el("ol", {}, texts.map((text, place) => el("li", {}, el("span", { class: "order-number" }, place + 1), told("span", {}, text), marked ? fit(expected[place] === text) : null))));
  return el("div", { class: "review-orders" }, given ? column("Your order", given, Boolean(expected)) : null, expected ? column("Usual order", expected, false) : null);
}

const fit = (right) => el("span", { class: `verdict verdict-${right ? "right" : "wrong"}` }, shape(right ? "right" : "wrong"), el("span", { class: "sr-only" }, right ? "right place" : "other place"));

function pairs({ options }) {
  return el("ul", { class: "review-pairs" }, options.map(({ text, chosen, right, why, fits }) => {
    const hit = fits ?? (chosen !== null && chosen === right); // a synonym is right without being the key's own word
    return el(
      "li",
      {},
      told("span", { class: "pair-left" }, text),
      el("span", { class: "pair-right" }, chosen ? told("span", {}, chosen) : el("span", { class: "left-out" }, "no answer"), !hit && right ? told("span", { class: "pair-key" }, `Right: ${right}`) : null, why && told("span", { class: "pair-why" }, why)),
      right ? fit(hit) : null,
    );
  }));
}

/** What a line of the rubric earned; what it is worth where the teacher gave points without lines. */
function earned({ points: worth, earned: got }) {
  if (got === null || got === undefined) return el("span", {}, `worth ${points(worth)}`);
  const how = got >= worth ? "right" : got > 0 ? "partly" : "wrong";
  return el("span", { class: `verdict verdict-${how}` }, shape(how, 15), `${points(got)} of ${points(worth)}`);
}

function written({ given, expected, rubric, failed, adjust, verdict: how }) {
  return el(
    "div",
    {},
    given ? el("blockquote", { class: "review-text" }, given) : null,
    rubric?.length ? el("ul", { class: "review-rubric" }, rubric.map((line) => el("li", {}, el("span", {}, line.text), earned(line)))) : null,
    failed?.length ? el("ul", { class: "review-reasons" }, failed.map((statement) => el("li", {}, `No points, because it ${statement.charAt(0).toLowerCase()}${statement.slice(1)}.`))) : null,
    adjust ? el("p", { class: "review-adjust" }, `${adjust > 0 ? "+" : ""}${points(adjust)} by your teacher\u2019s judgement`) : null,
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
