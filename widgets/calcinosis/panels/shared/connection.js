// Is the kernel still there? A ping about each second, an honest answer within three, and the way back.

const BEAT = 800; // ms
const ANSWER = 1300; // ms that one ping may take
const PATIENCE = 2000; // ms of silence before the learner is told: with the beat, always within three seconds
const WAITS = [2, 3, 5, 8, 10];

/**
 * Watch the line to Python.
 *
 * `ping(first)` gives the message of each beat; `heard(message)` gets everything Python says; `changed(state)` is told when the
 * line is lost (since when, next try in how many seconds) and when it is back; `mayReload()` says whether the page may be
 * loaded anew just now. send() never throws; it says whether the message left.
 */
export function connection(model, { ping, heard, changed, mayReload }) {
  let lastHeard = Date.now();
  let unanswered = null; // when the oldest ping without an answer left
  let lost = null; // {since, tries, next}
  let checking = false;
  let first = true; // the first beat, and the first after a silence, asks for everything

  function send(message) {
    try {
      model.send(message);
      return true;
    } catch {
      // after a server restart the comm is closed and send() throws: the beat below tells the learner
      return false;
    }
  }

  function hear(message) {
    lastHeard = Date.now();
    unanswered = null;
    if (lost) {
      lost = null;
      changed({ online: true });
    }
    heard(message);
  }

  function beat() {
    send(ping(first));
    first = lost !== null;
    unanswered ??= Date.now();
  }

  function look() {
    const now = Date.now();
    const silent = unanswered !== null && now - unanswered > ANSWER && now - lastHeard > PATIENCE;
    if (!lost && silent) lost = { since: lastHeard, tries: 0, next: now + WAITS[0] * 1000 };
    if (!lost) return;
    if (now >= lost.next) tryAgain();
    changed({ online: false, since: lost.since, seconds: Math.max(0, Math.ceil((lost.next - now) / 1000)) });
  }

  /** Ask for the page itself: any answer means a server is there, and a page loaded anew gets a new kernel. */
  async function tryAgain() {
    if (!lost || checking) return;
    checking = true;
    lost.tries += 1;
    lost.next = Date.now() + WAITS[Math.min(lost.tries, WAITS.length - 1)] * 1000;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) });
      if (lost && answer.status < 500 && mayReload()) location.reload();
    } catch {
      // still no server: the next try is already set
    } finally {
      checking = false;
    }
  }

  const onMessage = (message) => hear(message);
  model.on("msg:custom", onMessage);
  beat();
  const timers = [setInterval(beat, BEAT), setInterval(look, 250)];
  return {
    send,
    tryAgain,
    online: () => lost === null,
    stop() {
      timers.forEach(clearInterval);
      model.off("msg:custom", onMessage);
    },
  };
}
