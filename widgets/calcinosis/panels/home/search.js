// Search over the whole course, in the browser: the index comes once, and no key stroke leaves the page.

import { announcer, el, icon } from "../shared/dom.js";
import { count } from "../shared/words.js";

const MOST = 30;
const SWITCH = "calcinosis.slash";
const KINDS = { word: 60, lesson: 40, section: 30, quiz: 25, case: 25, statement: 0 }; // what a title is worth
const flat = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
const escapedWord = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const startsIn = (text, word) => new RegExp(`(?<![\\p{L}\\p{N}])${escapedWord(word)}`, "u").test(text);

/** What fits every word of a question, the best first. */
export function find(index, question) {
  const words = flat(question).split(/[\s,;]+/).filter((word) => word.length > 1 || /\d/.test(word));
  if (!words.length) return [];
  const found = [];
  for (const entry of index) {
    entry.key ??= { title: flat(entry.title), text: flat(`${entry.where} ${entry.text}`) };
    let worth = KINDS[entry.kind] ?? 0;
    for (const word of words) {
      if (startsIn(entry.key.title, word)) worth += 40;
      else if (startsIn(entry.key.text, word)) worth += 8;
      else worth = -Infinity;
    }
    if (entry.key.title === words.join(" ")) worth += 100;
    if (worth > -Infinity) found.push({ entry, worth });
  }
  return found.sort((one, other) => other.worth - one.worth).map(({ entry }) => entry);
}

const slashIsOn = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
};

export function searchBox(ask) {
  let index = null;
  let awaited = false;
  const live = announcer();
  const results = el("ol", { class: "found", id: "found" });
  const hint = el("p", { class: "search-hint" });
  const input = el("input", { type: "search", id: "search", name: "search", autocomplete: "off", spellcheck: "false", "aria-controls": "found", oninput: look, onfocus: begin, onkeydown: keys });
  const node = el(
    "search",
    { class: "search", onkeydown: move },
    el("label", { for: "search" }, "Search the course"),
    el("div", { class: "search-field" }, icon("search"), input, el("kbd", { "aria-hidden": "true" }, "/")),
    hint,
    results,
    live.region,
  );
  tell();

  function tell(extra = "") {
    const on = slashIsOn();
    node.querySelector("kbd").hidden = !on;
    const turn = el("button", { type: "button", class: "link", onclick: () => { store(on ? "off" : "on"); tell(extra); } }, on ? "Turn this key off" : "Turn the key / on");
    const keyboard = el("span", { class: "by-key" }, on ? " The key / brings you here. " : " ", turn);
    hint.replaceChildren(extra || "Lessons, words, statements, quizzes and patients.", keyboard);
  }
  const store = (value) => {
    try {
      localStorage.setItem(SWITCH, value);
    } catch {
      // the choice then lasts as long as the page
    }
  };

  function begin() {
    if (index || awaited) return;
    awaited = true;
    ask();
  }

  function learn(entries) {
    index = entries;
    look();
  }

  function look() {
    const question = input.value.trim();
    begin();
    if (!question) {
      results.replaceChildren();
      return tell();
    }
    if (!index) return tell("Opening the index. ");
    const found = find(index, question);
    results.replaceChildren(...found.slice(0, MOST).map((entry) => row(entry, question)));
    if (!found.length) {
      tell(`Nothing in the course fits \u201c${question}\u201d. Try one word, or only its beginning: phos, livedo, FGF23.`);
      return live.say(`Nothing fits ${question}`);
    }
    tell(found.length > MOST ? `The first ${MOST} of ${found.length}. One more word narrows them down. ` : `${count(found.length, "place").replace(/^./, (first) => first.toUpperCase())}. `);
    live.say(`${found.length} found`);
  }

  function keys(event) {
    if (event.key === "Enter") results.querySelector("a")?.click();
    if (event.key === "Escape" && input.value) {
      input.value = "";
      look();
      event.preventDefault();
    }
  }

  /** The arrows go through the results, and back to the field above the first. */
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    stops[at + step].focus();
    event.preventDefault();
  }

  const slash = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !slashIsOn()) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    node.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", slash);
  // a widget is drawn before it is put into the page, where it can first be focused
  let frame = null;
  const arrive = () => {
    if (node.isConnected) input.focus();
    else frame = requestAnimationFrame(arrive);
  };
  if (location.hash === "#search") frame = requestAnimationFrame(arrive);

  function end() {
    cancelAnimationFrame(frame);
    document.removeEventListener("keydown", slash);
  }
  return { node, learn, end };
}

function row(entry, question) {
  const text = entry.kind === "statement" ? "" : excerpt(entry.text, question);
  return el(
    "li",
    { class: `found-${entry.kind}` },
    el("a", { href: entry.href }, marked(entry.title, question)),
    el("span", { class: "found-where" }, entry.kind === "statement" ? `${entry.where}, statement` : entry.where),
    text && el("span", { class: "found-text" }, marked(text, question)),
  );
}

const pattern = (question) => new RegExp(`(?<![\\p{L}\\p{N}])(${question.trim().split(/[\s,;]+/).filter(Boolean).map(escapedWord).join("|")})`, "giu");

/** About twenty words round the first place that fits. */
function excerpt(text, question) {
  const at = text.search(pattern(question));
  const from = at < 60 ? 0 : text.lastIndexOf(" ", at - 50) + 1;
  const end = text.indexOf(" ", from + 150);
  return `${from ? "\u2026 " : ""}${text.slice(from, end < 0 ? undefined : end)}${end < 0 ? "" : " \u2026"}`;
}

function marked(text, question) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(pattern(question))) {
    if (!found[0]) continue;
    parts.push(text.slice(from, found.index), el("mark", {}, found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}
