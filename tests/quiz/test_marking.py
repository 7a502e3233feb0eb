import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS, credit
from calcinosis.quiz.marking import check, explain, is_answered, mark

SEED = variants.seed("ada", "an-item", 1)
RIGHT = {
    "single": "b",
    "multiple": ["a", "b", "d"],
    "numeric": {"value": "2.62", "unit": "mmol/L"},
    "ordering": ["b", "a", "c"],
    "matching": {"a": "q", "b": "p"},
    "fill": {"a": " fgf\N{NON-BREAKING HYPHEN}23 ", "b": "Parathyroid  hormone."},
    "hotspot": ["thumb"],
    "key-feature": ["b", "c"],
    "script-concordance": -2,
    "next-test": "c",
    "case": {"s1": "b", "s2": ["a", "c"]},
}
EMPTY = [None, "", "   ", [], {}, {"value": ""}, {"value": None, "unit": "mmol/L"}]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from("abcdpqr"),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5) | st.sampled_from("abcd"), inner, max_size=5)
    ),
    max_leaves=10,
)
RULES = ["all-or-nothing", "per-option", "net-correct", "coverage"]


@pytest.mark.parametrize("kind", RIGHT)
def test_right_answer_earns_every_point(item, kind):
    result = mark(item(kind), RIGHT[kind], seed=SEED, points=2.5)

    assert (result.points, result.out_of, result.verdict, result.reasons) == (2.5, 2.5, "right", ())
    assert type(result.points) is float


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [None, "", "  "])
def test_empty_answer_earns_nothing(item, kind, answer):
    result = mark(item(kind), answer, seed=SEED)

    assert (result.points, result.verdict) == (0.0, "empty")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("multiple", []),
        ("ordering", []),
        ("matching", {"a": "", "b": None}),
        ("numeric", {"value": " ", "unit": "mmol/L"}),
    ],
)
def test_emptiness_of_its_own_shape_is_empty_too(item, kind, answer):
    assert mark(item(kind), answer, seed=SEED).verdict == "empty"


@pytest.mark.parametrize("kind", KINDS)
@given(answer=JSON, points=st.floats(0.01, 100))
def test_no_answer_leaves_the_range_or_raises(item_factory, kind, answer, points):
    result = mark(item_factory(kind), answer, seed=SEED, points=points)

    assert 0.0 <= result.points <= points
    assert type(result.points) is float
    assert (result.verdict == "right") == (result.points == points)


@pytest.mark.parametrize("kind", RIGHT)
@given(answer=JSON)
def test_feedback_explains_any_answer(item_factory, kind, answer):
    parts = explain(item_factory(kind), answer, seed=SEED)

    assert parts["expected"]


@pytest.mark.parametrize("rule", RULES)
@given(chosen=st.sets(st.sampled_from("abcd")))
def test_only_the_whole_key_earns_everything(item_factory, rule, chosen):
    result = mark(item_factory("multiple", scoring={"rule": rule}), sorted(chosen), seed=SEED)

    assert (result.points == 1.0) == (chosen == {"a", "b", "d"})


@pytest.mark.parametrize("rule", RULES)
def test_choosing_nothing_earns_nothing_under_any_rule(rule):
    assert credit.of_choices(rule, [], ["a"], "abcd") == 0.0
    assert credit.of_places(rule, 0, 0, 4) == 0.0


@pytest.mark.parametrize(
    ("rule", "chosen", "points"),
    [
        ("all-or-nothing", ["a", "b"], 0.0),
        ("per-option", ["a", "b"], 0.75),  # a, b rightly chosen, c rightly left, d missed
        ("per-option", ["c"], 0.0),
        ("per-option", ["a", "b", "c", "d"], 0.75),
        ("net-correct", ["a", "b"], 0.67),  # (2 - 0) / 3
        ("net-correct", ["a", "c"], 0.0),
        ("net-correct", ["a", "b", "c"], 0.33),
        ("coverage", ["a", "b"], 0.67),  # 2/3 x 2/2
        ("coverage", ["a", "b", "c"], 0.44),  # 2/3 x 2/3
        ("coverage", ["c"], 0.0),
    ],
)
def test_partial_credit_follows_its_rule(item, rule, chosen, points):
    assert mark(item("multiple", scoring={"rule": rule}), chosen, seed=SEED).points == points


