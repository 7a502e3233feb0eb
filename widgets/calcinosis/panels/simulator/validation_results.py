"""The checks of the model with their results, kept beside the course so that they run once and not for each reader."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calcinosis import physiology

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.validation import Check

KINDS = {
    "law": "laws of nature",
    "calibration": "values at rest",
    "condition": "patterns of diseases",
    "direction": "textbook directions",
    "experiment": "published experiments",
}
"""What checks are called, by the kind that ``physiology.validation`` gives them."""

Results = dict[str, Any]
"""``model``: which model was checked; ``rows``: the checks as plain data; ``curves``: courses in time by id."""


@cache
def model() -> str:
    """Return the name of the present model: a digest of every file it is made of."""
    made = hashlib.sha256()
    for path in sorted(Path(physiology.__file__).parent.rglob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def checks(kind: str = "") -> list[Check]:
    """Return the checks of one kind, or all."""
    from calcinosis.physiology.validation import all_checks  # noqa: PLC0415 - loads the experiments

    return [check for check in all_checks() if kind in ("", check.kind)]


def claims(chosen: list[Check]) -> list[dict[str, Any]]:
    """Return checks before they are run: claim, source and target, no value."""
    from calcinosis.physiology.validation import Result, as_records  # noqa: PLC0415 - loads the experiments

    rows = as_records(Result(check=check, value=0.0, passed=False) for check in chosen)
    return [{**row, "model_value": None, "passed": None} for row in rows]


def in_full(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the checks with claims that can stand alone: "the same: ..." is told with the experiment it speaks of."""
    told: list[dict[str, Any]] = []
    experiment = same = ""
    for row in rows:
        head, _, rest = row["claim"].partition(": ")
        if rest and head == "the same":
            told.append({**row, "claim": f"{same}: {rest}"})
            continue
        if rest and head.startswith("the "):  # another arm of the same experiment
            same = f"{experiment}, {head}"
            told.append({**row, "claim": f"{same}: {rest}"})
            continue
        experiment = same = head
        told.append(row)
    return told


def run(chosen: list[Check], tell: Callable[[list[dict[str, Any]]], None] = lambda _rows: None) -> Results:
    """Run checks.

    Parameters
    ----------
    chosen
        Which ones.
    tell
        Is given the rows that are ready, after each check.
    """
    from calcinosis.physiology.validation import as_records, curves  # noqa: PLC0415 - loads the experiments

    rows: list[dict[str, Any]] = []
    for check in chosen:
        rows += as_records([check.run()])
        tell(rows)
    wanted = [row["id"] for row in rows if row["curve"]]
    return {"model": model(), "rows": rows, "curves": {each["id"]: each for each in curves(ids=wanted)}}


def kept(state: Path | None) -> Results | None:
    """Return the results kept in a course's state folder, if they are those of the present model."""
    if state is None:
        return None
    try:
        results = json.loads((state / "validation.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return results if isinstance(results, dict) and results.get("model") == model() else None


def keep(state: Path | None, results: Results) -> None:
    """Keep results for the next reader; where nothing can be written, each reader waits for their own."""
    if state is None:
        return
    fresh = state / f"validation.{os.getpid()}.new"
    try:
        fresh.write_text(json.dumps(results), encoding="utf-8")
        fresh.replace(state / "validation.json")
    except OSError:
        fresh.unlink(missing_ok=True)


def main(state: str) -> None:
    """Run the checks in the background of a course and keep them in its state folder."""
    os.nice(19)
    folder = Path(state)
    if kept(folder) is None:
        keep(folder, run(checks()))


if __name__ == "__main__":
    main(sys.argv[1])
