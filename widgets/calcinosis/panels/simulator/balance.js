// The balance panel: sliders beside the picture. A move sends one trait; the answer is drawn as soon as it arrives.
import { balanceView } from "./balance_view.js";
import { drift } from "./drift.js";
import { html, put, svg, write } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { stillness, tween } from "../shared/motion.js";
import { steer } from "../shared/steer.js";
import { unitsSwitch } from "../shared/units.js";

const PICTURE = 712;

function render({ model, el }) {
  const figure = frame(model, el, "cf-balance");
  const quantities = model.get("quantities");
  const units = unitsSwitch(figure.units);
  const stage = html("div", { class: "cf-stage" });
  const detail = html("p", { class: "cf-detail", "aria-hidden": "true" });
  const left = html("div", {}, stage, detail);
  const sliders = steer(model, figure);
  const flow = html("button", { type: "button", class: "cf-link", "aria-pressed": "false" }, "Let it flow");
  const picked = html("select", { class: "cf-select", "aria-label": "Slider to move" });
  const dock = html("div", { class: "cf-dock" }, picked, sliders);
  const legend = key();
  const side = html("div", { class: "cf-side" }, units, dock, legend.node, flow);
  const body = html("div", { class: "cf-columns" }, left, side, figure.twin);
  figure.body.append(body);

  // On a phone the sliders stay under the thumb, one at a time, while the picture above them moves.
  const pick = () => [...sliders.children].forEach((one, i) => one.classList.toggle("cf-picked", i === Math.max(0, picked.selectedIndex)));
  const offer = () => {
    const names = (model.get("controls") ?? []).map((control) => control.label);
    picked.replaceChildren(...names.map((name) => html("option", {}, name)));
    dock.classList.toggle("cf-several", names.length > 1);
    dock.hidden = names.length === 0;
    pick();
  };
  picked.addEventListener("change", pick);
  offer();
  figure.listen("change:controls", offer);
  flow.hidden = stillness.matches;

  let view = null;
  let particles = null;
  let drawn = null; // the picture as it stands on the screen, perhaps half way to the next one
  let stop = () => {};

  const show = (picture) => {
    drawn = picture;
    view.draw(picture, figure.units);
    legend.show(figure.units);
  };
  const patient = () => `${model.get("condition")} ${model.get("severity")}`;
  const update = () => {
    const next = model.get("picture");
    if (!next.levels) return; // the first run failed: the sentence above says why
    stop();
    // A slider is followed at once; a change of patient is watched for 600 ms.
    if (drawn && patient() !== update.patient) {
      const from = drawn;
      stop = tween(600, (t) => t * t * (3 - 2 * t), (t) => show(t === 1 ? next : between(from, next, t)));
    } else show(next);
    update.patient = patient();
    particles.show(view.tracks());
  };
  figure.listen("change:picture", update);

  const build = (width) => {
    const phone = width < PICTURE;
    body.classList.toggle("cf-phone", phone);
    body.classList.toggle("cf-tight", width < 345);
    (phone ? left : side).insertBefore(dock, phone ? detail : units.nextSibling);
    body.classList.toggle("cf-beside", width >= 900);
    if (view && view.phone === phone) return;
    particles?.close();
    view = balanceView(quantities, phone);
    view.phone = phone;
    view.detail.tell = (part) => write(detail, part ? `${part.name}: ${model.get("picture").parts[part.name][figure.units]}` : "");
    particles = drift(view.node, view.box);
    stage.replaceChildren(view.node, particles.canvas);
    drawn = null;
    update();
  };
  figure.keep(onWidth(figure.body, build));
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    if (drawn) show(drawn);
  };
  flow.addEventListener("click", () => {
    const on = flow.getAttribute("aria-pressed") !== "true";
    put(flow, { "aria-pressed": on });
    write(flow, on ? "Pause the flow" : "Let it flow");
    particles.endless(on);
  });
  return () => {
    stop();
    particles?.close();
    figure.close();
  };
}

// Numbers between two pictures; everything that is no number is taken from the next one.
function between(from, to, t) {
  if (typeof to === "number" && typeof from === "number") return from + (to - from) * t;
  if (Array.isArray(to)) return to.map((value, i) => between(from?.[i] ?? value, value, t));
  if (to && typeof to === "object") return Object.fromEntries(Object.entries(to).map(([name, value]) => [name, between(from?.[name], value, t)]));
  return to;
}

function key() {
  const bar = (x, width) => svg("rect", { x, y: 12 - width / 2, width: 34, height: width, class: "f-calcium" });
  const badge = (x, sign) => svg("g", { transform: `translate(${x} 70)`, stroke: "var(--ink-2)", "stroke-width": 1.6 }, svg("circle", { r: 8, fill: "none" }), svg("path", { d: sign }));
  const word = (x, y, text, kind = "") => svg("text", { x, y, class: kind }, text);
  const numbers = word(0, 97, "");
  const node = svg(
    "svg",
    { viewBox: "0 0 212 148", class: "cf-key", role: "img", "aria-label": "Key: the width of a flow is its size in mmol a day; plus stimulates, minus inhibits; dashes thicken as levels rise; grey boxes are normal ranges" },
    bar(1, 4),
    word(41, 16, "5"),
    bar(66, 16),
    word(107, 16, "20 mmol a day"),
    svg("circle", { cx: 6, cy: 40, r: 5, class: "f-calcium" }),
    word(17, 44.5, "calcium", "t-calcium"),
    svg("rect", { x: 82, y: 35, width: 10, height: 10, class: "f-phosphate" }),
    word(97, 44.5, "phosphate", "t-phosphate"),
    badge(9, "M-4 0H4M0 -4V4"),
    word(23, 74.5, "stimulates"),
    badge(113, "M-4 0H4"),
    word(127, 74.5, "inhibits"),
    numbers,
    word(0, 119, "Dashes thicken as levels rise"),
    svg("rect", { x: 1, y: 130, width: 20, height: 12, rx: 2, class: "band" }),
    svg("rect", { x: 1, y: 130, width: 20, height: 12, rx: 2, class: "band-edge" }),
    word(29, 140.5, "normal range"),
  );
  const show = (units) => write(numbers, `Numbers beside flows: ${units === "conventional" ? "g" : "mmol"} a day`);
  return { node, show };
}

export default { render };
