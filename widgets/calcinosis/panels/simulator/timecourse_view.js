// Rows of time courses over one axis: the normal band is the scale. Draws a run dictionary from Python.
import { clamp, NBSP, put, svg, write } from "../shared/elements.js";
import { marker } from "../shared/marks.js";
import { digits, otherUnits, reading } from "../shared/numbers.js";

const SHAPES = { calcium: "disc", ionised_calcium: "disc", phosphate: "square", pth: "triangle", calcitriol: "diamond", fgf23: "ring", deposit: "star" };
// A quantity that is an amount or a flow of calcium or phosphate takes the ion's colour.
export const colourOf = (name) => {
  if (SHAPES[name] && name !== "ionised_calcium") return name;
  if (name.includes("phosphate")) return "phosphate";
  if (name.includes("deposit")) return "deposit";
  return name.includes("calcium") || name.startsWith("bone_") ? "calcium" : "ink";
};
export const shapeOf = (name) => SHAPES[name] ?? SHAPES[colourOf(name)] ?? "disc";

function domain(quantity, series, least = 0) {
  const log = quantity.log;
  const shape = log ? (v) => Math.log(Math.max(v, 1e-3)) : (v) => v;
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) for (const value of values ?? []) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // Where nothing changes but the last digit of the arithmetic, a line is drawn, not its noise.
  const noise = 0.02 * Math.max(Math.abs(low), Math.abs(high));
  if (high - low < noise) [low, high] = [(low + high - noise) / 2, (low + high + noise) / 2];
  if (quantity.low !== null) low = Math.min(low, quantity.low);
  if (quantity.high !== null) high = Math.max(high, quantity.high);
  if (high - low < least) [low, high] = low < -0.5 * least ? [high - least, high] : [low, low + least];
  const [a, b] = [shape(low), shape(high)];
  const room = (b - a || 1) * 0.08;
  return { shape, from: a - room, to: b + room };
}

// Ticks that a person would choose: whole days, weeks or months, five or six of them.
export function timeTicks(days) {
  const scales = [
    { unit: "hours", size: 1 / 24, steps: [1, 2, 4, 6, 12] },
    { unit: "days", size: 1, steps: [1, 2, 7, 14, 28] },
    { unit: "months", size: 365.25 / 12, steps: [1, 3, 6, 12] },
    { unit: "years", size: 365.25, steps: [1, 2, 5, 10] },
  ];
  const scale = days <= 2.5 ? scales[0] : days <= 92 ? scales[1] : days <= 1500 ? scales[2] : scales[3];
  const span = days / scale.size;
  const step = scale.steps.find((s) => span / s <= 7.01) ?? scale.steps.at(-1);
  const ticks = [];
  for (let at = 0; at <= span * 1.005; at += step) ticks.push({ day: at * scale.size, text: digits(at, 0) });
  return { ticks, unit: scale.unit, size: scale.size };
}

export function timeText(day, days) {
  const { unit, size } = timeTicks(days);
  const count = day / size;
  const decimals = unit === "hours" || (unit === "days" ? days < 14 : count < 10) ? 1 : 0;
  const text = digits(count, decimals).replace(/\.0$/, "");
  return unit === "hours" ? `${text}${NBSP}h` : `${unit.slice(0, -1)} ${text}`;
}

const LANE = 17; // px from one line of event names to the next
const LANES = 4;

