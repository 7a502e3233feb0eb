// Answers on their way to the store: what is not acknowledged yet is kept on this device as well.

const same = (one, other) => JSON.stringify(normal(one)) === JSON.stringify(normal(other));
const normal = (entry) => [sorted(entry?.answer ?? null), entry?.confidence ?? null, Boolean(entry?.flag), entry?.locked ?? []];
// the store gives the parts of an answer back in its own order
const sorted = (answer) => (answer && typeof answer === "object" && !Array.isArray(answer) ? Object.entries(answer).sort() : answer);

/**
 * The entries of one learner in one quiz.
 *
 * `stored` are the entries the store has acknowledged; changes wait until the store acknowledges exactly them. `transmit(n,
 * entries)` sends a save; `told()` is called whenever the number of waiting changes may differ.
 */
export function draft({ key, stored, transmit, told }) {
  let known = { ...stored };
  const waiting = {}; // name: {entry, at, base, sent: n or null, sentAt, refused}
  let counter = 0;
  let timer = null;

  function keep() {
    try {
      const names = Object.keys(waiting);
      if (!names.length) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(Object.fromEntries(names.map((name) => [name, { entry: waiting[name].entry, at: waiting[name].at, base: waiting[name].base }]))));
    } catch {
      // private windows may refuse storage: then the server's copy is the only one
    }
    told();
  }

  function put(name, entry, { typing = false } = {}) {
    waiting[name] = { entry, at: Date.now(), base: waiting[name]?.base ?? known[name] ?? null, sent: null };
    keep();
    clearTimeout(timer);
    if (typing) timer = setTimeout(flush, 400);
    else flush();
  }

  /** Send what has not been sent, and again what has had no answer for three seconds. */
  function flush() {
    clearTimeout(timer);
    const due = Object.entries(waiting).filter(([, change]) => !change.refused && (change.sent === null || Date.now() - change.sentAt > 3000));
    if (!due.length) return;
    counter += 1;
    for (const [, change] of due) Object.assign(change, { sent: counter, sentAt: Date.now() });
    transmit(counter, Object.fromEntries(due.map(([name, change]) => [name, change.entry])));
  }

  function acknowledged(n, refused = {}) {
    for (const [name, change] of Object.entries(waiting)) {
      if (change.sent !== n) continue;
      if (refused[name]) change.refused = refused[name];
      else {
        known[name] = change.entry;
        delete waiting[name];
      }
    }
    keep();
  }

  /** Entries as the store now has them; the names that changed elsewhere and are not being changed here. */
  function learn(entries) {
    const names = new Set([...Object.keys(known), ...Object.keys(entries)]);
    const changed = [...names].filter((name) => !waiting[name] && !same(known[name], entries[name]));
    known = { ...entries };
    return changed;
  }

  /** Changes left on this device by a page that lost its connection; the store's later word on a question wins. */
  function recover(savedAt, names) {
    const recovered = {};
    for (const [name, { entry, at, base }] of Object.entries(kept())) {
      if (!names.includes(name)) continue;
      const untouched = same(base, known[name]);
      const later = !savedAt || at > new Date(savedAt).getTime();
      if (!same(entry, known[name]) && (untouched || later)) recovered[name] = entry;
    }
    localStorage.removeItem(key);
    for (const [name, entry] of Object.entries(recovered)) put(name, entry);
    return recovered;
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      // not what this page writes: nothing to bring back
      return {};
    }
  }

  return {
    put,
    flush,
    acknowledged,
    learn,
    recover,
    drop() {
      for (const name of Object.keys(waiting)) delete waiting[name];
      keep();
    },
    isWaiting: (name) => name in waiting,
    unsaved: () => Object.keys(waiting).length,
    refused: () => Object.fromEntries(Object.entries(waiting).filter(([, change]) => change.refused).map(([name, change]) => [name, change.refused])),
    oldest: () => Math.min(...Object.values(waiting).map((change) => change.at)),
  };
}
