// Check questions in a lesson: not graded; the reason appears as soon as there is an answer.

import { announcer, el } from "../shared/dom.js";
import { question } from "./questions.js";
import { fate, review, sources, verdict, VERDICTS } from "./review.js";

const PATIENCE = 4000;

function render({ model, el: host }) {
  const page = model.get("page");
  const live = announcer();
  const checks = Object.fromEntries(page.items.map((item) => [item.name, oneCheck(item, model, live.say)]));
  const root = el("div", { class: "calcinosis checks" }, Object.values(checks).map(({ node }) => node), live.region);
  host.replaceChildren(root);
  for (const [name, answer] of Object.entries(page.given)) if (answer !== null) checks[name].restore(answer, page.reviews[name]);

  const heard = (message) => checks[message.name]?.heard(message);
  model.on("msg:custom", heard);
  return () => model.off("msg:custom", heard);
}

function oneCheck(item, model, say) {
  const instant = item.kind === "single";
  let answer = null;
  let counter = 0;
  let limit = null;

  const send = el("button", { type: "button", class: "button", onclick: ask }, "Check my answer");
  const others = el("button", { type: "button", class: "link", onclick: () => reveal() }, "Why the others are wrong");
  const below = el("div", { class: "check-review" });
  const asked = question(item, {
    number: item.name,
    confidence: false,
    flags: false,
    head: el("span", { class: "check-eyebrow" }, "Check \u00b7 not graded"),
    say,
    change(entry) {
      answer = entry.answer;
      if (instant) ask();
      else below.replaceChildren();
    },
  });
  const node = el("section", { class: "check", "aria-label": `Check: ${item.title}` }, asked.node, el("div", { class: "actions check-actions" }, instant ? others : send), below);
  others.hidden = true;

  function ask() {
    if (answer === null) return asked.note("Give an answer first.");
    asked.note("");
    counter += 1;
    clearTimeout(limit);
    limit = setTimeout(() => asked.note("The course does not answer. Reload the page; this answer is not kept.", { wrong: true }), PATIENCE);
    try {
      model.send({ type: "answer", name: item.name, answer, n: counter });
    } catch {
      // the note above comes when nobody has answered
    }
  }

  function heard(message) {
    if (message.n !== counter) return;
    clearTimeout(limit);
    asked.note("");
    if (message.type !== "review") return asked.note(message.why, { wrong: true });
    show(message.review);
    say(`${VERDICTS[message.review.verdict]}. ${reasonOf(message.review)}`);
  }

  function show(result) {
    if (instant) {
      decorate(result);
      below.replaceChildren(...[sources(result.sources)].filter(Boolean));
    } else below.replaceChildren(el("p", { class: "check-verdict" }, verdict(result.verdict)), review(result));
  }

  let result = null;
  /** The reason stands inside the chosen option; the others keep theirs until asked for. */
  function decorate(given, { all = false } = {}) {
    result = given;
    const byId = Object.fromEntries(given.options.map((option) => [option.id, option]));
    for (const { id, row, verdict: said, place } of asked.control.rows) {
      const option = byId[id];
      const { state, said: words } = fate(option, false);
      const told = option.chosen || all;
      row.className = `option option-radio${option.chosen || (all && option.right) ? ` fate-${state}` : ""}`;
      said.replaceChildren(...(option.chosen || (all && option.right) ? [words] : []));
      place.replaceChildren(...(told && option.why ? [option.why] : []));
    }
    others.hidden = all || !byId[answer]?.right;
    if (given.why && byId[answer]?.right) asked.note(given.why);
  }
  const reveal = () => {
    decorate(result, { all: true });
    asked.control.rows[0].input.focus({ preventScroll: true });
  };

  return {
    node,
    heard,
    restore(given, reviewed) {
      answer = given;
      asked.show({ answer: given });
      show(reviewed);
    },
  };
}

const reasonOf = (result) => result.options?.find((option) => option.chosen === true)?.why ?? result.reasons?.[0] ?? "";

export default { render };
