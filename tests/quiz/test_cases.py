"""Every virtual patient can be played well, badly, and twice as another variant; and nothing shows early."""

import json

import pytest

from calcinosis.quiz.cases import compiled, debrief, paths, seen
from calcinosis.quiz.cases.course import follow
from calcinosis.quiz.cases.deal import deal, seed
from calcinosis.quiz.cases.play import Refused, State, after, replay

CASES = compiled.names()
THIGHS, HIP = "thighs-that-burn", "a-hip-that-grew"
DIAGNOSES = ("calciphylaxis", "warfarin-necrosis", "cellulitis", "vasculitis", "other")


def dealt(name, learner="mara", play=1):
    case = compiled.case(name)
    return deal(case, seed(learner, name, case["version"], play))


def moved(case, *moves):
    return replay(case, moves)


TO_DECISIONS = [{"do": "go"}] * 3


def test_there_are_twelve_patients():
    assert len(CASES) == 12


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("play", [1, 2, 3])
def test_an_expert_closes_the_case_with_a_score_near_full_and_does_no_harm(name, play):
    case = dealt(name, play=play)

    state = replay(case, paths.expert(case))

    assert state.closed
    assert debrief.harms(case, state) == []
    assert debrief.total(case, state) >= 0.9


@pytest.mark.parametrize("name", CASES)
def test_the_worst_play_does_harm_that_is_told_and_costs_nearly_everything(name):
    case = dealt(name)

    state = replay(case, paths.worst(case))

    shown = seen.told(case, state)
    told = json.dumps([shown["results"]["reports"], [each["followed"] for each in shown["decisions"]]])
    assert state.closed
    assert debrief.total(case, state) <= 0.4
    assert shown["debrief"]["harms"]
    assert all(json.dumps(text)[1:-1] in told for text, _ in debrief.harms(case, state))


@pytest.mark.parametrize("name", CASES)
def test_harm_changes_how_it_ends(name):
    case = dealt(name)

    well, badly = (
        debrief.outcome(case, replay(case, moves))["title"] for moves in (paths.expert(case), paths.worst(case))
    )

    assert well != badly


@pytest.mark.parametrize("name", CASES)
def test_playing_again_deals_another_variant_and_the_same_play_the_same(name):
    assert dealt(name) == dealt(name)
    assert len({json.dumps(dealt(name, play=play)) for play in range(1, 6)}) > 1


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_what_is_to_come_can_be_seen_before_the_case_is_closed(name):
    case = dealt(name)
    whys = {option["why"] for decision in case["decisions"] for option in decision["options"]}
    state = State()
    for move in paths.worst(case)[:-1]:
        state = after(case, state, move)

    shown = json.dumps(seen.told(case, state))

    assert not [why for why in whys if json.dumps(why)[1:-1] in shown]
    assert json.dumps(case["debrief"])[1:-1] not in shown
    assert '"points"' not in shown
    assert '"worth"' not in shown


@pytest.mark.parametrize("name", CASES)
def test_an_open_decision_shows_no_consequence_of_any_choice(name):
    case = dealt(name)
    first = case["decisions"][0]
    consequences = [text for option in first["options"] for text in (option["then"], option["left"]) if text]

    shown = json.dumps(seen.told(case, replay(case, TO_DECISIONS)))

    assert not [text for text in consequences if json.dumps(text)[1:-1] in shown]


@pytest.mark.parametrize("name", CASES)
def test_only_what_was_asked_examined_or_has_come_back_is_shown(name):
    case = dealt(name)
    asked = case["history"][0]

    shown = seen.told(case, moved(case, {"do": "ask", "what": asked["id"]}))

    assert [each["answer"] for each in shown["history"] if "answer" in each] == [asked["answer"]]
    assert shown["regions"]["found"] == {}
    assert shown["results"] == {"rows": [], "reports": []}
    assert shown["tests"] == []


@pytest.mark.parametrize("name", CASES)
def test_every_text_is_filled_in(name):
    case = dealt(name)

    left = json.dumps(seen.told(case, replay(case, paths.expert(case))))

    assert "{" not in left.replace('{"', "").replace("{}", "")


def test_results_come_with_the_clock_and_only_when_the_learner_waits():
    case = dealt(THIGHS)
    ordered = [{"do": "go"}, {"do": "go"}, {"do": "order", "what": ["minerals", "count"]}]

    before = seen.told(case, replay(case, ordered))
    once = seen.told(case, replay(case, [*ordered, {"do": "wait"}]))
    twice = seen.told(case, replay(case, [*ordered, {"do": "wait"}, {"do": "wait"}]))

    assert before["results"]["rows"] == []
    assert (before["clock"]["time"], once["clock"]["time"], twice["clock"]["time"]) == ("09:10", "10:10", "11:10")
    assert {row["name"] for row in once["results"]["rows"]} == {"crp", "white_cells", "inr"}
    assert "phosphate" in {row["name"] for row in twice["results"]["rows"]}
    assert before["spent"] == 5


