"""Facts about the time course panel."""

import pytest
from traitlets import TraitError

from calcinosis.panels.shared.readings import printed
from calcinosis.panels.simulator.timecourse import TimeCourse
from calcinosis.physiology.protocols import Infusion, Surgery, hours


@pytest.fixture(scope="module")
def diet():
    return TimeCourse(
        calcium_intake=10.0, days=42, lead=7, event="less calcium eaten", rows=("calcium", "pth", "urine_calcium")
    )


def rows(figure):
    return {row["name"]: row for row in figure.run["rows"]}


def test_nothing_moves_before_the_change(diet):
    lead = [value for day, value in zip(diet.run["time"], rows(diet)["pth"]["values"], strict=True) if day < 7]

    assert max(lead) == pytest.approx(min(lead), rel=1e-3)


def test_time_never_runs_back(diet):
    time = diet.run["time"]

    assert time == sorted(time)
    assert time[-1] == pytest.approx(49.0)


def test_less_calcium_eaten_raises_pth_and_lowers_urine_calcium(diet):
    assert rows(diet)["pth"]["values"][-1] > 1.2 * rows(diet)["pth"]["frozen"][-1]
    assert rows(diet)["urine_calcium"]["values"][-1] < rows(diet)["urine_calcium"]["frozen"][-1]


def test_event_stands_where_the_change_begins(diet):
    assert diet.run["events"] == [{"at": 7.0, "name": "less calcium eaten"}]


def test_change_taken_back_returns_towards_the_start():
    figure = TimeCourse(phosphate_intake=80.0, days=28, until=7, rows=("phosphate",))
    values = rows(figure)["phosphate"]["values"]

    assert max(values) > values[0] + 0.03
    assert values[-1] == pytest.approx(values[0], abs=0.02)
    assert figure.run["events"] == [{"at": 7.0, "name": "back to before"}]


def test_person_before_the_change_has_long_lived_with_it():
    figure = TimeCourse(before={"set_point": 1.38}, days=60, lead=5, event="adenoma removed")
    calcium = rows(figure)["calcium"]

    assert calcium["values"][0] > 2.6
    assert calcium["values"][-1] < 2.55
    assert calcium["frozen"][-1] == pytest.approx(calcium["values"][0], abs=0.02)


def test_events_of_a_protocol_run_and_stand_on_the_axis():
    infusion = Infusion(substance="calcium", amount=18.0, at=hours(1), duration=hours(4))
    figure = TimeCourse(events=(infusion,), days=0.5, rows=("ionised_calcium", "pth"))

    assert min(rows(figure)["pth"]["values"]) < 2.0 < rows(figure)["pth"]["frozen"][-1]
    assert figure.run["events"] == [{"at": pytest.approx(1 / 24, rel=1e-4), "name": "calcium 18 mmol"}]


def test_condition_brings_its_own_events_into_both_runs():
    figure = TimeCourse(condition="haemodialysis", phosphate_binder=0.6, lead=7, days=7, rows=("phosphate",))
    phosphate = rows(figure)["phosphate"]

    assert min(phosphate["frozen"]) < 0.8 * max(phosphate["frozen"])
    assert phosphate["values"][-1] < phosphate["frozen"][-1]
    assert {event["name"] for event in figure.run["events"]} == {"dialysis"}


def test_adenoma_removed_by_surgery_brings_calcium_down():
    figure = TimeCourse(
        condition="primary-hyperparathyroidism", events=(Surgery(operation="adenomectomy", at=7.0),), days=60
    )

    assert rows(figure)["calcium"]["values"][0] > 2.6
    assert rows(figure)["calcium"]["values"][-1] < 2.55 < rows(figure)["calcium"]["frozen"][-1]


def test_frozen_run_stays_while_the_slider_moves():
    figure = TimeCourse(calcium_intake=10.0, days=14, rows=("pth",))
    kept = rows(figure)["pth"]["values"]

    figure.frozen = True
    figure.calcium_intake = 50.0

    assert rows(figure)["pth"]["frozen"] == kept
    assert rows(figure)["pth"]["values"] != kept

    figure.frozen = False

    assert rows(figure)["pth"]["frozen"] != kept


