import json
import subprocess
import sys
from dataclasses import replace

import pytest

from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.present import present, sheet
from calcinosis.quiz.public import hints, public_quiz
from calcinosis.quiz.quiz_file import Question, Quiz

HIDDEN = "XHIDDENX"


def quiz(*items, mode="graded"):
    questions = tuple(Question(name=f"q{place}", item=each, points=1.0) for place, each in enumerate(items, 1))
    return Quiz(
        id="a-quiz", title="A quiz", lesson=2, mode=mode, attempts=1, minutes=20, feedback="when-released",
        confidence=False, introduction=None, questions=questions,
    )  # fmt: skip


def secretive(item, kind):
    """An item whose every secret text says so."""
    changes = {"hints": [{"text": HIDDEN, "cost": 0.25}], "note": HIDDEN, "claims": [HIDDEN], "sources": [HIDDEN]}
    changes["why"] = HIDDEN
    if kind == "short":
        changes |= {
            "hints": [HIDDEN],
            "rubric": [{"points": 1.0, "text": HIDDEN}],
            "fail_if": [HIDDEN],
            "model_answer": HIDDEN,
            "comments": [HIDDEN],
        }
    return item(kind, **changes)


@pytest.mark.parametrize("kind", KINDS)
def test_public_quiz_says_nothing_that_is_secret(item, kind):
    text = json.dumps(public_quiz(quiz(secretive(item, kind))))

    assert HIDDEN not in text
    assert not {'"key"', '"why"', '"rubric"', '"tolerance"', '"model_answer"'} & set(text.replace(":", " ").split())


def blanks(*words):
    return {"sentence": "[a]", "blanks": {"a": {"label": "hormone", "accept": list(words)}}}


def panel(**answers):
    return {"panel": {"answers": answers, "real": True, "who": "Ten experts"}}


def steps(key, result="Vessels show"):
    question = {"kind": "single", "stem": "What?", "why": "x", "options": {"a": "Bone", "b": "Gut"}, "key": key}
    return {"steps": [{"name": "s1", "reveals": "She is ill.", "question": question}], "debrief": result}


KEYS = {
    "single": [{"key": "a"}, {"key": "b"}],
    "multiple": [{"key": ["a"]}, {"key": ["b", "c"]}],
    "numeric": [{"key": {"value": 1.0}}, {"key": {"value": 2.0}, "tolerance": {"relative": 0.1}}],
    "ordering": [{"key": ["a", "b", "c"]}, {"key": ["c", "b", "a"]}],
    "matching": [{"key": {"a": "p", "b": "q"}}, {"key": {"a": "q", "b": "r"}}],
    "fill": [blanks("FGF23"), blanks("PTH", "parathyroid hormone")],
    "hotspot": [{"key": ["thumb"]}, {"key": ["elbow"]}],
    "key-feature": [{"key": {"a": 1, "b": 1}, "harmful": ["c"]}, {"key": {"c": 1, "d": 2}, "harmful": []}],
    "script-concordance": [panel(**{"0": 10}), panel(**{"1": 12, "2": 3})],
    "next-test": [{"key": {"a": 1}}, {"key": {"b": 1, "c": 0.5}}],
    "short": [
        {"rubric": [{"points": 1, "text": "One"}]},
        {"rubric": [{"points": 2, "text": "Other"}], "fail_if": ["x"]},
    ],
    "case": [steps("a"), steps("b", "It was bone.")],
    "code": [{"tests": [{"name": "x", "code": "assert 1"}]}, {"tests": [{"name": "y", "code": "0"}], "solution": "1"}],
}


@pytest.mark.parametrize("kind", KINDS)
def test_keys_that_differ_make_the_same_public_quiz(item, kind):
    one, other = (public_quiz(quiz(item(kind, **changes))) for changes in KEYS[kind])

    assert one == other


@pytest.mark.parametrize("kind", KINDS)
def test_page_gets_plain_json_without_the_recipe(item, kind):
    shown = present(json.loads(json.dumps(public_quiz(quiz(item(kind))))), "ada", 1)["items"][0]

    assert json.loads(json.dumps(shown)) == shown
    assert "variables" not in shown
    assert "shuffle" not in shown


def test_learner_sees_own_numbers_in_every_text(item):
    question = item(
        "single",
        vignette="Calcium is {calcium} mmol/L ({mg} mg/dL); $\\frac{1}{2}$.",
        stem="What of {calcium}?",
        options={"a": "More than {calcium}", "b": "No more"},
        variables={
            "calcium": {"from": 2.0, "to": 2.4, "step": 0.02},
            "mg": {"of": "calcium", "quantity": "calcium", "from": "mmol/L", "to": "mg/dL", "decimals": 1},
        },
    )
    shown = present(public_quiz(quiz(question)), "ada", 1)["items"][0]
    calcium, mg = shown["values"]["calcium"], shown["values"]["mg"]

    assert shown["vignette"] == f"Calcium is {calcium} mmol/L ({mg} mg/dL); $\\frac{{1}}{{2}}$."
    assert shown["stem"] == f"What of {calcium}?"
    assert {"id": "a", "text": f"More than {calcium}"} in shown["options"]
    assert float(mg) == pytest.approx(float(calcium) * 4.008, abs=0.051)


