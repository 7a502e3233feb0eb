// A whole quiz on one page: answer, come back, submit. What is called saved is in the store.

import { announcer, el, unclip } from "../shared/dom.js";
import { connection } from "../shared/connection.js";
import { draft } from "./draft.js";
import { paragraphs, progress, question } from "./questions.js";
import { missing, quizBar } from "./quiz_bar.js";
import { receipt, submitDialog } from "./quiz_submit.js";
import { clock, count, dayAndClock, listed, points, sentence } from "../shared/words.js";

function render({ model, el: host }) {
  const page = model.get("page");
  if (!page.quiz.items.length) return gate(model, host, page);
  const { quiz } = page;
  const names = quiz.items.map((item) => item.name);
  let { revision, saved_at: savedAt } = page;
  let submitted = page.receipt;
  let line = { online: true };
  let typedAt = 0;
  let fault = ""; // why the store cannot keep anything just now

  const live = announcer();
  const bar = quizBar(quiz.title, names.map((_, index) => index + 1), { go, finish: () => bring(end), again: () => link.tryAgain() });
  const questions = quiz.items.map((item, index) =>
    question(item, { number: index + 1, entry: page.entries[item.name], say: live.say, confidence: page.confidence, change: (entry, how) => changed(item, entry, how), hint: { taken: page.hints[item.name] ?? [], ask: (wanted) => askHint(item, wanted) } }),
  );
  const body = el("div", { class: "quiz-questions" }, questions.map(({ node }) => node));
  const summary = el("p", { class: "end-words", tabindex: -1 });
  const back = el("button", { type: "button", class: "button", onclick: () => go(unfinished()[0]) });
  const check = el("button", { type: "button", class: "button primary", onclick: openDialog }, "Check and submit");
  const end = el("section", { class: "quiz-end", "aria-label": "Finish" }, summary, el("div", { class: "actions" }, check, back));
  const news = el("p", { class: "quiz-news", role: "status" });
  const facts = el("p", { class: "quiz-meta" }, `${meta(quiz, page.clock)}${until(page.clock)}. ${page.clock.minutes ? "The time runs on when you leave." : "Every change is saved at once; you can stop and return."}`);
  const introduction = paragraphs(quiz.introduction, { class: "quiz-introduction" });
  const top = el("div", { class: "quiz-top" }, el("h1", { class: "title" }, quiz.title), facts, introduction, news);
  const root = el("div", { class: "calcinosis quiz-page" }, bar.node, top, body, end, live.region);
  host.replaceChildren(root);
  unclip(root);

  const dialog = submitDialog({ root, go, submit });
  const answers = draft({
    key: `calcinosis.unsaved.${page.learner}.${quiz.quiz}.${page.attempt}`,
    stored: page.entries,
    transmit: (n, entries) => link.send({ type: "save", n, revision, entries }),
    told: showSaving,
  });
  const link = connection(model, {
    ping: (first) => ({ type: first ? "open" : "ping", revision }),
    heard,
    changed(state) {
      line = state;
      if (state.online) answers.flush();
      showSaving();
      if (state.online) dialog.back();
      else dialog.lost(state.since);
    },
    mayReload: () => Date.now() - typedAt > 3000 && !document.querySelector(".jp-NotebookPanel") && rememberPlace(),
  });

  function changed(item, entry, how) {
    if (how?.typing) typedAt = Date.now();
    const place = names.indexOf(item.name);
    questions[place].note("");
    answers.put(item.name, entry, how);
    reflect();
  }

  /** A hint is sent when it is asked for, and not before; true when the question has left. */
  function askHint(item, wanted) {
    const left = link.online() && link.send({ type: "hint", question: item.name, number: wanted });
    if (!left) questions[names.indexOf(item.name)].note("No connection: the hint was not taken and costs nothing.", { wrong: true });
    return left;
  }

  function heard(message) {
    for (const [name, texts] of Object.entries(message.hints ?? {})) questions[names.indexOf(name)]?.hints(texts);
    if (message.type === "saved") answers.acknowledged(message.n, message.refused);
    for (const [name, item] of Object.entries(message.unfolded ?? {})) {
      const place = names.indexOf(name);
      quiz.items[place] = item;
      questions[place].control.unfold(item);
      reflect();
    }
    if (message.entries) elsewhere(message);
    if (message.type === "failed" && message.again) fault = message.why;
    else if (message.type === "failed") news.textContent = message.why;
    else if (message.type === "saved" || message.receipt) fault = "";
    if (message.revision !== undefined) ({ revision, saved_at: savedAt } = message);
    for (const [name, why] of Object.entries(answers.refused())) questions[names.indexOf(name)]?.note(why, { wrong: true });
    if (Object.keys(message.refused ?? {}).length) reflect();
    if (message.type === "begun") location.reload();
    if (message.type === "failed") dialog.refused(message.why);
    if (message.type === "not submitted") dialog.refused(message.why);
    if (message.receipt) showReceipt(message.receipt);
    answers.flush();
    showSaving();
    dialog.ready();
  }

  /** Another tab or device saved: its later word is shown, unless the same question is being changed here. */
  function elsewhere({ entries, saved_at: at }) {
    const changedNames = answers.learn(entries).filter((name) => names.includes(name));
    for (const name of changedNames) {
      const place = questions[names.indexOf(name)];
      place.show(entries[name]);
      place.note(`Changed in another window at ${clock(at)}.`);
    }
    if (!changedNames.length) return;
    const numbers = changedNames.map((name) => names.indexOf(name) + 1).sort((a, b) => a - b);
    news.textContent = `${numbers.length === 1 ? "Question" : "Questions"} ${listed(numbers)} changed in another window at ${clock(at)}.`;
    reflect();
  }

  function showSaving() {
    if (submitted) return;
    const unsaved = answers.unsaved();
    bar.saving({ ...line, unsaved, savedAt, waitingFor: unsaved ? Date.now() - answers.oldest() : 0, refused: Object.keys(answers.refused()).length > 0, fault: unsaved ? fault : "" });
    questions.forEach(({ control, entry }, index) => control.saved?.(entry().answer && !answers.isWaiting(names[index]) && savedAt ? `Saved ${clock(savedAt)}` : ""));
  }

  /** How far every question is; an answer that could not be kept is none, and says why. */
  const states = () => {
    const refused = answers.refused();
    return questions.map(({ entry }, index) => ({ ...progress(quiz.items[index], entry().answer), ...(refused[names[index]] ? { finished: false, words: refused[names[index]] } : {}), flag: Boolean(entry().flag) }));
  };
  const unfinished = () => states().flatMap(({ finished }, index) => (finished ? [] : [index]));

  function reflect() {
    const all = states();
    const open = unfinished();
    bar.discs(all);
    summary.textContent = missing(names.length, open.map((index) => index + 1), all.flatMap(({ flag }, index) => (flag ? [index + 1] : [])));
    back.hidden = open.length === 0;
    back.textContent = `Go to question ${open[0] + 1}`;
  }

  function go(index) {
    bring(questions[index].node);
  }

  function bring(node) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    node.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
    (node === end ? summary : node).focus({ preventScroll: true });
  }

  function openDialog() {
    const all = states();
    dialog.open({
      online: line.online,
      since: line.since,
      attempts: quiz.attempts - page.attempt,
      rows: all.flatMap((state, index) => (state.finished && !state.flag ? [] : [{ index, finished: state.finished, words: [state.words, state.flag ? "you wanted to come back" : ""].filter(Boolean).join(" \u00b7 ") }])),
    });
  }

  /** Every change first, then the submission; done only when the store's receipt is here. */
  function submit() {
    answers.flush();
    const refused = Object.keys(answers.refused()).map((name) => names.indexOf(name) + 1);
    if (refused.length) return { refused: `${refused.length === 1 ? "Question" : "Questions"} ${listed(refused.sort((a, b) => a - b))} can\u2019t be read as it stands. Change or clear the answer first.` };
    if (answers.unsaved()) return "saving";
    return link.online() && link.send({ type: "submit", revision }) ? "sent" : "lost";
  }

  function showReceipt(given) {
    const card = receipt(given, { quiz, attempt: page.attempt, links: page.links, begin: () => link.send({ type: "begin" }) });
    const before = root.querySelector(".receipt");
    if (before) {
      if (given.ready !== submitted.ready) before.replaceWith(card);
      submitted = given;
      return;
    }
    submitted = given;
    dialog.close();
    answers.drop();
    bar.close();
    questions.forEach((one) => one.lock());
    end.remove();
    news.textContent = "";
    facts.textContent = meta(quiz, page.clock);
    introduction.forEach((part) => part.remove());
    const review = el("details", { class: "submitted-answers" }, el("summary", {}, "Read what you submitted"), body);
    top.after(card, review);
    window.scrollTo({ top: 0 });
    card.querySelector("h2").focus({ preventScroll: true });
  }

  /** At the end of an exam nothing can be changed; what was saved is handed in by the course itself. */
  function timeIsOver() {
    if (submitted) return;
    answers.flush();
    questions.forEach((one) => one.lock());
    dialog.close();
    check.hidden = true;
    news.textContent = "The time is over. What was saved is handed in; the receipt appears here.";
    bring(news);
  }

  // where the learner is: the last question whose head has passed the upper third of the window
  const watch = () => {
    const third = window.innerHeight / 3;
    const passed = questions.filter(({ node }) => node.getBoundingClientRect().top < third).length;
    if (!submitted) bar.here(Math.max(0, passed - 1));
  };
  const scrolled = () => requestAnimationFrame(watch);
  const laidOut = new ResizeObserver(scrolled); // at first nothing has a place yet
  laidOut.observe(root);
  document.addEventListener("scroll", scrolled, { passive: true, capture: true });
  const time = countdown(page.clock, { show: bar.time, say: live.say, over: timeIsOver });
  const tick = setInterval(() => {
    showSaving();
    time();
  }, 250);

  for (const { control, entry } of questions) control.show(entry().answer, entry());
  reflect();
  if (submitted) {
    const left = answers.recover(savedAt, names);
    answers.drop();
    showReceipt(submitted);
    if (Object.keys(left).length) news.textContent = "Changes made without a connection came after this submission and are not part of it.";
  } else {
    const recovered = answers.recover(savedAt, names);
    for (const [name, entry] of Object.entries(recovered)) questions[names.indexOf(name)]?.show(entry);
    const number = Object.keys(recovered).length;
    if (number) news.textContent = `Back again. ${sentence(count(number, "change"))} kept on this device ${number === 1 ? "has" : "have"} been brought in.`;
    reflect();
    returnToPlace();
  }
  showSaving();

  return () => {
    clearInterval(tick);
    document.removeEventListener("scroll", scrolled, { capture: true });
    laidOut.disconnect();
    link.stop();
  };
}

