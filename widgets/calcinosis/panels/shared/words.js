// Words and times as the pages say them: plain, sentence case, local clock.

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DAY_CLOCK = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
const FULL_DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const asDate = (time) => (time instanceof Date ? time : new Date(time));

/** 10:42:07 */
export const clock = (time) => CLOCK.format(asDate(time));

/** Thu 19 Nov 21:14 */
export const dayAndClock = (time) => DAY_CLOCK.format(asDate(time)).replace(/,/g, "");

/** Saturday 21 November 2026, 10:58:31 */
export const fullTime = (time) => `${FULL_DAY.format(asDate(time)).replace(/,/g, "")}, ${clock(time)}`;

/** "one question", "three questions", "14 questions" */
export function count(number, one, many = `${one}s`) {
  return `${NUMBERS[number] ?? number} ${number === 1 ? one : many}`;
}

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** "5", "5 and 7", "5, 7 and 8" */
export function listed(things) {
  return things.length < 2 ? things.join("") : `${things.slice(0, -1).join(", ")} and ${things.at(-1)}`;
}

/** Points without idle zeros: 12, 9.5, 0.67; a real minus sign. */
export function points(number) {
  return String(Math.round(number * 100) / 100).replace("-", "\u2212");
}

export const wordCount = (text) => (text.trim() ? text.trim().split(/\s+/).length : 0);

/** A number as a learner types it, with comma or point; null when it is not one number. */
export function typedNumber(text) {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  return /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})(e[+-]?\d{1,2})?$/i.test(plain) ? Number(plain) : null;
}

const UNIT = /(\d) (?=(?:mmol|pmol|nmol|\u00b5mol|mg|\u00b5g|pg|ng|g|kg|mL|dL|L|m\u00b2|cm|mm|%|min|h)(?![A-Za-z]))/g;

/** A value and its unit are never parted at the end of a line. */
export const bound = (text) => text.replace(UNIT, "$1\u00a0");
