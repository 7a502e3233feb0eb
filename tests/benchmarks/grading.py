"""How much faster ``calcinosis grade`` is than ``nbgrader autograde``, whole process against whole process.

Run ``python tests/benchmarks/grading.py [SUBMISSIONS]`` (50 by default: about two minutes). Both grade the same
collected submissions of a quiz of 20 items in copies of one course, in turn; the rows of the gradebooks are compared.
"""

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parents[1] / "grading"
KINDS = ("single", "multiple", "numeric", "ordering", "matching")
ITEM = """
- id: item-{number}
  kind: {kind}
  title: Item {number}
  lesson: 2
  difficulty: 1
  stem: Question {number}?
  why: Because.
"""
PARTS = {
    "single": "  options: {a: Calcium, b: Phosphate, c: Zinc}\n  key: b\n",
    "multiple": "  options: {a: Calcium, b: Phosphate, c: Zinc}\n  key: [a, c]\n",
    "numeric": "  key: {value: 2.5}\n  unit: mmol/L\n  decimals: 1\n  tolerance: {absolute: 0.05}\n"
    "  variables: {calcium: {from: 2.1, to: 2.4, step: 0.1}}\n",
    "ordering": "  elements: {a: Calcium, b: Phosphate, c: Zinc}\n  key: [c, a, b]\n",
    "matching": "  left: {a: Bone, b: Kidney}\n  right: {p: Calcium, q: Phosphate}\n  key: {a: p, b: q}\n",
}
ANSWERS = {
    "single": ("b", "a", None),
    "multiple": (["a", "c"], ["a"], None),
    "numeric": ({"value": "2.5", "unit": "mmol/L"}, {"value": "25", "unit": "mmol/L"}, None),
    "ordering": (["c", "a", "b"], ["a", "b", "c"], None),
    "matching": ({"a": "p", "b": "q"}, {"a": "q"}, None),
}
ROWS = """
    SELECT s.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade
    FROM grade g JOIN base_cell b ON b.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2"""


def tools():
    """Load what the tests of the grading room make courses with."""
    place = importlib.util.spec_from_file_location("fixtures", HERE / "conftest.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def prepare(folder, submissions):
    """Make a course with a quiz of 20 items and so many collected submissions."""
    make = tools()
    course = make.scratch(folder)
    kinds = [KINDS[number % len(KINDS)] for number in range(20)]
    items = "".join(ITEM.format(number=number, kind=kind) + PARTS[kind] for number, kind in enumerate(kinds))
    (course.quizzes / "items" / "twenty.yaml").write_text(items)
    names = ", ".join(f"item-{number}" for number in range(20))
    (course.quizzes / "twenty.yaml").write_text(f"title: Twenty\nlesson: 2\nmode: graded\nitems: [{names}]\n")
    make.build(course)
    for learner in range(submissions):
        answers = {f"q{place}": ANSWERS[kind][(learner + place) % 3] for place, kind in enumerate(kinds, 1)}
        make.collect(course, "twenty", f"learner{learner:03d}", answers)
    return course.root


def timed(root, *command):
    """Run a command in the course and give its wall time, s."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root / "quizzes",
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def rows(root):
    """Read what a gradebook says."""
    with sqlite3.connect(root / "quizzes" / "gradebook.db") as book:
        return book.execute(ROWS).fetchall()


def main():
    """Measure and print one line."""
    submissions = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        root = prepare(Path(folder) / "fast", submissions)
        for name in ("stock", "fast-too"):
            shutil.copytree(root, Path(folder) / name)
        ours = [timed(root, "calcinosis", "grade", "twenty", "--course", str(root))]
        theirs = timed(Path(folder) / "stock", "nbgrader", "autograde", "twenty")
        ours.append(timed(Path(folder) / "fast-too", "calcinosis", "grade", "twenty", "--course", f"{folder}/fast-too"))
        same = rows(root) == rows(Path(folder) / "stock")
    fast = sum(ours) / 2
    print(
        f"{submissions} submissions x 20 items: nbgrader autograde {theirs:.1f} s, calcinosis grade {fast:.2f} s "
        f"({min(ours):.2f} and {max(ours):.2f}), {theirs / fast:.0f} times faster, rows {'equal' if same else 'DIFFER'}"
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
