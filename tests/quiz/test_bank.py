import textwrap

import pytest

from calcinosis.quiz.authored import MaterialError, read_yaml
from calcinosis.quiz.bank import item_from, load
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.public import public_quiz
from calcinosis.quiz.sitting import moment, window

ITEM = """
- id: first
  kind: single
  title: A question
  lesson: 2
  difficulty: 1
  stem: What is it?
  options: {a: Calcitriol, b: FGF23}
  key: b
  why: {a: Raises both, b: Lowers both}
"""
QUIZ = """
title: A quiz
lesson: 2
mode: graded
items: [first]
"""


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "quizzes"
    (folder / "items").mkdir(parents=True)

    def write(items=ITEM, quiz=QUIZ):
        (folder / "items" / "serum.yaml").write_text(textwrap.dedent(items))
        (folder / "a-quiz.yaml").write_text(textwrap.dedent(quiz))
        return folder

    return write


def mistakes_of(data):
    with pytest.raises(MaterialError) as caught:
        item_from(data, "items/test.yaml")
    return caught.value.mistakes


def test_quiz_gathers_its_items(course):
    quiz = load(course()).quizzes["a-quiz"]

    assert [(each.name, each.item.id, each.points) for each in quiz.questions] == [("q1", "first", 1.0)]
    assert (quiz.attempts, quiz.feedback, quiz.points) == (1, "when-released", 1.0)
    assert quiz.question("q1").item.id == "first"


def test_quiz_may_name_and_weigh_its_questions(course):
    quiz = load(course(quiz=QUIZ.replace("[first]", "[{item: first, points: 3, name: calcium}]"))).quizzes["a-quiz"]

    assert (quiz.questions[0].name, quiz.points) == ("calcium", 3.0)


def test_times_of_a_quiz_go_into_the_public_one(course):
    times = "opens: 2026-11-16 09:00+01:00\ndue: 2026-11-23T09:00Z\nlate: {per_day: 0.1}\n"
    public = public_quiz(load(course(quiz=QUIZ + times)).quizzes["a-quiz"])

    assert (public["opens"], public["due"], public["closes"]) == (
        "2026-11-16T09:00:00+01:00",
        "2026-11-23T09:00:00+00:00",
        None,
    )
    assert public["late"] == {"per_day": 0.1, "at_most": 1.0}
    assert window(public).opens == moment("2026-11-16T08:00:00+00:00")


def test_practice_has_any_number_of_attempts_and_feedback_at_once(course):
    quiz = load(course(quiz=QUIZ.replace("graded", "practice"))).quizzes["a-quiz"]

    assert (quiz.attempts, quiz.feedback) == (None, "at-once")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(written, kind):
    assert item_from(written(kind), "items/test.yaml").kind == kind


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ("- id: first\n  kind: [single", "quizzes/items/serum.yaml: line 2, column 16: not valid YAML"),
        ("- id: a\n  id: b", "line 2, column 3: not valid YAML, 'id' occurs twice"),
        ("- {[a]: b}", "a name must be plain text"),
        ("title: x", "quizzes/items/serum.yaml: must be a list of items: begin each with `- id:`"),
        (
            "- just text",
            "quizzes/items/serum.yaml: an item must be a table of names, not 'just text': write `- id: ...`",
        ),
        ("- &x [*x]", "serum.yaml"),
        ("- &x {id: a, kind: single, note: *x}", "item 'a': cannot be read (Circular reference detected)"),
    ],
)
def test_broken_file_is_told_with_its_line(course, items, message):
    with pytest.raises(MaterialError) as caught:
        load(course(items))

    assert message in str(caught.value)


def test_unreadable_file_is_told(tmp_path):
    with pytest.raises(MaterialError, match="cannot be read"):
        read_yaml(tmp_path / "absent.yaml", "absent.yaml")


def test_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00a: \xd8")

    with pytest.raises(MaterialError, match="not valid YAML"):
        read_yaml(tmp_path / "x.yaml", "x.yaml")


