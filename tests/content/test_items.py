"""The bank and the checks are well written, and every quiz can be taken."""

import random
from pathlib import Path

import pytest
import yaml

from calcinosis.content.lessons import read_lessons
from calcinosis.content.references import references
from calcinosis.quiz import bank as banks
from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.lint import lint
from calcinosis.quiz.marking import explain, mark
from calcinosis.quiz.present import present
from calcinosis.quiz.public import public_quiz

ROOT = Path(__file__).parents[2]
BANK = banks.load(ROOT / "quizzes")
QUIZZES = sorted(BANK.quizzes)


def checks():
    found = {}
    for path in sorted((ROOT / "lessons" / "checks").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            found[entry["id"]] = banks.item_from(entry, f"checks/{path.name}", path.parent)
    return found


def by_machine(quiz):
    return [question for question in quiz.questions if not KINDS[question.item.kind].by_hand]


def seed(item, learner="amira"):
    return variants.seed(learner, item.id, item.version)


def right_answer(item):
    """Give the key in the shape of an answer."""
    if item.kind == "numeric":
        expected = explain(item, None, seed=seed(item))["expected"]
        return {"value": expected.split(" ")[0], "unit": item.unit}
    return list(item.key) if isinstance(item.key, tuple) else item.key if isinstance(item.key, str) else dict(item.key)


def guess(shown, source):
    """Answer without knowing anything."""
    kind = shown["kind"]
    if kind == "single":
        return source.choice(shown["options"])["id"]
    if kind == "multiple":
        return sorted(option["id"] for option in shown["options"] if source.random() < 0.5)
    if kind == "ordering":
        return source.sample([element["id"] for element in shown["elements"]], len(shown["elements"]))
    if kind == "hotspot":
        return [source.choice(shown["regions"])["id"]]
    if kind == "matching":
        return {left["id"]: source.choice(shown["right"])["id"] for left in shown["left"]}
    return {"value": str(round(source.uniform(0.5, 5.0), 2)), "unit": shown["unit"]}


def test_items_keep_the_rules_of_item_writing():
    assert lint(BANK, set(references())) == []


def test_checks_keep_the_rules_of_item_writing():
    items = checks()

    assert lint(banks.Bank(items=items, quizzes={}, files=dict.fromkeys(items, "checks")), set(references())) == []


def test_every_lesson_has_its_quiz():
    asked = {quiz.lesson for quiz in BANK.quizzes.values()}

    assert {lesson.number for lesson in read_lessons(ROOT / "lessons")} <= asked


def test_every_item_is_asked_in_a_quiz():
    asked = {question.item.id for quiz in BANK.quizzes.values() for question in quiz.questions}

    assert set(BANK.items) == asked


def test_a_quarter_of_the_items_give_each_learner_another_patient():
    varied = [item for item in BANK.items.values() if item.variables]

    assert len(BANK.items) >= 120
    assert len(varied) >= len(BANK.items) / 4


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_mixes_its_kinds(name):
    questions = BANK.quizzes[name].questions

    assert 10 <= len(questions) <= 14
    assert len({question.item.kind for question in questions}) >= 5


@pytest.mark.parametrize("name", QUIZZES)
def test_a_perfect_learner_earns_every_point_a_machine_can_give(name):
    for question in by_machine(BANK.quizzes[name]):
        given = mark(question.item, right_answer(question.item), seed=seed(question.item), points=question.points)

        assert given.points == question.points, question.item.id


@pytest.mark.parametrize("name", QUIZZES)
def test_an_empty_learner_earns_nothing(name):
    quiz = BANK.quizzes[name]
    marks = [mark(each.item, None, seed=seed(each.item), points=each.points) for each in quiz.questions]

    assert sum(given.points for given in marks) == 0.0


@pytest.mark.parametrize("name", QUIZZES)
def test_guessing_earns_less_than_half(name):
    quiz, source = BANK.quizzes[name], random.Random(7)  # noqa: S311 - guesses, not secrets
    shown = {item["name"]: item for item in present(public_quiz(quiz), "amira", 1)["items"]}
    total = 0.0
    for _ in range(200):
        for each in by_machine(quiz):
            answer = guess(shown[each.name], source)
            total += mark(each.item, answer, seed=seed(each.item), points=each.points).points

    assert total / 200 < 0.45 * sum(each.points for each in by_machine(quiz))
