// Item analysis: the alarm first, every question at a glance, one question beside it, and what mending it would change.

import { histogramOf } from "./analysis_histogram.js";
import { answersOf } from "./analysis_question.js";
import { mending } from "./analysis_mending.js";
import { scatter } from "./analysis_scatter.js";
import { connection } from "../shared/connection.js";
import { announcer, el, svg, unclip } from "../shared/dom.js";
import { clock, count, dayAndClock, listed, points, sentence } from "../shared/words.js";

const LONGEST = 120000; // ms that marking a class again may take before the line is held to be lost
const percent = (share) => `${Math.round(100 * share)} %`;
const figure = (value) => (value === null || value === undefined ? "\u2013" : (Math.round(value * 100) / 100 || 0).toFixed(2).replace("-", "\u2212"));
const between = (estimate, write) => (estimate ? `${write(estimate.low)} to ${write(estimate.high)}` : "");

function render({ model, el: host }) {
  let first = model.get("page");
  let quiz = null;
  let told = null;
  let chosen = null;
  let section = null;
  let asked = 0; // when something was asked that takes long for a large class; meanwhile the kernel answers no beat

  const live = announcer();
  const banner = el("p", { class: "analysis-lost", role: "alert", hidden: true });
  const body = el("div", {});
  const root = el("div", { class: "calcinosis analysis-page" }, banner, body, live.region);
  host.replaceChildren(root);
  unclip(root);
  const link = connection(model, {
    ping: () => ({ type: "ping" }),
    heard,
    changed(state) {
      banner.hidden = state.online || isAtWork();
      if (!state.online) banner.textContent = `No connection since ${clock(state.since)}. The figures on this page stay; the page loads itself anew when the course is back.`;
    },
    mayReload: () => !isAtWork() && !document.querySelector(".jp-NotebookPanel"),
  });
  const isAtWork = () => Date.now() - asked < LONGEST;
  const ask = (message) => {
    asked = Date.now();
    link.send(message);
  };

  function route() {
    const [wanted, name] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!wanted) {
      quiz = told = null;
      body.replaceChildren(quizList(first));
      link.send({ type: "overview" });
    } else if (wanted !== quiz) {
      quiz = wanted;
      told = null;
      chosen = name ?? null;
      body.replaceChildren(el("p", { class: "grading-wait" }, "Counting\u2026"));
      ask({ type: "analysis", quiz });
    }
  }

  function heard(message) {
    if (["analysis", "preview", "applied", "csv", "failed"].includes(message.type)) asked = 0;
    switch (message.type) {
      case "overview":
        first = message;
        if (!quiz) body.replaceChildren(quizList(first));
        break;
      case "analysis":
        if (message.analysis.quiz === quiz) draw(message.analysis);
        break;
      case "csv":
        download(`items-${message.quiz}.csv`, message.csv);
        break;
      case "preview":
        section?.preview(message.change, message.preview);
        break;
      case "applied":
        draw(message.analysis, message.notes);
        live.say(`Written: ${count(message.moved, "mark")} changed`);
        body.querySelector(".analysis-trail")?.scrollIntoView({ block: "center" });
        break;
      case "failed":
        if (section) section.failed(message.why);
        else body.replaceChildren(el("div", { class: "grading-empty" }, el("h1", { class: "title" }, "This could not be read"), el("p", {}, `${sentence(message.why)}.`), el("p", {}, el("a", { class: "button", href: "#" }, "All quizzes"))));
        break;
      default:
    }
  }

  function draw(analysis, after = []) {
    told = analysis;
    section = null;
    if (analysis.too_few) {
      body.replaceChildren(...tooFew(analysis));
      return;
    }
    const alarmed = analysis.questions.filter((each) => each.alarm);
    const known = analysis.questions.some((each) => each.name === chosen);
    if (!known) chosen = (alarmed[0] ?? analysis.questions[0]).name;
    const beside = el("section", { class: "analysis-one", "aria-live": "off" });
    const plot = scatter(analysis.questions, (name) => choose(name));
    const table = figures(analysis.questions, (name) => {
      choose(name);
      beside.scrollIntoView({ block: "nearest" });
    });
    section = mending({ ask: (change) => ask({ type: "preview", quiz, change }), write: (change, reason) => ask({ type: "apply", quiz, change, reason }) });

    function choose(name) {
      chosen = name;
      const question = analysis.questions.find((each) => each.name === name);
      beside.replaceChildren(...answersOf(question, () => section.open(question)));
      plot.show(name);
      table.show(name);
      section.close();
      history.replaceState(null, "", `#${quiz}/${name}`);
      live.say(`Question ${question.number}`);
    }

    body.replaceChildren(
      head(analysis),
      ...alarmed.map((each) => alarm(each, () => {
        choose(each.name);
        section.open(each);
      })),
      ...notes(analysis),
      ...analysis.dropped.map((each) => el("p", { class: "analysis-note" }, `Question ${each.number} was dropped and is left out here. `, el("button", { type: "button", class: "link", onclick: () => section.takeBack(each) }, "Let it count again"))),
      ...after.map((note) => el("p", { class: "analysis-note" }, `${sentence(note)}.`)),
      el("div", { class: "analysis-pair" }, el("section", {}, el("h2", {}, "Every question at a glance"), el("p", { class: "grading-facts" }, "Each number is a question. Open one to see its answers."), plot.node), beside),
      section.node,
      el("section", { class: "analysis-part" }, el("div", { class: "analysis-heading" }, el("h2", {}, "All figures"), el("button", { type: "button", class: "button small", onclick: () => ask({ type: "csv", quiz }) }, "Download as CSV")), table.node, legend()),
      el("section", { class: "analysis-part" }, el("h2", {}, "Scores of the class"), histogramOf(analysis.histogram, null, { points: analysis.points, mean: analysis.mean, learners: analysis.learners })),
      trail(analysis),
    );
    choose(chosen);
  }

  window.addEventListener("hashchange", route);
  route();
  return () => {
    link.stop();
    window.removeEventListener("hashchange", route);
  };
}

