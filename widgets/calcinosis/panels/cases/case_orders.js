// Ordering tests: what it costs, how long it takes, what it can do; time moves only when the learner waits.

import { dayTime } from "./case_words.js";
import { el, shape } from "../shared/dom.js";

/** `order(ids)` sends the chosen tests, `wait()` lets time pass until the next result. */
export function orderTable({ order, wait }) {
  const body = el("tbody", {});
  const hint = el("p", { class: "case-hint", role: "status" });
  const send = el("button", { type: "button", class: "button", "data-key": "order", onclick: () => order(chosen()) });
  const pause = el("button", { type: "button", class: "button", "data-key": "wait", onclick: wait });
  const table = el("table", { class: "orders" }, el("caption", { class: "sr-only" }, "Tests that can be ordered"), el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, "Test"), el("th", { scope: "col", class: "order-number" }, "Cost"), el("th", { scope: "col", class: "order-number" }, "Ready in"), el("th", { scope: "col", class: "order-state" }, "State"))), body);
  const node = el("div", {}, table, el("div", { class: "order-foot" }, hint, send, pause));
  let tests = [];
  let due = null;
  const picked = new Set();

  const chosen = () => tests.filter(({ id, state }) => state === "open" && picked.has(id)).map(({ id }) => id);

  function tally() {
    const now = tests.filter(({ id }) => chosen().includes(id));
    send.hidden = !now.length;
    send.textContent = now.length === 1 ? "Order this test" : `Order these ${now.length} tests`;
    pause.hidden = !due || now.length > 0;
    if (due) pause.textContent = `Wait until ${due.label}`;
    hint.textContent = now.length ? `Chosen: ${now.reduce((sum, { cost }) => sum + cost, 0)} points.` : due ? "Nothing new chosen. Time moves to the next result when you wait." : "Choose what you want to know. Points stand for money and for what it asks of the patient.";
  }

  function show({ tests: rows, next, closed, clock }) {
    tests = rows;
    due = next && { label: next.day === clock.day ? next.time : dayTime(next).toLowerCase() };
    body.replaceChildren(...rows.map((test) => row(test, { closed, picked, tally, sameDay: test.at?.day === clock.day })));
    tally();
    node.querySelector(".order-foot").hidden = closed;
  }
  return { node, show };
}

function row({ id, name, cost, ready, can_harm: canHarm, state, at }, { closed, picked, tally, sameDay }) {
  const input = el("input", { type: "checkbox", id: `test-${id}`, "data-key": `test-${id}`, checked: state !== "open" || picked.has(id), disabled: state !== "open" || closed });
  input.addEventListener("change", () => {
    if (input.checked) picked.add(id);
    else picked.delete(id);
    tally();
  });
  const when = at && (sameDay ? at.time : `day ${at.day}`);
  const words = { back: [shape("right", 16), `Back ${when}`], due: [`ready ${when}`], open: [] }[state];
  return el(
    "tr",
    { class: `order-${state}` },
    el("td", { class: "order-tick" }, input),
    el("th", { scope: "row" }, el("label", { for: `test-${id}` }, name, canHarm ? el("span", { class: "can-harm" }, "can harm") : null), el("span", { class: "order-under" }, words.map((each) => (typeof each === "string" ? each : "")))),
    el("td", { class: "order-number" }, cost),
    el("td", { class: "order-number" }, ready),
    el("td", { class: "order-state" }, words),
  );
}
