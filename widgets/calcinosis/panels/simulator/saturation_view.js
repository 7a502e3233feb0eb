// Log-log map of blood with the lines of three minerals.
import { clamp, fill, put, svg, write } from "../shared/elements.js";
import { digits, reading } from "../shared/numbers.js";

const LEAST_ION = 0.04;
const MOST_ION = 8;
const TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const LINES = { apatite: 1.6, octacalcium: 1.8, brushite: 3 };
const NARROW = 340; // px: a map this small names its zones in two words
const NAMES = { apatite: "apatite", octacalcium: "octacalcium phosphate", brushite: "brushite" };

const text = (x, y, kind, anchor, content) => svg("text", { x, y, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");
const unlog = (share) => LEAST_ION * (MOST_ION / LEAST_ION) ** share;
const log = (value) => Math.log(value / LEAST_ION) / Math.log(MOST_ION / LEAST_ION);

export function saturationMap(quantities, width) {
  const phone = width < 460;
  const left = phone ? 34 : 62;
  const size = width - left - 4;
  const tall = Math.round(size * (phone ? 0.96 : 0.83));
  const [x0, x1, y0, y1] = [left, left + size, 6, 6 + tall];
  const height = y1 + 46;
  const x = (value) => x0 + size * log(value);
  const y = (value) => y1 - tall * log(value);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Map of blood: ionised calcium against phosphate" });
  const clip = `map-${Math.random().toString(36).slice(2)}`;
  root.append(svg("clipPath", { id: clip }, svg("rect", { x: x0, y: y0, width: size, height: tall })));
  const area = svg("g", { "clip-path": `url(#${clip})` });
  const zones = Object.fromEntries(Object.keys(LINES).map((name) => [name, svg("path", { class: `zone ${name}` })]));
  area.append(svg("rect", { x: x0, y: y0, width: size, height: tall, fill: "var(--raised)" }), ...Object.values(zones));
  for (const value of [0.1, 1]) area.append(svg("path", { d: `M${x(value)} ${y0}V${y1}M${x0} ${y(value)}H${x1}`, stroke: "var(--line)" }));
  const dotted = ["acid", "alkaline"].map((name) => [name, svg("path", { fill: "none", stroke: "var(--ink-2)", "stroke-width": 1.2, "stroke-dasharray": "1.6 4" })]);
  const lines = Object.fromEntries(Object.entries(LINES).map(([name, w]) => [name, svg("path", { fill: "none", class: "s-deposit", "stroke-width": w })]));
  area.append(...dotted.map((d) => d[1]), ...Object.values(lines));
  root.append(area, svg("rect", { x: x0, y: y0, width: size, height: tall, fill: "none", stroke: "var(--line-strong)" }));
  const names = Object.fromEntries(Object.keys(LINES).map((name) => [name, text(0, 0, "halo t-deposit", "middle", phone && name === "octacalcium" ? "OCP" : NAMES[name])]));
  root.append(...Object.values(names));

  const q = quantities;
  const box = { x: x(q.ionised_calcium.low), y: y(q.phosphate.high), width: x(q.ionised_calcium.high) - x(q.ionised_calcium.low), height: y(q.phosphate.low) - y(q.phosphate.high), rx: 2 };
  root.append(svg("rect", { ...box, class: "band" }), svg("rect", { ...box, class: "band-edge" }));
  const ticks = TICKS.map((value) => ({ value, across: text(x(value), y1 + 18, "tick", "middle"), up: text(x0 - 7, y(value) + 4, "tick", "end") }));
  root.append(...ticks.flatMap((tick) => [tick.across, tick.up]));
  const across = svg("text", { x: (x0 + x1) / 2, y: y1 + 39, "text-anchor": "middle" }, svg("tspan", { class: "t-calcium" }, "ionised calcium"), svg("tspan", {}));
  const up = svg("text", { class: phone ? "halo" : "", "text-anchor": phone ? "start" : "middle", transform: phone ? `translate(${x0 + 6} ${y0 + 17})` : `translate(16 ${(y0 + y1) / 2}) rotate(-90)` }, svg("tspan", { class: "t-phosphate" }, "phosphate"), svg("tspan", {}));
  root.append(across, up);
  const told = [
    text(x1 - 9, y0 + 20, "strong ink", "end", "forms by itself"),
    text(x1 - 9, y0 + tall * 0.62, "strong ink halo", "end", phone ? "crystals grow" : "crystals already there grow"),
    text(x1 - 9, y0 + tall * 0.62 + 18, "halo", "end", phone ? "none starts by itself" : "but none starts by itself"),
    text(x0 + size * 0.15, y0 + tall * 0.68, "strong ink", "start", phone ? "apatite only" : "only apatite grows"),
    text(x0 + 8, y1 - 10, "", "start", "dissolves"),
  ];
  root.append(...told);

  const product = svg("path", { fill: "none", class: "s-phosphate", "stroke-width": 2, "stroke-dasharray": "8 4", "clip-path": `url(#${clip})` });
  root.append(product);
  const trail = svg("path", { fill: "none", stroke: "var(--ink)", "stroke-width": 1.8, "stroke-dasharray": "4 3" });
  const well = svg("circle", { r: 4.5, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.8 });
  const halo = svg("circle", { r: 13, fill: "var(--ink)", opacity: 0.2 });
  const dot = svg("circle", { r: 7, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2 });
  const lead = svg("path", { stroke: "var(--ink)", "stroke-width": 1.2 });
  const label = [text(0, 0, "strong ink halo", "end", "this blood"), text(0, 0, "halo", "end")];
  const hit = svg("circle", { r: 22, class: "cf-focus cf-part", tabindex: 0, role: "slider", "aria-label": "This blood on the map", "aria-valuemin": 0.1, "aria-valuemax": 4 });
  root.append(trail, well, halo, dot, lead, ...label, hit);

  function draw(picture, units) {
    const edge = (points) => points.map(([c, p], i) => `${i ? "L" : "M"}${x(c).toFixed(1)} ${y(clamp(p, 1e-9, 1e9)).toFixed(1)}`).join("");
    for (const name of Object.keys(LINES)) {
      const d = edge(picture.lines[name]);
      put(lines[name], { d });
      put(zones[name], { d: `${d}L${x1 + 400} ${y0 - 900}L${x0} ${y0 - 900}Z` });
      placeName(name, picture.lines[name]);
    }
    for (const [name, node] of dotted) put(node, { d: edge(picture[name]) });
    const [px, py] = [x(clamp(picture.calcium, LEAST_ION, MOST_ION)), y(clamp(picture.phosphate, LEAST_ION, MOST_ION))];
    for (const node of [halo, dot, hit]) put(node, { cx: px.toFixed(1), cy: py.toFixed(1) });
    const [hx, hy] = [x(picture.healthy[0]), y(picture.healthy[1])];
    put(well, { cx: hx, cy: hy });
    const apart = Math.hypot(px - hx, py - hy) > 12;
    well.style.display = apart ? "" : "none";
    put(trail, { d: apart ? `M${hx} ${hy}L${px} ${py}` : "M0 0" });
    placeZones(picture);
    drawProduct(picture);
    const [ca, p] = [reading(q.ionised_calcium, picture.calcium, units), reading(q.phosphate, picture.phosphate, units)];
    write(label[1], `iCa ${ca.number}, P ${p.number}`);
    placeLabel(px, py, picture.phosphate > 1.6, apart ? { left: hx - 7, right: hx + 7, top: hy - 7, bottom: hy + 7 } : null);
    const per = (ion) => (units === "conventional" ? q[ion].conventional.factor : 1);
    for (const { value, across: one, up: two } of ticks) {
      const [ca, p] = [value / per("ionised_calcium"), value / per("phosphate")]; // round numbers in either unit
      const shown = digits(value, value < 0.1 ? 2 : value < 1 ? 1 : 0);
      for (const [node, at] of [[one, ca], [two, p]]) {
        write(node, shown);
        node.style.display = at >= LEAST_ION && at <= MOST_ION * 0.98 ? "" : "none";
      }
      put(one, { x: x(ca).toFixed(1) });
      put(two, { y: (y(p) + 4).toFixed(1) });
    }
    write(across.lastChild, `, ${ca.unit} (log)`);
    write(up.lastChild, width < NARROW ? "" : `, ${p.unit} (log)`);
    put(hit, { "aria-valuenow": picture.calcium.toPrecision(3), "aria-valuetext": `ionised calcium ${ca.number} ${ca.unit}, phosphate ${p.number} ${p.unit}` });
  }

  // Every blood with the same calcium-phosphate product lies on one straight line.
  function drawProduct({ calcium, phosphate, product: shown }) {
    product.style.display = shown ? "" : "none";
    if (!shown) return;
    const at = (c) => [x(c).toFixed(1), y((calcium * phosphate) / c).toFixed(1)];
    put(product, { d: `M${at(LEAST_ION).join(" ")}L${at(MOST_ION).join(" ")}` });
  }

  // Words of a zone stand in the middle between its lines, wherever pH has moved them; without room they are left out.
  function placeZones(picture) {
    const at = (name, share) => y(clamp(between(picture.lines[name], unlog(share)), LEAST_ION, MOST_ION));
    const [forms, grow, none, only, dissolves] = told;
    const set = (node, top, bottom, py, least) => {
      node.style.display = bottom - top >= least ? "" : "none";
      put(node, { y: py.toFixed(1) });
    };
    const [upper, lower] = [at("brushite", 0.8), at("octacalcium", 0.8)];
    const middle = clamp((upper + lower) / 2 + 8, upper + 26, y1 - 40);
    set(grow, upper, lower, middle, 52);
    set(none, upper, lower, middle + 18, width < NARROW ? Infinity : 52);
    const [above, below] = [at("octacalcium", 0.32), at("apatite", 0.32)];
    set(only, above, below, (above + below) / 2 + 10, 44);
    const [one, two] = [grow.getBBox(), only.getBBox()];
    if (two.x + two.width > one.x - 4 && two.y < one.y + one.height && one.y < two.y + two.height) only.style.display = "none";
    set(dissolves, at("apatite", 0.12), y1, y1 - 10, 24);
    set(forms, y0, at("brushite", 0.85), y0 + 20, 26);
  }

  // The dot's label takes the place around it where it covers least of other words and of the dot.
  function placeLabel(px, py, high, healthy) {
    const wide = 6.8 * label[1].textContent.length;
    const taken = [...told.filter((node) => node.style.display !== "none"), ...(phone ? [up] : [])].map((node) => {
      const box = node.getBBox();
      return node === up ? { left: x0, right: x0 + (width < NARROW ? 70 : 150), top: y0, bottom: y0 + 24 } : { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
    });
    if (healthy) taken.push(healthy);
    for (const node of Object.values(names)) {
      if (node.style.display === "none") continue;
      const [at, to] = [root.getBoundingClientRect(), node.getBoundingClientRect()];
      const scale = width / at.width;
      taken.push({ left: (to.left - at.left) * scale, right: (to.right - at.left) * scale, top: (to.top - at.top) * scale, bottom: (to.bottom - at.top) * scale });
    }
    const places = [[30, 36], [-34, -38], [-34, 36], [30, -38], [30, 76], [-34, -78], [-34, 76], [30, -78], [44, 0], [-48, 0]].map(([dx, dy]) => {
      const end = dx < 0;
      const lx = end ? clamp(px + dx, x0 + wide + 6, x1 - 6) : clamp(px + dx, x0 + 6, x1 - wide - 6);
      const ly = clamp(py + dy, y0 + 16, y1 - 24);
      const box = { left: end ? lx - wide : lx, right: end ? lx : lx + wide, top: ly - 13, bottom: ly + 22 };
      const dot = { left: px - 12, right: px + 12, top: py - 12, bottom: py + 12 };
      return { end, lx, ly, cost: [...taken, dot].reduce((sum, other) => sum + shared(box, other), 0) };
    });
    if (high) [places[0], places[1]] = [places[1], places[0]];
    const { end, lx, ly } = places.reduce((best, place) => (place.cost < best.cost ? place : best));
    label.forEach((node, i) => put(node, { x: lx.toFixed(1), y: (ly + i * 17).toFixed(1), "text-anchor": end ? "end" : "start" }));
    put(lead, { d: `M${px + (end ? -9 : 9)} ${py + (ly < py ? -10 : 9)}L${lx + (end ? 5 : -3)} ${ly < py ? ly + 8 : ly - 6}` });
  }

  // Area that two boxes have in common, px².
  function shared(one, two) {
    return Math.max(0, Math.min(one.right, two.right) - Math.max(one.left, two.left)) * Math.max(0, Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top));
  }

  // A name runs along its line, just below it, at a place where the line is inside the map.
  function placeName(name, points) {
    const at = { apatite: 0.12, octacalcium: phone ? 0.4 : 0.52, brushite: 0.62 }[name];
    if (name === "brushite" && width < 330) return void (names[name].style.display = "none"); // the zone above it is named
    const inside = points.filter(([, p]) => p > LEAST_ION * 1.15 && p < MOST_ION / 1.15);
    const node = names[name];
    node.style.display = inside.length > 4 ? "" : "none";
    if (inside.length <= 4) return;
    const i = clamp(Math.round((inside.length - 1) * { apatite: 0.55, octacalcium: at, brushite: 0.25 }[name]), 1, inside.length - 2);
    const [[xa, ya], [xb, yb]] = [inside[i - 1], inside[i + 1]].map(([c, p]) => [x(c), y(p)]);
    const turn = (Math.atan2(yb - ya, xb - xa) * 180) / Math.PI;
    const [mx, my] = [(xa + xb) / 2, (ya + yb) / 2];
    put(node, { transform: `translate(${mx.toFixed(1)} ${my.toFixed(1)}) rotate(${turn.toFixed(1)}) translate(0 -7)` });
  }

  const bloodAt = (event) => {
    const at = root.getBoundingClientRect();
    const px = ((event.clientX - at.left) * width) / at.width;
    const py = ((event.clientY - at.top) * height) / at.height;
    return [unlog(clamp((px - x0) / size, 0, 1)), unlog(clamp((y1 - py) / tall, 0, 1))];
  };
  return { node: root, draw, hit, bloodAt };
}

// Phosphate on a line at a calcium, in the logarithms of both.
function between(points, calcium) {
  const i = clamp(points.findIndex(([c]) => c >= calcium), 1, points.length - 1);
  const [[ca, pa], [cb, pb]] = [points[i - 1], points[i]];
  const share = Math.log(calcium / ca) / Math.log(cb / ca);
  return Math.exp(Math.log(pa) + (Math.log(pb) - Math.log(pa)) * share);
}
