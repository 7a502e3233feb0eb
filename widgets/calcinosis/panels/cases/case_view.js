// The differential: one dot for each diagnosis, a hundred to share out, and how the view has moved.

import { el, svg } from "../shared/dom.js";

/** Move one share and let the others give way in proportion; whole numbers, always 100. */
export function shareOut(view, name, value) {
  const others = Object.keys(view).filter((each) => each !== name);
  const left = 100 - value;
  const before = others.reduce((sum, each) => sum + view[each], 0);
  const exact = others.map((each) => (before ? (view[each] * left) / before : left / others.length));
  const whole = exact.map(Math.floor);
  const order = exact.map((share, index) => [share - whole[index], index]).sort((one, other) => other[0] - one[0]);
  const rest = left - whole.reduce((sum, share) => sum + share, 0);
  order.slice(0, rest).forEach(([, index]) => (whole[index] += 1));
  return Object.fromEntries(Object.keys(view).map((each) => [each, each === name ? value : whole[others.indexOf(each)]]));
}

const ENDS = { story: "before the examination", exam: "before the tests", tests: "before the decisions" };
const STAGES = { story: "story", exam: "exam", tests: "tests" };
export const stageName = (stage, index) => STAGES[stage] ?? String(index - 2);

/** `changed(view)` is told the view at rest. */
export function differential({ changed }) {
  const rows = el("div", { class: "view-rows" });
  const legend = el("p", { class: "view-legend" });
  const chart = el("div", { class: "view-chart" });
  const node = el("section", { class: "case-view", "aria-labelledby": "case-view-title" }, el("h2", { id: "case-view-title" }, "What do you think it is?"), el("p", { class: "case-hint" }, "Move the dots whenever you learn something. They add up to 100."), rows, legend, chart);
  let view = {};
  let parts = {};
  let timer = null;
  let held = false;

  function put(now) {
    view = now;
    const most = Math.max(...Object.values(view));
    for (const [name, { input, number, now: line, before, row }] of Object.entries(parts)) {
      if (Number(input.value) !== view[name]) input.value = view[name];
      input.setAttribute("aria-valuetext", `${view[name]} percent`);
      number.textContent = view[name];
      row.classList.toggle("leading", view[name] === most && most > 100 / Object.keys(view).length);
      input.style.setProperty("--at", view[name] / 100);
      const [from, to] = [Math.min(before ?? view[name], view[name]), Math.max(before ?? view[name], view[name])];
      line.style.setProperty("--from", from / 100);
      line.style.setProperty("--to", to / 100);
    }
  }

  function rest() {
    clearTimeout(timer);
    timer = setTimeout(settle, 500);
  }

  /** Tell a view that has not come to rest yet: what is done next is done with it. */
  function settle() {
    if (timer === null) return;
    clearTimeout(timer);
    [timer, held] = [null, false];
    changed(view);
  }

  function build(diagnoses, before) {
    parts = {};
    rows.replaceChildren(
      ...Object.entries(diagnoses).map(([name, label]) => {
        const id = `view-${name}`;
        const input = el("input", { type: "range", min: 0, max: 100, step: 1, id, "data-key": id });
        const number = el("b", {});
        const line = el("span", { class: "view-line", "aria-hidden": "true" });
        const dot = before ? el("span", { class: "view-before", "aria-hidden": "true", style: `--at: ${before[name] / 100}` }) : null;
        const row = el("div", { class: "view-row" }, el("label", { for: id }, label), el("span", { class: "view-track" }, line, dot, input), el("span", { class: "view-number" }, number, "\u00a0%"));
        input.addEventListener("input", () => {
          held = true;
          put(shareOut(view, name, Number(input.value)));
          rest();
        });
        parts[name] = { input, number, now: line, before: before?.[name], row };
        return row;
      }),
    );
  }

  let drawn = "";
  return {
    node,
    settle,
    show({ diagnoses, view: now, views, closed }) {
      const last = views.at(-1);
      const key = JSON.stringify([Object.keys(diagnoses), last, closed]);
      if (key !== drawn) {
        drawn = key;
        build(diagnoses, last?.view);
        for (const { input } of Object.values(parts)) input.disabled = closed;
        legend.replaceChildren(...(last ? [el("span", { class: "key-before" }), `${ENDS[last.stage] ?? "before this decision"} `, el("span", { class: "key-now" }), "now"] : []));
        chart.replaceChildren(...(views.length > 1 ? [el("h3", { class: "view-moved" }, "How your view moved"), movedChart(diagnoses, views)] : []));
      }
      if (!held) put(now);
    },
  };
}

function movedChart(diagnoses, views) {
  const [width, height, right] = [320, 118, 112];
  const x = (index) => 4 + ((width - right - 8) * index) / Math.max(1, views.length - 1);
  const y = (share) => 88 - (80 * share) / 100;
  const last = views.at(-1).view;
  const [top] = Object.entries(last).sort((one, other) => other[1] - one[1])[0];
  const line = (name) => views.map(({ view }, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(view[name]).toFixed(1)}`).join("");
  const words = Object.entries(diagnoses).map(([name, label]) => `${label}: ${views.map(({ view }, index) => `${stageName(views[index].stage, index)} ${view[name]} percent`).join(", ")}`);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words.join(". ") });
  root.append(svg("path", { d: `M0 ${y(50)}H${width - right}M0 ${y(0)}H${width - right}`, class: "chart-rule" }));
  for (const name of Object.keys(diagnoses)) if (name !== top) root.append(svg("path", { d: line(name), class: "chart-other" }));
  root.append(svg("path", { d: line(top), class: "chart-top" }));
  const short = (text) => (text.length > 16 ? `${text.slice(0, 15)}\u2026` : text);
  root.append(svg("text", { x: width - right + 6, y: Math.min(y(last[top]) + 4, 74), class: "chart-name" }, short(diagnoses[top])));
  if (Object.keys(diagnoses).length > 1) root.append(svg("text", { x: width - right + 6, y: 90, class: "chart-small" }, "the others"));
  let free = -Infinity; // where the next word may begin
  views.forEach(({ stage }, index) => {
    const name = stageName(stage, index);
    const wide = 7 * name.length;
    const from = index ? (index === views.length - 1 ? x(index) - wide : x(index) - wide / 2) : x(index);
    if (from < free) return;
    free = from + wide + 8;
    root.append(svg("text", { x: from, y: 110, class: "chart-small" }, name));
  });
  return root;
}