def test_a_test_that_harms_tells_it_with_its_result():
    case = dealt(THIGHS)
    moves = [{"do": "go"}, {"do": "go"}, {"do": "order", "what": ["biopsy-centre"]}, {"do": "wait"}]

    (report,) = seen.told(case, replay(case, moves))["results"]["reports"]

    assert "third ulcer" in report["harmed"]


@pytest.mark.parametrize(
    "moves",
    [
        [{"do": "examine", "what": "thighs"}],
        [{"do": "go"}, {"do": "order", "what": ["minerals"]}],
        [{"do": "decide", "what": "diagnosis", "chosen": ["calciphylaxis"]}],
        [{"do": "go"}] * 4,
        [{"do": "wait"}],
        [{"do": "ask", "what": "nobody"}],
        [{"do": "ask", "what": "pain"}, {"do": "ask", "what": "pain"}],
        [{"do": "ask", "what": ["pain"]}],
        [{"do": "go"}, {"do": "examine", "what": "tail"}],
        [*[{"do": "go"}] * 2, {"do": "order", "what": []}],
        [*[{"do": "go"}] * 2, {"do": "order", "what": ["minerals", "minerals"]}],
        [{"do": "view", "what": {"calciphylaxis": 100}}],
        [{"do": "view", "what": dict.fromkeys(DIAGNOSES, 21)}],
        [{"do": "view", "what": dict(zip(DIAGNOSES, (120, -20, 0, 0, 0), strict=True))}],
        [*[{"do": "go"}] * 3, {"do": "decide", "what": "stop", "chosen": ["warfarin"]}],
        [*[{"do": "go"}] * 3, {"do": "decide", "what": "reading", "chosen": []}],
        [*[{"do": "go"}] * 3, {"do": "decide", "what": "reading", "chosen": [{"id": "pth"}]}],
        [{"do": "undo"}],
        [{}],
    ],
)  # fmt: skip
def test_a_move_that_is_not_possible_is_refused(moves):
    case = dealt(THIGHS)
    state = replay(case, moves[:-1])

    with pytest.raises(Refused):
        after(case, state, moves[-1])


def test_a_locked_decision_stays_locked():
    case = dealt(THIGHS)
    locked = replay(case, [*TO_DECISIONS, {"do": "decide", "what": "reading", "chosen": ["below-70"]}])

    with pytest.raises(Refused):
        after(case, locked, {"do": "decide", "what": "reading", "chosen": ["product"]})


def test_a_closed_case_takes_no_move():
    case = dealt(THIGHS)

    with pytest.raises(Refused):
        after(case, replay(case, paths.expert(case)), {"do": "ask", "what": "travel"})


def test_leaving_warfarin_running_is_told_at_once_and_costs_management_and_safety():
    case = dealt(THIGHS)
    moves = paths.expert(case)
    at = next(place for place, move in enumerate(moves) if move.get("what") == "stop")
    worse = [*moves]
    worse[at] = {**moves[at], "chosen": [name for name in moves[at]["chosen"] if name != "warfarin"]}

    shown = seen.told(case, replay(case, worse[: at + 1]))
    well, badly = (debrief.scores(case, replay(case, path)) for path in (moves, worse))

    assert (
        "Warfarin is given again"
        in next(each for each in shown["decisions"] if each["id"] == "stop")["followed"][0]["text"]
    )
    assert badly["management"] < well["management"]
    assert badly["safety"] == 0.5
    assert {step: badly[step] for step in ("data", "diagnosis")} == {step: well[step] for step in ("data", "diagnosis")}


@pytest.mark.parametrize(
    ("name", "left", "later", "well", "badly"),
    [
        (THIGHS, "stop:warfarin", "anticoagulation", "had no warfarin", "last night's warfarin was given"),
        ("thirsty-and-taking-vitamins", "now:stop", "later", "The kidneys recover", "tablets in her handbag"),
        ("ulcers-that-were-called-venous", "first:warfarin", "anticoagulant", "Warfarin is stopped", "still on the"),
        ("a-thumb-that-leaks-chalk", "today:antibiotic", "thumb", "The redness is gone", "infected bone"),
    ],
)
def test_what_was_left_out_is_told_again_in_the_next_story(name, left, later, well, badly):
    decided, _, without = left.partition(":")
    case = dealt(name)
    moves = paths.expert(case)
    at = next(place for place, move in enumerate(moves) if move.get("what") == decided)
    end = next(place for place, move in enumerate(moves) if move.get("what") == later)
    worse = [*moves]
    worse[at] = {**moves[at], "chosen": [each for each in moves[at]["chosen"] if each != without]}

    good, bad = (
        next(each for each in seen.told(case, replay(case, path[:end]))["decisions"] if each["id"] == later)
        for path in (moves, worse)
    )

    assert well in " ".join(good["story"])
    assert badly in " ".join(bad["story"])
    assert badly not in " ".join(good["story"])


