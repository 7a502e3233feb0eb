// The silhouette with growing sites, and a piece of skin in which grains appear in seeded order.
import { HALF_BODY } from "../shared/body_shape.js";
import { html, NBSP, put, svg } from "../shared/elements.js";
import { grain, seeded, star } from "../shared/marks.js";
import { digits } from "../shared/numbers.js";

const PLACES = {
  fingertips: { at: [[56, 314], [234, 314]], side: 1, say: [234, 314] },
  elbows: { at: [[72, 214], [218, 214]], side: 1, say: [218, 214] },
  knees: { at: [[118, 372], [172, 372]], side: 1, say: [172, 372] },
  hip: { at: [[106, 262]], side: -1, say: [106, 262] },
  shoulder: { at: [[198, 112]], side: 1, say: [198, 112] },
  elbow: { at: [[72, 214]], side: -1, say: [72, 214] },
  pelvis: { at: [[145, 268]], side: 1, say: [145, 268] },
  forearm: { at: [[226, 256]], side: 1, say: [226, 256] },
  abdomen: { at: [[132, 222]], side: -1, say: [132, 222] },
  thighs: { at: [[118, 316], [172, 316]], side: -1, say: [118, 316] },
  calves: { at: [[174, 420]], side: 1, say: [174, 420] },
};

const say = (x, y, kind, anchor, content) => svg("text", { x, y, class: kind ?? "", "text-anchor": anchor ?? "start" }, content ?? "");

// How full the picture is: the square root lets a mild course be seen beside the worst one.
const filled = (picture, step) => Math.sqrt(Math.min(1, picture.amounts[step] / Math.max(picture.most, 1e-9)));

const silhouette = () =>
  svg(
    "g",
    { fill: "var(--body)", stroke: "var(--body-line)", "stroke-width": 1.6 },
    svg("path", { d: `${HALF_BODY}L145 20Z`, stroke: "none" }),
    svg("path", { d: `${HALF_BODY}L145 20Z`, stroke: "none", transform: "matrix(-1 0 0 1 290.5 0)" }),
    svg("path", { d: HALF_BODY, fill: "none" }),
    svg("path", { d: HALF_BODY, fill: "none", transform: "matrix(-1 0 0 1 290 0)" }),
  );

export function bodyMap(places, width) {
  const root = svg("svg", { viewBox: "-66 10 424 508", class: "cf-body-map", role: "group", "aria-label": "Body map" });
  root.append(silhouette());
  const marks = places.map((name) => {
    const place = PLACES[name];
    const [px, py] = place.say;
    const edge = place.side > 0 ? 262 : 28;
    const dots = place.at.map(([x, y]) => [svg("circle", { cx: x, cy: y, class: "f-deposit", opacity: 0.22 }), svg("circle", { cx: x, cy: y, class: "f-deposit", stroke: "var(--paper)", "stroke-width": 1.6 })]);
    const node = svg("g", { tabindex: 0, role: "img", class: "cf-part" }, svg("rect", { x: Math.min(px, edge) - 8, y: py - 24, width: Math.abs(edge - px) + 16, height: 48, rx: 5, class: "cf-focus" }), svg("path", { d: `M${px} ${py}H${edge}`, stroke: "var(--line-strong)" }), dots.flat(), say(edge + 6 * place.side, py - 3, "name halo", place.side > 0 ? "start" : "end", name));
    node.lastChild.style.fontSize = `${((15 * 424) / Math.min(424, Math.max(220, width))).toFixed(1)}px`; // the words keep their size
    root.append(node);
    return { name, node, dots };
  });
  function draw(picture, step) {
    const share = filled(picture, step);
    const radius = 4.5 + 10 * Math.sqrt(share);
    for (const { name, node, dots } of marks) {
      for (const [halo, dot] of dots) {
        put(halo, { r: share > 0.01 ? (radius + 5).toFixed(1) : 0 });
        put(dot, { r: share > 0.01 ? radius.toFixed(1) : 2 });
      }
      put(node, { "aria-label": `${name}: a typical place of ${picture.label.toLowerCase()} calcinosis` });
    }
  }
  return { node: root, draw };
}

