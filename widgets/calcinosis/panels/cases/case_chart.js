// What the model says follows from the orders: one strip for each quantity, the dashed line is the patient without them.

import { valueOf } from "./case_words.js";
import { el, svg } from "../shared/dom.js";

const MONTH_DAYS = 365.25 / 12;
const COLOURS = [["phosphate", "--p"], ["pth", "--pth"], ["calcitriol", "--d"], ["fgf23", "--fgf"], ["deposit", "--dep"], ["calcium", "--ca"]];
const colourOfRow = (name) => COLOURS.find(([part]) => name.includes(part))?.[1] ?? "--ink";

/** Charts are drawn for the width, never scaled down, so that their text can be read on a phone. */
export const isNarrow = () => matchMedia("(max-width: 700px)").matches;

export function courseChart({ title, note, times, rows, ordered }) {
  const words = inWords({ times, rows, ordered });
  const figure = el("figure", { class: "course" }, el("h3", {}, title), el("p", { class: "case-hint" }, ordered ? "Solid: with your orders. Dashed: had nothing been ordered." : "None of what you chose changes the minerals: the course stays as it was."));
  const strips = el("div", { class: "strips", role: "img", "aria-label": `${title}. ${words}` }, rows.map((row, index) => strip(times, row, index === rows.length - 1)));
  figure.append(strips, el("figcaption", {}, el("p", { class: "course-words" }, words), el("p", { class: "case-hint" }, `The patient here is a model: directions carry over to people, exact numbers do not. ${note}`)));
  return figure;
}

function strip(times, row, last) {
  const narrow = isNarrow();
  const [width, height] = [narrow ? 350 : 660, last ? 118 : 88];
  const [x0, x1, y0, y1] = [4, narrow ? 258 : 560, 10, 78];
  const colour = colourOfRow(row.name);
  const all = [...row.values, ...row.without];
  let [low, high] = [Math.min(...all, row.low ?? Infinity), Math.max(...all, row.high ?? -Infinity)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  [low, high] = [low - room, high + room];
  const x = (day) => x0 + ((x1 - x0) * (day - times[0])) / (times.at(-1) - times[0]);
  const y = (value) => y1 - ((y1 - y0) * (value - low)) / (high - low);
  const line = (values) => values.map((value, index) => `${index ? "L" : "M"}${x(times[index]).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "strip", "aria-hidden": "true" });
  if (row.low !== null && row.high !== null) root.append(svg("rect", { x: x0, y: y(row.high), width: x1 - x0, height: Math.max(0, y(row.low) - y(row.high)), class: "bar-band" }));
  root.append(
    svg("path", { d: `M${x0} ${y1}H${x1}`, class: "bar-rule" }),
    svg("path", { d: `M${x(0)} ${y0 - 6}V${y1}`, class: "chart-event" }),
    svg("path", { d: line(row.without), class: "chart-without" }),
    svg("path", { d: line(row.values), class: "chart-line", style: `stroke: var(${colour})` }),
  );
  const end = y(row.values.at(-1));
  const other = y(row.without.at(-1));
  root.append(svg("circle", { cx: x1, cy: end, r: 4.5, style: `fill: var(${colour})` }));
  const { number } = valueOf(row, row.values.at(-1));
  root.append(svg("text", { x: x1 + 10, y: end + 5, class: "chart-value" }, number));
  if (Math.abs(end - other) > 15) root.append(svg("text", { x: x1 + 10, y: other + 5, class: "chart-small" }, `${valueOf(row, row.without.at(-1)).number} without`));
  if (last) {
    root.append(svg("text", { x: x(0), y: 100, class: "chart-small", "text-anchor": "middle" }, "orders"));
    const months = times.at(-1) > 100;
    const size = months ? MONTH_DAYS : 7;
    const step = [1, 2, 3, 4, 6, 12].find((each) => times.at(-1) / size / each <= (narrow ? 3.5 : 5.5)) ?? 12;
    for (let at = step; at * size <= times.at(-1) * 1.001; at += step) root.append(svg("text", { x: x(at * size), y: 100, class: "chart-small", "text-anchor": "middle" }, at + step > (times.at(-1) / size) * 1.001 ? `${at} ${months ? "months" : "weeks"}` : String(at)));
  }
  return el("div", { class: "strip-row" }, el("p", { class: "strip-name", style: `color: var(${colour === "--ink" ? colour : `${colour}-t`})` }, el("b", {}, capital(row.label)), ` ${valueOf(row, 1).unit}`), root);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function inWords({ times, rows, ordered }) {
  const zero = Math.max(0, times.findLastIndex((day) => day <= 0));
  const days = times.at(-1);
  const when = days > 100 ? `${Math.round(days / MONTH_DAYS)} months` : `${Math.round(days / 7)} weeks`;
  const said = rows.map((row) => {
    const at = (values, index) => valueOf(row, values.at(index)).number;
    const without = ordered ? ` (without orders ${at(row.without, -1)})` : "";
    const peak = row.values.slice(zero).reduce((most, value) => Math.max(most, value), -Infinity);
    const high = peak > 1.06 * Math.max(row.values[zero], row.values.at(-1)) ? `, up to ${valueOf(row, peak).number} on the way` : "";
    return `${capital(row.label)} ${at(row.values, zero)} at the orders, ${at(row.values, -1)} ${valueOf(row, 1).unit} after ${when}${without}${high}`;
  });
  return `${said.join(". ")}.`;
}
