"""Named conditions: each from its own cause, each with its pattern."""

from dataclasses import replace

import pytest

from calcinosis.physiology.conditions import CONDITIONS, condition
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Surgery
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate


def test_there_are_at_least_twenty_four():
    assert len(CONDITIONS) >= 24


@pytest.mark.parametrize("name", list(CONDITIONS))
@pytest.mark.parametrize("severity", [0.0, 1.0])
def test_every_condition_runs_from_its_mildest_to_its_severest_form(name, severity):
    run = simulate(condition(name, severity=severity).protocol(), days=3.0, samples=13)

    assert 0.5 < run.final.calcium < 4.5
    assert 0.1 < run.final.phosphate < 8.0


@pytest.mark.parametrize("name", list(CONDITIONS))
def test_every_condition_says_what_is_broken(name):
    each = CONDITIONS[name]

    assert each.summary.endswith(".")
    assert set(each.pattern) <= set(QUANTITIES)


@pytest.mark.parametrize(
    ("name", "quantity"),
    [
        ("primary-hyperparathyroidism", "calcium"),
        ("ckd-5", "pth"),
        ("vitamin-d-intoxication", "calcium"),
        ("tumoral-calcinosis", "phosphate"),
        ("systemic-sclerosis", "skin_deposition"),
        ("calciphylaxis", "vessel_deposition"),
    ],
)
def test_the_severer_the_condition_the_further_its_sign(name, quantity):
    mild, middle, severe = (condition(name, severity=each).start.values[quantity] for each in (0.1, 0.5, 0.9))

    assert mild < middle < severe


def test_an_unknown_condition_is_named_with_the_known():
    with pytest.raises(ValueError, match=r"unknown condition 'gout'; known are healthy-adult"):
        condition("gout")


def test_a_severity_beyond_one_is_refused():
    with pytest.raises(ValueError, match=r"severity = 1.5 of ckd-5: must be between 0 and 1"):
        condition("ckd-5", severity=1.5)


def test_removing_the_adenoma_cures():
    run = simulate(
        condition("primary-hyperparathyroidism", severity=0.5).protocol(Surgery(operation="adenomectomy", at=1.0)),
        days=120.0,
    )

    assert run.at(0.0).calcium > 2.6
    assert 2.15 < run.final.calcium < 2.55


# The five types of calcinosis, each from its own cause and no other (FACTS 4.1).


def deposition(**changes):
    run = simulate(replace(HEALTHY, **changes), days=60.0, samples=3)
    return {
        site: run.final.values[f"{site}_deposit"] for site in ("joint", "skin", "vessel", "kidney", "infusion_site")
    }


def test_healthy_tissue_in_healthy_blood_takes_no_mineral():
    assert deposition() == dict.fromkeys(("joint", "skin", "vessel", "kidney", "infusion_site"), 0.0)


def test_dystrophic_damaged_skin_calcifies_in_normal_blood():
    grown = deposition(skin_injury=3.0)

    assert grown["skin"] > 0.1
    assert grown["joint"] == grown["vessel"] == 0.0


def test_metastatic_high_phosphate_calcifies_over_joints_first():
    grown = deposition(fgf23_production=0.0, phosphate_reabsorption=1.4)

    assert grown["joint"] > 0.1
    assert grown["skin"] == 0.0


def test_idiopathic_a_lost_inhibitor_is_enough():
    assert deposition(pyrophosphate=0.15, tnap=2.0)["joint"] > 0.1


def test_iatrogenic_a_leak_calcifies_where_it_leaked_and_fades():
    run = simulate(condition("calcium-extravasation", severity=0.5).protocol(), days=180.0, samples=181)

    assert run.at(7.0).infusion_site_deposit > 0.2
    assert run.final.infusion_site_deposit < 0.3 * run.at(7.0).infusion_site_deposit
    assert run.joint_deposit.max() == 0.0


def test_calciphylaxis_vessels_calcify_though_the_product_is_ordinary():
    start = condition("calciphylaxis", severity=0.6).start

    assert start.calcium_phosphate_product < 4.4
    assert start.vessel_deposition > 5.0 * max(start.skin_deposition, 1e-6)


def test_warfarin_takes_a_brake_off_the_vessel_wall_only():
    off, on = (simulate(replace(HEALTHY, warfarin=each), days=60.0).final for each in (0.0, 1.0))

    assert on.vessel_saturation > 1.4 * off.vessel_saturation
    assert on.joint_saturation == pytest.approx(off.joint_saturation, rel=0.01)


def test_deposits_dissolve_when_phosphate_is_controlled():
    start = {"joint_deposit": 50.0}
    run = simulate(replace(HEALTHY, phosphate_binder=0.3), days=90.0, start=start)

    assert run.final.joint_deposit < 50.0
