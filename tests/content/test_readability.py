"""A lesson that is too heavy, too long or too bare is named; the lessons of the course are none of it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from calcinosis.content.lessons import Lesson, read_lessons
from calcinosis.content.readability import measure, sentences, table, too_heavy

ROOT = Path(__file__).parents[2]
LESSONS = read_lessons(ROOT / "lessons")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_no_lesson_of_the_course_is_too_heavy(lesson: Lesson):
    assert too_heavy(lesson) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"prose": ("word" + " word" * 45 + ".", *LESSONS[1].prose)}, "46 words. Divide it"),
        ({"prose": ("Twenty words are in this one" + " word" * 14 + ".",) * 60}, "a sentence has 20"),
        ({"minutes": 41}, "Keep it to 25 to 40"),
        ({"prose": LESSONS[1].prose * 3}, "but measures"),
        ({"figures": 4}, "4 live figures"),
    ],
)
def test_a_planted_fault_is_named(change: dict[str, object], named: str):
    found = too_heavy(replace(LESSONS[1], **change))

    assert any(named in sentence for sentence in found), found


def test_links_tables_and_marks_are_no_words():
    lesson = replace(LESSONS[0], prose=("[Two words](#claim-a), *three*.\n\n| a | table |\n\n* One item here.",))

    assert sentences(lesson) == ["Two words , three .", "One item here."]
    assert measure(lesson).words == 8


def test_the_table_has_a_line_for_each_lesson():
    assert len(table([measure(lesson) for lesson in LESSONS]).splitlines()) == len(LESSONS) + 1


def test_the_command_gives_problems_and_measures():
    command = [sys.executable, "-m", "calcinosis", "check", "--json", "--course", str(ROOT)]

    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert told["problems"] == []
    assert [each["lesson"] for each in told["lessons"]] == [lesson.number for lesson in LESSONS]
    assert all(each["words"] > 1000 for each in told["lessons"])