// Names of events, each once: right of its triangle, else left of it, else on the first free line below, where a name too
// long for the page takes two. `last` is a name that stands at the end of the first line below. What finds no place is left out.
function placeNames(events, x, width, last) {
  const wideOf = (words) => words.length * 7.2;
  const taken = Array.from({ length: LANES }, () => []);
  events.forEach((event) => taken[0].push([x(event.at) - 6, x(event.at) + 6]));
  if (last) taken[1].push([width - wideOf(last), width]);
  const free = (lane, from, to) => from >= 0 && to <= width && !taken[lane].some(([left, right]) => from < right + 3 && left - 3 < to);
  const places = [];
  for (const event of events.filter(({ name }, i) => events.findIndex((other) => other.name === name) === i)) {
    const [at, wide] = [x(event.at), wideOf(event.name)];
    const lines = wide > width ? split(event.name) : [event.name];
    const reach = Math.max(...lines.map(wideOf)) / 2;
    const middle = clamp(at, reach, width - reach);
    const choices = [
      { lane: 0, at: at + 11, anchor: "start", from: at + 10, to: at + 11 + wide },
      { lane: 0, at: at - 11, anchor: "end", from: at - 11 - wide, to: at - 10 },
      ...[1, 2, 3].map((lane) => ({ lane, at: middle, anchor: "middle", from: middle - reach, to: middle + reach })),
    ];
    const place = choices.find(({ lane, from, to }) => (lane ? lines : [0]).every((_, i) => lane + i < LANES && free(lane + i, from, to)));
    if (!place) continue;
    place.lines = place.lane ? lines : [event.name];
    place.lines.forEach((_, i) => taken[place.lane + i].push([place.from, place.to]));
    places.push(place);
  }
  return places;
}

// A long name in two lines, parted at the space nearest its middle.
function split(label) {
  const spaces = [...label].map((c, i) => (c === " " ? i : -1)).filter((i) => i > 0);
  const at = spaces.reduce((best, i) => (Math.abs(i - label.length / 2) < Math.abs(best - label.length / 2) ? i : best), spaces[0] ?? label.length);
  return [label.slice(0, at), label.slice(at + 1)];
}

// At most two points for each pixel: the lowest and the highest sample that fall on it.
function path(times, values, x, y, width) {
  const each = Math.max(1, Math.floor(times.length / (width * 1.2)));
  let d = "";
  for (let i = 0; i < values.length; i += each) {
    let [low, high] = [i, i];
    for (let k = i; k < Math.min(i + each, values.length); k++) {
      if (values[k] < values[low]) low = k;
      if (values[k] > values[high]) high = k;
    }
    for (const k of low === high ? [low] : low < high ? [low, high] : [high, low]) d += `${d ? "L" : "M"}${x(times[k]).toFixed(1)} ${y(values[k]).toFixed(1)}`;
  }
  const last = values.length - 1;
  return `${d}L${x(times[last]).toFixed(1)} ${y(values[last]).toFixed(1)}`;
}

