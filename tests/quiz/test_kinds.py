"""The kinds that need more than a key: words, pictures, decisions, panels, cases, code."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz import variants
from calcinosis.quiz.authored import MaterialError
from calcinosis.quiz.bank import item_from
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.fill import slips
from calcinosis.quiz.marking import check, cost_of, explain, from_rubric, from_tests, is_answered, mark

SEED = variants.seed("ada", "an-item", 1)


def points(question, answer, **more):
    return mark(question, answer, seed=SEED, **more).points


def reasons(question, answer):
    return " ".join(mark(question, answer, seed=SEED).reasons)


class TestFill:
    @pytest.mark.parametrize(
        "typed", ["FGF23", "fgf-23", "FGF\N{EN DASH}23", " Fibroblast  growth factor 23.", "ＦＧＦ23"]
    )
    def test_case_spaces_hyphens_and_synonyms_make_no_difference(self, item, typed):
        assert points(item("fill"), {"a": typed, "b": "pth"}) == 1.0

    def test_each_blank_counts(self, item):
        assert points(item("fill"), {"a": "FGF23", "b": "calcitriol"}) == 0.5
        assert points(item("fill"), {"a": "FGF23"}) == 0.5
        assert reasons(item("fill"), {"a": "x"}) == "1 of your words is not right. 1 left open."

    def test_slips_are_forgiven_only_as_far_as_the_author_says(self, item, written):
        blanks = copy.deepcopy(written("fill")["blanks"])
        blanks["b"] = {"label": "gland's", "accept": ["parathyroid hormone"], "near": 2, "reject": ["thyroid hormone"]}
        question = item("fill", blanks=blanks)

        assert points(question, {"b": "parathyriod hormon"}) == 0.5
        assert points(question, {"b": "parathyrd hrmone"}) == 0.0
        assert points(question, {"b": "thyroid hormone"}) == 0.0

    def test_word_nearer_to_a_rejected_one_is_wrong(self, item):
        blanks = {"a": {"label": "calcium", "accept": ["hypercalcaemia"], "near": 2, "reject": ["hypocalcaemia"]}}
        question = item("fill", sentence="It is [a].", blanks=blanks)

        assert points(question, {"a": "hypercalcemia"}) == 1.0
        assert points(question, {"a": "hypocalcaemia"}) == 0.0
        assert points(question, {"a": "hypocalcemia"}) == 0.0

    @pytest.mark.parametrize(
        ("typed", "meant", "count"),
        [("abc", "abc", 0), ("acb", "abc", 1), ("ab", "abc", 1), ("abcd", "abc", 1), ("axc", "abc", 1), ("", "abc", 3)],
    )
    def test_slips_are_counted_one_by_one(self, typed, meant, count):
        assert slips(typed, meant) == count

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_slips_are_the_same_both_ways(self, one, other):
        assert slips(one, other) == slips(other, one)
        assert (slips(one, other) == 0) == (one == other)

    def test_feedback_shows_word_and_right_word(self, item):
        parts = explain(item("fill"), {"a": "PTH"}, seed=SEED)

        assert (parts["given"], parts["expected"]) == (["PTH"], ["FGF23", "parathyroid hormone"])
        assert [each["chosen"] for each in parts["options"]] == ["PTH", None]

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (["a"], "not words"),
            ({"z": "x"}, "one of the blanks"),
            ({"a": 5}, "one of the blanks"),
            ({"a": "x" * 201}, "too long"),
        ],
    )
    def test_misfit_is_told(self, item, answer, reason):
        assert reason in reasons(item("fill"), answer)


class TestHotspot:
    def test_one_place_is_right(self, item):
        assert points(item("hotspot"), ["thumb"]) == 1.0
        assert points(item("hotspot"), ["wrist"]) == 0.0
        assert "one place only" in reasons(item("hotspot"), ["thumb", "wrist"])
        assert "not a place" in reasons(item("hotspot"), ["knee"])

    def test_several_places_follow_the_rule(self, item):
        question = item("hotspot", key=["thumb", "elbow"], several=True, scoring={"rule": "net-correct"})

        assert points(question, ["thumb"]) == 0.5
        assert points(question, ["thumb", "wrist"]) == 0.0
        assert "exactly" in reasons(question, ["wrist"])

    def test_drawing_may_lie_in_a_file_beside_the_items(self, written, tmp_path):
        data = written("hotspot")
        (tmp_path / "arm.svg").write_text(data["svg"])

        assert item_from({**data, "svg": "arm.svg"}, "items/x.yaml", tmp_path).svg == data["svg"]
        with pytest.raises(MaterialError, match=r"field 'svg': value '../leg.svg' cannot be read"):
            item_from({**data, "svg": "../leg.svg"}, "items/x.yaml", tmp_path)


class TestKeyFeature:
    @pytest.mark.parametrize(
        ("answer", "earned"),
        [
            (["b", "c"], 1.0),
            (["c"], 0.75),
            (["b", "d"], 0.25),
            (["b", "c", "d"], 1.0),
            (["d"], 0.0),
            (["b", "c", "a"], 0.0),
        ],
    )
    def test_only_critical_decisions_earn_and_harm_loses_all(self, item, answer, earned):
        assert points(item("key-feature"), answer) == earned

    def test_more_than_asked_for_earns_nothing(self, item):
        assert reasons(item("key-feature"), ["b", "c", "d", "e"]) == "Choose at most 3."

    def test_reasons_name_what_was_missed_or_harmful(self, item):
        assert reasons(item("key-feature"), ["d"]) == "2 critical decisions were missed."
        assert "would harm" in reasons(item("key-feature"), ["a", "b"])

    def test_feedback_marks_the_harmful(self, item):
        options = explain(item("key-feature"), ["a"], seed=SEED)["options"]

        assert [each["id"] for each in options if each["harmful"]] == ["a"]


class TestScriptConcordance:
    @pytest.mark.parametrize(("answer", "earned"), [(-2, 1.0), (-1, 0.5), (0, 0.17), (1, 0.0), (2, 0.0)])
    def test_answer_earns_its_share_of_the_commonest_vote(self, item, answer, earned):
        assert points(item("script-concordance"), answer) == earned

    def test_zero_is_an_answer(self, item):
        public = {"kind": "script-concordance", **KINDS["script-concordance"].public(item("script-concordance"))}

        assert is_answered(public, 0)
        assert check(public, bool(1)) is not None
        assert check(public, 3) is not None

    @pytest.mark.parametrize(
        ("panel", "formative"),
        [
            ({"answers": {"0": 10}, "real": True, "who": "x"}, False),
            ({"answers": {"0": 9}, "real": True, "who": "x"}, True),
            ({"answers": {"0": 30}, "real": False, "who": "x"}, True),
        ],
    )
    def test_item_without_a_real_panel_of_ten_says_it_is_formative(self, item, panel, formative):
        question = item("script-concordance", panel=panel)

        assert question.formative is formative
        assert KINDS["script-concordance"].public(question)["rule"].startswith("Formative") is formative

    def test_all_commonest_answers_are_right(self, item):
        panel = {"answers": {"1": 5, "2": 5}, "real": True, "who": "x"}

        assert explain(item("script-concordance", panel=panel), 1, seed=SEED)["expected"] == [
            "more likely",
            "much more likely",
        ]


class TestNextTest:
    def test_second_best_earns_its_share_and_harm_and_cost_are_told(self, item):
        assert points(item("next-test"), "b") == 0.5
        assert (
            reasons(item("next-test"), "a")
            == "Another test helps more now. This one may harm: ulcer. This one costs more."
        )
        assert "costs" not in reasons(item("next-test", key={"a": 1}), "c")

    def test_results_come_with_the_feedback_only(self, item):
        assert "Dark mineral" not in str(KINDS["next-test"].public(item("next-test")))
        assert explain(item("next-test"), "b", seed=SEED)["options"][1]["result"] == "Dark mineral"


class TestCase:
    @pytest.mark.parametrize(
        ("answer", "earned"),
        [
            ({"s1": "b"}, 0.25),
            ({"s1": "a", "s2": ["a", "c"]}, 0.75),
            ({"s2": ["a"]}, 0.38),  # one of two right: half of three quarters, to two decimals
            ({"s1": 7, "s2": ["a", "c"]}, 0.75),
        ],
    )
    def test_steps_count_by_their_weight(self, item, answer, earned):
        assert points(item("case"), answer) == earned

    def test_reasons_name_the_step(self, item):
        assert reasons(item("case"), {"s2": ["a"]}) == "Step 1: Not answered. Step 2: 1 right option was not chosen."

    def test_unknown_steps_are_refused(self, item):
        assert reasons(item("case"), {"s9": "a"}) == "An answer belongs to no step."
        assert reasons(item("case"), ["a"]) == "These are not answers to the steps."

    def test_feedback_explains_every_step(self, item):
        parts = explain(item("case"), {"s1": "a", "s2": 5}, seed=SEED)

        assert parts["expected"] == "It was calciphylaxis."
        assert [(each["name"], each["share"], each["given"]) for each in parts["steps"]] == [
            ("s1", 0.0, "Biopsy"),
            ("s2", 0.0, None),
        ]

    def test_steps_share_the_numbers_of_the_case(self, item):
        variables = {"calcium": {"from": 2.0, "to": 2.4, "step": 0.02}, "albumin": {"from": 20, "to": 34, "step": 1}}
        asked = {
            "kind": "numeric",
            "stem": "Adjust {calcium}.",
            "why": "{albumin}",
            "key": {"compute": "albumin_adjusted_calcium", "with": {"calcium": "calcium", "albumin": "albumin"}},
            "unit": "mmol/L",
            "decimals": 2,
            "tolerance": {"absolute": 0.01},
        }
        question = item(
            "case", variables=variables, steps=[{"name": "s1", "reveals": "Ca {calcium}", "question": asked}]
        )
        drawn = variants.draw(variables, SEED)
        right = drawn["calcium"] + 0.02 * (40 - drawn["albumin"])

        assert points(question, {"s1": {"value": f"{right:.2f}"}}) == 1.0

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda case: case["steps"].clear(), "field 'steps': value [] is not a list of steps"),
            (lambda case: case["steps"][1].update(name="s1"), "is not a list of steps"),
            (lambda case: case["steps"][0].update(points=0), "field 'steps.0.points': value 0.0 is not above 0"),
            (lambda case: case["steps"][0].pop("question"), "field 'steps.0.question': is missing"),
            (lambda case: case.update(steps=["x"]), "field 'steps.0': value 'x' is not a table"),
            (lambda case: case.update(steps="x"), "field 'steps': value 'x' is not a list"),
            (
                lambda case: case["steps"][0].update(question=5),
                "value None cannot be asked in a case",
            ),
            (lambda case: case["steps"][0]["question"].update(kind="short"), "value 'short' cannot be asked in a case"),
            (
                lambda case: case["steps"][1]["question"].update(key=["z"]),
                "item 'an-case.s2': field 'key': value 'z'",
            ),
            (
                lambda case: case["steps"][1]["question"].update(stm="x"),
                "item 'an-case.s2': field 'stm': value 'x'",
            ),
        ],
    )
    def test_mistake_in_a_step_names_the_step(self, written, change, message):
        data = written("case")
        change(data)
        with pytest.raises(MaterialError) as caught:
            item_from(data, "items/test.yaml")

        assert message in str(caught.value)


class TestCode:
    def test_program_waits_for_the_sandbox_and_is_not_run(self, item):
        result = mark(item("code"), "raise SystemExit", seed=SEED)

        assert (result.points, result.verdict) == (0.0, "waiting")

    def test_untouched_starter_is_no_answer(self, item):
        assert mark(item("code"), item("code").starter + "\n", seed=SEED).verdict == "empty"

    @pytest.mark.parametrize(
        ("passed", "earned"),
        [
            (["of whole numbers", "of fractions"], 1.0),
            (["of fractions"], 0.75),
            ([], 0.0),
            (["other"], 0.0),
        ],
    )
    def test_tests_count_by_their_weight(self, item, passed, earned):
        assert from_tests(item("code"), passed).points == earned

    def test_failed_tests_are_named(self, item):
        assert from_tests(item("code"), ["of fractions"]).reasons == ("Not passed: of whole numbers.",)

    def test_feedback_shows_program_and_solution(self, item):
        parts = explain(item("code"), "x = 1", seed=SEED)

        assert (parts["given"], parts["expected"]) == ("x = 1", item("code").solution)

    def test_only_shown_tests_are_public(self, item):
        assert [each["name"] for each in KINDS["code"].public(item("code"))["tests"]] == ["of whole numbers"]

    @pytest.mark.parametrize(("answer", "reason"), [(5, "not a program"), ("x" * 20_001, "too long")])
    def test_misfit_is_told(self, item, answer, reason):
        assert reason in reasons(item("code"), answer)


class TestRubric:
    @pytest.mark.parametrize(
        ("ticked", "earned", "verdict"),
        [
            ([0], 1.0, "partly"),
            ([0, 3], 2.0, "right"),
            ([0, 1, 2], 2.0, "right"),
            ([], 0.0, "wrong"),
        ],
    )
    def test_any_two_of_four_earn_all(self, item, ticked, earned, verdict):
        question = item("short", points=2, rubric=[{"points": 1, "text": f"Point {n}"} for n in range(4)])
        result = from_rubric(question, ticked)

        assert (result.points, result.verdict) == (earned, verdict)

    def test_marker_may_adjust_within_the_range(self, item):
        assert from_rubric(item("short"), [], adjust=0.5).points == 0.5
        assert from_rubric(item("short"), [0], adjust=9).points == 1.0
        assert from_rubric(item("short"), [], adjust=-9).points == 0.0

    def test_feedback_shows_rubric_and_model_answer(self, item):
        parts = explain(item("short", model_answer="Phosphate binds it."), "Words", seed=SEED)

        assert (parts["given"], parts["expected"]) == ("Words", "Phosphate binds it.")
        assert parts["rubric"] == [{"points": 1.0, "text": "Says so"}]

    def test_quiz_may_weigh_the_item_otherwise(self, item):
        assert from_rubric(item("short"), [0], points=4).points == 4.0


class TestHints:
    def test_hints_taken_cost_their_share(self, item):
        question = item("single", hints=["free", {"text": "dear", "cost": 0.25}, {"text": "dearer", "cost": 0.9}])

        assert [points(question, "b", hints=taken) for taken in (0, 1, 2, 3, 9)] == [1.0, 1.0, 0.75, 0.0, 0.0]
        assert cost_of(question, -3) == 0.0
        assert "Hints cost 0.25 points." in mark(question, "b", seed=SEED, hints=2).reasons

    def test_hints_take_the_same_from_an_answer_that_is_partly_right(self, item):
        question = item("multiple", hints=[{"text": "dear", "cost": 0.25}], scoring={"rule": "per-option"})
        free, paid = (mark(question, ["a"], seed=SEED, hints=taken) for taken in (0, 1))

        assert paid.points == pytest.approx(free.points - 0.25 * free.out_of)
        assert (free.verdict, paid.verdict) == ("partly", "partly")

    def test_hints_leave_the_verdict(self, item):
        question = item("single", hints=[{"text": "dear", "cost": 1.0}])
        result = mark(question, "b", seed=SEED, hints=1)

        assert (result.points, result.verdict) == (0.0, "right")


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("fill", {"sentence": "No blanks."}, "field 'sentence': value [] has other blanks than `blanks`"),
        ("fill", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        (
            "fill",
            {"sentence": "[a]", "blanks": {"a": {"label": "x", "accept": []}}},
            "field 'blanks.a.accept': value [] has no word",
        ),
        ("fill", {"sentence": "[a]", "blanks": {"a": {"label": "x", "accept": [" . "]}}}, "has no word"),
        (
            "fill",
            {"sentence": "[a]", "blanks": {"a": {"label": "x", "accept": ["PTH"], "near": 1}}},
            "field 'blanks.a.near': value 1 forgives too much",
        ),
        (
            "fill",
            {"sentence": "[a]", "blanks": {"a": {"label": "x", "accept": ["PTH"], "reject": ["pth"]}}},
            "field 'blanks.a.reject': value 'pth' is accepted as well",
        ),
        ("hotspot", {"key": []}, "field 'key': value [] is not a set of regions"),
        ("hotspot", {"key": ["thumb", "wrist"]}, "field 'several': value False lets learners choose one region only"),
        ("hotspot", {"alt": " "}, "field 'alt': value ' ' is empty"),
        ("hotspot", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        (
            "hotspot",
            {"svg": "<svg viewBox='0 0 1 1'><g id='thumb'/></svg>"},
            "field 'svg': value 'elbow' is the id of no element",
        ),
        ("hotspot", {"svg": "<svg viewBox='0 0 1 1'>"}, "is not an SVG drawing ("),
        ("hotspot", {"svg": "<p/>"}, "has no viewBox"),
        ("hotspot", {"svg": "<svg onload='x()'/>"}, "holds more than shapes and text"),
        ("hotspot", {"svg": "<svg><script/></svg>"}, "holds more than shapes and text"),
        ("hotspot", {"svg": "<!DOCTYPE x><svg/>"}, "holds more than shapes and text"),
        ("hotspot", {"svg": "<svg><path href='http://x'/></svg>"}, "refers to something outside"),
        ("hotspot", {"svg": "<svg style='fill:url(http://x)'/>"}, "refers to something outside"),
        ("key-feature", {"key": {}}, "field 'key': value {} is not a set of weights"),
        ("key-feature", {"key": {"b": 0}}, "is not a set of weights"),
        ("key-feature", {"key": {"z": 1}}, "field 'key': value 'z' no such name"),
        ("key-feature", {"choose": 1}, "field 'choose': value 1 is not a fair number of choices"),
        ("key-feature", {"choose": 5}, "is not a fair number of choices"),
        ("key-feature", {"harmful": ["b"]}, "field 'harmful': value 'b' is critical and harmful at once"),
        ("key-feature", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("script-concordance", {"panel": {"answers": {"0": 0}, "real": True, "who": "x"}}, "is not a panel"),
        ("script-concordance", {"panel": {"answers": {"3": 1}, "real": True, "who": "x"}}, "field 'panel.answers.3"),
        ("script-concordance", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        ("next-test", {"key": {"b": 0.5}}, "field 'key': value {'b': 0.5} has no best test"),
        ("next-test", {"key": {"z": 1}}, "field 'key': value 'z' no such name"),
        ("next-test", {"why": {"z": "x"}}, "field 'why': value 'z' no such name"),
        (
            "next-test",
            {
                "tests": {
                    "a": {"text": "X", "cost": -1, "wait": "1 h", "result": "x"},
                    "c": {"text": "Y", "cost": 1, "wait": "1 h", "result": "x"},
                },
                "key": {"c": 1},
            },
            "field 'tests.a.cost': value -1.0 is below 0",
        ),
        ("code", {"tests": []}, "field 'tests': value [] is not a list of tests"),
        ("code", {"tests": [{"name": "x", "code": "x ="}]}, "field 'tests.0.code': value 'x =' is not Python"),
        (
            "code",
            {"tests": [{"name": "x", "code": "x", "points": 0}]},
            "field 'tests.0.points': value 0.0 is not above 0",
        ),
        ("code", {"starter": "def"}, "field 'starter': value 'def' is not Python"),
        ("code", {"seconds": 0}, "field 'seconds': value 0.0 with `megabytes` is not a limit"),
    ],
)
def test_mistake_names_field_value_and_remedy(written, kind, changes, message):
    with pytest.raises(MaterialError) as caught:
        item_from(written(kind, **changes), "items/test.yaml")

    assert message in str(caught.value)