def test_options_come_in_different_orders_to_different_learners(item):
    public = public_quiz(quiz(item("single")))
    orders = {tuple(o["id"] for o in present(public, f"l{n}", 1)["items"][0]["options"]) for n in range(60)}

    assert len(orders) == 6


def test_both_sides_of_matches_are_shuffled(item):
    shown = present(public_quiz(quiz(item("matching"))), "ada", 1)["items"][0]

    assert sorted(each["id"] for each in shown["left"]) == ["a", "b"]
    assert sorted(each["id"] for each in shown["right"]) == ["p", "q", "r"]


def test_sheet_records_what_the_page_showed(item):
    public = public_quiz(quiz(item("single"), item("numeric")))
    shown = present(public, "ada", 1)["items"]

    assert sheet(public, "ada", 1) == {
        each["name"]: {field: each[field] for field in ("id", "version", "seed")} for each in shown
    }


@pytest.mark.parametrize(("mode", "same"), [("graded", True), ("exam", True), ("practice", False)])
def test_only_practice_draws_anew_at_the_next_attempt(item, mode, same):
    public = public_quiz(quiz(item("single"), mode=mode))

    assert (sheet(public, "ada", 1) == sheet(public, "ada", 2)) == same


def test_case_unfolds_step_by_step(item):
    public = public_quiz(quiz(item("case")))
    seen = [
        present(public, "ada", 1, {"q1": entry})["items"][0]
        for entry in (
            {},
            {"answer": {"s1": "a"}},
            {"answer": {"s1": "a"}, "locked": ["s1"]},
            {"answer": {"s1": "a"}, "locked": ["s1", "s2"]},
            {"answer": {"s1": "a"}, "locked": ["s2"]},
            {"answer": "a", "locked": ["s1"]},
        )
    ]

    assert [len(each["steps"]) for each in seen] == [1, 1, 2, 2, 1, 2]
    assert [each["more"] for each in seen] == [True, True, False, False, True, False]
    for hidden in (seen[0], seen[1], seen[4], present(public, "ada", 1)["items"][0]):
        assert "XLATERX" not in json.dumps(hidden)
        assert "XRESULT" not in json.dumps(hidden)
    assert seen[2]["steps"][0]["result"] == "XRESULTAX"
    assert "XRESULTBX" not in json.dumps(seen[2])
    assert seen[2]["steps"][1]["reveals"] == "XLATERX"
    assert [each["locked"] for each in seen[2]["steps"]] == [True, False]


def test_options_within_a_step_are_shuffled_too(item):
    public = public_quiz(quiz(item("case")))
    orders = {
        tuple(each["id"] for each in present(public, f"l{n}", 1)["items"][0]["steps"][0]["question"]["tests"])
        for n in range(20)
    }

    assert len(orders) == 2


def test_an_exam_has_no_hints_unless_it_says_so(item):
    hinted = item("single", hints=[{"text": "Think", "cost": 0.5}])
    exam = replace(quiz(hinted, mode="exam"), hints=False)

    assert (hints(exam), public_quiz(exam)["items"][0]["hints"]) == ({}, [])


def test_hints_are_kept_apart_from_the_public_quiz(item):
    asked = quiz(item("single", hints=["Look at {x}", {"text": "Think", "cost": 0.5}]), item("numeric"))

    assert hints(asked) == {"q1": ["Look at {x}", "Think"]}
    assert public_quiz(asked)["items"][0]["hints"] == [{"cost": 0.0}, {"cost": 0.5}]


PROBE = """
import json, sys
before = set(sys.modules)
import calcinosis.quiz.present, calcinosis.quiz.variants, calcinosis.quiz.records
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_kernel_of_a_page_loads_little_and_no_key():
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    modules = set(json.loads(run.stdout))

    assert not {"pydantic", "yaml", "numpy", "nbgrader", "calcinosis.quiz.kinds", "calcinosis.quiz.bank"} & modules
    assert {name.partition(".")[0] for name in modules} - sys.stdlib_module_names == {"calcinosis"}


def test_checking_an_answer_loads_no_reader_of_authors_files():
    program = "import json, sys, calcinosis.quiz.marking; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert not {"pydantic", "yaml", "numpy", "scipy", "calcinosis.quiz.bank"} & set(json.loads(run.stdout))
