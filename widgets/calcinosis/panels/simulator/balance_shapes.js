// Shapes of the balance picture: arrows whose width is a flow, dashes that thicken, the mark of a broken column.
import { clamp } from "../shared/elements.js";

// A straight arrow as one polygon; the head is a little wider than its shaft.
export function arrow(x0, y0, x1, y1, width) {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  const head = Math.min(length * 0.6, clamp(width * 0.45 + 4, 7, 15));
  const half = width / 2;
  const wing = half + (width < 9 ? 3.2 : 1.2);
  const at = (along, across) => `${(x0 + ux * along - uy * across).toFixed(1)} ${(y0 + uy * along + ux * across).toFixed(1)}`;
  const neck = length - head;
  return `M${at(0, half)}L${at(neck, half)}L${at(neck, wing)}L${at(length, 0)}L${at(neck, -wing)}L${at(neck, -half)}L${at(0, -half)}Z`;
}

// Dashes lengthen with the line, so that a thick line stays dashed.
export function dashes(pattern, width) {
  if (!pattern) return "none";
  const factor = Math.max(1, width / 2.2);
  return pattern.split(" ").map((n) => (Number(n) * factor).toFixed(1)).join(" ");
}

export function breakMark(x, width, y) {
  const step = width / 4;
  return `M${x - 2} ${y + 9}l${step} -5l${step} 5l${step} -5l${step + 3} 5M${x - 2} ${y + 15}l${step} -5l${step} 5l${step} -5l${step + 3} 5`;
}
