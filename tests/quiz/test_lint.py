import pytest

from calcinosis.quiz.bank import Bank
from calcinosis.quiz.lint import in_order, lint

LONG = {"a": "Bone", "b": "FGF23, which lowers phosphate and calcitriol", "c": "PTH"}
EXPLAINED = {"a": "Raises both", "b": "Lowers both", "c": "Raises calcium"}


def findings(question, sources=None):
    return lint(Bank(items={question.id: question}, quizzes={}, files={question.id: "items/test.yaml"}), sources)


@pytest.mark.parametrize("kind", ["single", "multiple", "numeric", "ordering", "matching", "short"])
def test_good_item_passes(item, kind):
    why = {"single": EXPLAINED, "multiple": dict.fromkeys("abcd", "Because")}.get(kind, "Because.")

    assert findings(item(kind, why=why), {"hall2021"}) == []


@pytest.mark.parametrize(
    ("kind", "changes", "field", "rule"),
    [
        ("single", {"options": {"a": "PTH", "b": "FGF23", "c": "Calcitriol"}}, "options", "alphabetical order"),
        ("single", {"options": {"b": "Calcitriol", "a": "FGF23", "c": "PTH"}, "key": "a"}, "options", "ids in another"),
        ("single", {"options": {"a": "10 g", "b": "2 g", "c": "3 g"}}, "options", "alphabetical order"),
        ("multiple", {"options": {"a": "Gut", "b": "Bone", "c": "Hair", "d": "Kidney"}}, "options", "alphabetical"),
        ("ordering", {"elements": {"a": "PTH", "b": "FGF23", "c": "Bone"}}, "elements", "alphabetical order"),
        ("matching", {"right": {"p": "Hypo", "q": "Hyper", "r": "Iso"}}, "right", "alphabetical order"),
        ("single", {"options": {"a": "All of the above", "b": "Bone", "c": "Gut"}}, "options.a", "All of the above"),
        ("single", {"options": {"a": "Bone", "b": "Gut", "c": "None of these"}}, "options.c", "None of these"),
        ("single", {"stem": "What is it? And why?"}, "stem", "more than one question"),
        ("single", {"stem": "The cause of this"}, "stem", "no complete lead-in"),
        ("single", {"stem": "Which is not a cause?"}, "stem", "in the negative ('not')"),
        ("single", {"stem": "She is well. All cause it except which?"}, "stem", "in the negative ('except')"),
        ("single", {"title": "What FGF23 does"}, "title", "gives the answer away"),
        ("multiple", {"title": "Gut and kidneys: Kidney work"}, "title", "gives the answer away"),
        ("single", {"why": "Because."}, "why", "says nothing about a, b, c"),
        ("single", {"why": {"a": "x", "b": "y"}}, "why", "says nothing about c"),
        ("single", {"options": LONG}, "options", "by its length"),
        ("single", {"sources": []}, "sources", "are missing"),
        ("single", {"sources": ["nobody1999"]}, "sources", "'nobody1999' is not in the reference list"),
    ],
)  # fmt: skip
def test_broken_rule_is_found(item, kind, changes, field, rule):
    changes = {
        "why": EXPLAINED if kind == "single" else dict.fromkeys("abcd", "Because") if kind == "multiple" else "x"
    } | changes
    found = findings(item(kind, **changes), {"hall2021"})

    assert [each.field for each in found] == [field]
    assert rule in str(found[0])
    assert str(found[0]).startswith(f"items/test.yaml: item 'an-{kind}': field '{field}'")


@pytest.mark.parametrize(
    "stem", ["Which is NOT a cause?", "Which is **not** a cause?", "She is not well. Why?", "Which needs at least one?"]
)
def test_emphasised_or_harmless_negative_passes(item, stem):
    assert findings(item("single", why=EXPLAINED, stem=stem)) == []


def test_sources_are_not_judged_without_a_list(item):
    assert findings(item("single", why=EXPLAINED, sources=["nobody1999"])) == []


def test_numbers_ascend_before_letters():
    texts = {"a": "10 g", "b": "Bone", "c": "2,5 g", "d": "about 3", "e": "\N{MINUS SIGN}1"}

    assert list(in_order(texts)) == ["e", "c", "a", "d", "b"]
