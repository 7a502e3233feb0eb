"""Facts about the laboratory."""

import csv
import io

import numpy as np
import pytest
from traitlets import TraitError

from calcinosis.panels.simulator.challenges import CHALLENGES
from calcinosis.panels.simulator.deposit import amount
from calcinosis.panels.simulator.laboratory import Laboratory
from calcinosis.panels.simulator.lived import effective_set_point, week_before
from calcinosis.panels.simulator.orders import ORDERS
from calcinosis.physiology.conditions import condition
from calcinosis.physiology.simulate import simulate


@pytest.fixture(scope="module")
def dialysed():
    return Laboratory(condition="haemodialysis", days=21.0)


def rows(lab):
    return {row["name"]: row for row in lab.run["rows"]}


def test_patient_without_orders_has_nothing_beside(dialysed):
    assert all(row["frozen"] is None for row in dialysed.run["rows"])


def test_dialysis_sessions_stand_on_the_axis(dialysed):
    assert [event["at"] for event in dialysed.run["events"]][:4] == [0.0, 2.0, 4.0, 7.0]


def test_deposit_counts_from_the_first_day(dialysed):
    assert rows(dialysed)["soft_tissue_deposit"]["values"][0] == 0.0


def test_binder_lowers_phosphate_beside_the_run_without_it():
    lab = Laboratory(condition="haemodialysis", days=21.0)
    lab.orders = [{"name": "phosphate-binder", "start": 0.0, "end": 21.0}]
    phosphate = rows(lab)["phosphate"]

    assert phosphate["values"][-1] < phosphate["frozen"][-1] - 0.1
    assert "phosphate binder with meals" in lab.words["si"]


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_runs(name):
    lab = Laboratory(condition="primary-hyperparathyroidism", days=21.0)

    lab.orders = [{"name": name, "start": 3.0, "end": 17.0}]

    assert lab.failed == ""
    assert lab.run["rows"][0]["frozen"] is not None


def test_adenoma_removed_brings_the_set_point_back():
    lab = Laboratory(condition="primary-hyperparathyroidism", days=21.0)
    before = lab.gland["patient"]["set_point"]

    lab.orders = [{"name": "adenomectomy", "start": 3.0, "end": 21.0}]

    assert before > 1.2
    assert {"at": 3.0, "name": "adenoma removed"} in lab.run["events"]
    assert not lab.picture["adenoma"]
    patient = lab.gland["patient"]
    assert patient["set_point"] == pytest.approx(1.13, abs=0.01)
    on_the_curve = np.interp(patient["calcium"], lab.gland["calcium"], patient["curve"])
    assert patient["pth"] == pytest.approx(on_the_curve, rel=0.15)


def test_effective_set_point_of_a_person_is_the_one_that_was_set():
    patient = condition("primary-hyperparathyroidism", severity=0.5)

    assert effective_set_point(patient.start) == pytest.approx(patient.parameters.set_point, rel=0.01)


def test_frozen_run_stays_beside_a_new_one():
    lab = Laboratory(condition="haemodialysis", days=7.0)
    kept = rows(lab)["phosphate"]["values"]

    lab.frozen = True
    lab.orders = [{"name": "fewer-additives", "start": 0.0, "end": 7.0}]

    assert rows(lab)["phosphate"]["frozen"] == kept
    assert lab.run["names"]["frozen"] == "kept run"


def test_playhead_rewinds_every_picture():
    lab = Laboratory(condition="tumour-lysis", days=7.0)
    end = lab.picture["levels"]["phosphate"]

    lab.playhead = 0

    assert lab.picture["levels"]["phosphate"] != end
    assert lab.gland["patient"]["calcium"] == pytest.approx(1.2, abs=0.02)
    assert "day 0" in lab.words["si"]


def test_balance_shows_the_mean_of_the_last_week():
    patient = condition("haemodialysis", severity=0.5)
    run = simulate(patient.protocol(), days=21.0, samples=169)

    assert week_before(run, 21.0).phosphate == pytest.approx(run.mean("phosphate", start=14.0, end=21.0), rel=1e-6)
    assert week_before(run, 0.0).phosphate == pytest.approx(float(run.phosphate[0]))


def test_numbers_taken_along_are_those_of_the_run(dialysed):
    lines = list(csv.reader(io.StringIO(dialysed.as_csv())))

    assert lines[0][0] == "time"
    assert lines[1][lines[0].index("phosphate")] == "mmol/L"
    assert len(lines) == 2 + len(dialysed.run["time"])
    last = float(lines[-1][lines[0].index("phosphate")])
    assert last == pytest.approx(rows(dialysed)["phosphate"]["values"][-1], rel=1e-4)


