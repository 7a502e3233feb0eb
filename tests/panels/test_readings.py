"""Facts about how numbers are printed."""

import pytest

from calcinosis.panels.shared.readings import as_table, digits, flux, in_both, judged, printed, verdict


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.345, 2, "2.35"),
        (-0.17, 2, "\u22120.17"),
        (-0.001, 2, "0.00"),
        (12345.0, 0, "12\u202f345"),
        (999.6, 0, "1\u202f000"),
    ],
)
def test_digits_have_true_minus_and_thin_spaces(value, decimals, text):
    assert digits(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.001, "0"), (0.22, "0.22"), (8.24, "8.2"), (26.3, "26"), (19.96, "20")])
def test_flux_has_decimals_by_size(value, text):
    assert flux(value) == text


def test_pth_loses_its_decimal_from_twenty_on():
    assert printed("pth", 19.94, "si") == "19.9\u00a0pmol/L"
    assert printed("pth", 65.2, "si") == "65\u00a0pmol/L"


def test_fgf23_above_every_assay_prints_the_limit():
    assert printed("fgf23", 12000.0, "si") == "> 10\u202f000\u00a0pg/mL"


def test_both_systems_swap_places_with_the_choice():
    assert in_both("calcium", 2.40, "si") == "2.40\u00a0mmol/L (9.6\u00a0mg/dL)"
    assert in_both("calcium", 2.40, "conventional") == "9.6\u00a0mg/dL (2.40\u00a0mmol/L)"


def test_a_value_far_above_normal_is_told_as_multiples():
    assert judged("pth", 65.0, "si").endswith("nine times the upper limit") or judged("pth", 65.0, "si").endswith(
        "9 times the upper limit"
    )
    assert judged("phosphate", 1.6, "si").endswith("above normal")


def test_limits_themselves_are_normal():
    assert verdict("calcium", 2.15) == "normal"
    assert verdict("calcium", 2.149) == "low"


def test_table_carries_interval_and_other_unit():
    row = as_table("phosphate")["phosphate"]

    assert (row["low"], row["high"]) == (0.81, 1.45)
    assert row["conventional"] == {"unit": "mg/dL", "factor": 3.097, "decimals": 1}
