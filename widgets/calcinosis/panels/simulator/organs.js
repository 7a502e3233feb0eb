// Organs as line drawings, each a <g> in the coordinates of the wide balance picture. They never change shape:
// what varies (kidney size, gland size) is a transform set by the picture.
import { svg } from "../shared/elements.js";
import { seeded } from "../shared/marks.js";

const GUT_TUBE =
  "M151 307C166 306 169 316 169 324C169 340 158 347 142 347L70 347C46 347 38 356 38 364C38 377 48 383 64 383" +
  "C84 383 112 379 138 380C156 380 163.5 388 163.5 397C163.5 409 154 414 138 414C118 414 98 410 72 411" +
  "C50 412 41 420 41 432C41 446 52 453 66 453L80 453";

export function gut() {
  return svg(
    "g",
    { fill: "none" },
    svg("path", { d: GUT_TUBE, stroke: "var(--gut-line)", "stroke-width": 27, "stroke-linejoin": "round" }),
    svg("path", { d: GUT_TUBE, stroke: "var(--gut)", "stroke-width": 23.4, "stroke-linejoin": "round" }),
    svg("path", { d: GUT_TUBE, stroke: "var(--gut-line)", "stroke-width": 14, "stroke-dasharray": "1.6 3.2", opacity: 0.7 }),
    svg("path", { d: GUT_TUBE, stroke: "var(--gut-2)", "stroke-width": 10.5, "stroke-linejoin": "round" }),
    svg("path", {
      d:
        "M78 219L92.5 219C94 232 102 246 101.5 266C101 282 95 296 98.5 301C104 310 122 298 153 295.5L151 318.5" +
        "C132 319 124 334 93 334C66 334 45.5 316 45.5 288C45.5 252 78 248 78 219Z",
      fill: "var(--gut)",
      stroke: "var(--gut-line)",
      "stroke-width": 1.8,
      "stroke-linejoin": "round",
    }),
    svg("path", {
      d: "M53 273C53 300 68 318 100 321M61 279C63 302 76 316 102 319M69 284C73 305 84 316 104 320M78 290C82 306 92 316 112 322",
      stroke: "var(--gut-line)",
      opacity: 0.55,
    }),
  );
}

export function bone() {
  let weave = "";
  for (let i = 0; i < 6; i++) {
    weave += `M${549 + 1.5 * i} ${195 + 4.8 * i}C${566 + i} ${181 + 6 * i} ${604 - 2 * i} ${183 + 7 * i} ${625.8 - 0.3 * i} ${237 + 5 * i}`;
    weave += `M${551 + 6.4 * i} ${182 - 5 * Math.sin((Math.PI * (i + 0.6)) / 6)}L${588 + 2.4 * i} ${253 + 0.6 * i}`;
  }
  for (let i = 0; i < 4; i++) weave += `M${621.5 + 4.8 * i} ${183 + 1.6 * i}Q${625 + 3.5 * i} 208 ${627 - 0.2 * i} ${234 - 6 * i}`;
  return svg(
    "g",
    { fill: "none" },
    svg("path", {
      d:
        "M585.3 346.5C588 300 587.5 262 586.4 242C585 229 579 218.5 567.3 216.5C556 214.5 544 206 544 190.8C544 176 554 162 571.5 161.7" +
        "C586 161.5 592 174 596.5 185.5C597.5 187 598 186.8 600 187.2C612 190 615 173 628 172.9C637 173 644.3 180 644.3 192" +
        "C644.3 208 635 221 631 236C627 250 626.5 262 625.7 280.7C624.5 300 625 320 626.8 346.5C614 351.5 598 351.5 585.3 346.5Z",
      fill: "var(--bone)",
      stroke: "var(--bone-line)",
      "stroke-width": 2.4,
    }),
    svg("path", {
      d: "M594 264C594 252 618 252 619 264C618 290 617.5 320 618 345.5L593 345.5C594 320 594 290 594 264Z",
      fill: "var(--marrow)",
    }),
    svg("path", { d: weave, stroke: "var(--bone-2)", "stroke-width": 1.6, "stroke-linecap": "round" }),
    svg("path", { d: "M585.3 346C598 344 614 344 626.8 346", stroke: "var(--bone-line)", "stroke-width": 1.6 }),
  );
}

