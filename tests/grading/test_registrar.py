"""From Submit to the result, through a process that may die at any moment."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from calcinosis.grading import exchange, gradebook, registrar, released
from calcinosis.grading.build import build
from calcinosis.grading.settings import nbgrader_config
from calcinosis.quiz import present
from calcinosis.quiz.records import Records


def looks(course, times=3):
    """Let the registrar look a few times, as a fresh process would."""
    with registrar.opened(course) as process:
        for _ in range(times):
            process.look()


def state(course, learner, quiz):
    with Records(course.records) as records:
        return records.state(learner, quiz)


def stages(course, receipt):
    with Records(course.records) as records:
        return [stage.stage for stage in records.stages(receipt)]


def mark_by_hand(course, learner, points, comment=None):
    """Do what formgrader does when a person marks the free text of a quiz."""
    with gradebook.opened(course) as book:
        submission = book.find_submission("at-once", learner)
        for grade in submission.notebooks[0].grades:
            if grade.name == "q2":
                grade.manual_score, grade.needs_manual_grade = points, False
        for remark in submission.notebooks[0].comments:
            if remark.name == "q2":
                remark.manual_comment = comment
        book.db.commit()


def test_practice_comes_back_at_once_with_keys(course, act):
    act.hand_in(course, "practice", "alice", {"q1": "b", "q2": {"value": "2.62", "unit": "mmol/L"}, "q3": ["a"]})
    looks(course, 1)
    now = state(course, "alice", "practice")

    assert (now.status, now.score, now.max) == ("graded", 5.0, 7.0)


def test_a_submission_is_genuine_in_exchange_cache_submitted_and_autograded(course, act, answers):
    submission = act.hand_in(course, "kinds", "alice", answers.right)
    looks(course, 1)
    stamp = exchange.stamped(submission)

    assert [path.name.rsplit("+", 1)[0] for path in course.inbound.iterdir()] == [f"alice+kinds+{stamp}"]
    assert [path.name for path in course.cache("alice").iterdir()] == [f"alice+kinds+{stamp}"]
    assert (course.submitted("alice", "kinds") / "timestamp.txt").read_text() == stamp
    assert (course.autograded("alice", "kinds") / "kinds.ipynb").is_file()
    assert stages(course, submission.receipt) == ["registered", "graded"]


def test_a_graded_quiz_waits_for_the_release(course, act, answers):
    act.hand_in(course, "kinds", "alice", {**answers.right, "q6": None})
    looks(course)
    assert state(course, "alice", "kinds").status == "marking"

    released.release(course, "kinds")
    looks(course)
    assert state(course, "alice", "kinds").status == "graded"


def test_a_release_does_not_show_what_no_one_has_marked(course, act, answers):
    act.hand_in(course, "kinds", "alice", answers.right)
    released.release(course, "kinds")
    looks(course)

    assert state(course, "alice", "kinds").status == "marking"


def test_nbgraders_own_release_counts_for_the_learner_it_names(course, act, answers):
    for learner in ("alice", "bob"):
        act.hand_in(course, "kinds", learner, {**answers.right, "q6": None})
    looks(course)
    secret = (course.submitted("alice", "kinds") / "submission_secret.txt").read_text()
    from nbgrader.utils import notebook_hash

    course.feedback.mkdir()
    (course.feedback / f"{notebook_hash(secret=secret, notebook_id='kinds')}.html").write_text("")
    looks(course)

    assert state(course, "alice", "kinds").status == "graded"
    assert state(course, "bob", "kinds").status == "marking"


def test_points_and_comment_by_hand_reach_the_learner_and_so_does_a_change(course, act):
    act.hand_in(course, "at-once", "alice", {"q1": "b", "q2": "Because."})
    with registrar.opened(course) as process:
        process.look()
        assert state(course, "alice", "at-once").status == "marking"
        mark_by_hand(course, "alice", 2.0, "Well <b>said</b>")
        process.look()
        process.look()
        with Records(course.records) as records:
            first = records.result("alice", "at-once")
        mark_by_hand(course, "alice", 3.0, None)
        process.look()
        process.look()
        with Records(course.records) as records:
            second = records.result("alice", "at-once")
            published = records.results(records.submission("alice", "at-once").receipt)

    assert (first["score"], first["items"][1]["comment"], first["items"][1]["verdict"]) == (
        3.0,
        "Well <b>said</b>",
        "partly",
    )
    assert (second["score"], second["items"][1]["comment"], second["items"][1]["verdict"]) == (4.0, None, "right")
    assert len(published) == 2


def test_lateness_costs_its_share_of_the_points_by_hand_too(course, act):
    quiz = course.quizzes / "at-once.yaml"
    quiz.write_text(quiz.read_text() + "due: 2020-01-01T00:00+00:00\nlate: {per_day: 0.1, at_most: 0.5}\n")
    build(course)
    act.hand_in(course, "at-once", "alice", {"q1": "b", "q2": "Because."})
    looks(course)
    mark_by_hand(course, "alice", 3.0)
    looks(course)
    now = state(course, "alice", "at-once")

    assert (now.status, now.score) == ("graded", 2.0)


def test_a_hint_costs_what_the_item_says(course):
    with Records(course.records) as records:
        records.begin("alice", "practice", attempts=None)
        records.save("alice", "practice", {"q1": {"answer": "b", "hints": 1}})
        sheet = json.loads((course.apps / "quizzes" / "practice.public.json").read_text())
        records.submit("alice", "practice", present.sheet(sheet, "alice", 1))
    looks(course)

    assert state(course, "alice", "practice").score == 0.75


def test_an_exam_whose_time_is_over_is_handed_in_as_it_stood(course):
    quiz = course.quizzes / "at-once.yaml"
    quiz.write_text(quiz.read_text().replace("mode: graded", "mode: exam\nminutes: 30"))
    build(course)
    course.cohort.write_text("learner,time_factor\ngranted,2\n")
    began = datetime.now(UTC) - timedelta(minutes=31)
    with Records(course.records, clock=lambda: began.isoformat(timespec="milliseconds")) as records:
        for learner in ("over", "granted"):
            records.begin(learner, "at-once", attempts=1)
            records.save(learner, "at-once", {"q1": {"answer": "b"}})
    looks(course, 1)

    assert state(course, "over", "at-once").score == 1.0
    assert state(course, "granted", "at-once").status == "draft"


def test_every_attempt_at_practice_gets_its_own_result(course, act):
    for answer in ("a", "b"):
        act.hand_in(course, "practice", "alice", {"q1": answer})
        time.sleep(0.002)
    looks(course, 1)
    with Records(course.records) as records:
        scores = [records.result("alice", "practice", attempt)["score"] for attempt in (1, 2)]

    assert scores == [0.0, 1.0]


def test_looking_again_does_nothing(course, act):
    submission = act.hand_in(course, "practice", "alice", {"q1": "b"})
    looks(course)
    before = course.gradebook.read_bytes()
    looks(course)

    assert course.gradebook.read_bytes() == before
    assert stages(course, submission.receipt) == ["registered", "graded", "returned"]


def test_one_that_cannot_be_graded_stops_nobody_and_is_told(course, act, monkeypatch):
    bad = act.hand_in(course, "practice", "alice", {"q1": "b"})
    act.hand_in(course, "practice", "bob", {"q1": "b"})
    genuine = registrar.grade
    sick = {"alice"}

    def falters(tools, sheet, paper, learner):
        if learner in sick:
            raise OSError("disk full")
        return genuine(tools, sheet, paper, learner)

    monkeypatch.setattr(registrar, "grade", falters)
    monkeypatch.setattr(registrar, "DELAYS", (0.0,))
    with registrar.opened(course) as process:
        process.look()
        process.look()
        process.look()
        assert state(course, "bob", "practice").status == "graded"
        trouble = state(course, "alice", "practice")
        sick.clear()
        process.look()

    assert trouble.trouble == "it could not be graded yet; it is kept"
    assert stages(course, bad.receipt) == ["registered", "failed", "graded", "returned"]


def test_points_by_hand_come_back_although_submissions_stream_in(course, act, monkeypatch):
    monkeypatch.setattr(registrar, "PASSES", 0.2)
    act.hand_in(course, "at-once", "alice", {"q1": "b", "q2": "Because."})
    with registrar.opened(course) as process:
        process.look()
        mark_by_hand(course, "alice", 2.0)
        for number in range(40):
            act.hand_in(course, "practice", f"learner{number}", {"q1": "b"})
            process.look()

    assert state(course, "alice", "at-once").status == "graded"


def test_a_locked_gradebook_is_waited_for(course, act, monkeypatch):
    monkeypatch.setattr(gradebook, "PATIENCE", 0.05)
    monkeypatch.setattr(registrar, "DELAYS", (0.0,))
    submission = act.hand_in(course, "practice", "alice", {"q1": "b"})
    with registrar.opened(course) as process, closing(sqlite3.connect(course.gradebook)) as other, other:
        other.execute("BEGIN EXCLUSIVE")
        assert not any(registrar._looked(process) for _ in range(3))
        locked = state(course, "alice", "practice").status
        other.rollback()
        registrar._looked(process)

    assert locked in ("submitted", "marking")
    assert state(course, "alice", "practice").status == "graded"
    assert stages(course, submission.receipt).count("graded") == 1


def test_a_full_disk_is_waited_for(course, act, monkeypatch):
    act.hand_in(course, "practice", "alice", {"q1": "b"})
    monkeypatch.setattr(registrar, "DELAYS", (0.0,))
    with registrar.opened(course) as process:
        with monkeypatch.context() as patch:

            def full(*_, **__):
                raise OSError(28, "No space left on device")

            patch.setattr(exchange, "mkdtemp", full)
            assert not any(registrar._looked(process) for _ in range(3))
        registrar._looked(process)

    assert state(course, "alice", "practice").status == "graded"


STEPS = ("submit", "collect", "grade")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_a_step_it_goes_on_and_doubles_nothing(course, act, monkeypatch, step, after):
    submission = act.hand_in(course, "practice", "alice", {"q1": "b"})
    place = registrar.exchange if step != "grade" else registrar
    genuine = getattr(place, step)

    def dies(*arguments):
        if after:
            genuine(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(place, step, dies)
        with pytest.raises(KeyboardInterrupt):
            looks(course, 1)
    looks(course)

    assert state(course, "alice", "practice").status == "graded"
    assert len(list(course.inbound.iterdir())) == 1
    assert stages(course, submission.receipt) == ["registered", "graded", "returned"]


LINES = [
    (call, nth, after) for call, count in (("stage", 3), ("publish", 1)) for nth in range(count) for after in (0, 1)
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{'after' if line[2] else 'before'}-{line[0]}-{line[1]}")
def test_killed_at_a_line_of_the_record_it_goes_on(course, act, monkeypatch, line):
    call, nth, after = line
    submission = act.hand_in(course, "practice", "alice", {"q1": "b"})
    genuine, calls = getattr(Records, call), []

    def dies(self, *arguments):
        calls.append(arguments)
        if len(calls) == nth + 1:
            if after:
                genuine(self, *arguments)
            raise KeyboardInterrupt
        return genuine(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Records, call, dies)
        with pytest.raises(KeyboardInterrupt):
            looks(course, 1)
    looks(course)

    assert state(course, "alice", "practice").score == 1.0
    assert len(list(course.inbound.iterdir())) == 1
    seen = stages(course, submission.receipt)
    assert list(dict.fromkeys(seen)) == ["registered", "graded", "returned"]
    with Records(course.records) as records:
        assert len(records.results(submission.receipt)) == 1


def program(course):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        [sys.executable, "-m", "calcinosis", "registrar", "--course", str(course.root)],
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(true, seconds=120.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_killed_at_random_the_real_process_loses_and_doubles_nothing(course, act):
    draw = random.Random(7)  # noqa: S311 - the same moments in every run
    learners = [f"learner{number}" for number in range(30)]
    for learner in learners:
        act.hand_in(course, "practice", learner, {"q1": "b"})

    def graded():
        return sum(state(course, learner, "practice").status == "graded" for learner in learners)

    process = program(course)
    assert until(lambda: graded() > 0)
    for _ in range(3):
        time.sleep(draw.random() * 0.1)
        process.kill()
        process.communicate()
        before = graded()
        process = program(course)
        assert before == len(learners) or until(lambda before=before: graded() > before)
    done = until(lambda: graded() == len(learners))
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)

    assert done
    assert (process.returncode, said) == (0, "")
    assert len(list(course.inbound.iterdir())) == len(learners)
    with closing(sqlite3.connect(course.gradebook)) as book, book:
        assert book.execute("SELECT count(*) FROM submitted_assignment").fetchone() == (len(learners),)
        assert book.execute("SELECT sum(auto_score) FROM grade").fetchone() == (float(len(learners)),)
    with Records(course.records) as records:
        assert records.faults() == []
        assert all(len(records.results(each.receipt)) == 1 for each in records.submissions())


def test_a_second_registrar_is_refused(course):
    with registrar.held(course, "registrar"):
        process = program(course)
        said, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "another registrar" in said


def test_a_quiz_built_anew_is_marked_by_its_new_key(course, act):
    with registrar.opened(course) as process:
        process.look()
        items = course.quizzes / "items" / "kinds.yaml"
        items.write_text(items.read_text().replace("key: b\n", "key: c\n", 1))
        build(course)
        act.hand_in(course, "practice", "alice", {"q1": "c"})
        process.look()

    assert state(course, "alice", "practice").score == 1.0


def test_a_mistake_of_an_author_does_not_stop_the_marking(course, act):
    with registrar.opened(course) as process:
        process.look()
        items = course.quizzes / "items" / "kinds.yaml"
        items.write_text(items.read_text().replace("key: b\n", "key: z\n", 1))
        (course.state / "build.json").touch()
        act.hand_in(course, "practice", "alice", {"q1": "b"})
        process.look()

    assert state(course, "alice", "practice").score == 1.0


def test_an_assignment_generated_again_with_nbgrader_is_followed(course, act):
    settings = nbgrader_config(course)
    place = CourseDirectory(config=settings, assignment_id="at-once")
    with registrar.opened(course) as process:
        process.look()
        GenerateAssignment(coursedir=place, config=settings, force=True).start()
        act.hand_in(course, "at-once", "alice", {"q1": "b"})
        process.look()

    assert state(course, "alice", "at-once").score == 1.0


def test_forged_answers_in_the_record_are_left_out(course, act):
    act.hand_in(course, "practice", "alice", {"q1": {"a": [[[[[[[["deep"]]]]]]]]}, "q2": [1, 2], "q3": ["a", "c"]})
    looks(course)

    assert state(course, "alice", "practice").score == 4.0
