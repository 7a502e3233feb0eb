// Beside the map of blood: saturation indices, brakes, and the barrier that a first crystal has to climb.
import { clamp, NBSP, put, svg, write } from "../shared/elements.js";
import { digits } from "../shared/numbers.js";

const lettering = (x, y, kind, anchor, content) => svg("text", { x, y, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");
const drawing = (width, height, label) => svg("svg", { role: "img", "aria-label": `${label}; the words below say the same`, viewBox: `0 0 ${width} ${height}`, width, height });
const barOf = (width) => ({ x0: Math.min(118, width * 0.36), x1: width - 46 });

function headed(root, width, title, note) {
  const node = lettering(width, 16, "tick", "end", note);
  root.append(lettering(0, 16, "name", "start", title), node);
  return node;
}

export function indicesSide(width) {
  const root = drawing(width, 134, "Saturation indices");
  headed(root, width, "Saturation index", "0 = saturated");
  const bar = barOf(width);
  const scale = (value) => bar.x0 + ((width - 40 - bar.x0) * (clamp(value, -0.8, 11) + 0.8)) / 11.8;
  const rungs = ["brushite", "octacalcium", "apatite"].map((name, i) => {
    const y = 48 + i * 32;
    const fall = svg("rect", { y: y - 4, height: 8, class: "f-deposit" });
    const end = svg("circle", { cy: y, r: 4.5, class: "f-deposit", stroke: "var(--paper)", "stroke-width": 1.4 });
    const value = lettering(0, y + 5, "value ink halo");
    root.append(svg("path", { d: `M${bar.x0} ${y}H${width - 34}`, stroke: "var(--line)" }), lettering(0, y + 5, "t-deposit", "start", name === "octacalcium" ? "OCP" : name), fall, end, value);
    return { name, fall, end, value };
  });
  root.append(svg("path", { d: `M${scale(0)} 34V126`, stroke: "var(--ink)", "stroke-width": 1.4 }));
  function draw(picture) {
    for (const rung of rungs) {
      const value = picture.index[rung.name];
      const [a, b] = [scale(0), scale(value)];
      put(rung.fall, { x: Math.min(a, b).toFixed(1), width: Math.abs(b - a).toFixed(1) });
      put(rung.end, { cx: b.toFixed(1) });
      put(rung.value, { x: (Math.max(a, b) + 11).toFixed(1) });
      write(rung.value, digits(value, Math.abs(value) < 1 ? 2 : 1));
    }
  }
  return { node: root, draw };
}

export function brakesSide(width) {
  const root = drawing(width, 146, "Brakes");
  headed(root, width, "Brakes", "\u00d7 normal");
  const bar = barOf(width);
  const at = (value) => bar.x0 + ((bar.x1 - bar.x0) * clamp(value, 0, 2)) / 2;
  const rows = Array.from({ length: 4 }, (_, i) => {
    const y = 46 + i * 28;
    const fill = svg("rect", { x: bar.x0, y: y - 2, height: 4, rx: 2, fill: "var(--ink-3)" });
    const mark = svg("circle", { cy: y, r: 6, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 1.6 });
    const name = lettering(0, y + 5, "ink");
    const value = lettering(width, y + 5, "value ink", "end");
    const band = { x: at(0.8), width: at(1.2) - at(0.8), y: y - 7, height: 14, rx: 2 };
    root.append(svg("rect", { x: bar.x0, width: bar.x1 - bar.x0, y: y - 3, height: 6, rx: 3, fill: "var(--line)" }), svg("rect", { ...band, class: "band" }), svg("rect", { ...band, class: "band-edge" }), fill, mark, name, value);
    return { fill, mark, name, value };
  });
  function draw(picture) {
    rows.forEach((row, i) => {
      const { name, value } = picture.brakes[i];
      write(row.name, name);
      write(row.value, digits(value, 2));
      put(row.fill, { width: (at(value) - at(0)).toFixed(1) });
      put(row.mark, { cx: at(value).toFixed(1) });
    });
  }
  return { node: root, draw };
}

/** A hill between dissolved and apatite; with the hills of others whom the author has set beside it. */
export function barrierSide(width) {
  const rise = width > 560 ? 150 : 74;
  const [start, floor] = [44 + 1.14 * rise, 106 + 1.14 * rise];
  const root = drawing(width, floor + 30, "The barrier to the first crystal");
  const change = headed(root, width, "Barrier to the first crystal", "");
  change.setAttribute("class", "value ink");
  const hill = (tall) => `M0 ${start}C${width * 0.2} ${start} ${width * 0.27} ${start - 3} ${width * 0.32} ${start - tall * 0.45}S${width * 0.38} ${start - tall} ${width * 0.42} ${start - tall}S${width * 0.52} ${start - tall * 0.5} ${width * 0.58} ${start - tall * 0.06}S${width * 0.72} ${floor - 18} ${width} ${floor - 16}`;
  const height = (share) => clamp(rise * share, 4, 1.14 * rise);
  const ghost = (dash) => svg("path", { fill: "none", stroke: "var(--ink-3)", "stroke-width": 1.5, "stroke-dasharray": dash });
  const normal = ghost("5 4");
  put(normal, { d: hill(rise) });
  const ground = svg("path", { class: "zone octacalcium" });
  const ridge = svg("path", { fill: "none", class: "s-deposit", "stroke-width": 2.2 });
  const ball = svg("circle", { r: 7.5, fill: "var(--ink)", class: "ball" });
  const seed = svg("path", { d: "M-6 2L-3 -5L3 -6L7 0L3 5L-3 5Z", class: "f-deposit", transform: `translate(${width - 60} ${floor - 23})` });
  const others = svg("g", {});
  root.append(ground, normal, others, ridge, ball, seed, lettering(width * 0.5, start - rise + 3, "tick", "start", "dashed: in health"), lettering(4, floor - 8, "", "start", "dissolved"), lettering(width - 4, floor - 3, "t-deposit", "end", "apatite"), lettering(0, floor + 22, "tick", "start", "Relative index: a teaching construct, not a measured scale"));

  function draw(picture) {
    const tall = height(picture.barrier);
    put(ridge, { d: hill(tall) });
    put(ground, { d: `${hill(tall)}V${floor}H0Z` });
    others.replaceChildren(
      ...picture.beside.flatMap((other) => {
        const path = ghost("1.6 4");
        put(path, { d: hill(height(other.barrier)), stroke: "var(--ink-2)", "stroke-width": 2 });
        return [path, lettering(width * 0.42, start - height(other.barrier) + 18, "strong ink halo", "middle", other.name)];
      }),
    );
    const over = picture.barrier < 0.12;
    put(ball, { cx: over ? width - 84 : width * 0.13, cy: over ? floor - 25 : start - 9 });
    seed.style.display = over ? "" : "none";
    const percent = 100 * (picture.barrier - 1);
    write(change, Math.abs(percent) < 1 ? "as in health" : `${percent > 0 ? "+" : ""}${digits(percent, 0)}${NBSP}%`);
  }
  return { node: root, draw };
}
