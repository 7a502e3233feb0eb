// The balance picture: draws a picture dictionary from Python; holds no physiology and knows no widget.
import { PHONE, WIDE } from "./balance_layout.js";
import { arrow, breakMark, dashes } from "./balance_shapes.js";
import { clamp, NBSP, put, svg, write } from "../shared/elements.js";
import { grain, marker, seeded } from "../shared/marks.js";
import { digits, flowText, otherUnits, reading, verdict } from "../shared/numbers.js";
import { bone, dialyser, GLANDS, gut, kidney, skin, thyroid, vessel } from "./organs.js";
import { roving } from "../shared/slider.js";

const IONS = ["calcium", "phosphate"];
const MARKS = { calcium: "disc", phosphate: "square", pth: "triangle", calcitriol: "diamond", fgf23: "ring" };
const DASHES = { pth: "6 4", calcitriol: "2.5 4", fgf23: "10 3 2 3", calcium: "" };
const RANGES = { pth: [0.3, 300], calcitriol: [4, 700], fgf23: [4, 40000] };
const SIGNS = { toKidney: "+", toBone: "+", toGland: "\u2212", toGut: "+", toTubule: "\u2212" };
const SENDERS = { toKidney: "pth", toBone: "pth", toGland: "calcium", toGut: "calcitriol", toTubule: "fgf23" };
const NEIGHBOURS = {
  gut: ["diet", "absorbed", "secreted", "faeces", "toGut", "calcitriol"],
  blood: ["absorbed", "secreted", "formed", "resorbed", "urine", "dialysis", "deposit", "toGland"],
  parathyroids: ["toKidney", "toBone", "toGland", "pth"],
  bone: ["formed", "resorbed", "toBone", "toTubule", "fgf23"],
  kidney: ["urine", "toKidney", "toTubule", "toGut"],
  "soft tissue": ["deposit"],
};


const line = (x0, y0, x1, y1) => [
  [x0, y0],
  [x1, y1],
];

