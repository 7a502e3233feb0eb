// The set-point panel: sliders move the curve; dragging the dot, or its arrow keys, clamps calcium along it.
import { clamp, html } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { cubicOut, oncePerFrame, tween } from "../shared/motion.js";
import { setPointView } from "./setpoint_view.js";
import { steer } from "../shared/steer.js";
import { unitsSwitch } from "../shared/units.js";

const AFTER_A_MOVE = 180; // ms: a slider that is being dragged is followed closely
const AFTER_A_JUMP = 600; // ms: a single step is watched
const SINGLE = 300; // ms without a change before it

function render({ model, el }) {
  const figure = frame(model, el, "cf-setpoint");
  const units = unitsSwitch(figure.units);
  figure.aside.append(units);
  const stage = html("div", { class: "cf-stage" });
  const sliders = steer(model, figure, () => letGo(false));
  const hint = html("p", { class: "cf-hint" }, "Drag the dot, or focus it and press the arrow keys, to hold calcium at another value. Escape lets go.");
  figure.body.append(sliders, stage, hint);
  let view = null;
  let held = null;
  let drawn = null; // the picture as it stands on the screen, perhaps half way to the next one
  let changed = -Infinity;
  let stop = () => {};

  const send = oncePerFrame(() => model.save_changes());
  const show = () => drawn && view?.draw(drawn, figure.units, held);
  const hold = (calcium) => {
    held = clamp(calcium, 0.9, 1.7);
    model.set("held", Number(held.toFixed(4)));
    send();
    show();
  };
  const letGo = (tell = true) => {
    if (held === null) return;
    held = null;
    model.set("held", null);
    if (tell) send();
    show();
  };
  const update = () => {
    const next = model.get("picture");
    if (!next.patient) return; // the first run failed: the sentence above says why
    stop();
    const from = drawn;
    const now = performance.now();
    const duration = now - changed > SINGLE ? AFTER_A_JUMP : AFTER_A_MOVE;
    changed = now;
    if (!from) {
      drawn = next;
      show();
      return;
    }
    stop = tween(duration, cubicOut, (t) => {
      drawn = t === 1 ? next : morph(from, next, t);
      show();
    });
  };
  const build = (width) => {
    view = setPointView(model.get("quantities"), width, width < 620 ? 380 : 470);
    stage.replaceChildren(view.node);
    view.hit.addEventListener("keydown", (event) => {
      const now = held ?? model.get("picture").patient.calcium;
      const step = event.shiftKey ? 0.1 : 0.01;
      const moves = { ArrowRight: now + step, ArrowUp: now + step, ArrowLeft: now - step, ArrowDown: now - step, Home: 0.9, End: 1.7 };
      if (event.key === "Escape") letGo();
      else if (event.key in moves) hold(moves[event.key]);
      else return;
      event.preventDefault();
    });
    view.hit.addEventListener("pointerdown", (event) => {
      view.hit.setPointerCapture(event.pointerId);
      view.hit.focus();
      event.preventDefault();
    });
    view.hit.addEventListener("pointermove", (event) => view.hit.hasPointerCapture(event.pointerId) && hold(view.calciumAt(event.clientX)));
    view.hit.addEventListener("blur", () => letGo());
    show();
  };
  update();
  figure.listen("change:picture", update);
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    show();
  };
  figure.keep(onWidth(stage, build));
  return () => {
    stop();
    figure.close();
  };
}

// A picture between two: along the logarithmic axis of PTH, so that a rising curve rises evenly.
function morph(from, to, t) {
  const mix = (a, b) => a + (b - a) * t;
  const along = (a, b) => Math.exp(mix(Math.log(Math.max(a, 1e-3)), Math.log(Math.max(b, 1e-3))));
  const [a, b] = [from.patient, to.patient];
  const patient = { curve: b.curve.map((value, i) => along(a.curve[i], value)), set_point: mix(a.set_point, b.set_point), calcium: mix(a.calcium, b.calcium), pth: along(a.pth, b.pth) };
  return { ...to, patient };
}

export default { render };
