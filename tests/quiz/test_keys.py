import pytest

from calcinosis.physiology import clinical
from calcinosis.quiz import keys, variants
from calcinosis.quiz.authored import MaterialError
from calcinosis.quiz.bank import item_from
from calcinosis.quiz.marking import explain, mark

VARIABLES = {"calcium": {"from": 2.0, "to": 2.4, "step": 0.02}, "albumin": {"from": 20, "to": 34, "step": 1}}
KEY = {"compute": "albumin_adjusted_calcium", "with": {"calcium": "calcium", "albumin": "albumin"}}


@pytest.fixture
def adjusted(item):
    return item("numeric", key=KEY, variables=VARIABLES, why="{calcium} + 0.02 x (40 - {albumin})")


@pytest.mark.parametrize("learner", ["ada", "ben", "cleo", "dan"])
def test_key_is_computed_from_the_learners_own_numbers(adjusted, learner):
    seed = variants.seed(learner, adjusted.id, adjusted.version)
    drawn = variants.draw(VARIABLES, seed)
    right = clinical.albumin_adjusted_calcium(**drawn)
    answer = {"value": f"{right:.2f}", "unit": "mmol/L"}

    assert mark(adjusted, answer, seed=seed).verdict == "right"
    assert explain(adjusted, answer, seed=seed)["expected"].startswith(f"{right:.2f} mmol/L")
    assert explain(adjusted, None, seed=seed)["why"].startswith(
        f"{drawn['calcium']:.2f} + 0.02 x (40 - {drawn['albumin']:.0f})"
    )


def test_argument_may_be_a_number(item):
    question = item("numeric", key={**KEY, "with": {"calcium": "calcium", "albumin": 40}}, variables=VARIABLES)
    seed = variants.seed("ada", question.id, 1)
    calcium = variants.draw(VARIABLES, seed)["calcium"]

    assert mark(question, {"value": str(calcium), "unit": "mmol/L"}, seed=seed).verdict == "right"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ({**KEY, "compute": "albumin_adjusted_calzium"}, "such function: did you mean 'albumin_adjusted_calcium'?"),
        ({**KEY, "compute": "zzz"}, "no such function: use one of albumin_adjusted_calcium"),
        ({**KEY, "compute": "_positive"}, "no such function"),
        ({**KEY, "with": {"calcium": "calcium"}}, "argument: 'albumin': its arguments are calcium, albumin"),
        ({**KEY, "with": {"calcium": "calcium", "albumin": "albmin"}}, "not a variable of this item: use one of"),
        ({**KEY, "with": {"calcium": -1, "albumin": "albumin"}}, "'variables': value {'calcium'"),
    ],
)
def test_mistake_in_a_computed_key_is_told(written, key, message):
    with pytest.raises(MaterialError) as caught:
        item_from(written("numeric", key=key, variables=VARIABLES), "items/test.yaml")

    assert message in str(caught.value)


def test_key_is_a_finite_builtin_float():
    key = keys.compute("albumin_adjusted_calcium", {"calcium": 2, "albumin": 40})

    assert (type(key), key) == (float, 2.0)


def test_key_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a finite number"):
        keys.compute("calcium_to_mg_dl", {"calcium": float("inf")})
