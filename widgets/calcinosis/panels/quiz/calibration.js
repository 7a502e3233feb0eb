// How sure a learner was beside how often that was right: dots by confidence with 95 % Wilson intervals.

import { el, svg } from "../shared/dom.js";
import { CONFIDENCE } from "./confidence.js";
import { count } from "../shared/words.js";

const WIDTH = 380;
const HEIGHT = 220;
const LEFT = 48;
const TOP = 12;
const FLOOR = 172;
const JUDGED = [0.25, 0.5, 0.75, 0.95];

/** Wilson's 95 % interval of a share (Wilson 1927), as [low, high]. */
export function wilson(hits, tries) {
  const z = 1.96;
  const share = hits / tries;
  const middle = (share + z ** 2 / (2 * tries)) / (1 + z ** 2 / tries);
  const half = (z / (1 + z ** 2 / tries)) * Math.sqrt((share * (1 - share)) / tries + z ** 2 / (4 * tries ** 2));
  return [middle - half, middle + half];
}

/** Null when no answer came with a confidence; questions not marked yet do not count. */
export function calibration(items) {
  const levels = CONFIDENCE.map((name, index) => {
    const answers = items.filter((item) => item.confidence === index + 1 && ["right", "partly", "wrong"].includes(item.verdict));
    return { name, tries: answers.length, hits: answers.filter((item) => item.verdict === "right").length };
  });
  if (!levels.some(({ tries }) => tries)) return null;
  return el("figure", { class: "calibration" }, el("figcaption", { class: "calibration-title" }, "How sure you were, and how often you were right"), picture(levels), el("p", { class: "calibration-words" }, words(levels)));
}

function picture(levels) {
  const x = (index) => LEFT + 44 + (index * (WIDTH - LEFT - 76)) / 3;
  const y = (share) => FLOOR - share * (FLOOR - TOP);
  const text = (at, height, words, attributes = {}) => svg("text", { x: at, y: height, ...attributes }, words);
  const grid = [0, 0.5, 1].flatMap((share) => [svg("line", { x1: LEFT, x2: WIDTH, y1: y(share), y2: y(share), class: "grid" }), text(LEFT - 8, y(share) + 4, share === 1 ? "100 %" : String(share * 100), { "text-anchor": "end" })]);
  const judged = svg("polyline", { points: JUDGED.map((share, index) => `${x(index)},${y(share)}`).join(" "), class: "judged" });
  const dots = levels.flatMap(({ tries, hits }, index) => {
    if (!tries) return [];
    const [low, high] = wilson(hits, tries);
    return [svg("line", { x1: x(index), x2: x(index), y1: y(low), y2: y(high), class: "whisker" }), svg("circle", { cx: x(index), cy: y(hits / tries), r: 3.5 + 2.2 * Math.sqrt(tries), class: "dot" })];
  });
  const names = levels.flatMap(({ name, tries }, index) => [text(x(index), FLOOR + 20, name, { "text-anchor": "middle", class: "name" }), text(x(index), FLOOR + 36, tries ? count(tries, "answer") : "none", { "text-anchor": "middle" })]);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": levels.filter(({ tries }) => tries).map(({ name, tries, hits }) => `${name}: ${hits} of ${tries} right`).join("; ") }, [...grid, judged, text(x(0) + 8, y(0.25) + 22, "well judged"), ...dots, ...names]);
}

function words(levels) {
  const surest = [...levels].reverse().find(({ tries }) => tries);
  const total = levels.reduce((sum, { tries }) => sum + tries, 0);
  const narrow = total < 20 ? "; with so few answers they are wide" : "";
  return `When you said \u201c${surest.name.toLowerCase()}\u201d you were right ${surest.hits} ${surest.hits === 1 ? "time" : "times"} in ${surest.tries}. Bars are 95\u00a0% intervals${narrow}.`;
}
