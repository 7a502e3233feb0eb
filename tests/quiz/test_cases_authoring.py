"""A mistake in a case names the file, the field, the value and the remedy."""

import shutil

import pytest

from calcinosis.content.claims import claims
from calcinosis.content.references import references
from calcinosis.quiz.cases.compiled import FOLDER
from calcinosis.quiz.cases.reading import check, read_cases

CASE = "thighs-that-burn"


def mistakes(tmp_path, *changes):
    """Check the case with the thighs after replacing parts of its text, each the first time it stands there."""
    text = (FOLDER / f"{CASE}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / f"{CASE}.yaml").write_text(text, encoding="utf-8")
    return read_cases(claims(), references(), tmp_path)[1]


def test_the_cases_of_the_course_are_sound_and_compiled():
    assert check(claims(), references()) == (12, [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    cost: 3", "    csot: 3", "did you mean 'cost'?"),
        ("ready: 3 d", "ready: 3 days", "write 30 min, 2 h or 3 d"),
        ("{months} months now", "{month} months now", "did you mean 'months'?"),
        ("calcium_intake: 25", "calcium_intke: 25", "did you mean 'calcium_intake'?"),
        ("calcium_intake: 25", "calcium_intake: 2500", "give 0 to"),
        ("cal-albumin", "cal-albumn", "did you mean 'cal-albumin'?"),
        ("nigwekar2018, nigwekar2016, wen2023", "nigwekar2018, nigwekr2016, wen2023", "did you mean 'nigwekar2016'?"),
        ("story: {calciphylaxis: 45", "story: {calciphylaxis: 44", "let the percents add up to 100"),
        ("{calciphylaxis: 88, warfarin-necrosis: 4", "{calciphylaxis: 4, warfarin-necrosis: 88", "let it come first"),
        ("region: feet", "region: foot", "did you mean 'feet'?"),
        ("image: thigh-net", "image: thigh-nett", "did you mean 'thigh-net'?"),
        ("image_settings: {severity: 0.6}", "image_settings: {severity: 6}", "image_settings"),
        ("condition: calciphylaxis\n", "condition: calciphylaxia\n", "did you mean 'calciphylaxis'?"),
        ("rows: [vessel_deposit", "rows: [vesel_deposit", "did you mean 'vessel_deposit'?"),
        ("labs: [crp,", "labs: [crpp,", "did you mean 'crp'?"),
        ("share: 0.485", "share: 0.60", "draw them together"),
        ('when: ["harm:6"]', 'when: ["stop:warfarn"]', "did you mean 'stop:warfarin'?"),
        ('when: ["stop:all-insulin"]', 'when: ["bundle:morphine"]', "is no choice of an earlier decision"),
        ("  bicarbonate: 24", "  bicarbonat: 24", "labs.bicarbonat"),
        ("        claims: [cal-insulin-dose]\n", "", "states a fact without a source"),
        ("mark: net", "mark: nets", "did you mean 'net'?"),
        ("step: safety", "step: safe", "did you mean 'safety'?"),
        ("    harmed: The punch has become a third ulcer, and the specimen shows nothing.\n", "", "write both"),
    ],
)  # fmt: skip
def test_a_planted_mistake_is_told_with_its_file_field_and_remedy(tmp_path, old, new, told):
    found = mistakes(tmp_path, (old, new))

    assert any(f"cases/{CASE}.yaml" in line and told in line for line in found), found


def test_a_case_that_cannot_harm_is_refused(tmp_path):
    text = (FOLDER / f"{CASE}.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith(("harm:", "left_harm:", "harmed:"))]
    (tmp_path / f"{CASE}.yaml").write_text("\n".join(lines), encoding="utf-8")

    found = read_cases(claims(), references(), tmp_path)[1]

    assert any("can't do harm" in line for line in found), found


def test_an_uncertain_number_must_be_hedged_inside_its_link(tmp_path):
    uncertain = next(claim.id for claim in claims().values() if claim.uncertain)

    found = mistakes(tmp_path, ("A low PTH is compatible.", f'"[28 % had it](#claim-{uncertain})."'))

    assert any("write 'about' in the link" in line for line in found), found


def test_a_stale_or_orphaned_compiled_case_is_found(tmp_path):
    shutil.copy(FOLDER / f"{CASE}.yaml", tmp_path)
    (tmp_path / f"{CASE}.json").write_text("{}", encoding="utf-8")
    (tmp_path / "gone.json").write_text("{}", encoding="utf-8")

    _, found = check(claims(), references(), tmp_path)

    assert [line.split(" ")[0] for line in found] == [f"cases/{CASE}.json", "cases/gone.json"]