// The same silhouette with the five sites of the model, for the laboratory: a dot only where mineral lies.
const SITES = {
  joint: ["beside joints", 106, 262],
  skin: ["in skin", 234, 314],
  vessel: ["in small arteries", 172, 330],
  kidney: ["in kidneys", 168, 220],
  infusion_site: ["at the infusion site", 222, 240],
};

export function siteMap() {
  const root = svg("svg", { viewBox: "40 10 210 508", class: "cf-body-map", role: "img" });
  root.append(silhouette());
  const dots = Object.entries(SITES).map(([name, [, cx, cy]]) => [name, svg("circle", { cx, cy, class: "f-deposit", stroke: "var(--paper)", "stroke-width": 2 })]);
  root.append(...dots.map((each) => each[1]));
  return {
    node: root,
    // Draws what lies where, and gives it in words: [site, amount].
    draw(sites, units) {
      const found = [];
      for (const [name, dot] of dots) {
        const seen = sites[name] > 0.02;
        put(dot, { r: seen ? (6 + 5 * Math.log10(1 + sites[name])).toFixed(1) : 0 });
        if (seen) found.push([SITES[name][0], calciumText(sites[name], units)]);
      }
      put(root, { "aria-label": found.length ? `Deposits: ${found.map(([site, amount]) => `${amount} ${site}`).join(", ")}` : "No deposits" });
      return found;
    },
  };
}

const W = 436;
const H = 290;
const NODULES = {
  dystrophic: [[225, 166, 70, 30], [150, 104, 56, 20], [292, 90, 48, 17], [122, 186, 34, 15]],
  idiopathic: [[150, 84, 36, 30], [250, 96, 42, 34], [330, 78, 28, 24]],
  iatrogenic: [[150, 178, 64, 14], [242, 166, 70, 15], [330, 152, 52, 12]],
};
const CYSTS = [[228, 236, 74, 36], [270, 172, 82, 44], [146, 186, 72, 36], [356, 224, 48, 30], [88, 236, 44, 26]];
const VESSELS = [[226, 190, 40], [92, 236, 20], [362, 228, 23]];

function cloud(shapes, count, seed) {
  const random = seeded(seed);
  const area = shapes.reduce((sum, [, , a, b]) => sum + a * b, 0);
  const grains = [];
  for (const [cx, cy, a, b] of shapes)
    for (let i = 0; i < (count * a * b) / area; i++) {
      const angle = 2 * Math.PI * random();
      const radius = random() ** 0.8;
      grains.push({ d: grain(cx + a * radius * Math.cos(angle), cy + b * radius * Math.sin(angle), 1.3 + 2.2 * random(), 6 * random()), order: radius * 0.85 + 0.15 * random() });
    }
  return grains.sort((one, two) => one.order - two.order).map((one) => one.d);
}

function rings(count, seed) {
  const random = seeded(seed);
  const grains = [];
  for (const [cx, cy, r] of VESSELS)
    for (let i = 0; i < (count * r) / 83; i++) {
      const angle = 2 * Math.PI * random();
      const radius = r * (0.66 + 0.2 * random());
      grains.push({ d: grain(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle), r * (0.03 + 0.05 * random()), 6 * random()), order: random() });
    }
  return grains.sort((one, two) => one.order - two.order).map((one) => one.d);
}

