// How sure: four words, kept as 1 to 4.

export const CONFIDENCE = ["Guessing", "Unsure", "Fairly sure", "Certain"];
