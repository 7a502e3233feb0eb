from pathlib import Path

import jsonschema
import pytest

from calcinosis.cli import main
from calcinosis.quiz.authored import read_yaml
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.schema import items_schema, quiz_schema

QUIZZES = Path(__file__).parents[2] / "quizzes"
ITEMS = jsonschema.Draft202012Validator(items_schema())
QUIZ = jsonschema.Draft202012Validator(quiz_schema())


def test_schemas_are_schemas():
    for validator in (ITEMS, QUIZ):
        validator.check_schema(validator.schema)


@pytest.mark.parametrize("kind", KINDS)
def test_item_of_every_kind_passes(written, kind):
    assert [error.message for error in ITEMS.iter_errors([written(kind)])] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [{"stem": 5}, {"stm": "x"}, {"stem": ...}, {"difficulty": 9}])
def test_broken_item_fails(written, kind, change):
    assert not ITEMS.is_valid([written(kind, **change)])


def test_step_of_a_case_needs_only_what_it_does_not_inherit(written):
    case = written("case")
    del case["steps"][0]["question"]["stem"]

    assert not ITEMS.is_valid([case])


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_for_the_editor(kind):
    fields = items_schema()["$defs"][KINDS[kind].schema.__name__]["properties"]

    assert [name for name, field in fields.items() if name != "kind" and not field.get("description")] == []


FILES = sorted([*(QUIZZES / "items").glob("*.yaml"), *(QUIZZES.parent / "lessons" / "checks").glob("*.yaml")])


def first_line(path):
    """Return where an editor looks for the name of the schema."""
    return path.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_bank_and_checks_of_the_course_pass(path):
    assert [error.message for error in ITEMS.iter_errors(read_yaml(path, path.name))] == []
    assert first_line(path) == "# yaml-language-server: $schema=../../.course/schema/items.schema.json"


@pytest.mark.parametrize("path", sorted(QUIZZES.glob("*.yaml")), ids=lambda path: path.name)
def test_quizzes_of_the_course_pass(path):
    assert [error.message for error in QUIZ.iter_errors(read_yaml(path, path.name))] == []
    assert first_line(path) == "# yaml-language-server: $schema=../.course/schema/quiz.schema.json"


def test_misspelt_field_of_a_quiz_fails():
    assert not QUIZ.is_valid({"title": "A", "lesson": 2, "mode": "graded", "items": ["a"], "atempts": 2})


def test_command_writes_both_for_editors(tmp_path, capsys):
    assert main(["schema", "--course", str(tmp_path)]) == 0
    written = sorted(path.name for path in (tmp_path / ".course" / "schema").iterdir())

    assert written == ["items.schema.json", "quiz.schema.json"]
    assert "# yaml-language-server: $schema=../../.course/schema/items.schema.json" in capsys.readouterr().out
