"""The bibliography and the claims say what they must, and a mistake in them is explained."""

import subprocess
import sys
from pathlib import Path

import pytest

from calcinosis.content.authoring import compile_ledger, read_claims
from calcinosis.content.bibliography import read_bibliography
from calcinosis.content.claims import GRADES, claims
from calcinosis.content.ledger import LEDGER
from calcinosis.content.references import references
from calcinosis.errors import CalcinosisError

GOOD = """
- id: calcium-forms
  statement: About half of the calcium in plasma is ionised.
  sources: [hall2021]
  grade: "-"
"""


def test_the_compiled_ledger_matches_its_sources():
    assert LEDGER.read_text(encoding="utf-8") == compile_ledger()


def test_every_claim_rests_on_works_of_the_bibliography():
    known = references()

    assert not {key for claim in claims().values() for key in claim.sources if key not in known}


def test_a_claim_without_a_source_says_so_by_its_grade():
    unsourced = {claim.grade for claim in claims().values() if not claim.sources}

    assert unsourced <= {"0", "E", "-"}


def test_every_grade_has_words():
    assert all(claim.certainty == GRADES[claim.grade] for claim in claims().values())


def test_citations_hold_no_latex():
    assert not [work.key for work in references().values() if set("\\{}$~") & set(work.citation)]


def test_accents_are_decoded():
    work = references()["lian2018"]

    assert work.authors == "Lian IA, Åsberg A"


def test_a_short_citation_is_first_author_and_year():
    assert references()["payne1973"].short == "Payne 1973"
    assert references()["dermnet"].short.startswith("DermNet")


def test_a_doi_written_from_memory_is_not_linked():
    works = references().values()

    assert not [work.key for work in works if work.url.startswith("https://doi.org") and "doi seen" not in work.note]


def test_a_learners_kernel_loads_no_parser():
    code = (
        "import sys; from calcinosis.content.claims import claims;"
        "from calcinosis.content.references import references;"
        "claims(), references(); print([name for name in ('yaml', 'pydantic', 'pybtex') if name in sys.modules])"
    )

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert loaded.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("grade:", "garde:"), ["calcium-forms", "'grade'", "add the field"]),
        (GOOD.replace('"-"', "F"), ["calcium-forms", "'grade'", "choose one"]),
        (GOOD.replace("id: calcium-forms", "id: Calcium Forms"), ["'id'", "lower-case letters"]),
        (GOOD.replace("  sources: [hall2021]\n", "").replace('"-"', "B"), ["calcium-forms", "'sources'", "Cite a key"]),
        (GOOD + GOOD, ["calcium-forms", "already in", "Rename"]),
        (GOOD + "  seeds: [S70]\n", ["calcium-forms", "seeds", "S1 to S69"]),
        (GOOD + "  colour: blue\n", ["calcium-forms", "'colour'", "remove it"]),
        (GOOD.replace("About half of the calcium in plasma is ionised.", "Half."), ["'statement'", "as a sentence"]),
        ("- id: [", ["not readable as YAML"]),
        ("calcium: 2", ["balance.yaml", "the file"]),
    ],
)
def test_a_faulty_claim_file_names_claim_field_and_remedy(tmp_path: Path, text: str, told: list[str]):
    (tmp_path / "balance.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CalcinosisError) as caught:
        read_claims(tmp_path)

    assert all(part in str(caught.value) for part in ["balance.yaml", *told])


def test_a_claim_citing_an_unknown_work_stops_the_compilation(tmp_path: Path):
    (tmp_path / "balance.yaml").write_text(GOOD.replace("hall2021", "nobody1999"), encoding="utf-8")

    with pytest.raises(CalcinosisError, match=r"'calcium-forms', field 'sources': 'nobody1999'"):
        compile_ledger(tmp_path)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("@misc{a, title={T}}", ["'a'", "verified"]),
        ("@misc{a, title={T}, verified={maybe}}", ["'a'", "'maybe'"]),
        ("@misc{a, verified={no}}", ["'a'", "no title"]),
        ("@misc{a, title={T}", ["references.bib"]),
    ],
)
def test_a_faulty_bibliography_names_entry_and_remedy(tmp_path: Path, entry: str, told: list[str]):
    path = tmp_path / "references.bib"
    path.write_text(entry, encoding="utf-8")

    with pytest.raises(CalcinosisError) as caught:
        read_bibliography(path)

    assert all(part in str(caught.value) for part in told)
