"""An arteriole in fat whose wall calcifies: radius and textures, so that every stage can be developed from them."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import blur, cells, noise, smoothstep
from calcinosis.imaging.drawing.tissue import Slide, collagen, fibroblasts, nucleus

CENTRE = (286.0, 246.0)
REACH = 400.0
"""Radius stored as 1, pixels."""


def draw(seed: int = 83) -> Layers:
    """Compute the fat around the vessel, and the fields from which wall, lumen and thrombus are developed."""
    fibrous = collagen(seed)
    rng, x, y = fibrous.rng, fibrous.x, fibrous.y
    shape = x.shape
    dx, dy = (x - CENTRE[0]) * 0.97, (y - CENTRE[1]) * 1.04
    angle = np.arctan2(dy, dx)
    radius = np.hypot(dx, dy) * (1.0 + 0.035 * np.sin(2.0 * angle + 0.6) + 0.02 * np.sin(3.0 * angle)) + 1.6 * noise(
        rng, shape, 12.0, octaves=2
    )
    first, second = cells(rng, shape, 58.0, warp=5.0)
    membrane = np.exp(-np.square((second - first) / 3.2))
    eosin = 0.018 + 0.34 * membrane
    sheath = smoothstep(176.0, 138.0, radius + 16.0 * noise(rng, shape, 24.0))
    slide = Slide(
        rng=rng, x=x, y=y, eosin=eosin * (1.0 - sheath) + sheath * fibrous.eosin * 0.92, haematoxylin=0.015 + 0.0 * x,
        mineral=0.0 * x, slope=fibrous.slope,
    )  # fmt: skip
    walls = np.argwhere((membrane > 0.8) & (radius > 170.0))
    for row, column in walls[rng.choice(len(walls), 46, replace=False)]:
        nucleus(slide, (float(column), float(row)), (4.6, 1.8), rng.uniform(0.0, 3.1), 0.85)
    around = Slide(
        rng=rng,
        x=x,
        y=y,
        eosin=np.where(sheath > 0.4, 0.4, 0.0),
        haematoxylin=slide.haematoxylin,
        mineral=slide.mineral,
        slope=-1.0 / np.where(np.abs(np.tan(angle)) < 0.05, 0.05, np.tan(angle)),
    )
    fibroblasts(around, 150)
    dust = np.zeros_like(x)
    for cx, cy in ((488.0, 118.0), (96.0, 414.0), (470.0, 420.0)):
        for _ in range(26):
            px, py = cx + rng.normal(0, 17), cy + rng.normal(0, 11)
            dust = np.maximum(dust, smoothstep(1.0, 0.4, np.hypot(x - px, y - py) / rng.uniform(1.4, 3.0)))
    swirl = (
        0.5
        + 0.28 * np.sin(radius / 2.1 + 2.0 * noise(rng, shape, 26.0, octaves=2))
        + 0.12 * noise(rng, shape, 3.0, octaves=2)
    )
    patchy = 0.5 + 0.20 * (1.1 * np.sin(angle + 0.9) + 0.8 * noise(rng, shape, 15.0, octaves=3))
    grain = 0.5 + 0.17 * noise(rng, shape, 3.6, octaves=2)
    cracks = np.exp(-np.square(noise(rng, shape, 11.0, octaves=2) / 0.07)) * smoothstep(
        0.2, 0.8, noise(rng, shape, 22.0)
    )
    necrosis = smoothstep(0.1, 1.0, noise(rng, shape, 60.0, octaves=2)) * (1.0 - sheath)
    wall = radius < 112.0  # nothing outside the vessel is developed from these
    height, width = shape
    return Layers(
        width=width,
        height=height,
        channels={
            "radius": np.clip(radius, 0.0, REACH) / REACH,
            "eosin": blur(np.clip(slide.eosin, 0.0, 1.0), 0.55),
            "haematoxylin": blur(np.clip(slide.haematoxylin, 0.0, 1.0), 0.55),
            "swirl": swirl * wall,
            "patchy": patchy * wall,
            "grain": grain * (1.0 - 0.95 * np.clip(1.5 * cracks, 0.0, 1.0)) * wall,
            "dust": dust,
            "necrosis": necrosis,
            "stamp": stamped(width, height, low=0.955),
        },
        deep=("radius",),
        facts={"reach": REACH, "centre": list(CENTRE)},
    )