export function skinSection(kind, width, bare = false) {
  const random = seeded(21);
  const narrow = bare || width < 470; // the names of the layers then lie within the picture, at their full size
  const root = svg("svg", { viewBox: `0 -4 ${narrow ? W : W + 84} ${H + 8}`, class: "cf-section", role: "img" });
  const clip = `section-${Math.random().toString(36).slice(2)}`;
  root.append(svg("clipPath", { id: clip }, svg("rect", { x: 0, y: -4, width: W, height: H + 4 })));
  const view = svg("g", { "clip-path": `url(#${clip})`, fill: "none" });
  let top = "M0 3";
  for (let i = 0; i < 4; i++) top += "q27 -7 54.5 0t54.5 0";
  let ridge = top;
  ridge += `L${W} 26`;
  for (let i = 0; i < 20; i++) ridge += "q-5.5 0 -10.9 7t-10.9 -7";
  view.append(svg("rect", { x: 0, y: 4, width: W, height: H, fill: "var(--dermis)" }));
  let fat = `M0 120q54 -12 109 -2t109 4t109 -8t109 6V${H}H0Z`;
  view.append(svg("path", { d: fat, fill: "var(--fat)" }));
  let cells = "";
  for (let row = 0; row < 5; row++)
    for (let col = 0; col < 11; col++) {
      const r = 19 + 5 * random();
      const cx = col * 43 + (row % 2 ? 20 : 0) + 6 * random();
      const cy = 138 + row * 36 + 5 * random();
      cells += `M${(cx - r).toFixed(1)} ${cy.toFixed(1)}a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(2 * r).toFixed(1)} 0a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${(-2 * r).toFixed(1)} 0`;
    }
  view.append(svg("path", { d: cells, stroke: "var(--fat-line)", "stroke-width": 1.1 }));
  let fibres = "";
  for (let i = 0; i < 70; i++) fibres += `M${(random() * W).toFixed(1)} ${(40 + random() * 72).toFixed(1)}q9 ${(-4 * random()).toFixed(1)} ${(16 + 10 * random()).toFixed(1)} ${(3 - 6 * random()).toFixed(1)}`;
  view.append(svg("path", { d: fibres, stroke: "var(--dermis-line)" }));
  view.append(svg("path", { d: `${ridge}Z`, fill: "var(--epidermis)", stroke: "var(--epidermis-line)", "stroke-width": 1.4 }));
  root.append(view);
  const names = (bare ? [] : [[16, "epidermis"], [78, "dermis"], [226, "fat"]]).map(([y, name]) => {
    if (!narrow) root.append(svg("path", { d: `M${W + 4} ${y}h8`, stroke: "var(--line-strong)" }));
    const word = narrow ? say(W - 8, y + 6, "ink halo", "end", name) : say(W + 17, y + 5, "", "start", name);
    if (narrow) word.style.fontSize = `${((13 * W) / width).toFixed(1)}px`;
    return word;
  });

  const bodies = [];
  const wall = { stroke: "var(--gut-line)", "stroke-width": 1.4 };
  const grains = svg("path", { class: "f-deposit" });
  let all = [];
  let extra = () => {};
  if (kind === "dystrophic") {
    let dots = "";
    for (let i = 0; i < 40; i++) dots += `M${(90 + random() * 260).toFixed(1)} ${(42 + random() * 74).toFixed(1)}h.1`;
    view.append(svg("path", { d: dots, stroke: "var(--kidney-line)", "stroke-width": 5.5, "stroke-linecap": "round", opacity: 0.5 }), svg("path", { d: "M52 42C50 72 54 92 50 118M116 74C112 90 118 102 114 120M392 42C388 70 396 92 390 120M338 76C336 92 340 106 336 118", stroke: "var(--blood-line)", "stroke-width": 2.6 }));
  }
  const needle = svg("g", {}, svg("path", { d: "M112 -6L276 138", stroke: "var(--ink-2)", "stroke-width": 4.5 }), svg("path", { d: "M30 -26L116 44", stroke: "var(--ca)", "stroke-width": 17 }), svg("path", { d: "M284 130q6 8 1 18M294 124q9 12 2 28M304 118q12 16 3 38", stroke: "var(--ca)", "stroke-width": 2.2 }));
  if (kind === "iatrogenic") view.append(svg("path", { d: "M-10 196C90 188 150 176 230 166S380 148 446 138", stroke: "var(--blood-line)", "stroke-width": 19 }), svg("path", { d: "M-10 196C90 188 150 176 230 166S380 148 446 138", stroke: "var(--blood)", "stroke-width": 13 }));
  if (kind === "calciphylaxis") {
    const wedge = svg("path", { d: "M56 2L380 2C320 70 260 130 226 150C190 130 110 70 56 2Z", fill: "var(--ink-3)", opacity: 0 });
    const eschar = svg("path", { d: "M86 4C130 -2 190 4 240 0S320 -2 350 6C330 22 300 28 262 32S160 38 130 28S96 14 86 4Z", class: "eschar", opacity: 0 });
    view.append(wedge, svg("path", { d: "M226 150C230 120 226 100 214 80", stroke: "var(--blood-line)", "stroke-width": 5, "stroke-dasharray": "4 3" }));
    for (const [cx, cy, r] of VESSELS) {
      const inside = svg("circle", { cx, cy, r: r * 0.34, fill: "var(--blood-line)", opacity: 0 });
      bodies.push(inside);
      view.append(svg("circle", { cx, cy, r, fill: "var(--muscle)", stroke: "var(--kidney-line)", "stroke-width": 1.2 }), svg("circle", { cx, cy, r: r * 0.56, fill: "var(--blood)" }), inside);
    }
    view.append(eschar);
    all = rings(260, 4);
    extra = (share) => {
      put(wedge, { opacity: (0.4 * share).toFixed(2) });
      put(eschar, { opacity: Math.min(1, Math.max(0, (share - 0.25) / 0.45)).toFixed(2) });
      for (const clot of bodies) put(clot, { opacity: share.toFixed(2) });
    };
  } else if (kind === "metastatic") {
    view.append(svg("path", { d: "M-6 126C80 118 160 122 230 126S380 130 446 122", stroke: "var(--blood-line)", "stroke-width": 11, opacity: 0.85 }));
    const cysts = CYSTS.map(([cx, cy, a, b]) => {
      const sac = svg("ellipse", { cx, cy, fill: "var(--raised)", ...wall });
      const milk = svg("path", { class: "f-deposit", opacity: 0.28 });
      const chalk = svg("path", { class: "f-deposit", opacity: 0.9 });
      view.append(sac, milk, chalk);
      return { cx, cy, a, b, sac, milk, chalk };
    });
    // The part of an ellipse below a level: chalk settles, milky fluid stands above it.
    const below = (cx, cy, a, b, level) => {
      const x = a * Math.sqrt(Math.max(0, 1 - level * level));
      return `M${(cx - x).toFixed(1)} ${(cy + b * level).toFixed(1)}A${a.toFixed(1)} ${b.toFixed(1)} 0 ${level < 0 ? 1 : 0} 0 ${(cx + x).toFixed(1)} ${(cy + b * level).toFixed(1)}Z`;
    };
    extra = (share) => {
      const grown = 0.12 + 0.88 * Math.cbrt(share);
      for (const { cx, cy, a, b, sac, milk, chalk } of cysts) {
        const [ra, rb] = share > 0.004 ? [a * grown, b * grown] : [0, 0];
        put(sac, { rx: ra.toFixed(1), ry: rb.toFixed(1) });
        put(milk, { d: rb ? below(cx, cy, ra - 2, rb - 2, -0.2) : "M0 0" });
        put(chalk, { d: rb ? below(cx, cy, ra - 2, rb - 2, 0.2) : "M0 0" });
      }
    };
  } else {
    for (const [cx, cy, a, b] of NODULES[kind]) {
      const bed = svg("ellipse", { cx, cy, rx: a, ry: b, class: "f-deposit", opacity: 0, ...(kind === "idiopathic" ? { stroke: "var(--dermis-line)", "stroke-dasharray": "14 6", "stroke-width": 2 } : {}) });
      bodies.push([bed, a, b]);
      view.append(bed);
    }
    all = cloud(NODULES[kind], kind === "iatrogenic" ? 300 : 520, 9);
    const reach = (share) => Math.min(1, 0.3 + 0.75 * share); // grains come from the middle outwards, and the bed with them
    extra = (share) => bodies.forEach(([bed, a, b]) => put(bed, { opacity: share > 0.02 ? 0.16 : 0, rx: (a * reach(share)).toFixed(1), ry: (b * reach(share)).toFixed(1) }));
  }
  view.append(grains);
  if (kind === "iatrogenic") view.append(needle);
  // A nodule near the surface breaks through, and chalk lies in the crater.
  const crater = svg("g", {}, svg("path", { d: "M246 -6C254 34 262 52 284 54C306 52 312 26 320 -6Z", fill: "var(--paper)" }), svg("path", { d: "M246 0C254 36 264 53 284 54C306 52 311 30 319 0", stroke: "var(--blood-line)", "stroke-width": 3 }), svg("path", { d: cloud([[284, 38, 18, 11]], 46, 14).join(""), class: "f-deposit" }));
  if (kind === "dystrophic") view.append(crater);
  root.append(...names);
  function draw(picture, step) {
    const share = filled(picture, step);
    needle.style.display = step === 0 ? "" : "none";
    crater.style.display = share > 0.72 ? "" : "none";
    put(grains, { d: all.slice(0, Math.round(all.length * share)).join("") || "M0 0" });
    extra(share);
    put(root, { "aria-label": `Piece of skin: deposit in ${picture.tissue}` });
  }
  return { node: root, draw };
}

