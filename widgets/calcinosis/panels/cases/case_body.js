// The body map: front and back in one line weight; regions to choose, findings drawn in ink, numbered pins.
// By keyboard the map is one stop: arrows go to the nearest region in their direction, Enter examines it.

import { outlineOf, placeOn } from "../shared/body_shape.js";
import { el, svg } from "../shared/dom.js";

// half width from the middle, height, half axes; on the adult outline
const FRONT_PLACES = {
  head: [0, 44, 22, 24],
  mouth: [0, 62, 9, 6],
  neck: [0, 84, 15, 9],
  shoulders: [50, 106, 14, 13],
  chest: [22, 146, 21, 26],
  abdomen: [0, 214, 40, 38],
  elbows: [73, 212, 13, 15],
  forearms: [83, 252, 12, 22],
  hands: [90, 302, 12, 22],
  hips: [43, 262, 12, 18],
  groin: [0, 278, 14, 12],
  thighs: [27, 330, 19, 36],
  knees: [26, 386, 15, 15],
  shins: [26, 432, 14, 32],
  feet: [32, 494, 13, 14],
};
const BACK_PLACES = {
  back: [0, 164, 40, 62],
  buttocks: [22, 274, 20, 24],
  "back-of-thighs": [27, 336, 19, 36],
  calves: [26, 424, 15, 36],
  heels: [30, 498, 12, 11],
};
const MIDDLE_X = 145;
const STEP = 270; // from the front figure to the back figure

/** `choose(region)` examines a region. */
export function bodyMapOf({ choose }) {
  const select = el("select", { id: "case-region", "data-key": "region" });
  const button = el("button", { type: "button", class: "button", onclick: () => select.value && choose(select.value), "data-key": "examine" }, "Examine");
  const picker = el("div", { class: "region-picker" }, el("label", { for: "case-region" }, "Choose a place on the map, or from the list"), el("div", { class: "region-row" }, select, button));
  const picture = el("div", { class: "body-picture" });
  const list = el("ol", { class: "finding-list" });
  const node = el("div", { class: "body-map" }, picture, list);

  function show({ names, found, order, body }, closed) {
    const all = { ...names.whole, ...names.front, ...names.back };
    const left = Object.entries(all).filter(([name]) => !(name in found));
    select.replaceChildren(...["whole", "front", "back"].map((group) => el("optgroup", { label: { whole: "As a whole", front: "Front", back: "Back" }[group] }, Object.entries(names[group]).filter(([name]) => !(name in found)).map(([name, label]) => el("option", { value: name }, label)))));
    picker.hidden = closed || !left.length;
    const pins = [];
    const rows = [];
    for (const region of order) {
      for (const finding of found[region]) {
        const number = finding.mark ? pins.push({ region, finding }) : null;
        rows.push(el("li", { "data-key": `found-${region}`, tabindex: -1 }, el("b", { class: "pin-number", "aria-hidden": "true" }, number ?? ""), el("span", {}, el("span", { class: "finding-place" }, `${all[region]}: `), finding.text)));
      }
    }
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    picture.replaceChildren(drawn(body, names, found, pins, closed ? null : choose));
  }
  return { node, picker, show };
}

