// Time, theme and haste: one clock for all figures, tweens, and messages that do not flood the kernel.

export const frameClock = (globalThis[Symbol.for("calcinosis.frameClock")] ??= (() => {
  const moving = new Set();
  let running = false;
  const tick = (now) => {
    for (const step of [...moving]) step(now);
    running = moving.size > 0;
    if (running) requestAnimationFrame(tick);
  };
  return (step) => {
    moving.add(step);
    if (!running) {
      running = true;
      requestAnimationFrame(tick);
    }
    return () => moving.delete(step);
  };
})());

export const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

export const cubicOut = (t) => 1 - (1 - t) ** 3;

export const cubicInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

// Calls draw(0..1) over `duration` milliseconds; returns the way to stop it.
export function tween(duration, ease, draw, done) {
  if (stillness.matches || duration <= 0) {
    draw(1);
    done?.();
    return () => {};
  }
  let start = null;
  const stop = frameClock((now) => {
    start ??= now;
    const t = Math.min(1, (now - start) / duration);
    draw(ease(t));
    if (t === 1) {
      stop();
      done?.();
    }
  });
  return stop;
}

// The first message at once, then at most forty a second and never two in a frame: a dragged slider must neither lag
// nor flood the kernel (the server cuts off a page that sends more than fifty a second).
export function oncePerFrame(send) {
  let closed = false;
  let waiting = false;
  const open = () => {
    closed = false;
    if (waiting) {
      waiting = false;
      pass();
    }
  };
  const pass = () => {
    closed = true;
    send();
    setTimeout(open, 25);
  };
  return () => {
    if (closed) waiting = true;
    else pass();
  };
}

// Canvas cannot read custom properties, so it asks for the colours again when the theme changes.
export function onTheme(listener) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    scheme.removeEventListener("change", listener);
  };
}

export function colours(node, ...names) {
  const computed = getComputedStyle(node);
  return Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}
