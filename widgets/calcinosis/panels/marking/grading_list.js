// The questions that a person marks: how many answers wait for each.

import { el, icon } from "../shared/dom.js";
import { count, points, sentence } from "../shared/words.js";

export function overview({ questions, why }) {
  if (!questions) return el("div", { class: "grading-empty" }, el("h1", { class: "title" }, "Grading"), el("p", { role: "alert" }, `${why}.`));
  const waiting = questions.filter((each) => each.waiting);
  const done = questions.filter((each) => each.answers && !each.waiting);
  const still = questions.filter((each) => !each.answers);
  const total = waiting.reduce((sum, each) => sum + each.waiting, 0);
  return el(
    "div",
    { class: "grading-list" },
    el("h1", { class: "title" }, "Grading"),
    el("p", { class: "grading-lede" }, total ? `${sentence(count(total, "answer waits", "answers wait"))} for a person. All answers to a question are marked in one go, in random order and without names.` : nothing(questions)),
    waiting.length ? table("Waiting", waiting) : null,
    done.length ? table("Marked", done) : null,
    still.length && (waiting.length || done.length) ? el("p", { class: "grading-note" }, `No answers yet: ${still.map((each) => `${each.quiz_title}, question ${each.number}`).join("; ")}.`) : null,
    el("p", { class: "grading-note" }, "Points and comments stand in nbgrader\u2019s gradebook; ", el("a", { href: "/formgrader" }, "formgrader"), " shows the same."),
  );
}

function nothing(questions) {
  if (!questions.length) return "No quiz of this course asks for an answer in words, so nothing is marked by a person.";
  if (questions.some((each) => each.answers)) return "Every answer is marked. New ones appear here as soon as they are submitted.";
  return "No answer waits. Answers in words appear here as soon as learners submit a quiz.";
}

function table(title, rows) {
  const head = ["Question", "Waiting", "Marked", "Points", ""].map((name) => (name ? el("th", { scope: "col" }, name) : el("td")));
  return el(
    "section",
    { class: "grading-section", "aria-label": title },
    el("h2", {}, title),
    el("table", { class: "grading-table" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows.map(row))),
  );
}

function row(each) {
  const marked = each.answers - each.waiting;
  const put = [each.begun && `${each.begun} begun`, each.later && `${each.later} put off`].filter(Boolean).join(", ");
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href: `#${each.quiz}/${each.name}` }, each.title), el("span", { class: "grading-facts" }, `${each.quiz_title} \u00b7 question ${each.number}`)),
    el("td", { "data-label": "waiting" }, el("b", {}, each.waiting), put && el("span", { class: "grading-facts" }, put)),
    el("td", { "data-label": "marked" }, each.waiting ? `${marked} of ${each.answers}` : [icon("tick"), ` all ${each.answers}`], each.empty ? el("span", { class: "grading-facts" }, `${each.empty} left empty`) : null),
    el("td", { "data-label": each.points === 1 ? "point" : "points" }, points(each.points)),
    el("td", {}, el("a", { class: "button", href: `#${each.quiz}/${each.name}`, "aria-label": `${each.waiting ? "Mark" : "Look again"}: ${each.title}` }, each.waiting ? "Mark" : "Look again")),
  );
}
