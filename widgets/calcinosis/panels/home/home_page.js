// The course home: what you were doing, the lessons, the quizzes and where you stand.

import { asking } from "../quiz/asking.js";
import { el, icon, shape } from "../shared/dom.js";
import { handFilm } from "./hand.js";
import { patientList } from "./home_patients.js";
import { ownRecord } from "./own_record.js";
import { searchBox } from "./search.js";
import { isSeen } from "../quiz/seen.js";
import { count, dayAndClock, points, sentence } from "../shared/words.js";

const REFRESH = 5000; // ms
const LABORATORY = "laboratory.ipynb";

function render({ model, el: host }) {
  const root = el("div", { class: "calcinosis home-page" });
  host.replaceChildren(root);
  let drawn = "";
  const send = (type) => {
    try {
      model.send({ type });
    } catch {
      // the page asks again by itself when nobody answers
    }
  };
  const search = searchBox(() => send("index"));
  const record = ownRecord(() => send("record"));

  function draw(page) {
    const text = JSON.stringify(page);
    if (text === drawn) return;
    drawn = text;
    const held = document.activeElement?.dataset.key;
    const open = new Set([...root.querySelectorAll("details[open]")].map((each) => each.dataset.key));
    root.replaceChildren(opening(page, search.node), again(page.lessons), lessons(page.lessons, open), quizzes(page.quizzes), patientList(page.patients), beside(page.appendix), ownRecordOf(record.node), page.instructor ? instructor(page.instructor) : "");
    if (held) root.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  draw(model.get("page"));
  const end = asking(model, {
    ask: () => ({ type: "look" }),
    every: () => REFRESH,
    heard(message) {
      if (message.type === "page") draw(message.page);
      if (message.type === "index") search.learn(message.index);
      if (message.type === "record") record.arrived(message);
    },
  });
  return () => {
    search.end();
    end();
  };
}

function opening({ lessons: list, quizzes: tests, patients }, search) {
  const has = [list.length && count(list.length, "lesson"), tests.length && count(tests.length, "quiz", "quizzes")].filter(Boolean).join(" and ");
  const what = "calcium deposits in the skin and soft tissue: why they form, how to find them, and what can honestly be done.";
  const next = nextStep(list, tests, patients);
  return el(
    "header",
    { class: "home-opening" },
    el(
      "div",
      { class: "home-words" },
      el("h1", { class: "home-title" }, "Calcium where it does not belong"),
      el("p", { class: "home-lede" }, has ? `${sentence(has)} on ${what}` : `A course on ${what}`),
      next && goOn(next),
    ),
    handFilm(),
    el("div", { class: "home-search" }, search, el("p", {}, el("a", { href: "glossary.ipynb", "data-key": "glossary" }, "Glossary A to Z"))),
  );
}

const goOn = ({ eyebrow, title, state, href, action, fresh }) =>
  el("section", { class: "home-next", "aria-label": "Where you are" }, el("p", { class: "home-eyebrow" }, eyebrow), el("p", { class: "home-next-title" }, title), el("p", { class: "home-next-state" }, state), el("div", { class: "actions" }, el("a", { class: "button primary", href, "data-key": "next" }, action), fresh && el("a", { href: LABORATORY, "data-key": "play" }, "Move a patient\u2019s calcium first")));

/** The one thing to go on with: what was touched last, what was missed, else lesson by lesson its text, its patient and its quiz. */
function nextStep(list, tests, patients) {
  const steps = [
    ...tests.filter((quiz) => quiz.status === "draft" && quiz.clock !== "closed").map((quiz) => ({ at: quiz.saved_at, eyebrow: `You stopped here on ${dayAndClock(quiz.saved_at)}`, title: quiz.title, state: `${quiz.answered} of ${quiz.questions} answered, saved`, href: quiz.href, action: "Continue quiz" })),
    ...tests.filter((quiz) => quiz.status === "graded" && !isSeen(quiz.receipt, quiz.graded_at)).map((quiz) => ({ at: quiz.graded_at, eyebrow: "Your result is here", title: quiz.title, state: `${points(quiz.score)} of ${points(quiz.max)} points`, href: quiz.feedback, action: "Read feedback" })),
    ...patients.filter(({ status }) => status === "running").map(({ at, who, complaint, href }) => ({ at, eyebrow: `You stopped here on ${dayAndClock(at)}`, title: who, state: sentence(complaint), href, action: "Back to the patient" })),
    ...list.filter(isBegun).map((lesson) => ({ at: lesson.at, eyebrow: `You stopped here on ${dayAndClock(lesson.at)}`, title: `${lesson.number}\u2002${lesson.title}`, state: reached(lesson), href: lesson.goon, action: `Continue lesson ${lesson.number}` })),
  ];
  if (steps.length) return steps.sort((one, other) => String(other.at).localeCompare(String(one.at)))[0];
  const [missed] = list.flatMap((lesson) => lesson.again);
  if (missed) return { eyebrow: "Before you go on", title: missed.title, state: `${sentence(count(missed.missed, "question"))} missed in this section of lesson ${missed.lesson}`, href: missed.href, action: "Read this section" };
  for (const lesson of list) {
    if (!isFinished(lesson)) {
      const fresh = !list.some(({ answered, read }) => answered || read);
      return { eyebrow: fresh ? "Start here" : "Next", title: `${lesson.number}\u2002${lesson.title}`, state: `About ${lesson.minutes} minutes`, href: lesson.href, action: `Start lesson ${lesson.number}`, fresh };
    }
    const waiting = patients.find(({ lesson: number, status }) => number === lesson.number && status === "not started");
    if (waiting) return { eyebrow: `A patient for lesson ${lesson.number}`, title: waiting.who, state: sentence(waiting.complaint), href: waiting.href, action: "See the patient" };
    const quiz = tests.find((test) => test.lesson === lesson.number && test.status === "not started" && !["not yet", "closed"].includes(test.clock));
    if (quiz) return { eyebrow: `The quiz of lesson ${lesson.number}`, title: quiz.title, state: `${count(quiz.questions, "question")}, about ${quiz.minutes} minutes`, href: quiz.href, action: "Start quiz" };
  }
  return list.length ? { eyebrow: "Every lesson, patient and quiz is done", title: "The laboratory", state: "A whole human to try things on", href: LABORATORY, action: "Open the laboratory" } : null;
}

/** What belongs to no single lesson. */
function beside(appendix) {
  const doors = [
    [LABORATORY, "The laboratory", "A whole human: choose a disease, order treatments, let hours or years pass."],
    ["glossary.ipynb", "Glossary", "Every word of the course, with its normal values and where it is taught."],
    appendix && [appendix, "How the model was tested", "Every check of the model against what was measured in people, failures included."],
  ].filter(Boolean);
  return el("section", { class: "home-section", "aria-labelledby": "home-beside" }, heading("home-beside", "Beside the lessons", ""), el("ul", { class: "doors" }, doors.map(door)));
}

const door = ([href, name, words]) => el("li", {}, el("h3", {}, el("a", { href, "data-key": href }, name)), el("p", {}, words));

const isBegun = (lesson) => (lesson.answered > 0 || lesson.read > 0) && !isFinished(lesson);
const reached = (lesson) => (lesson.answered ? `${lesson.answered} of ${lesson.checks} checks answered` : `${lesson.read} of ${lesson.sections} sections read`);

/** Sections in which a question was missed and that were not read since: at most three, the latest first. */
function again(list) {
  const missed = list.flatMap((lesson) => lesson.again).sort((one, other) => other.at.localeCompare(one.at)).slice(0, 3);
  if (!missed.length) return "";
  return el(
    "section",
    { class: "home-section home-again", "aria-labelledby": "home-again" },
    heading("home-again", "Worth another look", "until read again"),
    el("ul", {}, missed.map(({ href, title, lesson, missed: number }) => el("li", {}, el("a", { href, "data-key": href }, title), el("span", {}, `Lesson ${lesson}, ${count(number, "question")} missed`)))),
  );
}

function lessons(list, open) {
  const finished = list.filter(isFinished).length;
  return el(
    "section",
    { class: "home-section", "aria-labelledby": "home-lessons" },
    heading("home-lessons", "Lessons", list.length ? `${finished} of ${list.length} finished` : ""),
    list.length ? el("ol", { class: "lessons" }, list.map((lesson) => lessonRow(lesson, open))) : el("p", { class: "empty" }, "No lesson is built yet."),
  );
}

const isFinished = (lesson) => lesson.checks > 0 && lesson.answered >= lesson.checks;

function lessonRow(lesson, open) {
  const begun = isBegun(lesson);
  const ticks = el("span", { class: "ticks", "aria-hidden": "true" }, Array.from({ length: lesson.checks }, (_, index) => el("i", { class: index < lesson.answered ? "full" : null })));
  const state = isFinished(lesson) ? [icon("tick"), "finished"] : begun ? [ticks, reached(lesson)] : [];
  return el(
    "li",
    { class: `lesson${isFinished(lesson) ? " finished" : ""}${begun ? " begun" : ""}` },
    el("span", { class: "lesson-number" }, lesson.number),
    el("div", { class: "lesson-words" }, el("h3", {}, el("a", { href: lesson.href, "data-key": lesson.href }, lesson.title)), el("p", {}, lesson.question)),
    el("span", { class: "lesson-state" }, state),
    el("span", { class: "lesson-minutes" }, `${lesson.minutes} min`),
    (begun || isFinished(lesson)) && objectives(lesson, open),
  );
}

const STATES = { met: ["right", "met"], missed: ["partly", "not met yet"], begun: ["empty", "begun"], "not tried": ["empty", "not tried"] };

/** What the lesson is for, and what the answers say about it. */
function objectives(lesson, open) {
  const met = lesson.objectives.filter(({ state }) => state === "met").length;
  const key = `objectives ${lesson.number}`;
  return el(
    "details",
    { class: "objectives", "data-key": key, open: open.has(key) },
    el("summary", { "data-key": `summary ${lesson.number}` }, `${met} of ${lesson.objectives.length} objectives met`),
    el("ul", {}, lesson.objectives.map(objectiveRow)),
  );
}

function objectiveRow({ text, state, right, told, reread }) {
  const [drawn, words] = STATES[state];
  const counted = told ? `${words}: ${right} of ${count(told, "question")} right` : words;
  const back = reread.flatMap(({ href, title }, index) => [index ? ", " : " \u00b7 read again: ", el("a", { href, "data-key": `reread ${href}` }, title)]);
  return el("li", {}, el("span", { class: `verdict verdict-${drawn}` }, shape(drawn)), el("span", {}, `${text} `, el("span", { class: "objective-state" }, counted, back)));
}

function quizzes(list) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const head = ["Quiz", "State", "What now", "Result"].map((name) => el("th", { scope: "col" }, name));
  const table = () => el("table", { class: "quizzes" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, list.map(quizRow)));
  return el(
    "section",
    { class: "home-section", id: "quizzes", "aria-labelledby": "home-quizzes" },
    heading("home-quizzes", "Quizzes", zone ? `times are local, ${zone}` : ""),
    list.length ? table() : el("p", { class: "empty" }, "No quiz is built yet."),
  );
}

