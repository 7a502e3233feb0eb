// Pictures of one check: its course with the range it must keep, or its value against that range.
import { clamp, svg } from "../shared/elements.js";
import { timeTicks } from "./timecourse_view.js";

const three = (value) => Number(value.toPrecision(3)).toString().replace("-", "\u2212");
const words = (x, y, kind, anchor, content) => svg("text", { x, y, class: kind, "text-anchor": anchor }, content);

/** The model's course; the target is drawn where, and as long as, it is read. */
export function checkCurve(curve, width) {
  const height = 190;
  const plot = { left: 58, right: width - 12, top: 14, bottom: height - 42 };
  const { times, values, target, normal } = curve;
  const days = times.at(-1) || 1;
  const ends = [...values, ...(target ? [target.low, target.high].filter((value) => value !== null) : [])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  const x = (day) => plot.left + ((plot.right - plot.left) * day) / days;
  const y = (value) => plot.bottom - ((plot.bottom - plot.top) * (clamp(value, low - room, high + room) - low + room)) / (high - low + 2 * room);
  const node = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  if (normal) node.append(svg("rect", { x: plot.left, width: plot.right - plot.left, y: y(normal[1]), height: Math.max(0, y(normal[0]) - y(normal[1])), class: "band" }));
  const { ticks, unit } = timeTicks(days);
  const hours = unit === "hours";
  const told = (day) => (hours ? `${three(24 * day)} h` : `day ${three(day)}`);
  let said = "";
  if (target) {
    const from = x(target.from);
    const wide = Math.max(10, x(target.until) - from);
    const left = clamp(from - (target.until > target.from ? 0 : 5), plot.left, plot.right - wide);
    const [top, bottom] = [target.high === null ? plot.top : y(target.high), target.low === null ? plot.bottom : y(target.low)];
    node.append(svg("rect", { x: left, width: wide, y: top, height: Math.max(2, bottom - top), class: "cf-goal", rx: 2 }));
    const range = target.high === null ? `at least ${three(target.low)}` : target.low === null ? `at most ${three(target.high)}` : `${three(target.low)} to ${three(target.high)}`;
    const when = target.until > target.from ? `from ${told(target.from)} to ${told(target.until)}` : `${hours ? "at" : "on"} ${told(target.from)}`;
    said = ` Outlined: what the source allows, ${range} ${curve.unit} ${when}.`;
  }
  node.append(svg("path", { d: times.map((day, i) => `${i ? "L" : "M"}${x(day).toFixed(1)} ${y(values[i]).toFixed(1)}`).join(""), fill: "none", stroke: "var(--ink)", "stroke-width": 2.4, "stroke-linejoin": "round" }));
  node.append(svg("path", { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}`, fill: "none", stroke: "var(--line-strong)" }));
  for (const value of high > low ? [low, high] : [low]) node.append(words(plot.left - 7, y(value) + 4, "tick", "end", three(value)));
  ticks.forEach((tick, i) => {
    const last = i === ticks.length - 1;
    node.append(svg("path", { d: `M${x(tick.day)} ${plot.bottom}v5`, stroke: "var(--line-strong)" }), words(x(tick.day), plot.bottom + 20, "tick", last ? "end" : "middle", last ? `${tick.text} ${unit}` : tick.text));
  });
  node.append(words(plot.left, height - 4, "strong ink", "start", `${curve.label}, ${curve.unit}`));
  const line = `The model's ${curve.label} begins at ${three(values[0])}, lies between ${three(Math.min(...values))} and ${three(Math.max(...values))} and ends at ${three(values.at(-1))} ${curve.unit}.${said}${normal ? " Grey: the normal range." : ""}`;
  node.setAttribute("aria-label", line);
  return { node, words: line };
}

/** A value against its range; null before the check has run. */
export function rangeBar(row, width) {
  if (row.model_value === null) return null;
  const [low, high] = row.target_range;
  const value = row.model_value;
  const known = [low, high, value].filter((each) => each !== null);
  const span = Math.max(...known) - Math.min(...known) || Math.abs(value) || 1;
  const [from, to] = [Math.min(...known) - 0.25 * span, Math.max(...known) + 0.25 * span];
  const x = (each) => 12 + ((width - 24) * (clamp(each, from, to) - from)) / (to - from);
  const [left, right] = [low === null ? 12 : x(low), high === null ? width - 12 : x(high)];
  const node = svg("svg", { viewBox: `0 0 ${width} 64`, width, height: 64, role: "img" });
  node.append(svg("path", { d: `M12 26H${width - 12}`, stroke: "var(--line-strong)" }), svg("rect", { x: left, width: Math.max(3, right - left), y: 16, height: 20, class: "cf-goal", rx: 2 }));
  for (const [limit, anchor] of [[low, "start"], [high, "end"]]) if (limit !== null) node.append(words(clamp(x(limit), 12, width - 12), 52, "tick", low !== null && high !== null && x(high) - x(low) < 80 ? (anchor === "start" ? "end" : "start") : anchor, three(limit)));
  node.append(svg("circle", { cx: x(value), cy: 26, r: 7, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2 }), words(clamp(x(value), 24, width - 24), 10, "strong ink", "middle", three(value)));
  const told = `The model gives ${three(value)} ${row.unit}; the outlined range is what the source allows.`;
  node.setAttribute("aria-label", told);
  return { node, words: told };
}
