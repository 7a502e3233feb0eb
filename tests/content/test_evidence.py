"""The treatments say what their studies say, and a mistake in their files is explained."""

import re
from pathlib import Path

import pytest

from calcinosis.content.authoring import read_evidence
from calcinosis.content.claims import GRADES
from calcinosis.content.evidence import DESIGNS, DISEASES, evidence
from calcinosis.content.references import references
from calcinosis.errors import CalcinosisError

TREATMENTS = {each.id: each for each in evidence()}
ROW = """
- id: aloe
  treatment: Aloe
  disease: dystrophic
  studies:
    - {design: none, outcome: none found}
  harms: Delay.
  grade: ["0"]
  verdict: No evidence found
  shows: Nothing at all was found.
  not_shows: Harmlessness was not shown.
"""


def test_the_ledger_holds_what_the_authors_wrote():
    assert evidence() == read_evidence()


def test_every_code_has_words_and_every_source_is_in_the_bibliography():
    known = references()

    for each in evidence():
        assert each.disease in DISEASES
        assert {study.design for study in each.studies} <= set(DESIGNS)
        assert set(each.grade) <= set(GRADES)
        assert not [key for key in each.cited if key not in known]


def test_only_what_nobody_studied_stands_without_a_source():
    unsourced = {study.design for each in evidence() for study in each.studies if not study.sources}

    assert unsourced == {"none"}


def test_grade_zero_means_that_no_study_was_found_and_the_reverse():
    for each in evidence():
        assert (each.grade == ("0",)) == all(study.design == "none" for study in each.studies), each.id


def test_nothing_is_graded_high_and_only_trials_reach_moderate():
    assert not [each.id for each in evidence() if "A" in each.grade]
    assert {each.best for each in evidence() if "B" in each.grade} == {"trial"}


def test_a_number_that_was_not_checked_again_says_about():
    marked = ["diltiazem", "probenecid", "aluminium-hydroxide", "ceftriaxone", "shock-waves", "warfarin"]

    for name in marked:
        doses = [study.dose for study in TREATMENTS[name].studies if study.dose]
        assert doses, name
        for dose in doses:
            assert dose.startswith("about "), f"{name}: {dose}"
    healing = re.findall(r"(about )?3 to 12 weeks", TREATMENTS["surgery"].harms)
    assert healing == ["about "]
    assert {study.people for each in evidence() for study in each.studies if study.about} == {5, 7, 8}


def test_disputed_treatments_are_told_honestly():
    warfarin, diltiazem, surgery = (TREATMENTS[name] for name in ("warfarin", "diltiazem", "surgery"))

    assert (warfarin.best, warfarin.grade, warfarin.graded) == ("trial", ("C",), "against use")
    assert "calciphylaxis" in warfarin.harms
    assert [study.people for study in diltiazem.studies] == [12, 17, 5]
    assert "colchicine" in diltiazem.harms
    assert surgery.studies[0].outcome == "22 complete response, 5 partial, 1 none"
    assert "no significant difference" in TREATMENTS["sts-vein-calciphylaxis"].studies[0].outcome
    assert TREATMENTS["fytate"].graded == "of no benefit on the primary outcome"
    for remedy in ("aloe", "olive-oil", "moisturiser", "vinegar", "vitamin-k2-magnesium"):
        assert TREATMENTS[remedy].certainty == "No evidence found"


def test_the_only_randomised_trial_for_dystrophic_deposits_is_the_small_one_of_warfarin():
    trials = [
        (each.id, study.people, study.about)
        for each in evidence()
        for study in each.studies
        if each.disease == "dystrophic" and study.design == "trial"
    ]

    assert trials == [("warfarin", 7, True)]


def test_a_study_of_another_question_neither_ranks_nor_sizes_a_treatment():
    apixaban, jak = TREATMENTS["apixaban"], TREATMENTS["jak-inhibitors"]

    assert (apixaban.best, apixaban.largest.people) == ("series", 20)
    assert (jak.best, jak.largest.people) == ("series", 88)


def test_a_grade_of_two_letters_is_one_phrase():
    assert TREATMENTS["surgery"].certainty == "Low to very low certainty"
    assert TREATMENTS["beat-calci"].certainty == "Nothing to grade yet"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROW.replace("dystrophic", "skin"), ["'aloe'", "'disease'", "choose one"]),
        (ROW.replace("design: none", "design: series"), ["'aloe'", "'sources'", "Cite a key"]),
        (ROW.replace('["0"]', "[]"), ["'aloe'", "'grade'", "Grade it"]),
        (ROW.replace('["0"]', "[F]"), ["'aloe'", "'grade.0'", "choose one"]),
        (ROW.replace("design: none", "design: none, people: 0"), ["'aloe'", "'studies.0.people'"]),
        (ROW.replace("  harms: Delay.\n", ""), ["'aloe'", "'harms'", "add the field"]),
        (ROW.replace("shows: Nothing at all was found.", "shows: None."), ["'aloe'", "'shows'", "as a sentence"]),
        (ROW + ROW, ["'aloe'", "twice"]),
        (ROW + "  colour: green\n", ["'aloe'", "'colour'", "remove it"]),
        ("- {id: aloe", ["not readable as YAML"]),
    ],
)
def test_a_faulty_evidence_file_names_treatment_field_and_remedy(tmp_path: Path, text: str, told: list[str]):
    (tmp_path / "local.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CalcinosisError) as caught:
        read_evidence(tmp_path)

    assert all(part in str(caught.value) for part in ["local.yaml", *told])
