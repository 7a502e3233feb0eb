// Putting things in order: buttons, dragging and the keyboard do the same, and every move is said aloud.

import { el, grip, icon } from "../shared/dom.js";
import { told } from "../shared/quantities.js";

/** Answer: the ids from first to last. Until a row is moved, or the order kept as it is, there is no answer. */
export function ordering(item, { id, change, say }) {
  let order = item.elements.map((element) => element.id);
  let answered = false;
  let locked = false;
  let lifted = null; // {element, order: as it was}
  const texts = Object.fromEntries(item.elements.map((element) => [element.id, element.text]));
  const list = el("ol", { class: "ordering" });
  const keep = el("button", { type: "button", class: "link" }, "Keep this order");
  const state = el("span", {});
  const foot = el("p", { class: "q-hint ordering-foot", id: `${id}-hint` }, state, " ", keep);
  const rows = Object.fromEntries(order.map((element) => [element, row(element)]));

  function row(element) {
    const number = el("span", { class: "order-number" });
    const handle = el("button", { type: "button", class: "order-handle", "aria-describedby": `${id}-hint` }, grip(), number);
    const up = el("button", { type: "button", class: "order-move", tabindex: -1, "aria-label": `Move up: ${texts[element]}` }, icon("up"));
    const down = el("button", { type: "button", class: "order-move", tabindex: -1, "aria-label": `Move down: ${texts[element]}` }, icon("down"));
    const node = el("li", { class: "order-row" }, handle, told("span", { class: "order-text" }, texts[element]), up, down);
    up.addEventListener("click", () => move(element, order.indexOf(element) - 1));
    down.addEventListener("click", () => move(element, order.indexOf(element) + 1));
    handle.addEventListener("keydown", (event) => key(event, element));
    handle.addEventListener("blur", () => lifted?.element === element && drop());
    node.addEventListener("pointerdown", (event) => drag(event, element));
    return { node, handle, number, up, down };
  }

  function draw() {
    arrange();
    order.forEach((element, place) => {
      const { node, handle, number, up, down } = rows[element];
      number.textContent = place + 1;
      handle.setAttribute("aria-label", `${texts[element]}, place ${place + 1} of ${order.length}`);
      handle.setAttribute("aria-pressed", String(lifted?.element === element));
      handle.tabIndex = place === 0 ? 0 : -1;
      node.classList.toggle("lifted", lifted?.element === element);
      handle.disabled = locked;
      up.disabled = locked || place === 0;
      down.disabled = locked || place === order.length - 1;
    });
    keep.hidden = answered || locked;
    state.textContent = locked ? "" : answered ? "Drag, or use the arrows. Keyboard: space to lift, \u2191 \u2193 to move, space to drop." : "No answer yet: move a row, or";
  }

  /** Bring the rows into order round the one that has the focus: a node that is moved would lose it. */
  function arrange() {
    const fixed = order.findIndex((element) => rows[element].node.contains(document.activeElement));
    order.forEach((element, place) => {
      if (place < fixed) list.insertBefore(rows[element].node, rows[order[fixed]].node);
      else if (place !== fixed || fixed < 0) list.append(rows[element].node);
    });
  }

  function place(element, at) {
    order = order.filter((other) => other !== element);
    order.splice(at, 0, element);
    draw();
  }

  function move(element, at) {
    if (locked || at < 0 || at >= order.length) return;
    place(element, at);
    say(`${texts[element]}, place ${at + 1} of ${order.length}`);
    if (lifted?.element !== element) settle();
  }

  function settle() {
    answered = true;
    draw();
    change([...order]);
  }

  function drop() {
    if (!lifted) return;
    const { element, order: before } = lifted;
    lifted = null;
    draw();
    say(`${texts[element]} dropped, place ${order.indexOf(element) + 1} of ${order.length}`);
    if (before.join() !== order.join()) settle();
  }

  function key(event, element) {
    const at = order.indexOf(element);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step && lifted) move(element, at + step);
    else if (step) rows[order[at + step]]?.handle.focus();
    else if (event.key === " " || event.key === "Enter") {
      if (lifted) drop();
      else {
        lifted = { element, order: [...order] };
        draw();
        say(`${texts[element]} lifted, place ${at + 1} of ${order.length}. Arrows move it, space drops it, Escape puts it back.`);
      }
    } else if (event.key === "Escape" && lifted) {
      order = lifted.order;
      lifted = null;
      draw();
      rows[element].handle.focus();
      say(`${texts[element]} put back`);
    } else return;
    event.preventDefault();
  }

  /** With a mouse the whole row can be dragged; with a finger the row scrolls the page and its grip drags. */
  function drag(event, element) {
    const grabbed = event.target.closest(".order-handle") || (event.pointerType === "mouse" && !event.target.closest("button"));
    if (locked || !grabbed || event.button !== 0) return;
    const before = order.join();
    const { node } = rows[element];
    const follow = (at) => {
      if (Math.abs(at.clientY - event.clientY) > 4) node.classList.add("lifted");
      const over = order.findIndex((other) => {
        const box = rows[other].node.getBoundingClientRect();
        return at.clientY >= box.top && at.clientY <= box.bottom;
      });
      if (over >= 0 && order[over] !== element) place(element, over);
    };
    const release = () => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", release);
      window.removeEventListener("pointercancel", release);
      node.classList.remove("lifted");
      if (before === order.join()) return;
      say(`${texts[element]}, place ${order.indexOf(element) + 1} of ${order.length}`);
      settle();
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", release);
    window.addEventListener("pointercancel", release);
  }

  keep.addEventListener("click", () => {
    rows[order[0]].handle.focus();
    settle();
    say("This order is your answer");
  });
  return {
    node: el("div", {}, list, foot, item.rule && el("p", { class: "q-hint" }, item.rule)),
    show(answer) {
      answered = Boolean(answer);
      if (answer) order = [...answer];
      draw();
    },
    lock() {
      locked = true;
      draw();
    },
  };
}
