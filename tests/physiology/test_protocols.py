"""What is done to a person: events do what they say, and refuse what has no meaning."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from calcinosis.physiology.drugs import DRUGS
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.protocols import (
    Bolus,
    Change,
    Course,
    Dialysis,
    Dose,
    Hold,
    Infusion,
    Injury,
    Leak,
    Meals,
    OralLoad,
    Protocol,
    Surgery,
    hours,
    minutes,
)
from calcinosis.physiology.simulate import simulate, steady_state


def run(*events, days=1.0, samples=97, person=HEALTHY, ledger=False):
    return simulate(Protocol(parameters=person, events=events), days=days, samples=samples, ledger=ledger)


@pytest.mark.parametrize(
    ("event", "entered"),
    [
        (Infusion(substance="calcium", amount=10.0, duration=hours(2)), ("calcium_in", 10.0)),
        (Infusion(substance="phosphate", amount=30.0, at=0.1, duration=hours(3)), ("phosphate_in", 30.0)),
        (Bolus(substance="calcium", amount=2.25, at=0.2), ("calcium_in", 2.25)),
        (OralLoad(phosphate=22.6, at=0.05), ("phosphate_in", 22.6)),
        (OralLoad(calcium=12.5, at=0.1, every=0.3, times=2), ("calcium_in", 25.0)),
        (Leak(amount=1.5, at=0.1), ("calcium_in", 1.5)),
    ],
)
def test_what_is_given_arrives_whole(event, entered):
    name, amount = entered
    given = run(event, days=2.0, ledger=True).final
    without = run(days=2.0, ledger=True).final

    assert given.values[name] - without.values[name] == pytest.approx(amount, rel=1e-3)


def test_meals_bring_the_same_diet_as_even_eating():
    eaten = run(Meals(days=3), days=3.0, ledger=True).final

    assert eaten.calcium_in == pytest.approx(75.0, rel=1e-3)
    assert eaten.phosphate_in == pytest.approx(135.0, rel=1e-3)


def test_phosphate_swings_with_meals():
    phosphate = run(Meals(days=2), days=2.0, samples=193).phosphate

    assert phosphate.max() - phosphate.min() > 0.05


def test_a_ramp_passes_halfway_at_half_its_time():
    assert run(Change(field="gfr", to=40.0, at=0.2, over=0.4), samples=11).gfr[4] == pytest.approx(70.0)


def test_a_course_follows_its_points():
    gfr = run(Course(field="gfr", points=((0.0, 90.0), (1.0, 50.0), (2.0, 30.0))), days=2.0, samples=5).gfr

    assert gfr.tolist() == pytest.approx([90.0, 70.0, 50.0, 40.0, 30.0])


def test_a_held_value_returns_to_the_persons_own():
    ph = run(Hold(field="ph", value=7.55, at=0.25, duration=0.25), samples=9).ph

    assert ph[3] == 7.55
    assert ph[-1] == 7.4


def test_two_drugs_on_one_target_never_exceed_all_of_it():
    both = run(Dose(drug="denosumab"), Dose(drug="zoledronate"), days=30.0)

    assert both.osteoclasts.min() > 0.0


@pytest.mark.parametrize("drug", list(DRUGS))
def test_every_drug_changes_the_parameter_it_names(drug):
    plan = Protocol(events=(Dose(drug=drug),))
    effect = plan.effects()[0]
    reached = max(effect.value(day) or 0.0 for day in np.linspace(0.001, 20.0, 400))

    assert effect.field == DRUGS[drug].field
    assert reached > 0.0


def test_daily_cinacalcet_lowers_pth_within_hours():
    person = replace(HEALTHY, set_point=1.35, parathyroid_tissue=2.0)
    plan = Protocol(parameters=person, events=(Dose(drug="cinacalcet"),), start=steady_state(person))
    pth = simulate(plan, days=0.25).pth

    assert pth[-1] < 0.85 * pth[0]


def test_dialysis_lowers_phosphate_and_cells_bring_it_back():
    person = replace(HEALTHY, gfr=5.0)
    phosphate = run(Dialysis(at=1.0), days=2.0, samples=193, person=person).phosphate

    assert phosphate[112] < 0.65 * phosphate[96]
    assert phosphate[140] > 1.3 * phosphate[112]


def test_a_week_of_sessions_repeats():
    assert Dialysis(weekdays=(0, 2, 4), weeks=2).starts() == (0.0, 2.0, 4.0, 7.0, 9.0, 11.0)


def test_injury_heals_by_half_in_its_half_time():
    effect = Injury(site="skin", severity=4.0, healing=10.0).effects(HEALTHY)[0]

    assert effect.value(10.0) == pytest.approx(2.0)


def test_a_clamp_holds_ionised_calcium():
    low = run(
        Hold(field="clamp", value=1.0, duration=0.1), Hold(field="clamp_target", value=1.0, duration=0.1), days=0.1
    )

    assert low.ionised_calcium[-1] == pytest.approx(1.0, abs=0.02)


def test_calcitriol_into_a_vein_raises_the_level_more_than_by_mouth():
    vein = run(Bolus(substance="calcitriol", amount=2.0), days=0.5).calcitriol.max()
    mouth = run(Dose(drug="calcitriol", amount=2.0), days=0.5).calcitriol.max()

    assert vein > 1.3 * mouth > 1.3 * 110.0


@pytest.mark.parametrize(
    ("event", "quantity"),
    [
        (OralLoad(phosphate=32.3), "phosphate"),
        (Dose(drug="calcitriol", amount=2.0), "calcitriol"),
        (Dose(drug="sevelamer"), "faecal_phosphate"),
    ],
)
def test_a_single_dose_acts_the_same_however_long_one_watches(event, quantity):
    short, long = (run(event, days=days, samples=int(96 * days) + 1).values[quantity].max() for days in (2.0, 30.0))

    assert short == pytest.approx(long, rel=1e-3)
    assert short > 1.1 * run(days=0.1, samples=3).values[quantity][0]


def test_doses_that_fade_before_the_next_act_each_time():
    course = run(OralLoad(phosphate=32.3, every=10.0, times=2), days=30.0, samples=2881)

    assert course.phosphate[:480].max() == pytest.approx(course.phosphate[960:1440].max(), rel=0.02)
    assert course.phosphate[-1] < 1.25


def test_what_began_last_holds_however_the_events_are_listed():
    first, second = Change(field="gfr", to=50.0, at=0.3), Change(field="gfr", to=20.0, at=0.7)

    for events in ((first, second), (second, first)):
        assert run(*events).gfr[[0, 48, -1]].tolist() == [100.0, 50.0, 20.0]


def test_a_ramp_leaves_from_the_value_that_holds():
    course = run(Change(field="gfr", to=20.0, at=0.1), Change(field="gfr", to=50.0, at=0.5, over=0.4))

    assert course.gfr[[48, 67]] == pytest.approx([20.0, 20.0 + 30.0 * (67 / 96 - 0.5) / 0.4])
    assert course.gfr[-1] == 50.0


def test_a_value_held_for_a_while_goes_before_an_older_change():
    course = run(Hold(field="ph", value=7.2, at=0.5, duration=0.25), Change(field="ph", to=7.5, at=0.1))

    assert course.ph[[0, 24, 60, 90]].tolist() == [7.4, 7.5, 7.2, 7.5]


def test_marks_come_in_order_of_time():
    plan = Protocol(events=(Surgery(operation="adenomectomy", at=3.0), Bolus(substance="calcium", amount=1.0, at=1.0)))

    assert [mark.time for mark in plan.marks()] == [1.0, 3.0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Change(field="gfr", to=0.0), r"gfr = 0.0 mL/min: must be between 2 and 250"),
        (lambda: Change(field="gfrr", to=50.0), r"unknown parameter 'gfrr'; known are .*gfr"),
        (lambda: Change(field="gfr", to=50.0, at=-1.0), r"Change: at = -1.0 days: must be between 0 and 36500"),
        (lambda: Course(field="gfr", points=((5.0, 90.0), (2.0, 50.0))), r"day 2 comes after day 5; times must rise"),
        (lambda: Course(field="gfr", points=()), r"Course: points of gfr: at least one"),
        (lambda: Infusion(substance="iron", amount=1.0, duration=0.1), r"substance = 'iron': must be one of calcium"),
        (lambda: Infusion(substance="calcium", amount=-1.0, duration=0.1), r"amount = -1.0 mmol: must be between 0"),
        (lambda: Infusion(substance="calcium", amount=1.0, duration=0.0), r"duration = 0.0 days"),
        (lambda: OralLoad(phosphate=-3.0), r"phosphate = -3.0 mmol: must be between 0"),
        (lambda: OralLoad(calcium=5.0, times=3), r"every = None days: must be at least"),
        (lambda: Dose(drug="aspirin"), r"drug = 'aspirin': must be one of cinacalcet"),
        (lambda: Dose(drug="cinacalcet", amount=-1.0), r"amount = -1.0 mg"),
        (lambda: Dialysis(weekdays=(2, 0)), r"weekdays = \(2, 0\): must rise, between 0 and 6"),
        (lambda: Meals(at_hours=(13.0, 8.0)), r"at_hours = \(13.0, 8.0\): must rise"),
        (lambda: Surgery(operation="appendicectomy"), r"operation = 'appendicectomy': must be one of"),
        (lambda: Injury(site="liver", severity=1.0), r"site = 'liver': must be one of joint"),
        (lambda: Leak(amount=500.0), r"amount = 500.0 mmol: must be between 0 and 100"),
        (lambda: Hold(field="ph", value=9.0, duration=1.0), r"ph = 9.0 pH: must be between 6.8 and 7.8"),
        (lambda: OralLoad(calcium=5.0, times=2, every=inf), r"every = inf days: must be between"),
    ],
)
def test_what_has_no_meaning_is_refused_with_field_value_and_range(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: OralLoad(calcium="5"), r"OralLoad: calcium = '5': must be a number of mmol"),
        (lambda: OralLoad(calcium=5.0, times=2.5, every=1.0), r"OralLoad: times = 2.5: must be a whole number"),
        (lambda: Meals(days=1.5), r"Meals: days = 1.5: must be a whole number"),
        (lambda: simulate("haemodialysis", days=1.0), r"protocol is of type str: must be Parameters or a Protocol"),
    ],
)
def test_what_is_of_another_kind_is_refused_with_field_and_value(make, message):
    with pytest.raises(TypeError, match=message):
        make()


def test_numbers_of_numpy_are_numbers():
    assert Infusion(substance="calcium", amount=np.float32(5.0), duration=0.25, times=np.int64(1)).starts() == (0.0,)
    assert Parameters(gfr=np.int64(50)).gfr == 50


def test_minutes_and_hours_are_parts_of_a_day():
    assert minutes(90.0) == pytest.approx(hours(1.5)) == pytest.approx(0.0625)
