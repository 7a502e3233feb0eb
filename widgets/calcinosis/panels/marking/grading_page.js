// Marking by question: which questions wait, and the desk for one of them. What is called saved is in the gradebook.

import { connection } from "../shared/connection.js";
import { announcer, el, icon, unclip } from "../shared/dom.js";
import { draft } from "../quiz/draft.js";
import { overview } from "./grading_list.js";
import { blank, markOf, marking } from "./grading_marks.js";
import { clock } from "../shared/words.js";

const LOOK = 4; // beats between two looks for what changed elsewhere

function render({ model, el: host }) {
  let first = model.get("page");
  let view = null; // what is drawn: {kind: "list"} or {kind: "desk", quiz, name, desk, keep}
  let line = { online: true };
  let typedAt = 0;
  let beats = 0;
  let fault = "";
  let savedAt = null;

  const live = announcer();
  const state = el("div", { class: "save-state" });
  const since = el("span", {});
  const banner = el("div", { class: "grading-banner", role: "alert", hidden: true }, icon("cut", 18), el("p", {}, since, " ", el("button", { type: "button", class: "link", onclick: () => link.tryAgain() }, "Try again now")));
  const body = el("div", { class: "grading-body" });
  const root = el("div", { class: "calcinosis grading-page" }, banner, body, live.region);
  host.replaceChildren(root);
  unclip(root);

  const link = connection(model, {
    ping: () => {
      beats += 1;
      if (beats % LOOK) return { type: "ping" };
      return view?.kind === "desk" ? { type: "look", quiz: view.quiz, name: view.name } : { type: "overview" };
    },
    heard,
    changed(now) {
      line = now;
      if (now.online) view?.keep?.flush();
      showSaving();
    },
    mayReload: () => Date.now() - typedAt > 3000 && !document.querySelector(".jp-NotebookPanel"),
  });

  /** The address says which question is on the desk: #quiz/q12, or #quiz/q12/answer. */
  function route() {
    const [quiz, name] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (quiz && name) {
      if (view?.kind === "desk" && view.quiz === quiz && view.name === name) return;
      view = { kind: "opening", quiz, name };
      body.replaceChildren(el("p", { class: "grading-wait" }, "Opening the answers\u2026"));
      link.send({ type: "question", quiz, name });
    } else list(first);
  }

  function list(told) {
    view = { kind: "list" };
    body.replaceChildren(overview(told));
  }

  function open(question) {
    const { quiz, name } = question;
    const before = view?.kind === "desk" && view.quiz === quiz && view.name === name ? view.desk.place() : null;
    const keep = draft({
      key: `calcinosis.marks.${quiz}.${name}`,
      stored: Object.fromEntries(question.answers.map((answer) => [answer.id, { answer: markOf(answer) }])),
      transmit: (n, entries) => link.send({ type: "save", n, quiz, name, marks: Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, entry?.answer ?? blank()])) }),
      told: () => view?.desk && showSaving(),
    });
    savedAt = question.answers.map((answer) => answer.at).filter(Boolean).sort().at(-1) ?? null;
    const desk = marking(question, {
      state,
      at: before ?? decodeURIComponent(location.hash.slice(1)).split("/")[2],
      say: live.say,
      typed: () => (typedAt = Date.now()),
      put(marks, how) {
        const ids = Object.keys(marks);
        ids.forEach((id, index) => keep.put(id, { answer: marks[id] }, { typing: how?.typing || index < ids.length - 1 }));
      },
      undo: () => {
        keep.flush();
        link.send({ type: "undo", quiz, name });
      },
      names: () => link.send({ type: "names", quiz, name }),
      moved: (number) => history.replaceState(null, "", `#${quiz}/${name}/${number}`),
    });
    view?.desk?.stop();
    view = { kind: "desk", quiz, name, desk, keep };
    body.replaceChildren(desk.node);
    for (const [id, entry] of Object.entries(keep.recover(savedAt, question.answers.map((answer) => answer.id)))) desk.mine(id, entry.answer);
    desk.start();
    showSaving();
  }

  function heard(message) {
    const desk = view?.kind === "desk" ? view : null;
    switch (message.type) {
      case "overview":
        first = message;
        if (view?.kind === "list" && !root.contains(document.activeElement)) list(message);
        break;
      case "question":
        if (view?.quiz === message.question.quiz && view.name === message.question.name) open(message.question);
        break;
      case "saved":
        if (!desk) break;
        desk.keep.acknowledged(message.n);
        fault = "";
        took(desk, message);
        break;
      case "undone":
        if (!desk) break;
        learn(desk, message.answers);
        took(desk, message);
        desk.desk.undone(Object.keys(message.answers));
        break;
      case "look":
        if (desk) desk.desk.told(message.answers, learn(desk, message.answers));
        break;
      case "names":
        desk?.desk.named(message.names);
        break;
      case "failed":
        fault = message.why;
        if (view?.kind === "opening") body.replaceChildren(failed(message.why));
        break;
      default:
    }
    desk?.keep.flush();
    showSaving();
  }

  function took(desk, message) {
    savedAt = message.saved_at ?? savedAt;
    desk.desk.told(Object.fromEntries(Object.entries(message.answers).filter(([id]) => !desk.keep.isWaiting(id))), []);
    desk.desk.canUndo(message.undo);
  }

  /** What someone wrote elsewhere counts, unless the same answer is being changed here. */
  const learn = (desk, answers) => desk.keep.learn({ ...desk.desk.entries(), ...Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { answer: markOf(answer) }])) });

  function showSaving() {
    const unsaved = view?.keep?.unsaved() ?? 0;
    const waiting = unsaved ? Date.now() - view.keep.oldest() : 0;
    const heldBack = `${unsaved} ${unsaved === 1 ? "change" : "changes"} not saved yet`;
    banner.hidden = line.online && !fault;
    if (!line.online) since.textContent = `No connection since ${clock(line.since)}. What you gave is kept on this device and is sent when you are back. You can go on; please don\u2019t close this tab.`;
    else if (fault) since.textContent = `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`;
    if (!line.online || (fault && unsaved)) draw("lost", icon("cut"), unsaved ? heldBack : "No connection");
    else if (unsaved && waiting > 400) draw("busy", el("span", { class: "ring", "aria-hidden": "true" }), "Saving");
    else if (!unsaved && savedAt) draw("saved", icon("tick"), `Saved ${clock(savedAt)}`);
    else if (!unsaved) draw("none", "");
  }

  let drawn = "";
  function draw(kind, ...parts) {
    const key = `${kind} ${parts.filter((part) => typeof part === "string").join("")}`;
    if (key === drawn) return;
    drawn = key;
    state.className = `save-state save-${kind}`;
    state.replaceChildren(...parts);
  }

  const failed = (why) => el("div", { class: "grading-empty" }, el("h1", { class: "title" }, "This could not be opened"), el("p", {}, `${why}.`), el("p", {}, el("a", { class: "button", href: "#" }, "All questions")));

  window.addEventListener("hashchange", route);
  route();
  return () => {
    link.stop();
    view?.desk?.stop();
    window.removeEventListener("hashchange", route);
  };
}

export default { render };
