"""Films of what is mistaken for calcinosis: bone, vein stones, urate, bruised muscle, oil cysts."""

from __future__ import annotations

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, cells, grid, noise, smoothstep
from calcinosis.imaging.drawing.solids import (
    Point,
    ball,
    chord,
    exposed,
    flesh,
    inside,
    response,
    trabeculae,
    tube,
)

PLAQUE = (480, 400)
TOE = (480, 520)
THIGH = (480, 520)
BREAST = (480, 520)


def _finished(
    base: Field, rng: np.random.Generator, extra: dict[str, Field], *, scatter: float = 0.13, detector: float = 0.012
) -> Layers:
    height, width = base.shape
    channels = {"base": exposed(base, rng, scatter=scatter, detector=detector)}
    for name, layer in extra.items():
        channels[name] = layer if name == "onset" else exposed(layer, rng, scatter=0.04, detector=0.0)
    return Layers(width=width, height=height, channels={**channels, "stamp": stamped(width, height)})


def _limb(rng: np.random.Generator) -> tuple[Field, Field, Field, Field]:
    """Return x, y, texture and base of a limb seen from the side: skin above, fat, muscle, a strip of bone below."""
    width, height = PLAQUE
    x, y = grid(width, height)
    texture = trabeculae(rng, x.shape)
    skin = 70.0 + 0.00042 * np.square(x - 250.0)
    muscle = skin + 104.0 + 6.0 * np.sin(x / 70.0)
    strands = noise(rng, (width, height), 10.0, octaves=3, tall=6.0).T
    depth = np.sqrt(np.clip(y - skin, 0.0, None) / 330.0)
    soft = 0.20 * depth + 0.10 * smoothstep(-4.0, 10.0, y - muscle) * (1.0 + 0.10 * strands)
    septa = (
        0.014 * blur(np.clip(1.0 - np.abs(noise(rng, x.shape, 15.0, octaves=2)) * 4.0, 0.0, 1.0), 5.0, 0.9) * (y > skin)
    )
    skin_line = 0.07 * np.exp(-np.square((y - skin - 4.0) / 4.0)) * (y > skin - 1.0)
    bone_axis = 362.0 + 0.02 * (x - 240.0)
    bone = (chord(44.0, y - bone_axis) - 0.62 * chord(30.0, y - bone_axis) * (1.0 + 0.10 * texture)) / 88.0
    return x, y, texture, soft + septa + skin_line + 0.62 * bone


PLATE: tuple[Point, ...] = (
    (116, 140), (150, 116), (214, 108), (290, 112), (346, 124), (376, 146), (352, 166), (286, 172), (214, 178),
    (150, 170),
)  # fmt: skip


def _plate(x: Field, y: Field, rng: np.random.Generator) -> tuple[Field, Field]:
    """Return the plaque's outline (0 to 1) and the depth below its edge, pixels."""
    bend = 3.0 * noise(rng, x.shape, 18.0, octaves=2)
    mask = inside(x + bend, y + bend, PLATE, rounds=3)
    depth = np.zeros_like(mask)
    for sigma in (2.0, 4.0, 8.0):
        depth += smoothstep(0.5, 0.98, blur(mask, sigma)) * sigma
    return blur(mask, 0.7), depth


def draw_amorphous(seed: int = 101) -> Layers:
    """Compute a calcified plaque: cloudy, clumped, without cortex or trabeculae."""
    rng = np.random.default_rng(seed)
    x, y, _, base = _limb(rng)
    mask, depth = _plate(x, y, np.random.default_rng(7))
    clumps = noise(rng, x.shape, 13.0, octaves=3)
    crumbs = smoothstep(-0.5, 1.2, noise(rng, x.shape, 4.0, octaves=2))
    ragged = blur(mask, 7.0) + 0.16 * noise(rng, x.shape, 9.0, octaves=3)
    soft = smoothstep(0.15, 0.9, ragged) * smoothstep(0.02, 0.30, blur(mask, 9.0))
    mineral = soft * (0.20 + 0.20 * smoothstep(-0.6, 1.4, clumps) + 0.24 * crumbs * smoothstep(-0.2, 1.0, clumps))
    mineral += 0.03 * np.clip(depth / 14.0, 0.0, 1.0) * soft
    return _finished(response(base, 1.3), rng, {"mineral": mineral})


def draw_ossified(seed: int = 101) -> Layers:
    """Compute a plaque of bone of the same outline: a thin cortex, trabeculae and marrow inside."""
    rng = np.random.default_rng(seed)
    x, y, _, base = _limb(rng)
    mask, _ = _plate(x, y, np.random.default_rng(7))
    rim = smoothstep(0.10, 0.45, mask) * smoothstep(0.93, 0.60, blur(mask, 3.4))
    first, second = cells(rng, x.shape, 10.0, warp=3.0)
    struts = np.exp(-np.square((second - first) / 2.0))
    first, second = cells(rng, x.shape, 19.0, warp=5.0)
    beams = np.exp(-np.square((second - first) / 3.0))
    uneven = np.clip(1.0 + 0.35 * noise(rng, x.shape, 14.0, octaves=2), 0.3, 1.7)
    mineral = mask * (0.09 + 0.13 * struts + 0.13 * beams) * uneven + 0.34 * rim * np.clip(uneven, 0.75, 1.25)
    return _finished(response(base, 1.3), rng, {"mineral": blur(mineral, 0.8)})


