// Words of the glossary in running text: the first time a word comes up in a lesson it can be asked for its meaning.

import { el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";

const READ = ".prose :is(p, li, td), .jp-RenderedMarkdown :is(p, li, td)";
const PASSED_OVER = "a, button, code, small, h1, h2, h3, .term, .calcinosis";

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
/** Small letters stand for both: "phosphate" begins sentences too. "PTH" is only ever PTH. */
const either = (word) => (/^\p{Ll}/u.test(word) ? `[${word[0]}${word[0].toUpperCase()}]${escaped(word.slice(1))}` : escaped(word));

/** Finds words in text and makes them answer; each word once, for a page full of marks cannot be read. */
export function marker() {
  let pattern = null;
  let ids = new Map();
  let seen = new WeakSet();
  const marked = new Map();

  function learn(terms) {
    const words = terms.flatMap((term) => term.words.map((word) => [word, term.id]));
    words.sort(([one], [other]) => other.length - one.length); // "ionised calcium" before "calcium"
    ids = new Map(words.map(([word, id]) => [word.toLowerCase(), id]));
    pattern = words.length ? new RegExp(`(?<![\\p{L}\\p{N}/-])(?:${words.map(([word]) => either(word)).join("|")})(?![\\p{L}\\p{N}/-])`, "gu") : null;
    seen = new WeakSet();
  }

  function mark(scope) {
    if (!pattern) return;
    for (const [id, node] of marked) if (!node.isConnected) marked.delete(id);
    // a list of objectives names what is explained further down, where the word is better asked for
    const begin = document.body.dataset.lesson ? scope.querySelector(".prose h2") : null;
    for (const block of scope.querySelectorAll(READ)) {
      if (seen.has(block) || (begin && begin.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_PRECEDING)) continue;
      seen.add(block);
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(PASSED_OVER)) texts.push(walker.currentNode);
      for (const text of texts) within(text);
    }
  }

  function within(text) {
    const parts = [];
    let from = 0;
    for (const found of text.data.matchAll(pattern)) {
      const id = ids.get(found[0].toLowerCase());
      if (!id || marked.has(id)) continue;
      const node = el("span", { class: "term", role: "button", tabindex: 0, "data-term": id, "aria-expanded": "false" }, found[0]);
      marked.set(id, node);
      parts.push(text.data.slice(from, found.index), node);
      from = found.index + found[0].length;
    }
    if (parts.length) text.replaceWith(...parts, text.data.slice(from));
  }

  return { learn, mark };
}

/** What a note says of a word; the interval in the units chosen first. */
export function meaning(term) {
  const inCourse = document.body.dataset.page;
  return [
    el("p", { class: "source-eyebrow" }, "Glossary"),
    el("p", { class: "term-word" }, term.term),
    told("p", {}, term.definition),
    term.reference && interval(term.reference),
    term.sources.length > 0 && el("p", { class: "source-unseen" }, term.sources.join("; ")),
    inCourse && el("p", {}, el("a", { href: `../glossary.ipynb#term-${term.id}` }, "In the glossary")),
  ].filter(Boolean);
}

/** A reference interval in both systems; the chosen units come first, and follow the switch. */
export function interval({ si, conventional, whom }) {
  const both = si === conventional ? si : `${si} (${conventional})`;
  return el("p", { class: "term-interval" }, told("b", {}, both), el("span", {}, whom));
}