const MONTH = 365.25 / 12;

/** How old the deposit is at a day of a course of so many days: "8 months", "5 weeks", "day 5". */
export function ageText(day, whole) {
  if (day > 0 && day < 14) return `day ${digits(day, 0)}`;
  return whole > 100 ? `${digits(day / MONTH, 0)}${NBSP}months` : `${digits(day / 7, 0)}${NBSP}weeks`;
}

export const sizeText = (value) => `${digits(value, value >= 9.95 || value < 0.05 ? 0 : 1)}${NBSP}mm`;

/** Four pictures of the course side by side; `go(step)` is called when one is chosen. */
export function growthFrames(picture, go) {
  const whole = picture.days.at(-1);
  const frames = picture.frames.map((step) => {
    const { node, draw } = skinSection(picture.kind, 0, true);
    draw(picture, step);
    const size = sizeText(picture.sizes[step]);
    const age = step === 0 ? "start" : ageText(picture.days[step], whole);
    node.setAttribute("aria-hidden", "true");
    return { step, button: html("button", { type: "button", class: "cf-frame", "aria-label": `${age}: ${size} across`, onclick: () => go(step) }, node, html("span", {}, age), html("b", { class: "t-deposit" }, size)) };
  });
  const node = html("div", { class: "cf-frames", role: "group", "aria-label": "Four pictures of the growth" }, ...frames.map((frame) => frame.button));
  const draw = (at) => frames.forEach(({ step, button }) => put(button, { "aria-pressed": step === at }));
  return { node, draw };
}

