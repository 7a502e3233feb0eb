// Shared by every live figure: elements, numbers and units, the one clock, sliders, the text twin.

const SVG_NS = "http://www.w3.org/2000/svg";
export const NBSP = "\u00a0";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

export function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG_NS, tag), attributes, children);
}

// Writing an attribute that has not changed still costs style work, so each write is compared first.
export function put(node, attributes) {
  for (const name in attributes) {
    const value = String(attributes[name]);
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

// Units: one choice for the whole browser, told to every figure of the page by an event.

const UNITS_KEY = "calcinosis.units";

export function chosenUnits() {
  try {
    return localStorage.getItem(UNITS_KEY) === "conventional" ? "conventional" : "si";
  } catch {
    return "si"; // storage is forbidden in some embedded pages
  }
}

export function chooseUnits(choice) {
  try {
    localStorage.setItem(UNITS_KEY, choice);
  } catch {
    // the choice then lasts as long as the page
  }
  window.dispatchEvent(new CustomEvent("calcinosis:units", { detail: choice }));
}

export function onUnits(listener) {
  const told = (event) => listener(event.detail ?? chosenUnits());
  const stored = (event) => event.key === UNITS_KEY && listener(chosenUnits());
  window.addEventListener("calcinosis:units", told);
  window.addEventListener("storage", stored);
  return () => {
    window.removeEventListener("calcinosis:units", told);
    window.removeEventListener("storage", stored);
  };
}

export function unitsSwitch(units) {
  const name = `units-${Math.random().toString(36).slice(2)}`;
  const option = (value, text) =>
    html(
      "label",
      {},
      html("input", { type: "radio", name, value, checked: units === value, onchange: () => chooseUnits(value) }),
      html("span", {}, text),
    );
  const node = html(
    "fieldset",
    { class: "cf-units" },
    html("legend", { class: "cf-unseen" }, "Units"),
    option("si", "SI"),
    option("conventional", "mg/dL"),
  );
  node.show = (choice) => {
    for (const input of node.querySelectorAll("input")) input.checked = input.value === choice;
  };
  return node;
}

// Numbers: a true minus, thin spaces in thousands, a no-break space before the unit.

export function digits(value, decimals) {
  if (!Number.isFinite(value)) return "no value";
  let text = Math.abs(value).toFixed(decimals);
  if (Number(text) >= 1000) {
    const [whole, part] = text.split(".");
    text = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (part ? `.${part}` : "");
  }
  return value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? `\u2212${text}` : text;
}

// A flux is read to two decimals below 1, one below 20, none above.
export function flux(value) {
  const size = Math.abs(value);
  if (size < 0.005) return "0";
  return digits(value, size < 0.995 ? 2 : size < 19.95 ? 1 : 0);
}

// `quantity` is a row of the table that Python sends: label, unit, decimals, conventional {unit, factor, decimals}.
export function reading(quantity, value, units) {
  const other = units === "conventional" ? quantity.conventional : null;
  const shown = other ? value * other.factor : value;
  const places = other ? other.decimals : quantity.decimals;
  const over = quantity.cap !== null && quantity.cap !== undefined && value > quantity.cap;
  const decimals = !other && quantity.fewer_from !== null && value >= quantity.fewer_from ? 0 : places;
  return {
    number: over ? `> ${digits(other ? quantity.cap * other.factor : quantity.cap, 0)}` : digits(shown, decimals),
    unit: other ? other.unit : quantity.unit,
  };
}

export function readingText(quantity, value, units) {
  const { number, unit } = reading(quantity, value, units);
  return `${number}${NBSP}${unit}`;
}

export function otherUnits(units) {
  return units === "si" ? "conventional" : "si";
}

export function verdict(quantity, value) {
  if (value < quantity.low) return "low";
  return value > quantity.high ? "high" : "normal";
}

// Time: one requestAnimationFrame loop for all figures of the page, running only while something moves.

export const frameClock = (globalThis[Symbol.for("calcinosis.frameClock")] ??= (() => {
  const moving = new Set();
  let running = false;
  const tick = (now) => {
    for (const step of [...moving]) step(now);
    running = moving.size > 0;
    if (running) requestAnimationFrame(tick);
  };
  return (step) => {
    moving.add(step);
    if (!running) {
      running = true;
      requestAnimationFrame(tick);
    }
    return () => moving.delete(step);
  };
})());

export const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
export const cubicOut = (t) => 1 - (1 - t) ** 3;
export const cubicInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

// Calls draw(0..1) over `duration` milliseconds; returns the way to stop it.
export function tween(duration, ease, draw, done) {
  if (stillness.matches || duration <= 0) {
    draw(1);
    done?.();
    return () => {};
  }
  let start = null;
  const stop = frameClock((now) => {
    start ??= now;
    const t = Math.min(1, (now - start) / duration);
    draw(ease(t));
    if (t === 1) {
      stop();
      done?.();
    }
  });
  return stop;
}

// The first message at once, then at most forty a second and never two in a frame: a dragged slider must neither lag
// nor flood the kernel (the server cuts off a page that sends more than fifty a second).
export function oncePerFrame(send) {
  let closed = false;
  let waiting = false;
  const open = () => {
    closed = false;
    if (waiting) {
      waiting = false;
      pass();
    }
  };
  const pass = () => {
    closed = true;
    send();
    setTimeout(open, 25);
  };
  return () => {
    if (closed) waiting = true;
    else pass();
  };
}

// JupyterLab has its own theme switch; figures inside it follow it. (A page served by Voila has a .jp-LabShell too.)
function followLabTheme() {
  if (!document.querySelector(".jp-NotebookPanel") || globalThis[Symbol.for("calcinosis.theme")]) return;
  globalThis[Symbol.for("calcinosis.theme")] = true;
  const follow = () => {
    const light = document.body.dataset.jpThemeLight !== "false";
    document.documentElement.dataset.theme = light ? "light" : "dark";
  };
  new MutationObserver(follow).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  follow();
}

// Canvas cannot read custom properties, so it asks for the colours again when the theme changes.
export function onTheme(listener) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    scheme.removeEventListener("change", listener);
  };
}