export function balanceView(quantities, phone) {
  const L = phone ? PHONE : WIDE;
  const [left, top, width, height] = L.box;
  const root = svg("svg", { viewBox: `${left} ${top} ${width} ${height}`, role: "group", "aria-label": "Picture of the balance" });
  const groups = {};
  const group = (name, ...children) => {
    groups[name] ??= svg("g", { class: "cf-dim" });
    groups[name].append(...children);
    return groups[name];
  };
  const text = (x, y, kind = "", anchor = "start", content = "") =>
    svg("text", { x, y, class: kind, "text-anchor": anchor }, content);

  // Nodes are built once, in painting order; drawing only sets attributes.
  const lanes = {};
  const numbers = {};
  const labels = {};
  const flow = (name, word, halo = "") => {
    lanes[name] = IONS.map((ion) => svg("path", { class: `f-${ion}`, opacity: 0.93 }));
    numbers[name] = IONS.map((ion) => text(0, 0, `value t-${ion} ${halo}`));
    group(name, ...lanes[name]);
    if (word) group(name, (labels[name] = text(0, 0, "halo", "middle", word)));
    group(name, ...numbers[name]);
    return groups[name];
  };
  const diet = flow("diet", "diet");
  const organ = (name, node, at) => {
    const holder = group(`organ ${name}`, node);
    if (at) node.setAttribute("transform", at);
    return holder;
  };
  const theKidney = kidney();
  const pits = theKidney.querySelector(".pits");
  const glands = GLANDS.map(([cx, cy]) => svg("ellipse", { cx, cy, class: "f-pth", stroke: "var(--paper)", "stroke-width": 1.4 }));
  const theThyroid = thyroid();
  theThyroid.append(...glands);
  root.append(
    diet,
    organ("gut", gut(), L.gut),
    organ("blood", vessel(L.vessel)),
    organ("parathyroids", theThyroid, L.thyroid),
    organ("kidney", theKidney),
    organ("soft tissue", skin(L.skin)),
  );
  const boneHolder = organ("bone", bone(), L.bone);
  for (const name of ["absorbed", "secreted", "formed", "resorbed"]) {
    const words = { absorbed: "absorbed", secreted: "secreted", formed: "laid down", resorbed: "resorbed" };
    root.append(flow(name, L[name].label ? words[name] : "", "halo"));
    if (name === "absorbed") root.append(boneHolder);
  }
  root.append(flow("faeces", "faeces"));

  const bends = IONS.map((ion) => svg("path", { class: `s-${ion}`, fill: "none", opacity: 0.93 }));
  const tips = IONS.map((ion) => svg("path", { class: `f-${ion}` }));
  numbers.urine = IONS.map((ion) => text(0, 0, `value halo t-${ion}`, "end"));
  root.append(group("urine", ...bends, ...tips, text(...L.urine.label, "halo", "middle", "urine"), ...numbers.urine));

  const machine = dialyser(0, 0);
  machine.setAttribute("transform", `translate(${L.dialyser.x} ${L.dialyser.y}) scale(${L.dialyser.scale})`);
  const tube = svg("path", { d: L.dialysis.path, class: "s-phosphate", fill: "none" });
  const tubeTip = svg("path", { class: "f-phosphate" });
  const tubeNumber = text(...L.dialysis.number, "value t-phosphate");
  root.append(group("dialysis", tube, tubeTip, machine, tubeNumber, text(...L.dialysis.label, "", "middle", "dialysis")));

  const fall = svg("path", { class: "f-deposit" });
  const dotted = svg("path", {
    d: `M${L.deposit.x} ${L.deposit.from}V${L.deposit.rest}`,
    class: "s-deposit",
    "stroke-width": 1.8,
    "stroke-dasharray": "1.6 4",
    fill: "none",
  });
  const grains = svg("path", { class: "f-deposit", stroke: "var(--fat)", "stroke-width": 0.8 });
  const fallNumber = text(...L.deposit.number, "value halo t-deposit");
  root.append(group("deposit", dotted, fall, grains, fallNumber, text(...L.soft, "", "middle", "soft tissue")));

  const levels = {};
  const bars = {};
  const blood = group("organ blood");
  const [caX, caWidth] = L.columns.calcium;
  const [pX, pWidth] = L.columns.phosphate;
  const y = (value) => L.columns.bottom - L.columns.scale * Math.min(value, 2.95);
  for (const [ion, x, w] of [
    ["calcium", caX, caWidth],
    ["phosphate", pX, pWidth],
  ]) {
    const { low, high } = quantities[ion];
    const box = { x: x - 5, width: w + 10, y: y(high), height: y(low) - y(high), rx: 2 };
    blood.append(svg("rect", { ...box, class: "band" }), svg("rect", { ...box, class: "band-edge" }));
  }
  for (const name of ["bound", "complexed", "ionised_calcium"])
    bars[name] = svg("rect", { x: caX, width: caWidth, class: "f-calcium", opacity: { bound: 0.42, complexed: 0.66, ionised_calcium: 1 }[name] });
  bars.phosphate = svg("rect", { x: pX, width: pWidth, class: "f-phosphate" });
  const broken = IONS.map((ion, i) => svg("path", { fill: "none", stroke: "var(--blood)", "stroke-width": 3, d: breakMark(i ? pX : caX, i ? pWidth : caWidth, y(2.95)) }));
  blood.append(...Object.values(bars), ...broken);
  for (const [i, ion] of IONS.entries()) {
    const [x, at] = L.heads[ion];
    const anchor = i ? "end" : "start";
    levels[ion] = [text(x, at, `big t-${ion}`, anchor), text(x, at + L.heads.step, "", anchor)];
    blood.append(...levels[ion]);
  }
  const partsText = {};
  for (const name of ["ionised_calcium", "complexed", "bound"]) {
    const word = { ionised_calcium: "ionised", complexed: "complexed", bound: "bound" }[name];
    partsText[name] = [text(L.columns.gapX, 0, "strong ink"), text(L.columns.gapX, 0, "", "start", word)];
    blood.append(...partsText[name]);
  }

  const pulls = {};
  const badges = {};
  for (const [name, path] of Object.entries(L.hormones)) {
    const sender = SENDERS[name];
    const [bx, by] = L.badges[name];
    pulls[name] = svg("path", { d: path, class: `s-${sender}`, fill: "none" });
    const sign = SIGNS[name] === "+" ? "M-4 0H4M0 -4V4" : "M-4 0H4";
    const badge = svg(
      "g",
      { transform: `translate(${bx} ${by})`, class: `s-${sender}`, "stroke-width": 1.8 },
      svg("circle", { r: 8.5, fill: "var(--paper)" }),
      svg("path", { d: sign, "stroke-width": 2.2 }),
    );
    badges[name] = badge;
    root.append(group(name, pulls[name], badge));
  }

  const chips = {};
  for (const [name, [x, at, length]] of Object.entries(L.chips)) {
    const q = quantities[name];
    const [from, to] = RANGES[name];
    const place = (value) => x + (length * (Math.log(clamp(value, from, to)) - Math.log(from))) / (Math.log(to) - Math.log(from));
    const mark = svg("g", { class: `f-${name} ${name === "fgf23" ? "s-fgf23" : ""}` }, marker(MARKS[name], 5.6));
    const chip = {
      place,
      mark,
      at: at + 46,
      value: text(x, at + 17, "value ink"),
      note: text(x, at + 33),
    };
    const band = { x: place(q.low), width: place(q.high) - place(q.low), y: at + 41, height: 10, rx: 2 };
    root.append(
      group(
        name,
        text(x, at, `value t-${name}`, "start", q.label),
        chip.value,
        chip.note,
        svg("rect", { x, width: length, y: at + 44, height: 4, rx: 2, fill: "var(--line)" }),
        svg("rect", { ...band, class: "band" }),
        svg("rect", { ...band, class: "band-edge" }),
        mark,
      ),
    );
    chips[name] = chip;
  }
  for (const [name, [x, at, anchor]] of Object.entries(L.names)) root.append(group(`name ${name}`, text(x, at, "name halo", anchor ?? "start", name)));
  const kidneyText = L.kidneyText
    ? L.kidneyText.rows.map((at, i) => text(L.kidneyText.x, at, i % 2 ? "" : "", "start", ["filtered", "", "taken back", ""][i]))
    : [];
  const kidneyNumbers = [];
  for (const i of kidneyText.length ? [1, 3] : []) {
    const spans = [svg("tspan", { class: "value t-calcium" }), svg("tspan", {}, " · "), svg("tspan", { class: "value t-phosphate" })];
    kidneyText[i].append(...spans);
    kidneyNumbers.push(spans);
  }
  root.append(group("kidney text", ...kidneyText));

  const detail = { tell: () => {} };
  const parts = Object.entries(L.parts).map(([name, [x, at, w, h]]) => {
    const node = svg("g", {}, svg("rect", { x, y: at, width: w, height: h, rx: 6, class: "cf-focus" }));
    root.append(node);
    return { name, node };
  });
  roving(root, parts, (part) => {
    const near = part ? new Set([`organ ${part.name}`, `name ${part.name}`, part.name, ...NEIGHBOURS[part.name], ...(part.name === "kidney" ? ["kidney text"] : [])]) : new Set();
    for (const [name, node] of Object.entries(groups)) node.classList.toggle("cf-lit", near.has(name));
    detail.tell(part);
  });

  const size = (value) => {
    const wide = L.px * Math.min(Math.abs(value), L.cap);
    return Math.max(1.6, wide);
  };
  const random = seeded(3);
  const scatter = Array.from({ length: 60 }, () => {
    const angle = 2 * Math.PI * random();
    const radius = Math.sqrt(random()) * L.deposit.grains[2];
    return [L.deposit.grains[0] + radius * Math.cos(angle), L.deposit.grains[1] + radius * 0.75 * Math.sin(angle), 0.9 + 1.7 * random(), random() * 6];
  });
  let tracks = [];
  let system = "si";
  const amount = (value, i) => flowText(value, IONS[i], system);

  function straight(name, axis, picture, middle = L[name].gap) {
    const spec = L[name];
    const flows = picture.flows[name];
    const [ca, p] = flows.map(size);
    const gap = 1.4;
    const offsets = [-(gap + ca / 2), gap + p / 2];
    IONS.forEach((ion, i) => {
      const w = i ? p : ca;
      const shown = flows[i] > 0.005;
      lanes[name][i].style.display = shown ? "" : "none";
      const across = middle + offsets[i];
      const d = axis === "y" ? arrow(across, spec.from, across, spec.to, w) : arrow(spec.from, across, spec.to, across, w);
      put(lanes[name][i], { d });
      write(numbers[name][i], amount(flows[i], i));
      tracks.push({ points: axis === "y" ? line(across, spec.from, across, spec.to) : line(spec.from, across, spec.to, across), flow: flows[i], width: w });
    });
    return { low: middle - gap - ca, high: middle + gap + p };
  }

  function draw(picture, units) {
    tracks = [];
    system = units;
    const now = picture.levels;
    for (const name of ["diet", "faeces"]) {
      const [calcium] = picture.flows[name];
      const number = 8 * amount(calcium, 0).length; // px; a long one pushes the arrows inwards
      const edge = straight(name, "y", picture, Math.max(L[name].gap, number + size(calcium) + 7));
      put(numbers[name][0], { x: edge.low - 6, y: L[name].numbers, "text-anchor": "end" });
      put(numbers[name][1], { x: edge.high + 6, y: L[name].numbers });
      put(labels[name], { x: L[name].label[0], y: L[name].label[1] });
    }
    const absorbed = straight("absorbed", "x", picture);
    put(numbers.absorbed[0], { x: L.absorbed.middle, y: absorbed.low - 6, "text-anchor": "middle" });
    put(numbers.absorbed[1], { x: L.absorbed.middle, y: absorbed.high + 15, "text-anchor": "middle" });
    if (labels.absorbed) put(labels.absorbed, { x: L.absorbed.middle, y: absorbed.low - (phone ? 20 : 22) });

    const dodge = Math.max(0, absorbed.high + (phone ? 24 : 32) - L.secreted.y);
    const level = L.secreted.y + dodge;
    picture.flows.secreted.forEach((value, i) => {
      const at = level + i * 9;
      const w = size(value);
      put(lanes.secreted[i], { d: arrow(L.secreted.from, at, L.secreted.to, at, w) });
      lanes.secreted[i].style.opacity = 0.75;
      write(numbers.secreted[i], amount(value, i));
      put(numbers.secreted[i], { x: L.secreted.middle + (i ? 4 : -4), y: level + 25, "text-anchor": i ? "start" : "end" });
      tracks.push({ points: line(L.secreted.from, at, L.secreted.to, at), flow: value, width: w });
    });
    if (labels.secreted) {
      const [x, anchor] = L.secreted.anchor ?? [L.secreted.middle, "middle"];
      put(labels.secreted, { x, y: level + (phone ? 39 : 41), "text-anchor": anchor });
      const [bx, by] = L.badges.toGut;
      put(badges.toGut, { transform: `translate(${bx} ${phone ? by + dodge : by})` });
    }

    const formed = straight("formed", "x", picture);
    const resorbed = straight("resorbed", "x", picture);
    for (const [name, edge, at] of [
      ["formed", formed, formed.low - 7],
      ["resorbed", resorbed, resorbed.high + 16],
    ]) {
      put(numbers[name][0], { x: L[name].middle - 5, y: at, "text-anchor": "end" });
      put(numbers[name][1], { x: L[name].middle + 5, y: at });
      const above = name === "formed" && !L[name].under;
      if (!labels[name]) continue;
      const under = edge.high + (L[name].under ? 14 : phone ? 30 : 32);
      put(labels[name], { x: L[name].middle, y: above ? edge.low - 23 : under });
      // Where bone melts away the flow is so wide that its name would stand on that of FGF23 below it.
      labels[name].style.display = !phone && !above && under > L.chips.fgf23[1] - 16 ? "none" : "";
    }

    const U = L.urine;
    picture.flows.urine.forEach((value, i) => {
      const w = size(value);
      const offset = (i ? 1 : -1) * (1.4 + w / 2);
      const radius = Math.max(3, U.radius + offset);
      const x = U.gapX + offset;
      const at = U.gapY - offset;
      const neck = U.to - clamp(w * 0.45 + 4, 7, 15);
      put(bends[i], { d: `M${U.from} ${at}H${x - radius}A${radius} ${radius} 0 0 1 ${x} ${at + radius}V${neck}`, "stroke-width": w });
      const wing = w / 2 + (w < 9 ? 3.2 : 1.2);
      put(tips[i], { d: `M${x - wing} ${neck}H${x + wing}L${x} ${U.to}Z` });
      write(numbers.urine[i], amount(value, i));
      const curve = [[U.from, at]];
      for (let k = 0; k <= 6; k++) {
        const turn = (Math.PI / 2) * (k / 6);
        curve.push([x - radius + radius * Math.sin(turn), at + radius - radius * Math.cos(turn)]);
      }
      curve.push([x, U.to]);
      tracks.push({ points: curve, flow: value, width: w });
      const right = i === 1 && U.apart;
      const edge = right ? U.gapX + 1.4 + w + 6 : U.gapX - 1.4 - size(picture.flows.urine[0]) - 6;
      put(numbers.urine[i], { x: edge, y: U.numbers[i], "text-anchor": right ? "start" : "end" });
    });

    const cleared = picture.flows.dialysis[1];
    groups.dialysis.style.display = picture.dialysed ? "" : "none";
    if (picture.dialysed) {
      const w = size(cleared);
      const [tx, ty] = L.dialysis.tip;
      const wing = w / 2 + 3;
      put(tube, { "stroke-width": w });
      put(tubeTip, { d: `M${tx - wing} ${ty - 11}H${tx + wing}L${tx} ${ty}Z` });
      write(tubeNumber, amount(cleared, 1));
    }

    const falling = picture.flows.deposit[0];
    const none = falling < 0.005;
    dotted.style.display = none ? "" : "none";
    fall.style.display = none ? "none" : "";
    if (!none) put(fall, { d: arrow(L.deposit.x, L.deposit.from, L.deposit.x, L.deposit.to, Math.max(2.4, size(falling))) });
    write(fallNumber, amount(falling, 0));
    const count = picture.deposit > 0.05 ? Math.min(60, Math.round(6 + 10 * Math.log10(1 + picture.deposit))) : 0;
    put(grains, { d: scatter.slice(0, count).map(([gx, gy, r, turn]) => grain(gx, gy, r, turn)).join("") });

    drawBlood(picture, units);
    drawHormones(picture, units);

    const shrink = picture.gfr < 60 ? 1 - 0.22 * (1 - picture.gfr / 60) : 1;
    const { x, y: ky, scale } = L.kidney;
    put(theKidney, { transform: `translate(${x} ${ky}) scale(${(scale * shrink).toFixed(3)}) translate(-598 -466)` });
    put(pits, { opacity: clamp((60 - picture.gfr) / 45, 0, 0.8).toFixed(2) });
    GLANDS.forEach((_, i) => {
      const grown = picture.gland_mass ** 0.4 * (picture.adenoma && i === 3 ? 2.1 : 1);
      put(glands[i], { rx: (6.2 * Math.min(grown, 2.3)).toFixed(2), ry: (5 * Math.min(grown, 2.3)).toFixed(2) });
    });
    kidneyNumbers.forEach(([ca, , p], row) => {
      const values = row ? picture.taken_back.map((share) => `${digits(100 * share, 0)}${NBSP}%`) : picture.filtered.map(amount);
      write(ca, values[0]);
      write(p, values[1]);
    });
    for (const { name, node } of parts) put(node, { "aria-label": `${name}: ${picture.parts[name][units]}` });
  }

  function drawBlood(picture, units) {
    const now = picture.levels;
    let base = L.columns.bottom;
    const over = now.calcium > 2.95;
    const shrink = over ? 2.95 / now.calcium : 1;
    for (const name of ["bound", "complexed", "ionised_calcium"]) {
      const tall = now[name] * L.columns.scale * shrink;
      put(bars[name], { y: (base - tall).toFixed(1), height: Math.max(0, tall - (name === "ionised_calcium" ? 0 : 1.6)).toFixed(1) });
      const middle = base - tall / 2;
      const [value, word] = partsText[name];
      write(value, reading(quantities.ionised_calcium, now[name], units).number);
      const roomy = tall > 26;
      const squeezed = phone && name === "complexed";
      put(value, { y: (middle + (roomy || !squeezed ? -1 : 4)).toFixed(1) });
      put(word, { y: (middle + 14).toFixed(1) });
      word.style.display = squeezed ? "none" : "";
      base -= tall;
    }
    const high = L.columns.bottom - y(now.phosphate);
    put(bars.phosphate, { y: (L.columns.bottom - high).toFixed(1), height: high.toFixed(1) });
    broken[0].style.display = over ? "" : "none";
    broken[1].style.display = now.phosphate > 2.95 ? "" : "none";
    for (const ion of IONS) {
      const one = reading(quantities[ion], now[ion], units);
      const two = reading(quantities[ion], now[ion], otherUnits(units));
      write(levels[ion][0], one.number);
      write(levels[ion][1], phone ? two.number : `${two.number}${NBSP}${two.unit}`);
    }
  }

  function drawHormones(picture, units) {
    const now = picture.levels;
    for (const [name, chip] of Object.entries(chips)) {
      const q = quantities[name];
      const one = reading(q, now[name], units);
      const two = reading(q, now[name], otherUnits(units));
      write(chip.value, `${one.number}${NBSP}${one.unit}`);
      const word = verdict(q, now[name]);
      write(chip.note, two.unit === one.unit || phone ? word : `${two.number}${NBSP}${two.unit} · ${word}`);
      put(chip.mark, { transform: `translate(${chip.place(now[name]).toFixed(1)} ${chip.at})` });
    }
    for (const [name, path] of Object.entries(pulls)) {
      const sender = SENDERS[name];
      const level = sender === "calcium" ? 1 : now[sender] / quantities[sender].healthy;
      const w = clamp(1.8 + 1.05 * Math.log2(Math.max(level, 1e-3)), 1.3, L.most);
      put(path, { "stroke-width": w.toFixed(2), "stroke-dasharray": dashes(DASHES[sender], w) });
    }
  }

  return { node: root, draw, tracks: () => tracks, box: L.box, detail, width, height };
}


