// The laboratory: every figure on one run, one playhead for all of them.
import { balanceView } from "./balance_view.js";
import { calciumText, siteMap } from "./deposit_view.js";
import { clamp, fill, html, put, write } from "../shared/elements.js";
import { saveCsv, saveSvg } from "./export.js";
import { frame, onWidth } from "../shared/figure.js";
import { drawAxis, drawLanes } from "./laboratory_lanes.js";
import { tasks } from "./laboratory_try.js";
import { oncePerFrame, stillness, tween } from "../shared/motion.js";
import { digits } from "../shared/numbers.js";
import { saturationMap } from "./saturation_view.js";
import { setPointView } from "./setpoint_view.js";
import { slider } from "../shared/slider.js";
import { timeCourseView, timeText } from "./timecourse_view.js";
import { unitsSwitch } from "../shared/units.js";

const TABS = ["Balance", "Course", "Gland", "Deposit", "Orders"];
const WIDE_FROM = 1100; // px of the figure's own width
const MIDDLE_FROM = 860;

function render({ model, el }) {
  const figure = frame(model, el, "cf-laboratory");
  const catalogue = model.get("catalogue");
  const units = unitsSwitch(figure.units);
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    model.set(name, value);
    send();
  };
  const button = (text, act, kind = "") => html("button", { type: "button", class: `cf-button ${kind}`, onclick: act }, text);

  const known = (name) => Object.values(catalogue.conditions).flat().find((each) => each.name === name);
  const task = tasks(model, figure, catalogue, (name) => set("challenge", name));
  const patient = html(
    "select",
    { class: "cf-select", "aria-label": "Condition" },
    Object.entries(catalogue.conditions).map(([group, list]) => html("optgroup", { label: group[0].toUpperCase() + group.slice(1) }, list.map(({ name, label }) => html("option", { value: name, selected: name === model.get("condition") }, label)))),
  );
  patient.addEventListener("change", () => {
    const chosen = known(patient.value);
    model.set("condition", chosen.name);
    set("days", chosen.days); // as long as this one needs to show what it does
  });
  const severity = slider({ name: "severity", label: "Severity", unit: "", min: 0, max: 1, step: 0.05, decimals: 2, ends: 0, healthy: 0.5, low: null, high: null, other: null }, model.get("severity"), figure.units, (value) => set("severity", value));
  const length = html(
    "select",
    { class: "cf-select", "aria-label": "Length of the run" },
    catalogue.lengths.map((days) => html("option", { value: days, selected: days === model.get("days") }, days > 300 ? `${Math.round(days / 365)} year${days > 400 ? "s" : ""}` : `${days} days`)),
  );
  length.addEventListener("change", () => set("days", Number(length.value)));
  const order = html("select", { class: "cf-select cf-order", "aria-label": "Order a treatment" }, html("option", { value: "" }, "Order a treatment …"), groupedOrders(catalogue.orders));
  order.addEventListener("change", () => {
    const name = order.value;
    order.value = "";
    if (!name) return;
    const days = model.get("days");
    set("orders", [...model.get("orders"), { name, start: catalogue.orders[name].once ? days / 4 : 0, end: days }]);
  });
  const again = html("button", { type: "button", class: "cf-link cf-again", onclick: () => set("orders", []) }, "Remove all orders");
  const keep = button("Freeze", () => set("frozen", !model.get("frozen")));
  const csv = button("CSV", () => model.send({ kind: "csv" }));
  const drawing = button("SVG", () => saveSvg(course.node, `${model.get("condition")}.svg`));
  put(csv, { "aria-label": "Save the numbers of the run as CSV" });
  put(drawing, { "aria-label": "Save the curves as an SVG picture" });
  const buttons = html("span", { class: "cf-lab-buttons" }, keep, csv, drawing);
  const bar = html("div", { class: "cf-lab-bar" }, patient, order, severity, length, units, buttons);

  const balanceBox = html("div", { class: "cf-stage" });
  const detail = html("p", { class: "cf-detail", "aria-hidden": "true" });
  const note = html("p", { class: "cf-hint" });
  const courseBox = html("div", {});
  const glandBox = html("div", {});
  const grownText = html("p", { class: "cf-grown" });
  const lying = html("ul", { class: "cf-lying" });
  const bodyBox = html("div", { class: "cf-lab-body" });
  const bloodBox = html("div", {});
  const pane = (tab, kind, ...children) => html("div", { class: `cf-pane ${kind}`, "data-tab": tab }, ...children);
  figure.twin.classList.add("cf-lab-words");
  const columns = html(
    "div",
    { class: "cf-lab-columns" },
    pane("Balance", "cf-lab-balance", note, balanceBox, detail),
    pane("Course", "cf-lab-course", courseBox),
    pane("Gland", "cf-lab-gland", glandBox),
    pane("Deposit", "cf-lab-blood cf-saturation", bloodBox),
    pane("Deposit", "cf-lab-sites", grownText, lying, bodyBox),
    figure.twin,
  );
  const lanes = html("div", { class: "cf-lanes cf-pane", "data-tab": "Orders" });
  const tools = html("div", { class: "cf-tools cf-pane", "data-tab": "Orders" });
  const head = html("input", { type: "range", class: "cf-playhead", min: 0, step: 1, "aria-label": "Playhead" });
  const play = button("Play", () => (stop === still ? run() : halt()), "cf-primary");
  const rewind = button("Rewind", () => {
    halt();
    set("playhead", 0);
    show();
  });
  const when = html("output", { class: "cf-when" });
  const axis = html("div", { class: "cf-lab-axis", "aria-hidden": "true" });
  const running = html("div", { class: "cf-lab-run" }, play, rewind);
  const transport = html("div", { class: "cf-transport" }, running, html("div", { class: "cf-lab-time" }, head, axis), when);
  const tabs = html("div", { class: "cf-tabs", role: "tablist", "aria-label": "Parts of the laboratory" }, TABS.map((name) => {
    const tab = html("button", { type: "button", role: "tab", class: "cf-link", "aria-selected": name === "Balance" }, name);
    tab.addEventListener("click", () => openTab(name));
    return tab;
  }));
  const timeline = html("div", { class: "cf-lab-timeline" }, lanes, tools, transport);
  figure.body.append(task, bar, tabs, columns, timeline);

  let balance = null;
  let course = null;
  let gland = null;
  let body = null;
  let blood = null;
  let wide = null;
  const still = () => {};
  let stop = still;

  function openTab(name) {
    for (const tab of tabs.children) put(tab, { "aria-selected": tab.textContent === name, tabindex: tab.textContent === name ? 0 : -1 });
    for (const each of figure.body.querySelectorAll(".cf-pane")) each.classList.toggle("cf-open", each.dataset.tab === name);
    figure.root.dispatchEvent(new Event("cf-resize"));
    draw();
  }
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex((_, i) => tabs.children[i] === document.activeElement);
    const next = (at + step + TABS.length) % TABS.length;
    tabs.children[next].focus();
    openTab(TABS[next]);
  });

  const ready = () => Boolean(model.get("run").time); // false when the first run failed: the sentence above says why
  const last = () => model.get("run").time.length - 1;
  const at = () => (model.get("playhead") < 0 ? last() : Math.min(model.get("playhead"), last()));

  const show = () => {
    if (!ready()) return;
    const { time } = model.get("run");
    balance?.draw(model.get("picture"), figure.units);
    gland?.draw(model.get("gland"), figure.units);
    course?.draw(at() === last() ? null : at(), figure.units);
    blood?.draw(model.get("blood"), figure.units);
    const found = body?.draw(model.get("sites"), figure.units) ?? [];
    lying.replaceChildren(...found.map(([site, amount]) => html("li", {}, html("b", {}, amount), ` ${site}`)));
    const grown = model.get("sites").grown;
    write(grownText, `deposit ${grown > 0 ? "+" : ""}${calciumText(grown, figure.units)} since day 0`);
    timeline.style.setProperty("--at", `${(100 * at()) / last()}%`);
    head.value = at();
    const days = time.at(-1);
    write(when, timeText(time[at()], days));
    put(head, { max: last(), "aria-valuetext": timeText(time[at()], days) });
    write(note, time[at()] < 1 ? "First day" : `Mean of the last ${time[at()] < 7 ? digits(time[at()], 0) : "seven"} days`);
    write(keep, model.get("frozen") ? "Let go" : "Freeze");
    put(keep, { "aria-pressed": model.get("frozen") });
  };
  const drawCourse = () => {
    const width = Math.round(courseBox.clientWidth);
    if (!width || !ready()) return;
    course = timeCourseView(model.get("quantities"), model.get("run"), width, { row: wide ? 110 : 92, compact: true });
    courseBox.replaceChildren(course.node);
    course.hit.addEventListener("pointerdown", (event) => set("playhead", course.nearest(event.clientX)));
    course.hit.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      set("playhead", clamp(at() + step * (event.shiftKey ? 10 : 1), 0, last()));
      show();
    });
  };
  const draw = () => {
    const roomy = Math.round(figure.body.clientWidth) >= WIDE_FROM;
    if (!balance || roomy !== wide) {
      wide = roomy;
      figure.root.classList.toggle("cf-wide", wide);
      balance = balanceView(model.get("quantities"), !wide);
      balance.detail.tell = (part) => write(detail, part ? `${part.name}: ${model.get("picture").parts[part.name][figure.units]}` : "");
      balanceBox.replaceChildren(balance.node);
      body = siteMap();
      bodyBox.replaceChildren(body.node);
    }
    drawCourse();
    const width = Math.round(glandBox.clientWidth);
    if (width) {
      gland = setPointView(model.get("quantities"), width, 300, true);
      glandBox.replaceChildren(gland.node);
      gland.hit.remove(); // the run decides the calcium here, nothing is clamped
    }
    const room = Math.round(bloodBox.clientWidth);
    if (room) {
      blood = saturationMap(model.get("quantities"), room);
      bloodBox.replaceChildren(blood.node);
      blood.hit.remove();
    }
    show();
  };

  const showOrders = () => {
    drawAxis(axis, model.get("days"));
    drawLanes(lanes, model, catalogue, (orders) => set("orders", orders));
    again.hidden = !model.get("orders").length;
  };

  const halt = () => {
    stop();
    stop = still;
    write(play, "Play");
  };
  const run = () => {
    const from = at() === last() ? 0 : at();
    if (stillness.matches) {
      set("playhead", Math.min(last(), from + Math.max(1, Math.round(last() / model.get("days")))));
      return;
    }
    write(play, "Pause");
    stop = tween(6000 * (1 - from / last()), (t) => t, (t) => {
      const next = Math.round(from + t * (last() - from));
      if (next !== at()) set("playhead", next);
    }, halt);
  };
  head.addEventListener("input", () => {
    halt();
    set("playhead", Number(head.value));
    show();
  });
  figure.root.addEventListener("keydown", (event) => {
    if (/input|select|button|textarea/i.test(event.target.tagName) && event.key !== "Home") return;
    const acts = { " ": () => play.click(), f: () => keep.click(), o: () => order.focus(), Home: () => event.target === head || set("playhead", 0) };
    if (!acts[event.key] || /input|select/i.test(event.target.tagName)) return;
    event.preventDefault();
    acts[event.key]();
  });

  const failed = html("p", { class: "cf-failed", role: "status" });
  figure.body.prepend(failed);
  const tell = () => {
    write(failed, model.get("failed") || "");
    failed.hidden = !failed.textContent;
  };
  tell();
  figure.listen("change:failed", tell);
  figure.listen("change:run", () => {
    drawCourse();
    show();
  });
  for (const name of ["picture", "gland", "blood", "sites", "playhead", "frozen"]) figure.listen(`change:${name}`, show);
  for (const name of ["orders", "days"]) figure.listen(`change:${name}`, showOrders);
  const showPatient = () => {
    patient.value = model.get("condition");
    length.value = model.get("days");
    severity.hidden = !known(model.get("condition")).graded;
    if (!severity.contains(document.activeElement)) severity.set(model.get("severity"));
  };
  for (const name of ["condition", "severity", "days"]) figure.listen(`change:${name}`, showPatient);
  showPatient();
  figure.listen("msg:custom", (message) => message.kind === "csv" && saveCsv(message.text, `${model.get("condition")}.csv`));
  figure.onUnits = (choice) => {
    units.show(choice);
    task.show();
    show();
  };
  openTab("Balance");
  showOrders();
  figure.keep(
    onWidth(figure.body, (width) => {
      const narrow = width < 700;
      figure.root.classList.toggle("cf-narrow", narrow);
      if (narrow) tools.append(again, buttons);
      else {
        running.append(again);
        bar.append(buttons);
      }
      figure.root.classList.toggle("cf-tight", width < 345);
      figure.root.classList.toggle("cf-middle", width >= MIDDLE_FROM && width < WIDE_FROM);
      for (const each of figure.body.querySelectorAll(".cf-pane")) {
        if (narrow) fill(each, { role: "tabpanel", "aria-label": each.dataset.tab }, []);
        else for (const name of ["role", "aria-label"]) each.removeAttribute(name);
      }
      draw();
    }),
  );
  return () => {
    stop();
    figure.close();
  };
}

function groupedOrders(orders) {
  const groups = {};
  for (const [name, each] of Object.entries(orders)) (groups[each.group] ??= []).push(html("option", { value: name }, each.label));
  return Object.entries(groups).map(([label, options]) => html("optgroup", { label }, options));
}

export default { render };