def test_very_deep_file_is_told(tmp_path):
    (tmp_path / "x.yaml").write_text("[" * 5000)

    with pytest.raises(MaterialError, match="nested too deeply"):
        read_yaml(tmp_path / "x.yaml", "x.yaml")


def test_yes_no_ratios_and_dates_stay_text(tmp_path):
    (tmp_path / "x.yaml").write_text("[yes, no, on, 1:30, 2026-01-31, 010, true, 1.5, 12, null, 1e3]")

    assert read_yaml(tmp_path / "x.yaml", "x") == [
        "yes",
        "no",
        "on",
        "1:30",
        "2026-01-31",
        "010",
        True,
        1.5,
        12,
        None,
        1000.0,
    ]


def test_all_mistakes_of_a_course_are_told_at_once(course):
    items = ITEM.replace("key: b", "key: c") + ITEM.replace("title: A question\n", "\n").replace("first", "second")
    with pytest.raises(MaterialError) as caught:
        load(course(items, QUIZ.replace("lesson: 2", "leson: 2")))

    assert len(caught.value.mistakes) == 4  # the key, the title, an unknown field and the missing one in the quiz


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (ITEM.replace("key: b", "key: [b"), "serum.yaml: line 10, column 6: not valid YAML"),
        ("just words", "serum.yaml: must be a list of items"),
        (ITEM.replace("key: b", "keys: b"), "serum.yaml: item 'first': field 'keys'"),
    ],
)
def test_quizzes_are_not_blamed_for_a_file_or_an_item_with_a_mistake(course, items, message):
    with pytest.raises(MaterialError) as caught:
        load(course(items=items))

    assert not [each for each in caught.value.mistakes if "a-quiz.yaml" in each]
    assert message in caught.value.mistakes[-1]


def test_a_quiz_is_blamed_for_an_item_nobody_wrote_even_beside_another_mistake(course):
    folder = course(items=ITEM.replace("key: b", "keys: b"), quiz=QUIZ.replace("[first]", "[first, secnd]"))
    with pytest.raises(MaterialError) as caught:
        load(folder)

    assert "a-quiz.yaml: field 'items.2': value 'secnd' is in no item file" in caught.value.mistakes[-1]


def test_hints_are_for_every_quiz_but_an_exam_that_does_not_allow_them(course):
    exam = QUIZ.replace("graded", "exam\nminutes: 20")

    allowed = [load(course(quiz=quiz)).quizzes["a-quiz"].hints for quiz in (QUIZ, exam, exam + "hints: true\n")]

    assert allowed == [True, False, True]


def test_duplicate_id_names_the_other_file(course):
    folder = course()
    (folder / "items" / "urine.yaml").write_text(ITEM)
    with pytest.raises(MaterialError) as caught:
        load(folder)

    where = "quizzes/items/urine.yaml: item 'first': field 'id': value 'first'"
    assert caught.value.mistakes == (f"{where} also names an item of quizzes/items/serum.yaml: rename one",)


