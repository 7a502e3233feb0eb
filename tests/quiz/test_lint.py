from dataclasses import replace

import pytest

from calcinosis.quiz.bank import Bank
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.lint import in_order, lint
from calcinosis.quiz.quiz_file import Question, Quiz

LONG = {"a": "Bone", "b": "FGF23, which lowers phosphate and calcitriol", "c": "PTH"}
EXPLAINED = {"a": "Raises both", "b": "Lowers both", "c": "Raises calcium"}


def findings(question, sources=None):
    return lint(Bank(items={question.id: question}, quizzes={}, files={question.id: "items/test.yaml"}), sources)


def every(names):
    return dict.fromkeys(names, "Because")


WHY = {"single": EXPLAINED, "multiple": every("abcd"), "key-feature": every("abcde")}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"case"}))
def test_good_item_passes(item, kind):
    assert findings(item(kind, why=WHY.get(kind, "Because.")), {"hall2021"}) == []


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
        ("single", {"stem": "The cause of this"}, "stem", "not a complete lead-in"),
        ("single", {"stem": "Which is not a cause?"}, "stem", "in the negative ('not')"),
        ("single", {"stem": "She is well. All cause it except which?"}, "stem", "in the negative ('except')"),
        ("single", {"stem": "Calcium is 2.4 mmol/L, phosphate 3.1 mg/dL (1 mmol/L). Why?"}, "stem", "one system"),
        ("single", {"vignette": "Albumin is 24 g/L, calcium 2.4 mmol/L (9.6 mg/dL)."}, "vignette", "one system"),
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
    found = findings(item(kind, **({"why": WHY.get(kind, "x")} | changes)), {"hall2021"})

    assert [each.field for each in found] == [field]
    assert rule in str(found[0])
    assert str(found[0]).startswith(f"items/test.yaml: item 'an-{kind}': field '{field}'")


UNSORTED = {"a": "Wait", "b": "Refer", "c": "Stop", "d": "X-ray", "e": "Biopsy"}
NARROW = {"tolerance": {"absolute": 0.001}, "key": {"value": 2.626}}


@pytest.mark.parametrize(
    ("kind", "changes", "field", "rule"),
    [
        ("key-feature", {"options": UNSORTED}, "options", "alphabetical order"),
        ("key-feature", {"why": "x"}, "why", "says nothing about a, b, c, d, e"),
        ("key-feature", {"title": "When to stop warfarin"}, "title", "gives the answer away"),
        ("hotspot", {"alt": "A lump in the thumb pulp"}, "alt", "gives the answer away"),
        ("hotspot", {"regions": {"thumb": "Thumb", "wrist": "Wrist", "elbow": "Arm"}}, "regions", "alphabetical order"),
        ("next-test", {"title": "Ordering an X-ray"}, "title", "gives the answer away"),
        ("fill", {"title": "Fibroblast growth factor 23"}, "title", "gives the answer away"),
        ("numeric", NARROW, "tolerance", "narrower than the 2 decimals asked for: 2.63 would be wrong"),
    ],
)
def test_broken_rule_of_other_kinds_is_found(item, kind, changes, field, rule):
    found = findings(item(kind, **({"why": WHY.get(kind, "x")} | changes)))

    assert [each.field for each in found] == [field]
    assert rule in str(found[0])


def test_steps_of_a_case_are_judged_by_the_same_rules(item):
    assert [(each.item, each.field) for each in findings(item("case"))] == [("an-case.s2", "why")]


def test_formative_item_may_not_count(item):
    question = item("script-concordance", panel={"answers": {"0": 3}, "real": False, "who": "The author"})
    quiz = Quiz(
        id="serum", title="Serum", lesson=2, mode="graded", attempts=1, minutes=20, feedback="when-released",
        confidence=False, introduction=None, questions=(Question(name="q1", item=question, points=1.0),),
    )  # fmt: skip
    found = lint(Bank(items={}, quizzes={"serum": quiz}, files={}))

    assert [(each.file, each.field) for each in found] == [("quizzes/serum.yaml", "items")]
    assert "is formative, and may not count in a quiz of mode 'graded'" in str(found[0])
    assert lint(Bank(items={}, quizzes={"serum": replace(quiz, mode="practice")}, files={})) == []


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
