// The imaging panel: plates under shared sliders; windowing, ageing, staining and tilting happen here.
import { html, put, write } from "../shared/elements.js";
import { frame } from "../shared/figure.js";
import { ringQuiz } from "./imaging_quiz.js";
import { isSeen, plateView, wordsOf } from "./imaging_view.js";
import { slider } from "../shared/slider.js";

function render({ model, el }) {
  const figure = frame(model, el, "cf-imaging");
  const sent = model.get("plates");
  const plain = model.get("plain");
  const offered = model.get("controls");
  const views = sent.map((one) => plateView(one, { plain }));
  const values = Object.assign({}, ...sent.map((one) => one.values).reverse());
  const own = (view) => Object.fromEntries(view.entry.controls.map(({ name }) => [name, values[name]]));
  const controls = [...new Map(sent.flatMap((one) => one.entry.controls).map((control) => [control.name, control])).values()];
  const shownControls = controls.filter(({ name }) => !offered.length || offered.includes(name));

  const plates = html("div", { class: "cf-plates" }, views.map(({ node }) => node));
  const tools = html("div", { class: "cf-tools" });
  figure.body.append(html("div", { class: `cf-desk${views.length > 1 ? " cf-two" : ""}` }, plates, tools));
  const movers = {};
  const sliders = html("div", { class: "cf-sliders" });
  for (const control of shownControls) {
    const node = control.options ? choice(control) : number(control);
    movers[control.name] = node;
    sliders.append(node);
  }
  let magnified = 1;
  const magnification = { name: "magnification", label: "Magnification", unit: "times", min: 1, max: 3, step: 0.1, decimals: 1, ends: 0, healthy: 1, low: null, high: null, other: null };
  sliders.append(
    slider(magnification, 1, "si", (value) => {
      magnified = value;
      for (const view of views) view.enlarge(value);
    }),
  );
  const presets = html("div", { class: "cf-presets", role: "group", "aria-label": "Windows" });
  const windows = sent[0].entry.presets.filter(({ values: set }) => Object.keys(set).every((name) => movers[name]));
  for (const { label, values: set } of windows) presets.append(html("button", { type: "button", class: "cf-button", onclick: () => assign(set) }, label));
  const hasWindow = movers.level && movers.width;
  if (hasWindow) presets.append(html("button", { type: "button", class: "cf-button", onclick: () => assign({ level: beginnings.level, width: beginnings.width }) }, windows.length ? "Usual" : "Usual window"));
  const beginnings = { ...values };
  const hint = html("p", { class: "cf-hint" }, "Drag on the picture with a mouse: sideways for width, up and down for level.");
  const toggle = html("button", { type: "button", class: "cf-button cf-primary", "aria-pressed": "false", onclick: () => label(!labelled) }, "Show the signs");
  const game = html("button", { type: "button", class: "cf-button", onclick: () => play() }, "Quiz me");
  let told = !model.get("quiet");
  const tell = html("button", { type: "button", class: "cf-button", onclick: () => inWords() }, "Say it in words");
  const actions = html("div", { class: "cf-actions" }, toggle, game, tell);
  const legend = html("ol", { class: "cf-legend" });
  const arena = html("div", {});
  tools.append(...(plain ? [] : [arena]), sliders, presets, ...(hasWindow ? [hint] : []), ...(plain ? [] : [actions, legend]));
  presets.hidden = !presets.childElementCount;

  let labelled = model.get("labels") && !plain;
  let quiz = null;
  let chosen = -1;
  let waiting = 0;
  let numbered = [];

  function number(control) {
    const setting = { ...control, ends: control.decimals, healthy: values[control.name], low: null, high: null, other: null };
    return slider(setting, values[control.name], "si", (value) => {
      values[control.name] = value;
      moved();
    });
  }

  function choice(control) {
    const group = `choice-${Math.random().toString(36).slice(2)}`;
    const radios = Object.entries(control.options).map(([key, text]) => {
      const input = html("input", { type: "radio", name: group, value: key, "data-name": control.name });
      input.checked = key === values[control.name];
      input.addEventListener("change", () => {
        values[control.name] = key;
        moved();
      });
      return html("label", {}, input, html("span", {}, text));
    });
    const node = html("fieldset", { class: "cf-choice" }, html("legend", {}, control.label), radios);
    node.set = (key) => {
      for (const radio of radios) radio.firstChild.checked = radio.firstChild.value === key;
    };
    return node;
  }

  function assign(set) {
    for (const [name, value] of Object.entries(set)) {
      values[name] = value;
      movers[name]?.set(value);
    }
    moved();
  }

  function inWords() {
    told = true;
    now();
    put(figure.twin, { tabindex: -1 });
    figure.twin.focus({ preventScroll: true });
  }

  // Many moves in one frame are one picture.
  function moved() {
    if (!waiting) waiting = requestAnimationFrame(now);
  }
  function now() {
    waiting = 0;
    for (const view of views) view.draw(own(view));
    if (quiz) end();
    mark();
    speak(400);
  }
  function speak(rest) {
    if (plain) {
      figure.twin.hidden = true;
      for (const view of views) view.name(`${view.entry.view}. ${view.entry.stamp}.`);
      return;
    }
    const said = views.map((view) => wordsOf(view.entry, own(view)));
    figure.twin.hidden = !told;
    tell.hidden = told;
    views.forEach((view, index) => view.name(said[index]));
    figure.speak(said.map((text, index) => (views.length > 1 ? `${index ? "Right" : "Left"}: ${text}` : text)).join(" "), rest);
  }

  function mark() {
    const seen = views.map((view) => view.entry.marks.filter((each) => isSeen(each, own(view))));
    let count = 0;
    const entries = [];
    views.forEach((view, place) => {
      const blanks = Array(count).fill(null);
      view.ring(labelled ? [...blanks, ...seen[place]] : [], { chosen });
      for (const each of seen[place]) entries.push({ text: each.text, at: each.at, place, index: count++ });
    });
    numbered = entries;
    legend.hidden = !labelled;
    const listed = entries.map(({ text, index }) => {
      const button = html("button", { type: "button", class: "cf-sign", "aria-pressed": String(index === chosen) }, html("b", {}, String(index + 1)), text);
      button.addEventListener("click", () => choose(index === chosen ? -1 : index));
      return html("li", {}, button);
    });
    if (legend.dataset.shown !== JSON.stringify([labelled, chosen, entries])) {
      const focused = [...legend.querySelectorAll("button")].indexOf(document.activeElement);
      legend.dataset.shown = JSON.stringify([labelled, chosen, entries]);
      legend.replaceChildren(...listed);
      if (focused >= 0) legend.querySelectorAll("button")[Math.min(focused, listed.length - 1)]?.focus({ preventScroll: true });
    }
    game.hidden = Boolean(quiz) || entries.length < 2;
  }
  function choose(index) {
    chosen = index;
    const found = numbered[index];
    if (found && magnified > 1) views[found.place].centre(found.at);
    mark();
  }
  function label(on) {
    if (quiz) end();
    labelled = on;
    chosen = -1;
    if (on && !told) {
      told = true;
      speak(0);
    }
    write(toggle, on ? "Hide the signs" : "Show the signs");
    put(toggle, { "aria-pressed": String(on) });
    mark();
  }

  function play() {
    label(false);
    const asked = views.flatMap((view, place) => view.entry.marks.filter((each) => isSeen(each, own(view))).map((each) => ({ ...each, place })));
    quiz = ringQuiz(distinct(asked), {
      done: () => {
        end();
        game.focus({ preventScroll: true });
      },
      shown: (order, picked, pick) => views.forEach((view, place) => view.ring(order.map((each) => (each.place === place ? each : null)), { chosen: picked, pick })),
    });
    figure.twin.hidden = true; // the words would tell
    steering(false);
    for (const view of views) view.name(`${view.entry.view}. Rings 1 to ${asked.length} are drawn on it.`);
    arena.replaceChildren(quiz.node);
    game.hidden = true;
    quiz.focus();
    plates.scrollIntoView({ block: "nearest" });
  }
  // While a question is open picture and question stand together, and nothing moves.
  function steering(on) {
    for (const part of [sliders, hint, actions]) part.hidden = !on;
    presets.hidden = !on || !presets.childElementCount;
  }
  function end() {
    quiz = null;
    arena.replaceChildren();
    steering(true);
    mark();
    speak(0);
  }

  // As on a workstation: drag sideways for width, up and down for level. Touch keeps its scrolling.
  if (hasWindow) {
    for (const view of views) {
      let from = null;
      view.sheet.classList.add("cf-drag");
      view.sheet.addEventListener("pointerdown", (event) => {
        if (event.pointerType !== "mouse" || event.button || quiz) return;
        from = { x: event.clientX, y: event.clientY, level: values.level, width: values.width };
        view.sheet.setPointerCapture(event.pointerId);
      });
      view.sheet.addEventListener("pointermove", (event) => {
        if (!from) return;
        const span = (name) => controls.find((control) => control.name === name);
        const to = (name, share) => {
          const { min, max, step } = span(name);
          const value = from[name] + share * (max - min);
          return Math.min(max, Math.max(min, Math.round(value / step) * step));
        };
        assign({ width: to("width", (event.clientX - from.x) / 400), level: to("level", (event.clientY - from.y) / 400) });
      });
      for (const over of ["pointerup", "pointercancel"]) view.sheet.addEventListener(over, () => (from = null));
    }
  }
  figure.root.addEventListener("keydown", (event) => {
    const index = Number(event.key) - 1;
    if (quiz || plain || event.ctrlKey || event.metaKey || event.altKey || event.target.type === "range" || !numbered[index]) return;
    if (!labelled) label(true);
    choose(index);
  });
  figure.onUnits = () => speak(0);

  speak(0);
  let closed = false;
  Promise.all(views.map((view) => view.load())).then(() => {
    if (closed) return;
    now();
    label(labelled);
  });
  return () => {
    closed = true;
    cancelAnimationFrame(waiting);
    figure.close();
  };
}

// Two pictures may share a sign ("real bone, for comparison"); a question needs one answer.
const distinct = (marks) => {
  const often = (text) => marks.filter((mark) => mark.text === text).length > 1;
  return marks.filter((mark) => !often(mark.text));
};

export default { render };