export function colours(node, ...names) {
  const computed = getComputedStyle(node);
  return Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}

// The frame of a figure: rule, title, subtitle, body, words, rule. `words` is the text twin, spoken at rest.
export function frame(model, el, kind) {
  followLabTheme();
  const heading = `figure-${Math.random().toString(36).slice(2)}`;
  const title = html("h3", { class: "cf-title", id: heading });
  const subtitle = html("p", { class: "cf-subtitle" });
  const aside = html("div", { class: "cf-aside" });
  const body = html("div", { class: "cf-body" });
  const words = html("p", { class: "cf-words", "aria-live": "polite" });
  const twin = html("div", { class: "cf-twin" }, html("h4", {}, "In words"), words);
  const root = html(
    "section",
    { class: `cf ${kind}`, "aria-labelledby": heading },
    html("div", { class: "cf-head" }, html("div", {}, title, subtitle), aside),
    body,
    twin,
  );
  el.append(root);
  const offs = [];
  let rest = 0;
  const speak = (text, at = 400) => {
    clearTimeout(rest);
    if (!words.textContent || at === 0) write(words, text);
    else rest = setTimeout(() => write(words, text), at);
  };
  const figure = {
    root,
    body,
    aside,
    title,
    subtitle,
    twin,
    units: chosenUnits(),
    listen(event, handler) {
      model.on(event, handler);
      offs.push(() => model.off(event, handler));
    },
    keep: (off) => offs.push(off),
    speak,
    close() {
      clearTimeout(rest);
      for (const off of offs) off();
    },
  };
  const head = () => {
    write(title, model.get("title") || "");
    write(subtitle, model.get("subtitle") || "");
    subtitle.hidden = !subtitle.textContent;
  };
  const say = (at) => speak((model.get("words") ?? {})[figure.units] ?? "", at);
  head();
  say(0);
  figure.listen("change:title", head);
  figure.listen("change:subtitle", head);
  figure.listen("change:words", () => say(400));
  figure.keep(
    onUnits((choice) => {
      figure.units = choice;
      say(0);
      figure.onUnits?.(choice);
    }),
  );
  return figure;
}

// Calls draw(width) now and whenever the figure's own width changes: layouts follow the figure, not the window.
export function onWidth(node, draw) {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.round(node.clientWidth);
    if (width && width !== last) {
      last = width;
      draw(width);
    }
  });
  observer.observe(node);
  const width = Math.round(node.clientWidth);
  if (width) {
    last = width;
    draw(width);
  }
  return () => observer.disconnect();
}

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

// A quantity's marker, centred on 0, 0: the shape goes with the colour everywhere.
export function marker(shape, size = 6) {
  const r = size;
  if (shape === "disc") return svg("circle", { r });
  if (shape === "ring") return svg("circle", { r: r * 0.85, class: "cf-ring", "stroke-width": r * 0.55 });
  const corners = {
    square: `M${-r * 0.9} ${-r * 0.9}H${r * 0.9}V${r * 0.9}H${-r * 0.9}Z`,
    triangle: `M0 ${-r * 1.05}L${r * 1.1} ${r * 0.85}H${-r * 1.1}Z`,
    diamond: `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`,
    star: star(r * 1.25),
  };
  return svg("path", { d: corners[shape] ?? corners.square });
}

export function star(r) {
  const points = [];
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? r * 0.42 : r;
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    points.push(`${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join("L")}Z`;
}

// A small seeded generator, so that grains and particles lie in the same places every time.
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