export function timeCourseView(quantities, run, width, options = {}) {
  const phone = width < 620;
  const tall = options.row ?? (phone ? 122 : 112);
  const inset = phone || options.compact;
  const left = inset ? 42 : 164;
  const right = inset ? 10 : 150;
  const headroom = inset ? 26 : 6;
  const top = inset ? 4 : 12;
  const plot = { x0: left, x1: width - right };
  const bottom = top + run.rows.length * tall;
  const counts = {};
  for (const event of run.events) counts[event.name] = (counts[event.name] ?? 0) + 1;
  const often = (event) => counts[event.name] > 2;
  const days = run.time.at(-1);
  const x = (day) => plot.x0 + ((plot.x1 - plot.x0) * day) / days;
  const places = placeNames(run.events.filter((event) => !often(event)), x, width, run.events.find(often)?.name);
  const eventRows = run.events.length ? 24 + LANE * Math.max(...places.map((place) => place.lane + place.lines.length - 1), run.events.some(often) ? 1 : 0) : 0;
  const height = bottom + 34 + eventRows;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Time courses" });
  const text = (tx, ty, kind, anchor, content) => svg("text", { x: tx, y: ty, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");

  // Events run through all rows; repeated events are marked each time and named once.
  const named = new Set();
  const lines = svg("path", { stroke: "var(--line-strong)", fill: "none" });
  const bands = svg("g", {});
  const repeats = svg("path", { stroke: "var(--line-strong)", "stroke-dasharray": "2 4", opacity: 0.6, fill: "none" });
  root.append(bands, lines, repeats);
  let faint = "";
  let strokes = "";

  const rows = run.rows.map((row, index) => {
    const quantity = quantities[row.name];
    const from = top + index * tall;
    const frameTop = from + headroom;
    const frameBottom = from + tall - (inset ? 8 : 10);
    const scale = domain(quantity, [row.values, row.frozen], row.name.includes("deposit") ? 1 : 0);
    const y = (value) => clamp(frameBottom - ((frameBottom - frameTop) * (scale.shape(value) - scale.from)) / (scale.to - scale.from), frameTop - 2, frameBottom + 2);
    const ink = colourOf(row.name);
    const node = svg("g", {});
    const hasBand = quantity.low !== null && quantity.high !== null;
    if (hasBand) {
      const [upper, lower] = [y(quantity.high), y(quantity.low)];
      bands.append(
        svg("rect", { x: plot.x0, width: plot.x1 - plot.x0, y: upper, height: Math.max(0, lower - upper), class: "band" }),
        svg("path", { d: `M${plot.x0} ${upper}H${plot.x1}M${plot.x0} ${lower}H${plot.x1}`, stroke: "var(--line-strong)", opacity: 0.6, fill: "none" }),
      );
      if (index === 0 && !inset) node.append(text(plot.x0 + 8, lower - 7, "tick halo", "start", "normal"));
    } else {
      // Without a normal interval the value at the start is the scale.
      node.append(svg("path", { d: `M${plot.x0} ${y(row.values[0])}H${plot.x1}`, stroke: "var(--line-strong)", opacity: 0.7, fill: "none" }));
    }
    const limits = [text(plot.x0 - 6, 0, "tick", "end"), text(plot.x0 - 6, 0, "tick", "end")];
    const name = text(inset ? plot.x0 : 0, inset ? from + 15 : (frameTop + frameBottom) / 2 - 3, `name ${inset ? "halo" : ""} ${ink === "ink" ? "" : `t-${ink}`}`, "start", "");
    const halves = inset || quantity.label.length < 20 ? [quantity.label] : split(quantity.label);
    name.append(...halves.map((half, i) => svg("tspan", halves.length > 1 ? { x: 0, dy: i ? 17 : -17 } : {}, half)));
    const unit = text(0, (frameTop + frameBottom) / 2 + 14, "tick");
    if (inset) name.append(svg("tspan", { class: "tick", dx: 5, "font-weight": 400 }));
    const frozen = row.frozen ? svg("path", { d: path(run.time, row.frozen, x, y, plot.x1 - plot.x0), fill: "none", stroke: "var(--ink-3)", "stroke-width": 1.8, "stroke-dasharray": "5 3.5" }) : null;
    const curve = svg("path", { d: path(run.time, row.values, x, y, plot.x1 - plot.x0), fill: "none", class: ink === "ink" ? "" : `s-${ink}`, stroke: ink === "ink" ? "var(--ink)" : null, "stroke-width": 2.6, "stroke-linejoin": "round", pathLength: 1 });
    const dot = svg("g", { class: `${ink === "ink" ? "" : `f-${ink}`} ${ink === "fgf23" ? "s-fgf23" : ""}`, fill: ink === "ink" ? "var(--ink)" : null, stroke: ink === "fgf23" ? null : "var(--paper)", "stroke-width": 1.6 }, marker(shapeOf(row.name), 6));
    const shown = text(inset ? plot.x1 : plot.x1 + 14, 0, `value ${ink === "ink" ? "ink" : `t-${ink}`}`, inset ? "end" : "start");
    const second = svg("tspan", { class: "tick", dx: 5 });
    const number = svg("tspan", {});
    shown.append(number, second);
    const old = row.frozen ? text(plot.x1 + 14, 0, "value", "start") : null;
    const oldNumber = svg("tspan", {});
    const oldName = svg("tspan", { class: "tick", dx: 5 });
    old?.append(oldNumber, oldName);
    if (old && inset) old.style.display = "none";
    node.append(...limits, name, unit, ...(frozen ? [frozen] : []), curve, dot, shown, ...(old ? [old] : []));
    if (index < run.rows.length - 1 && !inset) node.append(svg("path", { d: `M${plot.x0} ${from + tall - 1}H${plot.x1}`, stroke: "var(--line)" }));
    root.append(node);
    return { row, quantity, y, limits, unit, name, dot, number, second, shown, old, oldNumber, oldName, curve, hasBand, from, frameTop, frameBottom };
  });

  for (const note of inset ? [] : (run.notes ?? [])) {
    const line = rows.find((each) => each.row.name === note.row);
    const [nx, ny] = [x(run.time[note.at]), line.y(line.row.values[note.at])];
    const flip = nx > plot.x1 - 260;
    const side = flip ? -1 : 1;
    // The words stand where the curve has just come from: below a crest, above a trough, kept within the row.
    const up = line.row.values[note.at] < line.row.values[0] ? -1 : 1;
    const [from, to] = [nx + 40 * side, nx + (45 + 6.6 * note.text.length) * side].sort((a, b) => a - b);
    const crossed = run.time.flatMap((day, i) => (x(day) >= from && x(day) <= to ? [line.y(line.row.values[i])] : []));
    const clear = (at) => at >= line.frameTop + 12 && at <= line.frameBottom - 4 && crossed.every((cy) => Math.abs(cy - at + 5) > 13);
    const ty = [24, 40, 56, 72, -16].map((step) => ny + step * up).find(clear);
    if (ty === undefined) continue; // without room the curve speaks for itself
    root.append(svg("path", { d: `M${nx + 5 * side} ${ny}L${nx + 40 * side} ${ty - 4}`, stroke: "var(--ink-2)" }), text(nx + 45 * side, ty, "strong ink halo", flip ? "end" : "start", note.text));
  }
  const axis = timeTicks(days);
  root.append(svg("path", { d: `M${plot.x0} ${bottom + 2}H${plot.x1}`, stroke: "var(--line-strong)" }));
  // The last tick carries the unit; ticks that its words would touch have no number.
  const lastWords = `${axis.ticks.at(-1).text}${NBSP}${axis.unit}`;
  const lastAt = x(axis.ticks.at(-1).day);
  const atEnd = lastAt > plot.x1 - 20;
  const lastFrom = lastAt - (atEnd ? 7.2 : 3.6) * lastWords.length;
  axis.ticks.forEach((tick, i) => {
    const last = i === axis.ticks.length - 1;
    const at = x(tick.day);
    strokes += `M${at} ${bottom + 2}v5`;
    if (!last && at + 3.6 * tick.text.length + 8 > lastFrom) return;
    root.append(text(at, bottom + 20, "tick", last && atEnd ? "end" : "middle", last ? lastWords : tick.text));
  });
  for (const event of run.events) {
    const at = x(event.at);
    if (often(event)) {
      faint += `M${at} ${top}V${bottom + 2}`;
      root.append(svg("path", { d: `M${at} ${bottom + 27}l4 7h-8Z`, fill: "var(--ink-3)" }));
      if (!named.has(event.name)) root.append(text(plot.x1, bottom + 51, "strong ink", "end", event.name));
      named.add(event.name);
      continue;
    }
    strokes += `M${at} ${top}V${bottom + 2}`;
    root.append(svg("path", { d: `M${at} ${bottom + 26}l6 10h-12Z`, fill: "var(--ink)" }));
  }
  for (const { at, anchor, lane, lines } of places) lines.forEach((line, i) => root.append(text(at, bottom + 36 + LANE * (lane + i), "strong ink halo", anchor, line)));
  put(lines, { d: strokes });
  put(repeats, { d: faint || "M0 0" });

  const cursor = svg("path", { d: `M0 ${top}V${bottom + 2}`, stroke: "var(--accent)", "stroke-width": 1.6, opacity: 0 });
  const cursorText = text(0, bottom + 20, "strong ink halo", "middle");
  const hit = svg("rect", {
    x: plot.x0,
    y: top,
    width: plot.x1 - plot.x0,
    height: bottom - top,
    class: "cf-focus cf-part",
    tabindex: 0,
    role: "slider",
    "aria-label": "Time",
    "aria-valuemin": 0,
    "aria-valuemax": run.rows[0].values.length - 1,
    rx: 3,
  });
  root.append(cursor, cursorText, hit);

  // Values at a sample (or at the end), in the units chosen.
  function draw(index, units) {
    const end = run.rows[0].values.length - 1;
    const at = index ?? end;
    rows.forEach((line, n) => {
      const { row, quantity, y } = line;
      const one = reading(quantity, row.values[at], units);
      const two = reading(quantity, row.values[at], otherUnits(units));
      write(line.number, one.number);
      write(line.second, two.unit === one.unit || inset ? one.unit : `${two.number}${NBSP}${two.unit}`);
      const py = y(row.values[at]);
      put(line.dot, { transform: `translate(${x(run.time[at]).toFixed(1)} ${py.toFixed(1)})` });
      let ly = inset ? line.from + 15 : py + 5;
      if (line.old) {
        const gap = n === 0 ? 40 : 24;
        const oy = y(row.frozen[at]);
        const apart = Math.abs(oy - py) < gap;
        const below = oy > py || (oy === py && true);
        const [mine, theirs] = apart ? (below ? [(py + oy) / 2 - gap / 2 + 4, (py + oy) / 2 + gap / 2 + 4] : [(py + oy) / 2 + gap / 2 + 4, (py + oy) / 2 - gap / 2 + 4]) : [py + 5, oy + 5];
        ly = inset ? ly : mine;
        put(line.old, { y: theirs.toFixed(1) });
        write(line.oldNumber, reading(quantity, row.frozen[at], units).number);
        if (n === 0) write(line.oldName, run.names?.frozen ?? "");
      }
      put(line.shown, { y: ly.toFixed(1) });
      if (line.hasBand) {
        const values = [quantity.high, quantity.low];
        line.limits.forEach((node, i) => {
          write(node, reading(quantity, values[i], units).number);
          put(node, { y: (y(values[i]) + (i ? 4 : 4)).toFixed(1) });
        });
        if (y(quantity.low) - y(quantity.high) < 13) put(line.limits[0], { y: (y(quantity.high) - 2).toFixed(1) }), put(line.limits[1], { y: (y(quantity.low) + 10).toFixed(1) });
      } else {
        write(line.limits[0], reading(quantity, row.values[0], units).number);
        put(line.limits[0], { y: (y(row.values[0]) + 4).toFixed(1) });
      }
      const unit = `${one.unit}${quantity.log ? ", log" : ""}`;
      if (inset) {
        // The header of a narrow row: what does not fit is left out, first the name of the run beside it, then the unit.
        const old = row.frozen ? reading(quantity, row.frozen[at], units).number : "";
        const room = plot.x1 - plot.x0 - 8.2 * quantity.label.length - 9 * one.number.length - 20;
        const named = `${run.names?.frozen ?? ""} ${old}`.trim();
        const fits = (words) => 7.8 * words.length < room;
        write(line.second, !old ? "" : fits(`${unit} ${named}`) ? named : fits(old) ? `(${old})` : "");
        write(line.name.lastChild, fits(`${unit} ${line.second.textContent}`) ? unit : "");
      } else write(line.unit, unit);
    });
    const on = index !== null && index !== undefined;
    put(cursor, { opacity: on ? 1 : 0, transform: `translate(${x(run.time[at]).toFixed(1)} 0)` });
    cursorText.style.display = on ? "" : "none";
    put(cursorText, { x: clamp(x(run.time[at]), plot.x0 + 24, plot.x1 - 24).toFixed(1) });
    write(cursorText, timeText(run.time[at], days));
    const values = rows.map((line) => `${line.quantity.label} ${reading(line.quantity, line.row.values[at], units).number} ${reading(line.quantity, line.row.values[at], units).unit}`);
    put(hit, { "aria-valuenow": at, "aria-valuetext": `${timeText(run.time[at], days)}: ${values.join(", ")}` });
  }

  const nearest = (clientX) => {
    const box = root.getBoundingClientRect();
    const day = (((clientX - box.left) * (width / box.width) - plot.x0) / (plot.x1 - plot.x0)) * days;
    let best = 0;
    let [a, b] = [0, run.time.length - 1];
    while (a <= b) {
      best = (a + b) >> 1;
      if (run.time[best] < day) a = best + 1;
      else b = best - 1;
    }
    return clamp(best, 0, run.rows[0].values.length - 1);
  };

  return { node: root, draw, hit, nearest, height, curves: rows.map((line) => line.curve), dots: rows.map((line) => line.dot) };
}
