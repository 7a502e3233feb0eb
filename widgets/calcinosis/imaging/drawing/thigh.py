"""Two thighs: a child's with sheets of mineral along the fascia, and an adult's with a fine net in skin and fat."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, cells, grid, noise, smoothstep
from calcinosis.imaging.drawing.solids import ball, chord, exposed, response, trabeculae

SHEET = (460, 640)
NET = (560, 560)


def draw_sheet(seed: int = 23) -> Layers:
    """Compute a child's thigh: reticulated plates along both fasciae, an open growth plate, a normal femur."""
    rng = np.random.default_rng(seed)
    width, height = SHEET
    x, y = grid(width, height)
    texture = trabeculae(rng, x.shape)
    middle = 230.0 + 3.0 * np.sin(y / 160.0)
    skin = 140.0 - 0.082 * y + 3.0 * np.sin(y / 120.0)
    fascia = skin - 27.0 + 3.0 * np.sin(y / 75.0 + 1.0)
    limb, muscle = chord(skin, x - middle) / 280.0, chord(fascia, x - middle) / 250.0
    bone = _child_femur(x, y, middle, texture)
    base = response(0.10 * limb + 0.30 * muscle * (1.0 + 0.06 * noise(rng, x.shape, 34.0, octaves=3)) + bone, 1.5)

    ridged = 1.0 - np.abs(noise(rng, x.shape, 11.0, octaves=3, tall=2.6)) * 1.5
    fine = 1.0 - np.abs(noise(rng, x.shape, 6.0, octaves=2, tall=1.6)) * 1.6
    web = np.clip(ridged - 0.42, 0.0, None) * 1.6 + 0.8 * np.clip(fine - 0.5, 0.0, None)
    patch = noise(rng, x.shape, 44.0, octaves=3, tall=2.0)
    out = np.abs(x - middle)
    plates = np.exp(-np.square((out - fascia + 8.0) / 13.0)) + 0.55 * np.exp(-np.square((out - 0.58 * fascia) / 15.0))
    deep = 0.28 * smoothstep(1.0, 0.2, out / fascia)
    extent = smoothstep(30.0, 120.0, y) * smoothstep(590.0, 470.0, y)
    mineral = web * (plates * smoothstep(-1.0, 0.7, patch + 0.4) + deep * smoothstep(0.4, 1.4, patch)) * extent
    lumps = smoothstep(0.9, 1.9, noise(rng, x.shape, 9.0, octaves=2)) * plates * smoothstep(0.3, 1.2, patch)
    mineral = 0.62 * (1.0 - np.exp(-1.25 * (mineral + 0.7 * lumps * extent)))
    onset = np.clip(0.46 - 0.24 * patch + 0.14 * noise(rng, x.shape, 10.0), 0.0, 0.88)
    return Layers(
        width=width,
        height=height,
        channels={
            "base": exposed(base, rng, detector=0.011),
            "mineral": exposed(mineral, rng, scatter=0.05, detector=0.0),
            "onset": onset,
            "stamp": stamped(width, height),
        },
    )


def _child_femur(x: Field, y: Field, middle: Field, texture: Field) -> Field:
    away = x - middle - 2.0
    half = 25.0 + 19.0 * smoothstep(430.0, 552.0, y) ** 1.6
    wall = 0.34 - 0.24 * smoothstep(360.0, 540.0, y)
    physis = 552.0 + 4.0 * np.sin(x / 9.0) - 0.0045 * np.square(x - middle)
    shaft = (chord(half, away) - 0.66 * chord(half * (1.0 - wall), away) * (1.0 + 0.10 * texture)) / 62.0
    shaft = shaft * smoothstep(1.2, -1.2, y - physis)
    zone = 0.16 * np.exp(-np.square((y - physis + 3.5) / 2.2)) * (np.abs(away) < half)
    epiphysis = ball(x, y, (232.0, 580.0), (54.0, 30.0)) / 54.0
    epiphysis = 0.62 * epiphysis * smoothstep(2.0, 4.6, y - physis) * (1.0 + 0.09 * texture)
    rim = np.hypot((x - 232.0) / 54.0, (y - 580.0) / 30.0)
    edge = 0.10 * np.exp(-np.square((rim - 0.95) / 0.04)) * (y > physis + 4.0)
    tibia = 0.5 * ball(x, y, (232.0, 648.0), (54.0, 24.0)) / 54.0
    return 0.66 * shaft + zone + 0.62 * epiphysis + edge + 0.6 * tibia * (1.0 + 0.09 * texture)


