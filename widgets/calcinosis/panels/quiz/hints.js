// Hints: each says what it costs before it is taken; the text comes from the course only then, and stays.

import { el } from "../shared/dom.js";
import { told } from "../shared/quantities.js";
import { points } from "../shared/words.js";

const REPEAT = 3000; // ms after which a request without an answer may be made again

/** `taken` are texts; `ask(number)` asks for the next one and says whether the request has left. */
export function hints(item, { id, number, taken, ask }) {
  const total = item.hints.length;
  const list = el("ol", { class: "hints-taken", "aria-live": "polite", "aria-label": `Hints to question ${number}` });
  const button = el("button", { type: "button", class: "link hint-ask", id: `${id}-hint-ask`, onclick: next });
  const node = el("div", { class: "hints" }, list, button);
  let texts = [];
  let asked = false;
  let locked = false;

  const price = (place) => {
    const cost = item.hints[place].cost * item.points;
    return cost ? `costs ${points(cost)} ${points(cost) === "1" ? "point" : "points"}` : "costs nothing";
  };
  const name = (place) => (total > 1 ? `hint ${place + 1} of ${total}` : "hint");

  function next() {
    if (asked) return;
    asked = ask(texts.length + 1);
    if (asked) setTimeout(() => (asked = false), REPEAT);
  }

  function show(given) {
    for (const [place, text] of given.entries()) {
      if (place < texts.length) continue;
      list.append(el("li", {}, el("span", { class: "hint-head" }, `${total > 1 ? `Hint ${place + 1}` : "Hint"} \u00b7 ${price(place)}`), told("p", {}, text)));
    }
    if (given.length > texts.length) texts = given;
    asked = false;
    reflect();
  }

  function reflect() {
    const held = document.activeElement === button;
    const left = texts.length < total && !locked;
    list.hidden = texts.length === 0;
    button.hidden = !left;
    if (left) button.textContent = `Show ${name(texts.length)} (${price(texts.length)})`;
    if (held && !left) {
      // the control that had the focus is gone: the text it brought is where reading goes on
      list.lastElementChild.tabIndex = -1;
      list.lastElementChild.focus({ preventScroll: true });
    }
  }

  show(taken);
  return {
    node,
    show,
    lock() {
      locked = true;
      reflect();
    },
  };
}
