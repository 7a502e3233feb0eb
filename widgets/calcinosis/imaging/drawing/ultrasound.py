"""Ultrasound of skin and fat: a deposit that shadows, and a collection of milk of calcium whose echoes move."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, grid, noise, smoothstep

WIDTH, HEIGHT = 560, 484
DYNAMIC = 72.0
"""Decibels from the darkest to the brightest stored echo."""


def _speckle(rng: np.random.Generator, shape: tuple[int, int]) -> Field:
    """Return Rayleigh speckle of unit mean; its width grows with depth, as a beam spreads below its focus."""
    real, imaginary = rng.standard_normal(shape), rng.standard_normal(shape)
    fine = np.hypot(blur(real, 1.1, 0.75), blur(imaginary, 1.1, 0.75))
    coarse = np.hypot(blur(real, 2.6, 1.0), blur(imaginary, 2.6, 1.0))
    depth = np.linspace(0.0, 1.0, shape[0])[:, None] ** 1.2
    return (1.0 - depth) * fine / fine.mean() + depth * coarse / coarse.mean()


def _layers(rng: np.random.Generator, x: Field, y: Field) -> tuple[Field, Field]:
    """Return tissue brightness (linear amplitude) and the depth of the bone's surface."""
    wave = 5.0 * np.sin(x / 95.0 + 0.4) + 1.5 * noise(rng, x.shape, 30.0, octaves=2)[0]
    skin_top = 10.0 + 4.0 * np.sin(x / 130.0 + 2.0)
    epidermis, dermis = skin_top + 7.0, 102.0 + wave
    fascia, bone = 326.0 + 0.6 * wave + 5.0 * np.sin(x / 160.0), 420.0 + 8.0 * np.sin(x / 150.0 + 2.4)
    echo = np.full_like(x, 0.012)
    echo = np.where(y > skin_top, 0.62, echo)
    echo = np.where(y > epidermis, 0.26 * np.clip(1.0 + 0.25 * noise(rng, x.shape, 7.0, octaves=2), 0.5, 2.0), echo)
    septa = 1.0 - np.abs(noise(rng, x.shape, 9.0, octaves=3) * 1.25)
    long_septa = blur(np.clip(1.0 - np.abs(noise(rng, x.shape, 13.0, octaves=2)) * 5.0, 0.0, 1.0), 6.0, 0.8)
    fat = (
        0.062 * np.clip(1.0 + 0.25 * noise(rng, x.shape, 12.0, octaves=2), 0.4, 2.0)
        + 0.28 * long_septa
        + 0.02 * np.clip(septa, 0.0, 1.0)
    )
    echo = np.where(y > dermis, fat, echo)
    fibres = blur(np.clip(1.0 - np.abs(noise(rng, x.shape, 4.0, octaves=2)) * 1.6, 0.0, 1.0), 12.0, 0.6)
    echo = np.where(y > fascia, 0.075 + 0.16 * fibres, echo)
    echo += 0.5 * np.exp(-np.square((y - fascia) / 2.2)) * (0.6 + 0.4 * np.sin(x / 37.0))
    below = np.clip(y - bone, 0.0, None)
    echo = np.where(y > bone, 0.006 * np.exp(-below / 30.0) + 0.001, echo)
    echo += 1.5 * np.exp(-np.square((y - bone) / 2.4))
    return np.clip(echo, 1e-4, None), bone


def _decibels(amplitude: Field) -> Field:
    return np.clip(1.0 + 20.0 * np.log10(np.maximum(amplitude, 1e-6)) / DYNAMIC, 0.0, 1.0)


def draw_shadow(seed: int = 13) -> Layers:
    """Compute a calcified nodule in fat: a bright curved surface, a clean shadow, the bone lost beneath it."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    echo, _ = _layers(rng, x, y)
    ragged = 2.6 * noise(rng, x.shape, 9.0, octaves=2)
    dome = 172.0 + 0.0088 * np.square(x - 288.0) + ragged
    on = smoothstep(66.0, 56.0, np.abs(x - 288.0))
    echo = echo + 2.0 * np.exp(-np.square((y - dome) / 3.2)) * on * smoothstep(70.0, 20.0, np.abs(x - 288.0)) ** 0.5
    reverberation = 0.012 * np.exp(-np.square((y - dome - 24.0) / 6.0)) * on
    grain_top = 190.0 + 0.03 * np.square(np.clip(x - 146.0, -30.0, 30.0)) + 0.6 * ragged
    grain = smoothstep(21.0, 14.0, np.abs(x - 146.0))
    echo = echo + 0.75 * np.exp(-np.square((y - grain_top) / 2.6)) * grain
    big = smoothstep(64.0, 52.0, np.abs(x - 288.0) + 3.0 * np.sin(x / 3.0) - 0.01 * (y - 180.0)) * smoothstep(
        2.0, 9.0, y - dome
    )
    small = smoothstep(17.0, 9.0, np.abs(x - 146.0)) * smoothstep(2.0, 8.0, y - grain_top)
    echo = echo * (1.0 - 0.985 * big) * (1.0 - 0.55 * small) + reverberation
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={"echo": _decibels(echo * _speckle(rng, x.shape)), "stamp": stamped(WIDTH, HEIGHT, low=0.955)},
        facts={"dynamic": DYNAMIC},
    )


CENTRE, RADII = (286.0, 226.0), (150.0, 76.0)


def draw_milk(seed: int = 14) -> Layers:
    """Compute a collection in fat; what lies below its level is developed in the browser, for the level moves."""
    rng = np.random.default_rng(seed)
    x, y = grid(WIDTH, HEIGHT)
    echo, bone = _layers(rng, x, y)
    edge = np.hypot((x - CENTRE[0]) / RADII[0], (y - CENTRE[1]) / RADII[1]) + 0.05 * noise(
        rng, x.shape, 34.0, octaves=3
    )
    within = smoothstep(1.0, 0.97, edge)
    wall = np.exp(-np.square((edge - 1.015) / 0.022))
    echo = echo * (1.0 - within) + 0.011 * within + 0.42 * wall * (0.6 + 0.4 * np.sin(x / 23.0))
    behind = (
        smoothstep(8.0, 40.0, y - CENTRE[1] - RADII[1] * 0.85)
        * smoothstep(158.0, 110.0, np.abs(x - CENTRE[0]))
        * (y < bone - 3.0)
    )
    echo = echo * (1.0 + 0.9 * behind)
    speckle = _speckle(rng, x.shape)
    chalk = (0.34 + 0.20 * np.clip(noise(rng, x.shape, 5.0, octaves=2), -1.0, 2.0)) * speckle
    motes = smoothstep(2.05, 2.5, noise(rng, x.shape, 2.4, octaves=1))
    return Layers(
        width=WIDTH,
        height=HEIGHT,
        channels={
            "echo": _decibels(echo * speckle),
            "chalk": _decibels(np.clip(chalk, 1e-4, None)) * (edge < 1.1),
            "motes": motes * within,
            "within": within,
            "stamp": stamped(WIDTH, HEIGHT, low=0.955),
        },
        facts={"dynamic": DYNAMIC, "centre": list(CENTRE), "half": RADII[1], "level": 0.06},
    )
