// The evidence explorer: a real table that two selects filter and three buttons sort; rows stack on a phone.
import { el } from "./dom.js";

const ORDER = ["A", "B", "C", "D", "E", "0"];
const SORTS = {
  treatment: (a, b) => a.treatment.localeCompare(b.treatment),
  people: (a, b) => (b.people ?? -1) - (a.people ?? -1) || a.treatment.localeCompare(b.treatment),
  grade: (a, b) => ORDER.indexOf(a.grade) - ORDER.indexOf(b.grade) || (b.people ?? -1) - (a.people ?? -1),
};
const COLUMNS = [
  ["treatment", "Treatment", "ascending"],
  ["people", "Studied in", "descending"],
  [null, "What was seen"],
  [null, "Harms"],
  ["grade", "Grade", "ascending"],
];

function render({ model, el: host }) {
  const { rows, diseases, levers, grades } = model.get("table");
  const chosen = { disease: model.get("disease"), grade: "", sort: "grade" };
  const body = el("tbody");
  const count = el("p", { class: "evidence-count", role: "status" });
  const headings = COLUMNS.map(([key, words]) => el("th", { scope: "col" }, key ? sorter(key, words) : words));
  const root = el(
    "section",
    { class: "calcinosis evidence", "aria-label": "Evidence explorer" },
    el("h3", {}, "What each treatment has shown"),
    el(
      "div",
      { class: "evidence-filters" },
      select("For", "disease", { "": "all types", ...diseases }),
      select("Grade", "grade", { "": "all grades", ...grades }),
    ),
    count,
    el("table", {}, el("caption", { class: "evidence-caption" }, "Treatments of calcinosis and their evidence. Doses describe what studies used; they are no advice."), el("thead", {}, el("tr", {}, headings)), body),
  );
  host.replaceChildren(root);
  draw();

  function select(label, name, choices) {
    const options = Object.entries(choices).map(([value, words]) =>
      el("option", { value, selected: value === chosen[name] }, value && name === "grade" ? `${value}: ${words}` : words),
    );
    const control = el("select", { onchange: (event) => ((chosen[name] = event.target.value), draw()) }, options);
    return el("label", {}, el("span", {}, label), control);
  }

  function sorter(key, words) {
    return el("button", { type: "button", onclick: () => ((chosen.sort = key), draw()) }, words);
  }

  function draw() {
    const shown = rows
      .filter((row) => (!chosen.disease || row.disease === chosen.disease) && (!chosen.grade || row.grade === chosen.grade))
      .sort(SORTS[chosen.sort]);
    COLUMNS.forEach(([key, , direction], index) => {
      if (key === chosen.sort) headings[index].setAttribute("aria-sort", direction);
      else headings[index].removeAttribute("aria-sort");
    });
    count.textContent = shown.length ? `${shown.length} of ${rows.length} treatments` : "No treatment fits both choices.";
    body.replaceChildren(...shown.map(line));
  }

  function line(row) {
    const type = `${diseases[row.disease]} · ${levers[row.lever]}`;
    const size = row.people === null ? "no number" : `${row.people} people`;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, el("span", { class: "evidence-name" }, row.treatment), el("span", { class: "evidence-small" }, type)),
      cell("Studied in", size, row.study, row.dose && `Dose studied: ${row.dose}`),
      cell("What was seen", row.seen, `Reading: ${row.verdict}`),
      cell("Harms", row.harms),
      el(
        "td",
        { "data-name": "Grade" },
        el("span", { class: "evidence-grade" }, row.grade),
        el("span", { class: "evidence-small" }, grades[row.grade]),
        el("span", { class: "evidence-small" }, row.sources.flatMap((work, index) => [index ? ", " : "", source(work)])),
      ),
    );
  }

  function cell(name, first, ...more) {
    return el("td", { "data-name": name }, el("span", {}, first), more.filter(Boolean).map((words) => el("span", { class: "evidence-small" }, words)));
  }

  function source(work) {
    return work.url ? el("a", { href: work.url, target: "_blank", rel: "noopener noreferrer" }, work.short) : work.short;
  }
}

export default { render };
