// Elements of HTML and SVG, and attributes written only when they change. Figures use these as they are; pages use them
// through dom.js, which adds icons and other parts of a page.

const SVG_NS = "http://www.w3.org/2000/svg";

export const NBSP = "\u00a0";

/** Set attributes (null or false: left out; true: present) and listeners ("onclick"), append children (null, false: left out). */
export function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}

/** Make an HTML element; children are nodes or plain text, never markup. */
export function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element the same way. */
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
