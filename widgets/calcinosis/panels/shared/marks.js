// Markers of quantities, grains, and a small seeded generator, so that dots lie in the same places every time.
import { svg } from "./elements.js";

// A quantity's marker, centred on 0, 0: the shape goes with the colour everywhere.
export function marker(shape, size = 6) {
  const r = size;
  if (shape === "disc") return svg("circle", { r });
  if (shape === "ring") return svg("circle", { r: r * 0.85, class: "cf-ring", "stroke-width": r * 0.55 });
  const corners = {
    square: `M${-r * 0.9} ${-r * 0.9}H${r * 0.9}V${r * 0.9}H${-r * 0.9}Z`,
    triangle: `M0 ${-r * 1.05}L${r * 1.1} ${r * 0.85}H${-r * 1.1}Z`,
    diamond: `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`,
    star: star(r * 1.25),
  };
  return svg("path", { d: corners[shape] ?? corners.square });
}

export function star(r) {
  const points = [];
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? r * 0.42 : r;
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    points.push(`${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join("L")}Z`;
}

// A small seeded generator, so that grains and particles lie in the same places every time.
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function grain(x, y, r, turn) {
  const corners = 4 + (Math.floor(turn * 10) % 3);
  const points = [];
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    const radius = r * (0.75 + 0.35 * Math.abs(Math.sin(turn * 7 + i * 2.3)));
    points.push(`${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`);
  }
  return `M${points.join("L")}Z`;
}
