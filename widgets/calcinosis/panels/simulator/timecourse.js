// The time course panel: rows over one axis, a frozen run beside the present one, a cursor for reading.
import { clamp, html, put, write } from "../shared/elements.js";
import { frame, onWidth } from "../shared/figure.js";
import { guessing } from "./guess.js";
import { cubicInOut, stillness, tween } from "../shared/motion.js";
import { steer } from "../shared/steer.js";
import { timeCourseView } from "./timecourse_view.js";
import { unitsSwitch } from "../shared/units.js";

function render({ model, el }) {
  const figure = frame(model, el, "cf-timecourse");
  const stage = html("div", { class: "cf-stage" });
  const play = html("button", { type: "button", class: "cf-link" }, "Draw it again");
  const keep = html("button", { type: "button", class: "cf-link" });
  const units = unitsSwitch(figure.units);
  figure.aside.append(units);
  const sliders = steer(model, figure);
  const steered = (model.get("controls") ?? []).length > 0;
  const guess = (option) => {
    model.set("guess", option);
    model.save_changes();
  };
  const question = guessing(model, guess);
  const again = html("button", { type: "button", class: "cf-link", onclick: () => guess("") }, "Ask me again");
  figure.body.append(stage, html("div", { class: "cf-actions" }, play, steered ? keep : null, again));
  if (steered) figure.body.prepend(sliders);
  figure.body.prepend(question);
  const settle = () => {
    const waits = question.waits();
    question.show();
    sliders.hidden = keep.hidden = waits;
    play.hidden = waits || stillness.matches;
    again.hidden = waits || !model.get("ask");
  };
  settle();
  const freeze = () => write(keep, model.get("frozen") ? "Let the kept run go" : "Keep this run for comparison");
  freeze();
  figure.listen("change:frozen", freeze);
  keep.addEventListener("click", () => {
    model.set("frozen", !model.get("frozen"));
    model.save_changes();
  });
  let view = null;
  let width = 0;
  let at = null;
  let stop = () => {};

  const show = () => view?.draw(at, figure.units);
  const leave = () => {
    at = null;
    show();
  };
  const build = () => {
    stop();
    const run = model.get("run");
    if (!run.time) return; // the first run failed: the sentence above says why
    const focused = view && document.activeElement === view.hit;
    view = timeCourseView(model.get("quantities"), run, width);
    stage.replaceChildren(view.node);
    if (at !== null) at = clamp(at, 0, run.rows[0].values.length - 1);
    const end = run.rows[0].values.length - 1; // before a guess only what came before the change is known
    const day = Math.max(1, run.time.findIndex((t) => t >= 1));
    const marks = run.events.map((event) => nearestTo(run.time, event.at)).filter((mark) => mark <= end);
    const keys = {
      ArrowRight: (i, fast) => i + (fast ? day : 1),
      ArrowLeft: (i, fast) => i - (fast ? day : 1),
      PageUp: (i) => i + Math.round(end / 10),
      PageDown: (i) => i - Math.round(end / 10),
      Home: () => 0,
      End: () => end,
      "]": (i) => marks.find((mark) => mark > i) ?? end,
      "[": (i) => marks.findLast((mark) => mark < i) ?? 0,
    };
    keys.ArrowUp = keys.ArrowRight;
    keys.ArrowDown = keys.ArrowLeft;
    view.hit.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return leave();
      const move = keys[event.key];
      if (!move || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      at = clamp(move(at ?? end, event.shiftKey), 0, end);
      show();
    });
    view.hit.addEventListener("blur", leave);
    view.hit.addEventListener("pointermove", (event) => {
      at = view.nearest(event.clientX);
      show();
    });
    view.hit.addEventListener("pointerleave", () => document.activeElement !== view.hit && leave());
    if (focused) view.hit.focus();
    show();
  };
  const draw = () => {
    stop();
    if (!view) return;
    for (const dot of view.dots) dot.style.opacity = 0;
    const paint = (t) => view.curves.forEach((curve) => put(curve, { "stroke-dasharray": t === 1 ? "none" : `${t} 2` }));
    stop = tween(2400, cubicInOut, paint, () => view.dots.forEach((dot) => (dot.style.opacity = 1)));
  };
  play.addEventListener("click", draw);
  figure.onUnits = (choice) => {
    units.show(choice);
    sliders.units(choice);
    show();
  };
  let waited = question.waits();
  figure.listen("change:run", () => {
    settle();
    if (!width) return;
    build();
    if (waited && !question.waits()) {
      draw();
      view.hit.focus({ preventScroll: true });
      leave();
    } else if (!waited && question.waits()) question.querySelector("input").focus({ preventScroll: true });
    waited = question.waits();
  });
  for (const name of ["ask", "options"]) figure.listen(`change:${name}`, settle);
  figure.keep(
    onWidth(stage, (next) => {
      width = next;
      build();
    }),
  );
  return () => {
    stop();
    figure.close();
  };
}

function nearestTo(times, day) {
  let best = 0;
  times.forEach((t, i) => Math.abs(t - day) < Math.abs(times[best] - day) && (best = i));
  return best;
}

export default { render };
