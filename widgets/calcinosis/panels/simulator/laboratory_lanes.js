// One lane for each order over the axis of the run: its ends set when it begins and stops.
import { html, NBSP } from "../shared/elements.js";
import { timeTicks } from "./timecourse_view.js";

const EMPTY = "Nothing is ordered yet. Choose a treatment above; its lane appears here, and the ends of the lane set when it begins and stops.";

export function drawAxis(axis, days) {
  const { ticks, unit } = timeTicks(days);
  axis.replaceChildren(
    ...ticks.map((tick, i) => {
      const mark = html("span", {}, i === ticks.length - 1 ? `${tick.text}${NBSP}${unit}` : tick.text);
      mark.style.left = `${(100 * tick.day) / days}%`;
      return mark;
    }),
  );
}

export function drawLanes(lanes, model, catalogue, order) {
  const days = model.get("days");
  const orders = model.get("orders");
  const gap = days > 100 ? 7 : 0.5;
  const change = (index, part) => order(orders.map((each, i) => (i === index ? { ...each, ...part } : each)));
  const focused = document.activeElement?.dataset?.lane;
  lanes.replaceChildren(
    ...orders.map((each, index) => {
      const { label, acts_on: acts, once } = catalogue.orders[each.name];
      const fill = html("div", { class: `cf-lane-fill f-${acts}` });
      const text = html("span", {}, label);
      const last = Math.min(each.end, days);
      const place = (from, to) => {
        fill.style.left = `${(100 * from) / days}%`;
        fill.style.width = once ? "4px" : `${(100 * (to - from)) / days}%`;
        text.style.left = `calc(${Math.min(60, (100 * from) / days)}% + 16px)`;
      };
      place(each.start, last);
      const end = (which, value) => {
        const input = html("input", { type: "range", min: 0, max: days, step: gap, "data-lane": `${index}-${which}`, "aria-label": `${label}: ${which === "start" ? "first" : "last"} day` });
        input.value = value;
        const chosen = () => (which === "start" ? { start: Math.min(Number(input.value), last - gap) } : { end: Math.max(Number(input.value), each.start + gap) });
        input.addEventListener("input", () => {
          const { start, end: to } = { start: each.start, end: last, ...chosen() };
          place(start, to);
        });
        input.addEventListener("change", () => change(index, chosen()));
        return input;
      };
      return html(
        "div",
        { class: "cf-lane" },
        html("div", { class: "cf-lane-track" }, fill, text, end("start", each.start), once ? null : end("end", last)),
        html("button", { type: "button", class: "cf-link", "aria-label": `Stop ordering ${label}`, onclick: () => order(orders.filter((_, i) => i !== index)) }, "Remove"),
      );
    }),
  );
  if (!orders.length) lanes.append(html("p", { class: "cf-hint" }, EMPTY));
  if (orders.length > Number(lanes.dataset.count ?? 0)) lanes.scrollTop = lanes.scrollHeight; // the one just ordered
  lanes.dataset.count = orders.length;
  if (focused) lanes.querySelector(`[data-lane="${focused}"]`)?.focus();
}
