"""One variant of a case: what varies is drawn from a seed, laboratory values fit together, every text is filled in."""

import re
from collections.abc import Mapping
from typing import Any, cast

from calcinosis.physiology.clinical import FORMULAS
from calcinosis.quiz import variants
from calcinosis.quiz.cases.analytes import ANALYTES, GROWN_UP, Analyte, interval, years
from calcinosis.quiz.kinds.base import Plain

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_OTHER = {"left": "right", "right": "left"}


def seed(learner: str, case: str, version: int, play: int) -> str:
    """Return the seed of a learner's play of a case; another play is another variant."""
    return variants.seed(learner, f"case {case}", version, attempt=play)


def deal(case: Plain, of: str) -> Plain:
    """Draw a variant.

    Parameters
    ----------
    case
        The case as compiled.
    of
        The seed.

    Returns
    -------
    dict
        The case with every text filled in, options, questions and diagnoses in an order of their own, ``values`` and
        the rows of ``labs``.
    """
    values = variants.draw(case["vary"], of)
    words = variants.shown(case["vary"], values)
    if words.get("side") in _OTHER:
        words["other_side"] = _OTHER[words["side"]]
    numbers = _labs(case["labs"], of)
    age = years(float(values["age"]), case["age_unit"])
    rows = {name: _row(name, lab, numbers.get(name), age) for name, lab in case["labs"].items()}
    words |= {name: in_words(row) for name, row in rows.items()}
    dealt = cast("Plain", _filled({name: part for name, part in case.items() if name not in ("vary", "labs")}, words))
    for row in rows.values():
        row["label"] = _filled(row["label"], words)
    dealt |= {"values": values, "years": age, "labs": rows}
    dealt["history"] = variants.shuffled(dealt["history"], of, "history")
    for decision in dealt["decisions"]:
        decision["options"] = variants.shuffled(decision["options"], of, f"options of {decision['id']}")
    order = variants.shuffled([name for name in dealt["diagnoses"] if name != "other"], of, "diagnoses")
    order += [name for name in dealt["diagnoses"] if name == "other"]
    dealt["diagnoses"] = {name: dealt["diagnoses"][name] for name in order}
    return dealt


def _labs(labs: Mapping[str, Plain], of: str) -> dict[str, float]:
    """Draw the numbers of the laboratory: first those of their own, then those that follow from others."""
    found: dict[str, float] = {}
    for name, lab in labs.items():
        if lab["value"] is not None:
            found[name] = lab["value"]
        elif lab["one_of"]:
            found[name] = cast("float", variants.draw({name: {"one_of": lab["one_of"]}}, of)[name])
        elif lab["from"] is not None:
            steps = {part: lab[part] for part in ("from", "to", "step")}
            found[name] = cast("float", variants.draw({name: steps}, of)[name])
    for _ in labs:  # what follows from what follows, in any order of writing
        for name, lab in labs.items():
            if name in found:
                continue
            if lab["formula"] and all(each in found for each in lab["with"].values()):
                arguments = {argument: found[each] for argument, each in lab["with"].items()}
                found[name] = round(FORMULAS[lab["formula"]](**arguments), _decimals(name, lab))
            elif lab["share"] is not None and lab["of"] in found:
                found[name] = round(lab["share"] * found[lab["of"]], _decimals(name, lab))
    return found


def _decimals(name: str, lab: Plain) -> int:
    known = ANALYTES.get(lab["quantity"] or name)
    return lab["decimals"] if lab["decimals"] is not None else known.decimals if known else 0


def _row(name: str, lab: Plain, value: float | None, age: float) -> Plain:
    analyte = lab["quantity"] or name
    known: Analyte | None = ANALYTES.get(analyte)
    row: Plain = {"name": name, "label": lab["label"] or (known.label if known else name), "shape": None}
    if value is None:
        return row | {"text": lab["text"], "flag": lab["flag"] or "in range"}
    (low, high), of_whom = _interval(analyte, lab, known, age)
    adult = known.normal if known and age < GROWN_UP and known.grows else None
    flag = "low" if low is not None and value < low else "high" if high is not None and value > high else "in range"
    return row | {
        "value": value,
        "decimals": _decimals(name, lab),
        "unit": lab["unit"] if lab["unit"] is not None else known.unit if known else "",
        "conventional": known.conventional if known and lab["unit"] is None else None,
        "low": low,
        "high": high,
        "for": of_whom,
        "adult": adult,
        "flag": flag,
        "shape": known.shape if known else None,
    }


def _interval(
    analyte: str, lab: Plain, known: Analyte | None, age: float
) -> tuple[tuple[float | None, float | None], str]:
    if lab["normal"] is not None:
        return (lab["normal"][0], lab["normal"][1]), lab["normal_for"] or ""
    if known is None:
        return (None, None), ""
    limits, words = interval(analyte, age)
    return limits or (None, None), words


def in_words(row: Plain) -> str:
    """Return a result as texts print it: both systems of units, the SI unit first."""
    if "text" in row:
        return row["text"]
    text = f"{row['value']:.{row['decimals']}f} {row['unit']}".strip()
    if row["conventional"]:
        unit, factor, decimals = row["conventional"]
        text += f" ({row['value'] * factor:.{decimals}f} {unit})"
    return text


def _filled(part: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(part, str):
        return PLACE.sub(lambda found: words.get(found[1], found[0]), part)
    if isinstance(part, dict):
        return {name: _filled(each, words) for name, each in cast("Plain", part).items()}
    if isinstance(part, list | tuple):
        return [_filled(each, words) for each in cast("list[object]", part)]
    return part
