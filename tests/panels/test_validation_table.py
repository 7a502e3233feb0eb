"""Facts about the table of the model's checks."""

import json
import time
from pathlib import Path

import pytest
from traitlets import TraitError

from calcinosis.panels.simulator import validation_results
from calcinosis.panels.simulator.validation_table import ValidationTable, why

APPENDIX = Path(__file__).parents[2] / "lessons" / "appendix-how-the-model-was-tested.ipynb"


@pytest.fixture(scope="module")
def results():
    """Laws, and two experiments with their curves."""
    experiments = validation_results.checks("experiment")[:2]
    return validation_results.run([*validation_results.checks("law"), *experiments])


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("CALCINOSIS_LEARNER", "mara")
    monkeypatch.setenv("CALCINOSIS_STATE", str(tmp_path))
    return tmp_path


@pytest.fixture
def table(state, results):
    validation_results.keep(state, results)
    return ValidationTable()


def test_every_check_has_claim_source_target_and_result(table, results):
    assert len(table.rows) == len(results["rows"])
    assert table.running == 0
    for row in table.rows:
        assert row["claim"]
        assert row["source"]
        assert row["target_range"] != [None, None]
        assert isinstance(row["passed"], bool)
        assert row["kind"] in table.kinds


def test_a_row_opens_its_curve_with_the_target(table, say):
    row = next(row for row in table.rows if row["curve"])
    (answer,) = say(table, {"kind": "curve", "id": row["id"]})

    assert len(answer["curve"]["times"]) == len(answer["curve"]["values"]) > 10
    assert answer["curve"]["unit"]


def test_failures_are_told_with_the_size_of_the_miss(state, results):
    broken = {**results["rows"][0], "model_value": 3.0, "target_range": [None, 2.5], "unit": "mmol", "passed": False}
    validation_results.keep(state, {**results, "rows": [broken, *results["rows"][1:]]})
    table = ValidationTable()

    assert table.failing >= 1
    assert table.rows[0]["why"] == "misses its range by 0.5 mmol, above 2.5"
    assert f"{broken['claim']}; the model gives 3 and misses its range by 0.5 mmol" in table.words["si"]


def test_check_that_passed_has_nothing_to_explain():
    assert why({"passed": True, "target_range": [1.0, 2.0], "model_value": 1.5, "unit": ""}) == ""
    assert why({"passed": None, "target_range": [1.0, 2.0], "model_value": None, "unit": ""}) == ""


def test_results_of_another_model_are_not_believed(state, results):
    validation_results.keep(state, {**results, "model": "an older one"})

    assert validation_results.kept(state) is None


def test_damaged_results_are_not_believed(state):
    (state / "validation.json").write_text("{")

    assert validation_results.kept(state) is None


def test_checks_run_while_the_table_is_already_there(state):
    table = ValidationTable(only="law")
    assert len(table.rows) >= 10
    assert {row["kind"] for row in table.rows} == {"law"}

    until = time.monotonic() + 60
    while table.running and time.monotonic() < until:
        time.sleep(0.02)

    assert table.running == 0
    assert all(row["model_value"] is not None for row in table.rows)
    assert not (state / "validation.json").exists()  # a part is not kept for the whole


def test_claims_that_speak_of_the_one_before_are_told_in_full():
    claims = [
        "Salt: sodium",
        "the same: thirst",
        "the high dose: sodium",
        "the same: thirst",
        "Water: none",
    ]
    told = [row["claim"] for row in validation_results.in_full([{"claim": claim} for claim in claims])]

    assert told == [
        "Salt: sodium",
        "Salt: thirst",
        "Salt, the high dose: sodium",
        "Salt, the high dose: thirst",
        "Water: none",
    ]


def test_unknown_kind_is_refused():
    with pytest.raises(TraitError):
        ValidationTable(only="guess")


def test_appendix_holds_no_logic_and_no_outputs():
    cells = [cell for cell in json.loads(APPENDIX.read_text())["cells"] if cell["cell_type"] == "code"]

    assert all(cell["outputs"] == [] for cell in cells)
    assert "".join(cells[-1]["source"]) == "ValidationTable()"
    assert not any(line.startswith(("def ", "class ")) for cell in cells for line in cell["source"])
