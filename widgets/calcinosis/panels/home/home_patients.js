// The virtual patients on the course home, in the patient's terms; the diagnosis is for the learner to find.

import { el, shape } from "../shared/dom.js";
import { count, dayAndClock, sentence } from "../shared/words.js";

export function patientList(list) {
  if (!list.length) return "";
  const closed = list.filter(({ plays }) => plays).length;
  return el(
    "section",
    { class: "home-section", id: "patients", "aria-labelledby": "home-patients" },
    el("div", { class: "home-heading" }, el("h2", { id: "home-patients" }, "Patients"), el("span", {}, `invented \u00b7 ${closed} of ${list.length} discharged`)),
    el("ul", { class: "patients" }, list.map(patientRow)),
  );
}

function patientRow({ href, who, complaint, status, at, best, plays }) {
  const state = {
    running: () => el("span", { class: "patient-state patient-running" }, "Begun"),
    closed: () => el("span", { class: "patient-state" }, shape("right", 16), "Discharged"),
  }[status]?.() ?? el("span", { class: "patient-state" }, "New");
  const details = {
    running: () => `last ${dayAndClock(at)}`,
    closed: () => `best ${Math.round(100 * best)}\u00a0%${plays > 1 ? `, ${count(plays, "play")}` : ""}`,
  }[status]?.();
  return el("li", {}, el("div", {}, el("h3", {}, el("a", { href, "data-key": href }, who)), el("p", {}, sentence(complaint))), el("div", { class: "patient-where" }, state, details ? el("span", { class: "patient-facts" }, details) : null));
}