const worksWell = (each) => each.facility.value >= 0.3 && each.facility.value <= 0.9 && each.discrimination?.value >= 0.2;
const MODES = { graded: "Graded quiz", practice: "Practice quiz", exam: "Exam" };

function quizList({ quizzes, why }) {
  if (!quizzes) return el("div", { class: "grading-empty" }, el("h1", { class: "title" }, "Item analysis"), el("p", { role: "alert" }, `${sentence(why)}.`));
  const state = (each) => (each.learners >= each.fewest ? el("a", { class: "button", href: `#${each.quiz}`, "aria-label": `See the figures: ${each.title}` }, "See the figures") : el("span", { class: "grading-facts" }, each.learners ? `needs ${each.fewest} learners` : "nobody yet"));
  const head = ["Quiz", "Questions", "Handed in"].map((name) => el("th", { scope: "col" }, name));
  return el(
    "div",
    { class: "grading-list" },
    el("h1", { class: "title" }, "Item analysis"),
    el("p", { class: "grading-lede" }, "What a class understood, question by question: how many got it right, whether it tells those who know from those who guess, and which wrong answers tempt."),
    quizzes.length ? el("table", { class: "grading-table analysis-quizzes" }, el("thead", {}, el("tr", {}, head, el("td"))), el("tbody", {}, quizzes.map((each) => el("tr", {}, el("th", { scope: "row" }, each.learners >= each.fewest ? el("a", { href: `#${each.quiz}` }, each.title) : el("span", { class: "analysis-quiet" }, each.title), el("span", { class: "grading-facts" }, MODES[each.mode] ?? each.mode)), el("td", { "data-label": "questions" }, each.questions), el("td", { "data-label": "handed in" }, each.learners), el("td", {}, state(each)))))) : el("p", { class: "empty" }, "No quiz is built yet."),
  );
}

const facts = (analysis) => [el("a", { href: "#" }, "All quizzes"), ` \u00b7 ${MODES[analysis.mode] ?? analysis.mode} \u00b7 ${count(analysis.asked, "question")} \u00b7 ${analysis.handed_in} handed in`];

const tooFew = (analysis) => [el("header", { class: "analysis-top" }, el("div", {}, el("h1", { class: "title" }, analysis.title), el("p", { class: "grading-facts" }, facts(analysis)))), el("div", { class: "grading-empty" }, el("p", {}, `${sentence(analysis.too_few)}.`))];

function head(analysis) {
  const number = (value, words) => el("div", {}, el("dt", {}, words), el("dd", {}, value));
  return el(
    "header",
    { class: "analysis-top" },
    el("div", {}, el("h1", { class: "title" }, analysis.title), el("p", { class: "grading-facts" }, facts(analysis))),
    el(
      "dl",
      { class: "analysis-numbers" },
      number(analysis.learners, analysis.left_out ? `learners, ${analysis.left_out} not wholly marked` : "learners"),
      number(points(Math.round(analysis.mean * 10) / 10), `mean of ${points(analysis.points)}`),
      number(figure(analysis.alpha?.value), el("span", {}, "reliability, \u03b1", el("span", { class: "grading-facts" }, between(analysis.alpha, figure)))),
      number(analysis.error === null ? "\u2013" : `\u00b1${points(Math.round(analysis.error * 10) / 10)}`, el("span", {}, "error of a score", el("span", { class: "grading-facts" }, analysis.error_interval ? `${points(Math.round(analysis.error_interval[0] * 10) / 10)} to ${points(Math.round(analysis.error_interval[1] * 10) / 10)}` : ""))),
    ),
  );
}

