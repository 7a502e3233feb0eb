// The deposit panel: five causes, one course to scrub through.
import { ageText, bodyMap, calciumText, growthFrames, growthLine, sizeText, skinSection } from "./deposit_view.js";
import { clamp, html, put, svg, write } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { oncePerFrame, stillness, tween } from "../shared/motion.js";
import { digits } from "../shared/numbers.js";
import { slider } from "../shared/slider.js";
import { unitsSwitch } from "../shared/units.js";

const GLYPHS = {
  dystrophic: "M12 2.5A9.5 9.5 0 1 0 12 21.5A9.5 9.5 0 1 0 12 2.5M10 4L14 9L10 13L14 20",
  metastatic: "M12 2C16 9 19 12 19 15.5A7 7 0 1 1 5 15.5C5 12 8 9 12 2Z",
  idiopathic: "M12 3A9 9 0 0 1 18 5.5M20.5 9A9 9 0 0 1 20 16M17 19A9 9 0 0 1 9 20.5M5.5 18A9 9 0 0 1 3.2 10M5 6A9 9 0 0 1 8 3.9M12 11.6V12.4",
  iatrogenic: "M3 21L8 16M6 14L10 18M8 16L16 8L19 11L11 19ZM17 5L21 9M19 7L15 11",
  calciphylaxis: "M12 2.5A9.5 9.5 0 1 0 12 21.5A9.5 9.5 0 1 0 12 2.5M12 7A5 5 0 1 0 12 17A5 5 0 1 0 12 7M12 11V13",
};
const MONTH_DAYS = 365.25 / 12;