function quizRow(quiz) {
  const modes = { graded: "graded", practice: "practice", exam: "exam" };
  const facts = [quiz.lesson ? `lesson ${quiz.lesson}` : null, modes[quiz.mode] ?? quiz.mode, `${quiz.questions} ${quiz.questions === 1 ? "question" : "questions"}`, quiz.attempts > 1 ? `attempt ${quiz.attempt} of ${quiz.attempts}` : null, quiz.minutes ? `${quiz.minutes} minutes` : null];
  const { state, detail, now } = quizState(quiz);
  const rules = { first: "first attempt", best: "best attempt", average: "average of attempts", last: "last attempt" };
  const { counted } = quiz;
  const counts = counted ? [el("span", { class: "result" }, `${points(counted.score)} of ${points(counted.max)}`), el("span", { class: "quiz-facts" }, rules[counted.rule])] : null;
  const latest = quiz.status === "graded" ? el("span", { class: "result" }, `${points(quiz.score)} of ${points(quiz.max)}`) : ["submitted", "marking"].includes(quiz.status) ? "not out yet" : "";
  const result = counts ?? latest;
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("span", { class: "quiz-title" }, quiz.title), el("span", { class: "quiz-facts" }, facts.filter(Boolean).join(" \u00b7 "))),
    el("td", {}, el("span", { class: "quiz-state" }, state), detail && el("span", { class: "quiz-facts" }, detail)),
    el("td", { class: "quiz-now" }, now),
    el("td", { class: "quiz-result" }, result),
  );
}

