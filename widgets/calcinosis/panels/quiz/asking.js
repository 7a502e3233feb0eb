// Pages that only read: they ask Python how things stand, and load themselves anew when nobody answers any more.

const PATIENCE = 4000;

/**
 * Ask every `every()` milliseconds while the page is seen, and at once when the learner comes back to it.
 *
 * `ask()` gives the message, `heard(message)` gets the answer. A page loaded anew gets a new kernel; it is only loaded when
 * the server answers, so that what is on the screen is never replaced by a browser's error page.
 */
export function asking(model, { ask, every, heard }) {
  let asked = null;
  let timer = null;

  function look() {
    clearTimeout(timer);
    timer = setTimeout(look, every());
    if (document.hidden || asked) return;
    asked = setTimeout(revive, PATIENCE);
    try {
      model.send(ask());
    } catch {
      revive();
    }
  }

  async function revive() {
    clearTimeout(asked);
    asked = null;
    if (document.querySelector(".jp-NotebookPanel")) return;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) });
      if (answer.status < 500) location.reload();
    } catch {
      // no server: asked again at the next look
    }
  }

  const hear = (message) => {
    clearTimeout(asked);
    asked = null;
    heard(message);
  };
  const back = (event) => (event.persisted ? revive() : look());

  model.on("msg:custom", hear);
  window.addEventListener("pageshow", back);
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, every());
  return () => {
    clearTimeout(timer);
    clearTimeout(asked);
    model.off("msg:custom", hear);
    window.removeEventListener("pageshow", back);
    window.removeEventListener("focus", look);
    document.removeEventListener("visibilitychange", look);
  };
}
