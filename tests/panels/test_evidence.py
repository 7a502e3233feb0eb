"""The evidence explorer shows what the course knows, favourable or not."""

import pytest
from traitlets import TraitError

from calcinosis.content.evidence import DISEASES, LEVERS, evidence
from calcinosis.content.references import references
from calcinosis.panels.evidence import EvidenceTable


def rows(disease=""):
    return {row["id"]: row for row in EvidenceTable().table["rows"] if disease in ("", row["disease"])}


def test_every_treatment_is_in_the_table_with_words_for_its_codes():
    table = EvidenceTable().table

    assert len(table["rows"]) == len(evidence()) >= 25
    assert {row["disease"] for row in table["rows"]} == set(DISEASES)
    assert {row["lever"] for row in table["rows"]} <= set(LEVERS)
    assert {row["grade"] for row in table["rows"]} <= set(table["grades"])


def test_every_source_is_in_the_bibliography():
    assert not [key for each in evidence() for key in each.sources if key not in references()]


def test_above_d_stand_two_treatments_of_dystrophic_deposits_surgery_and_warfarin():
    above = {name for name, row in rows("dystrophic").items() if row["grade"] in "ABC"}

    assert above == {"surgery", "warfarin"}


def test_what_is_shown_about_the_disputed_treatments_is_honest():
    shown = rows()

    assert shown["warfarin"]["verdict"] == "advised against"
    assert "no difference" in shown["sts-iv"]["seen"]
    assert "inconsistent" in shown["diltiazem"]["verdict"]
    assert shown["folk"]["grade"] == "0"
    assert "22 complete" in shown["surgery"]["seen"]


def test_an_address_is_given_only_where_one_was_verified():
    shown, works = rows(), references()

    for each in evidence():
        assert [work["url"] or "" for work in shown[each.id]["sources"]] == [works[key].url for key in each.sources]


def test_an_unknown_type_is_refused():
    with pytest.raises(TraitError):
        EvidenceTable(disease="measles")
