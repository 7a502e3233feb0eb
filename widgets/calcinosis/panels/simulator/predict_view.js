// Strips over one varied setting: each normal interval is a band of one height, outside it the scale is compressed.
import { clamp, put, svg, write } from "../shared/elements.js";
import { marker } from "../shared/marks.js";
import { digits, reading, verdict } from "../shared/numbers.js";
import { colourOf, shapeOf } from "./timecourse_view.js";

const BAND = 32;

export function predictView(quantities, axis, drawn, width) {
  const phone = width < 620;
  const left = phone ? 8 : 152;
  const right = phone ? 8 : 208;
  const x0 = left;
  const x1 = width - right;
  const x = (value) => x0 + ((x1 - x0) * (value - axis.left)) / (axis.right - axis.left);
  const text = (tx, ty, kind, anchor, content) => svg("text", { x: tx, y: ty, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");
  const root = svg("svg", { width, role: "group", "aria-label": "Prediction and model" });
  const here = phone ? null : text(x1 + 24, 14, "tick strong");
  if (here) root.append(here);
  let top = phone ? 4 : 22;
  const header = phone ? 22 : 0;
  root.append(svg("path", { d: `M0 ${top}H${width}`, stroke: "var(--line)" }));
  const strips = axis.rows.map((name) => {
    const quantity = quantities[name];
    const mine = name === drawn;
    const up = mine ? 66 : 30;
    const down = mine ? 34 : 22;
    const from = top;
    const bandTop = from + header + up + 6;
    const steep = quantity.log ? 0.8 : 2.2;
    const y = (value) => {
      const share = (value - quantity.low) / (quantity.high - quantity.low);
      if (share > 1) return bandTop - up * (1 - Math.exp(-steep * Math.log2(value / quantity.high)));
      if (share < 0) return bandTop + BAND + down * (1 - Math.exp(-steep * Math.log2(quantity.low / Math.max(value, quantity.low / 64))));
      return bandTop + BAND * (1 - share);
    };
    const back = (py) => {
      if (py < bandTop) return quantity.high * 2 ** (-Math.log(1 - Math.min(0.985, (bandTop - py) / up)) / steep);
      if (py > bandTop + BAND) return quantity.low * 2 ** (Math.log(1 - Math.min(0.985, (py - bandTop - BAND) / down)) / steep);
      return quantity.low + (quantity.high - quantity.low) * (1 - (py - bandTop) / BAND);
    };
    top = bandTop + BAND + down + 6;
    const ink = colourOf(name);
    const label = quantity.label.replace(/^./, (c) => c.toUpperCase());
    const range = text(0, bandTop + 30, "tick");
    root.append(svg("rect", { x: x0, width: x1 - x0, y: bandTop, height: BAND, class: "band" }), svg("path", { d: `M0 ${top}H${width}`, stroke: "var(--line)" }));
    root.append(text(0, phone ? from + 17 : bandTop + 13, `name t-${ink}`, "start", label));
    if (!phone) root.append(range);
    const curve = svg("path", { fill: "none", class: `s-${ink}`, "stroke-width": mine ? 3 : 2.4, "stroke-linejoin": "round", pathLength: 1 });
    const leave = svg("g", { class: `f-${ink} ${ink === "fgf23" ? "s-fgf23" : ""}` }, marker(shapeOf(name), 6));
    const leaveText = text(0, 0, `t-${ink} halo`);
    const value = phone ? text(width, from + 17, "", "end") : text(x1 + 24, bandTop + 24, "readout ink");
    const unit = text(x1 + 96, bandTop + 10, "tick");
    const word = text(x1 + 96, bandTop + 27, "tick strong");
    const spans = phone ? [svg("tspan", { class: "value ink" }), svg("tspan", { class: "tick", dx: 4 }), svg("tspan", { class: "tick strong", dx: 4 })] : [];
    value.append(...spans);
    root.append(curve, leave, leaveText, value);
    if (!phone) root.append(unit, word);
    return { name, quantity, y, back, range, curve, leave, leaveText, value, unit, word, spans, mine, bandTop, from, low: top, up, down };
  });
  const bottom = top;
  const height = bottom + (phone ? 74 : 62);
  put(root, { viewBox: `0 0 ${width} ${height}`, height });
  const own = strips.find((strip) => strip.mine);

  const railY = bottom + 24;
  const rail = svg("path", { d: `M${x0} ${railY}H${x1}`, stroke: "var(--line-strong)", "stroke-width": 4, "stroke-linecap": "round" });
  const past = svg("path", { stroke: "var(--accent)", "stroke-width": 4, "stroke-linecap": "round" });
  const thumb = svg("g", {}, svg("circle", { r: 12, fill: "var(--raised)", stroke: "var(--accent)", "stroke-width": 2.4 }), svg("path", { d: "M-2.5 -4V4M2.5 -4V4", stroke: "var(--accent)", "stroke-width": 2 }));
  const marks = axis.rows.map((name) => svg("rect", { y: railY - 7, width: 4, height: 14, class: `f-${colourOf(name)}`, stroke: "var(--paper)", "stroke-width": 1 }));
  const cursor = svg("path", { stroke: "var(--accent)", "stroke-width": 1.5 });
  root.append(rail, past);
  const span = Math.abs(axis.right - axis.left);
  const step = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 50].find((s) => span / s <= (phone ? 6.5 : 8.5)) ?? 50;
  const low = Math.min(axis.left, axis.right);
  const decimals = step < 1 ? (step < 0.1 ? 2 : 1) : 0;
  for (let v = Math.ceil(low / step) * step; v <= low + span + 1e-9; v += step)
    root.append(svg("path", { d: `M${x(v)} ${railY + 10}v4`, stroke: "var(--line-strong)" }), text(x(v), railY + 29, "tick", "middle", digits(v, decimals)));
  if (phone) root.append(text(0, railY + 48, "strong ink", "start", axis.unit ? `${axis.name}, ${axis.unit}` : axis.name));
  else root.append(text(0, railY + 2, "strong ink", "start", axis.name), text(0, railY + 19, "tick", "start", axis.unit));

  const drawing = svg("path", { fill: "none", stroke: "var(--ink-2)", "stroke-width": 1.8, "stroke-dasharray": "4 3" });
  const drawingName = text(0, 0, "halo", "end", "your drawing");
  root.append(drawing, drawingName, ...marks, cursor, thumb);
  const handles = axis.handles.map((at, i) => {
    const node = svg(
      "g",
      { class: "cf-handle", tabindex: 0, role: "slider", "aria-orientation": "vertical", "aria-label": `${own.quantity.label} at ${axis.name} ${digits(at, axis.decimals)}` },
      svg("circle", { r: 17, fill: "transparent" }),
      svg("circle", { r: 6, class: "cf-knob" }),
    );
    root.append(node);
    return { node, at, i };
  });

  // values: what is drawn; answer: curves of the model or {}; at: position of the slider.
  function draw({ values, answer, at, units }) {
    const revealed = Boolean(answer.curves);
    for (const strip of strips) {
      const { quantity } = strip;
      const [lowest, highest] = [quantity.low, quantity.high].map((v) => reading(quantity, v, units).number);
      write(strip.range, `${lowest}\u2013${highest} ${reading(quantity, quantity.low, units).unit}`);
      const curve = revealed ? answer.curves[strip.name] : null;
      put(strip.curve, { d: curve ? smooth(answer.at.map((v, i) => [x(v), strip.y(curve[i])])) : "M0 0" });
      const leaves = revealed ? answer.leaves[strip.name] : null;
      for (const node of [strip.leave, strip.leaveText]) node.style.display = leaves ? "" : "none";
      const index = axis.rows.indexOf(strip.name);
      marks[index].style.display = leaves ? "" : "none";
      if (leaves) {
        const lx = x(leaves.at);
        const ly = leaves.side === "above" ? strip.bandTop : strip.bandTop + BAND;
        put(strip.leave, { transform: `translate(${lx.toFixed(1)} ${ly})` });
        const flip = lx > x1 - 150;
        write(strip.leaveText, `${leaves.side} ${phone ? "" : "range "}at ${digits(leaves.at, axis.decimals)}`);
        put(strip.leaveText, { x: lx + (flip ? -11 : 11), y: leaves.side === "above" ? strip.bandTop + BAND + 15 : strip.bandTop - 7, "text-anchor": flip ? "end" : "start" });
        put(marks[index], { x: lx - 2 });
      }
      const value = curve ? sample(answer.at, curve, at) : null;
      const one = value === null ? { number: "", unit: "" } : reading(quantity, value, units);
      const state = value === null ? "" : { low: "\u2193 low", high: "\u2191 high", normal: "in range" }[verdict(quantity, value)];
      if (phone) strip.spans.forEach((node, i) => write(node, [one.number, one.unit, state][i]));
      else {
        write(strip.value, one.number);
        write(strip.unit, one.unit);
        write(strip.word, state);
      }
    }
    const cx = x(at);
    if (here) write(here, revealed ? `at ${axis.name} ${digits(at, axis.decimals)}` : "");
    for (const node of [cursor, thumb, past]) node.style.display = revealed ? "" : "none";
    put(cursor, { d: `M${cx} ${phone ? 4 : 22}V${railY - 12}` });
    put(past, { d: `M${x0} ${railY}H${cx}` });
    put(thumb, { transform: `translate(${cx} ${railY})` });
    drawHandles(values, units, revealed);
  }

  function drawHandles(values, units, revealed) {
    put(drawing, { d: values.map((v, i) => `${i ? "L" : "M"}${x(axis.handles[i]).toFixed(1)} ${own.y(v).toFixed(1)}`).join("") });
    const last = Math.min(4, values.length - 1);
    put(drawingName, { x: x(axis.handles[last]) - 12, y: own.y(values[last]) - 10 });
    drawingName.style.display = revealed ? "" : "none";
    handles.forEach(({ node, at, i }) => {
      const one = reading(own.quantity, values[i], units);
      put(node, {
        transform: `translate(${x(at).toFixed(1)} ${own.y(values[i]).toFixed(1)})`,
        "aria-valuenow": values[i].toPrecision(3),
        "aria-valuemin": (own.quantity.low / 8).toPrecision(3),
        "aria-valuemax": (own.quantity.high * 8).toPrecision(3),
        "aria-valuetext": `${one.number} ${one.unit}, ${verdict(own.quantity, values[i])}`,
        tabindex: revealed ? -1 : 0,
        "aria-disabled": revealed,
      });
    });
  }

  const place = (event) => {
    const area = root.getBoundingClientRect();
    const px = ((event.clientX - area.left) * width) / area.width;
    const py = ((event.clientY - area.top) * height) / area.height;
    const within = clamp(py, own.bandTop - own.up * 0.98, own.bandTop + BAND + own.down * 0.98);
    const share = clamp((px - x0) / (x1 - x0), 0, 0.9999);
    return { index: Math.floor(share * axis.handles.length), value: own.back(within) };
  };
  const nudge = (value, pixels) => own.back(clamp(own.y(value) - pixels, own.bandTop - own.up * 0.98, own.bandTop + BAND + own.down * 0.98));
  const field = svg("rect", { x: x0, width: x1 - x0, y: own.from, height: own.low - own.from, fill: "transparent", class: "cf-field" });
  root.insertBefore(field, handles[0].node);
  return { node: root, draw, handles, place, nudge, field, curves: strips.map((s) => s.curve), rail: { left: x0, width: x1 - x0, top: railY }, height };
}

// A curve through all points that never overshoots between two of them (Fritsch and Carlson 1980).
export function smooth(points) {
  const n = points.length;
  const slopes = points.slice(1).map(([px, py], i) => (py - points[i][1]) / (px - points[i][0]));
  const tangents = points.map((_, i) => {
    if (i === 0) return slopes[0];
    if (i === n - 1) return slopes[n - 2];
    const [a, b] = [slopes[i - 1], slopes[i]];
    return a * b <= 0 ? 0 : (2 * a * b) / (a + b);
  });
  let d = `M${points[0][0].toFixed(1)} ${points[0][1].toFixed(1)}`;
  for (let i = 1; i < n; i++) {
    const [[xa, ya], [xb, yb]] = [points[i - 1], points[i]];
    const third = (xb - xa) / 3;
    d += `C${(xa + third).toFixed(1)} ${(ya + tangents[i - 1] * third).toFixed(1)} ${(xb - third).toFixed(1)} ${(yb - tangents[i] * third).toFixed(1)} ${xb.toFixed(1)} ${yb.toFixed(1)}`;
  }
  return d;
}

export function sample(at, values, where) {
  const down = at[0] > at.at(-1);
  for (let i = 1; i < at.length; i++)
    if (down ? where >= at[i] : where <= at[i]) {
      const share = (where - at[i - 1]) / (at[i] - at[i - 1]);
      return values[i - 1] + (values[i] - values[i - 1]) * clamp(share, 0, 1);
    }
  return values.at(-1);
}