function quizState(quiz) {
  const act = (href, text, kind = "button") => el("a", { href, class: kind || null, "data-key": `${quiz.href} ${text}` }, text);
  const again = quiz.attempts === null || quiz.attempt < quiz.attempts;
  const submitted = { state: el("b", {}, icon("tick"), "Submitted"), detail: `${dayAndClock(quiz.submitted_at)} \u00b7 receipt ${quiz.receipt}` };
  const closes = quiz.until ? `${quiz.clock === "late" ? "late, closes" : "closes"} ${dayAndClock(quiz.until)}` : "";
  switch (quiz.status) {
    case "draft":
      if (quiz.clock === "closed") return { state: el("b", {}, `${quiz.answered} of ${quiz.questions} answered, saved`), detail: "closed, not submitted", now: "" };
      return { state: el("b", {}, `${quiz.answered} of ${quiz.questions} answered, saved`), detail: closes || dayAndClock(quiz.saved_at), now: act(quiz.href, "Continue quiz") };
    case "submitted":
      return { ...submitted, now: quiz.trouble ? "Your answers are safe. Marking has met a fault and is tried again." : "Waiting to be marked" };
    case "marking":
      return { ...submitted, now: quiz.marked ? "Marked. Your teacher has not released the result yet." : "Being marked" };
    case "graded":
      return { state: el("b", { class: "verdict verdict-right" }, shape("right"), "Feedback ready"), detail: again ? "another attempt is open" : "", now: act(quiz.feedback, "Read feedback", "") };
    default:
      if (quiz.clock === "not yet") return { state: `Opens ${dayAndClock(quiz.until)}`, detail: "", now: "" };
      if (quiz.clock === "closed") return { state: "Closed", detail: "", now: "" };
      return { state: "Not started", detail: closes, now: act(quiz.href, "Start quiz") };
  }
}

