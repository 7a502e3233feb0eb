// The outline of a body, one half; and the same body with the proportions of a child or an infant.

/** Right half as seen, centre line x = 145, head at y = 20, soles at y = 510. */
export const HALF_BODY =
  "M145 20C160 20 168 32 167 48C166 58 160 66 160 74C160 84 164 90 176 92C196 95 204 96 207 108C216 142 222 172 227 206C232 238 240 262 242 296" +
  "C243 306 238 322 234 320C230 318 226 308 221 305C220 298 226 290 225 280C222 262 213 240 206 218C203 200 199 184 195 178C192 174 190 176 190 182" +
  "C189 200 188 214 192 230C196 242 197 250 197 262C196 300 195 330 194 356C193 390 191 424 186 482C186 490 188 494 187 502C186 510 172 510 170 502" +
  "C168 496 170 492 168 484C165 460 166 440 164 420C160 376 152 330 145 284";

const MIDDLE = 145;
// y of the adult: [y of this body, widening]
const GROWTH = {
  adult: [[20, 20, 1], [510, 510, 1]],
  child: [[20, 70, 1.22], [48, 112, 1.22], [74, 146, 1], [110, 180, 0.86], [284, 330, 0.86], [510, 510, 0.86]],
  infant: [[20, 130, 1.6], [48, 184, 1.6], [74, 226, 1.1], [110, 254, 0.94], [284, 386, 0.98], [510, 510, 1]],
};

/** Where a point of the adult outline lies on another body. */
export function placeOn(body, x, y) {
  const steps = GROWTH[body] ?? GROWTH.adult;
  let at = steps.findIndex(([from]) => y <= from);
  at = at < 0 ? steps.length - 1 : Math.max(1, at);
  const [[y0, to0, wide0], [y1, to1, wide1]] = [steps[at - 1], steps[at]];
  const part = (y - y0) / (y1 - y0);
  return [MIDDLE + (x - MIDDLE) * (wide0 + (wide1 - wide0) * part), to0 + (to1 - to0) * part];
}

export function outlineOf(body) {
  return HALF_BODY.replace(/([\d.]+) ([\d.]+)/g, (_, x, y) => placeOn(body, Number(x), Number(y)).map((each) => each.toFixed(1)).join(" "));
}
