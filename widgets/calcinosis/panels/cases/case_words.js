// Texts and numbers of a case: claims as links, values in the units chosen.

import { el } from "../shared/dom.js";
import { isConventional, told } from "../shared/quantities.js";

const CLAIM = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(#claim-([^)\s]*)\)/g;

/** A text with its claims as links; `claims` are named after it. */
export function caseText(tag, attributes, text, claims = []) {
  const node = el(tag, attributes);
  let from = 0;
  for (const found of text.matchAll(CLAIM)) {
    if (found.index > from) node.append(told("span", {}, text.slice(from, found.index)));
    node.append(el("a", { href: `#claim-${found[2]}` }, found[1]));
    from = found.index + found[0].length;
  }
  if (from < text.length) node.append(told("span", {}, text.slice(from)));
  claims.forEach((claim, index) => node.append(" ", el("a", { href: `#claim-${claim}`, class: "case-source" }, claims.length > 1 ? `source ${index + 1}` : "source")));
  return node;
}

const minus = (text) => text.replace("-", "\u2212");

/** {number, unit} of a value in the system of units chosen. */
export function valueOf({ decimals, unit, conventional }, value) {
  if (!conventional || !isConventional()) return { number: minus(value.toFixed(decimals)), unit };
  const [other, factor, places] = conventional;
  return { number: minus((value * factor).toFixed(places)), unit: other };
}

/** "0.81–1.45 mmol/L", "under 5 mg/L", "at least 1.2" */
export function intervalOf(row) {
  const { low, high } = row;
  if (low === null && high === null) return "";
  const unit = valueOf(row, 1).unit;
  const end = (value) => valueOf(row, value).number;
  const words = low === null ? `under ${end(high)}` : high === null ? `at least ${end(low)}` : `${end(low)}\u2013${end(high)}`;
  return `${words}${unit ? `\u00a0${unit}` : ""}`;
}

export const dayTime = ({ day, time }) => `Day ${day}, ${time}`;

/** "2 h" as it is; "3 d" in words for screen readers too. */
export const percent = (share) => `${Math.round(100 * share)}\u00a0%`;