def draw_phlebolith(seed: int = 103) -> Layers:
    """Compute vein stones: small, round, smooth, lucent in the middle, scattered along a soft mass of veins."""
    rng = np.random.default_rng(seed)
    x, y, _, base = _limb(rng)
    veins = np.zeros_like(x)
    for offset, wave in ((0.0, 0.0), (26.0, 1.3), (-22.0, 2.2)):
        path = 150.0 + offset + 15.0 * np.sin(x / 38.0 + wave)
        veins += np.exp(-np.square((y - path) / 9.0)) * smoothstep(90.0, 150.0, x) * smoothstep(410.0, 330.0, x)
    base = base + 0.035 * np.clip(veins, 0.0, 1.4)
    mineral = np.zeros_like(x)
    for cx, cy, radius in (
        (176.0, 142.0, 12.5),
        (248.0, 166.0, 9.0),
        (300.0, 132.0, 14.0),
        (224.0, 118.0, 6.0),
        (352.0, 158.0, 7.5),
    ):
        dx, dy = x - cx, (y - cy) * 1.06
        layers = 0.0
        for share, weight in ((1.0, 1.0), (0.72, -0.5), (0.45, -0.62)):
            layers = layers + weight * chord(radius * share, np.hypot(dx, dy)) / (2.0 * radius)
        mineral += 0.62 * np.clip(layers, 0.0, None) + 0.16 * np.exp(
            -np.square((np.hypot(dx, dy) - 0.9 * radius) / 1.8)
        )
    return _finished(response(base, 1.3), rng, {"mineral": mineral})


def draw_tophus(seed: int = 107) -> Layers:
    """Compute a gouty first toe joint: a bite with an overhanging edge, a soft mass only a little denser than flesh."""
    rng = np.random.default_rng(seed)
    width, height = TOE
    x, y = grid(width, height)
    texture = trabeculae(rng, x.shape)
    toe = tube(x, y, (204, 92), (212, 208), 27, grain=texture, flare=0.50, sharp=2.6, cortex=0.32, ends=0.5)
    tip = tube(x, y, (192, 4), (201, 76), 17, grain=texture, flare=0.6, sharp=2.0, ends=0.5)
    head = tube(x, y, (217, 238), (240, 560), 30, grain=texture, flare=0.58, sharp=3.2, cortex=0.34, ends=1.0)
    second = tube(x, y, (332, 184), (338, 470), 17, grain=texture, flare=0.5, sharp=5.0)
    second += tube(x, y, (322, 66), (329, 168), 13, grain=texture, ends=0.5)
    third = tube(x, y, (414, 222), (404, 490), 15, grain=texture, flare=0.5, sharp=5.0)
    third += tube(x, y, (416, 116), (415, 207), 11, grain=texture, ends=0.5)
    sesamoid = ball(x, y, (204, 292), (12, 17)) + ball(x, y, (240, 292), (12, 16))
    bite = 1.0 - np.hypot((x - 172.0) / 27.0, (y - 272.0) / 32.0) + 0.03 * noise(rng, x.shape, 9.0, octaves=2)
    small = 1.0 - np.hypot((x - 176.0) / 16.0, (y - 200.0) / 13.0)
    keep = (1.0 - 0.92 * smoothstep(-0.02, 0.06, bite)) * (1.0 - 0.88 * smoothstep(-0.02, 0.08, small))
    bones = (toe + head + 0.30 * sesamoid) * keep + tip + second + third
    margin = np.exp(-np.square((bite + 0.04) / 0.04)) * (head > 8.0) + 0.8 * np.exp(
        -np.square((small + 0.05) / 0.06)
    ) * (toe > 8.0)
    turn = np.degrees(np.arctan2((y - 272.0) / 32.0, (x - 172.0) / 27.0))  # 90 points straight down
    lip = np.hypot((x - 172.0) / 27.0, (y - 272.0) / 32.0) - 1.07
    tapered = 0.075 - 0.045 * smoothstep(60.0, 132.0, turn)
    hook = np.exp(-np.square(lip / tapered)) * smoothstep(30.0, 52.0, turn) * smoothstep(136.0, 116.0, turn)
    body = flesh(
        x,
        y,
        [
            [((190, -20), (206, 90), 46, 52), ((206, 90), (214, 240), 52, 66), ((214, 240), (236, 560), 68, 84)],
            [((320, 40), (328, 170), 32, 36), ((328, 170), (336, 560), 42, 70)],
            [((417, 90), (414, 210), 28, 32), ((414, 210), (404, 560), 40, 80)],
        ],
        melt=7.0,
    )
    swelling = smoothstep(1.0, 0.1, np.hypot((x - 150.0) / 62.0, (y - 256.0) / 84.0))
    soft = 0.0046 * body + 0.17 * np.clip(swelling, 0.0, 1.0) * np.exp(-body / 34.0)
    tophus = (
        0.085
        * smoothstep(1.0, 0.45, np.hypot((x - 144.0) / 42.0, (y - 264.0) / 54.0))
        * (1.0 + 0.2 * noise(rng, x.shape, 8.0))
    )
    base = response(soft + tophus + 0.0088 * bones + 0.10 * margin + 0.20 * hook, 1.4)
    return _finished(base, rng, {})