function drawn(body, names, found, pins, choose) {
  const backUsed = Object.keys(names.back).some((name) => name in found);
  const told = "Body map, front and back. What was found stands in the list beside it.";
  const root = svg("svg", { viewBox: "20 8 520 542", ...(choose ? { role: "group", "aria-label": `${told} Arrow keys go from place to place, Enter examines.` } : { role: "img", "aria-label": told }) });
  root.append(figure(body, 0), figure(body, STEP));
  const caption = (x, words) => svg("text", { x, y: 542, class: "body-caption", "text-anchor": "middle" }, words);
  const marked = pins.some(({ region }) => region in names.back);
  root.append(caption(MIDDLE_X, "Front"), caption(MIDDLE_X + STEP, backUsed && !marked ? "Back: nothing found" : "Back"));
  const here = caption(MIDDLE_X + STEP / 2, "");
  here.setAttribute("y", 26);
  here.setAttribute("aria-hidden", "true"); // the name of the place itself says it
  root.append(here);
  const open = [];
  for (const [places, shift] of [[FRONT_PLACES, 0], [BACK_PLACES, STEP]]) {
    for (const [name, place] of Object.entries(places)) {
      const words = { ...names.front, ...names.back }[name];
      const spots = (place[0] ? [1, -1] : [1]).map((side) => on(body, place, side));
      const zones = svg("g", { class: choose && !(name in found) ? "zones-open" : null }, ...spots.map(([x, y, rx, ry]) => svg("ellipse", { cx: x + shift, cy: y, rx, ry, class: "zone" })));
      if (choose && !(name in found)) {
        for (const [key, value] of Object.entries({ role: "button", tabindex: -1, "aria-label": words, "data-key": `place-${name}` })) zones.setAttribute(key, value);
        zones.addEventListener("click", () => choose(name));
        for (const event of ["focus", "pointerenter"]) zones.addEventListener(event, () => (here.textContent = words));
        for (const event of ["blur", "pointerleave"]) zones.addEventListener(event, () => (here.textContent = open.find(({ node }) => node === document.activeElement)?.words ?? ""));
        open.push({ name, words, node: zones, x: spots[0][0] + shift, y: spots[0][1] });
      }
      root.append(zones);
    }
  }
  if (open.length) byKeyboard(root, open, choose);
  pins.forEach((pin, index) => root.append(...marks(body, pin)));
  root.append(...leaders(body, pins));
  return root;
}

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** One tab stop for all open places; the arrows move it. */
function byKeyboard(root, open, choose) {
  const stop = (at) => open.forEach(({ node }) => node.setAttribute("tabindex", node === at ? 0 : -1));
  stop(open[0].node);
  root.addEventListener("keydown", (event) => {
    const from = open.find(({ node }) => node === event.target);
    if (!from) return;
    if (event.key === "Enter" || event.key === " ") choose(from.name);
    else if (event.key in DIRECTIONS) {
      const [dx, dy] = DIRECTIONS[event.key];
      const ahead = open
        .map((to) => ({ to, along: (to.x - from.x) * dx + (to.y - from.y) * dy, aside: Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx) }))
        .filter(({ along, aside }) => along > 2 && aside < 2.5 * along + 20)
        .sort((one, other) => one.along + 1.5 * one.aside - other.along - 1.5 * other.aside);
      if (!ahead.length) return;
      stop(ahead[0].to.node);
      ahead[0].to.node.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  });
}

const on = (body, [dx, y, rx, ry], side) => {
  const [x, to] = placeOn(body, MIDDLE_X + side * dx, y);
  const [edge] = placeOn(body, MIDDLE_X + side * dx + rx, y);
  const [, below] = placeOn(body, MIDDLE_X, Math.min(y + ry, 510));
  return [x, to, Math.max(7, edge - x), Math.max(6, below - to)];
};

function figure(body, shift) {
  const half = outlineOf(body);
  const [top] = half.match(/[\d.]+ [\d.]+/);
  const group = svg("g", { class: "body-line", transform: `translate(${shift} 0)` });
  group.append(
    svg("path", { d: `${half}L${top}Z`, class: "body-fill" }),
    svg("path", { d: `${half}L${top}Z`, class: "body-fill", transform: "matrix(-1 0 0 1 290.5 0)" }),
    svg("path", { d: half }),
    svg("path", { d: half, transform: "matrix(-1 0 0 1 290 0)" }),
  );
  return group;
}

// The patient's left is at the right of the front figure and at the left of the back figure.
function sidesOf({ region, finding }) {
  const back = region in BACK_PLACES;
  const place = (back ? BACK_PLACES : FRONT_PLACES)[region];
  if (!place) return [];
  const toSign = { left: back ? -1 : 1, right: back ? 1 : -1 };
  const sides = !place[0] ? [1] : finding.side === "both" ? [-1, 1] : [toSign[finding.side] ?? 1];
  return sides.map((side) => ({ place, side, shift: back ? STEP : 0 }));
}

function marks(body, pin) {
  return sidesOf(pin).map(({ place, side, shift }) => {
    const [x, y, rx, ry] = on(body, place, side);
    return svg("g", { transform: `translate(${x + shift} ${y})`, class: `mark mark-${pin.finding.mark}` }, sign(pin.finding.mark, rx * 0.8, ry * 0.8));
  });
}

