"""From the bank to the released assignment."""

import json
import shutil
import subprocess
import sys

import pytest

from calcinosis.cli import main
from calcinosis.errors import CalcinosisError
from calcinosis.grading import build_state
from calcinosis.grading.build import build

SECRETS = (
    "RATIONALE",
    "RUBRIC",
    "MODEL",
    "HINT",
    "rubric",
    '"key"',
    '"why"',
    "2.62",
    "calcinosis.grading.autograder",
    "HIDDEN",
)
"""``2.62`` is a key; the rest marks where keys would be."""


def everything(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_nothing_that_learners_get_holds_a_key(built):
    handed_out = {}
    for folder in (built.quizzes / "release", built.outbound, built.apps):
        handed_out |= {f"{folder.name}/{name}": content for name, content in everything(folder).items()}

    assert len(handed_out) == 16
    for name, content in handed_out.items():
        assert [secret for secret in SECRETS if secret.encode() in content] == [], name


def test_that_search_finds_the_key_in_the_instructors_notebook(built):
    source = b"".join(everything(built.quizzes / "source").values())

    assert b"calcinosis.grading.autograder" in source
    assert b"HIDDEN" in source


def test_hints_lie_where_only_the_pages_kernel_reads_them(built):
    assert json.loads((built.hints / "kinds.json").read_text()) == {"q1": ["HINT from bone"]}
    assert not built.hints.is_relative_to(built.apps)


def test_learners_may_put_into_the_exchange_but_not_look_into_it(built):
    assert built.inbound.stat().st_mode & 0o777 == 0o733


def test_a_second_build_changes_nothing(course):
    build(course)
    before = everything(course.root)

    assert build_state.is_built(course)
    assert build(course) == []
    assert everything(course.root) == before


def test_a_second_build_does_not_even_load_nbgrader(course):
    build(course)
    script = (
        "import sys; from calcinosis.cli import main; "
        f"main(['build', '--course', {str(course.root)!r}]); "
        "print([name for name in ('nbgrader', 'pydantic', 'yaml', 'traitlets') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["4 quizzes, nothing changed", "[]"]


def test_only_the_changed_quiz_is_made_anew(course):
    path = course.quizzes / "at-once.yaml"
    path.write_text(path.read_text().replace("shown as soon", "seen as soon"))

    assert not build_state.is_built(course)
    assert build(course) == ["at-once"]


def test_a_missing_page_is_made_again(course):
    page = course.apps / "quizzes" / "kinds.public.json"
    before = page.read_text()
    page.unlink()

    assert not build_state.is_built(course)
    build(course)
    assert page.read_text() == before


def test_the_page_of_a_dropped_quiz_goes_away(course):
    (course.quizzes / "practice.yaml").unlink()
    build(course)

    assert sorted(path.name for path in (course.apps / "quizzes").iterdir()) == [
        "at-once.ipynb",
        "at-once.public.json",
        "kinds.ipynb",
        "kinds.public.json",
        "more.ipynb",
        "more.public.json",
    ]


def test_a_broken_item_is_one_sentence_and_leaves_the_last_build(course, capsys):
    items = course.quizzes / "items" / "kinds.yaml"
    items.write_text(items.read_text().replace("key: b\n", "key: z\n", 1))
    before = everything(course.root)

    assert main(["build", "--course", str(course.root)]) == 1
    complaint = capsys.readouterr().err
    assert "one-best" in complaint
    assert "items/kinds.yaml" in complaint
    assert "Traceback" not in complaint
    assert everything(course.root) == before


def test_a_broken_item_in_a_new_course_leaves_nothing_half_built(unbuilt):
    items = unbuilt.quizzes / "items" / "kinds.yaml"
    items.write_text("- id: one\n")

    with pytest.raises(CalcinosisError):
        build(unbuilt)
    assert not (unbuilt.quizzes / "source").exists()
    assert not (unbuilt.quizzes / "release").exists()
    assert not unbuilt.apps.exists()
    assert not unbuilt.gradebook.exists()


def test_a_fault_in_nbgrader_leaves_the_last_build_and_no_workshop(course):
    items = course.quizzes / "items" / "kinds.yaml"
    items.write_text(items.read_text().replace("Which raise the risk?", "'Which? BEGIN HIDDEN TESTS'"))
    made = everything(course.quizzes / "release"), everything(course.quizzes / "source"), everything(course.apps)

    with pytest.raises(CalcinosisError, match=r"could not be made: .*hidden tests"):
        build(course)
    assert made == (
        everything(course.quizzes / "release"),
        everything(course.quizzes / "source"),
        everything(course.apps),
    )
    assert not list(course.state.glob("building-*"))


def test_a_gradebook_that_is_none_is_told_in_words(course, act):
    course.gradebook.write_text("not a database, but long enough to be taken for one" * 100)
    (course.quizzes / "items" / "kinds.yaml").write_text(
        (course.quizzes / "items" / "kinds.yaml").read_text().replace("the risk", "a risk")
    )

    with pytest.raises(CalcinosisError, match=r"gradebook\.db could not be used") as refused:
        build(course)
    assert refused.value.__cause__  # and all that its traceback holds, which would otherwise be cleared by chance
    assert course.gradebook.resolve() not in act.open_files()


def test_a_workshop_left_by_a_killed_build_is_cleared(course):
    left = course.state / "building-left"
    left.mkdir()
    shutil.copy(course.settings_file, left)
    (course.quizzes / "practice.yaml").touch()
    note = json.loads(build_state.note_file(course).read_text())
    build_state.note_file(course).write_text(json.dumps({**note, "fingerprint": "old"}))
    build(course)

    assert not left.exists()


def test_questions_of_a_quiz_that_was_handed_in_cannot_be_changed(course, act, answers):
    act.collect(course, "kinds", "alice", answers.right)
    act.grade_all(course, "kinds", ["alice"])
    path = course.quizzes / "kinds.yaml"
    path.write_text(path.read_text().replace(", words]", "]"))
    before = everything(course.quizzes / "release")

    with pytest.raises(CalcinosisError, match=r"kinds\.yaml.*\(q6\).*1 learners.*another name"):
        build(course)
    assert everything(course.quizzes / "release") == before


def test_a_wording_of_a_quiz_that_was_handed_in_can_be_corrected(course, act, answers):
    act.collect(course, "kinds", "alice", answers.right)
    act.grade_all(course, "kinds", ["alice"])
    items = course.quizzes / "items" / "kinds.yaml"
    items.write_text(items.read_text().replace("Which raise the risk?", "Which of these raise the risk?"))

    assert build(course) == ["kinds", "practice"]


def test_a_folder_that_is_no_course_is_refused(tmp_path, capsys):
    assert main(["build", "--course", str(tmp_path)]) == 1
    assert "is not a course" in capsys.readouterr().err
