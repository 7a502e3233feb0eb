// Predict, then try: seven handles, one answer, then a slider that is the axis itself.
import { clamp, html, put } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { cubicInOut, tween } from "../shared/motion.js";
import { digits } from "../shared/numbers.js";
import { predictView } from "./predict_view.js";
import { steer } from "../shared/steer.js";
import { unitsSwitch } from "../shared/units.js";

function render({ model, el }) {
  const figure = frame(model, el, "cf-predict");
  const steps = html("ol", { class: "cf-steps" }, ["Predict", "Try", "Read why"].map((word, i) => html("li", {}, `${i + 1} ${word}`)));
  const units = unitsSwitch(figure.units);
  figure.aside.append(steps, units);
  const picture = html("div", { class: "cf-stage" });
  const input = html("input", { type: "range", class: "cf-axis" });
  const stage = html("div", { class: "cf-field-box" }, picture, input);
  const reveal = html("button", { type: "button", class: "cf-button cf-primary" }, "Let the model answer");
  const again = html("button", { type: "button", class: "cf-link" }, "Draw again");
  const note = html("span", { class: "cf-note" }, "The grey band is the normal range, drawn at one height in every strip; outside it the scale is compressed.");
  const sliders = steer(model, figure);
  const steered = (model.get("controls") ?? []).length > 0;
  figure.body.append(stage, steered ? sliders : "", html("div", { class: "cf-actions" }, reveal, again, note));
  let view = null;
  let values = [];
  let at = 0;
  let stop = () => {};
  let shown = false; // the model's curve is drawn once, when it first appears

  const axis = () => model.get("axis");
  const begin = () => {
    const kept = model.get("drawing");
    values = kept?.length === axis().handles.length ? [...kept] : axis().handles.map(() => axis().begin);
  };
  const show = () => view?.draw({ values, answer: model.get("answer"), at, units: figure.units });
  const stage2 = () => {
    const revealed = Boolean(model.get("answer").curves);
    [...steps.children].forEach((step, i) => {
      if ((revealed && i === 1) || (!revealed && i === 0)) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    reveal.hidden = revealed;
    again.hidden = !revealed;
    input.hidden = !revealed;
    sliders.hidden = !revealed;
    reveal.disabled = false;
  };
  const build = (width) => {
    stop();
    view = predictView(model.get("quantities"), axis(), model.get("draw"), width);
    picture.replaceChildren(view.node);
    const { left, right, step, name, unit } = axis();
    for (const [key, value] of Object.entries({ min: Math.min(left, right), max: Math.max(left, right), step })) input.setAttribute(key, value);
    put(input, { "aria-label": unit ? `${name}, ${unit}` : name });
    input.style.cssText = `left:${view.rail.left - 12}px;width:${view.rail.width + 24}px;top:${view.rail.top - 14}px;direction:${left > right ? "rtl" : "ltr"}`;
    input.value = at;
    let dragging = false;
    const drawAt = (event) => {
      if (model.get("answer").curves) return;
      const { index, value } = view.place(event);
      values[index] = value;
      show();
    };
    for (const target of [view.field, ...view.handles.map((handle) => handle.node)]) {
      target.addEventListener("pointerdown", (event) => {
        dragging = true;
        view.field.setPointerCapture(event.pointerId);
        drawAt(event);
        event.preventDefault();
      });
    }
    view.field.addEventListener("pointermove", (event) => dragging && drawAt(event));
    for (const end of ["pointerup", "pointercancel"]) view.field.addEventListener(end, () => (dragging = false));
    view.handles.forEach(({ node, i }) =>
      node.addEventListener("keydown", (event) => {
        if (model.get("answer").curves) return;
        const beside = { ArrowRight: i + 1, ArrowLeft: i - 1 }[event.key];
        if (beside !== undefined) {
          event.preventDefault();
          view.handles[beside]?.node.focus();
          return;
        }
        const pixels = { ArrowUp: 2, ArrowDown: -2, PageUp: 12, PageDown: -12, End: 1000, Home: -1000 }[event.key];
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (pixels) values[i] = view.nudge(values[i], pixels);
        else if (event.key === "Backspace") values[i] = axis().begin;
        else return;
        event.preventDefault();
        show();
      }),
    );
    show();
  };
  const place = () => (at = axis().left + (axis().right - axis().left) * 0.4);
  begin();
  place();
  stage2();

  input.addEventListener("input", () => {
    at = clamp(Number(input.value), Math.min(axis().left, axis().right), Math.max(axis().left, axis().right));
    put(input, { "aria-valuetext": `${axis().name} ${digits(at, axis().decimals)} ${axis().unit}` });
    show();
  });
  // Home is where the axis begins, also on an axis that runs from high to low.
  input.addEventListener("keydown", (event) => {
    const end = { Home: axis().left, End: axis().right }[event.key];
    if (end === undefined) return;
    event.preventDefault();
    input.value = end;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  reveal.addEventListener("click", () => {
    reveal.disabled = true;
    model.set("drawing", values.map((value) => Number(value.toPrecision(6))));
    model.set("revealed", true);
    model.save_changes();
  });
  again.addEventListener("click", () => {
    model.set("drawing", []);
    model.set("revealed", false);
    model.save_changes();
  });
  figure.listen("change:answer", () => {
    stop();
    const revealed = Boolean(model.get("answer").curves);
    stage2();
    if (!revealed) {
      begin();
      shown = false;
      show();
      return;
    }
    show();
    if (shown) return;
    shown = true;
    const paint = (t) => view.curves.forEach((curve) => put(curve, { "stroke-dasharray": t === 1 ? "none" : `${t} 2` }));
    stop = tween(600, cubicInOut, paint);
    input.focus({ preventScroll: true });
  });
  figure.listen("change:axis", () => {
    begin();
    place();
    build(Math.round(picture.clientWidth));
  });
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    show();
  };
  figure.keep(onWidth(picture, build));
  return () => {
    stop();
    figure.close();
  };
}

export default { render };
