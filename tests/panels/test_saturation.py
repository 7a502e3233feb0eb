"""Facts about the saturation panel."""

import pytest
from traitlets import TraitError

from calcinosis.panels.shared.readings import digits
from calcinosis.panels.simulator.saturation import PHASES, Saturation, indices


def test_healthy_blood_lies_between_octacalcium_phosphate_and_brushite():
    index = Saturation().picture["index"]

    assert index["brushite"] < 0 < index["octacalcium"] < index["apatite"]


@pytest.mark.parametrize("mineral", PHASES)
@pytest.mark.parametrize("ph", [7.2, 7.4, 7.6])
def test_every_point_of_a_line_is_at_equilibrium(mineral, ph):
    for calcium, phosphate in Saturation(ph=ph).picture["lines"][mineral]:
        assert indices(calcium, phosphate, ph, 0.85)[mineral] == pytest.approx(0.0, abs=1e-4)


def test_acid_moves_the_lines_not_the_dot():
    healthy, acid = Saturation().picture, Saturation(ph=7.2).picture

    assert (acid["calcium"], acid["phosphate"]) == (healthy["calcium"], healthy["phosphate"])
    assert acid["lines"]["octacalcium"][10][1] > healthy["lines"]["octacalcium"][10][1]


def test_barrier_is_one_in_health():
    assert Saturation().picture["barrier"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    "weaker", [{"fetuin_a": 0.5}, {"mgp": 0.5}, {"pyrophosphate": 0.5}, {"phosphate": 2.3}, {"tissue": 1.0}]
)
def test_barrier_falls_when_a_brake_fails_blood_fills_or_tissue_is_damaged(weaker):
    assert Saturation(**weaker).picture["barrier"] < 0.95


def test_words_carry_the_indices():
    figure = Saturation(phosphate=2.31, ph=7.32)

    assert f"brushite ({digits(figure.picture['index']['brushite'], 2)})" in figure.words["si"]
    assert f"apatite ({digits(figure.picture['index']['apatite'], 1)})" in figure.words["si"]


def test_impossible_ph_is_refused():
    with pytest.raises(TraitError, match=r"pH: 9.* from 7 to 7.8"):
        Saturation(ph=9.0)


def test_condition_brings_its_settled_blood_and_brakes():
    healthy, dialysed = Saturation(), Saturation(condition="calciphylaxis", severity=0.8)

    assert dialysed.title == "Calciphylaxis in dialysis"
    assert dialysed.fetuin_a < 0.6
    assert dialysed.mgp < 0.6
    assert dialysed.picture["barrier"] < 0.7 * healthy.picture["barrier"]
    assert Saturation(condition="tumoral-calcinosis").phosphate > 1.6


def test_a_figure_tells_only_what_it_draws():
    hill = Saturation(parts=("barrier",), beside={"on dialysis": {"phosphate": 2.3, "fetuin_a": 0.5}})
    ions = Saturation(parts=("map", "product"), ionised_calcium=1.15, phosphate=1.6)

    assert "supersaturated" not in hill.words["si"]
    assert "On dialysis: " in hill.words["si"]
    assert "barrier" not in ions.words["si"]
    assert "3.68" in ions.words["si"]


@pytest.mark.parametrize("wrong", [{"parts": ("hill",)}, {"beside": {"Sam": {"ppi": 0.2}}}])
def test_an_unknown_part_or_setting_of_another_is_refused(wrong):
    with pytest.raises(TraitError, match="is not one of"):
        Saturation(**wrong)
