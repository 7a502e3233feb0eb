"""The page of a quiz, as its kernel sees it: what it sends, what it keeps, what it refuses."""

import json
import subprocess
import sys

import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.panels.quiz.quiz_page import QuizPage

RIGHT = {
    "q1": "c",
    "q2": ["a", "b"],
    "q3": {"value": "2,62", "unit": "mmol/L"},
    "q4": ["b", "a", "c", "d"],
    "q5": {"a": "q", "b": "p"},
    "q6": "FGF23 and PTH rise.",
}


def save(say, page, n=1, **answers):
    entries = {name: {"answer": answer} for name, answer in answers.items()}
    return say(page, {"type": "save", "n": n, "entries": entries})[0]


def test_importing_it_loads_no_heavy_library():
    heavy = "pydantic yaml scipy numpy nbgrader sqlalchemy"
    code = f"import sys, calcinosis.panels.quiz.quiz_page; print([m for m in '{heavy}'.split() if m in sys.modules])"

    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )


@pytest.mark.usefixtures("learner")
def test_what_travels_holds_no_key_reason_or_id_of_an_item():
    page = QuizPage("six")

    sent = json.dumps(page.get_state(), default=str)

    assert not [word for word in ("It sheds phosphate", "Add 0.02", "kind-single", '"key"', "rubric") if word in sent]


def test_every_kind_of_answer_is_kept(learner, say):
    page = QuizPage("six")

    reply = save(say, page, **RIGHT)

    assert reply["refused"] == {}
    assert {name: entry["answer"] for name, entry in learner.records.draft("mara", "six").entries.items()} == RIGHT


def test_saved_is_said_with_the_revision_and_time_of_the_store(learner, say):
    page = QuizPage("six")

    reply = save(say, page, n=7, q1="a")

    draft = learner.records.draft("mara", "six")
    assert (reply["type"], reply["n"], reply["revision"], reply["saved_at"]) == (
        "saved",
        7,
        draft.revision,
        draft.saved_at,
    )


@pytest.mark.usefixtures("learner")
def test_a_new_kernel_shows_the_draft(say):
    save(say, QuizPage("six"), q1="a", q6="Because.")

    assert QuizPage("six").page["entries"] == {"q1": {"answer": "a"}, "q6": {"answer": "Because."}}


def test_confidence_and_flag_travel_beside_the_answer(learner, say):
    page = QuizPage("six")

    say(page, {"type": "save", "n": 1, "entries": {"q1": {"answer": "a", "confidence": 3, "flag": True}}})

    assert learner.records.draft("mara", "six").entries["q1"] == {"answer": "a", "confidence": 3, "flag": True}


def test_an_emptied_answer_is_removed(learner, say):
    page = QuizPage("six")
    save(say, page, q6="Because.")

    save(say, page, q6=None)

    assert learner.records.draft("mara", "six").entries == {}


@pytest.mark.parametrize(
    "entry",
    [
        {"answer": "z"},
        {"answer": ["a"]},
        {"answer": {"$ref": "x"}},
        {"answer": "a", "confidence": 9},
        {"answer": "a", "confidence": True},
        {"answer": "a", "points": 1},
        "a",
        None,
        ["a"],
    ],
    ids=str,
)
def test_an_answer_out_of_shape_is_refused_and_nothing_kept(learner, say, entry):
    page = QuizPage("six")

    reply = say(page, {"type": "save", "n": 1, "entries": {"q1": entry}})[0]

    assert reply["refused"].keys() == {"q1"}
    assert learner.records.draft("mara", "six").revision == 0


def test_the_other_answers_of_a_refused_message_are_kept(learner, say):
    page = QuizPage("six")

    reply = save(say, page, q1="c", q3={"value": "lots", "unit": "mmol/L"})

    assert reply["refused"].keys() == {"q3"}
    assert learner.records.draft("mara", "six").entries.keys() == {"q1"}


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        "save",
        [],
        {},
        {"type": "grade"},
        {"type": ["save"]},
        {"type": "save"},
        {"type": "save", "entries": 7},
        {"type": "save", "entries": {"q99": {"answer": "a"}, "__class__": {"answer": "a"}}},
        {"type": "save", "entries": {"q1": {"answer": "a" * 70_000}}},
        {"type": "save", "entries": {"q6": {"answer": "\x00" * 10}}, "n": {"a": 1}},
        {"type": "open", "revision": "all"},
        {"type": "submit", "revision": 5},
        {"type": "begin"},
    ],
    ids=lambda message: json.dumps(message)[:60],
)
def test_a_forged_message_changes_nothing_and_tells_no_traceback(learner, say, message, capsys):
    page = QuizPage("six")
    before = dict(page.page)

    replies = say(page, message)

    assert "Traceback" not in json.dumps(replies) + "".join(capsys.readouterr())
    assert (page.page, learner.records.submission("mara", "six")) == (before, None)
    assert "q1" not in learner.records.draft("mara", "six").entries


