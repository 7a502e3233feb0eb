// Quiz me: rings without words, one sign asked after the other.
import { html, write } from "../shared/elements.js";

// marks: [{text, plate}]; shown(order, chosen, pick) draws the rings in that order; done() ends the game.
export function ringQuiz(marks, { shown, done }) {
  const shuffled = shuffle(marks);
  const asked = shuffle(marks);
  const question = html("p", { class: "cf-ask" });
  const told = html("p", { class: "cf-told", role: "status" });
  const buttons = shuffled.map((_, index) => html("button", { type: "button", class: "cf-button", "aria-label": `Ring ${index + 1}`, onclick: () => choose(index) }, String(index + 1)));
  const next = html("button", { type: "button", class: "cf-button cf-primary", onclick: () => forward() }, "Next");
  const stop = html("button", { type: "button", class: "cf-link", onclick: () => done() }, "Stop the quiz");
  const node = html("div", { class: "cf-quiz", role: "group", "aria-label": "Quiz on this picture" }, question, html("div", { class: "cf-choices" }, buttons), told, html("div", { class: "cf-actions" }, next, stop));
  let at = 0;
  let first = true;
  let right = 0;
  let over = false;

  function ask() {
    first = true;
    over = false;
    next.hidden = true;
    write(question, `Which ring: ${asked[at].text.charAt(0).toLowerCase()}${asked[at].text.slice(1)}?`);
    write(told, "");
    for (const button of buttons) button.disabled = false;
    shown(shuffled, -1, choose);
  }
  function choose(index) {
    if (over) return;
    const meant = shuffled[index] === asked[at];
    shown(shuffled, index, choose);
    if (!meant) {
      write(told, `Not there. Ring ${index + 1}: ${shuffled[index].text}.`);
      first = false;
      return;
    }
    over = true;
    if (first) right += 1;
    const last = at === asked.length - 1;
    write(told, last ? `Right. ${right} of ${asked.length} at the first try.` : "Right.");
    for (const button of buttons) button.disabled = true;
    write(next, last ? "Again" : "Next");
    next.hidden = false;
    next.focus({ preventScroll: true });
  }
  function forward() {
    at += 1;
    if (at >= asked.length) {
      at = 0;
      right = 0;
    }
    ask();
    buttons[0].focus({ preventScroll: true });
  }
  ask();
  return { node, focus: () => buttons[0].focus({ preventScroll: true }) };
}

function shuffle(list) {
  const left = [...list];
  const mixed = [];
  while (left.length) mixed.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return mixed;
}
