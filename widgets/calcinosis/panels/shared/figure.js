// The frame of every live figure: rule, title, subtitle, body, words, rule; and its own width.
import { html, write } from "./elements.js";
import { watchLine } from "./pulse.js";
import { chosenUnits, onUnits } from "./units.js";

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
  const lostText = html("span", {});
  const reload = html("button", { type: "button", class: "cf-button", onclick: () => location.reload() }, "Reload the page");
  const lost = html("div", { class: "cf-lost", role: "status" });
  const root = html(
    "section",
    { class: `cf ${kind}`, "aria-labelledby": heading },
    html("div", { class: "cf-head" }, html("div", {}, title, subtitle), aside),
    lost,
    body,
    twin,
  );
  el.append(root);
  const offs = [];
  offs.push(
    watchLine(model, root, (gone, inLab) => {
      write(lostText, inLab ? "This figure has lost its kernel. Run its cell again." : "This figure has lost its connection. Reload the page.");
      lost.replaceChildren(...(gone ? [lostText, ...(inLab ? [] : [reload])] : []));
    }),
  );
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