@pytest.mark.parametrize(
    ("rule", "answer", "points"),
    [
        ("all-or-nothing", {"a": "q"}, 0.0),
        ("per-option", {"a": "q"}, 0.5),
        ("per-option", {"a": "q", "b": "r"}, 0.5),
        ("net-correct", {"a": "q", "b": "r"}, 0.0),
        ("net-correct", {"a": "q", "b": ""}, 0.5),
        ("coverage", {"a": "q", "b": "r"}, 0.25),
        ("coverage", {"a": "r"}, 0.0),
    ],
)
def test_matches_follow_their_rule(item, rule, answer, points):
    assert mark(item("matching", scoring={"rule": rule}), answer, seed=SEED).points == points


@pytest.mark.parametrize(
    ("rule", "answer", "points"),
    [
        ("all-or-nothing", "bcad", 0.0),
        ("per-option", "abdc", 0.5),
        ("net-correct", "bacd", 0.67),  # five pairs in order, one reversed: 4/6
        ("net-correct", "dcba", 0.0),
        ("coverage", "bcda", 0.67),  # b c d is a run of 3: (3 - 1) / (4 - 1)
        ("coverage", "dcba", 0.0),
    ],
)
def test_orders_follow_their_rule(item, rule, answer, points):
    elements = {name: f"Step {name}" for name in "abcd"}
    question = item("ordering", elements=elements, key=list("abcd"), scoring={"rule": rule})

    assert mark(question, list(answer), seed=SEED).points == points


@pytest.mark.parametrize(
    ("kind", "answer", "reason"),
    [
        ("single", "z", "not one of the options"),
        ("single", ["b"], "not one of the options"),
        ("multiple", "ab", "not a list"),
        ("multiple", ["a", "z"], "not an option"),
        ("multiple", ["a", ["b"]], "not an option"),
        ("multiple", ["a", "a"], "twice"),
        ("ordering", {"a": 1}, "not a list"),
        ("ordering", ["a", "b"], "every element once"),
        ("ordering", ["a", "b", 3], "every element once"),
        ("matching", ["a"], "not matches"),
        ("matching", {"z": "p"}, "starts from"),
        ("matching", {"a": "z"}, "leads to"),
        ("matching", {"a": ["p"]}, "leads to"),
        ("numeric", 2.62, "not a number with a unit"),
        ("numeric", {"value": "2.62"}, "unit is missing"),
        ("numeric", {"value": "2.62", "unit": "g"}, "not one of those offered"),
        ("numeric", {"value": "2.62", "unit": "mmol/L", "more": 1}, "not a number"),
        ("short", 7, "not text"),
        ("short", "x" * 20_001, "1 character too long"),
    ],
)
def test_answer_out_of_shape_earns_nothing_and_says_why(item, kind, answer, reason):
    result = mark(item(kind), answer, seed=SEED)

    assert (result.points, result.verdict) == (0.0, "wrong")
    assert reason in result.reasons[0]
    assert reason in (check({"kind": kind, **KINDS[kind].public(item(kind))}, answer) or "")


def test_words_wait_for_a_person(item):
    result = mark(item("short"), "Because phosphate rises", seed=SEED)

    assert (result.points, result.verdict) == (0.0, "waiting")


@pytest.mark.parametrize("empty", EMPTY)
def test_emptiness_is_no_answer(empty):
    assert not is_answered({"kind": "numeric"}, empty)


def test_point_zero_is_an_answer():
    assert is_answered({"kind": "numeric"}, {"value": "0", "unit": "mmol/L"})


def test_partly_right_is_never_rounded_up_to_right(item):
    options = {f"o{place:03}": f"Option {place:03}" for place in range(400)}
    question = item("multiple", options=options, key=list(options)[:399], scoring={"rule": "net-correct"})
    result = mark(question, list(options)[:398], seed=SEED, points=0.1)

    assert result.points < 0.1
    assert result.verdict == "partly"


MONSTERS = {
    "huge": 10**5000,
    "hugely negative": -(10**5000),
    "long": "9" * 10**6,
    "no letter": "\udcff",
    "huge value": {"value": 10**5000, "unit": "mmol/L"},
    "nested": [[]] * 9,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("monster", MONSTERS)
def test_monstrous_answers_earn_nothing_quietly(item, kind, monster):
    assert mark(item(kind), MONSTERS[monster], seed=SEED).points == 0.0
    assert explain(item(kind), MONSTERS[monster], seed=SEED)
