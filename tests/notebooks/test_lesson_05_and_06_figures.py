"""What lessons 5 and 6 say their figures show is what the model shows."""

import re

import pytest

from calcinosis.panels.simulator.laboratory import Laboratory
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.timecourse import TimeCourse


def ends(**settings):
    """Give for each row its first and last value and the highest on the way, and the last of the run beside it."""
    figure = TimeCourse(**settings)
    return {
        row["name"]: (row["values"][0], row["values"][-1], max(row["values"]), (row["frozen"] or [None])[-1])
        for row in figure.run["rows"]
    }


def test_three_years_at_12_move_hormones_most_and_phosphate_least():
    rows = ends(gfr=12, rows=("phosphate", "fgf23", "calcitriol", "pth", "calcium"), days=1000, lead=60)

    assert rows["fgf23"][1] > 40 * rows["fgf23"][0]
    assert rows["calcitriol"][1] < 0.3 * rows["calcitriol"][0]
    assert rows["pth"][1] / rows["pth"][0] == pytest.approx(7.0, abs=1.0)
    assert rows["phosphate"][1] / rows["phosphate"][0] == pytest.approx(1.5, abs=0.1)
    assert 2.15 <= rows["calcium"][1] <= 2.55


def test_tablets_hardly_move_the_level_leave_by_a_fifth_and_fill_bone_and_soft_tissue():
    names = ("calcium", "gut_to_serum_calcium", "urine_calcium", "soft_tissue_calcium", "bone_calcium")
    rows = ends(before={"gfr": 30}, gfr=30, calcium_intake=50, rows=names, days=180, lead=30)
    absorbed = rows["gut_to_serum_calcium"][1] - rows["gut_to_serum_calcium"][0]
    excreted = rows["urine_calcium"][1] - rows["urine_calcium"][0]

    assert absorbed == pytest.approx(3.3, abs=0.3)
    assert excreted / absorbed == pytest.approx(0.2, abs=0.04)
    assert 0.04 <= rows["calcium"][1] - rows["calcium"][0] <= 0.1
    assert rows["calcium"][2] < 2.55
    assert rows["soft_tissue_calcium"][1] > rows["soft_tissue_calcium"][0] + 7
    assert rows["bone_calcium"][1] > rows["bone_calcium"][3] + 200


def test_a_binder_stops_the_lump_and_lets_calcium_rise():
    patient = {"gfr": 6, "fetuin_a": 0.35, "phosphate_intake": 60}
    names = ("phosphate", "joint_deposit", "calcium")
    rows = ends(before=patient, phosphate_binder=0.6, rows=names, days=240, lead=120, **patient)

    assert rows["phosphate"][1] < 1.45
    assert rows["joint_deposit"][1] < 0.95 * rows["joint_deposit"][2]
    assert rows["joint_deposit"][1] < 0.5 * rows["joint_deposit"][3]
    assert rows["calcium"][2] > rows["calcium"][0] + 0.2


def test_warfarin_fills_vessel_walls_while_the_numbers_lie_still():
    patient = {"gfr": 8, "phosphate_binder": 0.5, "fetuin_a": 0.35}
    names = ("calcium", "phosphate", "carboxylated_mgp", "vessel_deposit")
    rows = ends(before=patient, warfarin=1.0, rows=names, days=180, lead=60, **patient)

    assert rows["calcium"][1] == pytest.approx(rows["calcium"][0], abs=0.05)
    assert rows["phosphate"][1] == pytest.approx(rows["phosphate"][0], abs=0.05)
    assert rows["phosphate"][2] < 1.45
    assert rows["carboxylated_mgp"][1] == pytest.approx(0.1, abs=0.05)
    assert rows["vessel_deposit"][1] > 5.0
    assert rows["vessel_deposit"][3] < 1.0


def test_warfarin_costs_most_and_each_other_factor_leaves_about_a_third():
    carmen = {"gfr": 8, "phosphate_binder": 0.2, "fetuin_a": 0.25, "warfarin": 1.0, "vessel_injury": 1.0}
    total = ends(rows=("vessel_deposit",), days=120, compare=False, **carmen)["vessel_deposit"][1]
    mended = {
        name: ends(rows=("vessel_deposit",), days=120, compare=False, **{**carmen, name: value})["vessel_deposit"][1]
        for name, value in {"warfarin": 0.0, "fetuin_a": 0.6, "vessel_injury": 0.0, "phosphate_binder": 0.6}.items()
    }

    assert mended.pop("warfarin") / total == pytest.approx(1 / 7, abs=0.03)
    assert all(0.2 <= left / total <= 0.42 for left in mended.values())


def test_the_bench_shows_calciphylaxis_with_calcium_and_phosphate_in_or_near_range():
    words = Laboratory(condition="calciphylaxis", severity=0.5, days=90.0).words["si"]

    assert re.search(r"Calcium 2\.[12]\d", words)
    assert re.search(r"Phosphate 1\.[2345]\d", words)
    assert float(re.search(r"gained ([\d.]+)", words)[1]) > 5.0


def test_a_tenth_of_the_guard_takes_two_fifths_of_the_barrier_and_three_lost_brakes_three_fifths():
    alone = Saturation(mgp=0.1).picture["barrier"]
    all_three = Saturation(mgp=0.1, fetuin_a=0.5, magnesium=0.43).picture["barrier"]

    assert 1 - alone == pytest.approx(0.44, abs=0.03)
    assert 1 - all_three == pytest.approx(0.6, abs=0.03)
