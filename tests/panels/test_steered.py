"""Facts about figures that sliders steer."""

import pytest
from traitlets import Float, TraitError

from calcinosis.panels.shared.steered import Steered
from calcinosis.physiology.trajectory import SimulationError


class Gauge(Steered):
    """A figure that shows how far the kidney is from 30 mL/min, and draws nothing below 5."""

    reading = Float(read_only=True).tag(sync=True)
    drawings = 0

    def _draw(self, person):
        self.drawings += 1
        if person.gfr < 5.0:
            raise SimulationError("the run stopped after day 3")
        self.set_trait("reading", 1.0 / (person.gfr - 30.0))


def test_setting_without_an_answer_is_said_and_leaves_the_last_picture():
    figure = Gauge(gfr=40.0)

    figure.gfr = 30.0

    assert figure.failed == "The model finds no answer for GFR 30\u00a0mL/min: move a slider back."
    assert figure.reading == pytest.approx(0.1)


def test_run_that_stops_is_said_in_its_own_words_until_one_succeeds():
    figure = Gauge(gfr=3.0)
    assert figure.failed == "The run stopped after day 3."

    figure.gfr = 40.0

    assert figure.failed == ""


def test_many_traits_of_one_message_are_drawn_once():
    figure = Gauge()
    before = figure.drawings

    with figure.hold_trait_notifications():
        figure.gfr = 50.0
        figure.calcium_intake = 10.0
        figure.albumin = 20.0

    assert figure.drawings == before + 1


def test_sliders_of_a_condition_begin_where_it_is():
    assert Gauge(condition="ckd-5").gfr < 20
    assert Gauge(condition="ckd-5", gfr=50.0).gfr == 50.0


def test_unknown_condition_is_refused():
    with pytest.raises(ValueError, match="unknown condition 'flu'"):
        Gauge(condition="flu")


def test_value_beyond_the_slider_is_refused():
    with pytest.raises(TraitError, match="Albumin: 90"):
        Gauge(albumin=90.0)
