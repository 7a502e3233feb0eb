// The validation table: filters, a real table, and under each row its curve with the range it must keep.
import { html, put, write } from "../shared/elements.js";
import { frame } from "../shared/figure.js";
import { checkCurve, rangeBar } from "./validation_view.js";

const MINUS_SIGN = "\u2212";
const short = (value) => (value === null ? "" : Number(value.toPrecision(3)).toString().replace("-", MINUS_SIGN));

// A note of the table as a sentence.
const whole = (text) => `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

function targetText([low, high], unit) {
  const text = high === null ? `at least ${short(low)}` : low === null ? `at most ${short(high)}` : `${short(low)} to ${short(high)}`;
  return `${text} ${unit}`.trim();
}

function render({ model, el }) {
  const figure = frame(model, el, "cf-validation");
  const kinds = model.get("kinds");
  const name = `kind-${Math.random().toString(36).slice(2)}`;
  const choices = ["", ...Object.keys(kinds)].map((kind) => {
    const input = html("input", { type: "radio", name, value: kind, checked: kind === "" });
    const count = html("span", { class: "cf-count" });
    return { kind, input, count, node: html("label", {}, input, html("span", {}, kind ? kinds[kind] : "all"), count) };
  });
  const failedOnly = html("input", { type: "checkbox" });
  const find = html("input", { type: "search", class: "cf-select", "aria-label": "Find in claims and sources", placeholder: "Find" });
  const status = html("p", { class: "cf-status", role: "status" });
  const group = html("fieldset", { class: "cf-groups" }, html("legend", { class: "cf-unseen" }, "Kind of check"), choices.map((choice) => choice.node));
  const body = html("tbody", {});
  const table = html(
    "table",
    {},
    html("caption", { class: "cf-unseen" }, "Checks of the model"),
    html("thead", {}, html("tr", {}, ["Claim", "Source", "Target", "Model", "Result"].map((head) => html("th", { scope: "col" }, head)))),
    body,
  );
  figure.body.append(group, html("div", { class: "cf-filters" }, html("label", { class: "cf-only" }, failedOnly, html("span", {}, "only what fails")), find), status, html("div", { class: "cf-table" }, table));

  const lines = new Map(); // a check's id -> its row and what is shown of it
  const curves = new Map();

  function line(row) {
    const claim = html("button", { type: "button", class: "cf-open", "aria-expanded": false }, row.claim);
    const why = html("p", { class: "cf-why" });
    const value = html("td", { "data-head": "Model" });
    const result = html("td", { "data-head": "Result" });
    const node = html("tr", {}, html("td", {}, claim, why), html("td", { class: "cf-source", "data-head": "Source" }, row.source), html("td", { "data-head": "Target" }, targetText(row.target_range, row.unit)), value, result);
    const cell = html("td", { colspan: 5 });
    const more = html("tr", { class: "cf-more", hidden: true }, cell);
    const each = { row, node, more, cell, claim, why, value, result, open: false };
    claim.addEventListener("click", () => toggle(each));
    lines.set(row.id, each);
    body.append(node, more);
    return each;
  }

  function toggle(each) {
    each.open = !each.open;
    put(each.claim, { "aria-expanded": each.open });
    each.more.hidden = !each.open || each.node.hidden;
    if (!each.open) return;
    if (each.row.curve && !curves.has(each.row.id)) {
      try {
        model.send({ kind: "curve", id: each.row.id });
      } catch {
        // the figure says by itself that its line is closed
      }
    }
    draw(each);
  }

  function draw(each) {
    const { row } = each;
    const curve = curves.get(row.id);
    const width = Math.min(620, Math.max(240, each.cell.clientWidth || figure.body.clientWidth) - 24);
    const picture = curve ? checkCurve(curve, width) : rangeBar(row, width);
    const notes = [row.note, row.passed === false ? `The model ${row.why}` : ""].filter(Boolean).map(whole);
    each.cell.replaceChildren(...(picture ? [picture.node, html("p", { class: "cf-hint" }, picture.words)] : []), ...notes.map((note) => html("p", {}, note)));
  }

  function fill(row) {
    const each = lines.get(row.id) ?? line(row);
    each.row = row;
    const state = row.passed === null ? "waiting" : row.passed ? "passed" : "failed";
    put(each.node, { class: `cf-${state}` });
    write(each.value, row.model_value === null ? "" : short(row.model_value));
    write(each.result, { waiting: "running", passed: "\u2713 passed", failed: "\u2717 failed" }[state]);
    write(each.why, [row.why, state === "failed" ? row.note : ""].filter(Boolean).map(whole).join(" "));
    each.why.hidden = !each.why.textContent;
    if (each.open) draw(each);
  }

  const shownKind = () => choices.find((choice) => choice.input.checked)?.kind ?? "";
  function sift() {
    const wanted = find.value.trim().toLowerCase();
    const rows = model.get("rows");
    let shown = 0;
    for (const row of rows) {
      const each = lines.get(row.id);
      const visible = (!shownKind() || row.kind === shownKind()) && (!failedOnly.checked || row.passed === false) && (!wanted || `${row.claim} ${row.source}`.toLowerCase().includes(wanted));
      each.node.hidden = !visible;
      each.more.hidden = !visible || !each.open;
      shown += visible ? 1 : 0;
    }
    for (const { kind, count } of choices) {
      const own = rows.filter((row) => !kind || row.kind === kind);
      const failed = own.filter((row) => row.passed === false).length;
      write(count, `${own.length}${failed ? `, ${failed} fail${failed === 1 ? "s" : ""}` : ""}`);
    }
    const running = model.get("running");
    write(status, `${shown} of ${rows.length} checks shown, ${model.get("failing")} of all fail${running ? `; ${running} are still running` : ""}.`);
  }
  const update = () => {
    model.get("rows").forEach(fill);
    sift();
  };
  update();
  figure.listen("change:rows", update);
  figure.listen("msg:custom", (message) => {
    if (message.kind !== "curve" || !message.curve) return;
    curves.set(message.id, message.curve);
    const each = lines.get(message.id);
    if (each?.open) draw(each);
  });
  group.addEventListener("change", sift);
  failedOnly.addEventListener("change", sift);
  find.addEventListener("input", sift);
  return () => figure.close();
}

export default { render };
