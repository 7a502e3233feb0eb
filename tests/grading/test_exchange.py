"""Our submissions beside those that nbgrader makes and collects itself."""

import re

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect, ExchangeSubmit

from calcinosis.grading import exchange
from calcinosis.grading.answers import filled
from calcinosis.grading.paper import paper
from calcinosis.grading.settings import nbgrader_config

STAMP = "2026-11-21 10:00:00.123000 UTC"


def seen(folder):
    """Names, modes and contents, but for the secret."""
    files = {
        path.name: (path.stat().st_mode, "" if "secret" in path.name else path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir())
    }
    return folder.stat().st_mode, files


@pytest.fixture
def notebook(built, answers):
    return filled(paper(built, "kinds").release, answers.right)


def test_our_submission_is_what_nbgrader_submit_leaves(course, notebook, tmp_path):
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "kinds.ipynb").write_text(exchange.written(notebook), encoding="utf-8")
    settings = nbgrader_config(course, learner="nina")
    settings.Exchange.assignment_dir = str(tmp_path)
    place = CourseDirectory(config=settings, assignment_id="kinds", student_id="nina")
    theirs = ExchangeSubmit(coursedir=place, config=settings, authenticator=Authenticator(config=settings))
    theirs.start()
    ours = exchange.submit(course, "kinds", "otto", notebook, theirs.timestamp)
    genuine = next(course.inbound.glob("nina+*"))

    assert seen(ours) == seen(genuine)
    assert re.sub(r"^nina", "otto", genuine.name[:-12]) == ours.name[:-12]
    assert len((ours / "submission_secret.txt").read_text()) == len((genuine / "submission_secret.txt").read_text())
    assert [path.name for path in course.cache("otto").iterdir()] == [f"otto+kinds+{theirs.timestamp}"]
    assert sorted(path.name for path in next(course.cache("nina").iterdir()).iterdir()) == sorted(
        path.name for path in next(course.cache("otto").iterdir()).iterdir()
    )


def test_nbgrader_collects_our_submission_as_we_do(course, notebook):
    place = exchange.submit(course, "kinds", "otto", notebook, STAMP)
    exchange.collect(course, "kinds", "otto", place)
    ours = {path.name: path.read_bytes() for path in course.submitted("otto", "kinds").iterdir()}
    for path in course.submitted("otto", "kinds").iterdir():
        path.unlink()
    course.submitted("otto", "kinds").rmdir()
    settings = nbgrader_config(course)
    ExchangeCollect(coursedir=CourseDirectory(config=settings, assignment_id="kinds"), config=settings).start()

    assert {path.name: path.read_bytes() for path in course.submitted("otto", "kinds").iterdir()} == ours


def test_submitting_and_collecting_again_changes_nothing(course, notebook):
    first = exchange.submit(course, "kinds", "otto", notebook, STAMP)
    exchange.collect(course, "kinds", "otto", first)
    before = seen(first), seen(course.submitted("otto", "kinds"))
    secret = (first / "submission_secret.txt").read_text()
    second = exchange.submit(course, "kinds", "otto", notebook, STAMP)
    exchange.collect(course, "kinds", "otto", second)

    assert second == first
    assert (seen(first), seen(course.submitted("otto", "kinds"))) == before
    assert (first / "submission_secret.txt").read_text() == secret
    assert len(list(course.inbound.iterdir())) == 1


def test_a_later_submission_replaces_an_earlier_one_and_never_the_other_way(course, notebook):
    later = exchange.submit(course, "kinds", "otto", notebook, STAMP)
    earlier = exchange.submit(course, "kinds", "otto", notebook, STAMP.replace("10:00", "09:00"))
    exchange.collect(course, "kinds", "otto", later)
    exchange.collect(course, "kinds", "otto", earlier)

    assert (course.submitted("otto", "kinds") / "timestamp.txt").read_text() == STAMP


def test_a_half_collected_submission_is_collected_again(course, notebook):
    place = exchange.submit(course, "kinds", "otto", notebook, STAMP)
    folder = exchange.collect(course, "kinds", "otto", place)
    (folder / "kinds.ipynb").unlink()
    exchange.collect(course, "kinds", "otto", place)

    assert (folder / "kinds.ipynb").read_text() == exchange.written(notebook)


def test_notebooks_are_written_as_nbgrader_writes_them(built):
    release = paper(built, "kinds").release
    file = built.release("kinds") / "kinds.ipynb"

    assert exchange.written(release) == file.read_text(encoding="utf-8")
