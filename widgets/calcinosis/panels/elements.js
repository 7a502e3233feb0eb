// Elements of HTML and SVG, and attributes written only when they change.

export const SVG_NS = "http://www.w3.org/2000/svg";

export const NBSP = "\u00a0";

export function fill(node, attributes, children) {
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