@pytest.mark.parametrize(
    ("quiz", "message"),
    [
        (
            QUIZ.replace("[first]", "[frist]"),
            "field 'items.1': value 'frist' is in no item file: did you mean 'first'?",
        ),
        (QUIZ.replace("[first]", "[other-thing]"), "value 'other-thing' is in no item file: write it first"),
        (QUIZ.replace("[first]", "[first, first]"), "field 'items.2': value 'first' is asked twice: ask it once"),
        (QUIZ.replace("[first]", "[]"), "field 'items': value [] is empty: list at least one item"),
        (QUIZ.replace("[first]", "[{item: first, points: 0}]"), "field 'items.1.points': value 0.0 is not above 0"),
        (
            QUIZ.replace("[first]", "[{item: first, name: 1st}]"),
            "field 'items.1.name': value '1st' is no name of its own",
        ),
        (
            QUIZ.replace("[first]", "[{itm: first}]"),
            "field 'items.0': has none of the forms it may have: write each item as its id",
        ),
        (
            QUIZ.replace("graded", "grade"),
            "field 'mode': value 'grade' is not 'practice', 'graded' or 'exam': did you mean 'graded'?",
        ),
        (
            QUIZ.replace("graded", "exam"),
            "field 'minutes': value None is not a time: say how many minutes the exam lasts",
        ),
        (QUIZ + "attempts: 0", "field 'attempts': value 0 is below 1: allow at least one"),
        (QUIZ + "attempts: two", "field 'attempts': value 'two' is not a whole number"),
        (QUIZ + "atempts: 2", "field 'atempts': value 2 belongs to no field of this name: did you mean 'attempts'?"),
        ("- a list", "quizzes/a-quiz.yaml: field ''"),
        (
            QUIZ + "due: 2026-11-23T09:00",
            "field 'due': value '2026-11-23T09:00' has no time zone: write its offset too",
        ),
        (QUIZ + "due: soon", "field 'due': value 'soon' is not a time: write it as 2026-11-23T09:00+00:00"),
        (
            QUIZ + "opens: 2026-11-24T09:00Z\ndue: 2026-11-23T09:00Z",
            "field 'due': value '2026-11-23 09:00:00+00:00' is not after",
        ),
        (QUIZ + "late: {per_day: 0.1}", "field 'late': value 0.1 has no `due` to count from"),
        (QUIZ + "due: 2026-11-23T09:00Z\nlate: {per_day: 10}", "field 'late': value [10.0, 1.0] are no shares"),
        (
            QUIZ + "counts: bets",
            "field 'counts': value 'bets' is not 'last', 'best', 'first' or 'average': did you mean 'best'?",
        ),
        (QUIZ + "counts: best", "field 'counts': value 'best' has no meaning for one attempt: allow more `attempts`"),
        (
            QUIZ + "attempts: 2\ncounts: average\ndue: 2026-11-23T09:00Z\nlate: {per_day: 0.1}",
            "field 'counts': value 'average' cannot be told of attempts late in different ways: use best or last",
        ),
    ],
)
def test_mistake_in_a_quiz_names_field_value_and_remedy(course, quiz, message):
    with pytest.raises(MaterialError) as caught:
        load(course(quiz=quiz))

    assert message in str(caught.value)


def test_only_the_last_attempt_can_count_where_a_person_marks(course):
    words = ITEM.replace("kind: single", "kind: short").replace("options: {a: Calcitriol, b: FGF23}", "words: 20")
    words = words.replace("key: b", "rubric: [{points: 1, text: Says so}]").replace(
        "{a: Raises both, b: Lowers both}", "x"
    )
    load(course(items=words, quiz=QUIZ + "attempts: 2"))

    with pytest.raises(MaterialError, match=r"cannot be told where a person marks \(first\).*: use last"):
        load(course(items=words, quiz=QUIZ + "attempts: 2\ncounts: best"))


