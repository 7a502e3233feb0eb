"""What the course home says of reading, checks and objectives is what the learner did, and can be taken away."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from calcinosis.panels.cases.case_page import CasePage
from calcinosis.panels.cases.case_plays import plays_of
from calcinosis.panels.home.home_page import HomePage
from calcinosis.panels.reading.sources import Sources
from calcinosis.panels.shared.session import record_of_checks, record_of_reading
from calcinosis.quiz.cases import compiled, paths
from calcinosis.quiz.records import WHOLE

LESSONS = Path(__file__).parents[2] / "lessons"
EARLY, LATE = "2026-11-21T08:00:00.000+00:00", "2026-11-21T09:00:00.000+00:00"
SHEET = {f"q{place}": {"id": "i", "version": 1, "seed": "s"} for place in range(1, 7)}


@pytest.fixture
def lesson(learner):
    """A lesson of two sections with a check in each, and three objectives."""
    cells = [
        nbformat.v4.new_markdown_cell('<a id="forms"></a>\n\n## Forms\n\nIons and luggage.'),
        nbformat.v4.new_code_cell('Check("one")'),
        nbformat.v4.new_markdown_cell('<a id="kidney"></a>\n\n## The kidney\n\nA weir.'),
        nbformat.v4.new_code_cell('Check("two")'),
    ]
    course = {
        "lesson": 2,
        "question": "Where does it go?",
        "minutes": 35,
        "sections": [{"id": "forms", "title": "Forms"}, {"id": "kidney", "title": "The kidney"}],
        "objectives": [
            {"text": "say what it is", "sections": ["forms"]},
            {"text": "say where it goes", "sections": ["kidney"]},
            {"text": "say both", "sections": ["forms", "kidney"]},
        ],
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"title": "Balance", "calcinosis": course})
    nbformat.write(notebook, learner.apps / "lessons" / "02-balance.ipynb")
    return learner


def seen():
    return HomePage().page["lessons"][0]


def answer(learner, name, verdict, at=EARLY):
    entry = {"answer": "a", "verdict": verdict, "at": at}
    learner.records.save("mara", record_of_checks(2), {name: entry})


def result(learner, verdict, section="kidney", at=EARLY):
    receipt = learner.records.submit("mara", "six", SHEET).receipt
    item = {"name": "q1", "lesson": 2, "section": section, "verdict": verdict, "points": 0.0, "max": 1.0}
    learner.records.publish(receipt, {"score": 0.0, "max": 6.0, "graded_at": at, "items": [item]})


def states():
    return [objective["state"] for objective in seen()["objectives"]]


def test_an_objective_is_met_only_when_every_check_of_its_sections_is_right(lesson):
    nothing = states()
    answer(lesson, "one", "right")
    half = states()
    answer(lesson, "two", "right")

    assert (nothing, half, states()) == (
        ["not tried"] * 3,
        ["met", "not tried", "begun"],
        ["met", "met", "met"],
    )


@pytest.mark.parametrize("verdict", ["wrong", "partly", "empty"])
def test_a_missed_question_of_a_released_quiz_unmeets_an_objective(lesson, verdict):
    answer(lesson, "one", "right")
    answer(lesson, "two", "right")
    result(lesson, verdict)

    assert states() == ["met", "missed", "missed"]
    assert seen()["objectives"][1]["reread"] == [{"href": "lessons/02-balance.ipynb#kidney", "title": "The kidney"}]
    assert (seen()["objectives"][1]["right"], seen()["objectives"][1]["told"]) == (1, 2)


def test_decisions_about_a_patient_count_where_their_claims_are_taught(learner, say):
    shutil.copy(next(LESSONS.glob("06-*.ipynb")), learner.apps / "lessons")
    page = CasePage("thighs-that-burn")
    dealt = plays_of(learner, compiled.case("thighs-that-burn")).now().case
    for move in paths.worst(dealt):
        shown = plays_of(learner, compiled.case("thighs-that-burn")).now()
        say(page, {"type": "move", "move": move, "play": 1, "moves": len(shown.moves)})
    lesson = seen()
    rows = json.loads(say(HomePage(), {"type": "record"})[0]["json"])["rows"]

    assert {"recognise", "today"} <= {part["href"].partition("#")[2] for part in lesson["again"]}
    assert "missed" in {objective["state"] for objective in lesson["objectives"]}
    kinds = {row["kind"] for row in rows}
    assert kinds >= {"patient, move", "patient, decision", "patient discharged"}
    assert [row["points"] for row in rows if row["question"] == "patient 1: stop"] == [0.0]


def test_an_answer_of_before_verdicts_were_kept_is_neither_right_nor_wrong(lesson):
    lesson.records.save("mara", record_of_checks(2), {"one": {"answer": "a"}})

    assert (seen()["answered"], states()[0], seen()["again"]) == (1, "not tried", [])


def test_a_section_with_a_miss_is_worth_another_look_until_it_was_read_again(lesson):
    answer(lesson, "two", "wrong")
    (before,) = seen()["again"]
    lesson.records.save("mara", record_of_reading(2), {"kidney": {"answer": LATE}})

    assert (before["href"], before["missed"]) == ("lessons/02-balance.ipynb#kidney", 1)
    assert seen()["again"] == []


def test_reading_before_the_miss_does_not_count_as_reading_again(lesson):
    lesson.records.save("mara", record_of_reading(2), {"kidney": {"answer": EARLY}})
    result(lesson, "wrong", at=LATE)

    assert [each["title"] for each in seen()["again"]] == ["The kidney"]


@pytest.mark.usefixtures("lesson")
def test_a_lesson_page_notes_a_section_read_and_home_goes_on_there(say):
    said = say(Sources(), {"type": "read", "lesson": 2, "section": "kidney"})

    assert said == []
    assert (seen()["read"], seen()["goon"]) == (1, "lessons/02-balance.ipynb#kidney")


@pytest.mark.parametrize(
    ("number", "section"),
    [(2, "nowhere"), (3, "kidney"), ("2", "kidney"), (True, "kidney"), (2, None), (2, ["kidney"])],
)
def test_a_forged_place_is_not_kept(lesson, say, number, section):
    say(Sources(), {"type": "read", "lesson": number, "section": section})

    assert lesson.records.draft("mara", record_of_reading(2)).revision == 0


def test_home_says_when_only_the_release_is_missing(lesson):
    receipt = lesson.records.submit("mara", "six", SHEET).receipt
    lesson.records.stage(receipt, "graded", "")
    marking = HomePage().page["quizzes"][0]
    lesson.records.stage(receipt, "graded", WHOLE)
    marked = HomePage().page["quizzes"][0]

    assert [(quiz["status"], quiz["marked"]) for quiz in (marking, marked)] == [("marking", False), ("marking", True)]


def test_the_own_record_holds_answers_results_checks_and_reading_of_this_learner_alone(lesson, say):
    answer(lesson, "one", "right")
    lesson.records.save("mara", record_of_reading(2), {"forms": {"answer": EARLY}})
    lesson.records.save("mara", "six", {"q1": {"answer": "a", "confidence": 3}})
    result(lesson, "wrong")
    lesson.records.save("alice", record_of_checks(2), {"one": {"answer": "hers"}})

    told = say(HomePage(), {"type": "record"})[0]
    rows = json.loads(told["json"])["rows"]
    table = list(csv.DictReader(io.StringIO(told["csv"])))

    assert {row["kind"] for row in rows} == {"check", "section read", "quiz submitted", "quiz answer", "quiz result"}
    assert [row["kind"] for row in table] == [row["kind"] for row in rows]
    assert next(row["confidence"] for row in table if row["kind"] == "quiz answer") == "3"
    assert "hers" not in told["json"] + told["csv"]


def test_a_spreadsheet_takes_no_answer_for_a_formula(lesson, say):
    lesson.records.save("mara", "six", {"q6": {"answer": "=HYPERLINK(1)"}})

    table = say(HomePage(), {"type": "record"})[0]["csv"]

    assert "'=HYPERLINK(1)" in table


@pytest.mark.usefixtures("lesson")
def test_home_loads_no_parser():
    code = (
        "import sys; from calcinosis.panels.home.home_page import HomePage; HomePage();"
        "print([name for name in ('yaml', 'pydantic', 'pybtex', 'nbgrader', 'scipy') if name in sys.modules])"
    )

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert loaded.strip() == "[]"
