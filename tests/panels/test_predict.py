"""Facts about the predict-then-try panel."""

import pytest
from traitlets import TraitError

from calcinosis.panels.simulator.predict import Predict, leaving


@pytest.fixture(scope="module")
def answered():
    figure = Predict()
    with figure.hold_trait_notifications():
        figure.drawing = [1.2, 1.25, 1.35, 1.5, 1.8, 2.2, 2.8]
        figure.revealed = True
    return figure


def test_nothing_of_the_model_is_sent_before_the_prediction():
    figure = Predict()

    assert figure.answer == {}
    assert not any(isinstance(value, list) and len(value) > 7 for value in figure.axis.values())


def test_model_answers_once_the_prediction_is_drawn(answered):
    answer = answered.answer

    assert set(answer["curves"]) == set(answered.rows)
    assert answer["at"][0] == 95.0
    assert answer["at"][-1] == 8.0


def test_fgf23_leaves_its_range_before_phosphate(answered):
    leaves = answered.answer["leaves"]

    assert leaves["fgf23"]["at"] > leaves["phosphate"]["at"]


def test_words_compare_drawing_and_model(answered):
    model = answered.answer["leaves"]["phosphate"]["at"]

    assert answered.words["si"].startswith("You drew phosphate leaving its range at GFR 5")
    assert f"The model lets it go at GFR {model:.0f}" in answered.words["si"]


def test_drawing_again_takes_the_answer_away():
    figure = Predict(drawing=[1.2] * 7, revealed=True)
    assert figure.answer

    figure.drawing = []
    figure.revealed = False

    assert figure.answer == {}


def test_slider_changes_the_answer(answered):
    bound = Predict(revealed=True, phosphate_binder=0.6)

    assert bound.answer["curves"]["phosphate"][-1] < answered.answer["curves"]["phosphate"][-1]
    assert "phosphate bound in the gut" in bound.words["si"]


def test_other_settings_can_be_varied():
    figure = Predict(vary="calcium_intake", across=(40, 2), draw="pth", rows=("calcium", "pth"), days=30, revealed=True)
    pth = figure.answer["curves"]["pth"]

    assert pth[-1] > pth[0]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1.2, 1.3, 1.6], (15.0, "above")),
        ([1.2, 0.6], (23.5, "below")),
        ([1.6, 1.2], (30.0, "above")),
        ([1.2, 1.2], None),
    ],
)
def test_leaving_is_interpolated(values, found):
    where = leaving([30.0, 20.0, 10.0][: len(values)], values, "phosphate")

    assert (where is None) if found is None else where == (pytest.approx(found[0]), found[1])


def test_row_without_interval_is_refused():
    with pytest.raises(TraitError, match="'urine_phosphate' is not a quantity with a normal interval"):
        Predict(rows=("urine_phosphate",))


def test_quantity_drawn_must_be_a_row():
    with pytest.raises(TraitError, match="'pth' is not one of the rows"):
        Predict(draw="pth", rows=("calcium",))