/** Size over time, its stars right under the four pictures; between them time runs evenly. */
export function growthLine(picture, width) {
  const height = 58;
  const [y0, y1] = [12, 46];
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": "Size of the deposit over time, as one solid ball" });
  const centre = (i) => (width * (i + 0.5)) / picture.frames.length;
  const peak = Math.max(...picture.sizes, 1e-9);
  const x = (step) => {
    const i = Math.max(0, picture.frames.findLastIndex((frame, at) => frame <= step && at < picture.frames.length - 1));
    const [from, to] = [picture.frames[i], picture.frames[i + 1]];
    return centre(i) + (centre(i + 1) - centre(i)) * ((step - from) / (to - from || 1));
  };
  const y = (value) => y1 - ((y1 - y0) * value) / peak;
  const line = picture.sizes.map((size, step) => `${step ? "L" : "M"}${x(step).toFixed(1)} ${y(size).toFixed(1)}`).join("");
  root.append(
    svg("path", { d: `M0 ${y1}H${width}`, stroke: "var(--line-strong)" }),
    svg("path", { d: line, fill: "none", class: "s-deposit", "stroke-width": 2.6, "stroke-linejoin": "round" }),
    ...picture.frames.map((step) => svg("path", { d: star(7), class: "f-deposit", stroke: "var(--paper)", "stroke-width": 1.4, transform: `translate(${x(step).toFixed(1)} ${y(picture.sizes[step]).toFixed(1)})` })),
  );
  const cursor = svg("path", { stroke: "var(--accent)", "stroke-width": 1.6 });
  const dot = svg("circle", { r: 5.5, fill: "var(--accent)", stroke: "var(--paper)", "stroke-width": 1.6 });
  root.append(cursor, dot);
  function draw(at) {
    const [px, py] = [x(at).toFixed(1), y(picture.sizes[at]).toFixed(1)];
    put(cursor, { d: `M${px} 0V${y1}` });
    put(dot, { cx: px, cy: py });
  }
  const stepAt = (px) => picture.sizes.reduce((best, _, step) => (Math.abs(x(step) - px) < Math.abs(x(best) - px) ? step : best), 0);
  return { node: root, draw, stepAt };
}

export function calciumText(value, units) {
  if (units === "si") return `${digits(value, value >= 20 ? 0 : value >= 1 ? 1 : 2)}${NBSP}mmol`;
  const mg = value * 40.08;
  return mg >= 1000 ? `${digits(mg / 1000, 1)}${NBSP}g` : `${digits(mg, 0)}${NBSP}mg`;
}
