"""Home, feedback, checks and sources, as their kernels see them."""

import json

import nbformat
import pytest

from calcinosis.content.claims import claims
from calcinosis.errors import CalcinosisError
from calcinosis.panels.home.home_page import HomePage
from calcinosis.panels.quiz.check import Check
from calcinosis.panels.quiz.feedback_page import FeedbackPage
from calcinosis.panels.reading.sources import Sources
from calcinosis.panels.shared.session import record_of_checks, session

SHEET = {f"q{place}": {"id": "i", "version": 1, "seed": "s"} for place in range(1, 7)}


def write_lesson(folder, number=2, checks=("kind-single", "kind-numeric")):
    cells = [nbformat.v4.new_code_cell(f'Check("{name}")') for name in checks]
    course = {
        "lesson": number,
        "question": "Where does it go?",
        "minutes": 35,
        "sections": [{"id": "kidney", "title": "The kidney"}],
        "objectives": [{"text": "Say why", "sections": ["kidney"]}],
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"title": "Balance", "calcinosis": course})
    nbformat.write(notebook, folder / f"{number:02d}-balance.ipynb")


@pytest.fixture
def with_lesson(learner):
    write_lesson(learner.apps / "lessons")
    return learner


@pytest.fixture
def with_checks(learner, six):
    from pathlib import Path

    pool = learner.state.parent / "lessons" / "checks"
    pool.mkdir(parents=True)
    (pool / "02.yaml").write_text((Path(__file__).parent / "bank" / "items" / "kinds.yaml").read_text(encoding="utf-8"))
    assert six
    return learner


def test_home_shows_only_lessons_and_quizzes_that_exist(with_lesson):
    page = HomePage().page

    assert [(lesson["title"], lesson["minutes"], lesson["href"]) for lesson in page["lessons"]] == [
        ("Balance", 35, "lessons/02-balance.ipynb")
    ]
    assert [(quiz["title"], quiz["status"]) for quiz in page["quizzes"]] == [("Six kinds of question", "not started")]
    assert with_lesson.records.draft("mara", "six").revision == 0


def test_home_follows_a_quiz_from_draft_to_result(with_lesson, say):
    home, records, seen = HomePage(), with_lesson.records, []

    def look():
        quiz = say(home, {"type": "look"})[0]["page"]["quizzes"][0]
        seen.append((quiz["status"], quiz["answered"], quiz["score"]))

    records.save("mara", "six", {"q1": {"answer": "a"}, "q2": {"flag": True}})
    look()
    receipt = records.submit("mara", "six", SHEET).receipt
    look()
    records.stage(receipt, "registered")
    look()
    records.publish(receipt, {"score": 2.5, "max": 6.0, "graded_at": "2026-11-21T10:00:00+00:00"})
    look()

    assert seen == [("draft", 1, None), ("submitted", 1, None), ("marking", 1, None), ("graded", 1, 2.5)]


def test_home_shows_what_counts_of_several_attempts(with_lesson, six):
    quiz = {**six, "attempts": 3, "counts": "best"}
    (with_lesson.apps / "quizzes" / "six.public.json").write_text(json.dumps(quiz), encoding="utf-8")
    seen = []
    for score in (1.0, 3.0, 2.0):
        with_lesson.records.begin("mara", "six", attempts=3)
        with_lesson.records.save("mara", "six", {"q1": {"answer": "a"}})
        receipt = with_lesson.records.submit("mara", "six", SHEET).receipt
        with_lesson.records.publish(receipt, {"score": score, "max": 6.0, "graded_at": "2026-11-21T10:00:00+00:00"})
        row = HomePage().page["quizzes"][0]
        seen.append((row["score"], row["counted"] and row["counted"]["score"]))

    assert seen == [(1.0, None), (3.0, 3.0), (2.0, 3.0)]


def test_home_counts_the_checks_answered_in_a_lesson(with_lesson):
    with_lesson.records.save("mara", record_of_checks(2), {"kind-single": {"answer": "a"}, "gone": {"answer": "a"}})

    lesson = HomePage().page["lessons"][0]

    assert (lesson["answered"], lesson["checks"]) == (1, 2)


def test_a_broken_lesson_does_not_close_the_course(learner):
    (learner.apps / "lessons" / "03-broken.ipynb").write_text("{")

    assert HomePage().page["lessons"] == []


def test_the_instructors_part_is_shown_to_whom_the_server_has_named_one(learner, monkeypatch):
    before = HomePage().page["instructor"]
    monkeypatch.setenv("CALCINOSIS_INSTRUCTOR", "1")

    assert before is None
    assert HomePage().page["instructor"] == {"waiting": None}
    (learner.state / "runtime").mkdir()
    (learner.state / "runtime" / "waiting.json").write_text('{"answers": 2}')
    assert HomePage().page["instructor"] == {"waiting": 2}