@pytest.mark.usefixtures("learner")
@pytest.mark.parametrize("name", ["page", "_esm"])
def test_a_forged_update_of_a_trait_changes_nothing(name):
    page = QuizPage("six")
    before = str(getattr(page, name))

    state = {name: {"forged": "forged"} if name == "page" else "forged"}
    page._handle_msg({"content": {"data": {"method": "update", "state": state}}, "buffers": []})

    assert str(getattr(page, name)) == before


def test_a_full_disk_is_told_and_called_saved_by_nobody(learner, say):
    page = QuizPage("six")
    learner.records.close()

    reply = save(say, page, q1="a")
    from calcinosis.panels.shared import session

    session._records.cache_clear()

    assert (reply["type"], "saved_at" in reply) == ("failed", False)


@pytest.mark.usefixtures("learner")
def test_a_change_in_another_window_is_told_once(say):
    here, there = QuizPage("six"), QuizPage("six")
    save(say, there, q1="a")

    told = [say(here, {"type": "ping", "revision": 0})[0] for _ in range(2)]

    assert [reply.get("entries") for reply in told] == [{"q1": {"answer": "a"}}, None]


@pytest.mark.usefixtures("learner")
def test_own_saves_in_quick_succession_are_not_told_as_changes_of_another_window(say):
    page = QuizPage("six")

    replies = [
        say(page, {"type": "save", "n": n, "revision": 0, "entries": {"q1": {"answer": "a"}}})[0] for n in (1, 2, 3)
    ]

    assert not any("entries" in reply for reply in replies)


def test_the_later_save_wins_for_each_question(learner, say):
    here, there = QuizPage("six"), QuizPage("six")

    save(say, here, q1="a", q2=["a"])
    save(say, there, q1="b")

    assert learner.records.draft("mara", "six").entries == {"q1": {"answer": "b"}, "q2": {"answer": ["a"]}}


def test_submitting_freezes_the_answers_and_gives_the_receipt(learner, say):
    page = QuizPage("six")
    revision = save(say, page, **RIGHT)["revision"]

    reply = say(page, {"type": "submit", "n": 3, "revision": revision})[0]

    submission = learner.records.submission("mara", "six")
    assert reply["type"] == "submitted"
    assert reply["receipt"]["code"].replace("-", "") == submission.receipt
    assert reply["receipt"]["answered"] == 6
    assert set(submission.sheet) == set(RIGHT)


def test_submitting_twice_gives_one_receipt(learner, say):
    here, there = QuizPage("six"), QuizPage("six")
    revision = save(say, here, q1="a")["revision"]

    codes = [say(page, {"type": "submit", "revision": revision})[0]["receipt"]["code"] for page in (here, here, there)]

    assert len(set(codes)) == 1
    assert len(learner.records.submissions("six")) == 1


def test_answers_the_page_has_not_seen_are_not_submitted(learner, say):
    here, there = QuizPage("six"), QuizPage("six")
    revision = save(say, here, q1="a")["revision"]
    save(say, there, q1="b")

    reply = say(here, {"type": "submit", "revision": revision})[0]

    assert (reply["type"], reply["entries"]["q1"]) == ("not submitted", {"answer": "b"})
    assert learner.records.submission("mara", "six") is None


def test_nothing_is_kept_after_the_submission(learner, say):
    page = QuizPage("six")
    revision = save(say, page, q1="a")["revision"]
    say(page, {"type": "submit", "revision": revision})

    reply = save(say, page, q1="b")

    assert (reply["type"], "receipt" in reply) == ("pong", True)
    assert learner.records.draft("mara", "six").entries == {"q1": {"answer": "a"}}


@pytest.mark.usefixtures("learner")
def test_a_quiz_that_is_not_there_is_named():
    with pytest.raises(CalcinosisError, match="no quiz 'seven'"):
        QuizPage("seven")


@pytest.mark.parametrize("name", ["../six", "six.public", "", "a" * 65])
@pytest.mark.usefixtures("learner")
def test_a_name_that_could_be_a_path_is_refused(name):
    with pytest.raises(CalcinosisError, match="not a name of a quiz"):
        QuizPage(name)


@pytest.mark.usefixtures("learner")
def test_outside_the_course_it_says_where_to_open_it(monkeypatch):
    monkeypatch.delenv("CALCINOSIS_LEARNER")

    with pytest.raises(CalcinosisError, match="course home"):
        QuizPage("six")
