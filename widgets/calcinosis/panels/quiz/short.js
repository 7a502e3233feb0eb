// A short answer in the learner's words: the field grows, words are counted, the time of saving stands below.

import { el } from "../shared/dom.js";
import { wordCount } from "../shared/words.js";

/** Answer: the text; only blanks is no answer. */
export function short(item, { id, change }) {
  const field = el("textarea", { class: "text", id: `${id}-text`, rows: 4, "aria-labelledby": `${id}-stem`, "aria-describedby": `${id}-hint` });
  const words = el("span", { id: `${id}-hint` });
  const saved = el("span", { class: "text-saved" });
  const node = el("div", {}, field, el("div", { class: "q-hint text-foot" }, words, saved));

  function reflect() {
    const number = wordCount(field.value);
    const counted = `${number} ${number === 1 ? "word" : "words"}`;
    const half = Math.ceil((item.words ?? 0) / 2);
    const goal = number < half ? `counts as answered from ${half}` : `about ${item.words} is enough`;
    words.textContent = item.words ? `${counted} \u00b7 ${number < half ? `about ${item.words} is enough, ` : ""}${goal}` : counted;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`;
  }

  field.addEventListener("input", () => {
    reflect();
    change(field.value.trim() ? field.value : null, { typing: true });
  });
  return {
    node,
    show(answer) {
      field.value = answer ?? "";
      reflect();
      requestAnimationFrame(reflect);
    },
    lock() {
      field.disabled = true;
    },
    saved(time) {
      saved.textContent = time;
    },
  };
}