def test_feedback_waits_then_shows_what_was_published(learner, say):
    page = FeedbackPage("six")
    before = page.page["status"]
    receipt = learner.records.submit("mara", "six", SHEET).receipt
    waiting = say(page, {"type": "look", "key": page.page["key"]})[0]["page"]
    learner.records.publish(receipt, {"score": 1.0, "max": 6.0, "graded_at": "now", "items": []})
    graded = say(page, {"type": "look", "key": waiting["key"]})[0]["page"]

    assert [before, waiting["status"], graded["status"]] == ["not submitted", "waiting", "graded"]
    assert say(page, {"type": "look", "key": graded["key"]}) == [{"type": "same"}]


def test_feedback_reads_the_quiz_from_the_address(learner, monkeypatch):
    monkeypatch.setenv("CALCINOSIS_QUIZ", "six")
    by_server = FeedbackPage().page["quiz"]
    monkeypatch.delenv("CALCINOSIS_QUIZ")
    monkeypatch.setenv("QUERY_STRING", "a=b&quiz=six")

    assert (by_server, FeedbackPage().page["quiz"]) == ("quizzes/six.ipynb", "quizzes/six.ipynb")
    assert learner.records.submissions() == []


@pytest.mark.usefixtures("learner")
@pytest.mark.parametrize("query", ["", "quiz=", "quiz=../../x", "quiz=%00", "quiz=" + "a" * 99])
def test_an_address_that_names_no_quiz_is_told_so(monkeypatch, query):
    monkeypatch.setenv("QUERY_STRING", query)

    assert FeedbackPage().page["status"] == "unknown"


def test_feedback_of_another_learner_is_never_shown(learner):
    receipt = learner.records.submit("alice", "six", SHEET).receipt
    learner.records.publish(receipt, {"score": 6.0, "max": 6.0, "items": []})

    assert FeedbackPage("six").page["status"] == "not submitted"


@pytest.mark.usefixtures("with_checks")
def test_a_check_tells_nothing_of_its_key_before_an_answer():
    sent = json.dumps(Check("kind-single", "kind-numeric").get_state(), default=str)

    assert not [word for word in ("It sheds phosphate", "Add 0.02", '"key"', "2.62") if word in sent]


def test_a_check_explains_an_answer_at_once_and_keeps_it(with_checks, say):
    check = Check("kind-single")

    reply = say(check, {"type": "answer", "name": "kind-single", "answer": "b", "n": 1})[0]

    review = reply["review"]
    assert (review["verdict"], next(each["why"] for each in review["options"] if each["chosen"])) == (
        "wrong",
        "It raises phosphate.",
    )
    kept = with_checks.records.draft("mara", record_of_checks(2)).entries["kind-single"]
    assert (kept["answer"], kept["verdict"], bool(kept["at"])) == ("b", "wrong", True)
    assert Check("kind-single").page["given"] == {"kind-single": "b"}


@pytest.mark.usefixtures("with_checks")
@pytest.mark.parametrize("answer", [None, "", "z", ["a"], 7, {"value": "1"}], ids=repr)
def test_a_check_refuses_what_is_no_answer_in_words(say, answer):
    reply = say(Check("kind-single"), {"type": "answer", "name": "kind-single", "answer": answer, "n": 1})[0]

    assert (reply["type"], bool(reply["why"])) == ("refused", True)


def test_a_check_works_where_no_course_server_keeps_answers(with_checks, say, monkeypatch):
    monkeypatch.delenv("CALCINOSIS_LEARNER")
    monkeypatch.chdir(with_checks.state.parent / "lessons")

    reply = say(Check("kind-multiple"), {"type": "answer", "name": "kind-multiple", "answer": ["a", "b"], "n": 1})[0]

    assert reply["review"]["verdict"] == "right"


@pytest.mark.usefixtures("with_checks")
def test_a_check_that_is_not_in_the_pool_is_named():
    with pytest.raises(CalcinosisError, match="'kind-singel'"):
        Check("kind-singel")


def test_sources_tell_authors_grade_and_address_of_the_claims_a_page_asks_for(say):
    known = next(claim for claim in claims().values() if claim.sources)

    told = say(Sources(), {"type": "tell", "ids": [known.id, "no-such-claim", 7, None]})[0]["claims"]

    assert list(told) == [known.id]
    assert told[known.id]["certainty"] == known.certainty
    assert [source["key"] for source in told[known.id]["sources"]] == list(known.sources)


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"CALCINOSIS_LEARNER": "../alice", "CALCINOSIS_STATE": "."}, "letters, digits"),
        ({"CALCINOSIS_LEARNER": "alice", "CALCINOSIS_STATE": "/no/such/place"}, "not a folder"),
    ],
    ids=["name", "folder"],
)
def test_surroundings_that_cannot_be_true_are_refused(environment, fault):
    with pytest.raises(CalcinosisError, match=fault):
        session(environment)


def test_a_kernel_that_no_server_started_has_no_session():
    assert session({}) is None


def test_home_counts_only_whole_answers_as_the_quiz_page_does(with_lesson):
    entries = {"q1": {"answer": "a"}, "q5": {"answer": {"a": "q"}}, "q6": {"answer": "Too short."}}
    with_lesson.records.save("mara", "six", entries)

    assert HomePage().page["quizzes"][0]["answered"] == 1
