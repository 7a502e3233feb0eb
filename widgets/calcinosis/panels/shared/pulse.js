// Does the kernel still answer? One question for all figures of a notebook: now and then, and when one is used.

const BEAT = 5000; // ms between two questions while the page is seen
const PATIENCE = 6000; // ms: a kernel that draws ten figures on a crowded server is slow, not gone
const PATIENCE_IN_LAB = 30000; // ms: there a kernel is often busy with a cell of the learner's own

const inLab = () => Boolean(document.querySelector(".jp-NotebookPanel"));

function newLine() {
  const figures = new Set();
  let asked = null; // when the question without an answer was sent
  let waiting = 0;
  let beating = 0;
  let lost = false;

  const patience = () => (inLab() ? PATIENCE_IN_LAB : PATIENCE);

  function tell(now) {
    if (now === lost) return;
    lost = now;
    for (const figure of figures) figure.tell(lost);
  }

  function ask() {
    clearTimeout(beating);
    beating = setTimeout(ask, BEAT);
    const [figure] = figures;
    if (document.hidden || !figure || (asked !== null && !lost)) return;
    asked ??= Date.now();
    try {
      figure.model.send({ kind: "ping" });
    } catch {
      tell(true); // a closed line throws
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(look, patience());
  }

  function look() {
    if (asked === null) return;
    // After a sleep of the machine the answer has not had its time yet: ask again.
    if (!lost && (document.hidden || Date.now() - asked > 3 * patience())) {
      asked = null;
      ask();
    } else tell(true);
  }

  function hear() {
    asked = null;
    clearTimeout(waiting);
    tell(false);
  }

  document.addEventListener("visibilitychange", () => document.hidden || ask());
  return {
    ask,
    join(figure) {
      figures.add(figure);
      figure.model.on("msg:custom", hear);
      if (lost) figure.tell(true);
      if (!beating) beating = setTimeout(ask, BEAT);
      return () => {
        figures.delete(figure);
        figure.model.off("msg:custom", hear);
      };
    },
  };
}

// Every figure of a notebook has the same widget manager, and one notebook has one kernel.
function lineOf(model) {
  const lines = (globalThis[Symbol.for("calcinosis.lines")] ??= new WeakMap());
  const notebook = model.widget_manager ?? document;
  if (!lines.has(notebook)) lines.set(notebook, newLine());
  return lines.get(notebook);
}

/** Watch the line of a figure; `tell(lost)` is called when it is lost and when it is back. */
export function watchLine(model, root, tell) {
  const line = lineOf(model);
  root.addEventListener("input", line.ask);
  root.addEventListener("click", line.ask);
  return line.join({ model, tell: (lost) => tell(lost, inLab()) });
}