def test_menus_hold_every_condition_and_order(dialysed):
    listed = [each["name"] for group in dialysed.catalogue["conditions"].values() for each in group]

    assert len(listed) >= 24
    assert set(dialysed.catalogue["orders"]) == set(ORDERS)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"condition": "flu"}, "'flu' is not one of"),
        ({"severity": 1.5}, "from 0 to 1"),
        ({"challenge": "fly"}, "'fly' is not one of"),
        ({"orders": [{"name": "rest", "start": 0.0, "end": 1.0}]}, "'rest' is not one of"),
        ({"orders": [{"name": "cinacalcet", "start": 5.0, "end": 1.0}]}, "start must be 0 or more and before end"),
    ],
)
def test_wrong_choices_are_refused_by_name(settings, message):
    with pytest.raises(TraitError, match=message):
        Laboratory(**settings)


def test_blood_of_the_playhead_stands_on_the_saturation_map():
    lab = Laboratory(condition="haemodialysis", days=7.0)
    instant = lab._run.final

    assert lab.blood["calcium"] == pytest.approx(instant.ionised_calcium, rel=1e-5)
    assert lab.blood["phosphate"] == pytest.approx(instant.phosphate, rel=1e-5)
    assert "supersaturated for octacalcium phosphate and apatite" in lab.words["si"]


def test_deposit_is_told_in_the_units_chosen():
    lab = Laboratory(condition="calcium-extravasation", days=7.0)
    grown = lab._run.final.soft_tissue_deposit

    assert f"gained {amount(grown, 'si')} calcium" in lab.words["si"]
    assert f"gained {amount(grown, 'conventional')} calcium" in lab.words["conventional"]


ANSWERS = {
    "dialysis": ("fewer-additives",),
    "adenoma": ("adenomectomy",),
    "lump": ("phosphate-binder", "fewer-additives"),
    "no-pth": ("calcitriol",),
    "glands": ("phosphate-binder", "calcitriol"),
    "healthy": ("calcium-tablets", "calcitriol", "hydrochlorothiazide", "burosumab"),
}
TRAPS = {"dialysis": "cinacalcet", "adenoma": "cinacalcet", "lump": "burosumab", "no-pth": "cholecalciferol"}
TRAPS |= {"glands": "calcitriol", "healthy": "calcium-tablets"}


def ordered(challenge, *names):
    task = CHALLENGES[challenge]
    orders = [{"name": name, "start": 0.0, "end": task.days} for name in names]
    return Laboratory(challenge=challenge, orders=orders)


@pytest.mark.parametrize("name", CHALLENGES)
def test_every_challenge_can_be_met_but_not_by_nothing_nor_by_its_trap(name):
    untouched, trapped, solved = ordered(name), ordered(name, TRAPS[name]), ordered(name, *ANSWERS[name])

    assert not all(aim["met"] for aim in untouched.aims["reached"]["si"])
    assert not all(aim["met"] for aim in trapped.aims["reached"]["si"])
    assert [aim["text"] for aim in solved.aims["reached"]["si"] if not aim["met"]] == []
    assert (untouched.aims["after"], solved.aims["after"]) == ("", CHALLENGES[name].after)


def test_challenge_brings_its_patient_as_he_came():
    lab = ordered("dialysis", "fewer-additives")
    lab.frozen = True

    lab.challenge = "adenoma"

    assert (lab.condition, lab.days, lab.orders, lab.frozen) == ("primary-hyperparathyroidism", 90.0, [], False)
    assert "calcium in range, now 2." in lab.aims["reached"]["si"][0]["text"]
    assert "mg/dL" in lab.aims["reached"]["conventional"][0]["text"]


def test_challenge_ends_with_another_patient():
    lab = ordered("dialysis")

    lab.severity = 0.9

    assert (lab.challenge, lab.aims, lab.condition) == ("", {}, "haemodialysis")


def test_health_has_no_severity():
    lab = Laboratory(condition="healthy-adult")
    listed = {each["name"]: each["graded"] for group in lab.catalogue["conditions"].values() for each in group}

    assert [name for name, graded in listed.items() if not graded] == ["healthy-adult"]
    assert lab.words["si"].startswith("Healthy adult, day 21, mean of the last week.")


def test_transplant_takes_no_function_from_healthy_kidneys():
    lab = Laboratory(condition="healthy-adult")

    lab.orders = [{"name": "kidney-transplant", "start": 0.0, "end": 21.0}]

    assert lab._run.final.gfr == lab._run.gfr[0]
