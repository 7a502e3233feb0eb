// The saturation panel: sliders or the dot itself move blood over the map.
import { arrow } from "./balance_shapes.js";
import { clamp, html, write } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { oncePerFrame } from "../shared/motion.js";
import { digits } from "../shared/numbers.js";
import { barrierSide, brakesSide, indicesSide } from "./saturation_side.js";
import { saturationMap } from "./saturation_view.js";
import { steer } from "../shared/steer.js";
import { unitsSwitch } from "../shared/units.js";

const SIDES = { indices: indicesSide, brakes: brakesSide, barrier: barrierSide };

function render({ model, el }) {
  const figure = frame(model, el, "cf-saturation");
  const units = unitsSwitch(figure.units);
  figure.aside.append(units);
  const sliders = steer(model, figure);
  const map = html("div", { class: "cf-map" });
  const note = html("p", { class: "cf-hint" });
  const side = html("div", { class: "cf-ladder" });
  const parts = model.get("parts");
  const mapped = parts.includes("map");
  const asides = Object.keys(SIDES).filter((name) => parts.includes(name));
  const columns = html("div", { class: "cf-columns" }, ...(mapped ? [html("div", {}, map, note)] : []), ...(asides.length ? [side] : []));
  figure.body.append(columns, sliders);
  let views = [];

  const show = () => {
    const picture = model.get("picture");
    for (const view of views) view.draw(picture, figure.units);
    write(note, `Dotted: octacalcium phosphate line at pH 7.6 (left) and 7.2 (right). Now pH ${digits(picture.ph, 2)}. ${picture.product ? "Broken line: the same calcium times phosphate. " : ""}Drag the dot, or focus it and use the arrow keys.`);
  };
  const send = oncePerFrame(() => model.save_changes());
  const move = (calcium, phosphate) => {
    model.set("ionised_calcium", Number(clamp(calcium, 0.1, 4).toFixed(3)));
    model.set("phosphate", Number(clamp(phosphate, 0.1, 6).toFixed(3)));
    send();
  };
  const build = (width) => {
    const wide = width >= 700 && mapped && asides.length > 0;
    columns.classList.toggle("cf-beside", wide);
    views = asides.map((name) => SIDES[name](wide ? Math.round(width * 0.35) : width));
    side.replaceChildren(...views.map(({ node }) => node));
    if (mapped) views.push(mapIn(wide ? Math.round(width * 0.6) : width));
    show();
  };
  const mapIn = (width) => {
    const one = saturationMap(model.get("quantities"), width);
    map.replaceChildren(one.node);
    one.hit.addEventListener("keydown", (event) => {
      const { calcium, phosphate } = model.get("picture");
      const step = event.shiftKey ? 1.1 : 1.01;
      const moves = { ArrowRight: [step, 1], ArrowLeft: [1 / step, 1], ArrowUp: [1, step], ArrowDown: [1, 1 / step] };
      if (event.key === "Backspace") move(1.2, 1.2);
      else if (event.key in moves) move(calcium * moves[event.key][0], phosphate * moves[event.key][1]);
      else return;
      event.preventDefault();
    });
    one.hit.addEventListener("pointerdown", (event) => {
      one.hit.setPointerCapture(event.pointerId);
      one.hit.focus();
      event.preventDefault();
    });
    one.hit.addEventListener("pointermove", (event) => one.hit.hasPointerCapture(event.pointerId) && move(...one.bloodAt(event)));
    return one;
  };
  figure.listen("change:picture", show);
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    show();
  };
  figure.keep(onWidth(figure.body, build));
  return () => figure.close();
}

export default { render };
