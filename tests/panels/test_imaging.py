"""Facts about the imaging panel."""

import pytest
from traitlets import TraitError

from calcinosis.imaging.atlas import ATLAS
from calcinosis.imaging.plates import plate
from calcinosis.panels.imaging.imaging import Imaging


@pytest.mark.parametrize("name", ATLAS)
def test_a_picture_travels_with_its_layers_and_its_words(name):
    panel = Imaging(name)
    (sent,) = panel.plates

    assert sent["data"] == plate(name).data
    assert sum(channel["bytes"] for channel in sent["head"]["channels"]) == len(sent["data"])
    assert panel.words["si"] == ATLAS[name].words(sent["values"])
    assert panel.title == ATLAS[name].title


def test_two_pictures_share_what_both_know():
    panel = Imaging("mass-amorphous", "hand-sclerosis", start={"severity": 0.2, "density": 0.5})
    left, right = (sent["values"] for sent in panel.plates)

    assert "severity" not in left
    assert right["severity"] == 0.2
    assert left["density"] == right["density"] == 0.5


def test_a_plain_picture_does_not_name_its_finding():
    assert Imaging("hip-cloud", plain=True).title == ""


@pytest.mark.parametrize(
    ("names", "settings", "remedy"),
    [
        (("foot",), {}, "hand-sclerosis"),
        (("hand-sclerosis",) * 3, {}, "one or two"),
        (("hand-sclerosis",), {"start": {"stain": "he"}}, "density, level, severity, width"),
        (("hand-sclerosis",), {"start": {"severity": 2.0}}, "from 0 to 1"),
        (("hand-sclerosis",), {"controls": ("stain",)}, "density, level, severity, width"),
    ],
)
def test_an_author_is_told_what_there_is(names, settings, remedy):
    with pytest.raises(TraitError, match=remedy):
        Imaging(*names, **settings)


def test_a_misspelt_setting_is_refused():
    with pytest.raises(TypeError, match="labels"):
        Imaging("hand-sclerosis", label=True)
