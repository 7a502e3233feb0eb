"""A newborn's leg after calcium leaked beside a vein: swelling, then a line of mineral, then nothing."""

from __future__ import annotations

import itertools

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import grid, noise, smoothstep
from calcinosis.imaging.drawing.solids import Point, along, ball, exposed, flesh, response, trabeculae, tube

WIDTH, HEIGHT = 480, 560
VEIN: tuple[Point, ...] = (
    (338, 448),
    (304, 430),
    (268, 408),
    (240, 378),
    (224, 340),
    (216, 298),
    (214, 254),
    (212, 214),
)
"""From the back of the foot over the ankle up the shin, pixels."""


def draw(seed: int = 127) -> Layers:
    """Compute the lower leg and foot from the side."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    texture = trabeculae(rng, x.shape)
    bones = tube(x, y, (166, 60), (190, 350), 15, grain=texture, flare=0.62, sharp=4.0, cortex=0.40, ends=0.5)
    bones += 0.8 * tube(x, y, (140, 84), (158, 352), 6.5, grain=texture, flare=0.5, sharp=5.0, cortex=0.45, ends=0.6)
    bones += 0.8 * tube(x, y, (200, -60), (170, 22), 18, grain=texture, flare=0.6, sharp=3.0, ends=0.5)
    for centre, radii, turn in (((142, 438), (30, 19), -0.2), ((206, 404), (22, 15), 0.3), ((258, 432), (9, 9), 0.0)):
        bones += 0.62 * ball(x, y, centre, radii, turn=turn) * (1.0 + 0.1 * texture)
    for start, end, radius in (
        ((300, 444), (362, 468), 5.4),
        ((296, 458), (358, 482), 5.2),
        ((290, 470), (350, 492), 5.0),
        ((374, 474), (402, 482), 4.2),
        ((370, 488), (394, 494), 4.0),
        ((410, 484), (424, 487), 3.2),
    ):
        bones += 0.8 * tube(x, y, start, end, radius, grain=texture, flare=0.4, cortex=0.5)
    body = flesh(
        x,
        y,
        [
            [((176, -60), (178, 40), 96, 78), ((178, 40), (182, 190), 78, 72), ((182, 190), (188, 360), 66, 50)],
            [((188, 360), (150, 440), 50, 44), ((150, 440), (250, 450), 44, 38)],
            [((220, 420), (330, 462), 42, 30), ((330, 462), (416, 482), 30, 18)],
        ],
        melt=12.0,
    )
    base = response(0.0048 * body * (1.0 + 0.03 * noise(rng, x.shape, 30.0)) + 0.0128 * bones, 1.6)
    line = np.zeros_like(x)
    place = np.zeros_like(x)
    near = np.full_like(x, 1e3)
    for index, (start, end) in enumerate(itertools.pairwise(VEIN)):
        t, across = along(x, y, start, end)
        kept = np.clip(t, 0.0, 1.0)
        length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
        away = np.hypot(across, (t - kept) * length)
        place = np.where(away < near, (index + kept) / (len(VEIN) - 1), place)
        near = np.minimum(near, away)
    wide = 5.0 + 4.0 * np.exp(-np.square((place - 0.35) / 0.2)) + 1.6 * noise(rng, x.shape, 12.0, octaves=2)
    line = (
        smoothstep(1.1, 0.2, near / np.maximum(wide, 1.5)) * smoothstep(0.0, 0.08, place) * smoothstep(1.0, 0.90, place)
    )
    chalk = 0.7 + 0.35 * noise(rng, x.shape, 4.0, octaves=2)
    swell = (
        smoothstep(1.0, 0.0, near / 60.0) * smoothstep(-0.2, 0.2, place) * (0.75 - 0.40 * smoothstep(0.0, 25.0, body))
    )
    onset = np.clip(0.10 + 1.5 * np.abs(place - 0.38) + 0.10 * noise(rng, x.shape, 7.0), 0.02, 0.86)
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={
            "base": exposed(base, rng, detector=0.010),
            "mineral": exposed(np.clip(0.42 * line * chalk, 0.0, None), rng, scatter=0.03, detector=0.0),
            "onset": onset,
            "swell": 0.17 * swell,
            "stamp": stamped(WIDTH, HEIGHT),
        },
    )