/** Before a quiz opens, after it closed, and before a timed one begins: no question is on the page. */
function gate(model, host, { quiz, clock, questions, links }) {
  const told = el("p", { class: "quiz-news", role: "status" });
  const begin = el("button", { type: "button", class: "button primary", onclick: () => model.send({ type: "begin" }) }, "Begin the examination");
  const rules = `${plural(questions, "question")} in ${plural(clock.minutes, "minute")}. The time counts from the moment you begin and runs on when you leave the page. Every change is saved at once; what is saved at the end is handed in.`;
  const ready = clock.minutes && ["open", "late"].includes(clock.status);
  const actions = el("div", { class: "actions gate-actions" }, ready ? begin : null, el("a", { class: ready ? "quiet" : "button", href: links.home }, "Back to the course"));
  const words = el("p", { class: "quiz-introduction" }, ready ? rules : clock.words);
  host.replaceChildren(el("div", { class: "calcinosis quiz-page" }, el("div", { class: "quiz-top" }, el("h1", { class: "title" }, quiz.title), el("p", { class: "quiz-meta" }, meta(quiz, clock)), words, told, actions)));
  const heard = (message) => {
    if (message.type === "begun") location.reload();
    if (message.type === "failed") told.textContent = message.why;
  };
  model.on("msg:custom", heard);
  return () => model.off("msg:custom", heard);
}

