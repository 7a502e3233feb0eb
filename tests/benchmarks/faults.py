"""kill -9 of kernels, page server and registrar at drawn moments, while a class answers over real websockets.

``python tests/benchmarks/faults.py [LEARNERS] [KILLS] [SEED]`` (50, 30 and 1 by default: about three minutes). Two of
three kills hit a kernel, the others page server and registrar in turn. Prints what was acknowledged and what is there
afterwards; the exit status is 1 if anything acknowledged was lost or anything was counted twice.
"""

import importlib.util
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "security"))

from classroom import classroom, seated, sitting

QUIZ = "practice"
CHANGES = (8, 24)
"""Fewest and most changes of one learner: some submit while others still answer."""
LONGEST = 2.0
"""Seconds that a learner thinks at most between two changes."""


def fixtures():
    """Load what the tests of the grading room make courses with."""
    place = importlib.util.spec_from_file_location("fixtures", Path(__file__).parents[1] / "grading" / "conftest.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def built(folder):
    """Make the course of the grading tests."""
    make = fixtures()
    course = make.scratch(folder / "course")
    make.build(course)
    return course.root


def plan(draw):
    """Draw a learner's changes: minds are made up and changed; no change repeats the one before it."""
    changes = [("q1", "a"), ("q2", {"value": "1.00", "unit": "mmol/L"}), ("q3", ["a"])]
    for number in range(draw.randint(*CHANGES) - len(changes)):
        answers = {
            "q1": "abc"[number % 3],
            "q2": {"value": f"{2 + number / 100:.2f}", "unit": "mmol/L"},
            "q3": [["a"], ["b"], ["a", "c"], ["d"]][number % 4],
        }
        question = draw.choice(sorted(answers))
        changes.append((question, answers[question]))
    return changes


def main(learners=50, kills=30, seed=1):
    """Let the class sit the quiz, kill, count."""
    draw = random.Random(seed)  # noqa: S311 - the same order in every run
    servers = ["page server", "registrar"]
    kinds = [servers[number // 3 % 2] if number % 3 == 0 else "kernel" for number in range(kills)]
    with tempfile.TemporaryDirectory() as folder, classroom(built(Path(folder))) as room:
        names = [f"learner{number:02d}" for number in range(learners)]
        seats = seated(room, QUIZ, plan, names, seed=seed, longest=LONGEST)
        began = time.monotonic()
        with sitting(seats, patience=600):
            killed = Counter(room.kill_while(seats, kinds, draw))
        took = time.monotonic() - began
        tally = room.tally(seats)
    faults = tally.pop("faults")
    print(f"{learners} learners, {CHANGES[0]} to {CHANGES[1]} changes each, seed {seed}, {took:.0f} s")
    print("killed: " + ", ".join(f"{count} x {what}" for what, count in sorted(killed.items())))
    for name, count in tally.items():
        print(f"{name:26}{count:6}")
    print("\n".join(faults) if faults else "nothing acknowledged was lost, nothing was counted twice")
    once = {tally[name] for name in room.ONCE}
    return 0 if not faults and once == {learners} else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
