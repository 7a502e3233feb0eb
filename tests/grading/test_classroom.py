"""A whole class at once: by the web page, by hand through nbgrader, and damaged on the way."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sabotage import ACCIDENTS, INTENT, SIGN, cell

from calcinosis.cli import main
from calcinosis.grading import exchange
from calcinosis.grading.answers import filled
from calcinosis.grading.classroom import collect_class, grade_class
from calcinosis.grading.gradebook import marked, sheet_of
from calcinosis.grading.paper import paper

STAMP = "2026-11-21 10:00:00.000000 UTC"


def test_of_a_class_of_200_with_a_tenth_sabotaged_none_is_lost_and_each_scores_as_its_twin(course, act, answers):
    draw = random.Random(5)  # noqa: S311 - the same class in every run
    release, sabotaged = paper(course, "kinds").release, {}
    for number in range(200):
        given = draw.choice((answers.right, answers.partly, answers.wrong, {"q1": "b"})[: 4 if number % 10 else 2])
        learner = f"learner{number:03d}"
        notebook = filled(release, given)
        sabotage = (ACCIDENTS + INTENT)[number // 10] if number % 10 == 0 else None
        if sabotage:
            left = {name: answer for name, answer in given.items() if name not in sabotage.destroys}
            exchange.submit(course, "kinds", learner.replace("learner", "twin"), filled(release, left), STAMP)
            sabotaged[learner] = sabotage
            sabotage.act(notebook)
        place = exchange.submit(course, "kinds", learner, notebook, STAMP)
        if sabotage and sabotage.file:
            (place / "kinds.ipynb").rename(place / sabotage.file)
    graded, refused = grade_class(course, "kinds")
    with act.tools(course) as tools:
        marks = marked(tools.book, sheet_of(tools.book, "kinds"))
    reports = {each.learner: each.report for each in graded}

    assert len(graded) == 220
    assert refused == []
    assert set(sabotaged.values()) == {*ACCIDENTS, *INTENT}
    for learner, sabotage in sabotaged.items():
        assert points(marks[learner]) == points(marks[learner.replace("learner", "twin")]), sabotage.name
        assert bool(reports[learner]) is sabotage.told, sabotage.name
    assert [learner for learner, report in reports.items() if report and learner not in sabotaged] == []
    assert not list(course.root.rglob(SIGN))


def points(marks):
    return {name: (row.auto, row.manual) for name, row in marks.rows.items()}


def test_what_is_graded_is_left_alone_unless_asked(course, answers):
    release = paper(course, "kinds").release
    exchange.submit(course, "kinds", "alice", filled(release, answers.right), STAMP)

    assert len(grade_class(course, "kinds")[0]) == 1
    assert len(grade_class(course, "kinds")[0]) == 0
    assert len(grade_class(course, "kinds", again=True)[0]) == 1


def test_a_newer_submission_is_graded_in_place_of_the_old(course, act, answers):
    release = paper(course, "kinds").release
    for hour, given in (("10", answers.right), ("11", answers.wrong), ("09", answers.right)):
        exchange.submit(course, "kinds", "alice", filled(release, given), STAMP.replace("10:00", f"{hour}:00"))
    grade_class(course, "kinds")
    with act.tools(course) as tools:
        marks = marked(tools.book, sheet_of(tools.book, "kinds"))

    assert marks["alice"].score == 0.0


def test_a_notebook_answered_in_jupyterlab_and_submitted_with_nbgrader_is_graded(course, answers, tmp_path, capsys):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}

    def nbgrader(*command):
        place = [
            "--CourseDirectory.course_id=calcinosis",
            f"--Exchange.root={course.exchange}",
            f"--Exchange.cache={tmp_path}",
        ]
        subprocess.run(
            [sys.executable, "-m", "nbgrader", *command, *place],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )

    nbgrader("fetch_assignment", "kinds")
    file = tmp_path / "kinds" / "kinds.ipynb"
    notebook = json.loads(file.read_text())
    for name, answer in answers.right.items():
        cell(notebook, name)["source"] = answer if name == "q6" else [f"{name} = {answer!r}  # thought about it\n"]
    file.write_text(json.dumps(notebook))
    nbgrader("submit", "kinds", "--student", "hannah")
    main(["grade", "kinds", "--course", str(course.root)])
    said = capsys.readouterr().out

    assert said == "1 submission of kinds graded\n"
    text = (course.autograded("hannah", "kinds") / "kinds.ipynb").read_text()
    assert text.count('"2.0"') == 3


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
def test_a_submission_from_a_strange_account_or_name_is_refused_and_told(course, answers):
    release = paper(course, "kinds").release
    place = exchange.submit(course, "kinds", "alice", filled(release, answers.right), STAMP)
    place.rename(place.with_name(place.name.replace("alice", "al ice")))
    strange = exchange.submit(course, "kinds", "bob", filled(release, answers.right), STAMP)
    os.chown(strange, 12345, -1)
    refused = sorted(collect_class(course, "kinds"))

    assert len(refused) == 2
    assert "'al ice' is no name of a learner" in refused[0]
    assert "belongs to user 12345, who is not bob" in refused[1]


def test_two_batches_are_graded_as_one(course, monkeypatch, answers):
    release = paper(course, "kinds").release
    for number in range(5):
        exchange.submit(course, "kinds", f"learner{number}", filled(release, answers.right), STAMP)
    monkeypatch.setattr("calcinosis.grading.classroom.BATCH", 2)

    assert len(grade_class(course, "kinds")[0]) == 5


def test_a_batch_that_fails_writes_nothing_of_itself(course, act, monkeypatch, answers):
    release = paper(course, "kinds").release
    for number in range(3):
        exchange.submit(course, "kinds", f"learner{number}", filled(release, answers.right), STAMP)
    from calcinosis.grading import classroom

    genuine = classroom.entered

    def falters(tools, sheet, printed, learner):
        if learner == "learner2":
            raise OSError("disk full")
        return genuine(tools, sheet, printed, learner)

    monkeypatch.setattr(classroom, "entered", falters)
    with pytest.raises(OSError, match="disk full"):
        grade_class(course, "kinds")
    monkeypatch.undo()
    with act.tools(course) as tools:
        assert marked(tools.book, sheet_of(tools.book, "kinds")) == {}
    assert not (course.quizzes / "autograded").exists()
    assert len(grade_class(course, "kinds")[0]) == 3


def test_grading_a_class_loads_no_server_and_no_converter(course, answers):
    exchange.submit(course, "kinds", "alice", filled(paper(course, "kinds").release, answers.right), STAMP)
    script = (
        "import sys; from calcinosis.cli import main; "
        f"main(['grade', 'kinds', '--course', {str(course.root)!r}]); "
        "print([name for name in ('nbconvert', 'jupyter_server', 'alembic', 'lark') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["1 submission of kinds graded", "[]"]
