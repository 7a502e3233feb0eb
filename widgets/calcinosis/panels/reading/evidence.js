// The evidence explorer: a table that filters narrow, headings sort and rows open; stacked rows on a phone.

import { el } from "../shared/dom.js";
import { size, studiesPlot } from "./evidence_plot.js";

const LETTERS = "ABCDE0";
const FIRST = 12; // rows before "show the others"
const COLUMNS = [
  { key: "treatment", words: "Treatment" },
  { key: "verdict", words: "What it comes to", fixed: true },
  { key: "best", words: "Best study" },
  { key: "people", words: "People", hint: "in the largest study" },
  { key: "grade", words: "Grade" },
];
let tables = 0;

function render({ model, el: host }) {
  const { rows, diseases, designs, grades, disease } = model.get("page");
  const own = `evidence-${(tables += 1)}`;
  const rank = Object.fromEntries(Object.keys(designs).map((design, place) => [design, place]));
  const none = { disease: "", design: "", grade: "", text: "" };
  const chosen = { ...none, disease };
  const order = { key: "grade", down: false };
  let all = false;
  let opened = null;

  const searched = new Map(rows.map((row) => [row, searchable(row)]));
  const plot = studiesPlot(rows, designs);
  const count = el("p", { class: "evidence-count", role: "status" });
  const body = el("tbody", { role: "rowgroup" });
  const more = el("button", { type: "button", class: "button evidence-more", onclick: () => ((all = true), draw(), focusRow(FIRST)) });
  const clear = el("button", { type: "button", class: "link", onclick: reset }, "Show all treatments");
  const empty = el("p", { class: "evidence-empty" }, "No treatment fits all of this. Take one choice back, or search for another word.");
  const controls = {
    disease: choice("disease", { "": "All", ...diseases }),
    design: choice("design", { "": "All", ...designs }),
    grade: choice("grade", { "": "All", ...Object.fromEntries(Object.entries(grades).map(([letter, words]) => [letter, `${letter}: ${words}`])) }),
    text: el("input", { type: "search", autocomplete: "off", spellcheck: "false", oninput: (event) => ((chosen.text = event.target.value), narrowed()) }),
  };
  const sort = el("select", { onchange: (event) => (([order.key, order.down] = [event.target.value, event.target.value === "people"]), draw()) });
  sort.append(...COLUMNS.filter(({ fixed }) => !fixed).map(({ key, words }) => el("option", { value: key }, words)));
  const headings = COLUMNS.map(heading);
  const root = el(
    "section",
    { class: "calcinosis evidence", "aria-labelledby": `${own}-title` },
    el("h3", { id: `${own}-title` }, "What each treatment has shown"),
    el("p", { class: "evidence-lede" }, "Each dot is a study whose size is known. Open a treatment to read what its studies show and do not show. Doses say what studies used; they are no advice."),
    plot.node,
    el("div", { class: "evidence-filters", role: "group", "aria-label": "Narrow the list" }, field(`${own}-by-disease`, "Disease", controls.disease), field(`${own}-by-design`, "Kind of study", controls.design), field(`${own}-by-grade`, "Grade", controls.grade), field(`${own}-by-text`, "Find a word", controls.text), field(`${own}-sort`, "Sort by", sort, "evidence-sort")),
    el("div", { class: "evidence-state" }, count, clear),
    el("table", { role: "table", "aria-labelledby": `${own}-title` }, el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, headings)), body),
    empty,
    more,
  );
  host.replaceChildren(root);
  draw();
  return () => plot.stop();

  function choice(name, choices) {
    const options = Object.entries(choices).map(([value, words]) => el("option", { value, selected: value === chosen[name] }, words));
    return el("select", { onchange: (event) => ((chosen[name] = event.target.value), narrowed()) }, options);
  }

  function heading({ key, words, hint, fixed }) {
    const text = hint ? [words, el("span", { class: "sr-only" }, ` ${hint}`)] : [words];
    const content = fixed ? text : el("button", { type: "button", onclick: () => sortBy(key) }, text, el("span", { class: "evidence-arrow", "aria-hidden": "true" }));
    return el("th", { scope: "col", role: "columnheader", class: `evidence-${key}` }, content);
  }

  function sortBy(key) {
    order.down = order.key === key ? !order.down : key === "people"; // the largest first is what one looks for
    order.key = key;
    draw();
  }

  function reset() {
    Object.assign(chosen, none);
    for (const [name, control] of Object.entries(controls)) control.value = chosen[name];
    narrowed();
    controls.disease.focus();
  }

  function narrowed() {
    all = false;
    draw();
  }

  function fits(row) {
    const words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
    return (
      (!chosen.disease || row.disease === chosen.disease) &&
      (!chosen.design || row.studies.some((study) => study.design === chosen.design)) &&
      (!chosen.grade || row.grade.includes(chosen.grade)) &&
      words.every((word) => searched.get(row).includes(word))
    );
  }

  function searchable(row) {
    const studies = row.studies.map((study) => `${designs[study.design]} ${study.who} ${study.dose} ${study.outcome}`);
    return [row.treatment, diseases[row.disease], row.verdict, row.harms, row.shows, row.not_shows, ...studies].join(" ").toLowerCase();
  }

  function compared(a, b) {
    const by = {
      treatment: () => a.treatment.localeCompare(b.treatment),
      best: () => rank[a.best] - rank[b.best],
      people: () => (a.people ?? 0) - (b.people ?? 0),
      // two letters stand after the better and before the worse of them; what cannot be graded stands last
      grade: () => place(a) - place(b),
    };
    const first = by[order.key]() * (order.down ? -1 : 1);
    return first || a.treatment.localeCompare(b.treatment);
  }

  function place({ grade }) {
    return grade.length ? grade.reduce((sum, letter) => sum + LETTERS.indexOf(letter), 0) / grade.length : LETTERS.length;
  }

  function draw() {
    const found = rows.filter(fits).sort(compared);
    const shown = all || found.length <= FIRST + 2 ? found : found.slice(0, FIRST);
    if (opened && !shown.includes(opened)) opened = null;
    COLUMNS.forEach(({ key, fixed }, index) => {
      if (fixed) return;
      headings[index].setAttribute("aria-sort", order.key !== key ? "none" : order.down ? "descending" : "ascending");
    });
    sort.value = order.key;
    const narrow = Object.values(chosen).some(Boolean);
    const fit = narrow ? `${found.length} of ${rows.length} treatments fit` : `${rows.length} treatments`;
    count.textContent = shown.length < found.length ? `${fit}, the first ${shown.length} are shown` : fit;
    clear.hidden = !narrow;
    empty.hidden = found.length > 0;
    body.parentNode.hidden = found.length === 0;
    more.hidden = shown.length === found.length;
    more.textContent = `Show the other ${found.length - shown.length}`;
    body.replaceChildren(...shown.flatMap(line));
    plot.show(found, opened);
  }

  function line(row, index) {
    const detail = `${own}-${row.id}`;
    const isOpen = row === opened;
    const toggle = el("button", { type: "button", class: "evidence-open", "aria-expanded": String(isOpen), "aria-controls": isOpen ? detail : null, onclick: () => flip(row, index) }, el("span", { class: "evidence-caret", "aria-hidden": "true" }), el("span", {}, row.treatment));
    const summary = el(
      "tr",
      { role: "row", class: isOpen ? "is-open" : null },
      el("th", { scope: "row", role: "rowheader" }, toggle, el("span", { class: "evidence-small evidence-disease" }, diseases[row.disease])),
      el("td", { role: "cell", class: "evidence-verdict" }, row.verdict),
      el("td", { role: "cell", "data-name": "Best study" }, designs[row.best], row.indirect ? el("span", { class: "evidence-small" }, " of another question") : null),
      el("td", { role: "cell", "data-name": "Largest study", class: "evidence-people" }, row.people === null ? el("span", { class: "evidence-small" }, row.best === "none" ? "none" : "no number") : size(row)),
      el("td", { role: "cell" }, el("div", { class: "evidence-graded" }, square(row), el("span", {}, row.certainty, row.graded ? el("span", { class: "evidence-small" }, ` ${row.graded}`) : null))),
    );
    return isOpen ? [summary, el("tr", { role: "row", id: detail, class: "evidence-detail" }, el("td", { role: "cell", colspan: COLUMNS.length }, details(row)))] : [summary];
  }

  function flip(row, index) {
    opened = opened === row ? null : row;
    draw();
    focusRow(index);
  }

  function focusRow(index) {
    body.querySelectorAll(".evidence-open")[index]?.focus({ preventScroll: true });
  }

  function details(row) {
    const studies = row.studies.map((study) => {
      const people = study.people === null ? "" : `, ${size(study)} ${study.people === 1 ? "person" : "people"}`;
      return el("li", {}, el("b", {}, `${designs[study.design]}${people}`), study.who ? `. ${capital(study.who)}` : "", study.dose ? `. Dose studied: ${study.dose}` : "", `. ${capital(study.outcome)}.`, study.indirect ? el("em", {}, " Another question, or other people.") : null);
    });
    const works = row.sources.map((work) => el("li", {}, work.text, work.seen ? ` [${work.seen}]` : "", /^https?:\/\//.test(work.url ?? "") ? [" ", el("a", { href: work.url, target: "_blank", rel: "noopener noreferrer", "aria-label": `Open ${work.text.slice(0, 60)}` }, "Open the source")] : null));
    return el(
      "div",
      { class: "evidence-sheet" },
      el("h4", {}, "Studies"),
      el("ul", { class: "evidence-studies" }, studies),
      el("div", { class: "evidence-pair" }, part("It shows", row.shows), part("It does not show", row.not_shows)),
      part("Harms and cautions", row.harms),
      el("h4", {}, works.length === 1 ? "Source" : "Sources"),
      works.length ? el("ul", { class: "evidence-sources" }, works) : el("p", {}, "None: no study was found."),
    );
  }
}

// named by `for`, not by wrapping: the options of a select would become part of its name
function field(id, words, control, kind = "") {
  control.id = id;
  return el("div", { class: `evidence-field ${kind}` }, el("label", { for: id }, words), control);
}

function part(title, text) {
  return el("div", {}, el("h4", {}, title), el("p", {}, text));
}

function square({ grade }) {
  return grade.length ? el("span", { class: "evidence-squares" }, grade.map((letter) => el("span", { class: "evidence-square" }, letter))) : el("span", { class: "evidence-square is-empty", "aria-hidden": "true" });
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export default { render };
