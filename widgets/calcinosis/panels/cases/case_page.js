// A virtual patient: every move goes to the store, and the page shows what follows from the moves kept there.

import { bodyMapOf } from "./case_body.js";
import { caseBar } from "./case_bar.js";
import { isNarrow } from "./case_chart.js";
import { debriefOf } from "./case_debrief.js";
import { decisionBlock } from "./case_decide.js";
import { orderTable } from "./case_orders.js";
import { labTable, reportList } from "./case_results.js";
import { differential } from "./case_view.js";
import { caseText } from "./case_words.js";
import { connection } from "../shared/connection.js";
import { el, unclip } from "../shared/dom.js";

const PLACE = "calcinosis.case-place";
const NEXT = { story: ["exam", "Go on to the examination"], exam: ["tests", "Go on to the tests"], tests: ["decide", "Go on and decide"] };

function render({ model, el: host }) {
  const { links, ...page } = model.get("page");
  let { shown, revision } = page;
  let line = { online: true };
  let busy = 0; // moves on their way
  const waiting = []; // moves to be sent after them
  let then = null; // what to bring into view when the answer to a move is here
  const pictures = {};
  const courses = {};
  const asked = new Set();
  const picks = {}; // options ticked and not locked yet, by decision

  const bar = caseBar({ home: links.home, change: openSheet, again: () => link.tryAgain() });
  const view = differential({ changed: (what) => move({ do: "view", what }) });
  const orders = orderTable({ order: (what) => move({ do: "order", what }, "wait"), wait: () => move({ do: "wait" }, "results") });
  const body = bodyMapOf({ choose: (what) => move({ do: "examine", what }, `found-${what}`) });
  const news = el("p", { class: "quiz-news", role: "status" });
  const title = el("h1", { class: "title" });
  const opening = el("p", { class: "case-opening" });
  const parts = {
    asked: section("What you asked", "asked"),
    found: section("What you found", "found"),
    order: section("Order tests", "order"),
    results: section("Results so far", "results"),
    decide: section("Decide", "decide"),
  };
  const go = el("div", { class: "case-go" });
  const column = el("div", { class: "case-column" }, title, el("p", { class: "case-label" }, "Invented patient, put together from typical ones. Not a real person."), opening, news, ...Object.values(parts).map(({ node }) => node), go);
  const aside = el("aside", { class: "case-aside", "aria-label": "Differential diagnosis" }, view.node);
  const sheet = el("dialog", { class: "case-sheet", "aria-labelledby": "case-view-title" });
  const close = el("button", { type: "button", class: "button primary", onclick: () => sheet.close() }, "Done");
  sheet.addEventListener("close", () => aside.append(view.node));
  const ending = el("div", { class: "case-ending" });
  const root = el("div", { class: "calcinosis case-page" }, bar.node, el("div", { class: "case-grid" }, column, aside), ending, sheet);
  host.replaceChildren(root);
  unclip(root);
  parts.found.body.append(body.picker, body.node);
  parts.order.body.append(orders.node);

  const link = connection(model, {
    ping: (first) => ({ type: first ? "open" : "ping", revision }),
    heard,
    changed(state) {
      line = state;
      if (!state.online) [busy, waiting.length] = [0, 0];
      showSaving();
    },
    mayReload: () => !sheet.open && remember(),
  });

  function openSheet() {
    sheet.replaceChildren(view.node, close);
    sheet.showModal();
  }

  // One move after another, for each tells how many came before it; a thought after a thought takes its place.
  function move(what, next = null) {
    if (!line.online) return;
    if (what.do !== "view") view.settle();
    if (what.do === "view" && waiting.at(-1)?.what.do === "view") waiting.pop();
    waiting.push({ what, next });
    sendNext();
  }

  function sendNext() {
    if (!busy && waiting.length) {
      const { what, next } = waiting.shift();
      then = next;
      busy = 1;
      link.send({ type: "move", play: shown.play, moves: shown.moves, move: what });
    }
    showSaving();
  }

  function heard(message) {
    if (message.type === "image") pictures[message.of] = message;
    if (message.type === "course") courses[message.decision] = message.course;
    if (["shown", "refused", "failed"].includes(message.type)) busy = 0;
    if (message.type === "refused" || message.type === "failed") news.textContent = message.why;
    if (message.elsewhere) waiting.length = 0;
    if (message.type === "shown") {
      const other = shown.play !== message.shown.play;
      ({ shown, revision } = message);
      news.textContent = message.elsewhere ? "This case has gone on in another window. You see where it stands now." : "";
      if (other) {
        for (const store of [pictures, courses, picks]) for (const key of Object.keys(store)) delete store[key];
        asked.clear();
        window.scrollTo({ top: 0 });
      }
    }
    if (message.type === "pong") return showSaving();
    draw();
    showSaving();
    if (message.type === "shown") bringNext();
    sendNext();
  }

  function bringNext() {
    if (!then) return;
    const target = root.querySelector(`[data-key="${CSS.escape(then)}"]:not([hidden])`);
    then = null;
    if (!target) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 90 || bottom > window.innerHeight - 40 || target.matches("h2")) target.scrollIntoView({ behavior: still ? "auto" : "smooth", block: target.matches("h2, .debrief-title, .followed") ? "start" : "center" });
    target.focus({ preventScroll: true });
  }

  function showSaving() {
    bar.saving({ online: line.online, since: line.since, busy: busy > 0 || waiting.length > 0, savedAt: shown.saved_at });
  }

  const drawn = {};
  /** Build a part anew only when what it shows has changed; what had the focus keeps it. */
  function part(name, what, build) {
    const key = JSON.stringify(what);
    if (drawn[name] === key) return;
    drawn[name] = key;
    const focus = document.activeElement?.getAttribute?.("data-key");
    build();
    if (focus && !root.contains(document.activeElement)) root.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    if (focus && document.activeElement === document.body) root.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  function draw() {
    const { phase, closed } = shown;
    const units = document.documentElement.dataset.units;
    const order = ["story", "exam", "tests", "decide"].indexOf(phase);
    part("title", [shown.title, shown.opening], () => {
      title.textContent = shown.title;
      opening.replaceChildren(caseText("span", {}, shown.opening));
    });
    bar.show(shown);
    part("view", [shown.view, shown.views, closed], () => view.show(shown));
    part("asked", [shown.history, closed], () => {
      parts.asked.head.textContent = shown.history.some(({ answer }) => answer) ? "What you asked" : "Ask";
      parts.asked.body.replaceChildren(...history(shown.history, closed));
    });
    parts.found.node.hidden = order < 1;
    part("found", [shown.regions, closed], () => {
      parts.found.head.textContent = shown.regions.order.length ? "What you found" : "Examine";
      body.show(shown.regions, closed);
    });
    parts.order.node.hidden = order < 2;
    part("order", [shown.tests, shown.next, shown.clock.day, closed], () => orders.show(shown));
    const { rows, reports } = shown.results;
    parts.results.node.hidden = !rows.length && !reports.length;
    wants(reports, shown.decisions);
    part("results", [rows, reports, Object.keys(pictures), units], () => parts.results.body.replaceChildren(...(rows.length ? [labTable(rows, "Laboratory results")] : []), ...reportList(reports, (id) => pictures[id])));
    parts.decide.node.hidden = order < 3;
    part("decide", [shown.decisions, Object.keys(pictures), Object.keys(courses), units, isNarrow()], () => parts.decide.body.replaceChildren(...shown.decisions.map((decision) => decisionBlock(decision, { pictures: (id) => pictures[id], courses: (id) => courses[id], held: (picks[decision.id] ??= []), lock: (chosen) => move({ do: "decide", what: decision.id, chosen }, `followed-${decision.id}`) }))));
    part("go", [phase, closed], () => go.replaceChildren(...(NEXT[phase] ? [el("button", { type: "button", class: "button primary", "data-key": "go", onclick: () => move({ do: "go" }, `head-${{ exam: "found", tests: "order", decide: "decide" }[NEXT[phase][0]]}`) }, NEXT[phase][1]), el("p", { class: "case-hint" }, "What you think now is kept as your view at this point.")] : [])));
    part("end", [shown.debrief, shown.play, units], () => ending.replaceChildren(...(closed ? [debriefOf(shown, { links, again: () => startAgain() })] : [])));
  }

  function startAgain() {
    busy += 1;
    link.send({ type: "again" });
    showSaving();
  }

  /** Ask once for each picture and each run of the model that is to be shown. */
  function wants(reports, decisions) {
    for (const { id, image } of [...reports, ...decisions]) if (image) once({ type: "image", of: id });
    for (const { id, course } of decisions) if (course) once({ type: "course", decision: id });
  }

  function once(message) {
    const key = JSON.stringify(message);
    if (asked.has(key)) return;
    if (link.send(message)) asked.add(key);
  }

  function history(list, closed) {
    const answers = list.filter(({ answer }) => answer);
    const open = list.filter(({ answer }) => !answer);
    const rows = el("dl", { class: "answers" }, answers.map(({ id, ask, answer }) => el("div", { "data-key": `answer-${id}`, tabindex: -1 }, el("dt", {}, ask), caseText("dd", {}, answer))));
    const buttons = el("div", { class: "questions", role: "group", "aria-label": "Questions you can ask" }, open.map(({ id, ask }) => el("button", { type: "button", class: "button", "data-key": `ask-${id}`, onclick: () => move({ do: "ask", what: id }, `answer-${id}`) }, ask)));
    return [...(answers.length ? [rows] : []), ...(open.length && !closed ? [buttons] : [])];
  }

  /** Before the page loads itself anew: where the learner was, and what was ticked and not locked. */
  function remember() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, top: window.scrollY, play: shown.play, picks }));
    } catch {
      // without storage the page begins at its top
    }
    return true;
  }

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
      sessionStorage.removeItem(PLACE);
      if (kept.path !== location.pathname || kept.play !== shown.play) return;
      Object.assign(picks, kept.picks);
      requestAnimationFrame(() => window.scrollTo({ top: kept.top }));
    } catch {
      // nothing was kept
    }
  }

  const drawAgain = () => setTimeout(() => {
    draw();
  });
  const width = matchMedia("(max-width: 700px)");
  width.addEventListener("change", drawAgain);
  window.addEventListener("calcinosis:units", drawAgain);
  recall();
  draw();
  showSaving();
  return () => {
    width.removeEventListener("change", drawAgain);
    window.removeEventListener("calcinosis:units", drawAgain);
    link.stop();
  };
}

function section(words, name) {
  const body = el("div", { class: "case-part-body" });
  const head = el("h2", { id: `case-head-${name}`, tabindex: -1, "data-key": name === "results" ? "results" : `head-${name}` }, words);
  const node = el("section", { class: `case-part case-${name}`, "aria-labelledby": `case-head-${name}` }, head, body);
  return { node, head, body };
}

export default { render };
