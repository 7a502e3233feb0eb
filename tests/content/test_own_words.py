"""The course is written in its own words."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHINGLES = frozenset((Path(__file__).parent / "seed_shingles.txt").read_text().split())
FILES = sorted(
    [
        *(ROOT / "widgets" / "calcinosis" / "content" / "claims").glob("*.yaml"),
        *(ROOT / "quizzes").rglob("*.yaml"),
        *(ROOT / "lessons" / "checks").glob("*.yaml"),
    ]
)


def runs(text: str) -> Iterator[str]:
    """Give every run of eight words of each line."""
    for line in text.splitlines():
        words = re.findall(r"[a-z0-9]+", line.lower())
        for start in range(len(words) - 7):
            yield " ".join(words[start : start + 8])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_claims_and_questions_repeat_no_sentence_of_the_lay_articles(path: Path):
    repeated = [
        run
        for run in runs(path.read_text(encoding="utf-8"))
        if hashlib.sha256(run.encode()).hexdigest()[:12] in SHINGLES
    ]

    assert repeated == []
