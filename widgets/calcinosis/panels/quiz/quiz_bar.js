// The bar above a quiz: title, a disc for every question, the state of saving, the way to the end, and the banner below it.

import { el, icon } from "../shared/dom.js";
import { clock, count, sentence } from "../shared/words.js";

/** `go(index)` brings a question into view, `finish()` the end, `again()` tries the connection at once. */
export function quizBar(title, numbers, { go, finish, again }) {
  const discs = numbers.map((number, index) => el("button", { type: "button", class: "disc", tabindex: index ? -1 : 0, onclick: () => go(index) }, el("span", {}, number)));
  const row = el("div", { class: "discs" }, discs);
  const nav = el("nav", { class: "disc-nav", "aria-label": "Questions" }, row);
  const state = el("div", { class: "save-state" });
  const spoken = el("div", { class: "sr-only", role: "status", "aria-live": "polite" });
  const left = el("div", { class: "time-left", hidden: true });
  const end = el("button", { type: "button", class: "button finish", onclick: finish }, "Finish");
  const countdown = el("span", {});
  const since = el("b", {});
  const promise = el("span", {});
  const keeps = "Your answers are kept on this device and are sent again by themselves. Please don\u2019t close this tab.";
  const retry = el("span", {}, el("button", { type: "button", class: "link", onclick: again }, "Try again now"), countdown);
  const banner = el(
    "div",
    { class: "quiz-banner", role: "alert", hidden: true },
    el("div", { class: "quiz-banner-inner" }, icon("cut", 18), el("p", {}, since, " ", promise, " ", retry)),
  );
  const bar = el("header", { class: "quiz-bar" }, el("div", { class: "quiz-bar-inner" }, el("span", { class: "quiz-bar-title" }, title), nav, left, state, end), banner, spoken);
  let here = 0;
  let shown = "";
  let spokenAt = 0;
  let wasLost = false;

  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = discs.indexOf(document.activeElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? discs.length - 1 : step ? at + step : -1;
    if (at < 0 || !discs[to]) return;
    discs[to].focus();
    event.preventDefault();
  });
  row.addEventListener("focusin", (event) => {
    for (const disc of discs) disc.tabIndex = disc.contains(event.target) ? 0 : -1;
  });

  function draw(key, ...parts) {
    if (key === shown) return;
    shown = key;
    state.className = `save-state save-${key.split(" ")[0]}`;
    state.replaceChildren(...parts);
  }

  function say(words, { atOnce = false } = {}) {
    if (!atOnce && Date.now() - spokenAt < 15000) return;
    spokenAt = Date.now();
    spoken.textContent = words;
  }

  return {
    node: bar,
    /** Saving as it stands: nothing is called saved that the store has not acknowledged. */
    saving({ online, since: lostAt, seconds, unsaved, waitingFor, savedAt, refused, fault }) {
      const heldBack = `${unsaved} ${unsaved === 1 ? "change" : "changes"} not saved yet`;
      banner.hidden = online && !fault;
      retry.hidden = online;
      if (!online) {
        const words = unsaved ? heldBack : "No connection";
        draw(`lost ${words}`, icon("cut"), el("span", { class: "save-long" }, words), el("span", { class: "save-short" }, unsaved ? `${unsaved} not saved yet` : words));
        if (!wasLost) since.textContent = `No connection since ${clock(lostAt)}.`;
        if (!wasLost) promise.textContent = "Your answers are kept on this device and will be sent when you are back. You can go on. Please don\u2019t close this tab.";
        countdown.textContent = ` \u00b7 ${seconds ? `next try in ${seconds} s` : "trying"}`;
      } else if (fault) {
        draw(`lost ${heldBack}`, icon("cut"), heldBack);
        const why = `Not saved. ${fault}`;
        if (since.textContent !== why) [since.textContent, promise.textContent] = [why, keeps];
      } else if (refused) draw(`lost ${heldBack}`, icon("cut"), heldBack);
      else if (unsaved && waitingFor > 400) draw("busy", el("span", { class: "ring", "aria-hidden": "true" }), "Saving");
      else if (!unsaved && savedAt) {
        draw(`saved ${savedAt}`, icon("tick"), `Saved ${clock(savedAt)}`);
        say(wasLost ? `Connected. Saved ${clock(savedAt)}` : `Saved ${clock(savedAt)}`, { atOnce: wasLost });
      } else if (!unsaved) draw("none", "No answers yet");
      wasLost = !online;
    },
    time(words) {
      left.hidden = false;
      if (left.textContent !== words) left.textContent = words;
    },
    /** `marks` holds {finished, flag} for every question. */
    discs(marks) {
      marks.forEach(({ finished, flag }, index) => {
        const disc = discs[index];
        disc.classList.toggle("filled", finished);
        disc.classList.toggle("flagged", flag);
        disc.setAttribute("aria-label", `Question ${numbers[index]}, ${finished ? "answered" : "not finished"}${flag ? ", marked to come back" : ""}`);
      });
    },
    here(index) {
      discs[here].removeAttribute("aria-current");
      here = index;
      discs[here].setAttribute("aria-current", "true");
      const box = discs[here];
      if (row.scrollWidth > row.clientWidth) row.scrollTo({ left: box.offsetLeft - row.clientWidth / 2 + box.offsetWidth / 2 });
    },
    /** After submission only the title stays. */
    close() {
      nav.remove();
      left.remove();
      end.remove();
      state.replaceChildren();
      shown = "";
    },
  };
}

/** "5 of 8 answered. Questions 5, 7 and 8 are not finished." */
export function missing(total, unfinished, flagged) {
  const names = (numbers) => (numbers.length === 1 ? `Question ${numbers[0]}` : `Questions ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`);
  const parts = [`${total - unfinished.length} of ${total} answered.`];
  if (!unfinished.length) parts[0] = `All ${total} questions answered.`;
  else if (unfinished.length === total) parts.push("Nothing is finished yet.");
  else parts.push(`${names(unfinished)} ${unfinished.length === 1 ? "is" : "are"} not finished.`);
  if (flagged.length) parts.push(`You wanted to come back to ${names(flagged).toLowerCase()}.`);
  return parts.join(" ");
}

/** "Three questions are not finished." */
export const unfinishedWords = (number) => (number ? `${sentence(count(number, "question is", "questions are"))} not finished.` : "Every question is answered.");
