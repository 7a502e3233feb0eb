"""What lessons 7 to 10 say their figures show is what the model shows."""

import pytest

from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.predict import Predict
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.setpoint import SetPoint
from calcinosis.panels.simulator.timecourse import TimeCourse


def settled(**settings):
    picture = Balance(**settings).picture
    return picture["levels"] | {"deposit": picture["flows"]["deposit"][0]}


def course(name, **settings):
    rows = {row["name"]: row for row in TimeCourse(**settings).run["rows"]}
    return rows[name]["values"], rows[name]["frozen"]


def test_a_leak_is_there_within_days_fades_for_months_and_leaves_the_blood_alone():
    rows = ("infusion_site_deposit", "calcium")
    deposit, _ = course("infusion_site_deposit", extravasation=20.0, rows=rows, days=120, until=0.2)
    calcium, _ = course("calcium", extravasation=20.0, rows=rows, days=120, until=0.2)

    assert deposit.index(max(deposit)) / len(deposit) < 0.1
    assert deposit[-1] / max(deposit) == pytest.approx(1 / 3, abs=0.1)
    assert max(calcium) - min(calcium) < 0.1


def test_without_fgf23_phosphate_is_high_and_diet_hardly_helps():
    missing, diet = settled(fgf23_production=0.05), settled(fgf23_production=0.05, phosphate_intake=22.0)

    assert missing["phosphate"] > 1.6
    assert 144.0 < missing["calcitriol"] <= 170.0
    assert missing["calcium"] == pytest.approx(2.4, abs=0.1)
    assert 0.02 <= missing["phosphate"] - diet["phosphate"] <= 0.2


def test_the_three_patients_to_rebuild_are_as_printed():
    adenoma, kidney, granuloma = settled(set_point=1.4), settled(gfr=9.0), settled(extrarenal_calcitriol=2.0)

    assert adenoma["calcium"] == pytest.approx(2.85, abs=0.04)
    assert adenoma["phosphate"] == pytest.approx(0.95, abs=0.06)
    assert adenoma["pth"] == pytest.approx(12.0, abs=1.5)
    assert adenoma["calcitriol"] == pytest.approx(115.0, abs=8.0)
    assert kidney["calcium"] == pytest.approx(2.35, abs=0.04)
    assert kidney["phosphate"] == pytest.approx(2.15, abs=0.06)
    assert kidney["pth"] == pytest.approx(34.0, abs=3.0)
    assert granuloma["calcium"] == pytest.approx(2.6, abs=0.04)
    assert granuloma["phosphate"] == pytest.approx(1.35, abs=0.06)
    assert granuloma["pth"] < 0.8
    assert granuloma["calcitriol"] == pytest.approx(220.0, abs=10.0)


def test_a_small_adenoma_keeps_pth_near_its_range_and_too_high_for_its_calcium():
    words = SetPoint(sliders=("set_point",), set_point=1.25).words["si"]
    pth = float(words.split("PTH ")[1].split("\N{NO-BREAK SPACE}")[0])
    healthy = float(words.split("would give ")[1].split("\N{NO-BREAK SPACE}")[0])

    assert 5.0 <= pth <= 8.0
    assert pth > 2.5 * healthy


def test_a_binder_stops_the_metastatic_deposit_and_only_slows_the_dystrophic_one():
    kidney, tissue = {"gfr": 6, "fetuin_a": 0.35, "phosphate_intake": 60}, {"skin_injury": 4.0}
    same = {"phosphate_binder": 0.6, "rows": ("phosphate", "soft_tissue_deposit"), "days": 180, "lead": 60}

    stopped, kidney_unchanged = course("soft_tissue_deposit", before=kidney, **same, **kidney)
    slowed, tissue_unchanged = course("soft_tissue_deposit", before=tissue, **same, **tissue)

    assert stopped[-1] < 0.4 * kidney_unchanged[-1]
    assert 0.6 * tissue_unchanged[-1] < slowed[-1] < 0.9 * tissue_unchanged[-1]


def test_mineral_climbs_while_the_cause_lasts_and_is_nearly_level_after():
    values, _ = course("skin_deposit", skin_injury=3.0, rows=("skin_deposit",), days=730, until=365)

    assert values[-1] > 0.85 * max(values)


def test_warfarin_lowers_the_barrier_in_normal_blood_and_more_in_dialysis():
    normal = Saturation(mgp=0.1).picture["barrier"]

    assert Saturation(mgp=0.1, phosphate=2.3).picture["barrier"] < normal < 0.65


def test_a_failing_kidney_lowers_calcium_and_raises_phosphate():
    health, kidney = settled(), settled(gfr=5.0, fetuin_a=0.35)

    assert kidney["calcium"] < health["calcium"]
    assert kidney["phosphate"] > 2.0
    assert kidney["deposit"] > 0.05


def test_an_adenoma_lifts_calcium_out_of_its_range_before_pth():
    figure = Predict(vary="set_point", across=(1.13, 1.6), draw="pth", rows=("calcium", "pth", "phosphate"))
    figure.revealed = True
    words = figure.words["si"]

    assert words.index("calcium above range") < words.index("PTH above range")


def test_the_failing_kidney_keeps_calcium_in_range_and_then_lowers_it():
    figure = Predict(draw="calcium", rows=("calcium", "phosphate", "pth"))
    figure.revealed = True
    words = figure.words["si"]

    assert "calcium above range" not in words
    assert "phosphate above range" in words
    assert words.index("PTH above range") < words.index("phosphate above range")
