"""A synthetic class: invented learners with a skill each, who answer a quiz of the course as such people would.

Nothing here was said or done by a person: names begin with ``synthetic``.
"""

import json
import math
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from calcinosis.quiz.bank import load
from calcinosis.quiz.marking import explain
from calcinosis.quiz.present import sheet
from calcinosis.quiz.quiz_file import Question, Quiz
from calcinosis.quiz.records import Records

SAID = {
    "phosphate-held-normal": (
        ("FGF23 and PTH rise early", "PTH goes up", "His hormones adjust", "Fibroblast growth factor 23 rises first"),
        (
            "so each remaining nephron excretes more phosphate",
            "so the kidney reabsorbs less phosphate",
            "and he loses more phosphate in the urine",
            "so bone takes it up",
        ),
        (
            "When few nephrons are left this is not enough and phosphate rises.",
            "It fails at a very low GFR.",
            "This works for ever as long as he eats less.",
            "",
        ),
    ),
}
"""What a sentence on an item may be made of: the better parts first."""
ANY = (("The first reason holds", "It depends", "I am not sure"), ("and the second as well.", "but not always.", ""))


class _Clock:
    """Synthetic time, in which learners think."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="milliseconds")


def hand_in_class(folder: Path, quiz: str, learners: int, *, seed: int = 1, words: bool = True) -> list[str]:
    """Save and submit what a whole class answers, as the quiz page does; return the learners' names."""
    draw = random.Random(seed)  # noqa: S311 - the same class in every run
    asked = load(folder / "quizzes").quizzes[quiz]
    public = json.loads((folder / ".course/apps/quizzes" / f"{quiz}.public.json").read_text(encoding="utf-8"))
    names = [f"synthetic{number:03d}" for number in range(1, learners + 1)]
    clock = _Clock()
    with Records(folder / ".course/records.db", clock=clock) as records:
        for name in names:
            drawn, skill = sheet(public, name, 1), draw.gauss(0.4, 1)
            records.begin(name, quiz, attempts=asked.attempts)
            for question, entry in _entries(asked, drawn, skill, draw, words=words):
                clock.now += timedelta(seconds=draw.lognormvariate(4, 0.5))
                records.save(name, quiz, {question: entry})
            clock.now += timedelta(milliseconds=7)
            records.submit(name, quiz, drawn)
    return names


def _entries(quiz: Quiz, drawn: Mapping[str, Any], skill: float, draw: random.Random, *, words: bool):
    for place, question in enumerate(quiz.questions):
        difficulty = (place * 0.37) % 2 - 0.9
        knows = draw.random() < 1 / (1 + math.exp(-1.4 * (skill - difficulty)))
        answer = (
            _answer(question, drawn[question.name], skill, draw, knows=knows)
            if words or question.item.kind != "short"
            else ""
        )
        yield (
            question.name,
            {"answer": answer, "confidence": draw.randint(1, 4)},
        )


def _answer(question: Question, row: Mapping[str, Any], skill: float, draw: random.Random, *, knows: bool) -> object:
    item = question.item
    told = explain(item, None, seed=row["seed"], values=row.get("values"))
    options = told["options"]
    answer: object = None
    match item.kind:
        case "single":
            right = next(each["id"] for each in options if each["right"])
            wrong = sorted(each["id"] for each in options if not each["right"])
            answer = right if knows else wrong[min(len(wrong) - 1, int(draw.random() ** 2 * len(wrong)))]
        case "multiple":
            answer = [each["id"] for each in options if each["right"] == (knows or draw.random() < 0.6)]
        case "numeric":
            value, unit = told["expected"].split()[:2]
            answer = {
                "value": value if knows else str(round(float(value) * draw.choice((0.5, 0.8, 1.3)), 2)),
                "unit": unit,
            }
        case "ordering":
            right = [each["id"] for each in sorted(options, key=lambda each: each["right"])]
            answer = right if knows else draw.sample(right, len(right))
        case "matching":
            keys = [each["right"] for each in options]
            back = {text: letter for letter, text in item.right.items()}
            answer = {
                each["id"]: back[each["right"] if knows or draw.random() < 0.4 else draw.choice(keys)]
                for each in options
            }
        case "short":
            answer = _sentence(item.id, skill, draw)
    return answer


def _sentence(item: str, skill: float, draw: random.Random) -> str:
    if draw.random() < 0.05:
        return ""
    parts = SAID.get(item, ANY)
    said = []
    for choices in parts:
        better = min(len(choices) - 1, max(0, int(draw.gauss(1.2 - skill, 0.9))))
        said.append(choices[better])
    text = " ".join(part for part in (", ".join(filter(None, said[:2])) + ".", *said[2:]) if part)
    return text.lower() if draw.random() < 0.1 else text
