// How the totals of a class lie, and how they would lie after a change.

import { el, svg } from "../shared/dom.js";
import { points } from "../shared/words.js";

const TALL = 250;
const FOOT = 46;
const MOST_LABELS = 16;

export function histogramOf(now, after, { points: most, mean, learners }) {
  const node = el("figure", { class: "analysis-histogram" });
  let wide = 0;

  function draw() {
    const width = Math.max(280, Math.min(720, node.clientWidth || 640));
    if (width === wide) return;
    wide = width;
    const top = Math.max(1, ...now, ...(after ?? []));
    const step = (wide - 20) / now.length;
    const x = (place) => 10 + step * place;
    const y = (number) => TALL - FOOT - ((TALL - FOOT - 24) * number) / top;
    const every = Math.ceil(now.length / Math.min(MOST_LABELS, Math.floor((wide - 20) / 26)));
    const bars = now.map((number, place) => svg("rect", { x: x(place) + 2, width: Math.max(2, step - 4), y: y(number), height: TALL - FOOT - y(number), class: "histogram-bar" }));
    const counts = after ? [] : now.map((number, place) => (number && step > 16 ? svg("text", { x: x(place) + step / 2, y: y(number) - 6, "text-anchor": "middle", class: "analysis-axis" }, String(number)) : ""));
    const lines = (after ?? []).map((number, place) => svg("line", { x1: x(place) + 1, x2: x(place) + step - 1, y1: y(number), y2: y(number), class: "histogram-after" }));
    const labels = now.map((_, place) => (place % every ? "" : svg("text", { x: x(place) + step / 2, y: TALL - FOOT + 20, "text-anchor": "middle", class: "analysis-axis" }, String(place))));
    const base = svg("line", { x1: 10, x2: wide - 10, y1: TALL - FOOT, y2: TALL - FOOT, class: "analysis-zero" });
    const name = svg("text", { x: wide / 2, y: TALL - 6, "text-anchor": "middle", class: "analysis-axis analysis-name" }, `Total points of ${points(most)}`);
    picture.replaceChildren(svg("svg", { viewBox: `0 0 ${wide} ${TALL}`, width: wide, height: TALL, role: "img", "aria-label": `Totals of the class${after ? " now and after the change" : ""}; the numbers stand in the table below` }, ...bars, ...lines, base, ...counts.filter(Boolean), ...labels.filter(Boolean), name));
  }

  const picture = el("div", {});
  const key = after ? el("p", { class: "histogram-key" }, el("span", { class: "key-now" }), "now", el("span", { class: "key-after" }), "after") : "";
  const said = after ? "" : el("figcaption", { class: "grading-facts" }, `${learners} learners, mean ${points(Math.round(mean * 10) / 10)} of ${points(most)}.`);
  const head = ["Points", after ? "Learners now" : "Learners", ...(after ? ["After"] : [])].map((words) => el("th", { scope: "col" }, words));
  const rows = now.map((number, place) => (number || after?.[place] ? el("tr", {}, el("th", { scope: "row" }, place), el("td", {}, number), after ? el("td", {}, after[place]) : "") : ""));
  node.append(key, picture, said, el("details", { class: "analysis-legend" }, el("summary", {}, "As a table"), el("table", { class: "analysis-counts" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows.filter(Boolean)))));
  new ResizeObserver(draw).observe(node);
  draw();
  return node;
}
