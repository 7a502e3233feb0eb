// Keys of the marking page. They can be switched off, for those who speak or switch instead of typing.

import { el } from "../shared/dom.js";

const KEY = "calcinosis.marking-keys";

export function keyboard(act) {
  let on = read();
  const box = el("input", { type: "checkbox", id: "grading-keys" });
  const list = el("p", { class: "sheet-keylist" }, [["1", "2", "3", "toggle a line"], ["+", "\u2212", "points by hand"], ["A", "B", "a remark"], ["C", "comment"], ["J", "K", "move"], ["S", "same marks for the same words"], ["Esc", "leave the comment"]].map((keys) => el("span", {}, keys.slice(0, -1).map((key) => el("kbd", {}, key)), keys.at(-1))));
  const part = [el("label", { for: "grading-keys" }, box, "Single keys"), list];

  function draw() {
    box.checked = on;
    list.hidden = !on;
    document.querySelector(".grading-desk")?.classList.toggle("no-keys", !on);
  }

  box.addEventListener("change", () => {
    on = box.checked;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // a browser that keeps nothing: the choice lasts as long as the page
    }
    draw();
  });

  function press(event) {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Enter" && target.closest?.("a, button, summary, input")) return;
    const commands = { Enter: act.next, j: act.on, k: act.back, c: act.comment, u: act.undo, l: act.later, s: act.same, "+": () => act.adjust(0.5), "=": () => act.adjust(0.5), "-": () => act.adjust(-0.5), "\u2212": () => act.adjust(-0.5) };
    const command = commands[key] ?? (/^[1-9]$/.test(key) ? () => act.toggle(Number(key)) : /^[abdefghi]$/.test(key) ? () => act.bank(key) : null);
    if (!command || (event.repeat && key !== "j" && key !== "k")) return;
    event.preventDefault();
    command();
  }

  return {
    start() {
      document.querySelector(".sheet-keys")?.replaceChildren(...part);
      draw();
      document.addEventListener("keydown", press);
    },
    stop: () => document.removeEventListener("keydown", press),
  };
}

function read() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
