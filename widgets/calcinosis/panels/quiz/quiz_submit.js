// Submitting: what is missing, then the receipt. Nothing says "submitted" before the store does.

import { el, shape } from "../shared/dom.js";
import { unfinishedWords } from "./quiz_bar.js";
import { clock, fullTime, points } from "../shared/words.js";

const GIVE_UP = 10000;

/** `submit()` gives "sent", "saving" (changes first), "lost" or {refused: why}; `go(index)` leads back to a question. */
export function submitDialog({ root, go, submit }) {
  const title = el("h2", { id: "submit-title", class: "dialog-title" }, "Submit this attempt?");
  const words = el("p", { class: "dialog-words" });
  const list = el("ul", { class: "dialog-list" });
  const state = el("p", { class: "dialog-state", role: "alert" });
  const first = el("button", { type: "button", class: "button" });
  const second = el("button", { type: "button", class: "button" });
  const node = el("dialog", { class: "dialog", "aria-labelledby": "submit-title" }, title, words, list, state, el("div", { class: "actions" }, first, second));
  root.append(node);
  let phase = "closed"; // closed, asking, cut, saving, sent
  let limit = null;

  const leave = (index) => {
    close();
    if (index !== undefined) go(index);
  };
  node.addEventListener("close", () => {
    phase = "closed";
    clearTimeout(limit);
  });
  node.addEventListener("cancel", (event) => phase === "sent" && event.preventDefault());

  function close() {
    clearTimeout(limit);
    if (node.open) node.close();
  }

  function ask(button, text, primary, action) {
    button.textContent = text;
    button.classList.toggle("primary", primary);
    button.disabled = false;
    button.onclick = action;
  }

  function start() {
    first.disabled = true;
    second.disabled = true;
    phase = submit();
    if (phase.refused) return notSubmitted(phase.refused);
    if (phase === "lost") return notSubmitted("There is no connection.", { offline: true });
    state.textContent = phase === "saving" ? "Saving your last changes first." : "Submitting.";
    clearTimeout(limit);
    limit = setTimeout(() => notSubmitted("No receipt has come back."), GIVE_UP);
  }

  function notSubmitted(why, { offline = false } = {}) {
    clearTimeout(limit);
    phase = offline ? "cut" : "asking";
    state.textContent = `Not submitted. ${why} Your answers are kept.`;
    for (const button of [first, second]) button.disabled = offline && button.onclick === start;
  }

  const sending = () => [first, second].filter((button) => button.onclick === start);

  /** Nothing can be submitted without a line: the button is dead, and the reason stands above it. */
  function cut(since) {
    phase = "cut";
    state.textContent = `No connection since ${clock(since)}. You can submit as soon as it is back. Your answers are kept.`;
    for (const button of sending()) button.disabled = true;
  }

  return {
    open({ online, since, attempts, rows }) {
      const open = rows.filter((row) => !row.finished);
      const more = attempts > 0 ? ` You have ${attempts === 1 ? "one more attempt" : `${attempts} more attempts`}.` : "";
      words.textContent = `${unfinishedWords(open.length)} After you submit, this attempt can\u2019t be changed.${more}`;
      list.replaceChildren(
        ...rows.map(({ index, finished, words: how }) =>
          el("li", {}, shape(finished ? "right" : "empty"), el("span", { class: "dialog-question" }, `Question ${index + 1}`), el("span", { class: "dialog-how" }, how), el("button", { type: "button", class: "link", "aria-label": `Open question ${index + 1}`, onclick: () => leave(index) }, "Open")),
        ),
      );
      list.hidden = rows.length === 0;
      if (rows.length) {
        ask(first, `Go back to question ${rows[0].index + 1}`, true, () => leave(rows[0].index));
        ask(second, "Submit as it is", false, start);
      } else {
        ask(first, "Submit", true, start);
        ask(second, "Not yet", false, () => leave());
      }
      state.textContent = "";
      phase = "asking";
      node.showModal();
      first.focus();
      if (!online) cut(since);
    },
    /** The line is there again. */
    back() {
      if (phase !== "cut") return;
      phase = "asking";
      state.textContent = "Connected again.";
      for (const button of sending()) button.disabled = false;
    },
    close,
    /** Something was acknowledged: a submission that waited for it goes on. */
    ready() {
      if (phase !== "saving") return;
      phase = submit();
      if (phase.refused) return notSubmitted(phase.refused);
      if (phase === "sent") state.textContent = "Submitting.";
      if (phase === "lost") notSubmitted("There is no connection.", { offline: true });
    },
    refused: (why) => phase !== "closed" && notSubmitted(why),
    lost(since) {
      if (phase === "asking") cut(since);
      if (phase === "saving" || phase === "sent") notSubmitted(`No connection since ${clock(since)}, and no receipt has come back.`, { offline: true });
    },
  };
}

/** What stands after a submission: the code, the time to the second, and what comes next. */
export function receipt(given, { quiz, attempt, links, begin }) {
  const row = (name, value, kind = "") => el("div", { class: "receipt-row" }, el("dt", {}, name), el("dd", { class: kind }, value));
  const next = given.ready ? "Marks and feedback are ready." : "Marking. The result appears here and on the course page.";
  return el(
    "section",
    { class: "receipt", "aria-label": "Receipt" },
    el("div", { class: "receipt-disc" }, shape("right", 36)),
    el("h2", { class: "receipt-title", tabindex: -1 }, "Submitted"),
    el("p", { class: "receipt-words" }, "Your answers are in the course\u2019s records. Nothing more to do."),
    el(
      "dl",
      {},
      row("Receipt", given.code, "receipt-code"),
      row("Received", fullTime(given.at)),
      row("Attempt", `${quiz.attempts ? `${attempt} of ${quiz.attempts}` : attempt} \u00b7 ${given.answered} of ${quiz.items.length} questions answered`),
      given.result && row("Result", `${points(given.result.score)} of ${points(given.result.max)} points`, "receipt-result"),
      row("What comes next", next),
    ),
    el(
      "div",
      { class: "actions" },
      given.ready && el("a", { class: "button primary", href: links.feedback }, "Read feedback"),
      given.again && el("button", { type: "button", class: "button", onclick: begin }, `Start attempt ${attempt + 1}`),
      el("button", { type: "button", class: "button", onclick: () => window.print() }, "Print or save receipt"),
      el("a", { class: "quiet", href: links.home }, "Back to the course"),
    ),
  );
}
