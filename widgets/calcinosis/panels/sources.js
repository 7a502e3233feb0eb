// Sources of a lesson: hover, focus or tap a statement and its source appears beside the line; all of them stand at the end.

import { el } from "./dom.js";

const LINK = 'a[href^="#claim-"]';
const OPEN_AFTER = 120; // ms: passing over a line opens nothing
const CLOSE_AFTER = 280; // ms: time to reach the note
const NOTE_WIDTH = 232;
const GAP = 48;
const LETTERED = /^[A-E0]$/;

function render({ model, el: host }) {
  const known = {};
  const note = sourceNote();
  const list = el("ol", { class: "source-list" });
  const heading = el("h2", {}, "Sources");
  const root = el("div", { class: "calcinosis sources", hidden: true }, heading, list);
  host.replaceChildren(root);
  const scope = host.closest(".jp-Notebook, main") ?? document.body;
  // cells of a notebook contain what is fixed in them: in JupyterLab the note belongs to the body
  (host.closest("main") ?? document.body).append(note.node);

  const idOf = (link) => decodeURIComponent(link.getAttribute("href")).slice("#claim-".length);
  const links = () => [...scope.querySelectorAll(LINK)];
  let asked = "";

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
    if (ids.join() === asked) return;
    asked = ids.join();
    try {
      model.send({ type: "tell", ids });
    } catch {
      asked = "";
    }
  }

  function told(message) {
    if (message.type !== "claims") return;
    Object.assign(known, message.claims);
    const works = new Map();
    for (const link of links()) for (const source of known[idOf(link)]?.sources ?? []) works.set(source.key, source);
    root.hidden = works.size === 0;
    heading.textContent = `Sources of this lesson: ${works.size}`;
    list.replaceChildren(...[...works.values()].map((work) => el("li", {}, citation(work), " ", opener(work))));
  }

  let timer = null;
  const later = (wait, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const open = (link, pinned) => {
    clearTimeout(timer);
    const claim = known[idOf(link)];
    if (claim) note.open(link, claim, pinned);
  };
  const within = (node) => node instanceof Element && (node.closest(".claim") ?? node.closest(".source-note"));

  const over = (event) => {
    if (event.pointerType !== "mouse") return;
    const place = within(event.target);
    if (place?.classList.contains("claim")) later(OPEN_AFTER, () => open(place, false));
    else if (place) clearTimeout(timer);
    else if (note.isOpen() && !note.isPinned()) later(CLOSE_AFTER, note.close);
  };
  const focus = (event) => {
    const place = within(event.target);
    if (place?.classList.contains("claim")) {
      if (event.target.matches(":focus-visible") && !note.isReturning()) open(place, false);
    } else if (!place && note.isOpen() && !note.isSheet()) note.close();
  };
  const click = (event) => {
    const place = within(event.target);
    if (place?.classList.contains("claim")) {
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
    if (event.key === " " && event.target instanceof Element && event.target.matches(".claim")) click(event);
  };
  const moved = () => note.place();

  // on the document and early: JupyterLab has its own ideas of what a click on a link in a notebook does
  const listeners = [["pointerover", over], ["focusin", focus], ["click", click], ["keydown", key]];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true);
  document.addEventListener("scroll", moved, { capture: true, passive: true });
  window.addEventListener("resize", moved);
  model.on("msg:custom", told);
  let pending = null;
  const watcher = new MutationObserver(() => {
    pending ??= setTimeout(() => {
      pending = null;
      gather();
    }, 300);
  });
  watcher.observe(scope, { childList: true, subtree: true });
  gather();

  return () => {
    watcher.disconnect();
    clearTimeout(timer);
    clearTimeout(pending);
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
    document.removeEventListener("scroll", moved, { capture: true });
    window.removeEventListener("resize", moved);
    model.off("msg:custom", told);
    note.node.remove();
  };
}

function sourceNote() {
  const body = el("div", {});
  const shut = el("button", { type: "button", class: "source-shut", onclick: () => close({ back: true }) }, "Close");
  const node = el("aside", { class: "calcinosis source-note", id: "source-note", "aria-label": "Source", tabindex: -1, hidden: true }, body, shut);
  let link = null;
  let pinned = false;
  let returning = false; // the focus comes back to the statement without opening it again

  const isSheet = () => window.innerWidth <= 700;

  function open(at, claim, pin) {
    if (link !== at) {
      release();
      body.replaceChildren(...content(claim));
    }
    link = at;
    pinned = pin;
    link.classList.add("claim-open");
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-describedby", "source-note");
    node.hidden = false;
    node.classList.toggle("sheet", isSheet());
    place();
    if (pin) node.focus({ preventScroll: true });
  }

  /** In the margin beside the line where there is one, below the line where there is none, a sheet on a phone. */
  function place() {
    if (!link || node.hidden) return;
    node.style.cssText = "";
    if (isSheet()) return;
    const line = link.getClientRects()[0];
    if (!line || line.bottom < 0 || line.top > window.innerHeight) return close();
    const column = (link.closest(".prose, .jp-RenderedMarkdown, p") ?? link).getBoundingClientRect();
    const paragraph = (link.closest("p, li, td, blockquote") ?? link).getBoundingClientRect();
    const left = Math.min(column.right, paragraph.left + 660) + GAP;
    const inMargin = left + NOTE_WIDTH + 8 <= document.documentElement.clientWidth;
    const height = node.offsetHeight;
    const top = inMargin ? line.top - 16 : link.getBoundingClientRect().bottom + 8;
    node.style.left = `${inMargin ? left : Math.min(line.left, document.documentElement.clientWidth - 340)}px`;
    node.style.width = `${inMargin ? NOTE_WIDTH : 320}px`;
    node.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  }

  function release() {
    link?.classList.remove("claim-open");
    link?.setAttribute("aria-expanded", "false");
    link?.removeAttribute("aria-describedby");
  }

  function close({ back = false } = {}) {
    const before = link;
    const inside = node.contains(document.activeElement);
    release();
    link = null;
    pinned = false;
    node.hidden = true;
    returning = true;
    if (back && inside) before?.focus({ preventScroll: true });
    returning = false;
  }

  return { node, open, place, close, isSheet, isReturning: () => returning, isOpen: () => link !== null, isPinned: () => pinned, isFor: (other) => link === other };
}

function content(claim) {
  const works = claim.sources.map((work) => el("div", { class: "source-work" }, el("p", {}, citation(work)), opener(work)));
  const grade = LETTERED.test(claim.grade) ? el("span", { class: "grade" }, claim.grade) : null;
  return [
    el("p", { class: "source-eyebrow" }, claim.sources.length > 1 ? "Sources" : "Source"),
    ...works,
    works.length ? "" : el("p", {}, claim.statement),
    el("p", { class: "source-grade" }, grade, claim.certainty),
    claim.uncertain ? el("p", { class: "source-grade" }, "The number was not re-checked: read it as \u201cabout\u201d.") : "",
  ];
}

const citation = ({ authors, title, journal, when }) => [el("b", {}, /\.$/.test(authors) ? authors : `${authors}.`), ` ${title}${/[.?!]$/.test(title) ? "" : "."} `, el("em", {}, journal), when ? ` ${when}.` : ""];

const opener = ({ url }) => (/^https?:\/\//.test(url ?? "") ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "Open the source") : null);

export default { render };
