"""The result of a drawing: layers of pixels, and the stamp in them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

from calcinosis.imaging.drawing.noise import Field, grid


@dataclass(frozen=True, kw_only=True, slots=True)
class Layers:
    """The layers of one plate, each with values from 0 to 1 (others are clipped), shape (height, width)."""

    width: int
    height: int
    channels: dict[str, Field]
    deep: tuple[str, ...] = ()
    """Channels stored in 16 bits; the others have 8."""
    facts: dict[str, object] = field(default_factory=dict[str, object])
    """Further numbers needed to develop it, such as the centres of cysts."""


_BOWL = [(0.9, 0.2), (0.74, 0.04), (0.5, 0.0), (0.26, 0.04), (0.08, 0.2)]
LETTERS: dict[str, list[list[tuple[float, float]]]] = {
    "S": [
        [
            *_BOWL,
            (0.1, 0.36),
            (0.3, 0.47),
            (0.7, 0.54),
            (0.9, 0.66),
            (0.92, 0.8),
            (0.74, 0.96),
            (0.5, 1.0),
            (0.24, 0.96),
            (0.06, 0.8),
        ]
    ],
    "Y": [[(0.0, 0.0), (0.5, 0.52), (1.0, 0.0)], [(0.5, 0.52), (0.5, 1.0)]],
    "N": [[(0.05, 1.0), (0.05, 0.0), (0.95, 1.0), (0.95, 0.0)]],
    "T": [[(0.0, 0.0), (1.0, 0.0)], [(0.5, 0.0), (0.5, 1.0)]],
    "H": [[(0.05, 0.0), (0.05, 1.0)], [(0.95, 0.0), (0.95, 1.0)], [(0.05, 0.5), (0.95, 0.5)]],
    "E": [[(0.9, 0.0), (0.08, 0.0), (0.08, 1.0), (0.9, 1.0)], [(0.08, 0.5), (0.8, 0.5)]],
    "I": [[(0.5, 0.0), (0.5, 1.0)]],
    "C": [
        [
            (0.95, 0.22),
            (0.76, 0.04),
            (0.5, 0.0),
            (0.2, 0.08),
            (0.03, 0.32),
            (0.03, 0.68),
            (0.2, 0.92),
            (0.5, 1.0),
            (0.76, 0.96),
            (0.95, 0.78),
        ]
    ],
}
"""The letters of the stamp as strokes in a unit box."""


def stamped(width: int, height: int, *, low: float = 0.935) -> Field:
    """Return the word SYNTHETIC, letter-spaced and low in the picture: 1 inside its letters, 0.5 in their outline."""
    x, y = grid(width, height)
    tall = 0.043 * width
    step = 0.063 * width
    left = width / 2.0 - step * 4.0 - 0.36 * tall
    top = low * height - tall
    away = np.full((height, width), np.inf)
    for place, letter in enumerate("SYNTHETIC"):
        for stroke in LETTERS[letter]:
            points = [(left + place * step + 0.72 * tall * u, top + tall * v) for u, v in stroke]
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                dx, dy = x1 - x0, y1 - y0
                t = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0.0, 1.0)
                away = np.minimum(away, np.hypot(x - x0 - t * dx, y - y0 - t * dy))
    inside = np.clip(0.09 * tall + 0.5 - away, 0.0, 1.0)
    outline = np.clip(0.09 * tall + 2.2 - away, 0.0, 1.0)
    return 0.5 * (inside + outline)
