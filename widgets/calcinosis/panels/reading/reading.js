// Which sections of a lesson were read: a section counts when its end came into view and the reader spent a while in it.

const LINE = 0.4; // of the window's height: where the eye is
const DWELL = 8; // s

/** Watch the sections of a lesson's page; `read(section)` is called once for each. Gives a way to stop. */
export function reading(read) {
  const lesson = document.body.dataset.lesson;
  if (!lesson) return () => {};
  const sections = [...document.querySelectorAll("main .prose h2")]
    .map((heading) => ({ heading, id: heading.closest(".prose").querySelector("a[id]")?.id, spent: 0, told: false }))
    .filter(({ id }) => id);
  const top = (node) => node?.getBoundingClientRect().top ?? Infinity;

  function look() {
    if (document.hidden) return;
    const passed = sections.filter(({ heading }) => top(heading) <= window.innerHeight * LINE);
    const here = passed.at(-1);
    if (!here || here.told) return;
    here.spent += 1;
    const next = sections[passed.length]?.heading;
    const end = next ? top(next) : document.querySelector("main").getBoundingClientRect().bottom;
    if (here.spent < DWELL || end > window.innerHeight) return;
    here.told = true;
    read({ lesson: Number(lesson), section: here.id });
  }
  const timer = setInterval(look, 1000);
  return () => clearInterval(timer);
}
