// PTH (logarithmic) against ionised calcium: bands, the healthy curve, the patient's curve and dot.
import { arrow } from "./balance_shapes.js";
import { clamp, NBSP, put, svg, write } from "../shared/elements.js";
import { digits, otherUnits, reading } from "../shared/numbers.js";

const FROM = 0.9;
const TO = 1.7;
const LOW = 0.3;
const HIGH = 500; // glands of long uraemia reach 400 pmol/L

export function setPointView(quantities, width, height, compact = false) {
  const phone = compact || width < 620;
  const left = phone ? 40 : 76;
  const right = phone ? 10 : 112;
  const top = 34;
  const bottom = height - 48;
  const x = (calcium) => left + ((width - left - right) * (clamp(calcium, FROM, TO) - FROM)) / (TO - FROM);
  const y = (pth) => bottom - ((bottom - top) * (Math.log(clamp(pth, LOW, HIGH)) - Math.log(LOW))) / (Math.log(HIGH) - Math.log(LOW));
  const text = (tx, ty, kind, anchor, content) => svg("text", { x: tx, y: ty, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "PTH against ionised calcium" });
  const ca = quantities.ionised_calcium;
  const pth = quantities.pth;
  const [x0, x1, y0, y1] = [x(FROM), x(TO), y(HIGH), y(LOW)];
  const box = { x: x(ca.low), width: x(ca.high) - x(ca.low), y: y(pth.high), height: y(pth.low) - y(pth.high) };
  root.append(
    svg("rect", { ...box, y: y0, height: y1 - y0, class: "band", opacity: 0.6 }),
    svg("rect", { ...box, x: x0, width: x1 - x0, class: "band", opacity: 0.6 }),
    svg("rect", { ...box, class: "band" }),
    svg("rect", { ...box, class: "band-edge" }),
    text(box.x + box.width / 2, y0 - 8, "tick", "middle", "normal iCa"),
  );
  const ticksX = [];
  for (let c = 0.9; c < 1.701; c += phone ? 0.2 : 0.1) {
    root.append(svg("path", { d: `M${x(c)} ${y1}v5`, stroke: "var(--line-strong)" }));
    ticksX.push([c, text(x(c), y1 + 20, "tick", "middle")]);
  }
  const ticksY = [];
  for (const value of [1, 3, 10, 30, 100, 300]) {
    const rule = svg("path", { stroke: "var(--line)" });
    root.append(rule);
    ticksY.push([value, text(x0 - 8, 0, "tick", "end"), rule]);
  }
  // Round numbers in either unit: 1 pmol/L is about 10 pg/mL, so ten times as many of the one are the other's ticks.
  const placeTicks = (units) => {
    const other = units === "conventional" ? pth.conventional.factor : null;
    for (const [value, node, rule] of ticksY) {
      const at = y(other ? (10 * value) / other : value);
      put(node, { y: (at + 4).toFixed(1) });
      write(node, digits(other ? 10 * value : value, 0));
      put(rule, { d: [3, 30, 300].includes(value) ? `M${x0 - 5} ${at}h5` : `M${x0} ${at}H${x1}` });
    }
  };
  root.append(svg("path", { d: `M${x0} ${y1}H${x1}`, stroke: "var(--line-strong)" }), ...ticksX.map((t) => t[1]), ...ticksY.map((t) => t[1]));
  const nameX = svg("text", { x: (x0 + x1) / 2, y: y1 + 41, "text-anchor": "middle" }, svg("tspan", { class: "t-calcium" }, "ionised calcium"), svg("tspan", {}, ""));
  const nameY = svg("text", { transform: phone ? `translate(${x0} ${y0 - 10})` : `translate(16 ${(y0 + y1) / 2}) rotate(-90)`, "text-anchor": phone ? "start" : "middle" }, svg("tspan", { class: "t-pth" }, "PTH"), svg("tspan", {}, ""));
  if (phone) put(nameY, { transform: "translate(0 14)" });
  root.append(nameX, nameY);

  const healthy = svg("path", { fill: "none", stroke: "var(--ink-3)", "stroke-width": 1.8, "stroke-dasharray": "6 4" });
  const mine = svg("path", { fill: "none", class: "s-pth", "stroke-width": 3.2, "stroke-linejoin": "round" });
  const dropHealthy = svg("path", { stroke: "var(--ink-3)", "stroke-width": 1.5, "stroke-dasharray": "2 3" });
  const drop = svg("path", { class: "s-pth", "stroke-width": 1.5, "stroke-dasharray": "2 3" });
  const ring = (kind, r) => svg("circle", { r, fill: "var(--paper)", class: kind, stroke: kind ? null : "var(--ink-3)", "stroke-width": 2.2 });
  const halfHealthy = ring("", 4.5);
  const half = ring("s-pth", 4.5);
  const well = ring("", 5.6);
  const arrow = svg("path", { fill: "none", class: "s-pth", "stroke-width": 2 });
  const arrowTip = svg("path", { class: "f-pth" });
  const shift = text(0, 0, "value halo t-pth", "middle");
  const setHealthy = text(0, y1 - 17, "tick halo strong", "end");
  const set = text(0, y1 - 17, "value halo t-pth", "start");
  const endMine = text(x1 + 10, 0, "value t-pth", "start", "this patient");
  const endHealthy = text(x1 + 10, 0, "strong", "start", "healthy curve");
  const normalPth = text(phone ? x1 - 4 : x1 + 10, 0, "tick halo", phone ? "end" : "start", "normal PTH");
  const halo = svg("circle", { r: 15, class: "f-pth", opacity: 0.22 });
  const dot = svg("circle", { r: 8, class: "f-pth", stroke: "var(--paper)", "stroke-width": 2.4 });
  const chevron = svg("path", { class: "f-pth" });
  const lead = svg("path", { stroke: "var(--ink)", "stroke-width": 1.2 });
  const label = [text(0, 0, "halo"), text(0, 0, "halo")];
  const spans = label.map((node, i) => {
    const pair = [svg("tspan", { class: `value ${i ? "t-pth" : "t-calcium"}` }), svg("tspan", { dx: 5 })];
    node.append(...pair);
    return pair;
  });
  root.append(dropHealthy, drop, healthy, mine, arrow, arrowTip, shift, setHealthy, set, halfHealthy, half, well, halo, dot, chevron, lead, ...label, normalPth);
  const wellName = text(0, 0, "tick halo strong", "end", "healthy");
  root.append(wellName);
  if (!phone) root.append(endMine, endHealthy);
  const hit = svg("circle", { r: 22, class: "cf-focus cf-part", tabindex: 0, role: "slider", "aria-label": "Ionised calcium held by a clamp", "aria-valuemin": FROM, "aria-valuemax": TO });
  root.append(hit);

  const trace = (calcium, values) => {
    let d = "";
    calcium.forEach((c, i) => {
      if (values[i] >= LOW * 0.98 || values[i + 1] >= LOW) d += `${d ? "L" : "M"}${x(c).toFixed(1)} ${y(values[i]).toFixed(1)}`;
    });
    return d;
  };
  const along = (picture, which, calcium) => {
    const { curve } = picture[which];
    const at = clamp(((calcium - FROM) / (TO - FROM)) * (curve.length - 1), 0, curve.length - 1.001);
    const i = Math.floor(at);
    return curve[i] + (curve[i + 1] - curve[i]) * (at - i);
  };

  // `clamped` is the ionised calcium at which the learner holds the blood, or null.
  function draw(picture, units, clamped = null) {
    const { patient, healthy: well0 } = picture;
    put(healthy, { d: trace(picture.calcium, well0.curve) });
    put(mine, { d: trace(picture.calcium, patient.curve) });
    const at = { calcium: clamped ?? patient.calcium, pth: clamped === null ? patient.pth : along(picture, "patient", clamped) };
    const [px, py] = [x(at.calcium), y(at.pth)];
    for (const node of [halo, dot, hit]) put(node, { cx: px.toFixed(1), cy: py.toFixed(1) });
    const outside = at.pth > HIGH ? "up" : at.pth < LOW ? "down" : at.calcium > TO ? "right" : at.calcium < FROM ? "left" : "";
    const turn = { up: 0, right: 90, down: 180, left: 270 }[outside];
    put(chevron, { d: outside ? "M-6 -13L0 -21L6 -13Z" : "M0 0", transform: `translate(${px} ${py}) rotate(${turn ?? 0})` });
    put(well, { cx: x(well0.calcium), cy: y(well0.pth) });
    put(wellName, { x: x(well0.calcium) - 10, y: y(well0.pth) + 18 });
    const apart = Math.hypot(px - x(well0.calcium), py - y(well0.pth)) > 14;
    for (const node of [well, wellName]) node.style.display = apart ? "" : "none";

    const [hx, mx] = [x(well0.set_point), x(patient.set_point)];
    const [hy, my] = [y(along(picture, "healthy", well0.set_point)), y(along(picture, "patient", patient.set_point))];
    put(halfHealthy, { cx: hx, cy: hy });
    put(half, { cx: mx, cy: my });
    put(dropHealthy, { d: `M${hx} ${hy + 5}V${y1}` });
    put(drop, { d: `M${mx} ${my + 5}V${y1}` });
    const moved = patient.set_point - well0.set_point;
    const none = patient.curve[0] < LOW; // without glands there is no half of a maximum
    const far = Math.abs(moved) > 0.02 && !none;
    for (const node of [half, drop, set, endMine]) node.style.display = none ? "none" : "";
    const reach = Math.sign(moved) * (Math.abs(mx - hx) > 14 ? 6 : 2);
    put(arrow, { d: far ? `M${hx + reach} ${y1 - 22}H${mx - Math.sign(moved) * 8}` : "M0 0" });
    put(arrowTip, { d: far ? `M${mx - reach * 0.2} ${y1 - 22}l${-9 * Math.sign(moved)} -5v10Z` : "M0 0" });
    for (const node of [halfHealthy, dropHealthy]) node.style.display = far ? "" : "none";
    const printed = (value) => reading(ca, value, units).number;
    write(shift, far ? `${moved > 0 ? "+" : ""}${printed(moved)}` : "");
    put(shift, { x: (hx + mx) / 2, y: y1 - 31 });
    write(setHealthy, far ? printed(well0.set_point) : "");
    put(setHealthy, { x: hx + (moved > 0 ? -7 : 7), "text-anchor": moved > 0 ? "end" : "start" });
    write(set, far ? printed(patient.set_point) : `set point ${printed(patient.set_point)}`);
    const leftwards = (moved < -0.02 || !far) && mx - (far ? 44 : 100) > x0;
    put(set, { x: mx + (leftwards ? -8 : 8), "text-anchor": leftwards ? "end" : "start" });

    const values = [reading(ca, at.calcium, units), reading(pth, at.pth, units)];
    const others = [reading(ca, at.calcium, otherUnits(units)), reading(pth, at.pth, otherUnits(units))];
    spans.forEach(([one, two], i) => {
      write(one, `${i ? "PTH" : "iCa"} ${values[i].number}`);
      write(two, `${others[i].number}${NBSP}${others[i].unit}`);
    });
    // The label stands right and above, where a falling curve leaves room; on the phone in the corner.
    const flip = px > width - right - 175;
    const lx = phone ? x1 - 4 : flip ? px - 24 : px + 26;
    const ly = phone ? y0 + 18 : Math.min(Math.max(y0 + 30, py - 44), far ? y1 - 66 : Infinity); // clear of the arrow's number
    label.forEach((node, i) => put(node, { x: lx, y: ly + i * 19, "text-anchor": phone || flip ? "end" : "start" }));
    put(lead, { d: phone ? "M0 0" : `M${px + (flip ? -10 : 9)} ${py - 11}L${lx + (flip ? 4 : -4)} ${ly + 22}` });

    for (const [value, node] of ticksX) write(node, printed(value));
    placeTicks(units);
    write(nameX.lastChild, `, ${values[0].unit}`);
    write(nameY.lastChild, `, ${values[1].unit} (log)`);
    let [a, b] = [y(patient.curve.at(-1)) + 4, y(well0.curve.at(-1)) + 4];
    let band = (y(pth.low) + y(pth.high)) / 2 + 4;
    if (phone) {
      band = y(pth.low) - 6;
      const crossed = Math.abs(y(patient.curve.at(-1)) - band + 5) < 16; // then the words go to the other side
      put(normalPth, { x: crossed ? x0 + 4 : x1 - 4, "text-anchor": crossed ? "start" : "end" });
      if (crossed) band = y(pth.high) + 13; // on the left the healthy dot's name stands below it
    }
    else {
      if (Math.abs(a - b) < 18) [a, b] = a < b ? [b - 18, b] : [b + 18, b];
      while (Math.abs(band - a) < 17 || Math.abs(band - b) < 17) band -= 4;
    }
    put(endMine, { y: a });
    put(endHealthy, { y: b });
    put(normalPth, { y: band });
    put(hit, { "aria-valuenow": at.calcium.toFixed(2), "aria-valuetext": `ionised calcium ${values[0].number} ${values[0].unit}, PTH ${values[1].number} ${values[1].unit}; a healthy gland would give ${reading(pth, along(picture, "healthy", at.calcium), units).number}` });
  }
  const calciumAt = (clientX) => {
    const area = root.getBoundingClientRect();
    const at = ((clientX - area.left) * width) / area.width;
    return clamp(FROM + ((at - left) / (width - left - right)) * (TO - FROM), FROM, TO);
  };
  return { node: root, draw, hit, calciumAt };
}