// The pits are the scars of lost nephrons; the picture shows them as kidney function falls.
export function kidney() {
  const random = seeded(7);
  let wedges = "";
  let rays = "";
  for (const degrees of [-98, -62, -22, 16, 56, 96]) {
    const a = (degrees * Math.PI) / 180;
    const point = (radius, turn) => `${(607 + radius * Math.cos(a + turn)).toFixed(1)} ${(466 + radius * 1.04 * Math.sin(a + turn)).toFixed(1)}`;
    wedges += `M${point(19, 0)}L${point(44, -0.21)}A45 46 0 0 1 ${point(44, 0.21)}Z`;
    for (const turn of [-0.1, 0, 0.1]) rays += `M${point(25, turn * 0.6)}L${point(41, turn)}`;
  }
  const pits = [];
  for (let i = 0; i < 22; i++) {
    const a = (-100 + 205 * random()) * (Math.PI / 180);
    const radius = 46 + 5 * random();
    pits.push(svg("circle", { cx: 607 + radius * Math.cos(a), cy: 466 + radius * 1.02 * Math.sin(a), r: 0.9 + 1.2 * random() }));
  }
  return svg(
    "g",
    { "stroke-width": 1.8, "stroke-linejoin": "round" },
    svg("path", {
      d: "M594.6 455C588 466 592 478 590 492C586 505 585 515 585 542L593 542C593 530 593 520 593.6 512",
      fill: "var(--pelvis)",
      stroke: "var(--kidney-line)",
      "stroke-width": 1.2,
    }),
    svg("path", {
      d:
        "M617.8 413C642 413 660.7 438 660.7 464.4C660.7 496 640 520 615.6 520C600 520 590.7 511 590.5 498C590.5 491 592 488 595.6 482" +
        "C600 474 600 460 595.6 451.5C590 446 589.3 441 589.3 434.4C589.3 421 601 413 617.8 413Z",
      fill: "var(--kidney)",
      stroke: "var(--kidney-line)",
    }),
    svg("path", { d: wedges, fill: "var(--kidney-2)" }),
    svg("path", { d: rays, fill: "none", stroke: "var(--kidney)", "stroke-width": 0.9 }),
    svg("path", {
      d: "M595.6 451.5C602 446 611 446 616 449C625 455 623.5 478 616 482.5C611 486 600 487 595.6 482C600 474 600 460 595.6 451.5Z",
      fill: "var(--pelvis)",
      stroke: "var(--kidney-line)",
      "stroke-width": 1.2,
    }),
    svg("g", { class: "pits", fill: "var(--pelvis)", opacity: 0 }, pits),
  );
}

export const GLANDS = [
  [318.5, 110],
  [324.5, 151],
  [385.5, 110],
  [379.5, 151],
];

// The thyroid from behind: the parathyroids lie on its back.
export function thyroid() {
  const lobe =
    "M316.6 83.6C320 83.4 321 85 322.5 87.5C330 100 333 120 339 134C343 139 343.5 148 340 155C336 162.5 331 167.3 324.7 167.3" +
    "C309 167 304.3 136 304.3 116C304.3 98 309 84 316.6 83.6Z";
  return svg(
    "g",
    { fill: "var(--gland)", stroke: "var(--gland-line)", "stroke-width": 1.8 },
    svg("path", {
      d: "M339 96.5Q352 101.5 365 96.5M339 113Q352 118 365 113M339 129.5Q352 134.5 365 129.5M339 163Q352 168 365 163",
      fill: "none",
      stroke: "var(--line)",
      "stroke-width": 4.6,
      "stroke-linecap": "round",
    }),
    svg("path", { d: "M338 137C346 141 358 141 366 137L366 154C358 156.5 346 156.5 338 154Z", "stroke-width": 1.2 }),
    svg("path", { d: lobe }),
    svg("path", { d: lobe, transform: "matrix(-1 0 0 1 704 0)" }),
  );
}

