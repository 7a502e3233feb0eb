// Decisions one after another: locked ones stay with what followed; the open one waits to be locked.

import { courseChart } from "./case_chart.js";
import { labTable, pictureOf } from "./case_results.js";
import { caseText, dayTime } from "./case_words.js";
import { optionRow } from "../quiz/choices.js";
import { el } from "../shared/dom.js";

/** One decision; `lock(chosen)` locks the open one, `pictures` and `courses` give what has come for an id. */
export function decisionBlock(decision, { lock, pictures, courses, held }) {
  const { id, ask, choose, button, story, options, labs, image, chosen } = decision;
  const locked = chosen !== null && chosen !== undefined;
  const node = el("article", { class: locked ? "decision locked" : "decision", "data-key": `decision-${id}`, tabindex: -1 });
  node.append(...story.map((paragraph) => caseText("p", { class: "case-story" }, paragraph)));
  if (labs.length) node.append(labTable(labs, "New results"));
  if (image) node.append(pictureOf(pictures(id)));
  const type = choose === "one" ? "radio" : "checkbox";
  const rows = options.map((option) => ({ ...option, ...optionRow({ type, name: `decide-${id}`, value: option.id, text: option.text, id: `decide-${id}-${option.id}` }) }));
  for (const { id: option, input } of rows) {
    input.checked = (chosen ?? held).includes(option);
    input.disabled = locked;
    input.setAttribute("data-key", `decide-${id}-${option}`);
  }
  const field = el("fieldset", { class: "options", "aria-describedby": locked ? null : `how-${id}` }, el("legend", { class: "decision-ask" }, ask), rows.map(({ row }) => row));
  node.append(field);
  if (!locked) {
    const how = el("p", { class: "case-hint", id: `how-${id}`, role: "status" }, choose === "one" ? "Choose one. Once locked it stays." : "Choose all that you would do. Once locked they stay.");
    const send = el("button", { type: "button", class: "button primary", "data-key": `lock-${id}` }, button);
    const picked = () => rows.filter(({ input }) => input.checked).map((row) => row.id);
    send.addEventListener("click", () => {
      if (picked().length) lock(picked());
      else how.textContent = "Choose something first.";
    });
    field.addEventListener("change", () => {
      held.splice(0, held.length, ...picked());
    });
    node.append(how, send);
    return node;
  }
  const followed = el("div", { class: "followed", "data-key": `followed-${id}`, tabindex: -1 }, el("p", { class: "case-hint" }, `Locked on ${dayTime(decision.at).replace("Day", "day")}.`));
  for (const { text, harm } of decision.followed) followed.append(harm ? el("p", { class: "harm" }, el("b", {}, "Harm. "), caseText("span", {}, text)) : caseText("p", { class: "case-story" }, text));
  if (decision.course) followed.append(courses(id) ? courseChart(courses(id)) : el("p", { class: "case-hint" }, "The model is running\u2026"));
  node.append(followed);
  return node;
}
