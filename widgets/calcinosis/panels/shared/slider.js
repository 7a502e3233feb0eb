// A slider under a drawn track, and the parts of a picture as one tab stop.
import { clamp, fill, html, NBSP, put, write } from "./elements.js";
import { digits } from "./numbers.js";

// A native range input under a drawn track: normal interval as a band, the healthy value as a small triangle.
// setting: {name, label, unit, min, max, step, decimals, healthy, low, high, other: {unit, factor, decimals}}
export function slider(setting, value, units, moved) {
  const span = setting.max - setting.min;
  const at = (x) => `${(100 * clamp((x - setting.min) / span, 0, 1)).toFixed(2)}%`;
  const id = `slider-${Math.random().toString(36).slice(2)}`;
  const shown = html("b", {});
  const unit = html("span", {});
  const other = html("span", { class: "cf-other" });
  const input = html("input", {
    type: "range",
    id,
    min: setting.min,
    max: setting.max,
    step: setting.step,
    "data-name": setting.name,
  });
  const track = html("div", { class: "cf-track" });
  if (setting.low !== null && setting.low !== undefined) {
    const band = html("div", { class: "cf-normal" });
    band.style.left = at(setting.low);
    band.style.right = `calc(100% - ${at(Math.min(setting.high, setting.max))})`;
    track.append(band);
  }
  const healthy = html("div", { class: "cf-healthy" });
  healthy.style.left = at(setting.healthy);
  const thumb = html("div", { class: "cf-thumb" });
  track.append(html("div", { class: "cf-rail" }), healthy, input, thumb);
  const lowest = html("span", {}, digits(setting.min, setting.ends ?? 0));
  const highest = html("span", {}, digits(setting.max, setting.ends ?? 0));
  const node = html(
    "div",
    { class: "cf-slider" },
    html("div", { class: "cf-slider-head" }, html("label", { for: id }, setting.label), html("span", {}, shown, NBSP, unit)),
    track,
    html("div", { class: "cf-slider-ends" }, lowest, other, highest),
  );
  let now = value;
  let choice = units;
  const show = () => {
    const second = setting.other;
    const first = second && choice === "conventional";
    const one = first ? digits(now * second.factor, second.decimals) : digits(now, setting.decimals);
    const two = second ? (first ? digits(now, setting.decimals) : digits(now * second.factor, second.decimals)) : "";
    write(shown, one);
    write(unit, first ? second.unit : setting.unit);
    write(other, second ? `${two}${NBSP}${first ? setting.unit : second.unit}` : "");
    put(input, { "aria-valuetext": `${one} ${first ? second.unit : setting.unit}` });
    thumb.style.left = at(now);
  };
  const set = (next) => {
    now = clamp(next, setting.min, setting.max);
    input.value = now;
    show();
  };
  const move = (next) => {
    set(next);
    moved(Number(input.value));
  };
  input.addEventListener("input", () => {
    now = Number(input.value);
    show();
    moved(now);
  });
  input.addEventListener("keydown", (event) => {
    const leap = { PageUp: 10, PageDown: -10 }[event.key];
    if (leap) move(now + leap * setting.step);
    else if (event.key === "Backspace") move(setting.healthy);
    else return;
    event.preventDefault();
  });
  set(value);
  node.set = set;
  node.units = (next) => {
    choice = next;
    show();
  };
  return node;
}

// Parts of a picture as one tab stop: arrow keys move between them, Escape leaves; focus and hover tell the same.
export function roving(container, parts, tell) {
  let current = 0;
  let keyboard = -1;
  const say = (index) => {
    container.classList.toggle("cf-dimmed", index >= 0);
    parts.forEach((part, at) => part.node.classList.toggle("cf-lit", at === index));
    tell(index >= 0 ? parts[index] : null);
  };
  parts.forEach((part, at) => {
    fill(part.node, { tabindex: at === 0 ? 0 : -1, role: "img" }, []);
    part.node.classList.add("cf-part");
    part.node.addEventListener("focus", () => {
      keyboard = at;
      say(at);
    });
    part.node.addEventListener("blur", () => {
      keyboard = -1;
      say(-1);
    });
    part.node.addEventListener("pointerenter", () => say(at));
    part.node.addEventListener("pointerleave", () => say(keyboard));
    part.node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        parts[current].node.setAttribute("tabindex", -1);
        current = (at + step + parts.length) % parts.length;
        parts[current].node.setAttribute("tabindex", 0);
        parts[current].node.focus();
        event.preventDefault();
      } else if (event.key === "Escape") part.node.blur();
    });
  });
}
