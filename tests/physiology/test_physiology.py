"""What physiology teaches, shown by the whole model."""

from dataclasses import replace

import pytest

from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import (
    Change,
    Course,
    Dialysis,
    Dose,
    Hold,
    Infusion,
    OralLoad,
    Protocol,
    Surgery,
    hours,
    minutes,
)
from calcinosis.physiology.simulate import simulate, steady_state


def clamped(*points, days):
    events = (Course(field="clamp_target", points=points), Hold(field="clamp", value=1.0, duration=days))
    return simulate(Protocol(events=events), days=days, samples=601)


def test_pth_overshoots_and_settles_when_calcium_is_held_low():
    run = clamped((0.0, 1.0), days=hours(3))

    assert run.times[run.pth.argmax()] < minutes(30)
    assert run.final.pth < 0.75 * run.pth.max()
    assert run.final.pth > 1.8 * run.pth[0]


def test_the_faster_calcium_falls_the_higher_pth_at_the_same_calcium():
    fast = clamped((0.0, 1.2), (minutes(10), 1.0), days=minutes(40)).at(minutes(20))
    slow = clamped((0.0, 1.2), (hours(3), 1.0), days=hours(4)).at(hours(3) + minutes(2))

    assert fast.ionised_calcium == pytest.approx(slow.ionised_calcium, abs=0.02)
    assert fast.pth > 1.2 * slow.pth


def test_pth_is_lower_on_the_way_up_than_on_the_way_down():
    run = clamped((0.0, 1.2), (hours(2), 1.0), (hours(4), 1.2), days=hours(4.2))
    down, up = run.at(hours(1)), run.at(hours(3))

    assert down.ionised_calcium == pytest.approx(up.ionised_calcium, abs=0.02)
    assert up.pth < 0.9 * down.pth


def test_a_phosphate_load_lowers_ionised_calcium_and_raises_pth_within_hours():
    run = simulate(Protocol(events=(OralLoad(phosphate=48.0),)), days=1.0, samples=97)

    assert run.ionised_calcium.min() < 1.18
    assert 0.5 < 24.0 * run.times[run.pth.argmax()] < 6.0
    assert run.final.pth == pytest.approx(4.0, rel=0.2)


def test_pth_raises_calcium_and_throws_phosphate_out():
    run = simulate(Protocol(events=(Infusion(substance="pth", amount=6.7, duration=hours(12)),)), days=0.5)

    assert run.final.calcium > 2.48
    assert run.final.phosphate < 1.12
    assert run.urine_phosphate.max() > 1.5 * run.urine_phosphate[0]


def test_without_parathyroids_phosphate_rises_and_bone_holds_calcium():
    after = simulate(Protocol(events=(Surgery(operation="parathyroidectomy", remaining=0.0),)), days=60.0).final

    assert after.phosphate > 1.5
    assert 1.3 < after.calcium < 2.0
    assert after.calcitriol < 60.0


def test_hungry_bone_takes_calcium_for_days_and_then_lets_go():
    sick = replace(HEALTHY, set_point=1.6, parathyroid_tissue=6.0)
    plan = Protocol(
        parameters=sick, events=(Surgery(operation="adenomectomy", remaining=0.3),), start=steady_state(sick)
    )
    run = simulate(plan, days=120.0, samples=481)

    assert run.calcium[0] > 2.8
    assert run.calcium.min() < 2.15
    assert 2.0 < run.times[run.calcium.argmin()] < 20.0
    assert run.final.calcium > 2.25
    assert run.phosphate[:40].min() < 1.0


def test_kidney_failure_raises_fgf23_first_and_phosphate_last():
    run = simulate(
        Protocol(events=(Course(field="gfr", points=((0.0, 100.0), (3650.0, 8.0))),)), days=3650.0, samples=731
    )
    fgf23 = run.gfr[(run.fgf23 > 1.5 * run.fgf23[0]).argmax()]
    pth = run.gfr[(run.pth > 1.5 * run.pth[0]).argmax()]
    phosphate = run.gfr[(run.phosphate > 1.45).argmax()]

    assert fgf23 > pth > phosphate
    assert fgf23 > 60.0
    assert phosphate < 30.0


def test_a_binder_in_kidney_failure_lowers_phosphate_fgf23_and_pth():
    sick = replace(HEALTHY, gfr=12.0)
    run = simulate(
        Protocol(parameters=sick, events=(Change(field="phosphate_binder", to=0.4),), start=steady_state(sick)),
        days=60.0,
    )

    assert run.final.phosphate < 0.9 * run.phosphate[0]
    assert run.final.fgf23 < 0.6 * run.fgf23[0]
    assert run.final.pth < 0.8 * run.pth[0]


def test_calcium_tablets_in_kidney_disease_load_bone_and_tissue_more_than_serum():
    sick = replace(HEALTHY, gfr=30.0)
    start = steady_state(sick)
    run = simulate(Protocol(parameters=sick, events=(Change(field="calcium_intake", to=50.0),), start=start), days=21.0)
    held = run.final.soft_tissue_calcium - start.soft_tissue_calcium

    assert run.final.calcium - start.calcium < 0.1
    assert held > 2.0
    assert run.mean("bone_exchange") > start.bone_exchange + 1.0


def test_burosumab_brings_phosphate_back_over_days():
    sick = replace(HEALTHY, fgf23_production=20.0)
    plan = Protocol(parameters=sick, events=(Dose(drug="burosumab"),), start=steady_state(sick))
    run = simulate(plan, days=28.0, samples=113)

    assert run.phosphate[0] < 0.81
    assert run.at(7.0).phosphate > 0.95
    assert run.at(7.0).calcitriol > run.calcitriol[0]


def test_a_week_of_dialysis_saws_phosphate():
    sick = replace(HEALTHY, gfr=4.0, phosphate_intake=42.0)
    start = steady_state(replace(sick, dialysis_clearance=5.5))
    run = simulate(
        Protocol(parameters=sick, events=(Dialysis(weekdays=(0, 2, 4)),), start=start), days=7.0, samples=337
    )

    assert run.phosphate.max() > 1.6
    assert run.phosphate.min() < 1.0
