"""Facts about the balance panel: traits in, picture and words out."""

import json

import pytest
from traitlets import TraitError

from calcinosis.panels.shared.readings import flow, printed
from calcinosis.panels.simulator.balance import Balance


@pytest.fixture(scope="module")
def healthy():
    return Balance()


def test_health_is_drawn_as_the_reference(healthy):
    levels = healthy.picture["levels"]

    assert levels["calcium"] == pytest.approx(2.40, abs=0.005)
    assert levels["pth"] == pytest.approx(4.0, abs=0.02)


def test_forms_of_calcium_add_up(healthy):
    levels = healthy.picture["levels"]

    assert levels["ionised_calcium"] + levels["complexed"] + levels["bound"] == pytest.approx(
        levels["calcium"], rel=1e-4
    )


def test_what_is_eaten_leaves_again_in_health(healthy):
    flows = healthy.picture["flows"]

    for ion in (0, 1):
        assert flows["faeces"][ion] + flows["urine"][ion] == pytest.approx(flows["diet"][ion], rel=2e-3)


def test_blood_is_in_balance_in_health(healthy):
    flows = healthy.picture["flows"]
    gained = flows["absorbed"][0] + flows["resorbed"][0]
    lost = flows["secreted"][0] + flows["urine"][0] + flows["formed"][0] + flows["deposit"][0]

    assert gained == pytest.approx(lost, rel=5e-3)


def test_a_slider_moves_the_picture():
    figure = Balance()
    before = figure.picture

    figure.gfr = 20.0

    assert figure.picture["gfr"] == 20.0
    assert figure.picture["levels"]["fgf23"] > 3 * before["levels"]["fgf23"]


def test_low_albumin_lowers_total_but_not_ionised_calcium():
    levels = Balance(albumin=20.0, days=30).picture["levels"]

    assert levels["calcium"] < 2.1
    assert levels["ionised_calcium"] == pytest.approx(1.20, abs=0.01)


@pytest.mark.parametrize("units", ["si", "conventional"])
def test_words_carry_the_numbers_of_the_picture(units):
    figure = Balance(gfr=10.0)
    picture, words = figure.picture, figure.words[units]

    for name in ("calcium", "phosphate", "pth", "calcitriol", "fgf23"):
        assert printed(name, picture["levels"][name], units) in words
    assert flow(picture["flows"]["urine"][0], "calcium", units) in words


def test_words_begin_with_what_was_changed():
    assert Balance(gfr=10.0).words["si"].startswith("GFR 10\u00a0mL/min, settled.")


def test_every_organ_is_told_in_both_systems(healthy):
    parts = healthy.picture["parts"]

    assert list(parts) == ["gut", "blood", "parathyroids", "bone", "kidney", "soft tissue"]
    assert "mmol" in parts["kidney"]["si"]
    assert "mg" in parts["kidney"]["conventional"]


def test_picture_is_a_small_message(healthy):
    assert len(json.dumps(healthy.picture)) < 4000


def test_value_off_the_slider_is_refused_with_its_range():
    with pytest.raises(TraitError, match=r"GFR: 300.* from 2 to 120 mL/min"):
        Balance(gfr=300.0)


def test_refused_value_leaves_the_last_picture():
    figure = Balance()
    before = figure.picture

    with pytest.raises(TraitError):
        figure.gfr = -1.0

    assert figure.picture == before


def test_unknown_slider_is_refused():
    with pytest.raises(TraitError, match="'egfr' is not one of"):
        Balance(sliders=("egfr",))


def test_days_run_from_health_instead_of_settling():
    early, settled = Balance(gfr=10.0, days=1), Balance(gfr=10.0)

    assert early.picture["gland_mass"] < 1.1 < settled.picture["gland_mass"]
    assert early.words["si"].startswith("GFR 10\u00a0mL/min, after 1 day.")
    assert Balance(ph=7.6, days=0.04).subtitle == "After 1 hour on this setting"


def test_condition_sets_the_sliders_and_what_they_do_not_show():
    figure = Balance(condition="haemodialysis")

    assert figure.gfr < 10
    assert figure.picture["dialysed"]
    assert figure.picture["flows"]["dialysis"][1] > 5
    assert figure.title == "Haemodialysis three times a week"
    assert "dialysis" in figure.words["si"]


def test_slider_moves_a_condition_and_leaves_the_rest():
    figure = Balance(condition="haemodialysis")
    figure.phosphate_binder = 0.6

    assert figure.picture["dialysed"]
    assert "phosphate bound in the gut 0.60" in figure.words["si"]


def test_other_condition_moves_the_sliders():
    figure = Balance(condition="haemodialysis")
    figure.condition = "primary-hyperparathyroidism"

    assert figure.gfr == 100
    assert figure.set_point > 1.3
    assert not figure.picture["dialysed"]


def test_author_chooses_the_sliders():
    assert [control["name"] for control in Balance(sliders=("albumin", "ph")).controls] == ["albumin", "ph"]


def test_condition_that_is_an_event_is_shown_two_days_after_it():
    lysis, leak = Balance(condition="tumour-lysis"), Balance(condition="calcium-extravasation")

    assert lysis.subtitle == "After 2 days on this setting"
    assert lysis.picture["levels"]["phosphate"] > 2.0
    assert "In soft tissue lie" in leak.words["si"]
    assert Balance(condition="tumour-lysis", days=60.0).picture["levels"]["phosphate"] < 1.45
