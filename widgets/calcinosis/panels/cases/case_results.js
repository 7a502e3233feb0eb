// Results: a table with flags, intervals for the age and bars; reports with their pictures.

import { caseText, dayTime, intervalOf, valueOf } from "./case_words.js";
import { el, svg } from "../shared/dom.js";

const FLAGS = { high: "\u2191 high", low: "\u2193 low", "in range": "in range", abnormal: "abnormal" };

/** A table of laboratory rows. */
export function labTable(rows, caption) {
  const about = rows.some((row) => row.for === "about");
  const aged = rows.find((row) => row.adult)?.for;
  const head = ["Test", "Result", "", "Reference", ""].map((name, index) => el(name ? "th" : "td", { scope: name ? "col" : null, class: index === 1 ? "lab-number" : null }, name));
  const note = [
    aged ? `Intervals for ${aged}; the dashed frame is the adult interval.` : "",
    about ? "Intervals marked \u201cabout\u201d stand for many laboratories." : "",
    "Each laboratory has its own.",
  ];
  return el("div", { class: "lab-block" }, el("table", { class: "labs" }, el("caption", { class: "sr-only" }, caption), el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows.map(labRow))), el("p", { class: "case-hint" }, note.filter(Boolean).join(" ")));
}

function labRow(row) {
  const out = row.flag !== "in range";
  if ("text" in row) return el("tr", {}, el("th", { scope: "row" }, el("span", { class: "lab-shape" }), row.label), el("td", { colspan: 4, class: "lab-words" }, el("b", {}, row.text), ` \u00b7 ${FLAGS[row.flag]}`));
  const { number, unit } = valueOf(row, row.value);
  const reference = `${row.for && row.for !== "about" ? `${row.for}: ` : row.for ? "about " : ""}${intervalOf(row)}`;
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, shapeOfRow(row.shape), row.label, el("span", { class: "lab-under" }, reference || unit)),
    el("td", { class: "lab-number" }, number),
    el("td", { class: out ? "lab-flag out" : "lab-flag" }, FLAGS[row.flag]),
    el("td", { class: "lab-reference" }, reference || unit),
    el("td", { class: "lab-bar" }, referenceBar(row, out)),
  );
}

const SIGNS = { calcium: ["--ca", "disc"], phosphate: ["--p", "square"], pth: ["--pth", "triangle"], calcitriol: ["--d", "diamond"], fgf23: ["--fgf", "ring"] };

function shapeOfRow(name) {
  const [colour, kind] = SIGNS[name] ?? [];
  if (!kind) return el("span", { class: "lab-shape" });
  const fill = `var(${colour})`;
  const shapes = {
    disc: svg("circle", { cx: 6, cy: 6, r: 4.6, fill }),
    square: svg("rect", { x: 1.6, y: 1.6, width: 8.8, height: 8.8, fill }),
    triangle: svg("path", { d: "M6 1L11.400 10.600H.6Z", fill }),
    diamond: svg("path", { d: "M6 .4L11.600 6L6 11.600L.4 6Z", fill }),
    ring: svg("circle", { cx: 6, cy: 6, r: 3.9, fill: "none", stroke: fill, "stroke-width": 2.4 }),
  };
  return el("span", { class: "lab-shape" }, svg("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, shapes[kind]));
}

/** The interval fills the middle third; each outer third holds 1.6 of its widths; beyond that stands an arrowhead. */
function referenceBar({ value, low, high, adult, shape }, out) {
  if (low === null && high === null) return "";
  const [width, third] = [132, 44];
  const from = low ?? Math.min(0, high);
  const to = high ?? from * 2;
  const span = to - from;
  const place = (each) => (each < from ? third - (third * (from - each)) / (1.6 * span) : each > to ? 2 * third + (third * (each - to)) / (1.6 * span) : third + (third * (each - from)) / span);
  const root = svg("svg", { viewBox: `0 0 ${width} 20`, width, height: 20, "aria-hidden": "true" });
  root.append(svg("path", { d: `M0 10H${width}`, class: "bar-rule" }), svg("rect", { x: third, y: 4, width: third, height: 12, class: "bar-band" }));
  if (adult) {
    const [a, b] = [Math.max(1, place(adult[0])), Math.min(width - 1, place(adult[1]))];
    if (b > a) root.append(svg("rect", { x: a, y: 1.5, width: b - a, height: 17, class: "bar-adult" }));
  }
  const at = place(value);
  const colour = SIGNS[shape] ? `var(${SIGNS[shape][0]})` : "var(--ink)";
  if (at > width - 5) root.append(svg("path", { d: `M${width} 10l-9 -5.500v11Z`, fill: colour }));
  else if (at < 5) root.append(svg("path", { d: "M0 10l9 -5.500v11Z", fill: colour }));
  else root.append(svg("circle", { cx: at, cy: 10, r: 4.6, fill: out ? colour : "var(--raised)", stroke: colour, "stroke-width": 2 }));
  return root;
}

/** Reports with their words and pictures; `pictures(id)` gives {src, alt, caption} when it has come. */
export function reportList(reports, pictures) {
  return reports.map((report) =>
    el(
      "article",
      { class: "report" },
      el("h3", {}, report.name),
      el("p", { class: "case-hint" }, dayTime(report.at)),
      report.found ? caseText("p", { class: "report-words" }, report.found) : null,
      report.image ? pictureOf(pictures(report.id)) : null,
      report.harmed ? el("p", { class: "harm" }, el("b", {}, "Harm. "), caseText("span", {}, report.harmed)) : null,
    ),
  );
}

export function pictureOf(picture) {
  if (!picture) return el("p", { class: "case-hint" }, "Developing the picture\u2026");
  return el("figure", { class: "report-picture" }, el("img", { src: picture.src, alt: picture.alt }), el("figcaption", {}, picture.caption));
}