def draw_net(seed: int = 31) -> Layers:
    """Compute an adult's thigh at soft-tissue exposure: a net of calcified small vessels, and a tram-track artery."""
    rng = np.random.default_rng(seed)
    width, height = NET
    x, y = grid(width, height)
    texture = trabeculae(rng, x.shape)
    left = 26.0 + 0.115 * y + 5.0 * np.sin(y / 130.0)
    right = 498.0 - 0.02 * y + 6.0 * np.sin(y / 150.0 + 1.0)
    centre, half = (left + right) / 2.0, (right - left) / 2.0
    fat_left = 84.0 - 10.0 * np.sin(y / 140.0)
    muscle_left, muscle_right = left + fat_left, right - 52.0 + 8.0 * np.sin(y / 110.0)
    limb = chord(half, x - centre) / (2.0 * 240.0)
    muscle = chord((muscle_right - muscle_left) / 2.0, x - (muscle_left + muscle_right) / 2.0) / 320.0
    shaft = 326.0 - 0.008 * y
    bone = (chord(37.0, x - shaft) - 0.42 * chord(25.0, x - shaft) * (1.0 + 0.08 * texture)) / 74.0
    strands = noise(rng, x.shape, 40.0, octaves=4, tall=2.5)
    base = response(0.24 * limb + 0.22 * muscle * (1.0 + 0.06 * strands) + 0.20 * bone, 1.3)

    first, second = cells(rng, x.shape, 44.0, warp=9.0)
    wide = np.exp(-np.square((second - first) / 2.3))
    first, second = cells(rng, x.shape, 25.0, warp=6.0)
    narrow = np.exp(-np.square((second - first) / 1.9))
    patch = noise(rng, x.shape, 48.0, octaves=3)
    bead = smoothstep(-0.9, 0.7, noise(rng, x.shape, 4.5, octaves=2))
    fatty = smoothstep(26.0, -26.0, x - muscle_left) + smoothstep(-20.0, 20.0, x - muscle_right)
    within = smoothstep(3.0, 16.0, x - left) * smoothstep(3.0, 16.0, right - x)
    strength = (0.34 + 0.8 * np.clip(fatty, 0.0, 1.0)) * smoothstep(-0.9, 1.0, patch + 0.5 * np.clip(fatty, 0.0, 1.0))
    net = 0.21 * (0.85 * wide + 0.7 * narrow) * bead * strength * within

    path = 172.0 + 20.0 * np.sin(y / 70.0 + 0.9) + 0.115 * (y - 250.0)
    broken = smoothstep(-0.5, 0.4, noise(rng, x.shape, 8.0, octaves=2, tall=3.0))
    tram = sum(np.exp(-np.square((x - path - side * (5.4 - 0.004 * y)) / 1.5)) for side in (-1.0, 1.0))
    artery = 0.30 * tram * broken * smoothstep(-2.4, -0.9, noise(rng, x.shape, 50.0, octaves=2))
    mineral = blur(net + artery, 0.6)
    onset = np.clip(0.50 - 0.26 * patch - 0.25 * np.clip(tram, 0.0, 1.0), 0.02, 0.88)
    return Layers(
        width=width,
        height=height,
        channels={
            "base": exposed(base, rng, scatter=0.16, detector=0.011),
            "mineral": exposed(mineral, rng, scatter=0.0, detector=0.0),
            "onset": blur(onset, 2.0),
            "stamp": stamped(width, height),
        },
    )
