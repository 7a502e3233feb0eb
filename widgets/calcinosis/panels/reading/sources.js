// Notes of a lesson: hover, focus or tap a statement and its source appears beside the line, a word and its meaning does;
// the sources stand together at the end.

import { el } from "../shared/dom.js";
import { sideNote } from "../shared/note.js";
import { reading } from "./reading.js";
import { marker, meaning } from "./terms.js";

const LINK = 'a[href^="#claim-"]';
const ASKED = ".claim, .term";
const OPEN_AFTER = 120; // ms: passing over a line opens nothing
const CLOSE_AFTER = 280; // ms: time to reach the note
const LETTERED = /^[A-E0]$/;

function render({ model, el: host }) {
  const known = {};
  const note = sideNote();
  const words = marker();
  const list = el("ol", { class: "source-list" });
  const heading = el("h2", {}, "Sources");
  // a list of forty works would stand between the last sentence and what comes next: it opens when asked, and on paper
  const works = el("details", {}, el("summary", {}, heading), list);
  const root = el("div", { class: "calcinosis sources", hidden: true }, works);
  const onPaper = () => works.setAttribute("open", "");
  host.replaceChildren(root);
  const scope = host.closest(".jp-Notebook, main") ?? document.body;
  // cells of a notebook contain what is fixed in them: in JupyterLab the note belongs to the body
  (host.closest("main") ?? document.body).append(note.node);

  const idOf = (link) => decodeURIComponent(link.getAttribute("href")).slice("#claim-".length);
  const links = () => [...scope.querySelectorAll(LINK)];
  let asked = "";
  let terms = null;
  let wanted = false;

  /** Cells of a notebook come and go: whatever links there are now are asked for together. */
  function gather() {
    const ids = [...new Set(links().map(idOf))];
    for (const link of links()) {
      if (link.classList.contains("claim")) continue;
      link.classList.add("claim");
      link.setAttribute("role", "button");
      link.setAttribute("aria-expanded", "false");
      link.removeAttribute("target");
    }
    if (terms) words.mark(scope);
    if (ids.join() === asked) return;
    asked = ids.join();
    try {
      if (!wanted) model.send({ type: "terms" });
      wanted = true;
      model.send({ type: "tell", ids });
    } catch {
      asked = "";
    }
  }

  function heard(message) {
    if (message.type === "terms") {
      terms = Object.fromEntries(message.terms.map((term) => [term.id, term]));
      words.learn(message.terms);
      words.mark(scope);
    }
    if (message.type !== "claims") return;
    Object.assign(known, message.claims);
    const cited = new Map();
    for (const link of links()) for (const one of known[idOf(link)]?.sources ?? []) cited.set(one.key, one);
    root.hidden = cited.size === 0;
    heading.textContent = `Sources of this ${document.body.dataset.page === "case" ? "case" : "lesson"}: ${cited.size}`;
    list.replaceChildren(...[...cited.values()].map((work) => el("li", {}, citation(work), " ", opener(work))));
  }

  let timer = null;
  const later = (wait, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const open = (link, pinned) => {
    clearTimeout(timer);
    const content = contentOf(link);
    if (content) note.open(link, content, pinned);
  };
  function contentOf(link) {
    if (link.dataset.term) return terms?.[link.dataset.term] && meaning(terms[link.dataset.term]);
    return known[idOf(link)] && source(known[idOf(link)]);
  }
  const within = (node) => node instanceof Element && (node.closest(ASKED) ?? node.closest(".source-note"));

  const over = (event) => {
    if (event.pointerType !== "mouse") return;
    const place = within(event.target);
    if (place?.matches(ASKED)) later(OPEN_AFTER, () => open(place, false));
    else if (place) clearTimeout(timer);
    else if (note.isOpen() && !note.isPinned()) later(CLOSE_AFTER, note.close);
  };
  const focus = (event) => {
    const place = within(event.target);
    if (place?.matches(ASKED)) {
      if (event.target.matches(":focus-visible") && !note.isReturning()) open(place, false);
    } else if (!place && note.isOpen() && !note.isSheet()) note.close();
  };
  const click = (event) => {
    const place = within(event.target);
    if (place?.matches(ASKED)) {
      event.preventDefault();
      event.stopPropagation();
      if (note.isPinned() && note.isFor(place)) note.close();
      else open(place, true);
    } else if (!place && note.isOpen()) note.close();
  };
  const key = (event) => {
    if (event.key === "Escape" && note.isOpen()) {
      note.close({ back: true });
      event.stopPropagation();
    }
    if ((event.key === " " || event.key === "Enter") && event.target instanceof Element && event.target.matches(ASKED)) click(event);
  };
  const moved = () => note.place();

  // on the document and early: JupyterLab has its own ideas of what a click on a link in a notebook does
  const listeners = [["pointerover", over], ["focusin", focus], ["click", click], ["keydown", key]];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true);
  document.addEventListener("scroll", moved, { capture: true, passive: true });
  window.addEventListener("resize", moved);
  window.addEventListener("beforeprint", onPaper);
  model.on("msg:custom", heard);
  let pending = null;
  const watcher = new MutationObserver(() => {
    pending ??= setTimeout(() => {
      pending = null;
      gather();
    }, 300);
  });
  watcher.observe(scope, { childList: true, subtree: true });
  gather();
  const stop = reading((place) => {
    try {
      model.send({ type: "read", ...place });
    } catch {
      // the place in the lesson is a comfort, not an answer: it is not asked for again
    }
  });

  return () => {
    watcher.disconnect();
    stop();
    clearTimeout(timer);
    clearTimeout(pending);
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
    document.removeEventListener("scroll", moved, { capture: true });
    window.removeEventListener("resize", moved);
    window.removeEventListener("beforeprint", onPaper);
    model.off("msg:custom", heard);
    note.node.remove();
  };
}

function source(claim) {
  const works = claim.sources.map((work) => el("div", { class: "source-work" }, el("p", {}, citation(work)), opener(work) ?? el("p", { class: "source-unseen" }, work.seen)));
  const lettered = LETTERED.test(claim.grade);
  return [
    el("p", { class: "source-eyebrow" }, claim.sources.length > 1 ? "Sources" : "Source"),
    ...works,
    works.length ? "" : el("p", {}, claim.statement),
    el("p", { class: "source-grade" }, el("span", { class: "grade", "aria-hidden": lettered ? null : "true" }, lettered ? claim.grade : "\u2013"), lettered ? claim.certainty : `${claim.certainty}: no grade applies`),
    claim.uncertain ? el("p", { class: "source-grade" }, "The number was not re-checked: read it as \u201cabout\u201d.") : "",
  ];
}

const citation = ({ authors, title, journal, when }) => [el("b", {}, /\.$/.test(authors) ? authors : `${authors}.`), ` ${title}${/[.?!]$/.test(title) ? "" : "."} `, el("em", {}, journal), when ? ` ${when}.` : ""];

const opener = ({ url }) => (/^https?:\/\//.test(url ?? "") ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "Open the source") : null);

export default { render };
