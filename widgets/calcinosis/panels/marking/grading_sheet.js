// What an answer earns: the lines of the rubric, points by hand, the comment and the remarks used before.

import { el } from "../shared/dom.js";
import { bound, points } from "../shared/words.js";

const STEP = 0.5; // points that + and - add or take
const BANK = [..."abdefghi"]; // letters for remarks; the others are commands

export function scoresheet(question, { change, next, later, undo, typed }) {
  let answer = null;
  let remarks = [];

  const lines = el("ul", { class: "sheet-lines" });
  const total = el("b", { class: "sheet-total" });
  const byHand = el("span", { class: "sheet-adjust" });
  const less = el("button", { type: "button", class: "button small", "aria-label": `Take ${STEP} point`, onclick: () => adjust(-STEP) }, "\u2212");
  const more = el("button", { type: "button", class: "button small", "aria-label": `Add ${STEP} point`, onclick: () => adjust(STEP) }, "+");
  const box = el("textarea", { id: "grading-comment", rows: 2, spellcheck: true });
  const bank = el("div", { class: "sheet-bank" });
  const give = el("button", { type: "button", class: "button primary", onclick: next });
  const back = el("button", { type: "button", class: "link", onclick: undo }, "Undo");
  const put = el("button", { type: "button", class: "link", onclick: later }, "Mark later");
  const node = el(
    "section",
    { class: "grading-sheet", "aria-label": "Marks" },
    el("h2", { class: "sheet-label" }, "Rubric"),
    lines,
    el("div", { class: "sheet-sum" }, el("p", { "aria-live": "off" }, total, ` of ${points(question.points)}`), el("div", { class: "sheet-hand", role: "group", "aria-label": "Adjust by hand" }, byHand, less, more)),
    el("label", { class: "sheet-label", for: "grading-comment" }, "Comment for the learner"),
    box,
    bank,
    el("div", { class: "sheet-next" }, give, el("kbd", {}, "Enter")),
    el("div", { class: "sheet-more" }, put, el("kbd", {}, "L"), back, el("kbd", {}, "U")),
    el("div", { class: "sheet-keys" }),
  );

  box.addEventListener("input", () => {
    typed();
    change({ comment: box.value.trim() }, { typing: true });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") box.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.blur();
      next();
    }
  });

  const asked = () => answer.asked ?? question;
  const fails = question.fail;

  function sum({ mark, asked: own }) {
    if (mark.failed.length) return 0;
    const { rubric } = own ?? question;
    const met = mark.lines.reduce((all, place) => all + rubric[place].points, 0) + mark.adjust;
    return Math.round(Math.min(question.points, Math.max(0, met)) * 100) / 100;
  }

  function flip(list, place) {
    return list.includes(place) ? list.filter((each) => each !== place) : [...list, place].sort((a, b) => a - b);
  }

  function toggle(number) {
    if (!answer) return;
    const { rubric } = asked();
    if (number <= rubric.length) change({ lines: flip(answer.mark.lines, number - 1) });
    else if (number <= rubric.length + fails.length) change({ failed: flip(answer.mark.failed, number - 1 - rubric.length) });
  }

  function adjust(by) {
    if (!answer) return;
    const after = Math.round((answer.mark.adjust + by) * 100) / 100;
    if (Math.abs(after) <= question.points) change({ adjust: after });
  }

  /** A remark goes into the comment, or out of it again. */
  function remark(words) {
    const now = answer.mark.comment;
    const after = now.includes(words) ? now.replace(words, "").replace(/ {2,}/g, " ").trim() : [now, words].filter(Boolean).join(" ");
    box.value = after;
    change({ comment: after });
  }

  /** A mouse leaves the focus where Enter means "next"; a keyboard keeps its place. */
  const freed = (event, act) => {
    act();
    if (event.detail !== 0) document.activeElement?.blur();
  };

  function drawLines() {
    const { rubric } = asked();
    const line = (number, text, worth, kind) => {
      const id = `grading-line-${number}`;
      const button = (value, words) => el("button", { type: "button", class: "sheet-toggle", "data-line": number, "data-value": value ? "1" : "0", "aria-describedby": id, "aria-label": words, onclick: (event) => freed(event, () => isOn(number) !== value && toggle(number)) }, kind === "fail" ? (value ? "yes" : "no") : value ? points(worth) : "0");
      return el(
        "li",
        { class: `sheet-line sheet-${kind}` },
        el("kbd", {}, number <= 9 ? number : ""),
        el("span", { id }, kind === "fail" ? el("span", {}, "No points if it ", el("span", {}, text.charAt(0).toLowerCase() + text.slice(1))) : bound(text)),
        el("span", { class: "sheet-toggles", role: "group", "aria-label": `Line ${number}` }, button(false, kind === "fail" ? "It does not" : "0 points"), button(true, kind === "fail" ? "It does: no points" : `${points(worth)} ${worth === 1 ? "point" : "points"}`)),
      );
    };
    lines.replaceChildren(...rubric.map(({ text, points: worth }, index) => line(index + 1, text, worth, "line")), ...fails.map((text, index) => line(rubric.length + index + 1, text, 0, "fail")));
  }

  const isOn = (number) => {
    const { rubric } = asked();
    return number <= rubric.length ? answer.mark.lines.includes(number - 1) : answer.mark.failed.includes(number - 1 - rubric.length);
  };

  function drawBank(answers) {
    const used = new Map(question.comments.map((words) => [words, 0]));
    for (const { mark } of answers) {
      if (!mark.comment) continue;
      const within = [...used.keys()].filter((words) => mark.comment.includes(words));
      if (within.length) within.forEach((words) => used.set(words, used.get(words) + 1));
      else used.set(mark.comment, 1);
    }
    const own = answer?.mark.comment;
    remarks = [...used].filter(([words, times]) => question.comments.includes(words) || words !== own || times > 1).sort((one, other) => other[1] - one[1]).slice(0, BANK.length).map(([words, times]) => ({ words, times }));
    bank.hidden = !remarks.length;
    bank.replaceChildren(
      el("h2", { class: "sheet-label" }, "Said before"),
      el("ul", {}, remarks.map(({ words, times }, index) => el("li", {}, el("button", { type: "button", class: "sheet-remark", "data-remark": index, "aria-pressed": String(Boolean(own?.includes(words))), onclick: (event) => freed(event, () => remark(words)) }, el("kbd", {}, BANK[index].toUpperCase()), el("span", {}, words), times ? el("span", { class: "grading-facts" }, times === 1 ? "used once" : `used ${times} times`) : null)))),
    );
  }

  return {
    node,
    sum,
    toggle,
    adjust,
    bank: (letter) => remarks[BANK.indexOf(letter)] && remark(remarks[BANK.indexOf(letter)].words),
    comment: () => box.focus(),
    isTyping: () => document.activeElement === box,
    show(shown, answers) {
      answer = shown;
      if (box.value.trim() !== answer.mark.comment) box.value = answer.mark.comment;
      drawLines();
      drawBank(answers);
    },
    /** Draw what follows from the marks, without touching what has the focus. */
    reflect(shown, { undo: can, same }) {
      if (shown !== answer) return;
      for (const button of lines.querySelectorAll("[data-line]")) button.setAttribute("aria-pressed", String(isOn(Number(button.dataset.line)) === (button.dataset.value === "1")));
      for (const button of bank.querySelectorAll("[data-remark]")) button.setAttribute("aria-pressed", String(answer.mark.comment.includes(remarks[button.dataset.remark].words)));
      total.textContent = points(answer.points ?? 0);
      byHand.textContent = answer.mark.adjust ? `${answer.mark.adjust > 0 ? "+" : ""}${points(answer.mark.adjust)} by hand` : "Adjust by hand";
      give.textContent = answer.status === "given" ? "Next answer" : `Give ${points(answer.points ?? 0)} and go on`;
      node.classList.toggle("sheet-same", same > 0);
      back.hidden = !can;
      back.nextSibling.hidden = !can;
    },
  };
}
