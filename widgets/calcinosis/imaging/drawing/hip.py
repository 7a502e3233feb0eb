"""Hip radiograph with a lobulated cloud of mineral beside an intact joint."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, grid, noise, smoothstep
from calcinosis.imaging.drawing.solids import (
    Point,
    along,
    ball,
    chord,
    edge_distance,
    exposed,
    inside,
    response,
    trabeculae,
)

WIDTH, HEIGHT = 560, 600

PELVIS: tuple[Point, ...] = (
    (218, -40), (262, 128), (300, 98), (340, 96), (376, 118), (392, 152), (388, 196), (360, 238), (354, 262),
    (362, 330), (388, 392), (420, 420), (458, 414), (486, 380), (520, 330), (600, 312), (600, 224), (520, 222),
    (462, 214), (444, 190), (452, 140), (490, 60), (520, -40),
)  # fmt: skip
FORAMEN: tuple[Point, ...] = (
    (404, 262), (432, 252), (478, 254), (512, 268), (522, 286), (498, 318), (468, 352), (436, 366), (412, 348),
    (400, 304),
)  # fmt: skip


def draw(seed: int = 17) -> Layers:
    """Compute the layers of the hip."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    texture = trabeculae(rng, x.shape)
    bone = _pelvis(x, y, texture) + _femur(x, y, texture)
    flesh = (
        0.23 * smoothstep(18.0, 92.0, x + 8.0 * np.sin(y / 90.0)) * (1.0 + 0.10 * noise(rng, x.shape, 60.0, octaves=3))
    )
    flesh += 0.05 * smoothstep(400.0, 600.0, x)
    base = response(flesh + bone, 1.35)
    mineral, onset = _cloud(x, y, rng)
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={
            "base": exposed(base, rng, scatter=0.16, detector=0.014),
            "mineral": exposed(mineral, rng, scatter=0.08, detector=0.0),
            "onset": onset,
            "stamp": stamped(WIDTH, HEIGHT),
        },
    )


def _pelvis(x: Field, y: Field, texture: Field) -> Field:
    whole = inside(x, y, PELVIS, rounds=2) * (1.0 - inside(x, y, FORAMEN, rounds=2))
    socket = np.hypot(x - 320, y - 176)
    whole = whole * (socket > 70.0)
    depth = np.clip(edge_distance(whole, 34), 0.0, 34.0)
    plate = 0.17 + 0.16 * np.sqrt(depth / 34.0)
    rim = 0.15 * np.exp(-np.square((depth - 2.0) / 2.0))
    roof = 0.22 * np.exp(-np.square((socket - 73.5) / 3.0)) * smoothstep(-0.2, 0.5, (176 - y) / np.maximum(socket, 1.0))
    ilium = 0.10 * smoothstep(0.0, 120.0, 120.0 - y)
    solid = blur((plate + rim + ilium) * whole, 0.8) * (1.0 + 0.10 * texture)
    teardrop = 0.10 * np.exp(-np.square((np.hypot((x - 398) / 9.0, (y - 232) / 26.0) - 1.0) / 0.18)) * whole
    return solid + roof * blur(whole, 0.8) + teardrop


def _femur(x: Field, y: Field, texture: Field) -> Field:
    head = ball(x, y, (320, 178), (58, 57)) / 116.0
    shell = np.exp(-np.square((np.hypot(x - 320, y - 178) - 56.0) / 2.0))
    t, across = along(x, y, (306, 196), (228, 262))
    neck = (
        chord(31.0 + 7.0 * np.square(np.clip(2.0 * t - 1.0, -1.0, 1.0)), across)
        / 80.0
        * smoothstep(-0.30, 0.12, t)
        * smoothstep(1.5, 0.86, t)
    )
    neck_wall = np.exp(-np.square((np.abs(across) - 30.0 - 7.0 * np.square(2.0 * t - 1.0)) / 2.4)) * (
        (t > 0.15) & (t < 0.8)
    )
    axis = 208.0 + (y - 250.0) * -0.012
    half = 33.0 + 20.0 * np.exp(-np.square((y - 262.0) / 46.0)) + 2.0 * np.sin(y / 70.0)
    shaft_on = smoothstep(246.0, 268.0, y)
    outer = chord(half, x - axis) / 84.0
    wall = np.clip(0.12 + (y - 290.0) * 0.0017, 0.12, 0.40)
    cavity = chord(half * (1.0 - wall), x - axis) / 84.0
    shaft = (1.1 * outer - 0.80 * cavity) * shaft_on
    trochanter = ball(x, y, (181, 246), (36, 50), turn=0.25) / 92.0
    lesser = ball(x, y, (230, 320), (20, 34), turn=-0.3) / 92.0
    spongy = 1.0 + 0.11 * texture
    upper = np.maximum(np.maximum(0.58 * head, 0.60 * neck), 0.52 * trochanter)
    lines = 0.035 * np.cos((x * 0.55 + y * 0.83) / 3.1) * np.exp(-np.square((np.hypot(x - 300, y - 198)) / 62.0))
    dome = 0.16 * shell * (upper > 0.05) * smoothstep(-30.0, 30.0, 220.0 - y)
    return np.maximum(upper, 0.80 * shaft) * spongy + dome + 0.10 * neck_wall + 0.30 * lesser + lines * (upper > 0.1)


def _cloud(x: Field, y: Field, rng: np.random.Generator) -> tuple[Field, Field]:
    """Return lobules packed beside the trochanter, parted by darker seams, and when each appears."""
    thick = np.zeros_like(x)
    weighted = np.zeros_like(x)
    seam = np.zeros_like(x)
    centre, spread = (122.0, 266.0), (58.0, 132.0)
    for _ in range(96):
        angle, reach = rng.uniform(0.0, 2.0 * np.pi), np.sqrt(rng.uniform())
        lobes = 1.0 + 0.22 * np.sin(3.0 * angle + 0.7)
        at = (centre[0] + spread[0] * lobes * reach * np.cos(angle), centre[1] + spread[1] * reach * np.sin(angle))
        size = rng.uniform(10.0, 30.0) * (1.12 - 0.35 * reach)
        away = np.hypot(x - at[0], (y - at[1]) * rng.uniform(0.9, 1.1))
        lobule = chord(size, away)
        weight = rng.uniform(0.5, 1.2)
        thick += weight * lobule
        weighted += weight * lobule * np.clip(0.8 * reach + 0.2 * rng.uniform(), 0.0, 1.0)
        seam += np.exp(-np.square((away - size) / 1.5))
    chalk = 1.0 + 0.24 * noise(rng, x.shape, 6.0, octaves=3) + 0.12 * noise(rng, x.shape, 1.2, octaves=1)
    amount = 0.0021 * thick * chalk * (1.0 - 0.30 * np.clip(seam, 0.0, 1.0))
    amount = 0.72 * (1.0 - np.exp(-2.0 * np.clip(amount, 0.0, None)))
    onset = np.divide(weighted, thick, out=np.ones_like(thick), where=thick > 1e-6)
    return amount, np.clip(0.86 * blur(onset, 1.0), 0.0, 0.88)