function instructor({ waiting }) {
  const waits = waiting ? `${sentence(count(waiting, "answer waits", "answers wait"))} for a person.` : waiting === 0 ? "No answer waits." : "";
  return el(
    "section",
    { class: "home-section", "aria-labelledby": "home-instructor" },
    heading("home-instructor", "For the instructor", ""),
    el("ul", { class: "doors" }, [
      ["grading.ipynb", "Grading", `${waits} Written answers, question by question, without names.`.trim()],
      ["analysis.ipynb", "Item analysis", "What the class understood, question by question; a doubtful key, and what mending it would change."],
      ["/formgrader", "Formgrader", "nbgrader\u2019s own pages: submissions one by one, points, comments, the gradebook."],
      ["/lab", "Open JupyterLab", "The notebooks of the lessons and quizzes, to read and to change."],
    ].map(door)),
    el("p", { class: "laptop" }, "Learners see a graded result when you release it: in Formgrader with Generate feedback, then Release feedback; or for a whole quiz with ", el("code", {}, "python3 course.py feedback QUIZ --release"), "."),
    el("p", { class: "laptop" }, "This copy of the course runs on one computer under one account. Whoever uses that account can read everything, the keys of the quizzes too: for graded work with a class, use a course server."),
  );
}

function ownRecordOf(node) {
  return el(
    "section",
    { class: "home-section", "aria-labelledby": "home-record" },
    heading("home-record", "Your own record", ""),
    el("p", { class: "record-words" }, "Everything the course keeps of you: answers, results, checks, which sections you have read, and what you did for each patient. It is written when you ask for it and goes nowhere but to your downloads."),
    node,
  );
}

const heading = (id, text, side) => el("div", { class: "home-heading" }, el("h2", { id }, text), el("span", {}, side));

export default { render };
