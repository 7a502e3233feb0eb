"""The index of the lessons says what the lessons say of themselves."""

from pathlib import Path

from calcinosis.content.lessons import read_lessons

ROOT = Path(__file__).parents[2]
INDEX = (ROOT / "lessons" / "README.md").read_text(encoding="utf-8")
LESSONS = read_lessons(ROOT / "lessons")


def test_lessons_are_numbered_in_reading_order():
    assert [lesson.number for lesson in LESSONS] == list(range(1, len(LESSONS) + 1))
    assert all(lesson.path.name.startswith(f"{lesson.number:02d}-") for lesson in LESSONS)


def test_the_index_lists_each_lesson_with_its_minutes_question_and_objectives():
    for lesson in LESSONS:
        assert f"## {lesson.number}. [{lesson.title}]({lesson.path.name})" in INDEX
        assert f"{lesson.minutes} minutes. *{lesson.question}*" in INDEX
        assert all(objective.text[1:] in INDEX for objective in lesson.objectives)


def test_the_whole_course_takes_no_more_than_a_working_day():
    assert sum(lesson.minutes for lesson in LESSONS) <= 480
