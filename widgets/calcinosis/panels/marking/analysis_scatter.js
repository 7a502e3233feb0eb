// Facility against discrimination: a number for every question, in the field where questions work well or outside it.

import { el, svg } from "../shared/dom.js";

const HIGH = 420;
const LEFT = 58;
const BOTTOM = 56;
const TOP = 12;
const WORKS = { from: 0.3, to: 0.9, least: 0.2 };

const share = (value) => `${Math.round(100 * value)} %`;
const two = (value) => (Math.round(value * 100) / 100 || 0).toFixed(2).replace("-", "\u2212");

export function scatter(questions, choose) {
  const shown = questions.filter((each) => each.discrimination);
  const values = shown.map((each) => each.discrimination.value);
  const low = Math.min(-0.2, Math.floor(Math.min(...values, 0) * 5) / 5);
  const high = Math.max(0.6, Math.ceil(Math.max(...values, 0) * 5) / 5);
  const node = el("div", { class: "analysis-scatter" });
  const marks = new Map();
  let here = null;
  let width = 0;

  function draw() {
    const wide = Math.max(280, Math.min(620, node.clientWidth || 560));
    if (wide === width) return;
    width = wide;
    const x = (value) => LEFT + (wide - LEFT - 14) * value;
    const y = (value) => TOP + ((HIGH - TOP - BOTTOM) * (high - value)) / (high - low);
    const text = (words, at, more = {}) => svg("text", { class: "analysis-axis", ...at, ...more }, words);
    const steps = Array.from({ length: Math.round((high - low) / 0.2) + 1 }, (_, index) => low + 0.2 * index);
    const grid = steps.flatMap((value) => [svg("line", { x1: LEFT, x2: wide - 14, y1: y(value), y2: y(value), class: Math.abs(value) < 0.01 ? "analysis-zero" : "analysis-grid" }), text(value.toFixed(1).replace("-", "\u2212"), { x: LEFT - 10, y: y(value) + 4 }, { "text-anchor": "end" })]);
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((value) => text(String(Math.round(100 * value)), { x: x(value), y: HIGH - BOTTOM + 20 }, { "text-anchor": "middle" }));
    const zone = svg("rect", { x: x(WORKS.from), y: TOP, width: x(WORKS.to) - x(WORKS.from), height: y(WORKS.least) - TOP, class: "analysis-zone" });
    const field = text("works well", { x: x(WORKS.from) + 8, y: y(WORKS.least) + 17 });
    const axes = [
      text("Facility: % of the points earned", { x: x(0.5), y: HIGH - 10 }, { "text-anchor": "middle", class: "analysis-axis analysis-name" }),
      text("Discrimination, corrected", { x: 0, y: 0 }, { "text-anchor": "middle", class: "analysis-axis analysis-name", transform: `translate(13 ${(TOP + HIGH - BOTTOM) / 2}) rotate(-90)` }),
    ];
    marks.clear();
    const placed = apart(shown.map((each) => ({ each, x: x(each.facility.value), y: y(each.discrimination.value) })), wide);
    const drawn = placed.map((spot) => mark(spot));
    const picture = svg("svg", { viewBox: `0 0 ${wide} ${HIGH}`, width: wide, height: HIGH, role: "group", "aria-label": "Facility and discrimination of every question; the same figures stand in the table below" }, zone, ...grid, field, ...ticks, ...axes, ...drawn);
    const missing = questions.filter((each) => !each.discrimination);
    node.replaceChildren(picture, missing.length ? el("p", { class: "grading-facts" }, `Not in the picture, because everybody earned the same: ${missing.map((each) => each.number).join(", ")}.`) : "");
    show(here);
  }

  function mark({ each, x, y }) {
    const kind = each.alarm ? "alarm" : each.watch ? "watch" : "well";
    const outline = {
      alarm: [svg("rect", { x: -16, y: -16, width: 32, height: 32, rx: 5, class: "mark-ring" }), svg("rect", { x: -12, y: -12, width: 24, height: 24, rx: 3, class: "mark-fill" })],
      watch: [svg("path", { d: "M0-18 18 0 0 18-18 0z", class: "mark-fill" })],
      well: [svg("circle", { r: 14, class: "mark-fill" })],
    }[kind];
    const words = { alarm: ", the key may be wrong", watch: `, ${each.watch?.replace(/\.$/, "").toLowerCase()}`, well: "" }[kind];
    const group = svg("g", { transform: `translate(${x} ${y})`, class: `analysis-mark mark-${kind}`, role: "button", tabindex: 0, "aria-label": `Question ${each.number}: ${share(each.facility.value)} right, discrimination ${two(each.discrimination.value)}${words}` }, svg("circle", { r: 20, class: "mark-hit" }), ...outline, svg("text", { "text-anchor": "middle", y: 5 }, String(each.number)));
    group.addEventListener("click", () => choose(each.name));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(each.name);
    });
    marks.set(each.name, group);
    return group;
  }

  /** Marks at the same place are moved a little apart, so that each can be read and pressed. */
  function apart(spots, wide) {
    for (let round = 0; round < 24; round += 1) {
      for (const [index, one] of spots.entries()) {
        for (const other of spots.slice(index + 1)) {
          const dx = other.x - one.x || 0.5;
          const dy = other.y - one.y || 0.5;
          const near = Math.hypot(dx, dy);
          if (near >= 27) continue;
          const push = (27 - near) / 2 / near;
          one.x -= dx * push;
          one.y -= dy * push;
          other.x += dx * push;
          other.y += dy * push;
        }
      }
    }
    for (const spot of spots) {
      spot.x = Math.min(wide - 20, Math.max(LEFT, spot.x));
      spot.y = Math.min(HIGH - BOTTOM, Math.max(TOP + 6, spot.y));
    }
    return spots;
  }

  function show(name) {
    here = name;
    for (const [each, group] of marks) group.setAttribute("aria-pressed", String(each === name));
  }

  new ResizeObserver(draw).observe(node);
  draw();
  return { node, show };
}
