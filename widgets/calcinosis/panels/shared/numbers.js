// Numbers as the course prints them: a true minus, thin spaces in thousands, decimals by quantity.

export function digits(value, decimals) {
  if (!Number.isFinite(value)) return "no value";
  let text = Math.abs(value).toFixed(decimals);
  if (Number(text) >= 1000) {
    const [whole, part] = text.split(".");
    text = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (part ? `.${part}` : "");
  }
  return value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? `\u2212${text}` : text;
}

// A flux is read to two decimals below 1, one below 20, none above.
export function flux(value) {
  const size = Math.abs(value);
  if (size < 0.005) return "0";
  return digits(value, size < 0.995 ? 2 : size < 19.95 ? 1 : 0);
}

// A daily flow of an ion in the units chosen: mmol, or grams to two decimals, as an intake is read.
const GRAMS = { calcium: 0.04008, phosphate: 0.03097 };
export function flowText(value, ion, units) {
  if (units !== "conventional") return flux(value);
  const grams = value * GRAMS[ion];
  return Math.abs(value) < 0.005 ? "0" : Math.abs(grams) < 0.005 ? "<\u202f0.01" : digits(grams, Math.abs(grams) >= 9.995 ? 1 : 2);
}

// `quantity` is a row of the table that Python sends: label, unit, decimals, conventional {unit, factor, decimals}.
export function reading(quantity, value, units) {
  const other = units === "conventional" ? quantity.conventional : null;
  const shown = other ? value * other.factor : value;
  const places = other ? other.decimals : quantity.decimals;
  const over = quantity.cap !== null && quantity.cap !== undefined && value > quantity.cap;
  const decimals = !other && quantity.fewer_from !== null && value >= quantity.fewer_from ? 0 : places;
  return {
    number: over ? `> ${digits(other ? quantity.cap * other.factor : quantity.cap, 0)}` : digits(shown, decimals),
    unit: other ? other.unit : quantity.unit,
  };
}

export function otherUnits(units) {
  return units === "si" ? "conventional" : "si";
}

export function verdict(quantity, value) {
  if (value < quantity.low) return "low";
  return value > quantity.high ? "high" : "normal";
}
