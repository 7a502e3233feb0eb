// A learner's own record, made by the course and kept by the browser as a file. It goes nowhere else.

import { el } from "../shared/dom.js";

export function ownRecord(ask) {
  let wanted = null;
  const said = el("p", { class: "record-said", role: "status" });
  const button = (kind, words) => el("button", { type: "button", class: "button", "data-key": `record ${kind}`, onclick: () => want(kind) }, words);
  const node = el("div", { class: "own-record" }, el("div", { class: "actions" }, button("json", "Download as JSON"), button("csv", "Download as CSV")), said);

  function want(kind) {
    wanted = kind;
    said.textContent = "";
    ask();
  }

  function arrived(message) {
    if (!wanted) return;
    const type = { json: "application/json", csv: "text/csv" }[wanted];
    const name = `calcinosis-${message.learner}.${wanted}`;
    const address = URL.createObjectURL(new Blob([message[wanted]], { type: `${type};charset=utf-8` }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    said.textContent = `${name} is in your downloads.`;
    wanted = null;
  }

  return { node, arrived };
}
