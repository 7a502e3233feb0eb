// Particles drifting along the flows, on a canvas over the picture: a few seconds after each change, longer on request.
import { seeded } from "../shared/marks.js";
import { colours, frameClock, onTheme, stillness } from "../shared/motion.js";

const SPACING = 1; // mmol/day that one particle stands for: denser hides the colour of the flow
const MOST = 240;
const SHOWN = 4500; // ms: nothing on a page moves by itself for more than five seconds

export function drift(node, box) {
  const canvas = document.createElement("canvas");
  canvas.className = "cf-drift";
  canvas.setAttribute("aria-hidden", "true");
  const [left, top, width, height] = box;
  const pen = canvas.getContext("2d");
  const random = seeded(5);
  let tracks = [];
  let particles = [];
  let stop = null;
  let until = 0;
  let endless = false;
  let colour = "";
  const offTheme = onTheme(() => (colour = ""));

  function sow() {
    const moving = tracks.filter((track) => track.flow > 0.3);
    const total = moving.reduce((sum, track) => sum + track.flow / SPACING, 0);
    const thin = Math.min(1, MOST / Math.max(1, total));
    particles = [];
    for (const track of moving) {
      const steps = [];
      let length = 0;
      for (let i = 1; i < track.points.length; i++) {
        const [[x0, y0], [x1, y1]] = [track.points[i - 1], track.points[i]];
        const part = Math.hypot(x1 - x0, y1 - y0);
        steps.push({ from: length, part, x0, y0, ux: (x1 - x0) / (part || 1), uy: (y1 - y0) / (part || 1) });
        length += part;
      }
      const speed = Math.min(60, Math.max(12, (38 * track.flow) / (track.width / 0.8)));
      const count = Math.max(1, Math.round((track.flow / SPACING) * thin));
      for (let i = 0; i < count; i++)
        particles.push({ steps, length, speed, at: (length * (i + random() * 0.6)) / count, across: (random() - 0.5) * Math.max(0, track.width - 3) });
    }
  }

  function fit() {
    const scale = node.clientWidth / width;
    const density = Math.min(2, window.devicePixelRatio || 1);
    const [w, h] = [Math.round(node.clientWidth * density), Math.round(height * scale * density)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    pen.setTransform(scale * density, 0, 0, scale * density, -left * scale * density, -top * scale * density);
  }

  function run() {
    if (stop || stillness.matches) return;
    let last = null;
    stop = frameClock((now) => {
      const passed = last === null ? 0 : Math.min(0.05, (now - last) / 1000);
      last = now;
      const rest = endless ? 1 : Math.min(1, Math.max(0, (until - now) / 600));
      fit();
      pen.clearRect(left, top, width, height);
      if (rest === 0) return halt();
      colour ||= colours(node, "paper").paper;
      pen.fillStyle = colour;
      pen.globalAlpha = 0.8 * rest;
      for (const one of particles) {
        one.at = (one.at + one.speed * passed) % one.length;
        let step = one.steps[0];
        for (const next of one.steps) if (one.at >= next.from) step = next;
        const along = one.at - step.from;
        pen.beginPath();
        pen.arc(step.x0 + step.ux * along - step.uy * one.across, step.y0 + step.uy * along + step.ux * one.across, 1.15, 0, 6.3);
        pen.fill();
      }
    });
  }

  function halt() {
    stop?.();
    stop = null;
  }

  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      if (endless) run();
    } else halt();
  });
  seen.observe(canvas);

  return {
    canvas,
    show(next) {
      tracks = next;
      sow();
      until = performance.now() + SHOWN;
      run();
    },
    endless(on) {
      endless = on;
      until = performance.now() + (on ? SHOWN : 300);
      run();
    },
    close() {
      halt();
      offTheme();
      seen.disconnect();
    },
  };
}
