import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.numeric import parse
from calcinosis.quiz.marking import check, explain, mark
from calcinosis.quiz.units import SIZES, convert

SEED = variants.seed("ada", "an-item", 1)


def marked(question, value, unit="mmol/L"):
    return mark(question, {"value": value, "unit": unit}, seed=SEED)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2.62", 2.62), ("2,62", 2.62), (" 2.62 ", 2.62), (".5", 0.5), (",5", 0.5), ("5.", 5.0), ("+3", 3.0),
        ("-1.5", -1.5), ("\N{MINUS SIGN}1.5", -1.5), ("1e-3", 0.001), ("1,5E2", 150.0), (2.62, 2.62), (3, 3.0),
    ],
)  # fmt: skip
def test_number_is_read_as_typed(typed, number):
    assert parse(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "two",
        "1.2.3",
        "1,234.5",
        "1 000",
        "2.62 mmol/L",
        "nan",
        "inf",
        "1e999",
        "0x10",
        "1_000",
        "٣",
        "--1",
        "9" * 50,
        None,
        True,
        [],
        {},
        float("nan"),
        float("inf"),
    ],
)
def test_anything_else_is_no_number(typed):
    assert parse(typed) is None


@given(st.floats(-1e6, 1e6))
def test_comma_and_point_mean_the_same(number):
    assert parse(f"{number:.4f}") == parse(f"{number:.4f}".replace(".", ",")) == float(f"{number:.4f}")


@pytest.mark.parametrize("value", ["2.62", "2,62", "2.61", "2.63", 2.62])
def test_value_within_the_tolerance_is_right(item, value):
    assert marked(item("numeric"), value).points == 1.0


@pytest.mark.parametrize(("value", "reason"), [("2.60", "too low"), ("2.64", "too high"), ("-2.62", "below 0")])
def test_value_outside_the_tolerance_is_wrong_and_says_which_way(item, value, reason):
    result = marked(item("numeric"), value)

    assert result.points == 0.0
    assert reason in result.reasons[0]


@pytest.mark.parametrize(
    ("value", "right"), [("10.50", True), ("10.54", True), ("10.47", True), ("10.56", False), ("10.44", False)]
)
def test_accepted_unit_is_converted_and_so_is_the_tolerance(item, value, right):
    assert (marked(item("numeric"), value, "mg/dL").verdict == "right") == right


def test_unit_may_have_its_own_tolerance(item):
    question = item("numeric", also_units=[{"unit": "mg/dL", "value": 10.5, "tolerance": {"absolute": 0.2}}])

    assert marked(question, "10.65", "mg/dL").verdict == "right"
    assert marked(question, "2.64").verdict == "wrong"


BALANCE = {"key": {"value": -200}, "quantity": None, "also_units": [], "offer_units": [], "unit": "mg/day"}


def public(question):
    return KINDS["numeric"].public(question) | {"kind": "numeric"}


def test_relative_tolerance_is_a_share_of_the_key(item):
    question = item("numeric", tolerance={"relative": 0.02}, **BALANCE)

    assert [marked(question, value, "mg/day").verdict for value in ("-204", "-196", "-204.1")] == [
        "right",
        "right",
        "wrong",
    ]


def test_only_what_is_no_measured_quantity_may_be_below_zero(item):
    assert "sign" in marked(item("numeric", **BALANCE), "200", "mg/day").reasons[0]
    assert "below 0" in check(public(item("numeric")), {"value": "-0.01", "unit": "mmol/L"})
    assert check(public(item("numeric")), {"value": "-0", "unit": "mmol/L"}) is None


@pytest.mark.parametrize("typed", ["9" * 24, "0." + "1" * 16, "1" * 16])
def test_more_digits_than_any_measurement_are_refused_in_words(item, typed):
    assert "more digits than any measurement" in check(public(item("numeric")), {"value": typed, "unit": "mmol/L"})


def test_significant_figures_round_both(item):
    question = item("numeric", key={"value": 0.012349}, tolerance={"significant": 3})

    assert [marked(question, value).verdict for value in ("0.0123", "0.01234", "0.0124")] == ["right", "right", "wrong"]


def test_offered_but_wrong_unit_is_explained(item):
    result = marked(item("numeric"), "2620", "µmol/L")

    assert result.points == 0.0
    assert result.reasons == ("The answer is asked for in mmol/L, not in µmol/L.",)


@pytest.mark.parametrize(
    ("value", "unit", "other"), [("10.5", "mmol/L", "mg/dL"), ("2.62", "mg/dL", "mmol/L"), ("2620", "mmol/L", "µmol/L")]
)
def test_number_right_in_another_unit_is_explained(item, value, unit, other):
    result = marked(item("numeric"), value, unit)

    assert result.points == 0.0
    assert result.reasons == (f"The number would be right in {other}, but the unit given is {unit}.",)


def test_only_unit_may_be_left_out(item):
    question = item("numeric", also_units=[], offer_units=[], quantity=..., unit="cases", key={"value": 6.98})

    assert mark(question, {"value": "6.98"}, seed=SEED).verdict == "right"


def test_expected_is_given_in_every_accepted_unit(item):
    parts = explain(item("numeric"), {"value": "2,5", "unit": "mmol/L"}, seed=SEED)

    assert (parts["given"], parts["expected"]) == ("2,5 mmol/L", "2.62 mmol/L (10.5 mg/dL)")


@given(value=st.floats(0.01, 1000), quantity=st.sampled_from(sorted(SIZES)), data=st.data())
def test_conversion_there_and_back_changes_nothing(value, quantity, data):
    one, other = (data.draw(st.sampled_from(sorted(SIZES[quantity]))) for _ in range(2))

    assert convert(convert(value, quantity, one, other), quantity, other, one) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("quantity", "conventional", "si", "factor", "back"),
    [
        ("calcium", "mg/dL", "mmol/L", 0.2495, 4.008),
        ("phosphate", "mg/dL", "mmol/L", 0.3229, 3.097),
        ("magnesium", "mg/dL", "mmol/L", 0.4114, 2.431),
        ("calcium-phosphate product", "mg²/dL²", "mmol²/L²", 0.0806, 12.41),
        ("pth", "pg/mL", "pmol/L", 0.106, 9.43),
        ("calcidiol", "ng/mL", "nmol/L", 2.496, 0.4006),
        ("calcitriol", "pg/mL", "pmol/L", 2.40, 0.417),
        ("creatinine", "mg/dL", "µmol/L", 88.4, 0.0113),
        ("albumin", "g/dL", "g/L", 10.0, 0.1),
        ("urine calcium/creatinine", "mg/mg", "mmol/mmol", 2.82, 0.354),
    ],
)
def test_factors_are_those_of_the_course(quantity, conventional, si, factor, back):
    assert convert(1.0, quantity, conventional, si) == pytest.approx(factor, rel=2e-3)
    assert convert(1.0, quantity, si, conventional) == pytest.approx(back, rel=2e-3)
