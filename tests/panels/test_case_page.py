"""The page of a case, as its kernel sees it: every move is kept, nothing shows early, again is another patient."""

import json
import subprocess
import sys

import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.panels.cases.case_list import patients
from calcinosis.panels.cases.case_page import CasePage
from calcinosis.panels.cases.case_plays import plays_of, record_of, standing
from calcinosis.quiz.cases import compiled, paths

CASE = "thighs-that-burn"
EVEN = {"calciphylaxis": 20, "warfarin-necrosis": 20, "cellulitis": 20, "vasculitis": 20, "other": 20}


def move(say, page, what, *, play=None, moves=None):
    shown = page.page["shown"] if not hasattr(page, "seen") else page.seen
    message = {"type": "move", "n": 1, "move": what, "play": play or shown["play"]}
    reply = say(page, {**message, "moves": shown["moves"] if moves is None else moves})[0]
    page.seen = reply.get("shown", shown)
    return reply


def played(say, page, moves):
    for each in moves:
        reply = move(say, page, each)
        assert reply["type"] == "shown", reply
    return reply["shown"]


def dealt(learner):
    return plays_of(learner, compiled.case(CASE)).now().case


def test_importing_it_loads_no_heavy_library():
    heavy = "pydantic yaml scipy numpy nbgrader sqlalchemy"
    code = f"import sys, calcinosis.panels.cases.case_page; print([m for m in '{heavy}'.split() if m in sys.modules])"

    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )


@pytest.mark.usefixtures("learner")
def test_a_case_that_is_none_is_named_with_those_there_are():
    with pytest.raises(CalcinosisError, match=r"no case 'nobody'.*thighs-that-burn"):
        CasePage("nobody")


@pytest.mark.usefixtures("learner")
def test_what_travels_at_first_holds_no_answer_reason_or_diagnosis():
    sent = json.dumps(CasePage(CASE).get_state(), default=str)

    for word in ("Warfarin, for the heartbeat", "Stop warfarin", "Net-like", '"why"', '"worth"'):
        assert word not in sent


def test_every_move_is_in_the_record_before_its_answer_is_given(learner, say):
    page = CasePage(CASE)

    reply = move(say, page, {"do": "ask", "what": "pain"})

    draft = learner.records.draft("mara", record_of(CASE))
    assert draft.entries == {"p1-0000": {"move": {"do": "ask", "what": "pain"}}}
    assert (reply["n"], reply["revision"], reply["shown"]["saved_at"]) == (1, draft.revision, draft.saved_at)
    assert "Five weeks ago" in json.dumps(reply["shown"]["history"])


def test_a_new_kernel_shows_the_case_where_the_killed_one_left_it(learner, say):
    first = CasePage(CASE)
    shown = played(say, first, paths.expert(dealt(learner))[:20])

    second = CasePage(CASE)

    assert json.loads(json.dumps(second.page["shown"])) == shown


def test_thoughts_between_two_moves_are_one_move(learner, say):
    page = CasePage(CASE)
    for share in (30, 40, 50):
        rest = {"other": (100 - share) - 40, "cellulitis": 0}
        move(say, page, {"do": "view", "what": {**EVEN, "calciphylaxis": share, **rest}})

    assert len(learner.records.draft("mara", record_of(CASE)).entries) == 1


def test_a_move_made_on_an_older_state_is_not_made_and_the_newer_state_is_shown(learner, say):
    one, other = CasePage(CASE), CasePage(CASE)
    move(say, one, {"do": "ask", "what": "pain"})

    reply = move(say, other, {"do": "ask", "what": "fever"})

    assert reply["elsewhere"]
    assert reply["shown"]["moves"] == 1
    assert len(learner.records.draft("mara", record_of(CASE)).entries) == 1


@pytest.mark.usefixtures("learner")
def test_a_window_hears_of_the_moves_of_another_with_its_next_ping(say):
    one, other = CasePage(CASE), CasePage(CASE)
    move(say, one, {"do": "ask", "what": "pain"})

    heard, again = (say(other, {"type": "ping"})[0] for _ in range(2))

    assert (heard["type"], heard["elsewhere"], heard["shown"]["moves"]) == ("shown", True, 1)
    assert again["type"] == "pong"