function sign(kind, rx, ry) {
  const spots = (count, radius, spread = 0.8) => Array.from({ length: count }, (_, index) => svg("circle", { cx: (rx * spread * Math.cos(2.4 * index) * Math.sqrt((index + 0.5) / count)).toFixed(1), cy: (ry * spread * Math.sin(2.4 * index) * Math.sqrt((index + 0.5) / count)).toFixed(1), r: radius, class: "ink" }));
  const star = (cx, cy, r) => svg("path", { d: `${Array.from({ length: 14 }, (_, index) => `${index ? "L" : "M"}${(cx + r * (index % 2 ? 0.5 : 1) * Math.cos((index * Math.PI) / 7)).toFixed(1)} ${(cy + r * (index % 2 ? 0.5 : 1) * Math.sin((index * Math.PI) / 7)).toFixed(1)}`).join("")}Z`, class: "ink" });
  switch (kind) {
    case "net":
      return net(rx, ry);
    case "eschar":
      return [star(2, -6, 6.5), star(-3, 10, 5)];
    case "ulcer":
      return [svg("ellipse", { rx: 7, ry: 6, class: "line" }), svg("ellipse", { rx: 3.5, ry: 2.8, class: "ink" })];
    case "papules":
      return spots(7, 1.8);
    case "nodules":
      return spots(6, 3.2);
    case "plaque":
      return [svg("ellipse", { rx: rx * 0.9, ry: ry * 0.7, class: "line dashed" }), ...spots(12, 1.1, 0.7)];
    case "mass":
      return [svg("circle", { r: 13, class: "line" }), svg("circle", { r: 11, class: "faint" }), ...spots(9, 1.6, 0.55)];
    case "scar":
      return [svg("path", { d: "M-8 0H8M-5 -3V3M0 -3V3M5 -3V3", class: "line" })];
    case "rash":
      return spots(14, 1);
    case "track":
      return [svg("path", { d: `M0 ${-ry}C4 ${-ry / 3} -4 ${ry / 3} 0 ${ry}`, class: "line thick" })];
    default:
      return [svg("circle", { r: 2.6, class: "ink" })];
  }
}

function net(rx, ry) {
  const r = 3.6;
  const cells = [];
  for (let row = -12; row <= 12; row += 1)
    for (let col = -8; col <= 8; col += 1) {
      const [x, y] = [(col + (row % 2 ? 0.5 : 0)) * r * 1.74, row * r * 1.5];
      if ((x / rx) ** 2 + (y / ry) ** 2 > 1) continue;
      cells.push(`${Array.from({ length: 6 }, (_, side) => `${side ? "L" : "M"}${(x + r * Math.sin((side * Math.PI) / 3)).toFixed(1)} ${(y + r * Math.cos((side * Math.PI) / 3)).toFixed(1)}`).join("")}Z`);
    }
  return [svg("path", { d: cells.join(""), class: "line fine" })];
}

/** A numbered pin at the edge of the figure for each finding, parted so that they don't touch. */
function leaders(body, pins) {
  const placed = pins.flatMap((pin, index) => {
    const spots = sidesOf(pin);
    const spot = spots.at(index % 2 ? -1 : 0);
    if (!spot) return [];
    const [x, y] = on(body, spot.place, spot.side);
    const middle = MIDDLE_X + spot.shift;
    const outward = x + spot.shift === middle ? 1 : Math.sign(x + spot.shift - middle);
    return [{ number: index + 1, x: x + spot.shift, y, px: middle + 112 * outward, py: y + 16, group: `${spot.shift} ${outward}` }];
  });
  for (const group of new Set(placed.map((pin) => pin.group))) {
    const column = placed.filter((pin) => pin.group === group).sort((one, other) => one.py - other.py);
    column.forEach((pin, index) => index && (pin.py = Math.max(pin.py, column[index - 1].py + 28)));
  }
  return placed.flatMap(({ number, x, y, px, py }) => [
    svg("path", { d: `M${x} ${y}L${px} ${py}`, class: "leader" }),
    svg("circle", { cx: px, cy: py, r: 13, class: "pin" }),
    svg("text", { x: px, y: py + 6, class: "pin-text", "text-anchor": "middle" }, String(number)),
  ]);
}
