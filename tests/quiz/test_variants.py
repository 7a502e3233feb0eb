"""Draws must be the same in the page, in grading, and in a replay a year later: the golden values may never change."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz import variants

VARIABLES = {
    "calcium": {"from": 2.0, "to": 2.4, "step": 0.02},
    "albumin": {"from": 20, "to": 34, "step": 1},
    "sex": {"one_of": ["man", "woman"]},
    "calcium_mg": {"of": "calcium", "quantity": "calcium", "from": "mmol/L", "to": "mg/dL", "decimals": 1},
}
GOLDEN = [
    ("ada", 1, "1a9c444832d9d2d5", ("2.08", "22", "woman", "8.3"), "ecadb"),
    ("ada", 2, "7756f6f34e71deaa", ("2.28", "20", "woman", "9.1"), "cdeba"),
    ("ben.b", 1, "9148a86346efda19", ("2.40", "24", "man", "9.6"), "dceba"),
    ("ben.b", 2, "7342fe207c923032", ("2.22", "24", "man", "8.9"), "acdbe"),
]


@pytest.mark.parametrize(("learner", "attempt", "seed", "values", "order"), GOLDEN)
def test_draws_are_what_they_always_were(learner, attempt, seed, values, order):
    drawn = variants.seed(learner, "adjusted-calcium", 3, attempt)

    assert drawn == seed
    assert tuple(variants.shown(VARIABLES, variants.draw(VARIABLES, seed)).values()) == values
    assert "".join(variants.shuffled("abcde", seed, "options")) == order


def test_draws_do_not_depend_on_the_process():
    program = "from calcinosis.quiz import variants; print(variants.seed('ada', 'adjusted-calcium', 3))"
    for hash_seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )

        assert run.stdout.strip() == GOLDEN[0][2]


@given(st.text(), st.text(), st.integers(1, 99))
def test_learner_item_and_version_never_run_together(learner, item, version):
    assert variants.seed(learner + "1", item, version) != variants.seed(learner, "1" + item, version)
    assert variants.seed(learner, item, version) != variants.seed(learner, item, version + 1)


@given(st.text())
def test_every_value_stands_on_its_step_and_within_its_range(seed):
    values = variants.draw(VARIABLES, seed)

    assert values["calcium"] in variants.choices(VARIABLES["calcium"])
    assert values["albumin"] in range(20, 35)


def test_converted_variable_has_no_values_of_its_own():
    assert variants.choices(VARIABLES["calcium_mg"]) == []


def test_steps_have_no_binary_dust_and_include_both_ends():
    assert variants.choices({"from": 2.1, "to": 2.4, "step": 0.1}) == [2.1, 2.2, 2.3, 2.4]


def test_every_value_and_order_comes_up_equally_often():
    seeds = [variants.seed(f"learner{number}", "item", 1) for number in range(6000)]
    values = Counter(variants.draw({"x": {"one_of": [1, 2, 3]}}, seed)["x"] for seed in seeds)
    orders = Counter("".join(variants.shuffled("abc", seed, "options")) for seed in seeds)

    assert all(abs(count - 2000) < 200 for count in values.values())
    assert len(orders) == 6
    assert all(abs(count - 1000) < 150 for count in orders.values())


def test_new_variable_leaves_the_others_and_the_order_alone():
    seed = variants.seed("ada", "item", 1)
    before = variants.draw(VARIABLES, seed)

    assert variants.draw({"new": {"one_of": [1, 2]}, **VARIABLES}, seed).items() >= before.items()


@pytest.mark.parametrize(
    ("variable", "value", "text"),
    [
        ({"from": 20, "to": 34, "step": 1}, 22.0, "22"),
        ({"from": 2.05, "to": 2.4, "step": 0.1}, 2.15, "2.15"),
        ({"from": 100, "to": 300, "step": 50}, 150.0, "150"),
        ({"one_of": [1, 2.25]}, 1.0, "1.00"),
        ({"one_of": ["left", "right"]}, "left", "left"),
    ],
)
def test_values_are_written_with_the_decimals_of_their_variable(variable, value, text):
    assert variants.shown({"x": variable}, {"x": value}) == {"x": text}
