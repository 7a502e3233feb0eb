// The set-point panel: sliders move the curve; dragging the dot, or its arrow keys, clamps calcium along it.
import { clamp, html } from "./elements.js";
import { frame, onWidth } from "./figure.js";
import { setPointView } from "./setpoint_view.js";
import { steer } from "./steer.js";
import { unitsSwitch } from "./units.js";

function render({ model, el }) {
  const figure = frame(model, el, "cf-setpoint");
  const units = unitsSwitch(figure.units);
  figure.aside.append(units);
  const stage = html("div", { class: "cf-stage" });
  const sliders = steer(model, figure, () => (held = null));
  const hint = html("p", { class: "cf-hint" }, "Drag the dot, or focus it and press the arrow keys, to hold calcium at another value. Escape lets go.");
  figure.body.append(sliders, stage, hint);
  let view = null;
  let held = null;

  const show = () => model.get("picture").patient && view?.draw(model.get("picture"), figure.units, held);
  const hold = (calcium) => {
    held = clamp(calcium, 0.9, 1.7);
    show();
  };
  const build = (width) => {
    view = setPointView(model.get("quantities"), width, width < 620 ? 380 : 470);
    stage.replaceChildren(view.node);
    view.hit.addEventListener("keydown", (event) => {
      const now = held ?? model.get("picture").patient.calcium;
      const step = event.shiftKey ? 0.1 : 0.01;
      const moves = { ArrowRight: now + step, ArrowUp: now + step, ArrowLeft: now - step, ArrowDown: now - step, Home: 0.9, End: 1.7 };
      if (event.key === "Escape") held = null;
      else if (event.key in moves) held = clamp(moves[event.key], 0.9, 1.7);
      else return;
      event.preventDefault();
      show();
    });
    view.hit.addEventListener("pointerdown", (event) => {
      view.hit.setPointerCapture(event.pointerId);
      view.hit.focus();
      event.preventDefault();
    });
    view.hit.addEventListener("pointermove", (event) => view.hit.hasPointerCapture(event.pointerId) && hold(view.calciumAt(event.clientX)));
    view.hit.addEventListener("blur", () => {
      held = null;
      show();
    });
    show();
  };
  figure.listen("change:picture", show);
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    show();
  };
  figure.keep(onWidth(stage, build));
  return () => figure.close();
}

export default { render };
