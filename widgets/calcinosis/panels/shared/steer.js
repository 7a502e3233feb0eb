// The sliders of a figure: a move sets a trait, a trait set in the notebook moves the slider.
import { html, write } from "./elements.js";
import { oncePerFrame } from "./motion.js";
import { slider } from "./slider.js";

export function steer(model, figure, moved = () => {}) {
  const node = html("div", { class: "cf-sliders" });
  const waiting = new Map();
  let sliders = {};
  const send = oncePerFrame(() => {
    for (const [name, value] of waiting) model.set(name, value);
    waiting.clear();
    model.save_changes();
  });
  const build = () => {
    const controls = model.get("controls") ?? [];
    if (controls.map((control) => control.name).join() === Object.keys(sliders).join()) return;
    sliders = {};
    for (const control of controls)
      sliders[control.name] = slider(control, model.get(control.name), figure.units, (value) => {
        waiting.set(control.name, value);
        moved(control.name, value);
        send();
      });
    node.replaceChildren(...Object.values(sliders));
  };
  build();
  figure.listen("change:controls", build);
  for (const control of model.get("controls") ?? [])
    figure.listen(`change:${control.name}`, () => {
      const other = sliders[control.name];
      if (other && !waiting.has(control.name) && !other.contains(document.activeElement)) other.set(model.get(control.name));
    });
  node.units = (choice) => Object.values(sliders).forEach((one) => one.units(choice));
  const failed = html("p", { class: "cf-failed", role: "status" });
  const tell = () => {
    write(failed, model.get("failed") || "");
    failed.hidden = !failed.textContent;
  };
  tell();
  figure.listen("change:failed", tell);
  figure.body.append(failed);
  return node;
}
