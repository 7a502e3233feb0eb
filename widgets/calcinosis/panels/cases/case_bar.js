// The strip above a case: who, day and clock, points spent, the state of saving, the way out.

import { el, icon, svg } from "../shared/dom.js";
import { clock } from "../shared/words.js";

const brand = () =>
  svg(
    "svg",
    { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", fill: "currentColor" },
    [[8, 4.6, 2.6], [13.4, 12.4, 3.6], [4.2, 11.6, 2.4], [15.6, 4.4, 1.3], [7.6, 16.6, 1.4]].map(([cx, cy, r]) => svg("circle", { cx, cy, r })),
  );

/** `change()` opens the differential on a phone; `again()` tries the connection. */
export function caseBar({ home, change, again }) {
  const who = el("b", { class: "case-who" });
  const day = el("span", { class: "case-fact" });
  const cost = el("span", { class: "case-fact" });
  const saving = el("span", { class: "save-state" });
  const spoken = el("span", { class: "sr-only", role: "status" });
  const leading = el("b", {});
  const view = el("p", { class: "case-view-line" }, el("span", {}, "Your view: ", leading), el("button", { type: "button", class: "link", onclick: change, "data-key": "view-change" }, "Change"));
  const lost = el("p", {});
  const banner = el("div", { class: "quiz-banner", role: "status", hidden: true }, el("div", { class: "quiz-banner-inner" }, icon("cut", 18), el("div", {}, lost, el("button", { type: "button", class: "link", onclick: again }, "Try now"))));
  const leave = el("a", { class: "button case-leave", href: home }, "Leave and keep");
  const facts = el("div", { class: "case-facts" }, who, day, cost);
  const node = el("div", { class: "quiz-bar case-bar" }, el("div", { class: "case-bar-inner" }, el("a", { class: "case-brand", href: home, "aria-label": "Course home" }, brand()), facts, saving, leave), view, banner, spoken);
  let shown = "";

  function draw(key, ...parts) {
    if (shown === key) return;
    shown = key;
    saving.replaceChildren(...parts);
    saving.classList.toggle("save-saved", key.startsWith("saved"));
    saving.classList.toggle("save-lost", key === "lost");
  }

  return {
    node,
    show({ patient, clock: at, spent, budget, closed, diagnoses, view: thought, thought: has }) {
      who.textContent = patient;
      day.replaceChildren("Day ", el("b", {}, at.day), `, ${at.time}`);
      cost.replaceChildren("spent ", el("b", {}, spent), ` of ${budget}`);
      const [name, share] = Object.entries(thought).sort((one, other) => other[1] - one[1])[0];
      leading.textContent = has ? `${diagnoses[name]} ${share}\u00a0%` : "not said yet";
      view.hidden = closed;
    },
    saving({ online, since, busy, savedAt }) {
      banner.hidden = online;
      if (!online) {
        lost.textContent = `No connection since ${clock(since)}. Everything you did before is kept; go on when it is back.`;
        draw("lost", icon("cut"), "No connection");
      } else if (busy) draw("busy", el("span", { class: "ring", "aria-hidden": "true" }), "Saving");
      else if (savedAt) {
        draw(`saved ${savedAt}`, icon("tick"), `Saved ${clock(savedAt)}`);
      } else draw("none", "Nothing kept yet");
    },
    say(words) {
      spoken.textContent = words;
    },
  };
}