export function vessel({ x, y, width, height, rim }) {
  const right = x + width;
  const middle = x + width / 2;
  const body =
    `M${x} ${y}L${x} ${y + height - rim}Q${x} ${y + height - rim / 2} ${x + 12} ${y + height - rim / 3}` +
    `Q${middle} ${y + height + rim * 0.9} ${right - 12} ${y + height - rim / 3}Q${right} ${y + height - rim / 2} ${right} ${y + height - rim}L${right} ${y}`;
  const cells = [
    [0.84, 0.33],
    [0.48, 0.465],
    [0.53, 0.685],
    [0.6, 0.83],
    [0.7, 0.94],
  ];
  return svg(
    "g",
    { fill: "var(--blood)", stroke: "var(--blood-line)", "stroke-width": 2.2 },
    svg("path", { d: body }),
    svg(
      "g",
      { fill: "none", "stroke-width": 2.6, opacity: 0.22 },
      cells.map(([fx, fy]) => svg("ellipse", { cx: x + fx * width, cy: y + fy * height, rx: 5.4, ry: 3.4 })),
    ),
    svg("ellipse", { cx: middle, cy: y, rx: width / 2, ry: rim }),
  );
}

export function skin({ x, y, width, height }) {
  const random = seeded(11);
  const end = x + width;
  const bottom = y + height;
  const step = width / 8;
  let ridge = `M${x} ${y}Q${x + width * 0.25} ${y - 1} ${x + width * 0.3} ${y + 2.5}T${x + width * 0.55} ${y}T${end} ${y}L${end} ${y + height * 0.15}`;
  for (let i = 7; i >= 0; i--) ridge += `q${-step * 0.25} 0 ${-step * 0.5} ${height * 0.08}t${-step * 0.5} ${-height * 0.08}`;
  const border = y + height * 0.5;
  const fat = `M${x} ${border + 5}Q${x + width * 0.15} ${border} ${x + width * 0.25} ${border - 3}T${x + width * 0.52} ${border + 3}T${x + width * 0.8} ${border - 4}T${end} ${border - 1}L${end} ${bottom}L${x} ${bottom}Z`;
  let cells = "";
  const radius = Math.max(6.4, width / 25);
  for (let cy = border + radius * 0.9, row = 0; cy < bottom - radius * 0.3; cy += radius * 1.75, row++)
    for (let cx = x + radius * (row % 2 ? 0.4 : 1.1); cx < end - radius * 0.5; cx += radius * 1.95) {
      const r = radius * (0.86 + 0.26 * random());
      cells += `M${(cx - r).toFixed(1)} ${cy.toFixed(1)}a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(2 * r).toFixed(1)} 0a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(-2 * r).toFixed(1)} 0`;
    }
  let fibres = "";
  for (let i = 0; i < 14; i++) {
    const fx = x + 6 + random() * (width - 34);
    const fy = y + height * (0.25 + 0.2 * random());
    fibres += `M${fx.toFixed(1)} ${fy.toFixed(1)}q8 ${(-3 * random()).toFixed(1)} ${(14 + 8 * random()).toFixed(1)} ${(2 - 4 * random()).toFixed(1)}`;
  }
  const clip = `skin-${Math.random().toString(36).slice(2)}`;
  return svg(
    "g",
    { fill: "none" },
    svg("clipPath", { id: clip }, svg("rect", { x, y: y - 4, width, height: height + 4, rx: 2 })),
    svg("rect", { x, y: y + 1, width, height: height - 1, fill: "var(--dermis)" }),
    svg("path", { d: fat, fill: "var(--fat)" }),
    svg("path", { d: cells, stroke: "var(--fat-line)", "stroke-width": 1, "clip-path": `url(#${clip})` }),
    svg("path", { d: fibres, stroke: "var(--dermis-line)" }),
    svg("path", { d: `${ridge}Z`, fill: "var(--epidermis)", stroke: "var(--epidermis-line)", "stroke-width": 1.2 }),
  );
}

export function dialyser(x, y) {
  return svg(
    "g",
    { transform: `translate(${x} ${y})` },
    svg("rect", { x: 2, y: 6, width: 21, height: 61, rx: 5, fill: "var(--raised)", stroke: "var(--ink-2)", "stroke-width": 1.6 }),
    svg("path", { d: "M6 11V60M9.5 11V60M12.7 11V60M16 11V60M19.3 11V60", stroke: "var(--blood-line)", "stroke-width": 1.1 }),
    svg("rect", { x: 0, y: 0, width: 25, height: 8.5, rx: 2, fill: "var(--blood-line)" }),
    svg("rect", { x: 0, y: 64, width: 25, height: 8.5, rx: 2, fill: "var(--ink-3)" }),
  );
}