@pytest.mark.parametrize(
    "message",
    [
        {"do": "decide", "what": "stop", "chosen": ["warfarin"]},
        {"do": "order", "what": ["minerals"]},
        {"do": "view", "what": {"calciphylaxis": 100}},
        {"do": "ask", "what": {"a": 1}},
        {"do": ["go"]},
        {},
    ],
)
def test_a_forged_move_is_refused_in_words_and_not_kept(learner, say, message):
    page = CasePage(CASE)

    reply = move(say, page, message)

    assert reply["type"] == "refused"
    assert reply["why"].endswith(".")
    assert learner.records.draft("mara", record_of(CASE)).entries == {}


@pytest.mark.parametrize("message", [{"type": "course", "decision": "stop"}, {"type": "image", "of": "film"}])
@pytest.mark.usefixtures("learner")
def test_no_course_and_no_picture_is_given_before_its_time(say, message):
    assert say(CasePage(CASE), message) == []


@pytest.mark.usefixtures("learner")
def test_the_picture_of_a_test_that_is_back_is_drawn(say):
    page = CasePage(CASE)
    played(say, page, [*[{"do": "go"}] * 2, {"do": "order", "what": ["film"]}, {"do": "wait"}])

    (reply,) = say(page, {"type": "image", "of": "film"})

    assert reply["src"].startswith("data:image/png;base64,")
    assert len(reply["alt"]) > 20


def test_the_model_answers_a_locked_decision(learner, say):
    page = CasePage(CASE)
    moves = paths.expert(dealt(learner))
    at = next(place for place, each in enumerate(moves) if each.get("what") == "stop")
    played(say, page, moves[: at + 1])

    (reply,) = say(page, {"type": "course", "decision": "stop"})

    deposit = next(row for row in reply["course"]["rows"] if row["name"] == "vessel_deposit")
    assert deposit["values"][-1] < deposit["without"][-1]


def test_a_closed_case_is_debriefed_its_result_kept_and_nothing_handed_in(learner, say):
    page = CasePage(CASE)

    shown = played(say, page, paths.expert(dealt(learner)))

    assert shown["debrief"]["named"] == "Calciphylaxis"
    assert standing(learner, compiled.case(CASE)).best == 1.0
    assert learner.records.submissions() == []


def test_playing_again_deals_another_patient_and_keeps_the_old_result(learner, say):
    page = CasePage(CASE)
    before = played(say, page, paths.expert(dealt(learner)))

    (reply,) = say(page, {"type": "again", "n": 2})

    after = reply["shown"]
    now = standing(learner, compiled.case(CASE))
    assert (after["play"], after["moves"], after["closed"]) == (2, 0, False)
    assert [each["id"] for each in after["history"]] != [each["id"] for each in before["history"]]
    assert (now.status, now.plays, now.best) == ("closed", 1, 1.0)


@pytest.mark.usefixtures("learner")
def test_an_open_case_can_not_be_dealt_again(say):
    page = CasePage(CASE)
    move(say, page, {"do": "ask", "what": "pain"})

    (reply,) = say(page, {"type": "again", "n": 1})

    assert (reply["shown"]["play"], reply["shown"]["moves"]) == (1, 1)


def test_moves_that_a_changed_case_no_longer_knows_end_the_play_there(learner):
    moves = [{"do": "ask", "what": "pain"}, {"do": "ask", "what": "gone"}, {"do": "ask", "what": "fever"}]
    entries = {f"p1-{place:04d}": {"move": each} for place, each in enumerate(moves)}
    learner.records.save("mara", record_of(CASE), entries)

    shown = CasePage(CASE).page["shown"]

    assert shown["moves"] == 1
    assert [each["id"] for each in shown["history"] if "answer" in each] == ["pain"]


def test_the_home_lists_who_comes_with_what_and_never_a_diagnosis(learner, say):
    folder = learner.apps / "cases"
    folder.mkdir()
    for name in compiled.names():
        (folder / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    page = CasePage(CASE)
    move(say, page, {"do": "ask", "what": "pain"})

    listed = patients(learner)

    mine = next(each for each in listed if CASE in each["href"])
    text = json.dumps(listed).lower()
    assert len(listed) == 12
    assert (mine["status"], mine["who"]) == ("running", page.page["shown"]["patient"])
    assert {each["status"] for each in listed if each is not mine} == {"not started"}
    assert not [name for name in compiled.names() if compiled.case(name)["named"].lower() in text]
