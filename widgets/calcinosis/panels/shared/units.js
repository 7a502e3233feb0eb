// One choice of units for the whole browser; an event passes it on to every figure and question of the page.

import { html } from "./elements.js";

const UNITS_KEY = "calcinosis.units";

/** "si" or "conventional". */
export function chosenUnits() {
  try {
    return localStorage.getItem(UNITS_KEY) === "conventional" ? "conventional" : "si";
  } catch {
    return "si"; // storage is forbidden in some embedded pages
  }
}

function chooseUnits(choice) {
  try {
    localStorage.setItem(UNITS_KEY, choice);
  } catch {
    // storage is forbidden: the choice lasts as long as the page
  }
  window.dispatchEvent(new CustomEvent("calcinosis:units", { detail: choice }));
}

/** Call listener("si" or "conventional") at every change, in another tab too; returns the way to stop it. */
export function onUnits(listener) {
  const changed = (event) => listener(event.detail ?? chosenUnits());
  const stored = (event) => event.key === UNITS_KEY && listener(chosenUnits());
  window.addEventListener("calcinosis:units", changed);
  window.addEventListener("storage", stored);
  return () => {
    window.removeEventListener("calcinosis:units", changed);
    window.removeEventListener("storage", stored);
  };
}

/** The switch at the head of a figure. */
export function unitsSwitch(units) {
  const name = `units-${Math.random().toString(36).slice(2)}`;
  const option = (value, text) =>
    html(
      "label",
      {},
      html("input", { type: "radio", name, value, checked: units === value, onchange: () => chooseUnits(value) }),
      html("span", {}, text),
    );
  const node = html(
    "fieldset",
    { class: "cf-units" },
    html("legend", { class: "cf-unseen" }, "Units"),
    option("si", "SI"),
    option("conventional", "mg/dL"),
  );
  node.show = (choice) => {
    for (const input of node.querySelectorAll("input")) input.checked = input.value === choice;
  };
  return node;
}
