"""The validation list is complete and honest."""

import json
import re
from math import inf

import pytest

from calcinosis.cli import main
from calcinosis.physiology.validation import Check, all_checks, as_records, as_table, curves, validate
from calcinosis.physiology.validation.check import cited
from calcinosis.physiology.validation.shortfalls import SHORTFALLS


@pytest.fixture(scope="module")
def results():
    return validate()


def test_every_law_holds(results):
    broken = [each.check.id for each in results if each.check.kind == "law" and not each.passed]

    assert broken == []


def test_every_textbook_direction_holds(results):
    wrong = [each.check.id for each in results if each.check.kind == "direction" and not each.passed]

    assert wrong == []


def test_there_are_at_least_sixty_directions():
    assert sum(each.kind == "direction" for each in all_checks()) >= 60


def test_nine_in_ten_checks_pass(results):
    assert sum(each.passed for each in results) >= 0.9 * len(results)


def test_ids_are_unique():
    ids = [each.id for each in all_checks()]

    assert len(ids) == len(set(ids))


def test_a_failure_stays_in_the_list():
    failing = Check(id="x", kind="law", claim="c", source="s", low=1.0, high=inf, unit="u", measure=lambda: 0.0).run()

    assert as_records([failing])[0]["passed"] is False
    assert "FAIL" in as_table([failing])


def test_json_names_id_claim_source_range_value_and_outcome(capsys):
    main(["validate", "--json"])
    records = json.loads(capsys.readouterr().out)

    assert {"id", "claim", "source", "target_range", "model_value", "passed"} <= set(records[0])


def test_sources_are_told_to_people_in_words(results):
    shown = " | ".join(str(each["source"]) for each in as_records(results)) + as_table(results)

    assert not re.findall(r"FACTS|MODEL|(?<!doi:)\b10\.\d{4,}/", shown)
    assert cited("FACTS 6.5, 2.1, 4") == "course fact base, sections 6.5, 2.1 and 4"
    assert cited("FACTS 2.2-2.4") == "course fact base, sections 2.2 to 2.4"
    assert cited("MODEL 5 row 9; FACTS 2.2") == "calibration table, row 9; course fact base, section 2.2"
    assert cited("MODEL 4.1 point 5, x; 10.1210/a") == "model description, section 4.1, point 5, x; doi:10.1210/a"


def test_each_curve_belongs_to_a_check_and_can_be_sent_as_json(results):
    named = {each["curve"] for each in as_records(results)} - {None}
    drawn = json.loads(json.dumps(curves(), allow_nan=False))

    assert {each["id"] for each in drawn} == named
    assert len(named) > 200
    assert all(len(each["times"]) == len(each["values"]) <= 121 for each in drawn)


def test_a_check_passes_exactly_where_its_curve_meets_its_target(results):
    passed = {each.check.id: each.passed for each in results}
    for curve in curves():
        target = curve["target"]
        if target["from"] != target["until"] or target["from"] != curve["times"][-1]:
            continue
        low = float("-inf") if target["low"] is None else target["low"]
        high = float("inf") if target["high"] is None else target["high"]
        reached = curve["values"][-1]

        assert (low <= reached <= high) == passed[curve["id"]], curve["id"]


def test_a_curve_can_be_asked_for_by_name():
    assert [each["id"] for each in curves(["clamp-high"])] == ["clamp-high"]


def test_every_failure_says_what_the_model_lacks(results):
    silent = [each.check.id for each in results if not each.passed and "fails" not in each.check.note]

    assert silent == []


def test_no_reason_is_kept_for_a_check_that_passes_or_is_gone(results):
    failing = {each.check.id for each in results if not each.passed}

    assert set(SHORTFALLS) == failing
