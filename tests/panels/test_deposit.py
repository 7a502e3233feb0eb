"""Facts about the deposit panel."""

import pytest
from traitlets import TraitError

from calcinosis.panels.simulator.deposit import KINDS, Deposit, across, amount, size


@pytest.mark.parametrize("kind", KINDS)
def test_mineral_forms_in_every_type(kind):
    assert max(Deposit(kind=kind).picture["amounts"]) > 0.1


@pytest.mark.parametrize(
    ("kind", "cause"),
    [("dystrophic", "tissue"), ("metastatic", "blood"), ("idiopathic", "brakes"), ("iatrogenic", None)],
)
def test_each_type_has_one_driver(kind, cause):
    drivers = Deposit(kind=kind).picture["drivers"]

    off = [name for name, value in drivers.items() if abs(value - 1.0) > 0.15]
    assert off == ([cause] if cause else [])


def test_calciphylaxis_has_failing_brakes_and_hurt_vessels():
    drivers = Deposit(kind="calciphylaxis").picture["drivers"]

    assert drivers["brakes"] < 0.8
    assert drivers["tissue"] > 1.2


@pytest.mark.parametrize("kind", KINDS)
def test_severity_makes_more_mineral(kind):
    mild, severe = Deposit(kind=kind, severity=0.2).picture, Deposit(kind=kind, severity=0.9).picture

    assert max(severe["amounts"]) > max(mild["amounts"])
    assert max(severe["amounts"]) <= severe["most"]


def test_leaked_calcium_is_slowly_dissolved():
    picture = Deposit(kind="iatrogenic").picture

    assert picture["amounts"][-1] < 0.6 * max(picture["amounts"])
    assert picture["rates"][-1] < 0
    assert "slowly dissolved" in Deposit(kind="iatrogenic").words["si"]


@pytest.mark.parametrize("units", ["si", "conventional"])
def test_words_carry_the_last_amount(units):
    figure = Deposit(kind="metastatic")

    assert amount(figure.picture["amounts"][-1], units) in figure.words[units]


def test_amounts_read_as_millimoles_or_grams():
    assert amount(36.2, "si") == "36\u00a0mmol"
    assert amount(36.2, "conventional") == "1.5\u00a0g"
    assert amount(0.5, "conventional") == "20\u00a0mg"


def test_unknown_type_and_severity_are_refused():
    with pytest.raises(TraitError, match="'tumoral' is not one of dystrophic"):
        Deposit(kind="tumoral")
    with pytest.raises(TraitError, match="from 0 to 1"):
        Deposit(severity=2.0)


@pytest.mark.parametrize("kind", KINDS)
def test_four_pictures_tell_the_growth(kind):
    picture = Deposit(kind=kind).picture
    sizes = [picture["sizes"][step] for step in picture["frames"]]

    assert len(sizes) == 4
    assert sizes[0] == 0.0
    assert picture["frames"][-1] == len(picture["days"]) - 1
    if kind == "iatrogenic":  # leaked at once, then dissolved
        assert sizes[1] == max(picture["sizes"])
        assert sizes[1] > sizes[2] > sizes[3]
    else:
        assert sizes == sorted(sizes)


def test_a_millimole_of_solid_apatite_is_four_millimetres_across():
    assert across(1.0) == pytest.approx(3.93, abs=0.01)
    assert across(8.0) == pytest.approx(2.0 * across(1.0))
    assert across(0.0) == 0.0


def test_words_tell_the_sizes_of_the_pictures():
    figure = Deposit(kind="metastatic")
    picture = figure.picture

    for step in picture["frames"][1:]:
        assert f"{size(picture['sizes'][step])} after" in figure.words["si"]