@pytest.mark.parametrize("units", ["si", "conventional"])
def test_words_carry_first_and_last_numbers(diet, units):
    for name, row in rows(diet).items():
        assert printed(name, row["values"][-1], units) in diet.words[units]


def test_unknown_row_is_refused():
    with pytest.raises(TraitError, match="'serum' is not a quantity"):
        TimeCourse(rows=("serum",))


def test_unknown_setting_of_the_person_before_is_refused():
    with pytest.raises(TraitError, match="before: 'setpoint' is not one of"):
        TimeCourse(before={"setpoint": 1.3})


def test_turning_point_is_written_beside_the_curve():
    surgery = Surgery(operation="adenomectomy", at=7.0)
    figure = TimeCourse(condition="primary-hyperparathyroidism", events=(surgery,), days=60)
    (note,) = figure.run["notes"]
    calcium = rows(figure)["calcium"]["values"]

    assert note["row"] == "calcium"
    assert calcium[note["at"]] == min(calcium)
    assert note["text"].startswith("lowest calcium on day 1")


def test_event_keeps_its_name_only_while_the_slider_stands_where_the_author_set_it():
    figure = TimeCourse(calcium_intake=10.0, days=14, lead=7, event="no dairy food", rows=("pth",))
    assert figure.words["si"].startswith("No dairy food (calcium intake 10\u00a0mmol/day) from day 7")

    figure.calcium_intake = 60.0

    assert figure.run["events"] == [{"at": 7.0, "name": "calcium intake 60\u00a0mmol/day"}]
    assert "dairy" not in figure.words["si"]

    figure.calcium_intake = 10.0
    figure.gfr = 30.0

    assert figure.run["events"] == [{"at": 7.0, "name": "no dairy food and GFR 30\u00a0mL/min"}]


def test_slider_back_at_health_leaves_no_event():
    figure = TimeCourse(calcium_intake=10.0, days=14, until=7, event="no dairy food", rows=("pth",))

    figure.calcium_intake = 25.0

    assert figure.run["events"] == []
    assert figure.words["si"].startswith("Nothing is changed")


@pytest.fixture
def asked():
    return TimeCourse(
        calcium_intake=10.0, days=42, lead=7, rows=("calcium", "pth"), ask="What does PTH do?", about="pth"
    )


def test_nothing_after_the_change_is_sent_before_the_guess(asked):
    for row in asked.run["rows"]:
        shown = len(row["values"])
        assert asked.run["time"][shown - 1] <= 7.0 < asked.run["time"][shown]
        assert row["frozen"] is None
    assert asked.run["notes"] == []
    assert asked.words["si"].endswith("What does PTH do?")


def test_guess_opens_the_course_and_is_judged(asked):
    asked.guess = "rises"

    assert len(rows(asked)["pth"]["values"]) == len(asked.run["time"])
    assert asked.words["si"].startswith("You expected that PTH rises: it does.")

    asked.guess = "falls"
    assert asked.words["si"].startswith("You expected that PTH falls; it rises.")

    asked.guess = ""
    assert len(rows(asked)["pth"]["values"]) < len(asked.run["time"])


def test_options_of_the_author_are_answered_as_the_author_says():
    figure = TimeCourse(calcium_intake=10.0, days=14, rows=("pth",), ask="Who pays?", options=("gut", "bone", "kidney"))

    figure.guess = "gut"
    assert figure.words["si"].startswith("You chose: gut. ")

    figure.answer = "kidney"
    figure.guess = "bone"
    assert figure.words["si"].startswith("You chose: bone. The answer is: kidney.")


def test_answer_stays_in_python():
    assert "answer" not in TimeCourse(rows=("pth",)).keys


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"about": "calcitonin"}, "about: 'calcitonin' is not one of the rows"),
        ({"guess": "explodes"}, "guess: 'explodes' is not one of rises, falls"),
        ({"options": ("bone",)}, "two different options"),
    ],
)
def test_wrong_question_is_refused(settings, message):
    with pytest.raises(TraitError, match=message):
        TimeCourse(**settings)


def test_no_turning_point_is_named_in_a_course_of_sessions():
    assert TimeCourse(condition="haemodialysis", days=14, rows=("calcium", "phosphate")).run["notes"] == []
