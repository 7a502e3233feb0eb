"""CT through the hips, in Hounsfield units: cysts whose mineral settles; posture turns the level."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, grid, noise
from calcinosis.imaging.drawing.solids import Point, inside, trabeculae

WIDTH, HEIGHT = 600, 464
OFFSET, STEP = 1024.0, 4.0
"""A stored value v means ``STEP * v - OFFSET`` HU."""
FLUID, SEDIMENT, WALL = 28.0, 640.0, 430.0
CYSTS: tuple[tuple[float, float, float, float], ...] = (
    (98, 152, 20, 0.06), (62, 206, 27, 0.12), (104, 190, 24, -0.02), (46, 252, 22, 0.05),
    (80, 250, 24, 0.18), (54, 300, 22, 0.0), (88, 302, 25, 0.10),
)  # fmt: skip
"""Centre, radius (pixels) and height of the level above the centre as a share of the radius."""


def draw(seed: int = 5) -> Layers:
    """Compute Hounsfield units without the cysts' contents, and which cyst each pixel lies in."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    wobble = noise(rng, x.shape, 26.0, octaves=2)
    hu = np.full_like(x, -1000.0)
    cx, cy = 302.0, 230.0
    outline = (np.abs((x - cx) / 262.0) ** 2.5 + np.abs((y - cy) / 172.0) ** 2.5) + 0.014 * wobble
    bulge = np.hypot((x - 76) / 66.0, (y - 232) / 116.0)
    skin = np.minimum(outline, np.where(x < 160, bulge, 9.0))
    hu = np.where(skin < 1.0, 40.0, hu)
    hu = np.where(skin < 0.968, -100.0 + 9.0 * noise(rng, x.shape, 9.0, octaves=3), hu)
    fibre = 10.0 * noise(rng, x.shape, 7.0, octaves=3)
    for side in (-1.0, 1.0):
        for centre, radii, turn in MUSCLES:
            hu = _paint(hu, x, y, (cx + side * centre[0], centre[1]), radii, side * turn, 56.0 + fibre, wobble)
    hu = _paint(hu, x, y, (cx, 190), (66, 50), 0.0, np.full_like(x, 12.0), wobble)  # bladder
    hu = _paint(hu, x, y, (cx, 262), (42, 34), 0.0, 44.0 + fibre, wobble)
    hu = _paint(hu, x, y, (cx, 268), (15, 11), 0.0, np.full_like(x, -820.0), 0.3 * wobble)  # gas in the rectum
    texture = trabeculae(rng, x.shape)
    for side in (-1.0, 1.0):
        hu = _vessels(hu, x, y, cx, side)
        hu = _bones(hu, x, y, cx, side, texture)
    hu = _bone(hu, x, y, (cx, 342), (35, 13), 0.0, texture, 3.4)  # coccyx
    cyst = np.zeros_like(x)
    shape = noise(rng, x.shape, 14.0, octaves=2)
    for number, (px, py, radius, _) in enumerate(CYSTS, start=1):
        away = np.hypot(x - px, y - py) + 1.9 * shape
        hu = np.where(away < radius + 3.2, WALL + 70.0 * texture, hu)
        cyst = np.where(away < radius, float(number), cyst)
        hu = np.where(away < radius, FLUID, hu)
    table = np.abs(y - (434.0 - np.square(x - cx) / 9000.0))
    hu = np.where(table < 1.6, -560.0, hu)
    hu = blur(hu, 0.8) + 15.0 * blur(rng.standard_normal(x.shape), 0.8) / 0.36
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={
            "hu": (hu + OFFSET) / STEP / 65535.0,
            "cyst": cyst / 255.0,
            "stamp": stamped(WIDTH, HEIGHT, low=0.93),
        },
        deep=("hu",),
        facts={"offset": OFFSET, "step": STEP, "fluid": FLUID, "sediment": SEDIMENT, "cysts": [list(c) for c in CYSTS]},
    )


MUSCLES: tuple[tuple[Point, Point, float], ...] = (
    ((118, 306), (96, 62), -0.35),
    ((150, 322), (70, 40), -0.5),
    ((158, 160), (34, 42), 0.3),
    ((116, 148), (30, 30), 0.0),
    ((78, 160), (34, 24), 0.4),
    ((196, 190), (22, 60), -0.15),
    ((66, 268), (24, 66), 0.1),
)
"""Centre (from the midline), radii and turn of the muscles of one side."""


def _disc(x: Field, y: Field, centre: Point, radii: Point, turn: float) -> Field:
    dx, dy = x - centre[0], y - centre[1]
    u, v = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    return np.hypot(u / radii[0], v / radii[1])


def _paint(
    hu: Field, x: Field, y: Field, centre: Point, radii: Point, turn: float, value: Field, wobble: Field
) -> Field:
    near = _disc(x, y, centre, radii, turn) + 0.045 * wobble
    return np.where((near < 1.0) & (hu > -1000.0), value, hu)


def _bone(
    hu: Field, x: Field, y: Field, centre: Point, radii: Point, turn: float, texture: Field, wall: float = 4.2
) -> Field:
    near = _disc(x, y, centre, radii, turn)
    cavity = _disc(x, y, centre, (radii[0] - wall, radii[1] - wall), turn)
    hu = np.where(near < 1.0, 920.0, hu)
    return np.where(cavity < 1.0, 260.0 + 80.0 * texture, hu)


def _bones(hu: Field, x: Field, y: Field, cx: float, side: float, texture: Field) -> Field:
    def at(px: float, py: float) -> Point:
        return cx + side * px, py

    gap = _disc(x, y, at(132, 238), (41, 41), 0.0)
    hu = _bone(hu, x, y, at(103, 188), (27, 17), side * -0.45, texture)
    hu = _bone(hu, x, y, at(101, 286), (17, 29), side * 0.35, texture)
    column = inside(x, y, [at(84, 190), at(100, 176), at(98, 238), at(92, 300), at(80, 300), at(86, 240)], rounds=2)
    hu = np.where(column > 0.5, 860.0 + 40.0 * texture, hu)
    hu = np.where(gap < 1.0, 38.0, hu)
    hu = _bone(hu, x, y, at(182, 252), (33, 13), side * 0.22, texture)
    hu = _bone(hu, x, y, at(216, 262), (19, 25), side * -0.2, texture)
    hu = _bone(hu, x, y, at(132, 238), (36, 36), 0.0, texture)
    bridge = inside(x, y, [at(160, 236), at(206, 246), at(206, 264), at(158, 258)], rounds=2)
    return np.where(bridge > 0.5, 260.0 + 80.0 * texture, hu)


def _vessels(hu: Field, x: Field, y: Field, cx: float, side: float) -> Field:
    for px, radius in ((52.0, 9.0), (68.0, 8.0)):
        near = np.hypot(x - cx - side * px, y - 126.0)
        hu = np.where(near < radius, 52.0, hu)
    return hu
