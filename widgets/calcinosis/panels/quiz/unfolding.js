// A case that unfolds: a step is answered, locked, and the next one opens; what is locked cannot be taken back.

import { el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";

/**
 * Answer: {step: answer}; the entry's `locked` lists the steps that are closed.
 *
 * `controls(kind)` gives the control of a step's question. The page brings further steps with unfold().
 */
export function unfolding(item, { id, change, say, controls }) {
  const node = el("div", { class: "case" });
  const steps = new Map();
  let answers = {};
  let locked = [];
  let whole = false;

  function grow(shown) {
    for (const step of shown.steps) {
      const known = steps.get(step.name);
      if (known) known.result(step.result);
      else steps.set(step.name, build(step, steps.size + 1));
    }
    more.hidden = !shown.more;
    reflect();
  }

  function build(step, number) {
    const asked = step.question;
    const control = controls(asked.kind)(asked, { id: `${id}-${step.name}`, say, change: (answer, how) => answered(step.name, answer, how) });
    const result = el("p", { class: "case-result" });
    const state = el("p", { class: "case-locked", hidden: true }, "This answer is locked.");
    const close = el("button", { type: "button", class: "button", onclick: () => lock(step.name) }, "Lock this answer and go on");
    const box = el(
      "section",
      { class: "case-step", "aria-label": `Step ${number}` },
      told("p", { class: "case-reveals" }, step.reveals),
      told("p", { class: "stem", id: `${id}-${step.name}-stem` }, asked.stem),
      control.node,
      state,
      result,
      close,
    );
    node.insertBefore(box, more);
    control.show(answers[step.name] ?? null);
    const entry = { control, close, box, state, result: (text) => text && result.replaceChildren(told("span", {}, `Result: ${text}`)) };
    entry.result(step.result);
    return entry;
  }

  function answered(name, answer, how) {
    if (locked.includes(name)) return;
    answers = { ...answers };
    if (answer === null) delete answers[name];
    else answers[name] = answer;
    reflect();
    change(Object.keys(answers).length ? answers : null, how);
  }

  function lock(name) {
    locked = [...locked, name];
    reflect();
    change(answers, { locked });
    say("Locked. The case goes on.");
  }

  function reflect() {
    for (const [name, { control, close, box, state }] of steps) {
      const isLocked = whole || locked.includes(name);
      if (isLocked) control.lock();
      box.classList.toggle("locked", isLocked);
      state.hidden = whole || !isLocked;
      close.hidden = isLocked || answers[name] === undefined;
    }
  }

  const more = el("p", { class: "q-hint" }, "The case goes on when this step is locked.");
  node.append(more);
  grow(item);
  return {
    node,
    unfold: grow,
    show(answer, entry = {}) {
      answers = { ...answer };
      locked = [...(entry.locked ?? [])];
      for (const [name, { control }] of steps) control.show(answers[name] ?? null);
      reflect();
    },
    lock() {
      whole = true;
      reflect();
    },
  };
}
