// The glossary: a list to read, a field that narrows it, letters that lead through it.

import { announcer, el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";
import { interval } from "./terms.js";
import { count } from "../shared/words.js";

const bare = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

function render({ model, el: host }) {
  const { terms } = model.get("page");
  const live = announcer();
  const rows = terms.map((term) => ({ term, letter: bare(term.term)[0].replace(/\d/, "1").toUpperCase(), key: bare([...term.words, term.definition].join(" ")), node: row(term) }));
  const letters = [...new Set(rows.map(({ letter }) => letter))];
  const groups = letters.map((letter) => ({ letter, node: el("section", { class: "letter", "aria-labelledby": `letter-${letter}` }, el("h2", { id: `letter-${letter}` }, letter === "1" ? "0 to 9" : letter), el("dl", {}, rows.filter((each) => each.letter === letter).map(({ node }) => node))) }));
  const none = el("p", { class: "nothing", hidden: true });
  const input = el("input", { type: "search", id: "narrow", autocomplete: "off", spellcheck: "false", oninput: narrow });
  const index = el("nav", { class: "letters", "aria-label": "Letters" }, letters.map((letter) => el("a", { href: `#letter-${letter}` }, letter === "1" ? "0\u20139" : letter)));
  const root = el(
    "div",
    { class: "calcinosis glossary" },
    el("h1", { class: "title" }, "Glossary"),
    el("p", { class: "lede" }, `${terms.length} words of the course. Intervals are those of adults that the course uses; each laboratory has its own.`),
    el("div", { class: "narrow" }, el("label", { for: "narrow" }, "Narrow the list"), input),
    index,
    none,
    groups.map(({ node }) => node),
    live.region,
  );
  host.replaceChildren(root);

  function narrow() {
    const words = bare(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of rows) {
      each.node.hidden = !words.every((word) => each.key.includes(word));
      shown += !each.node.hidden;
    }
    for (const { node } of groups) node.hidden = !node.querySelector("dl > :not([hidden])");
    index.hidden = words.length > 0;
    none.hidden = shown > 0;
    none.textContent = `No word of the glossary fits \u201c${input.value.trim()}\u201d. The search on the course home looks through the lessons as well.`;
    live.say(`${count(shown, "word")} shown`);
  }

  // the page came before its words: what the address asks for is looked for now
  const aim = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (const each of root.querySelectorAll(".aimed")) each.classList.remove("aimed");
    if (!place || !root.contains(place)) return;
    place.scrollIntoView({ block: "start" });
    if (place.matches(".word")) place.classList.add("aimed");
  };
  let late = null;
  const arrive = () => {
    if (root.isConnected) aim();
    else late = requestAnimationFrame(arrive);
  };
  late = requestAnimationFrame(arrive);
  window.addEventListener("hashchange", aim);
  return () => {
    cancelAnimationFrame(late);
    window.removeEventListener("hashchange", aim);
  };
}

function row(term) {
  const also = term.words.slice(1);
  return el(
    "div",
    { class: "word", id: `term-${term.id}` },
    el("dt", {}, term.term, also.length ? el("span", { class: "also" }, `also ${also.join(", ")}`) : ""),
    el(
      "dd",
      {},
      told("p", {}, term.definition),
      term.reference && interval(term.reference),
      term.taught.length > 0 && el("p", { class: "word-places" }, "Taught in ", term.taught.flatMap(({ lesson, title, href }, place) => [place ? ", " : "", el("a", { href }, `lesson ${lesson}, ${title}`)])),
      term.sources.length > 0 && el("p", { class: "word-sources" }, term.sources.join("; ")),
    ),
  );
}

export default { render };
