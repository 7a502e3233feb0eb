// How many people in what kind of study: one lane a kind, one dot a study, on a scale that multiplies by ten.

import { el, svg } from "../shared/dom.js";

const LANES = ["trial", "pooled", "cohort", "series", "cases"];
const TENS = [1, 10, 100, 1000, 10000];
const MOST = 40000;
const LANE = 40; // px
const DOT = 5.5;

export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** The number of people in a study, "about" where it was not re-checked. */
export const size = ({ people, about }) => `${about ? "about " : ""}${grouped(people)}`;

/** A plot that redraws itself for its width and for the rows in view. */
export function studiesPlot(rows, designs) {
  const dots = rows.flatMap((row) => row.studies.filter((study) => study.people !== null).map((study) => ({ row, study })));
  const stage = el("div", { class: "evidence-stage" });
  const words = el("p", { class: "evidence-words" });
  const node = el("figure", { class: "evidence-plot" }, stage, key(), el("figcaption", {}, words));
  let shown = new Set(rows);
  let open = null;

  function draw() {
    const width = stage.clientWidth;
    if (!width) return;
    const narrow = width < 560;
    const left = narrow ? 8 : 178;
    const lane = narrow ? 68 : LANE;
    const bottom = LANES.length * lane;
    const x = (people) => left + DOT + (Math.log10(people) / Math.log10(MOST)) * (width - left - 2 * DOT - 14);
    const marks = TENS.flatMap((people) => [
      svg("line", { class: "grid", x1: x(people), x2: x(people), y1: 4, y2: bottom }),
      svg("text", { class: "tick", x: x(people), y: bottom + 18, "text-anchor": "middle" }, grouped(people)),
    ]);
    const names = LANES.map((design, place) => svg("text", { class: "lane", x: 0, y: place * lane + (narrow ? 16 : lane / 2 + 5) }, designs[design]));
    const drawn = LANES.flatMap((design, place) => {
      const y = place * lane + (narrow ? 46 : lane / 2);
      const here = dots.filter(({ study }) => study.design === design).sort((a, b) => a.study.people - b.study.people);
      const taken = [];
      const circles = here.map(({ row, study }) => {
        const cx = x(study.people);
        // equal numbers would hide one another: the second moves up, the third down
        const level = [0, -1, 1, -2, 2].find((step) => !taken.some((other) => other.step === step && Math.abs(other.cx - cx) < 2 * DOT)) ?? 0;
        taken.push({ cx, step: level });
        const state = row === open ? "open" : shown.has(row) ? "in" : "out";
        const people = `${size(study)} ${study.people === 1 ? "person" : "people"}`;
        return svg("circle", { class: `dot ${state}${study.indirect ? " indirect" : ""}`, cx, cy: y + level * 8, r: state === "open" ? DOT + 1.5 : DOT }, svg("title", {}, `${row.treatment}: ${people}`));
      });
      return circles.sort((a, b) => b.classList.contains("out") - a.classList.contains("out")); // faint ones lie below
    });
    const axis = svg("text", { class: "tick", x: width, y: bottom + 36, "text-anchor": "end" }, "people in one study");
    const picture = svg("svg", { width, height: bottom + 42, role: "img", "aria-label": "Number of people in each study, by kind of study" }, marks, names, drawn, axis);
    stage.replaceChildren(picture);
  }

  function tell() {
    const here = dots.filter(({ row }) => shown.has(row));
    const lanes = LANES.map((design) => {
      const studies = here.map(({ study }) => study).filter((study) => study.design === design && !study.indirect).sort((a, b) => a.people - b.people);
      if (!studies.length) return null;
      const [low, high] = [studies[0], studies.at(-1)];
      const range = low.people === high.people ? size(high) : `${size(low)} to ${size(high)}`;
      return `${designs[design]}: ${studies.length} of ${range} ${high.people === 1 ? "person" : "people"}`;
    }).filter(Boolean);
    const indirect = here.filter(({ study }) => study.indirect).map(({ study }) => study.people);
    const aside = indirect.length ? ` Of another question: ${indirect.length}, the largest with ${grouped(Math.max(...indirect))}.` : "";
    words.textContent = lanes.length || aside ? `In words, for the treatments listed. ${lanes.join(". ")}.${aside}` : "None of the treatments listed has a study with a number of people.";
  }

  const watcher = new ResizeObserver(draw);
  watcher.observe(stage);
  return {
    node,
    stop: () => watcher.disconnect(),
    show(list, opened) {
      shown = new Set(list);
      open = opened;
      draw();
      tell();
    },
  };
}

function key() {
  const sample = (kind, words) => el("span", {}, svg("svg", { width: 14, height: 14, "aria-hidden": "true" }, svg("circle", { class: `dot in${kind}`, cx: 7, cy: 7, r: DOT })), words);
  return el("p", { class: "evidence-key" }, sample("", "a study of this question"), sample(" indirect", "of another question or other people"));
}
