// Building blocks of every page: elements whose text is always a text node, and the few drawn icons.

import { html, svg } from "./elements.js";

export { svg };

/** Make an element: the short name that pages use. */
export const el = html;

const STROKES = {
  tick: ["M3 8.5 6.5 12 13 4.5"],
  up: ["M4 10l4-4 4 4"],
  down: ["M4 6l4 4 4-4"],
  flag: ["M4 15V2h9l-2.5 3.5L13 9H4"],
  search: ["M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z", "M10.500 10.500 14 14"],
  cut: ["M2 6.5c3.5-3 8.5-3 12 0", "M4.5 9.500c2-1.7 5-1.7 7 0", "M7 12.500c.6-.4 1.4-.4 2 0", "M13 2 3 14"],
};

/** An icon drawn in strokes; it says nothing to a screen reader, the words beside it do. */
export function icon(name, size = 16) {
  const paths = STROKES[name].map((d) => svg("path", { d }));
  return svg(
    "svg",
    { viewBox: "0 0 16 16", width: size, height: size, class: `icon icon-${name}`, fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" },
    paths,
  );
}

/** Six dots: the part of a row that can be gripped. */
export function grip() {
  const dots = [3, 8, 13].flatMap((cy) => [5, 11].map((cx) => svg("circle", { cx, cy, r: 1.5 })));
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, class: "icon icon-grip", fill: "currentColor", "aria-hidden": "true" }, dots);
}

/** The shape of a verdict: disc with tick, half diamond, square with cross, dashed circle. Never hue alone. */
export function shape(verdict, size = 18) {
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const shapes = {
    right: [svg("circle", { cx: 9, cy: 9, r: 8.5, fill: "currentColor" }), svg("path", { ...stroke, stroke: "var(--paper)", "stroke-width": 2, d: "M5 9.3 8 12.2 13 6.3" })],
    partly: [svg("path", { ...stroke, d: "M9 1 17 9 9 17 1 9z" }), svg("path", { d: "M9 1v16L1 9z", fill: "currentColor" })],
    wrong: [svg("rect", { ...stroke, x: 1, y: 1, width: 16, height: 16, rx: 2.5 }), svg("path", { ...stroke, "stroke-width": 2, d: "M6 6l6 6M12 6l-6 6" })],
    empty: [svg("circle", { ...stroke, cx: 9, cy: 9, r: 8, "stroke-dasharray": "3.3 3" })],
  };
  shapes.waiting = shapes.empty;
  shapes.dropped = shapes.empty;
  return svg("svg", { viewBox: "0 0 18 18", width: size, height: size, class: "shape", "aria-hidden": "true" }, shapes[verdict]);
}

/** A polite live region; say() repeats even the same words. */
export function announcer() {
  const region = el("div", { class: "sr-only", role: "status", "aria-live": "polite" });
  return {
    region,
    say(words) {
      region.textContent = region.textContent === words ? `${words} ` : words;
    },
  };
}

/** Let sticky parts stick and figures breathe: widget hosts clip their children, pages of text must not be clipped. */
export function unclip(node) {
  for (let host = node.parentElement; host && host !== document.body; host = host.parentElement) {
    if (getComputedStyle(host).overflow === "hidden" || host.classList.contains("jp-OutputArea-output")) {
      host.style.setProperty("overflow", "visible", "important");
    }
  }
}
