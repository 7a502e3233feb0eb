// The desk for one question: the answers left at the left, one answer in the middle, what it earns at the right.

import { el, icon, shape } from "../shared/dom.js";
import { scoresheet } from "./grading_sheet.js";
import { keyboard } from "./grading_keys.js";
import { bound, points, wordCount } from "../shared/words.js";

const EXCERPT = 90; // characters

export const blank = () => ({ lines: [], failed: [], adjust: 0, comment: "", given: false, later: false });

/** What a person decided, as it is kept. */
export const markOf = ({ lines, failed, adjust, comment, status, later }) => ({ lines: [...lines], failed: [...failed], adjust, comment, given: status === "given", later: Boolean(later) });

const isBlank = (mark) => !mark.lines.length && !mark.failed.length && !mark.adjust && !mark.comment;

/** How an answer stands after a change here. */
const statusOf = (mark) => (mark.given ? "given" : mark.later ? "later" : isBlank(mark) ? "waiting" : "begun");

const WORDS = { waiting: "not marked", begun: "begun, not final", later: "put off", again: "to look at again", given: "marked" };

export function marking(question, { state, at, say, typed, put, undo, names, moved }) {
  const answers = question.answers.map((answer) => ({ ...answer, kept: markOf(answer), mark: markOf(answer), name: null }));
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const given = []; // times of the last final marks, for what is still to come
  let here = Math.max(0, answers.findIndex((answer) => String(answer.number) === String(at)));
  if (at === undefined || at === null) here = Math.max(0, answers.findIndex((answer) => answer.status !== "given"));
  let undoing = question.undo;

  const bar = el("span", { class: "grading-done" });
  const progress = el("p", { class: "grading-progress" });
  const left = el("span", { class: "grading-left" });
  const reveal = el("button", { type: "button", class: "link", "aria-pressed": "false", onclick: toggleNames }, "names hidden");
  const rows = answers.map((answer, index) => el("button", { type: "button", class: "grading-row", onclick: (event) => go(index, { focus: event.detail === 0 }) }));
  const list = el("nav", { class: "grading-answers", "aria-label": "Answers" }, el("p", { class: "grading-list-top" }, left, reveal), el("ol", {}, rows.map((row) => el("li", {}, row))));
  const asked = el("div", { class: "grading-asked" });
  const heading = el("h2", { class: "grading-which", tabindex: -1 });
  const note = el("p", { class: "grading-remark", role: "status" });
  const text = el("blockquote", { class: "grading-text" });
  const twins = el("div", { class: "grading-twins" });
  const near = el("div", { class: "grading-near" });
  const stepBack = el("button", { type: "button", class: "button small", "aria-label": "Previous answer", onclick: () => step(-1) }, "Previous");
  const stepOn = el("button", { type: "button", class: "button small", "aria-label": "Next answer in the list, without marking this one", onclick: () => step(1) }, "Skip");
  const done = el("div", { class: "grading-finished", hidden: true });
  const middle = el("section", { class: "grading-answer", "aria-label": "Answer" }, asked, el("div", { class: "grading-head" }, heading, el("span", { class: "grading-steps" }, stepBack, stepOn)), note, text, twins, near);
  const sheet = scoresheet(question, { change, next: giveAndGo, later: putOff, undo: takeBack, typed });
  const columns = el("div", { class: "grading-columns" }, list, middle, sheet.node);
  const top = el(
    "header",
    { class: "grading-top" },
    el("div", { class: "grading-title" }, el("p", { class: "grading-facts" }, el("a", { href: "#" }, "All questions"), ` \u00b7 ${question.quiz_title}`), el("h1", {}, `Question ${question.number} \u00b7 ${question.title}`)),
    el("div", { class: "grading-track", "aria-hidden": "true" }, bar),
    progress,
    state,
  );
  const node = el("div", { class: "grading-desk" }, top, done, answers.length ? columns : el("div", { class: "grading-empty" }, el("p", {}, question.empty ? "Everyone left this question empty: that earns nothing, and there is nothing to mark." : "No answer has been handed in yet. Answers appear here as soon as learners submit.")));
  const keys = keyboard({ toggle: (number) => sheet.toggle(number), adjust: (by) => sheet.adjust(by), bank: (letter) => sheet.bank(letter), comment: () => sheet.comment(), next: giveAndGo, back: () => step(-1), on: () => step(1), undo: takeBack, later: putOff, same: giveSame });

  const current = () => answers[here];
  const isOpen = (answer) => answer.status !== "given";

  /** A change of the marks of the answer shown. */
  function change(changes, how) {
    const answer = current();
    answer.mark = { ...answer.mark, ...changes };
    settle(answer);
    put({ [answer.id]: answer.mark }, how);
    reflect();
  }

  function settle(answer) {
    answer.status = statusOf(answer.mark);
    const { lines, failed, adjust, given: isFinal } = answer.mark;
    answer.points = isFinal || lines.length || failed.length || adjust ? sheet.sum(answer) : null;
    answer.elsewhere = false;
    answer.note = "";
  }

  function giveAndGo() {
    const answer = current();
    if (!answer) return;
    if (isOpen(answer)) {
      given.push(Date.now());
      change({ given: true, later: false });
    }
    const following = [...answers.slice(here + 1), ...answers.slice(0, here)].find(isOpen);
    if (following) go(answers.indexOf(following), { focus: true });
    else finish();
  }

  function putOff() {
    const answer = current();
    if (!answer) return;
    change({ later: true, given: false });
    say(`Answer ${answer.number} put off`);
    const following = [...answers.slice(here + 1), ...answers.slice(0, here)].find((each) => isOpen(each) && each.status !== "later");
    if (following) go(answers.indexOf(following), { focus: true });
  }

  /** The same marks for every answer that says the same in the same words. */
  function giveSame() {
    const answer = current();
    const others = answer ? sameAs(answer) : [];
    if (!others.length || (isBlank(answer.mark) && !answer.mark.given)) return;
    const mark = { ...answer.mark, given: true, later: false };
    const all = [answer, ...others];
    for (const each of all) {
      each.mark = { ...mark, lines: [...mark.lines], failed: [...mark.failed] };
      settle(each);
    }
    put(Object.fromEntries(all.map((each) => [each.id, each.mark])));
    say(`${all.length} answers marked`);
    reflect();
    giveAndGo();
  }

  const alike = (one, other) => JSON.stringify([one.lines, one.failed, one.adjust, one.comment]) === JSON.stringify([other.lines, other.failed, other.adjust, other.comment]);
  const sameAs = (answer) => answers.filter((other) => other !== answer && other.twin === answer.twin && (isOpen(other) || !alike(other.mark, answer.mark)));

  function takeBack() {
    if (undoing) undo();
  }

  function finish() {
    done.hidden = false;
    done.replaceChildren(icon("tick"), el("p", { tabindex: -1 }, el("b", {}, `All ${answers.length} answers are marked.`), " Learners see their points when the quiz is released. ", el("a", { href: "#" }, "All questions")));
    done.querySelector("p").focus();
  }

  function step(by) {
    const to = here + by;
    if (answers[to]) go(to, { focus: true });
  }

  function go(index, { focus = false } = {}) {
    here = index;
    done.hidden = true;
    show();
    moved(current().number);
    rows[here].scrollIntoView({ block: "nearest" });
    if (!focus) return;
    heading.focus({ preventScroll: true });
    if (middle.getBoundingClientRect().top < 0 || middle.getBoundingClientRect().top > innerHeight * 0.5) middle.scrollIntoView({ block: "start" });
  }

  function show() {
    const answer = current();
    if (!answer) return;
    const how = answer.asked ?? question;
    asked.replaceChildren(
      ...(how.vignette ? [el("p", {}, bound(how.vignette))] : []),
      el("p", { class: "grading-stem" }, bound(how.stem)),
      how.model ? el("details", {}, el("summary", {}, "Model answer"), el("p", {}, bound(how.model))) : "",
    );
    text.textContent = answer.text;
    heading.replaceChildren(`Answer ${answer.number}`, " ", el("span", {}, `${wordCount(answer.text)} words${question.expected ? `, about ${question.expected} expected` : ""}`), " ", answer.name ? el("span", {}, answer.name) : "");
    stepBack.disabled = here === 0;
    stepOn.disabled = here === answers.length - 1;
    sheet.show(answer, answers);
    reflect();
  }

  /** Everything that follows from the marks. */
  function reflect() {
    const answer = current();
    const open = answers.filter(isOpen).length;
    bar.style.width = `${answers.length ? (100 * (answers.length - open)) / answers.length : 0}%`;
    progress.textContent = answers.length ? `${answers.length - open} of ${answers.length} marked${minutesLeft(open)}` : "";
    left.textContent = open ? `${open} left` : "all marked";
    answers.forEach((each, index) => drawRow(rows[index], each, index === here));
    if (!answer) return;
    note.textContent = answer.note;
    note.hidden = !answer.note;
    sheet.reflect(answer, { undo: undoing, same: sameAs(answer).length });
    drawTwins(answer);
    drawNear(answer);
  }

  function minutesLeft(open) {
    if (given.length < 4 || !open) return "";
    const gaps = given.slice(1).map((time, index) => time - given[index]).sort((a, b) => a - b);
    const minutes = Math.round((gaps[Math.floor(gaps.length / 2)] * open) / 60000);
    return ` \u00b7 about ${minutes < 1 ? "a minute" : minutes === 1 ? "1 minute" : `${minutes} minutes`} left`;
  }

  function drawRow(row, answer, isHere) {
    const worth = answer.points === null ? "\u2013" : points(answer.points);
    const key = `${isHere} ${answer.status} ${worth} ${answer.name}`;
    if (row.dataset.drawn === key) return;
    row.dataset.drawn = key;
    row.classList.toggle("marked", answer.status === "given");
    if (isHere) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    const mine = answer.status === "given" ? worth : answer.status === "waiting" ? "\u2013" : `${worth} ${answer.status === "later" ? "later" : "\u2026"}`;
    row.replaceChildren(el("b", {}, answer.name ?? `Answer ${answer.number}`), el("span", { class: "grading-row-points", "aria-hidden": "true" }, mine), el("span", { class: "sr-only" }, `, ${WORDS[answer.status]}${answer.points === null ? "" : `, ${worth} points`}: `), el("span", { class: "grading-row-text" }, excerpt(answer.text)));
  }

  const excerpt = (words) => (words.length > EXCERPT ? `${words.slice(0, EXCERPT).trimEnd()}\u2026` : words);

  function drawTwins(answer) {
    const others = sameAs(answer);
    const ready = others.length && (answer.mark.given || !isBlank(answer.mark));
    twins.hidden = !others.length;
    twins.replaceChildren(
      el("p", {}, others.length === 1 ? `Answer ${others[0].number} says the same in the same words.` : `${others.length} other answers say the same in the same words.`),
      ready ? el("button", { type: "button", class: "button small", onclick: giveSame }, others.length === 1 ? "Give both these marks" : `Give all ${others.length + 1} these marks`, el("kbd", {}, "S")) : el("span", { class: "grading-facts" }, "Mark this one, then give them the same."),
    );
  }

  function drawNear(answer) {
    const others = answer.like.map((id) => byId.get(id)).filter(Boolean);
    near.hidden = !others.length;
    if (near.hidden) return;
    const worth = (other) => {
      if (other.points === null) return el("span", { class: "grading-facts" }, "not marked");
      const differs = answer.points !== null && other.status === "given" && other.points !== answer.points;
      return el("b", { class: differs ? "verdict verdict-partly" : null }, differs ? shape("partly", 14) : null, `${points(other.points)} of ${points(question.points)}${differs ? " \u00b7 check" : ""}`);
    };
    near.replaceChildren(
      el("h3", {}, "Answers much like this one"),
      el("ul", {}, others.map((other) => el("li", {}, el("button", { type: "button", class: "link", onclick: () => go(answers.indexOf(other), { focus: true }) }, `Answer ${other.number}`), el("span", { class: "grading-near-text" }, other.text), worth(other)))),
    );
  }

  function toggleNames() {
    const shown = reveal.getAttribute("aria-pressed") === "true";
    if (!shown) return names();
    for (const answer of answers) answer.name = null;
    reveal.setAttribute("aria-pressed", "false");
    reveal.textContent = "names hidden";
    show();
  }

  return {
    node,
    place: () => current()?.number,
    entries: () => Object.fromEntries(answers.map((answer) => [answer.id, { answer: answer.kept }])),
    start() {
      show();
      keys.start();
    },
    stop: () => keys.stop(),
    /** The gradebook as it is now; `elsewhere` names the answers that someone else changed. */
    told(standings, elsewhere) {
      for (const [id, standing] of Object.entries(standings)) {
        const answer = byId.get(id);
        if (!answer) continue;
        Object.assign(answer, standing, { kept: markOf(standing), mark: markOf(standing) });
        if (answer === current() && (elsewhere.includes(id) || !sheet.isTyping())) sheet.show(answer, answers);
      }
      if (elsewhere.length) say(`${elsewhere.length === 1 ? "An answer was" : `${elsewhere.length} answers were`} marked elsewhere`);
      reflect();
    },
    /** Marks that this device had kept and the gradebook had not. */
    mine(id, mark) {
      const answer = byId.get(id);
      answer.mark = mark;
      settle(answer);
    },
    undone(ids) {
      if (!ids.length) return;
      go(answers.indexOf(byId.get(ids[0])), { focus: true });
      say(ids.length === 1 ? `Taken back: answer ${byId.get(ids[0]).number}` : `Taken back: ${ids.length} answers`);
    },
    canUndo(can) {
      undoing = can;
      reflect();
    },
    named(known) {
      for (const answer of answers) answer.name = known[answer.id] ?? null;
      reveal.setAttribute("aria-pressed", "true");
      reveal.textContent = "names shown";
      show();
    },
  };
}