function alarm(question, open) {
  const mark = svg("svg", { viewBox: "0 0 24 24", width: 26, height: 26, "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linejoin": "round", "stroke-linecap": "round" }, svg("path", { d: "M12 3 22 20.500H2z" }), svg("path", { d: "M12 10v5M12 17.600v.2" }));
  return el("section", { class: "analysis-alarm", "aria-label": `Question ${question.number}` }, mark, el("div", {}, el("h2", {}, `Question ${question.number}: the key may be wrong`), el("p", {}, alarmWords(question))), el("button", { type: "button", class: "button", onclick: open, "aria-label": `Check the key of question ${question.number}` }, "Check the key"));
}

/** "The key says B. Of the strongest third of the class, 81 % chose C." */
function alarmWords(question) {
  const key = question.options.filter((option) => option.is_key);
  const rival = question.options.filter((option) => !option.is_key).sort((one, other) => other.thirds[2].share - one.thirds[2].share)[0];
  if (key.length !== 1 || !rival) return question.alarm;
  const follows = (key[0].discrimination ?? 0) < 0 ? `, and choosing ${key[0].id.toUpperCase()} goes with a lower total` : "";
  return `The key says ${key[0].id.toUpperCase()}. Of the strongest third of the class, ${percent(rival.thirds[2].share)} chose ${rival.id.toUpperCase()}${follows}.`;
}

function notes(analysis) {
  const said = [analysis.caution, analysis.waiting.length ? `${analysis.waiting.length === 1 ? "Question" : "Questions"} ${listed(analysis.waiting)} ${analysis.waiting.length === 1 ? "waits" : "wait"} for a person and ${analysis.waiting.length === 1 ? "is" : "are"} left out here.` : null].filter(Boolean);
  return said.length ? [el("p", { class: "analysis-note" }, said.join(" "), analysis.waiting.length ? el("a", { href: `grading.ipynb#${analysis.quiz}` }, "Mark them") : "")] : [];
}

/** The text twin of the picture: every figure of every question. */
function figures(questions, choose) {
  const cell = (label, value, detail) => el("td", { "data-label": label }, value, detail && el("span", { class: "grading-facts" }, detail));
  const verdict = (each) => (each.alarm ? el("span", { class: "verdict verdict-wrong" }, "check the key") : each.watch ? el("span", { class: "analysis-watch" }, each.watch) : el("span", { class: "grading-facts" }, worksWell(each) ? "works well" : "in order"));
  const rows = new Map();
  const head = ["Question", "Right", "Discrimination", "Upper \u2212 lower", "Time", "What it says"].map((name) => el("th", { scope: "col" }, name));
  const body = questions.map((each) => {
    const row = el(
      "tr",
      {},
      el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: () => choose(each.name) }, `${each.number}\u2002${each.title}`)),
      cell("right", percent(each.facility.value), between(each.facility, percent)),
      cell("discrimination", figure(each.discrimination?.value), between(each.discrimination, figure)),
      cell("upper \u2212 lower", figure(each.upper_lower)),
      cell("time", each.seconds === null ? "\u2013" : each.seconds < 90 ? `${Math.round(each.seconds)} s` : `${Math.round(each.seconds / 60)} min`),
      el("td", {}, verdict(each)),
    );
    rows.set(each.name, row);
    return row;
  });
  return {
    node: el("table", { class: "grading-table analysis-figures" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)),
    show: (name) => rows.forEach((row, each) => row.classList.toggle("here", each === name)),
  };
}

const legend = () => el("details", { class: "analysis-legend" }, el("summary", {}, "How these are computed"), el("p", {}, "Right: mean points over the most possible. Discrimination: correlation of the points with the total without this question. Upper \u2212 lower: mean share of the points in the best 27 % of the class less that in the weakest 27 %. Reliability: Cronbach\u2019s \u03b1; error of a score: standard deviation of the totals times \u221a(1 \u2212 \u03b1). Ranges are 95 % bootstrap intervals over learners, those of options 95 % Wilson intervals. Time: median of what was kept between saves."));

function trail({ trail: lines }) {
  if (!lines.length) return "";
  const name = (line) => (line.number ? `question ${line.number}` : line.question);
  const words = {
    regrade: (line) => `marked again, ${count(line.moved, "mark")} changed`,
    drop: (line) => `${name(line)} dropped, ${line.fate === "remove" ? "taken out of the total" : "full points for everyone"}`,
    restore: (line) => `${name(line)} counts again`,
    key: (line) => `${name(line)} accepts ${[line.key].flat().join(", ")}${line.taken_back ? " again" : ""}`,
  };
  const said = (line) => `${sentence((words[line.what] ?? (() => line.what))(line))}${line.reason ? `: ${line.reason}` : ""}`;
  const entry = (line) => el("li", {}, el("span", { class: "grading-facts" }, `${dayAndClock(line.at)}, ${line.by}`), said(line));
  return el("section", { class: "analysis-part analysis-trail" }, el("h2", {}, "What was changed after marking"), el("ul", {}, lines.map(entry)));
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export default { render };