def test_the_results_of_a_later_story_are_those_of_what_was_decided():
    case = dealt("thirsty-and-taking-vitamins")
    moves = paths.expert(case)
    fed = [{**move, "chosen": ["saline", "thiazide"]} if move.get("what") == "now" else move for move in moves]

    good, bad = (
        next(each for each in seen.told(case, replay(case, path))["decisions"] if each["id"] == "later")
        for path in (moves, fed)
    )

    assert [row["value"] > 2.8 for row in (*good["labs"], *bad["labs"])] == [False, True]


def test_spending_beyond_the_budget_costs_data_gathering():
    case = dealt(THIGHS)
    state = replay(case, paths.expert(case))
    more = State(
        **{
            **{name: getattr(state, name) for name in State.__slots__},
            "ordered": {**state.ordered, "bone-scan": (0, 1)},
        }
    )

    assert debrief.gathered(case, more) < debrief.gathered(case, state) == 1.0  # fmt: skip


def test_the_views_at_the_end_of_each_phase_are_kept_and_compared_with_the_expert():
    case = dealt(THIGHS)
    sure = dict.fromkeys(case["diagnoses"], 0) | {"cellulitis": 100}
    moves = [{"do": "view", "what": sure}, {"do": "go"}, {"do": "go"}, {"do": "view", "what": case["expert"]["tests"]}]

    state = replay(case, [*moves, {"do": "go"}])

    assert state.views == {"story": sure, "exam": sure, "tests": case["expert"]["tests"]}
    assert debrief.agreement(state.views["tests"], case["expert"]["tests"]) == 1.0
    assert debrief.agreement(sure, case["expert"]["story"]) == case["expert"]["story"]["cellulitis"] / 100


@pytest.mark.parametrize(("name", "words"), [("steps-that-got-heavy", "years"), ("a-hard-line-on-the-shin", "days")])
def test_phosphate_of_a_child_is_read_against_its_age(name, words):
    row = next(row for row in dealt(name)["labs"].values() if row["label"] == "Phosphate")

    assert words in row["for"]
    assert row["adult"] == (0.81, 1.45)
    assert row["value"] > row["adult"][1]
    assert row["flag"] == "in range"


@pytest.mark.parametrize("play", range(1, 9))
def test_laboratory_values_of_a_variant_fit_together(play):
    rows = {name: row["value"] for name, row in dealt(THIGHS, play=play)["labs"].items()}

    assert rows["adjusted_calcium"] == pytest.approx(rows["calcium"] + 0.02 * (40 - rows["albumin"]), abs=0.006)
    assert rows["product"] == pytest.approx(rows["calcium"] * rows["phosphate"], abs=0.006)
    assert 0.47 < rows["ionised_calcium"] / rows["adjusted_calcium"] < 0.50


def test_the_model_answers_the_orders_of_the_patient_with_the_hip():
    decision = next(each for each in dealt(HIP)["decisions"] if each["course"])
    good = [option["id"] for option in decision["options"] if option["points"] > 0]

    treated, fed = ({row["name"]: row for row in follow(decision, chosen)["rows"]} for chosen in (good, ["more-chalk"]))

    assert treated["phosphate"]["values"][-1] < 1.45
    assert treated["phosphate"]["without"][-1] > 2.5
    assert treated["joint_deposit"]["values"][-1] < 100 < treated["joint_deposit"]["without"][-1]
    assert max(treated["calcium"]["values"]) > treated["calcium"]["without"][-1] > treated["calcium"]["values"][-1]
    assert fed["calcium"]["values"][-1] > fed["calcium"]["without"][-1] + 0.1
    assert fed["joint_deposit"]["values"][-1] > fed["joint_deposit"]["without"][-1]


@pytest.mark.parametrize("name", CASES)
def test_the_patient_of_the_model_begins_like_the_patient_of_the_case(name):
    case = dealt(name)
    for decision in case["decisions"]:
        if decision["course"]:
            told = follow(decision, [])
            at = sum(day <= 0 for day in told["times"]) - 1
            begins = {row["name"]: row["values"][at] for row in told["rows"]}
            for quantity, room in (("calcium", 0.1), ("phosphate", 0.2)):
                if quantity in begins:
                    assert begins[quantity] == pytest.approx(case["labs"][quantity]["value"], rel=room)


@pytest.mark.parametrize("name", CASES)
def test_every_course_of_the_model_can_be_run_for_the_best_and_the_worst_orders(name):
    for decision in dealt(name)["decisions"]:
        if decision["course"]:
            every = [option["id"] for option in decision["options"]]
            bad = [option["id"] for option in decision["options"] if option["points"] < 0]
            for chosen in (every, bad, every[:1]):
                rows = follow(decision, chosen)["rows"]
                assert all(value >= 0 for row in rows for value in row["values"])


@pytest.mark.parametrize("name", CASES)
def test_the_diagnosis_is_named_nowhere_before_the_learner_has_to(name):
    case = compiled.case(name)
    words = case["diagnoses"][case["diagnosis"]].lower()

    assert words not in f"{case['title']} {case['complaint']} {case['opening']} {name.replace('-', ' ')}".lower()
