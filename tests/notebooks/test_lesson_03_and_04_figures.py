"""What lessons 3 and 4 say their figures show is what the model shows."""

import pytest

from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.timecourse import TimeCourse


def index(name, **settings):
    return Saturation(**settings).picture["index"][name]


def barrier(**settings):
    return Saturation(**settings).picture["barrier"]


def test_healthy_blood_lies_above_two_lines_and_below_brushite():
    assert index("apatite") > 0 < index("octacalcium")
    assert index("brushite") < 0


def test_the_last_line_is_crossed_above_a_phosphate_of_3():
    assert index("brushite", phosphate=3.0) < 0 < index("brushite", phosphate=3.3)


def test_alkali_brings_mineral_nearer_and_acid_drives_it_off():
    assert index("octacalcium", ph=7.2) < index("octacalcium") < index("octacalcium", ph=7.6)
    assert barrier(tissue=2.0, ph=7.6) < barrier(tissue=2.0) < barrier(tissue=2.0, ph=7.2) < 1.0


def test_damaged_tissue_takes_two_thirds_of_the_barrier():
    assert barrier(tissue=2.0) == pytest.approx(1 / 3, abs=0.05)


def test_a_dialysis_patient_loses_more_of_the_barrier_than_one_missing_brake():
    dialysis = barrier(phosphate=2.3, fetuin_a=0.5, pyrophosphate=0.6, mgp=0.5)

    assert dialysis < barrier(pyrophosphate=0.2) < 0.8


def test_the_child_and_the_woman_with_calciphylaxis_share_a_product_and_no_barrier():
    child = {"ionised_calcium": 1.15, "phosphate": 1.60}
    woman = {"ionised_calcium": 1.10, "phosphate": 1.67, "fetuin_a": 0.5, "pyrophosphate": 0.6, "mgp": 0.3}
    products = [Saturation(parts=("map", "product"), **each).picture["product"] for each in (child, woman)]

    assert products == [pytest.approx(3.68, abs=0.02)] * 2
    assert barrier(**woman) == pytest.approx(0.5, abs=0.04)
    assert barrier(**child) == pytest.approx(0.9, abs=0.03)


def test_weak_brakes_multiply_what_damage_lays_down():
    alone = Balance(skin_injury=2.0).picture["flows"]["deposit"][0]
    less_fetuin = Balance(skin_injury=2.0, fetuin_a=0.4).picture["flows"]["deposit"][0]
    less_pyrophosphate = Balance(skin_injury=2.0, pyrophosphate=0.3).picture["flows"]["deposit"][0]

    assert less_fetuin / alone == pytest.approx(8.0, abs=2.0)
    assert less_pyrophosphate > less_fetuin


def test_late_control_leaves_about_four_times_as_much_as_early_control():
    def left(until):
        run = TimeCourse(skin_injury=4.0, until=until, days=360, rows=("skin_deposit",)).run
        return run["rows"][0]["values"][-1], max(run["rows"][0]["values"])

    early, late = left(60), left(240)

    assert late[0] / early[0] == pytest.approx(4.0, abs=0.5)
    assert early[0] > 0.8 * early[1]