def draw_myositis(seed: int = 109) -> Layers:
    """Compute a ripening mass in bruised muscle: its rim turns to bone first, a cleft separates it from the femur."""
    rng = np.random.default_rng(seed)
    width, height = THIGH
    x, y = grid(width, height)
    texture = trabeculae(rng, x.shape)
    strands = noise(rng, x.shape, 14.0, octaves=3, tall=5.0)
    left, right = 34.0 + 0.03 * y, 452.0 - 0.03 * y
    limb = chord((right - left) / 2.0, x - (left + right) / 2.0) / 420.0
    muscle = smoothstep(0.0, 30.0, x - left - 34.0) * smoothstep(0.0, 30.0, right - 40.0 - x)
    axis = 176.0 + 0.012 * y
    bone = (chord(37.0, x - axis) - 0.60 * chord(24.0, x - axis) * (1.0 + 0.10 * texture)) / 74.0
    base = response(0.13 * limb + 0.15 * muscle * limb * (1.0 + 0.10 * strands) + 0.5 * bone, 1.3)
    shape = np.hypot((x - 284.0 - 0.04 * (y - 260.0)) / 58.0, (y - 262.0) / 116.0) + 0.035 * noise(
        rng, x.shape, 26.0, octaves=3
    )
    within = smoothstep(1.02, 0.96, shape)
    first, second = cells(rng, x.shape, 11.0, warp=4.0)
    woven = blur(np.exp(-np.square((second - first) / 2.6)), 1.0)
    rim = np.exp(-np.square((shape - 0.93) / 0.06)) * (0.75 + 0.25 * noise(rng, x.shape, 9.0, octaves=2))
    zone = smoothstep(0.40, 0.95, shape) * within
    mineral = 0.32 * rim + zone * (0.07 + 0.15 * woven) + 0.02 * within
    onset = np.clip(1.02 - 0.95 * np.clip(shape, 0.0, 1.0) + 0.05 * noise(rng, x.shape, 8.0), 0.02, 0.88)
    return _finished(base, rng, {"mineral": mineral, "onset": onset, "swell": 0.05 * smoothstep(1.35, 0.2, shape)})


def draw_oil_cyst(seed: int = 113) -> Layers:
    """Compute a mammogram with oil cysts: thin eggshells of calcium round lucent fat."""
    rng = np.random.default_rng(seed)
    width, height = BREAST
    x, y = grid(width, height)
    outline = 392.0 * np.sqrt(np.clip(1.0 - np.square((y - 282.0) / 272.0), 0.0, None)) + 4.0
    fat = smoothstep(0.0, 1.0, np.clip((outline - x) / 130.0, 0.0, 1.0)) * 0.13 + 0.05 * (x < outline)
    ducts = noise(rng, x.shape, 46.0, octaves=5)
    fan = np.exp(-np.square((y - 290.0) / 120.0)) * np.exp(-np.square((x - 210.0) / 120.0))
    strands = np.clip(1.0 - np.abs(noise(rng, (height, width), 22.0, octaves=4)) * 1.5, 0.0, 1.0)
    gland = 0.17 * smoothstep(-0.6, 1.3, ducts) * fan + 0.02 * strands * smoothstep(0.05, 0.4, fan) * (x < outline)
    pectoral = 0.14 * smoothstep(6.0, -6.0, x - 128.0 + 0.62 * y)
    skin = 0.06 * np.exp(-np.square((x - outline + 3.0) / 2.6)) * (outline > 8.0)
    nipple = 0.12 * smoothstep(1.0, 0.6, np.hypot((x - 394.0) / 12.0, (y - 284.0) / 10.0))
    base = fat + gland + pectoral + skin + nipple
    mineral = np.zeros_like(x)
    for cx, cy, rx, ry in ((226.0, 156.0, 31.0, 29.0), (276.0, 208.0, 15.0, 16.0), (186.0, 214.0, 11.0, 10.0)):
        away = np.hypot((x - cx) / rx, (y - cy) / ry) + 0.016 * noise(rng, x.shape, 12.0)
        base = base - 0.6 * (base - 0.10) * smoothstep(1.0, 0.93, away)
        wall = chord(1.0, away) - chord(1.0 - 2.2 / rx, away)
        mineral += wall * (0.34 + 0.05 * noise(rng, x.shape, 6.0, octaves=2)) + 0.10 * np.exp(
            -np.square((away - 0.97) / (1.3 / rx))
        )
    return _finished(base * 1.9, rng, {"mineral": np.clip(mineral, 0.0, None)}, scatter=0.08, detector=0.009)
