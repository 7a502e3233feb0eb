"""Drawings for hotspot questions: a picture of the atlas with invisible regions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calcinosis.imaging.drawing.hip_ct import CYSTS
from calcinosis.imaging.picture import Place, picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHADES = 16
"""Levels of each colour: few, because every question of a quiz is sent at once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A picture at one setting, and its regions."""

    picture: str
    regions: Mapping[str, Place | tuple[Place, ...]]
    """One ellipse or several for each region; later regions cover earlier ones."""
    parameters: Mapping[str, float | str] = field(default_factory=dict[str, "float | str"])
    crop: Place | None = None

    def svg(self) -> str:
        """Return the drawing as the bank keeps it."""
        drawn = picture(self.picture, shades=SHADES, **self.parameters)
        return drawn.svg(regions=self.regions, crop=self.crop) + "\n"


DRAWINGS = {
    "fingertips": Drawing(
        picture="hand-sclerosis",
        parameters={"severity": 0.78},
        regions={
            "carpus": (266, 506, 66, 40),
            "thumb-pulp": (70, 252, 22, 27),
            "index-pulp": (161, 112, 19, 21),
            "index-bone": (169, 142, 16, 14),
            "ring-bone": (348, 122, 18, 22),
        },
        crop=(20, 30, 460, 520),
    ),
    "cysts": Drawing(
        picture="hip-levels",
        regions={
            "muscle": (186, 322, 60, 28),
            "bladder": (302, 186, 54, 36),
            "head": (170, 238, 30, 30),
            "upper": tuple((x, y - 0.52 * r, 0.76 * r, 0.42 * r) for x, y, r, _ in CYSTS),
            "lower": tuple((x, y + 0.52 * r, 0.76 * r, 0.42 * r) for x, y, r, _ in CYSTS),
        },
        crop=(10, 100, 360, 270),
    ),
    "arteriole": Drawing(
        picture="arteriole",
        parameters={"stage": 0.9},
        regions={
            "fat": (466, 300, 46, 50),
            "adventitia": (286, 246, 140, 132),
            "media": (286, 246, 106, 99),
            "intima": (286, 246, 66, 62),
            "lumen": (286, 246, 31, 29),
        },
        crop=(90, 60, 420, 370),
    ),
}
"""Each is written to ``quizzes/items/<name>.svg``."""


def write(folder: Path) -> None:
    """Write every drawing beside the items that use it."""
    for name, drawing in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(drawing.svg(), encoding="utf-8")
