// The result of a quiz: score, what holds and what slipped, where to look, then question by question.

import { asking } from "./asking.js";
import { calibration } from "./calibration.js";
import { CONFIDENCE } from "./confidence.js";
import { el, shape } from "../shared/dom.js";
import { told } from "../shared/quantities.js";
import { paragraphs } from "./questions.js";
import { review, verdict, VERDICTS } from "./review.js";
import { markSeen } from "./seen.js";
import { count, dayAndClock, fullTime, NUMBERS, points, sentence } from "../shared/words.js";

function render({ model, el: host }) {
  const root = el("div", { class: "calcinosis feedback-page", "aria-live": "off" });
  host.replaceChildren(root);
  let page = null;
  let chosen = null; // an attempt other than the latest, when the learner asks for it

  function draw(next) {
    page = next;
    if (page.status === "graded") markSeen(page.receipt, page.result.graded_at);
    const views = { graded, waiting, "not submitted": notSubmitted, unknown };
    const held = document.activeElement?.dataset.attempt;
    root.replaceChildren(...views[next.status](next, look));
    if (held) root.querySelector(`[data-attempt="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  function look(attempt) {
    chosen = attempt;
    model.send({ type: "look", key: page.key, attempt });
  }

  draw(model.get("page"));
  return asking(model, {
    ask: () => ({ type: "look", key: page.key, attempt: chosen }),
    every: () => (page.status === "waiting" ? 1000 : 5000),
    heard: (message) => message.type === "page" && draw(message.page),
  });
}

const plain = (title, words, ...actions) => [el("header", { class: "feedback-top" }, el("h1", { class: "title" }, title), el("p", { class: "feedback-words" }, words), el("div", { class: "actions" }, actions))];
const home = (kind = "button") => el("a", { class: kind, href: "home.ipynb" }, "Back to the course");

const unknown = ({ asked }) => plain("Feedback", `${asked ? `This course has no quiz of the name \u201c${asked}\u201d.` : "This address names no quiz."} The course page lists your quizzes and what became of them.`, home("button primary"));

const notSubmitted = ({ quiz, begun }) => plain("Not submitted yet", `There is no feedback before you submit.${begun ? " Your answers so far are kept." : ""}`, el("a", { class: "button primary", href: quiz }, begun ? "Continue quiz" : "Start quiz"), home("quiet"));

function waiting({ receipt, submitted_at: at, trouble }) {
  const words = trouble ? "Your answers are safe. Marking has met a fault and is tried again." : "The result appears on this page as soon as it is released; you can leave and come back.";
  return [
    el("header", { class: "feedback-top" }, el("h1", { class: "title" }, "Submitted, waiting for the result"), el("p", { class: "feedback-words", role: "status" }, words), el("p", { class: "feedback-facts" }, `Submitted ${fullTime(at)} \u00b7 receipt ${receipt}`), el("div", { class: "actions" }, home())),
  ];
}

function graded({ result, lessons, quiz, attempt, again, tries, counted }, look) {
  const items = result.items.map((item, index) => ({ ...item, number: index + 1 }));
  const looks = worthAnotherLook(items, lessons);
  const sections = new Map(items.map((item) => [item, questionReview(item)]));
  const open = items.filter((item) => item.verdict !== "right");
  for (const item of items) sections.get(item).hidden = !open.includes(item);
  const facts = [`Attempt ${attempt}, submitted ${dayAndClock(result.submitted_at)}`, `marked ${dayAndClock(result.graded_at)}`, `receipt ${result.receipt}`];
  const next = looks.length ? el("a", { class: "button primary", href: looks[0].href }, `Open \u201c${looks[0].title}\u201d`) : el("a", { class: "button primary", href: "home.ipynb" }, "Back to the course");
  const chart = calibration(items);
  return [
    el(
      "header",
      { class: `feedback-top${chart ? " with-chart" : ""}` },
      el(
        "div",
        {},
        el("h1", { class: "title" }, result.title),
        el("p", { class: "feedback-facts" }, facts.join(" \u00b7 ")),
        el("p", { class: "score" }, el("b", {}, points(result.score)), ` of ${points(result.max)} points${items.some(({ verdict: how }) => how === "waiting") ? " so far" : ""}`),
        result.penalty ? el("p", { class: "feedback-facts" }, `${points(result.penalty)} ${result.penalty === 1 ? "point" : "points"} taken off for handing in late.`) : null,
        el("p", { class: "feedback-words" }, inWords(items)),
        counted ? attempts(tries, counted, attempt, look) : null,
        el("div", { class: "actions" }, next, again ? el("a", { class: "quiet", href: quiz }, `Start attempt ${again}`) : null),
      ),
      chart,
    ),
    looks.length ? el("section", { class: "feedback-section", "aria-labelledby": "looks" }, el("h2", { id: "looks" }, "Worth another look"), el("ul", { class: "looks" }, looks.map(lookRow))) : "",
    el("section", { class: "feedback-section", "aria-labelledby": "list" }, el("h2", { id: "list" }, "Question by question"), el("ol", { class: "verdicts" }, items.map((item) => verdictRow(item, sections.get(item))))),
    el("div", { class: "reviews" }, [...sections.values()]),
    result.keys === false ? el("p", { class: "feedback-facts kept-back" }, "Right answers and reasons are kept back while this quiz can still be taken.") : "",
    el("p", { class: "feedback-foot" }, el("button", { type: "button", class: "link", onclick: () => window.print() }, "Print")),
  ];
}

const RULES = { last: "The last attempt counts", first: "The first attempt counts", best: "The best attempt counts", average: "The average of all attempts counts" };

/** What counts of several attempts, and the way to the feedback on each. */
function attempts(tries, counted, shown, look) {
  const one = ({ attempt, score, max }) =>
    el("li", {}, el("button", { type: "button", class: "button attempt", "data-attempt": attempt, "aria-pressed": String(attempt === shown), onclick: () => look(attempt) }, `Attempt ${attempt}`, el("span", { class: "attempt-score" }, `${points(score)} of ${points(max)}`)));
  return el("div", { class: "attempts" }, el("p", {}, `${RULES[counted.rule]}: `, el("b", {}, `${points(counted.score)} of ${points(counted.max)} points`), "."), el("ul", { class: "attempt-list", "aria-label": "Feedback on each attempt" }, tries.map(one)));
}

/** First what holds, then the one thing that slipped most. */
function inWords(items) {
  const number = (kind) => items.filter((item) => item.verdict === kind).length;
  const said = [["right", "right"], ["partly", "partly right"], ["wrong", "wrong"], ["empty", "without an answer"], ["waiting", "not marked yet"], ["dropped", "not counted"]].filter(([kind]) => number(kind));
  const parts = said.map(([kind, words], place) => `${place ? (NUMBERS[number(kind)] ?? number(kind)) : count(number(kind), "question")} ${words}`);
  const lost = items.filter((item) => ["partly", "wrong", "empty"].includes(item.verdict)).sort((one, other) => other.max - other.points - (one.max - one.points));
  const slip = lost.length ? ` Most was lost on question ${lost[0].number}, \u201c${lost[0].title}\u201d.` : "";
  return `${sentence(parts.join(", "))}.${slip}`;
}

/** At most three sections of lessons, those with most points lost first. */
function worthAnotherLook(items, lessons) {
  const places = new Map();
  for (const item of items.filter(({ verdict: how }) => ["partly", "wrong", "empty"].includes(how))) {
    const lesson = lessons[item.lesson];
    if (!lesson) continue;
    const section = lesson.sections[item.section];
    const href = section ? `${lesson.href}#${item.section}` : lesson.href;
    const where = section ? `lesson ${item.lesson}, section ${section.place}` : `lesson ${item.lesson}`;
    const place = places.get(href) ?? { href, title: section?.title ?? lesson.title, what: section ? "section" : "lesson", where, minutes: (section ?? lesson).minutes, numbers: [], lost: 0 };
    place.numbers.push(item.number);
    place.lost += item.max - item.points;
    places.set(href, place);
  }
  return [...places.values()].sort((one, other) => other.lost - one.lost).slice(0, 3);
}

function lookRow({ href, title, what, where, minutes, numbers }) {
  const asked = numbers.length === 1 ? `Question ${numbers[0]}` : `Questions ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
  return el("li", {}, el("div", {}, el("h3", {}, title), el("p", {}, `${asked} \u00b7 ${where} \u00b7 about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`)), el("a", { class: "button", href, "aria-label": `Open the ${what}: ${title}` }, `Open the ${what}`));
}

/** "1 of 2"; what is still to be marked has no points yet, and what was taken out has none at all. */
function worth({ verdict: how, points: earned, max }) {
  if (how === "dropped") return "";
  return how === "waiting" ? `out of ${points(max)}` : `${points(earned)} of ${points(max)}`;
}

function verdictRow(item, section) {
  const show = () => {
    section.hidden = false;
    section.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  };
  return el(
    "li",
    {},
    el("span", { class: "row-number" }, item.number),
    el("button", { type: "button", class: "link row-title", onclick: show }, item.title),
    el("span", { class: `verdict verdict-${item.verdict} row-verdict` }, shape(item.verdict), el("span", { class: "row-words" }, VERDICTS[item.verdict])),
    el("span", { class: "row-points" }, worth(item)),
    el("span", { class: "row-sure" }, item.confidence ? CONFIDENCE[item.confidence - 1].toLowerCase() : ""),
  );
}

function questionReview(item) {
  return el(
    "section",
    { class: "question-review", id: item.name, tabindex: -1, "aria-label": `Question ${item.number}` },
    el("div", { class: "review-head" }, el("h3", { class: "q-number" }, `Question ${item.number}`), verdict(item.verdict), el("span", { class: "review-points" }, worth(item))),
    item.vignette ? el("div", { class: "vignette" }, paragraphs(item.vignette)) : null,
    told("p", { class: "stem" }, item.stem),
    review(item),
  );
}

export default { render };