def test_name_of_a_quiz_is_a_name(course):
    folder = course()
    (folder / "a-quiz.yaml").rename(folder / "a quiz.yaml")

    with pytest.raises(MaterialError, match="field 'file name': value 'a quiz' is not a name"):
        load(folder)


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("single", {"kind": "singel"}, "field 'kind': value 'singel' is no kind of item: did you mean 'single'?"),
        ("single", {"kind": ...}, "field 'kind': is no kind of item: use one of single"),
        ("single", {"kind": 7}, "field 'kind': value 7 is no kind"),
        ("single", {"title": ...}, "field 'title': is missing: add `title:`"),
        (
            "single",
            {"tittle": "x"},
            "field 'tittle': value 'x' belongs to no field of this name: did you mean 'title'?",
        ),
        ("single", {"xyzzy": "x"}, "belongs to no field of this name: remove it"),
        ("single", {"title": 5}, "field 'title': value 5 is not text: put it in quotes"),
        ("single", {"options": {"a": True, "b": "x"}}, "field 'options.a': value True is not text: put it in quotes"),
        ("single", {"options": ["x", "y"]}, "field 'options': value ['x', 'y'] is not a table: write {name: text}"),
        ("single", {"difficulty": 4}, "field 'difficulty': value 4 is not 1, 2 or 3"),
        ("single", {"points": "two"}, "field 'points': value 'two' is not a number: write a plain number"),
        ("single", {"points": 0}, "field 'points': value 0.0 is out of range"),
        ("single", {"points": float("inf")}, "field 'points'"),
        ("single", {"lesson": 1.5}, "field 'lesson': value 1.5 is not a whole number"),
        ("single", {"lesson": 0}, "field 'lesson': value 0 is below 1"),
        ("single", {"version": 0}, "field 'version': value 0 is below 1"),
        ("single", {"id": "a b"}, "field 'id': value 'a b' is not a name"),
        ("single", {"stem": " "}, "field 'stem': value ' ' is empty: write it"),
        ("single", {"key": "d"}, "item 'an-single': field 'key': value 'd' no such name: use one of a, b, c"),
        ("single", {"key": ["b"]}, "field 'key': value ['b'] is not text"),
        ("single", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("single", {"why": 5}, "field 'why'"),
        ("single", {"options": {"a": "x"}, "key": "a"}, "field 'options': value 1 too few: give at least 2"),
        ("single", {"options": {"a": "x", "b": "X "}}, "field 'options.b': value 'X ' says the same as 'a'"),
        ("single", {"options": {"a": "x", "b": " "}}, "field 'options.b': value ' ' is empty"),
        (
            "single",
            {"scoring": {"rule": "coverage"}},
            "field 'scoring.rule': value 'coverage' has no meaning for kind single",
        ),
        ("single", {"scoring": {"rule": "covrage"}}, "did you mean 'coverage'?"),
        ("single", {"hints": [{"text": "x", "cost": 2}]}, "field 'hints.0.cost': value 2.0 is not a share"),
        (
            "single",
            {"hints": [{"txt": "x"}]},
            "field 'hints.0': has none of the forms it may have: write each hint as text",
        ),
        ("single", {"sources": "hall2021"}, "field 'sources': value 'hall2021' is not a list: write [first, second]"),
        ("multiple", {"key": []}, "field 'key': value [] is empty"),
        ("multiple", {"key": ["a", "a"]}, "names an option twice"),
        ("multiple", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("ordering", {"key": ["a", "b"]}, "does not name every element once"),
        ("ordering", {"key": ["a", "b", "b"]}, "does not name every element once"),
        ("ordering", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("matching", {"key": {"a": "p"}}, "field 'key': value 'b' has no match: give it one of p, q, r"),
        ("matching", {"key": {"a": "z", "b": "p"}}, "field 'key.a': value 'z' no such name"),
        ("matching", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("short", {"rubric": []}, "field 'rubric': value [] is empty"),
        ("short", {"rubric": [{"points": 0, "text": "x"}]}, "field 'rubric.0.points': value 0.0 is not positive"),
        ("short", {"points": 3}, "adds up to less than the item's 3 points"),
        ("short", {"words": 0}, "field 'words': value 0 is not positive"),
        ("short", {"scoring": {"rule": "coverage"}}, "has no meaning for kind short"),
        (
            "short",
            {"rubric": [{"points": 1, "txt": "x"}]},
            "field 'rubric.0.txt': value 'x' belongs to no field of this name: did you mean 'text'?",
        ),
        ("short", {"rubric": [{"points": 1, "text": "x", "a b": None}]}, "put the whole text in quotes"),
        ("numeric", {"decimals": 11}, "field 'decimals': value 11 is not a number of decimals"),
        ("numeric", {"tolerance": {}}, "field 'tolerance': value [] is not one tolerance"),
        ("numeric", {"tolerance": {"absolute": 1, "relative": 1}}, "is not one tolerance"),
        ("numeric", {"tolerance": {"absolute": -1}}, "field 'tolerance.absolute': value -1.0 is out of range"),
        ("numeric", {"tolerance": {"significant": 0}}, "field 'tolerance.significant': value 0 is out of range"),
        ("numeric", {"also_units": [{"unit": "mg/dL", "tolerance": {}}]}, "field 'also_units.tolerance'"),
        ("numeric", {"also_units": [{"unit": "mg/dL", "value": 9.5}]}, "value 9.5 is not the key, which is 10.5 mg/dL"),
        ("numeric", {"quantity": "calzium"}, "field 'quantity': value 'calzium' is unknown"),
        ("numeric", {"quantity": ...}, "field 'also_units': value 'mg/dL' cannot be converted"),
        ("numeric", {"unit": "pmol/L"}, "field 'unit': value 'pmol/L' is not a unit of calcium"),
        ("numeric", {"also_units": ["pmol/L"]}, "field 'also_units': value 'pmol/L' is not a unit of calcium"),
        ("numeric", {"also_units": ["mmol/L"]}, "is the item's own unit: leave it out"),
        ("numeric", {"also_units": [7]}, "field 'also_units.0': value 7 has none of the forms it may have"),
        ("numeric", {"key": {"vale": 2}}, "field 'key': has none of the forms it may have: write {value: 2.62}"),
        (
            "single",
            {"variables": {"x": {"from": 2, "to": 1, "step": 1}}},
            "field 'variables.x': value [2.0, 1.0, 1.0] is not a range",
        ),
        ("single", {"variables": {"x": {"from": 1, "to": 2, "step": 0}}}, "is not a range"),
        ("single", {"variables": {"x": {"from": 1, "to": 2, "step": 1e-6}}}, "makes more than 10000 values"),
        ("single", {"variables": {"x": {"one_of": [1]}}}, "is not a choice"),
        ("single", {"variables": {"x": {"one_of": [1, "a"]}}}, "is not a choice"),
        ("single", {"variables": {"x y": {"one_of": [1, 2]}}}, "is not a name of a variable"),
        (
            "single",
            {"variables": {"x": {"fro": 1}}},
            "field 'variables.x': has none of the forms it may have: write {from",
        ),
        (
            "single",
            {"variables": {"x": {"one_of": [1, 2]}}, "stem": "Is it {y}?"},
            "field 'stem': value '{y}' is not a variable of this item: use one of x",
        ),
        (
            "single",
            {"variables": {"calcium": {"one_of": [1, 2]}}, "stem": "Is it {calcum}?"},
            "did you mean 'calcium'?",
        ),
    ],
)
def test_mistake_names_item_field_value_and_remedy(written, kind, changes, message):
    found = mistakes_of(written(kind, **changes))

    assert any(message in each for each in found), found
    assert all(each.startswith("items/test.yaml: item ") for each in found)


@pytest.mark.parametrize(
    ("converted", "message"),
    [
        ({"of": "sex"}, "field 'variables.mg.of': value 'sex' is not a variable with numbers"),
        ({"of": "nothing"}, "is not a variable with numbers"),
        ({"quantity": "calzium"}, "field 'variables.mg.quantity': value 'calzium' is unknown"),
        ({"to": "pmol/L"}, "field 'variables.mg.to': value 'pmol/L' is not a unit of calcium"),
        ({"decimals": -1}, "field 'variables.mg.decimals': value -1 is not a number of decimals"),
    ],
)
def test_mistake_in_a_converted_variable_is_told(written, converted, message):
    mg = {"of": "calcium", "quantity": "calcium", "from": "mmol/L", "to": "mg/dL", "decimals": 1} | converted
    variables = {"calcium": {"one_of": [2.1, 2.2]}, "sex": {"one_of": ["man", "woman"]}, "mg": mg}

    assert any(message in each for each in mistakes_of(written("single", variables=variables)))


def test_braces_of_a_formula_are_no_variables(item):
    stem = "Is $\\mathrm{x}^{n}$ {calcium}?"

    assert item("single", stem=stem, variables={"calcium": {"one_of": [1, 2]}}).stem == stem
