// The debrief: how it ended, what was done well, what an expert would add, both views side by side, every choice with its reason.

import { caseText, percent } from "./case_words.js";
import { stageName } from "./case_view.js";
import { el, shape } from "../shared/dom.js";

const STAGE_WORDS = { story: "After the story", exam: "After the examination", tests: "After the tests" };

export function debriefOf({ debrief, diagnoses, views, spent }, { again, links }) {
  const { remarks, harms } = debrief;
  return el(
    "section",
    { class: "debrief", "aria-labelledby": "debrief-title" },
    el("p", { class: "debrief-eyebrow" }, "Debrief"),
    el("h2", { id: "debrief-title", class: "debrief-title", tabindex: -1, "data-key": "debrief" }, debrief.named),
    caseText("p", { class: "debrief-words" }, debrief.words),
    el("div", { class: "debrief-outcome" }, el("h3", {}, debrief.outcome.title), caseText("p", {}, debrief.outcome.text)),
    el("div", { class: "debrief-columns" }, column("What you did well", remarks.well, "Nothing that an expert would have done."), column("What an expert would add", [...more(debrief), ...remarks.add], "Nothing."), path(debrief, spent)),
    el("p", { class: "case-hint" }, "The reasons stand further down, choice by choice."),
    harms.length ? el("div", { class: "debrief-harms" }, el("h3", {}, "What did harm"), el("ul", {}, harms.map(({ text, weight }) => el("li", { class: "harm" }, el("b", {}, `${{ 1: "Slight", 2: "Serious", 4: "Grave" }[weight] ?? "Harm"}. `), caseText("span", {}, text))))) : null,
    el("div", { class: "debrief-two" }, steps(debrief), compare(debrief, diagnoses, views)),
    el("h3", { class: "debrief-part" }, "Every choice, with its reason"),
    debrief.decisions.map(answered),
    el("h3", { class: "debrief-part" }, "Traps and pearls"),
    el("ul", { class: "pearls" }, debrief.pearls.map(({ text, claims }) => caseText("li", {}, text, claims))),
    el("div", { class: "actions" }, el("button", { type: "button", class: "button primary", onclick: again, "data-key": "again" }, "Play again with another patient"), el("a", { class: "button", href: links.home }, "Back to the course")),
    el("p", { class: "case-hint" }, "Playing again deals other numbers. Nothing here counts for a grade."),
  );
}

const column = (title, remarks, none) => el("div", {}, el("h3", {}, title), remarks.length ? el("ul", { class: "remarks" }, remarks.map((text) => caseText("li", {}, text))) : el("p", { class: "remarks" }, none));

const more = ({ missed, unseen }) => [...(missed.length ? [`Ask: ${missed.join(" ")}`] : []), ...(unseen.length ? [`Examine: ${unseen.map((region) => region.charAt(0).toLowerCase() + region.slice(1)).join("; ")}.`] : [])];

function path({ path: lines, cost }) {
  const days = [...new Set(lines.map(({ day }) => day))];
  return el(
    "div",
    {},
    el("h3", {}, "Your path"),
    el(
      "dl",
      { class: "path" },
      days.map((day) => el("div", {}, el("dt", {}, `Day ${day}`), el("dd", {}, lines.filter((line) => line.day === day).map(({ text }) => el("p", {}, text))))),
      el("div", {}, el("dt", {}, "Cost"), el("dd", {}, el("b", {}, cost.yours), ` \u00b7 expert path ${cost.expert}`)),
    ),
  );
}

function steps({ steps: list, total }) {
  return el(
    "div",
    {},
    el("h3", {}, "Step by step"),
    el("table", { class: "steps" }, el("tbody", {}, [...list, { name: "All together", share: total }].map(({ name, share }) => el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: "step-bar", "aria-hidden": "true" }, el("span", { style: `--share: ${share}` })), el("td", { class: "step-number" }, percent(share)))))),
    el("p", { class: "case-hint" }, "Formative: for you alone."),
  );
}

function compare({ expert, diagnosis }, diagnoses, views) {
  const stages = views.filter(({ stage }) => expert[stage]);
  return el(
    "div",
    {},
    el("h3", {}, "Your view beside an expert\u2019s"),
    el(
      "table",
      { class: "compare" },
      el("thead", {}, el("tr", {}, el("td", {}), stages.map(({ stage }, index) => el("th", { scope: "col", colspan: 2 }, STAGE_WORDS[stage] ?? stageName(stage, index)))), el("tr", {}, el("td", {}), stages.flatMap(() => [el("th", { scope: "col", class: "mine" }, "you"), el("th", { scope: "col" }, "expert")]))),
      el("tbody", {}, Object.entries(diagnoses).map(([name, label]) => el("tr", { class: name === diagnosis ? "is-it" : null }, el("th", { scope: "row" }, label), stages.flatMap(({ stage, view }) => [el("td", { class: "mine" }, view[name]), el("td", {}, expert[stage][name])])))),
    ),
    el("p", { class: "case-hint" }, "Percent. The expert\u2019s view is one reasonable reading, not a measurement."),
  );
}

const VERDICTS = { right: ["right", "an expert does this"], wrong: ["wrong", "not right"], open: ["empty", "a matter of opinion"] };

function answered({ ask, share, options }) {
  return el(
    "details",
    { class: "answered", open: share < 0.999 },
    el("summary", {}, el("span", { class: "answered-ask" }, ask), el("span", { class: "answered-share" }, percent(share))),
    el(
      "ul",
      {},
      options.map(({ text, why, claims, chosen, verdict }) => {
        const [sign, words] = VERDICTS[verdict];
        return el("li", { class: chosen ? "answer chosen" : "answer" }, el("p", { class: "answer-text" }, el("b", {}, text), el("span", { class: `verdict verdict-${sign}` }, shape(sign, 15), words), chosen ? el("span", { class: "answer-yours" }, "your choice") : null), caseText("p", { class: "answer-why" }, why, claims));
      }),
    ),
  );
}
