"""Notebooks that try to mark themselves, read the keys, or run something: through both ways of grading."""

import copy
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from sabotage import INTENT, SIGN, put

from calcinosis.grading.answers import filled
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import collect, submit
from calcinosis.grading.paper import paper

pytestmark = pytest.mark.timeout(900)  # nbgrader starts a kernel for each submission
STAMP = "2026-11-21 10:00:00.000000 UTC"
SCRIPT = f"<script>document.title='{SIGN}'</script><img src=x onerror=\"document.title='{SIGN}'\">"


def stores_a_script(notebook):
    put(notebook, "q1", f"q1 = {SCRIPT!r}")
    put(notebook, "q6", f"</pre>{SCRIPT}\n\n[x](javascript:document.title='{SIGN}')")
    put(notebook, "q1-prompt", SCRIPT)


def doubles_its_marks(notebook):
    for cell in copy.deepcopy(notebook["cells"]):
        notebook["cells"].append({**cell, "source": "9.0"})


ATTACKS = (*(sabotage.act for sabotage in INTENT), stores_a_script, doubles_its_marks)


def attacked(course, answers):
    """Collect one submission of each attacker, a shadowing module beside one of them, and an honest one."""
    release = paper(course, "kinds").release
    for attack in ATTACKS:
        notebook = filled(release, {})
        attack(notebook)
        place = submit(course, "kinds", attack.__name__, notebook, STAMP)
        (place / "calcinosis.py").write_text(f"open('{course.quizzes}/{SIGN}', 'w')\nscore = lambda *a: 9.0")
        collect(course, "kinds", attack.__name__, place)
    honest = submit(course, "kinds", "honest", filled(release, answers.right), STAMP)
    collect(course, "kinds", "honest", honest)


@pytest.fixture(scope="module", params=["fast", "nbgrader"])
def graded(request, built, act, answers, tmp_path_factory):
    shutil.copytree(built.root, tmp_path_factory.mktemp("attacked") / "course")
    course = Course(next(tmp_path_factory.getbasetemp().glob("attacked*/course")))
    attacked(course, answers)
    learners = [attack.__name__ for attack in ATTACKS] + ["honest"]
    if request.param == "fast":
        marks = act.grade_all(course, "kinds", learners)
    else:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            [sys.executable, "-m", "nbgrader", "autograde", "kinds"],
            cwd=course.quizzes,
            env={**os.environ, "PATH": path},
            check=True,
            capture_output=True,
        )
        with act.tools(course) as tools:
            from calcinosis.grading.gradebook import marked, sheet_of

            marks = marked(tools.book, sheet_of(tools.book, "kinds"))
    yield course, marks
    shutil.rmtree(course.root.parent)


@pytest.mark.parametrize("attack", [attack.__name__ for attack in ATTACKS])
def test_an_attack_earns_nothing(graded, attack):
    _, marks = graded

    assert marks[attack].score == 0.0


def test_the_honest_learner_is_marked_as_if_no_one_had_attacked(graded):
    _, marks = graded

    assert marks["honest"].score == 8.0
    assert {row.manual for row in marks["honest"].rows.values()} == {None}


def test_no_attack_leaves_a_trace_on_the_machine(graded):
    course, _ = graded

    assert not list(course.root.rglob(SIGN))


def test_no_module_of_a_learner_lies_beside_the_graded_notebook(graded):
    course, _ = graded

    assert {path.name for path in (course.quizzes / "autograded").rglob("*") if path.is_file()} == {
        "kinds.ipynb",
        "timestamp.txt",
        "submission_secret.txt",
    }


def test_a_stored_script_is_text_in_formgrader(graded):
    course, _ = graded
    for learner in ("stores_a_script", "reads_the_gradebook"):
        page, _ = HTMLExporter(template_name="classic").from_filename(
            str(course.autograded(learner, "kinds") / "kinds.ipynb")
        )

        assert f"<script>document.title='{SIGN}'" not in page
        assert "<img src=x onerror" not in page
        assert 'href="javascript:' not in page


def test_no_attacker_sees_a_hidden_test_in_an_output(graded):
    course, _ = graded
    for attack in ATTACKS:
        text = (course.autograded(attack.__name__, "kinds") / "kinds.ipynb").read_text(encoding="utf-8")
        outputs = [
            output
            for cell in json.loads(text)["cells"]
            for output in cell.get("outputs", [])
            if cell["id"].endswith("-test") or cell["id"] in ("q1", "q2", "q3")
        ]

        assert {output["output_type"] for output in outputs} <= {"execute_result", "stream"}
        assert "HIDDEN" not in json.dumps(outputs)


def test_a_submission_with_a_foreign_file_is_collected_without_it(course, answers):
    release = paper(course, "kinds").release
    place = submit(course, "kinds", "alice", filled(release, answers.right), STAMP)
    for name in ("calcinosis.py", "sitecustomize.pth", "kinds.public.json", "x.so", "__init__.pyc"):
        (place / name).write_text("print('x')")
    (place / "folder").mkdir()
    collected = collect(course, "kinds", "alice", place)

    assert {path.name for path in collected.iterdir()} == {"kinds.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_a_link_in_a_submission_is_not_followed(course, answers, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key of another course")
    release = paper(course, "kinds").release
    place = submit(course, "kinds", "alice", filled(release, answers.right), STAMP)
    (place / "kinds.ipynb").unlink()
    (place / "kinds.ipynb").symlink_to(secret)
    collected = collect(course, "kinds", "alice", place)

    assert "the key" not in "".join(path.read_text() for path in collected.iterdir())


def test_a_submission_planted_by_someone_else_is_not_taken_for_the_learners(course, answers, monkeypatch):
    release = paper(course, "kinds").release
    planted = submit(course, "kinds", "alice", filled(release, answers.wrong), STAMP)
    monkeypatch.setattr(os, "getuid", lambda: planted.stat().st_uid + 1)
    place = submit(course, "kinds", "alice", filled(release, answers.right), STAMP)

    assert place != planted
    assert "'b'" in (place / "kinds.ipynb").read_text()