function render({ model, el }) {
  const figure = frame(model, el, "cf-deposit");
  const units = unitsSwitch(figure.units);
  figure.aside.append(units);
  const group = `kind-${Math.random().toString(36).slice(2)}`;
  const tabs = Object.entries(model.get("kinds")).map(([name, { label, cause }]) => {
    const input = html("input", { type: "radio", name: group, value: name });
    input.addEventListener("change", () => {
      model.set("kind", name);
      model.save_changes();
    });
    const glyph = svg("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" }, svg("path", { d: GLYPHS[name], fill: name === "metastatic" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" }));
    return html("label", {}, input, html("span", { class: "cf-tab" }, glyph, html("b", {}, label), html("small", {}, cause)));
  });
  const kinds = html("fieldset", { class: "cf-kinds" }, html("legend", { class: "cf-unseen" }, "Type of calcinosis"), tabs);
  const summary = html("p", { class: "cf-summary" });
  const map = html("div", {});
  const section = html("div", {});
  const where = html("p", { class: "cf-where" });
  const frames = html("div", {});
  const line = html("div", { class: "cf-line" });
  const scrub = html("input", { type: "range", min: 0, step: 1, class: "cf-scrub", "aria-label": "Time of the course" });
  const play = html("button", { type: "button", class: "cf-link" }, "Watch it grow");
  const drivers = html("dl", { class: "cf-drivers" });
  const note = html("p", { class: "cf-hint" }, "Dots stand at typical places; the model knows one rate for each kind of tissue. Millimetres are those of one solid ball of apatite with as much calcium; real deposits are porous and in pieces. The sizes in the drawing are a teaching construct.");
  const send = oncePerFrame(() => model.save_changes());
  const severity = slider({ name: "severity", label: "Severity", unit: "", min: 0, max: 1, step: 0.05, decimals: 2, ends: 0, healthy: 0.5, low: null, high: null, other: null }, model.get("severity"), figure.units, (value) => {
    model.set("severity", value);
    send();
  });
  figure.body.append(kinds, html("div", { class: "cf-columns" }, html("div", {}, summary, map), html("div", {}, section, where, frames, html("div", { class: "cf-line-box" }, line, scrub), html("div", { class: "cf-actions" }, play), drivers, severity)), note);
  let body = null;
  let skin = null;
  let growth = null;
  let strip = null;
  let drawnKind = "";
  let width = 0;
  let step = null;
  let stop = () => {};

  const show = () => {
    const picture = model.get("picture");
    const at = clamp(step ?? picture.days.length - 1, 0, picture.days.length - 1);
    body.draw(picture, at);
    skin.draw(picture, at);
    growth.draw(at);
    strip.draw(at);
    scrub.value = at;
    const when = at === 0 ? "at the start" : ageText(picture.days[at], picture.days.at(-1));
    const lies = `${calciumText(picture.amounts[at], figure.units)} calcium, ${sizeText(picture.sizes[at])} across as one solid ball`;
    put(scrub, { "aria-valuetext": `${when}: ${lies}` });
    const rate = calciumText(Math.abs(picture.rates[at]) * MONTH_DAYS, figure.units);
    write(where, at === 0 ? `Deposit in ${picture.tissue}. Nothing lies there yet.` : `Deposit in ${picture.tissue}. ${when.startsWith("day") ? "On" : "After"} ${when} ${lies}, ${picture.rates[at] < -1e-6 ? "losing" : "gaining"} ${rate} a month.`);
  };
  const go = (next) => {
    stop();
    step = next;
    show();
  };
  const rebuild = () => {
    const picture = model.get("picture");
    if (!picture.kind) return; // the run failed: the sentence above says why
    if (drawnKind !== `${picture.kind} ${width}`) {
      if (!drawnKind.startsWith(picture.kind)) step = null;
      drawnKind = `${picture.kind} ${width}`;
      body = bodyMap(picture.places, Math.min(340, width));
      skin = skinSection(picture.kind, width);
      map.replaceChildren(body.node);
      section.replaceChildren(skin.node);
    }
    for (const tab of tabs) tab.firstChild.checked = tab.firstChild.value === picture.kind;
    write(summary, picture.summary);
    growth = growthLine(picture, width);
    line.replaceChildren(growth.node);
    strip = growthFrames(picture, go);
    const kept = [...frames.querySelectorAll("button")].indexOf(document.activeElement);
    frames.replaceChildren(strip.node);
    strip.node.children[kept]?.focus();
    put(scrub, { max: picture.days.length - 1 });
    const { blood, tissue, brakes } = picture.drivers;
    const entry = (term, text, off) => html("div", { class: off ? "cf-off" : "" }, html("dt", {}, term), html("dd", {}, text));
    drivers.replaceChildren(
      entry("Blood", `${digits(blood, 1)}${NBSP_TIMES} normal saturation`, Math.abs(blood - 1) > 0.05),
      entry("Tissue", picture.leak ? "calcium leaked in" : tissue > 1.05 ? `damage ${digits(tissue, 1)}${NBSP_TIMES} normal` : "normal", tissue > 1.05 || picture.leak),
      entry("Brakes", `${digits(brakes, 2)}${NBSP_TIMES} normal`, Math.abs(brakes - 1) > 0.05),
    );
    show();
  };
  scrub.addEventListener("input", () => go(Number(scrub.value)));
  // The line is no even ruler, so the pointer goes to the step under it, not to the slider's own idea.
  let dragging = false;
  const follow = (event) => go(growth.stepAt(event.clientX - line.getBoundingClientRect().left));
  scrub.addEventListener("pointerdown", (event) => {
    dragging = true;
    scrub.setPointerCapture(event.pointerId);
    scrub.focus();
    follow(event);
    event.preventDefault();
  });
  scrub.addEventListener("pointermove", (event) => dragging && follow(event));
  for (const end of ["pointerup", "pointercancel"]) scrub.addEventListener(end, () => (dragging = false));
  play.hidden = stillness.matches;
  play.addEventListener("click", () => {
    stop();
    const end = model.get("picture").days.length - 1;
    stop = tween(3000, (t) => t, (t) => {
      const next = Math.round(t * end);
      if (next !== step) {
        step = next;
        show();
      }
    });
  });
  figure.listen("change:picture", () => {
    stop();
    severity.contains(document.activeElement) || severity.set(model.get("severity"));
    rebuild();
  });
  figure.onUnits = (choice) => {
    units.show(choice);
    if (growth) show();
  };
  figure.keep(
    onWidth(section, (next) => {
      width = next;
      rebuild();
    }),
  );
  return () => {
    stop();
    figure.close();
  };
}

const NBSP_TIMES = "\u00a0×";

export default { render };
