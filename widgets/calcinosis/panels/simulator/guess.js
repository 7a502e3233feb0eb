// A question before the answer: one of a few options is chosen and committed, then the figure shows what it kept back.
import { html, write } from "../shared/elements.js";

/** `commit(option)` is called with the choice. The node hides itself while `model` asks nothing or has been answered. */
export function guessing(model, commit) {
  const name = `guess-${Math.random().toString(36).slice(2)}`;
  const legend = html("legend", {}, model.get("ask"));
  const choices = html("div", { class: "cf-options" });
  const go = html("button", { type: "submit", class: "cf-button cf-primary", disabled: true }, "Show what happens");
  const node = html("form", { class: "cf-guess" }, html("fieldset", {}, legend, choices), go);
  const chosen = () => choices.querySelector("input:checked")?.value;
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen()) commit(chosen());
  });
  choices.addEventListener("change", () => (go.disabled = false));
  node.waits = () => Boolean(model.get("ask")) && !model.get("guess");
  node.show = () => {
    write(legend, model.get("ask") || "");
    const options = model.get("options") ?? [];
    if ([...choices.querySelectorAll("input")].map((input) => input.value).join("\n") !== options.join("\n"))
      choices.replaceChildren(...options.map((value) => html("label", {}, html("input", { type: "radio", name, value }), html("span", {}, value))));
    if (node.hidden && node.waits()) {
      for (const input of choices.querySelectorAll("input")) input.checked = false;
      go.disabled = true;
    }
    node.hidden = !node.waits();
  };
  node.show();
  return node;
}
