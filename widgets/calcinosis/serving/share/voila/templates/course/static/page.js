/* Loaded before the first paint. Holds the two choices that every page shares (units and appearance), puts what the
   kernel drew into its place, and says so when the figures are late. Panels do everything else themselves. */
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a browser may refuse storage; the choice then lasts as long as the page
    }
  };
  const write = (key, value) => {
    try {
      value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value);
    } catch {
      /* as above */
    }
  };

  const choices = {
    units: {
      key: "calcinosis.units",
      get: () => (read("calcinosis.units") === "conventional" ? "conventional" : "si"),
      show: (value) => {
        root.dataset.units = value;
      },
      store: (value) => value,
    },
    theme: {
      key: "calcinosis.theme",
      get: () => (["light", "dark"].includes(read("calcinosis.theme")) ? read("calcinosis.theme") : "auto"),
      show: (value) => {
        if (value === "auto") delete root.dataset.theme;
        else root.dataset.theme = value;
      },
      store: (value) => (value === "auto" ? null : value),
    },
  };
  for (const choice of Object.values(choices)) choice.show(choice.get());

  const choose = (name, value, announce) => {
    choices[name].show(value);
    for (const box of document.querySelectorAll(`[data-switch="${name}"] input`)) box.checked = box.value === value;
    if (announce) window.dispatchEvent(new CustomEvent(`calcinosis:${name}`, { detail: choices[name].store(value) }));
  };

  /* The printed address carries the key of this server. The cookie has it now; the address bar and the history need not. */
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }

  /* Called by the page when the kernel has drawn: every output moves from the end of the page into its place. */
  window.calcinosisPlace = () => {
    for (const place of document.querySelectorAll(".figure[data-cell]")) {
      const drawn = document.querySelectorAll(`#outputs [data-for="${place.dataset.cell}"]`);
      if (!drawn.length) place.remove();
      for (const output of drawn) {
        if ("failed" in output.dataset) fail(place);
        else place.append(output);
      }
    }
    document.getElementById("outputs").remove();
    setTimeout(tryAgain, STUCK);
  };

  /* On a crowded machine the widget manager may give up asking the kernel for its models (4 s), and a figure then says
     "Loading widget..." for ever. The kernel has drawn, so a page loaded anew gets it right: once, and only while the
     reader has not begun to use the figures. */
  const STUCK = 12000; // ms from what the kernel drew to the figures
  let used = false;
  addEventListener("input", () => (used = true), { capture: true, once: true });
  const tryAgain = () => {
    if (used || !document.querySelector(".waiting")) return;
    const key = `calcinosis.again ${location.pathname}`;
    try {
      if (Date.now() - Number(sessionStorage.getItem(key)) < 120000) return;
      sessionStorage.setItem(key, String(Date.now()));
    } catch {
      return; // where a browser keeps nothing, it could go on for ever
    }
    location.reload();
  };

  /* Called by the page when its kernel did not start. */
  window.calcinosisFailed = () => {
    for (const line of document.querySelectorAll(".waiting")) fail(line.parentElement);
  };

  const fail = (place) => {
    const line = place.querySelector(".waiting") ?? place.appendChild(document.createElement("p"));
    line.className = "failed";
    line.textContent = "This figure could not be drawn. Reload the page; your answers are safe.";
  };

  const DRAWN = ".jp-OutputArea-output > .lm-Widget > *, [class*='jp-Rendered'] > *";
  const LATE = 30000; // ms: a kernel takes about one second, a crowded server ten
  const watch = () => {
    const waiting = () => document.querySelectorAll(".waiting");
    const settle = new MutationObserver(() => {
      for (const line of waiting()) {
        if (line.parentElement.querySelector(DRAWN)) line.remove();
      }
      if (!waiting().length) {
        settle.disconnect();
        root.dataset.ready = "";
      }
    });
    settle.observe(document.getElementById("content"), { childList: true, subtree: true });
    setTimeout(() => {
      if (!waiting().length) return;
      const banner = document.getElementById("late");
      banner.textContent = "The figures are not ready. ";
      const again = document.createElement("a");
      again.href = location.href;
      again.textContent = "Reload the page";
      banner.append(again, ".");
      banner.hidden = false;
      for (const line of waiting()) line.textContent = "Not ready: reload the page.";
    }, LATE);
  };

  /* "Lesson 2 · section 3 of 6" and how far down the page the reader is. */
  const follow = () => {
    const where = document.getElementById("where");
    if (!where) return;
    const number = document.body.dataset.lesson;
    const name = number ? `Lesson ${number}` : "Appendix";
    const sections = [...document.querySelectorAll("#content .prose h2")];
    const line = document.getElementById("progress");
    let asked = false;
    const update = () => {
      asked = false;
      const reach = window.scrollY + window.innerHeight * 0.4;
      const passed = sections.filter((section) => section.getBoundingClientRect().top + window.scrollY <= reach).length;
      const text = sections.length
        ? `${name} · section ${Math.max(1, passed)} of ${sections.length}`
        : name;
      if (where.textContent !== text) where.textContent = text;
      const whole = document.documentElement.scrollHeight - window.innerHeight;
      line.style.transform = `scaleX(${whole > 0 ? Math.min(1, window.scrollY / whole) : 1})`;
    };
    const ask = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(update);
    };
    addEventListener("scroll", ask, { passive: true });
    addEventListener("resize", ask);
    update();
  };

  /* Called by the page when its text is there and the kernel is still starting. */
  window.calcinosisText = () => {
    for (const name of Object.keys(choices)) choose(name, choices[name].get(), false);
    follow();
    watch();
  };

  document.addEventListener("change", (event) => {
    const name = event.target.closest("[data-switch]")?.dataset.switch;
    if (!name) return;
    write(choices[name].key, choices[name].store(event.target.value));
    choose(name, event.target.value, true);
  });
  /* The key / leads to the search on the course home, unless it was turned off there. */
  document.addEventListener("keydown", (event) => {
    const writing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writing) return;
    if (["home", "quiz"].includes(document.body.dataset.page) || read("calcinosis.slash") === "off") return;
    location.href = new URL("#search", new URL(document.querySelector(".brand").href));
  });

  /* Paper is white. */
  addEventListener("beforeprint", () => choices.theme.show("light"));
  addEventListener("afterprint", () => choices.theme.show(choices.theme.get()));

  /* A choice made in another tab holds here too. */
  addEventListener("storage", (event) => {
    for (const [name, choice] of Object.entries(choices)) {
      if (event.key === choice.key) choose(name, choice.get(), true);
    }
  });
})();
