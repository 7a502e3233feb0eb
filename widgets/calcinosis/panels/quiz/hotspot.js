// A place on a picture: pointed at, reached with a crosshair under the arrow keys, or chosen from the list of places; all
// three are the same answer.

import { multiple, single } from "./choices.js";
import { el, svg } from "../shared/dom.js";

const FORBIDDEN = "script, foreignObject, iframe, style, use, a, animate, set";
const STEP = 0.03; // of the width, at one press of an arrow; a quarter of it with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PIXELS = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/; // a picture that lies in the drawing itself

/** Answer: ids of regions, one unless several may be chosen. */
export function hotspot(item, { id, change, say }) {
  const drawing = safe(item.svg);
  const film = el("div", { class: "hotspot-film", role: "application", "aria-roledescription": "picture to mark", "aria-label": item.alt, "aria-describedby": `${id}-how`, tabindex: 0 });
  if (drawing) film.attachShadow({ mode: "open" }).append(drawing);
  const marks = svg("g", { fill: "none", "pointer-events": "none" });
  drawing?.append(marks);
  const cross = drawing && crosshair(drawing);
  const asList = (answer) => (answer ? [].concat(answer) : null);
  const kind = item.several ? multiple : single;
  const told = el("p", { class: "hotspot-told" });
  const list = kind({ options: item.regions, rule: item.several ? item.rule : undefined }, { id, change: (answer) => choose(asList(answer)) });
  const node = el("div", { class: "hotspot" }, film, el("div", { class: "hotspot-side" }, el("b", {}, "Your mark"), told, el("p", { class: "q-hint", id: `${id}-how` }, "Point at the place, or choose it from the list; both count the same. ", el("span", { class: "hotspot-keys" }, "By keyboard: arrow keys move a crosshair (Shift: finely), Enter marks."))), el("div", { class: "hotspot-list" }, list.node));
  let chosen = [];
  let locked = false;

  function choose(regions) {
    chosen = regions ?? [];
    draw();
    change(regions);
  }

  function draw() {
    told.textContent = chosen.length ? chosen.map((name) => item.regions.find((region) => region.id === name)?.text).join(", ") : "none yet";
    marks.replaceChildren(...chosen.flatMap((name) => placesOf(drawing?.querySelector(`#${CSS.escape(name)}`)).flatMap((place) => ring(place, drawing))));
  }

  function markAt(point) {
    if (locked || !drawing) return;
    const region = regionAt(film.shadowRoot, point, item.regions);
    if (!region) {
      say("No place of the list is here");
      return;
    }
    const others = item.several ? chosen.filter((name) => name !== region) : [];
    const next = item.several && chosen.includes(region) ? others : [...others, region].sort();
    list.show(item.several ? next : region);
    choose(next.length ? next : null);
    say(`Marked: ${told.textContent}`);
  }

  film.addEventListener("click", markAt);
  film.addEventListener("focus", () => !locked && film.matches(":focus-visible") && cross?.show());
  film.addEventListener("blur", () => cross?.hide());
  film.addEventListener("keydown", (event) => {
    if (locked || !cross || event.ctrlKey || event.altKey || event.metaKey) return;
    if (ARROWS[event.key]) cross.move(ARROWS[event.key], event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") markAt(cross.point());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    node,
    show(answer) {
      chosen = asList(answer) ?? [];
      list.show(item.several ? chosen : (chosen[0] ?? null));
      // the place of a region is known once the drawing is on the page
      requestAnimationFrame(draw);
      draw();
    },
    lock() {
      locked = true;
      film.removeAttribute("tabindex");
      cross?.hide();
      list.lock();
    },
  };
}

/**
 * A picture looked back on. `marks` are {id, how}: a place is ringed with ticks where the learner marked it ("mark", or "hit"
 * when that is right) and with dashes where the right place is ("key").
 */
export function markedFilm({ svg: text, alt }, marks) {
  const drawing = safe(text);
  const film = el("div", { class: "hotspot-film hotspot-seen", role: "img", "aria-label": alt });
  if (!drawing) return film;
  film.attachShadow({ mode: "open" }).append(drawing);
  const group = svg("g", { fill: "none" });
  drawing.append(group);
  const draw = () => group.replaceChildren(...marks.flatMap(({ id, how }) => ring(drawing.querySelector(`#${CSS.escape(id)}`), drawing, how)));
  // the place of a region is known once the drawing is on the page, and questions fully right open later
  new ResizeObserver(draw).observe(film);
  return film;
}

/** A drawing as elements that only draw. Authors' files are checked when they are read; here once more. */
function safe(text) {
  const named = text.replace(/<svg(?![^>]*\sxmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"');
  const drawing = new DOMParser().parseFromString(named, "image/svg+xml").documentElement;
  if (drawing.nodeName !== "svg") return null;
  for (const bad of drawing.querySelectorAll(FORBIDDEN)) bad.remove();
  for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (/^on/i.test(name) || (/href$/i.test(name) && !(element.nodeName === "image" && PIXELS.test(value))) || /url\(\s*['"]?(?!#)/i.test(value) || /javascript:/i.test(value)) element.removeAttribute(name);
    }
  }
  drawing.setAttribute("width", "100%");
  drawing.removeAttribute("height");
  drawing.setAttribute("aria-hidden", "true");
  return document.importNode(drawing, true);
}

/** What the arrow keys move over a drawing; it begins in the middle and never leaves it. */
function crosshair(drawing) {
  const node = svg("g", { fill: "none", "pointer-events": "none", visibility: "hidden" });
  drawing.append(node);
  let place = null;

  function draw() {
    const size = drawing.viewBox.baseVal;
    place ??= { x: size.x + size.width / 2, y: size.y + size.height / 2 };
    const unit = Math.max(size.width, size.height) / 100;
    const d = `M${place.x} ${place.y - 5 * unit}v${4 * unit}m0 ${2 * unit}v${4 * unit}M${place.x - 5 * unit} ${place.y}h${4 * unit}m${2 * unit} 0h${4 * unit}`;
    node.replaceChildren(svg("path", { d, stroke: "#0d1013", "stroke-width": 1.4 * unit }), svg("path", { d, stroke: "#f2c14e", "stroke-width": 0.6 * unit }));
  }

  function show() {
    draw();
    node.setAttribute("visibility", "visible");
  }

  return {
    show,
    hide: () => node.setAttribute("visibility", "hidden"),
    move([right, down], finely) {
      show();
      const size = drawing.viewBox.baseVal;
      const step = Math.max(size.width, size.height) * STEP * (finely ? 0.25 : 1);
      const within = (value, from, length) => Math.min(from + length, Math.max(from, value));
      place = { x: within(place.x + right * step, size.x, size.width), y: within(place.y + down * step, size.y, size.height) };
      draw();
      node.scrollIntoView({ block: "nearest" }); // what lies under a point is known on the screen only
    },
    /** Where it stands, in the browser's window. */
    point() {
      show();
      const matrix = drawing.getScreenCTM();
      return { clientX: matrix.a * place.x + matrix.e, clientY: matrix.d * place.y + matrix.f };
    },
  };
}

/** One answer may lie in several places: a group of shapes. */
const placesOf = (region) => (region?.nodeName === "g" && region.childElementCount > 1 ? [...region.children] : [region]);

function regionAt(root, event, regions) {
  const names = new Set(regions.map((region) => region.id));
  for (const hit of root.elementsFromPoint(event.clientX, event.clientY)) {
    for (let element = hit; element; element = element.parentElement) if (names.has(element.id)) return element.id;
  }
  return null;
}

/** A ring with four ticks round a region, light over a dark outline, so that it shows on any ground. */
function ring(region, drawing, how = "mark") {
  if (!region?.getBBox) return [];
  const box = region.getBBox();
  const size = drawing.viewBox.baseVal;
  const unit = Math.max(size.width, size.height) / 100;
  const [cx, cy, r] = [box.x + box.width / 2, box.y + box.height / 2, Math.max(3.5 * unit, Math.min(box.width, box.height) / 2)];
  const circle = `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  if (how === "key") return [["#0d1013", 1.8], ["#8fd19e", 0.9]].map(([stroke, width]) => svg("path", { d: circle, stroke, "stroke-width": width * unit, "stroke-dasharray": `${2.4 * unit} ${1.6 * unit}` }));
  const d = `${circle}M${cx} ${cy - r - 2 * unit}v${2.6 * unit}M${cx} ${cy + r + 2 * unit}v${-2.6 * unit}M${cx - r - 2 * unit} ${cy}h${2.6 * unit}M${cx + r + 2 * unit} ${cy}h${-2.6 * unit}`;
  return [svg("path", { d, stroke: "#0d1013", "stroke-width": 1.6 * unit }), svg("path", { d, stroke: "#6fc7d0", "stroke-width": 0.7 * unit })];
}
