"""A class of 200 of which a tenth hands in sabotaged notebooks: what is reported, and what everybody scores.

``python tests/benchmarks/class_of_200.py [LEARNERS]``: each kind of sabotage by accident and on purpose at least once,
each beside an untouched twin with the same answers. Grades the whole class with ``calcinosis grade`` and prints a line
for each sabotage; the exit status is 1 if anyone was lost, scored otherwise than the twin, or was not told of.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / "security"), str(Path(__file__).parent)]

from faults import fixtures
from sabotage import ACCIDENTS, INTENT, SIGN

from calcinosis.grading import exchange
from calcinosis.grading.answers import filled
from calcinosis.grading.grade import marks
from calcinosis.grading.gradebook import marked, sheet_of
from calcinosis.grading.paper import paper

STAMP = "2026-11-21 10:00:00.000000 UTC"


def hand_in(make, course, learners):
    """Fill the exchange; give the sabotaged learners with what was done to them."""
    draw = random.Random(200)  # noqa: S311 - the same class in every run
    release, sabotaged = paper(course, "kinds").release, {}
    for number in range(learners):
        given = draw.choice((make.RIGHT, make.PARTLY, make.WRONG, {"q1": "b"})[: 4 if number % 10 else 2])
        learner, notebook = f"learner{number:03d}", filled(release, given)
        if number % 10:
            exchange.submit(course, "kinds", learner, notebook, STAMP)
            continue
        sabotage = (ACCIDENTS + INTENT)[number // 10 % len(ACCIDENTS + INTENT)]
        left = {name: answer for name, answer in given.items() if name not in sabotage.destroys}
        exchange.submit(course, "kinds", f"twin{number:03d}", filled(release, left), STAMP)
        sabotage.act(notebook)
        place = exchange.submit(course, "kinds", learner, notebook, STAMP)
        if sabotage.file:
            (place / "kinds.ipynb").rename(place / sabotage.file)
        sabotaged[learner] = sabotage
    return sabotaged


def points(row):
    """Give what one learner scored in each question."""
    return {name: (each.auto, each.manual) for name, each in row.rows.items()}


def main(learners=200):
    """Sabotage, grade, compare, print."""
    make = fixtures()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        course = make.scratch(Path(folder) / "course")
        make.build(course)
        sabotaged = hand_in(make, course, learners)
        began = time.perf_counter()
        command = [sys.executable, "-m", "calcinosis", "grade", "kinds", "--course", str(course.root)]
        subprocess.run(command, check=True, capture_output=True)
        took = time.perf_counter() - began
        with make.tools(course) as tools:
            sheet = sheet_of(tools.book, "kinds")
            rows = marked(tools.book, sheet)
            printed = paper(course, "kinds")
            reports = {learner: marks(tools, sheet, printed, learner).graded.report for learner in rows}
        traces = list(course.root.rglob(SIGN))
    everyone = learners + len(sabotaged)
    print(
        f"{everyone} submissions ({len(sabotaged)} sabotaged, {len(sabotaged)} twins), {len(rows)} graded, {took:.1f} s"
    )
    for learner, sabotage in sabotaged.items():
        mine, twin = rows[learner], rows[learner.replace("learner", "twin")]
        equal = points(mine) == points(twin)
        told = bool(reports[learner]) is sabotage.told
        if not (equal and told):
            faults.append(f"{learner}: {sabotage.name}")
        print(
            f"{sabotage.name:32} {mine.score:5.2f} = {twin.score:5.2f}  " if equal else f"{sabotage.name:32} DIFFER ",
            end="",
        )
        print("; ".join(reports[learner][:2]) + (" ..." if len(reports[learner]) > 2 else ""))
    wrongly = [learner for learner, report in reports.items() if report and learner not in sabotaged]
    print(f"untouched submissions with a report: {len(wrongly)}; traces of an attack on the machine: {len(traces)}")
    print(
        "\n".join(["NOT AS IT SHOULD BE:", *faults])
        if faults
        else "every repair reported, every score that of the twin"
    )
    return 1 if faults or wrongly or traces or len(rows) != everyone else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
