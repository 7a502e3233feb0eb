// One plate on the page: canvas, rings, and what they say.
import { html, put, svg } from "../shared/elements.js";
import { developer, hounsfield, unpack } from "./plate.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const BADGE = 12; // radius of a ring's number as it is seen, CSS pixels

// sent: {entry, values, head, data}. The plate keeps no values of its own: draw(values) develops what it is given.
export function plateView(sent, { plain }) {
  const { entry, head } = sent;
  const { width, height } = head;
  const dark = entry.recipe.kind === "film" || entry.recipe.kind === "ct" || entry.recipe.kind === "ultrasound";
  const canvas = html("canvas", { width, height, class: "cf-canvas" });
  const rings = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: `cf-rings ${dark ? "cf-on-dark" : "cf-on-glass"}`, "aria-hidden": "true" });
  const cross = svg("g", { class: "cf-cross", visibility: "hidden" }, svg("path", { d: "M-14 0H-5M5 0H14M0 -14V-5M0 5V14" }));
  rings.append(cross);
  const reading = html("p", { class: "cf-reading", "aria-live": "polite" });
  const stage = html("div", { class: "cf-stage" }, canvas, rings);
  const sheet = html("div", { class: "cf-sheet", role: "img" }, stage);
  sheet.style.aspectRatio = `${width} / ${height}`;
  const caption = html("figcaption", {}, `${entry.view}. ${entry.stamp}.`);
  const node = html("figure", { class: "cf-plate" }, sheet, caption, reading);
  reading.hidden = entry.recipe.kind !== "ct" || plain;
  const probed = entry.recipe.kind === "ct" && !plain;
  const context = canvas.getContext("2d", { alpha: false });
  const image = context.createImageData(width, height);
  let develop = null;
  let channels = null;
  let last = null;

  const view = {
    node,
    sheet,
    canvas,
    rings,
    entry,
    get drawn() {
      return last !== null;
    },
    async load() {
      channels = await unpack(head, sent.data);
      develop = developer(head, channels, entry.recipe);
    },
    draw(values) {
      if (!develop) return;
      develop(values, image.data);
      context.putImageData(image, 0, 0);
      last = values;
      canvas.dataset.drawn = "true";
      if (!reading.hidden) probe();
    },
    // Rings for marks, numbered as told; names are spoken and shown elsewhere.
    ring(marks, { chosen = -1, pick = null } = {}) {
      rings.replaceChildren(cross);
      const scale = Math.min(2, Math.max(0.9, width / (sheet.clientWidth || width))); // plates shrink on a phone, numbers do not
      const size = BADGE * scale;
      marks.forEach((mark, index) => {
        if (!mark) return;
        const [x, y] = mark.at;
        const [rx, ry] = mark.size;
        const bx = Math.min(width - size - 2, Math.max(size + 2, x + 0.74 * rx));
        const by = Math.min(height - size - 2, Math.max(size + 2, y - 0.74 * ry));
        const ellipse = { cx: x, cy: y, rx, ry };
        const group = svg(
          "g",
          { class: `cf-ringed${chosen === index ? " cf-chosen" : ""}`, "data-ring": index },
          svg("ellipse", { ...ellipse, class: "cf-under" }),
          svg("ellipse", { ...ellipse, class: "cf-over" }),
          svg("circle", { cx: bx, cy: by, r: size }),
          svg("text", { x: bx, y: by + 5 * scale, "text-anchor": "middle", style: `font-size:${15 * scale}px` }, String(index + 1)),
        );
        if (pick) group.addEventListener("click", () => pick(index));
        rings.append(group);
      });
    },
    // Magnify about a point of the plate; the point stays in the middle as far as the edges allow.
    enlarge(times) {
      zoom = times;
      place();
    },
    centre(point) {
      middle = [...point];
      place();
    },
    name(text) {
      put(sheet, { "aria-label": text });
    },
  };

  let zoom = 1;
  let middle = [width / 2, height / 2];
  function place() {
    const edge = (at, size) => Math.min(size - size / zoom / 2, Math.max(size / zoom / 2, at));
    middle = [edge(middle[0], width), edge(middle[1], height)];
    const left = 50 - (zoom * 100 * middle[0]) / width;
    const top = 50 - (zoom * 100 * middle[1]) / height;
    stage.style.transform = zoom === 1 ? "" : `translate(${left}%, ${top}%) scale(${zoom})`;
    sheet.classList.toggle("cf-large", zoom > 1);
    if (zoom > 1) put(sheet, { tabindex: 0 });
    else if (!probed) sheet.removeAttribute("tabindex");
  }
  const pixelAt = (event) => {
    const box = stage.getBoundingClientRect();
    return [Math.round(((event.clientX - box.left) / box.width) * (width - 1)), Math.round(((event.clientY - box.top) / box.height) * (height - 1))];
  };
  // A magnified plate is moved under the glass: dragged, or with the arrow keys.
  let held = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (zoom === 1 || event.button || (event.pointerType === "mouse" && sheet.classList.contains("cf-drag"))) return;
    held = { x: event.clientX, y: event.clientY, middle };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!held) return;
    const box = stage.getBoundingClientRect();
    middle = [held.middle[0] - ((event.clientX - held.x) * width) / box.width, held.middle[1] - ((event.clientY - held.y) * height) / box.height];
    place();
  });
  for (const over of ["pointerup", "pointercancel"]) sheet.addEventListener(over, () => (held = null));
  sheet.addEventListener("dblclick", (event) => zoom > 1 && view.centre(pixelAt(event)));
  sheet.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step || zoom === 1 || (probed && !event.altKey)) return;
    middle = [middle[0] + (step[0] * width) / 12 / zoom, middle[1] + (step[1] * height) / 12 / zoom];
    place();
    event.preventDefault();
  });

  // The Hounsfield probe: pointed at, or moved with the arrow keys.
  let at = probed ? [Math.round(entry.marks[0]?.at[0] ?? width / 2), Math.round((entry.marks[0]?.at[1] ?? height / 2) + 12)] : null;
  function probe() {
    if (!at || !channels) return;
    const units = hounsfieldOf(last);
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, at[1] - 2); y <= Math.min(height - 1, at[1] + 2); y += 1) {
      for (let x = Math.max(0, at[0] - 2); x <= Math.min(width - 1, at[0] + 2); x += 1) {
        sum += units[y * width + x];
        count += 1;
      }
    }
    const mean = Math.round(sum / count / 10) * 10;
    const tissue = entry.recipe.tissues.filter(([low]) => mean >= low).at(-1)?.[1] ?? "air";
    reading.textContent = `At the cross: about ${String(mean).replace("-", "\u2212")}\u00a0HU, ${tissue}.`;
    put(cross, { visibility: "visible", transform: `translate(${at[0]} ${at[1]})` });
  }
  let kept = null;
  let keptFor = "";
  function hounsfieldOf(values) {
    if (keptFor !== values.posture) kept = hounsfield(head, channels, entry.recipe, values);
    keptFor = values.posture;
    return kept;
  }
  if (probed) {
    put(sheet, { tabindex: 0, "aria-description": "Move the cross with the arrow keys to read Hounsfield units" });
    sheet.addEventListener("pointermove", (event) => {
      if (!view.drawn || event.buttons) return;
      at = pixelAt(event);
      probe();
    });
    sheet.addEventListener("click", (event) => {
      at = pixelAt(event);
      if (view.drawn) probe();
    });
    sheet.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step || !view.drawn || event.altKey) return;
      const far = event.shiftKey ? 20 : 5;
      at = [Math.min(width - 1, Math.max(0, at[0] + far * step[0])), Math.min(height - 1, Math.max(0, at[1] + far * step[1]))];
      probe();
      event.preventDefault();
    });
  }
  return view;
}

// The sign is there when every control it depends on lies between its two values.
export const isSeen = (mark, values) => Object.entries(mark.when).every(([name, [low, high]]) => values[name] >= low && values[name] <= high);

// The words of a picture, as calcinosis/imaging/entry.py makes them.
export function wordsOf(entry, values) {
  const said = [entry.about];
  for (const control of entry.controls) {
    const value = values[control.name];
    if (control.options) said.push(control.says[value] ?? "");
    else {
      const found = control.says.filter(([low]) => low <= value + 1e-9).at(-1) ?? control.says[0];
      said.push((found?.[1] ?? "").replace("{value}", value.toFixed(control.decimals).replace("-", "\u2212")));
    }
  }
  return [...said, entry.closing].filter(Boolean).concat(`${entry.stamp}.`).join(" ");
}
