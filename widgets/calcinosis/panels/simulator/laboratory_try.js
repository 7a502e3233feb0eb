// "Try this": the menu of challenges, the task, and how much of it the run has reached.
import { html, write } from "../shared/elements.js";

export function tasks(model, figure, catalogue, choose) {
  const menu = html(
    "select",
    { class: "cf-select", "aria-label": "Try this" },
    html("option", { value: "" }, "Free play"),
    Object.entries(catalogue.challenges).map(([name, title]) => html("option", { value: name }, title)),
  );
  menu.addEventListener("change", () => choose(menu.value));
  const task = html("p", { class: "cf-try-task" });
  const aims = html("ul", { class: "cf-try-aims" });
  const after = html("p", { class: "cf-try-after", role: "status" });
  const node = html("div", { class: "cf-try" }, html("span", { class: "cf-try-name", "aria-hidden": "true" }, "Try this"), menu, task, aims, after);

  node.show = () => {
    const now = model.get("aims");
    menu.value = model.get("challenge");
    node.classList.toggle("cf-done", Boolean(now.after));
    write(task, now.task ?? "Choose any patient, order anything, and watch.");
    aims.hidden = !now.reached;
    aims.replaceChildren(
      ...(now.reached?.[figure.units] ?? []).map(({ text, met }) =>
        html("li", { class: met ? "cf-met" : "" }, html("span", { "aria-hidden": "true" }, met ? "✓" : "○"), html("span", { class: "cf-unseen" }, met ? "reached: " : "not yet: "), text),
      ),
    );
    figure.root.classList.toggle("cf-tasked", Boolean(now.task));
    write(after, now.after ? `Done. ${now.after}` : "");
    after.hidden = !now.after;
  };
  for (const name of ["aims", "challenge"]) figure.listen(`change:${name}`, node.show);
  node.show();
  return node;
}