const until = ({ until: end, minutes, status, words }) => {
  if (status === "late") return ` \u00b7 ${words.replace(/\.$/, "")}`;
  return end && !minutes ? ` \u00b7 closes ${dayAndClock(end)}` : "";
};

/** The minutes left, told aloud at ten, five and one; over() once when there are none. */
function countdown({ until: end, minutes }, { show, say, over }) {
  if (!end || !minutes) return () => {};
  let told = Infinity;
  let done = false;
  return () => {
    const left = (new Date(end).getTime() - Date.now()) / 60000;
    show(left <= 0 ? "time is over" : inMinutes(left));
    const mark = [1, 5, 10].find((limit) => left <= limit);
    if (mark && mark < told && left > 0) {
      told = mark;
      say(`${mark === 1 ? "One minute is" : `${mark} minutes are`} left`);
    }
    if (left <= 0 && !done) {
      done = true;
      over();
    }
  };
}

/** "34 min left"; to the second in the last five minutes. */
function inMinutes(left) {
  if (left > 5) return `${Math.ceil(left)} min left`;
  const seconds = Math.ceil(left * 60);
  return seconds < 60 ? `${seconds} s left` : `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}

function meta(quiz, { minutes }) {
  const modes = { graded: "Graded", practice: "Practice", exam: "Examination" };
  const counts = { first: ", the first counts", best: ", the best counts", average: ", their average counts" }[quiz.counts] ?? (quiz.mode === "practice" ? "" : ", the last counts");
  const attempts = quiz.attempts === 1 ? "one attempt" : `${quiz.attempts ? `${quiz.attempts} attempts` : "any number of attempts"}${counts}`;
  const parts = [modes[quiz.mode] ?? quiz.mode, plural(quiz.points, "point"), minutes ? `${plural(minutes, "minute")}${minutes > quiz.minutes ? " with your extra time" : ""}` : quiz.minutes ? `about ${plural(quiz.minutes, "minute")}` : null, attempts];
  return parts.filter(Boolean).join(" \u00b7 ");
}

const plural = (number, thing) => `${points(number)} ${thing}${number === 1 ? "" : "s"}`;

const PLACE = "calcinosis.place";

/** Before the page loads itself anew: where the caret is. After three loads in a minute it stops and leaves it to the learner. */
function rememberPlace() {
  const before = remembered();
  const loads = (before.loads ?? []).filter((time) => Date.now() - time < 60000);
  if (loads.length >= 3) return false;
  const at = document.activeElement;
  sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, id: at?.id, caret: at?.selectionStart ?? null, top: window.scrollY, loads: [...loads, Date.now()] }));
  return true;
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

function returnToPlace() {
  const place = remembered();
  if (place.path !== location.pathname) return;
  sessionStorage.setItem(PLACE, JSON.stringify({ loads: place.loads }));
  requestAnimationFrame(() => {
    window.scrollTo({ top: place.top });
    const at = place.id && document.getElementById(place.id);
    at?.focus({ preventScroll: true });
    if (at && place.caret !== null && at.setSelectionRange) at.setSelectionRange(place.caret, place.caret);
  });
}

export default { render };
