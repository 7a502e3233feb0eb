"""Hand radiograph in systemic sclerosis: grains in the pulp outside the bone, tufts resorbed."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, grid, noise
from calcinosis.imaging.drawing.solids import Point, ball, exposed, flesh, grains, response, trabeculae, tube

WIDTH, HEIGHT = 540, 664

RAYS: dict[str, tuple[tuple[Point, Point, float], ...]] = {
    "thumb": (((84, 258), (101, 302), 8.6), ((104, 313), (133, 381), 9.4), ((141, 391), (211, 468), 11.4)),
    "index": (
        ((165, 117), (172, 156), 5.2),
        ((174, 166), (184, 222), 7.0),
        ((187, 233), (203, 322), 8.6),
        ((207, 336), (230, 456), 10.2),
    ),
    "middle": (
        ((261, 79), (262, 119), 5.4),
        ((262, 129), (264, 194), 7.4),
        ((264, 205), (266, 304), 9.0),
        ((266, 319), (271, 454), 10.6),
    ),
    "ring": (
        ((349, 111), (345, 149), 5.2),
        ((343, 159), (336, 218), 7.0),
        ((334, 229), (324, 320), 8.4),
        ((322, 335), (308, 455), 9.6),
    ),
    "little": (
        ((430, 188), (422, 219), 4.6),
        ((419, 228), (406, 272), 6.2),
        ((403, 282), (381, 350), 7.6),
        ((374, 363), (340, 464), 9.2),
    ),
}
"""Bones of each ray from the tip down: tip, base, radius at mid-shaft (pixels)."""

CARPALS: tuple[tuple[Point, Point, float], ...] = (
    ((214, 487), (20, 17), 0.3),
    ((243, 482), (16, 16), 0.0),
    ((273, 487), (18, 22), 0.1),
    ((309, 489), (21, 19), -0.3),
    ((231, 527), (25, 15), -0.15),
    ((266, 524), (20, 18), 0.2),
    ((302, 530), (18, 17), 0.0),
    ((323, 513), (13, 15), 0.2),
)

PULPS: tuple[tuple[Point, Point, int, float, float, float], ...] = (
    ((71, 252), (11, 18), 96, -0.42, 0.0, 0.62),
    ((162, 116), (10.5, 17), 84, -0.16, 0.1, 0.72),
    ((259, 76), (9.5, 16), 66, 0.05, 0.32, 0.86),
    ((431, 186), (4, 6), 14, 0.2, 0.6, 1.0),
)
"""Clumps: centre, spread, grains, turn, severity at which the first and the last grain appear."""


def draw(seed: int = 41) -> Layers:
    """Compute the layers of the hand."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    texture = trabeculae(rng, x.shape)
    bones = np.zeros_like(x)
    lost = np.zeros_like(x)
    for name, ray in RAYS.items():
        for place, (tip, base, radius) in enumerate(ray):
            bone = tube(
                x, y, tip, base, radius, grain=texture, sharp=3.0 if place else 2.2, flare=0.44 if place else 0.5
            )
            if place == 0:
                bone = bone + _tuft(x, y, tip, base, radius)
                share = {"thumb": 0.34, "index": 0.62, "middle": 0.4}.get(name, 0.0)
                lost += bone * _above(x, y, tip, base, share, noise(rng, x.shape, 5.0))
            bones = np.maximum(bones, bone) + 0.25 * np.minimum(bones, bone)
    for centre, radii, turn in CARPALS:
        one = ball(x, y, centre, radii, turn=turn)
        rim = one - 0.78 * ball(x, y, centre, (radii[0] - 2.2, radii[1] - 2.2), turn=turn)
        bones += 0.62 * one * (1.0 + 0.12 * texture) + 0.5 * rim
    bones += 0.6 * tube(
        x, y, (254, 550), (252, 760), 30, grain=texture, flare=0.5, sharp=2.4, cortex=0.3, marrow=0.42, ends=0.5
    )
    bones += 0.9 * tube(x, y, (326, 560), (327, 760), 17, grain=texture, flare=0.24, sharp=4.0, cortex=0.36, ends=0.6)
    body = flesh(x, y, _limbs())
    uneven = 1.0 + 0.03 * noise(rng, x.shape, 22.0)
    base = response((0.0062 * body + 0.0142 * bones) * uneven)
    without = response((0.0062 * body + 0.0142 * (bones - lost)) * uneven)
    mineral = np.zeros_like(x)
    onset = np.zeros_like(x)
    for centre, spread, count, turn, first, last in PULPS:
        thick, weighted = grains(x, y, rng, centre, spread, count, (1.6, 4.3), turn=turn, first=first, last=last)
        mineral += thick
        onset += weighted
    when = np.divide(onset, mineral, out=np.zeros_like(onset), where=mineral > 1e-6)
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={
            "base": exposed(base, rng, detector=0.011),
            "mineral": exposed(0.031 * mineral, rng, scatter=0.05, detector=0.0),
            "onset": when,
            "lost": base - without,
            "stamp": stamped(WIDTH, HEIGHT),
        },
    )


def _tuft(x: Field, y: Field, tip: Point, base: Point, radius: float) -> Field:
    """Return the spade-shaped end of a distal phalanx."""
    return 0.34 * ball(
        x, y, (tip[0] + 0.03 * (base[0] - tip[0]), tip[1] + 0.03 * (base[1] - tip[1])), (1.5 * radius, 1.15 * radius)
    )


def _above(x: Field, y: Field, tip: Point, base: Point, share: float, ragged: Field) -> Field:
    """Return 1 towards the tip of a phalanx, 0 from ``share`` of its length downwards, with a ragged border."""
    if not share:
        return np.zeros_like(x)
    dx, dy = base[0] - tip[0], base[1] - tip[1]
    t = ((x - tip[0]) * dx + (y - tip[1]) * dy) / (dx * dx + dy * dy)
    return np.clip((share + 0.05 * ragged - t) / 0.10, 0.0, 1.0)


def _limbs() -> list[list[tuple[Point, Point, float, float]]]:
    return [
        [((73, 250), (104, 308), 20, 22), ((104, 308), (146, 398), 22, 28), ((146, 398), (232, 486), 28, 48)],
        [((163, 112), (174, 164), 17, 19), ((174, 164), (206, 345), 19, 25), ((206, 345), (236, 480), 25, 44)],
        [((260, 70), (263, 130), 17, 19), ((263, 130), (267, 330), 19, 26), ((267, 330), (272, 480), 26, 46)],
        [((350, 104), (344, 154), 16.5, 18), ((344, 154), (320, 345), 18, 25), ((320, 345), (306, 480), 25, 44)],
        [((432, 181), (420, 226), 15, 16.5), ((420, 226), (374, 362), 16.5, 23), ((374, 362), (332, 490), 23, 40)],
        [((284, 496), (286, 560), 66, 60), ((286, 560), (286, 720), 60, 64)],
    ]
