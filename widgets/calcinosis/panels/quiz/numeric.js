// A number with its unit. Comma and point are both accepted; the same value in the other unit stands beside it as a check.

import { el } from "../shared/dom.js";
import { isConventional } from "../shared/quantities.js";
import { typedNumber } from "../shared/words.js";

/** Answer: {value: as typed, unit}. An empty field is no answer. */
export function numeric(item, { id, change }) {
  const units = item.units?.length ? item.units : [item.unit];
  const field = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "number", id: `${id}-value`, "aria-label": "Your number", "aria-describedby": `${id}-hint ${id}-question` });
  const chosen = units.length > 1 ? el("select", { class: "select unit", "aria-label": "Unit" }, units.map((name) => el("option", { value: name }, name))) : null;
  const twin = el("span", { class: "number-twin" });
  const hint = el("p", { class: "q-hint", id: `${id}-hint` }, decimalsHint(item.decimals));
  const question = el("div", { class: "number-question", id: `${id}-question`, role: "status" });
  const node = el("div", {}, el("div", { class: "number-row" }, field, chosen ?? el("span", { class: "number-unit" }, item.unit), twin), question, hint);

  if (chosen) chosen.value = preferred(item, units);
  const unit = () => chosen?.value ?? item.unit;
  const answer = () => (field.value.trim() ? { value: field.value.trim(), unit: unit() } : null);
  const convert = (value, from, to) => (item.sizes?.[from] && item.sizes?.[to] ? (value * item.sizes[from]) / item.sizes[to] : null);

  function reflect({ typing = false } = {}) {
    const value = typedNumber(field.value);
    const other = units.find((name) => name !== unit());
    const converted = value === null || value < (item.least ?? -Infinity) || !other ? null : convert(value, unit(), other);
    twin.textContent = converted === null ? "" : `= ${String(Number(converted.toPrecision(3))).replace("-", "\u2212")} ${other}`;
    question.replaceChildren(...(typing ? [] : doubt(value)));
    field.classList.toggle("needs-look", question.childElementCount > 0);
  }

  /** A forgotten separator is asked about, not refused: "262" where two decimals are asked for. */
  function doubt(value) {
    const typed = field.value.trim();
    if (value === null || item.decimals < 2 || unit() !== item.unit || !/^\d+$/.test(typed) || typed.length <= item.decimals) return [];
    // no laboratory value has so many digits and no decimals: what was meant cannot be guessed
    if (typed.length > item.decimals + 2) return [el("p", { class: "number-doubt" }, `${typed} ${unit()} has no decimals. Is that what you mean?`)];
    const meant = `${typed.slice(0, -item.decimals)}.${typed.slice(-item.decimals)}`;
    const take = el("button", { type: "button", class: "link", onclick: () => {
      field.value = meant;
      reflect();
      change(answer());
      field.focus();
    } }, `Did you mean ${meant}?`);
    return [el("p", { class: "number-doubt" }, `${typed} ${unit()} has no decimals. `, take)];
  }

  field.addEventListener("input", () => {
    reflect({ typing: true });
    change(answer(), { typing: true });
  });
  field.addEventListener("blur", () => reflect());
  window.addEventListener("calcinosis:units", () => {
    // an answer that was begun keeps its own unit
    if (chosen && !field.value.trim()) chosen.value = preferred(item, units);
  });
  chosen?.addEventListener("change", () => {
    reflect();
    if (answer()) change(answer());
  });
  return {
    node,
    show(given) {
      field.value = given?.value ?? "";
      if (chosen && given?.unit) chosen.value = given.unit;
      reflect();
    },
    lock() {
      field.disabled = true;
      if (chosen) chosen.disabled = true;
    },
  };
}

/** The unit of the learner's choice of system, when it is offered; else the item's own. */
function preferred(item, units) {
  return (isConventional() && units.find((unit) => /\/(dL|mL)$/.test(unit))) || item.unit;
}

function decimalsHint(decimals) {
  if (decimals === undefined || decimals === null) return "";
  return ["A whole number.", "One decimal.", "Two decimals.", "Three decimals."][decimals] ?? `${decimals} decimals.`;
}
