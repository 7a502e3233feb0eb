// A note beside the line it belongs to: in the margin where there is one, below the line where there is none, a sheet on a phone.

import { el } from "./dom.js";

const NOTE_WIDTH = 232;
const GAP = 48;

export function sideNote() {
  const body = el("div", {});
  const shut = el("button", { type: "button", class: "source-shut", onclick: () => close({ back: true }) }, "Close");
  const node = el("aside", { class: "calcinosis source-note", id: "source-note", "aria-label": "Note", tabindex: -1, hidden: true }, body, shut);
  let link = null;
  let pinned = false;
  let returning = false; // the focus comes back to the statement without opening it again

  const isSheet = () => window.innerWidth <= 700;

  function open(at, content, pin) {
    if (link !== at) {
      release();
      body.replaceChildren(...content);
    }
    link = at;
    pinned = pin;
    link.classList.add("claim-open");
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-describedby", "source-note");
    node.hidden = false;
    node.classList.toggle("sheet", isSheet());
    place();
    if (pin) node.focus({ preventScroll: true });
  }

  function place() {
    if (!link || node.hidden) return;
    node.style.cssText = "";
    if (isSheet()) return;
    const line = link.getClientRects()[0];
    if (!line || line.bottom < 0 || line.top > window.innerHeight) return close();
    const column = (link.closest(".prose, .jp-RenderedMarkdown, p") ?? link).getBoundingClientRect();
    const paragraph = (link.closest("p, li, td, blockquote") ?? link).getBoundingClientRect();
    const left = Math.min(column.right, paragraph.left + 660) + GAP;
    const inMargin = left + NOTE_WIDTH + 8 <= document.documentElement.clientWidth;
    const height = node.offsetHeight;
    const top = inMargin ? line.top - 16 : link.getBoundingClientRect().bottom + 8;
    node.style.left = `${inMargin ? left : Math.min(line.left, document.documentElement.clientWidth - 340)}px`;
    node.style.width = `${inMargin ? NOTE_WIDTH : 320}px`;
    node.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  }

  function release() {
    link?.classList.remove("claim-open");
    link?.setAttribute("aria-expanded", "false");
    link?.removeAttribute("aria-describedby");
  }

  function close({ back = false } = {}) {
    const before = link;
    const inside = node.contains(document.activeElement);
    release();
    link = null;
    pinned = false;
    node.hidden = true;
    returning = true;
    if (back && inside) before?.focus({ preventScroll: true });
    returning = false;
  }

  return { node, open, place, close, isSheet, isReturning: () => returning, isOpen: () => link !== null, isPinned: () => pinned, isFor: (other) => link === other };
}

