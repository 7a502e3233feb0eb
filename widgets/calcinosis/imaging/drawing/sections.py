"""Three sections: a deposit in the dermis, its border at high power, and a scrotal nodule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from calcinosis.imaging.drawing.noise import Field, noise, smoothstep
from calcinosis.imaging.drawing.tissue import (
    Slide,
    collagen,
    epidermis,
    fibroblasts,
    giant_cell,
    infiltrate,
    mineralise,
    nucleus,
)

if TYPE_CHECKING:
    from calcinosis.imaging.drawing.layers import Layers


def _blobs(slide: Slide, blobs: tuple[tuple[float, float, float, float], ...]) -> Field:
    """Return a field that is positive inside the union of ellipses (centre, half-axes), 0 at its border."""
    total = np.full_like(slide.x, -2.0)
    for cx, cy, rx, ry in blobs:
        total = np.maximum(total, 1.0 - np.hypot((slide.x - cx) / rx, (slide.y - cy) / ry))
    return total


def draw_deposit(seed: int = 61) -> Layers:
    """Compute an amorphous deposit in the dermis at low power."""
    slide = collagen(seed)
    epidermis(slide)
    body = _blobs(slide, ((236, 246, 106, 58), (378, 290, 104, 66), (300, 356, 88, 46), (140, 330, 58, 34)))
    bay = 1.0 - np.hypot((slide.x - 246) / 62.0, (slide.y - 318) / 20.0)
    mass = mineralise(slide, np.minimum(body, -0.9 * bay + 0.12), edge=0.13)
    for at, radius, turn in (
        ((186, 404), 16.0, 0.3),
        ((404, 386), 15.0, -0.4),
        ((98, 286), 13.0, 1.2),
        ((478, 244), 13.0, 0.8),
    ):
        giant_cell(slide, at, radius, turn)
    fibroblasts(slide, 330, top=74.0)
    infiltrate(slide, mass, 95)
    return slide.layers()


def draw_giant_cells(seed: int = 67) -> Layers:
    """Compute the border of a deposit at high power, with three giant cells against it."""
    slide = collagen(seed, scale=2.8)
    body = 0.9 - np.hypot((slide.x - 560) / 330.0, (slide.y - 120) / 300.0)
    mass = mineralise(slide, body, scale=2.3, edge=0.09)
    for at, radius, turn, nuclei in (
        ((218, 236), 50.0, 0.9, 13),
        ((330, 392), 46.0, -0.35, 11),
        ((232, 66), 40.0, 0.2, 9),
    ):
        giant_cell(slide, at, radius, turn, nuclei)
    fibroblasts(slide, 42, scale=2.6)
    infiltrate(slide, mass, 34, size=5.6, reach=40.0)
    return slide.layers()


def draw_scrotal(seed: int = 71) -> Layers:
    """Compute a scrotal nodule: rounded masses in the dermis, one still lined by a strip of cyst epithelium."""
    slide = collagen(seed)
    epidermis(slide, depth=52.0)
    body = _blobs(slide, ((206, 232, 92, 84), (396, 208, 62, 56), (352, 374, 88, 66)))
    mass = mineralise(slide, body, edge=0.05)
    _lining(slide, (352.0, 374.0), (88.0, 66.0))
    for at, radius, turn in (((114, 282), 14.0, 1.3), ((452, 166), 12.0, 0.8), ((296, 290), 12.0, 0.2)):
        giant_cell(slide, at, radius, turn)
    fibroblasts(slide, 340, top=60.0)
    infiltrate(slide, mass, 60)
    return slide.layers()


def _lining(slide: Slide, centre: tuple[float, float], radii: tuple[float, float]) -> None:
    """Line part of a mass with flattened squamous epithelium and a little keratin inside it."""
    dx, dy = (slide.x - centre[0]) / radii[0], (slide.y - centre[1]) / radii[1]
    away, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    part = smoothstep(0.15, 0.35, angle) * smoothstep(2.75, 2.5, angle)
    band = smoothstep(0.985, 1.0, away) * smoothstep(1.15, 1.13, away) * part
    keratin = smoothstep(0.90, 0.92, away) * smoothstep(0.99, 0.98, away) * part
    slide.mineral *= (1.0 - band) * (1.0 - keratin)
    lines = 0.4 + 0.2 * np.sin(away * 260.0 + noise(slide.rng, slide.x.shape, 12.0))
    slide.eosin = slide.eosin * (1.0 - band) * (1.0 - keratin) + 0.44 * band + keratin * lines
    slide.haematoxylin = slide.haematoxylin * (1.0 - band) + 0.2 * band
    for turn in np.arange(0.32, 2.58, 0.075):
        for share in (1.04, 1.10):
            at = (
                centre[0] + radii[0] * share * np.cos(turn + 3.0 * (share - 1.0)),
                centre[1] + radii[1] * share * np.sin(turn + 3.0 * (share - 1.0)),
            )
            nucleus(slide, at, (2.9, 1.7), float(turn) + 1.57, 0.82)
