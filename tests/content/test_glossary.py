"""The words of the course mean what the ledger says, and their intervals are those of the figures."""

import re
from pathlib import Path

import pytest

from calcinosis.content.authoring import read_glossary
from calcinosis.content.claims import claims
from calcinosis.content.glossary import glossary
from calcinosis.content.lessons import read_lessons
from calcinosis.content.references import references
from calcinosis.errors import CalcinosisError
from calcinosis.physiology.quantities import QUANTITIES

ROOT = Path(__file__).parents[2]
SAME = {
    "total-calcium": "calcium",
    "ionised-calcium": "ionised_calcium",
    "phosphate": "phosphate",
    "magnesium": "magnesium",
    "pth": "pth",
    "calcitriol": "calcitriol",
    "calcidiol": "calcidiol",
    "albumin": "albumin",
    "creatinine": "creatinine",
    "alp": "alkaline_phosphatase",
    "product": "calcium_phosphate_product",
    "tmp-gfr": "phosphate_threshold",
}
GOOD = """
- id: livedo
  term: livedo
  definition: A purple net on the skin.
  claims: [cal-evolution]
"""


def figures(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub("[\u00b2\u00b3]", "", text))]


def test_the_ledger_holds_the_words_that_authors_wrote():
    assert tuple(glossary().values()) == read_glossary()


def test_words_stand_in_alphabetical_order_and_rest_on_the_ledger():
    words = [term.term.lower() for term in glossary().values()]

    assert words == sorted(words)
    assert not [name for term in glossary().values() for name in term.claims if name not in claims()]
    assert not [key for term in glossary().values() for key in term.sources if key not in references()]


@pytest.mark.parametrize(("name", "quantity"), SAME.items())
def test_an_interval_is_the_one_that_figures_draw(name: str, quantity: str):
    printed, drawn = glossary()[name].reference, QUANTITIES[quantity]
    assert printed
    assert drawn.normal

    assert figures(printed.si)[:2] == list(drawn.normal)
    assert drawn.unit in printed.si
    assert (drawn.conventional_unit or drawn.unit) in printed.conventional
    for shown, low_or_high in zip(figures(printed.conventional), drawn.normal, strict=False):
        assert shown == pytest.approx(drawn.to_conventional(low_or_high), rel=0.04)


def test_every_word_is_used_in_the_course():
    text = " ".join(" ".join(lesson.prose) for lesson in read_lessons(ROOT / "lessons")).lower()
    text += " ".join(claim.statement for claim in claims().values()).lower()

    assert not [term.id for term in glossary().values() if not any(word.lower() in text for word in term.words)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("term: livedo", "term: l"), ["'livedo'", "'term'"]),
        (GOOD.replace("A purple net on the skin.", "A net."), ["'livedo'", "'definition'", "as a sentence"]),
        (GOOD + "  reference: {si: 1 to 2 g/L}\n", ["'livedo'", "reference", "add the field"]),
        (GOOD + "  colour: purple\n", ["'livedo'", "'colour'", "remove it"]),
        (GOOD + GOOD, ["'livedo'", "twice"]),
        (GOOD + GOOD.replace("id: livedo", "id: net"), ["'net'", "already stands for 'livedo'"]),
        (GOOD.replace("  claims: [cal-evolution]\n", ""), ["'livedo'", "common: true"]),
        ("- {id: [", ["not readable as YAML"]),
    ],
)
def test_a_faulty_glossary_names_term_field_and_remedy(tmp_path: Path, text: str, told: list[str]):
    (tmp_path / "signs.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CalcinosisError) as caught:
        read_glossary(tmp_path)

    assert all(part in str(caught.value) for part in ["signs.yaml", *told])
