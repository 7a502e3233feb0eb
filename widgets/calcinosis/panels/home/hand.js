// A schematic film of a hand, drawn in shapes: soft tissue, bones with cortex, three deposits, one of them easy to miss.

import { el, svg } from "../shared/dom.js";

const WIDTH = 380;
const HEIGHT = 340;
// each ray: where its knuckle stands, how it leans (degrees), lengths of its bones from the knuckle to the tip, widths of
// bone and flesh, and its mineral: place along the ray, number of grains, spread, start of the row of numbers, strength
const RAYS = [
  { x: 92, y: 322, lean: -26, bones: [66, 48], width: 21, flesh: 52, grains: [[-3, -108, 30, 17, 9, 0.95], [-13, -34, 9, 6, 4, 0.5]] },
  { x: 150, y: 274, lean: -11, bones: [88, 54, 32], width: 19, flesh: 49, grains: [[2, -184, 17, 10, 21, 0.85]] },
  { x: 204, y: 264, lean: -1, bones: [98, 62, 35], width: 20, flesh: 50, grains: [] },
  { x: 256, y: 274, lean: 9, bones: [90, 58, 34], width: 18.5, flesh: 47, grains: [] },
  { x: 302, y: 302, lean: 21, bones: [70, 42, 28], width: 16, flesh: 41, grains: [] },
];
const JOINT = 5;

/** A film with its caption. */
export function handFilm() {
  const rays = RAYS.map(ray);
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "film", role: "img", "aria-label": "Schematic radiograph of a hand. Deposits: a cluster in the pulp of the thumb, a small one at the tip of the index finger, and faint specks beside the thumb\u2019s first bone." },
    svg("defs", {}, bone(), svg("filter", { id: "film-blur", x: "-20%", y: "-20%", width: "140%", height: "140%" }, svg("feGaussianBlur", { stdDeviation: 0.55 })), svg("clipPath", { id: "film-edge" }, svg("rect", { width: WIDTH, height: HEIGHT, rx: 6 }))),
    svg(
      "g",
      { "clip-path": "url(#film-edge)" },
      svg("rect", { width: WIDTH, height: HEIGHT, fill: "#0d1013" }),
      palm(),
      ...rays.map(({ flesh }) => flesh),
      svg("g", { filter: "url(#film-blur)" }, ...metacarpals(), ...rays.map(({ bones }) => bones)),
      ...rays.map(({ mineral }) => mineral),
    ),
  );
  return el("figure", { class: "hand" }, picture, el("figcaption", {}, "Hand, postero-anterior, schematic. Three deposits: can you see the third?"));
}

const bone = () => svg("linearGradient", { id: "film-bone", x1: 0, x2: 1, y1: 0, y2: 0 }, ...[["0", "#c3c9cd"], ["0.2", "#98a0a6"], ["0.5", "#6d757b"], ["0.8", "#98a0a6"], ["1", "#c3c9cd"]].map(([offset, colour]) => svg("stop", { offset, "stop-color": colour })));

function ray({ x, y, lean, bones, width, flesh, grains }) {
  const turn = `translate(${x} ${y}) rotate(${lean})`;
  const length = bones.reduce((sum, part) => sum + part + JOINT, 0);
  let at = 0;
  const parts = bones.map((part, index) => {
    const shape = phalanx(at, part, width * (1 - 0.12 * index), index === bones.length - 1);
    at += part + JOINT;
    return shape;
  });
  return {
    flesh: svg("line", { transform: turn, x1: 0, y1: 60, x2: 0, y2: -(length - flesh / 2 + 10), stroke: "#34393e", "stroke-width": flesh, "stroke-linecap": "round" }),
    bones: svg("g", { transform: turn }, ...parts),
    mineral: svg("g", { transform: turn }, ...grains.map((cluster) => specks(...cluster))),
  };
}

/** One bone from `from` upwards: wide at the joints, waisted between, a tuft at the tip of a finger. */
function phalanx(from, length, width, last) {
  const foot = -from;
  const head = -(from + length);
  const half = width / 2;
  const waist = half * 0.56;
  const top = last ? half * 0.62 : half * 0.86;
  const d = `M${-half} ${foot - 3} Q${-half} ${foot} 0 ${foot} Q${half} ${foot} ${half} ${foot - 3} C${half} ${foot - length * 0.2} ${waist} ${foot - length * 0.25} ${waist} ${foot - length * 0.5} C${waist} ${head + length * 0.22} ${top} ${head + length * 0.2} ${top} ${head + 4} Q${top} ${head} 0 ${head} Q${-top} ${head} ${-top} ${head + 4} C${-top} ${head + length * 0.2} ${-waist} ${head + length * 0.22} ${-waist} ${foot - length * 0.5} C${-waist} ${foot - length * 0.25} ${-half} ${foot - length * 0.2} ${-half} ${foot - 3}z`;
  return svg("path", { d, fill: "url(#film-bone)", stroke: "#c9ced2", "stroke-width": 0.8 });
}

const palm = () => svg("path", { d: "M84 360 Q92 300 124 282 L330 288 Q338 320 332 360z", fill: "#34393e" });

const metacarpals = () => RAYS.slice(1).map(({ x, y, lean, width }) => svg("g", { transform: `translate(${x} ${y}) rotate(${lean * 0.6})` }, svg("g", { transform: "translate(0 92)" }, phalanx(0, 86, width * 1.3, false))));

/** Mineral as grains, the same at every visit: a small generator of its own instead of chance. */
function specks(x, y, number, spread, start, strength) {
  let state = start * 7919;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const grains = Array.from({ length: number }, () => {
    const angle = next() * 2 * Math.PI;
    const far = spread * Math.sqrt(next());
    return svg("circle", { cx: (x + far * Math.cos(angle)).toFixed(1), cy: (y + far * Math.sin(angle) * 0.9).toFixed(1), r: (0.9 + 2 * next() ** 2).toFixed(1) });
  });
  return svg("g", { fill: "#f4f3ee", opacity: strength }, ...grains);
}
