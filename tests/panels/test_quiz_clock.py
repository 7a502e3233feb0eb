"""A quiz by the clock: not yet open, closed, late, and an examination whose minutes run from its beginning."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from calcinosis.panels.home.home_page import HomePage
from calcinosis.panels.quiz.quiz_page import QuizPage

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def timed(learner, six):
    """Write the quiz with other times."""

    def write(**changes):
        times = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in changes.items()}
        path = learner.apps / "quizzes" / "six.public.json"
        path.write_text(json.dumps({**six, **times}), encoding="utf-8")
        return learner.records

    return write


def save(say, page, answer="a"):
    return say(page, {"type": "save", "n": 1, "entries": {"q1": {"answer": answer}}})[0]


def submit(say, page):
    return say(page, {"type": "submit", "revision": page.page["revision"]})[0]


def test_before_it_opens_no_question_leaves_the_kernel(timed, say):
    records = timed(opens=NOW + HOUR)
    page = QuizPage("six")

    assert (page.page["quiz"]["items"], page.page["clock"]["status"]) == ([], "not yet")
    assert save(say, page)["type"] == "failed"
    assert submit(say, page)["type"] == "not submitted"
    assert records.draft("mara", "six").revision == 0


def test_after_it_closed_nothing_is_kept_or_submitted(timed, say):
    records = timed(closes=NOW - HOUR)
    page = QuizPage("six")

    assert page.page["quiz"]["items"] == []
    assert "Closed since" in save(say, page)["why"]
    assert submit(say, page)["type"] == "not submitted"
    assert records.submission("mara", "six") is None


def test_an_answer_sent_just_before_the_end_is_still_kept(timed, say):
    timed(closes=NOW + HOUR)
    page = QuizPage("six")
    timed(closes=datetime.now(UTC))
    page._public = json.loads((page._session.apps / "quizzes" / "six.public.json").read_text(encoding="utf-8"))

    assert save(say, page)["type"] == "saved"


def test_an_examination_shows_its_questions_only_once_it_was_begun(timed, say):
    timed(mode="exam", minutes=30)
    page = QuizPage("six")
    before = (page.page["quiz"]["items"], save(say, page)["type"])
    say(page, {"type": "begin"})

    assert before == ([], "failed")
    assert len(QuizPage("six").page["quiz"]["items"]) == 6


def test_the_minutes_of_an_examination_run_from_its_beginning(timed, say):
    records = timed(mode="exam", minutes=30)
    say(QuizPage("six"), {"type": "begin"})

    clock = QuizPage("six").page["clock"]

    left = datetime.fromisoformat(clock["until"]) - datetime.fromisoformat(records.draft("mara", "six").started_at)
    assert left == timedelta(minutes=30)


def test_extra_time_of_the_cohort_file_is_granted(timed, learner):
    timed(mode="exam", minutes=30)
    folder = learner.state.parent / "quizzes"
    folder.mkdir()
    columns = "learner,first_name,last_name,email,group,time_factor,extension_hours"
    (folder / "cohort.csv").write_text(f"{columns}\nmara,Mara,M,,,1.25,\n", encoding="utf-8")

    assert QuizPage("six").page["clock"]["minutes"] == 37.5


def test_the_examination_is_begun_counts_down_and_ends_in_the_browser(timed, stage):
    timed(mode="exam", minutes=0.2)
    exam = stage(lambda: QuizPage("six"))
    exam.open()
    expect(exam.page.get_by_text("6 questions in 0.2 minutes")).to_be_visible()
    exam.page.get_by_role("button", name="Begin the examination").click()

    expect(exam.page.locator(".time-left")).to_contain_text("s left")
    expect(exam.page.locator(".quiz-news")).to_contain_text("The time is over")
    expect(exam.page.locator("fieldset input:enabled")).to_have_count(0)


def test_extra_time_stands_in_the_head_of_the_page_and_on_the_clock(timed, learner, stage):
    timed(mode="exam", minutes=2)
    folder = learner.state.parent / "quizzes"
    folder.mkdir()
    columns = "learner,first_name,last_name,email,group,time_factor,extension_hours"
    (folder / "cohort.csv").write_text(f"{columns}\nmara,Mara,M,,,1.5,\n", encoding="utf-8")
    exam = stage(lambda: QuizPage("six"))
    exam.open()
    exam.page.get_by_role("button", name="Begin the examination").click()

    expect(exam.page.locator(".quiz-meta")).to_contain_text("3 minutes with your extra time")
    expect(exam.page.locator(".time-left")).to_contain_text("2 min")


def test_an_examination_gives_out_no_hint_although_a_page_asks(timed, learner, say, six):
    (learner.state / "hints").mkdir()
    (learner.state / "hints" / "six.json").write_text(json.dumps({"q1": ["SECRET"]}), encoding="utf-8")
    assert six["items"][0]["hints"] == []
    records = timed(mode="exam", minutes=30)
    page = QuizPage("six")
    asked = {"type": "hint", "n": 1, "question": "q1", "number": 1}
    before = say(page, asked)[0]
    say(page, {"type": "begin"})
    after = say(QuizPage("six"), asked)[0]

    assert "SECRET" not in json.dumps([before, after])
    assert records.draft("mara", "six").entries == {}


def test_what_lateness_leaves_is_said_before_the_first_answer(timed, stage):
    timed(due=NOW - HOUR, closes=NOW + HOUR, late={"per_day": 0.1, "at_most": 0.5})
    quiz = stage(lambda: QuizPage("six"))
    quiz.open()

    expect(quiz.page.locator(".quiz-meta")).to_contain_text("90% of the points are left")
    expect(quiz.page.locator(".quiz-meta")).to_contain_text("UTC")


def test_home_says_when_a_quiz_opens_and_offers_no_button(timed, stage):
    timed(opens=datetime(2099, 11, 30, 9, 0, tzinfo=UTC))
    home = stage(HomePage)
    home.open()

    expect(home.page.locator(".quizzes")).to_contain_text("Opens Mon 30 Nov")
    assert home.page.get_by_role("link", name="Start quiz").count() == 0
