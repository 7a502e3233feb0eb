"""Microscopy as dye in tissue: how much takes eosin, how much haematoxylin, how much is mineral.

Colour is not drawn here. A stain is a matrix of absorbances (``calcinosis.imaging.atlas``), so one section can be
looked at under three stains, as in a laboratory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from calcinosis.imaging.drawing.layers import Layers, stamped
from calcinosis.imaging.drawing.noise import Field, blur, grid, noise, smoothstep

WIDTH, HEIGHT = 560, 520


@dataclass(kw_only=True, slots=True)
class Slide:
    """A section being drawn: dye and mineral of every pixel, and where nuclei may not lie."""

    rng: np.random.Generator
    x: Field
    y: Field
    eosin: Field
    haematoxylin: Field
    mineral: Field
    slope: Field = field(default_factory=lambda: np.zeros((1, 1)))

    def layers(self) -> Layers:
        """Return the finished section."""
        height, width = self.x.shape
        return Layers(
            width=width,
            height=height,
            channels={
                "eosin": blur(np.clip(self.eosin, 0.0, 1.0), 0.55),
                "haematoxylin": blur(np.clip(self.haematoxylin, 0.0, 1.0), 0.55),
                "mineral": blur(np.clip(self.mineral, 0.0, 1.0), 0.5),
                "stamp": stamped(width, height, low=0.95),
            },
        )


def collagen(seed: int, *, scale: float = 1.0, width: int = WIDTH, height: int = HEIGHT) -> Slide:
    """Return a slide of wavy collagen bundles with white clefts between them; ``scale`` 3 is a higher power."""
    rng = np.random.default_rng(seed)
    x, y = grid(width, height)
    sway = (
        noise(rng, x.shape, 46.0 * scale, octaves=2) * 15.0 * scale
        + noise(rng, x.shape, 16.0 * scale, octaves=2) * 5.0 * scale
    )
    bands = np.sin((y + sway) / (2.5 * scale)) + 0.6 * np.sin((y + 1.3 * sway) / (5.6 * scale) + 1.0)
    fibre = noise(rng, (height, width), 2.2 * scale, octaves=2)
    wide = blur(rng.standard_normal(x.shape), 9.0 * scale, 2.6 * scale)
    wide = wide / wide.std()
    warped = _shift(wide, sway * 0.7)
    if scale > 1.5:
        fibrils = _shift(blur(rng.standard_normal(x.shape), 16.0, 1.1), sway * 0.9)
        bands = bands + 0.8 * np.sin((y + sway) / 3.1) + 0.9 * fibrils / fibrils.std()
    eosin = 0.36 + 0.075 * bands + 0.045 * fibre + 0.05 * warped
    gap = smoothstep(1.55, 2.0, warped + 0.12 * fibre)
    eosin = eosin * (1.0 - gap) + 0.015 * gap
    slope = np.gradient(sway, axis=1)
    zero = np.zeros_like(x)
    return Slide(rng=rng, x=x, y=y, eosin=eosin, haematoxylin=0.02 + zero, mineral=zero.copy(), slope=-slope)


def _shift(values: Field, down: Field) -> Field:
    rows = np.clip(np.round(np.arange(values.shape[0])[:, None] + down).astype(int), 0, values.shape[0] - 1)
    return np.take_along_axis(values, rows, axis=0)


def nucleus(slide: Slide, at: tuple[float, float], size: tuple[float, float], turn: float, dye: float = 0.85) -> None:
    """Lay one nucleus; its chromatin is uneven and its border darker."""
    reach = int(max(size) * 1.6) + 3
    cx, cy = int(at[0]), int(at[1])
    y0, y1, x0, x1 = (
        max(0, cy - reach),
        min(slide.x.shape[0], cy + reach),
        max(0, cx - reach),
        min(slide.x.shape[1], cx + reach),
    )
    if y0 >= y1 or x0 >= x1:
        return
    x, y = slide.x[y0:y1, x0:x1] - at[0], slide.y[y0:y1, x0:x1] - at[1]
    u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    away = np.hypot(u / size[0], v / size[1])
    body = np.clip((1.0 - away) * min(size) + 0.5, 0.0, 1.0)
    grainy = 1.0 + 0.18 * slide.rng.standard_normal(x.shape) if min(size) > 4.0 else 1.0
    rim = 0.75 + 0.35 * np.clip(away, 0.0, 1.0) ** 3
    spot = slide.haematoxylin[y0:y1, x0:x1]
    spot[:] = np.maximum(spot, body * dye * rim * grainy)
    slide.eosin[y0:y1, x0:x1] *= 1.0 - 0.7 * body


def fibroblasts(slide: Slide, count: int, *, scale: float = 1.0, top: float = 0.0) -> None:
    """Scatter spindle nuclei along the fibres, none in mineral or above ``top`` (pixels)."""
    height, width = slide.x.shape
    for _ in range(count):
        px, py = slide.rng.uniform(2, width - 3), slide.rng.uniform(top + 6, height - 3)
        if slide.mineral[int(py), int(px)] > 0.05 or slide.eosin[int(py), int(px)] < 0.12:
            continue
        long, short = slide.rng.uniform(3.4, 6.0) * scale, slide.rng.uniform(1.3, 2.3) * scale
        turn = float(np.arctan(slide.slope[int(py), int(px)])) + slide.rng.normal(0.0, 0.2)
        nucleus(slide, (px, py), (long, short), turn)


def epidermis(slide: Slide, depth: float = 66.0) -> None:
    """Cover the section with epidermis: horny layer, cells that darken towards the basal row, rete ridges."""
    x, y, rng = slide.x, slide.y, slide.rng
    row = noise(rng, x.shape, 40.0, octaves=2)[0]
    surface = 9.0 + 3.0 * np.sin(x / 90.0) + 1.2 * row
    ridges = depth + 9.0 * np.abs(np.sin(x / 34.0 + 0.8 * row)) - 4.0 + 2.0 * row
    within = smoothstep(-1.0, 1.0, y - surface - 9.0) * smoothstep(1.2, -1.2, y - ridges)
    horn = smoothstep(-0.8, 0.8, y - surface) * smoothstep(1.0, -1.0, y - surface - 9.0)
    flakes = 0.55 + 0.25 * np.sin((y - surface) * 2.2 + noise(rng, x.shape, 14.0) * 1.5)
    outside = smoothstep(1.0, -1.0, y - surface)
    base = smoothstep(0.15, 1.0, (y - surface - 9.0) / np.maximum(ridges - surface - 9.0, 1.0))
    mottled = noise(rng, x.shape, 3.0, octaves=2)
    slide.eosin = slide.eosin * (1.0 - within) + within * (0.44 + 0.03 * mottled)
    slide.haematoxylin = slide.haematoxylin * (1.0 - within) + within * (0.10 + 0.17 * base + 0.02 * mottled)
    papillary = smoothstep(34.0, 0.0, y - ridges) * smoothstep(-1.0, 2.0, y - ridges)
    slide.eosin = slide.eosin * (1.0 - 0.4 * papillary) + 0.4 * papillary * 0.26
    slide.eosin = slide.eosin * (1.0 - horn) + horn * flakes * 0.62
    slide.eosin *= 1.0 - outside
    slide.haematoxylin *= (1.0 - outside) * (1.0 - horn)
    height, width = x.shape
    del height
    for px in np.arange(3.0, width, 6.2):
        column = int(np.clip(px, 0, width - 1))
        low = ridges[0, column] if ridges.ndim > 1 else ridges[column]
        nucleus(slide, (px + rng.normal(0, 0.8), low - 4.5), (2.0, 3.4), rng.normal(0.0, 0.3), 0.8)
        for _ in range(2):
            py = rng.uniform(surface[0, column] + 17.0, max(low - 9.0, surface[0, column] + 18.0))
            nucleus(slide, (px + rng.normal(0, 2.0), py), (2.7, 2.2), rng.uniform(0.0, 3.0), 0.68)


def mineralise(slide: Slide, body: Field, *, scale: float = 1.0, edge: float = 0.12) -> Field:
    """Lay mineral where ``body`` is positive (0 at its border): granular, cracked by the knife, dusty at its rim.

    Returns
    -------
    Field
        1 in the mass, 0 outside.
    """
    rng, shape = slide.rng, slide.x.shape
    rough = body + edge * noise(rng, shape, 7.0 * scale, octaves=4)
    mass = smoothstep(-0.03, 0.03, rough)
    cracks = np.exp(-np.square(noise(rng, shape, 15.0 * scale, octaves=2) / 0.055)) * smoothstep(
        0.1, 0.9, noise(rng, shape, 26.0 * scale)
    )
    cracks = np.clip(1.6 * cracks, 0.0, 1.0)
    coarse, fine = noise(rng, shape, 5.0 * scale, octaves=2), noise(rng, shape, 1.6, octaves=1)
    rings = 0.05 * np.sin(body * 46.0 + coarse)
    texture = np.clip(0.72 + 0.13 * coarse + 0.09 * fine + rings, 0.3, 1.0)
    dust = (
        smoothstep(1.5, 2.0, noise(rng, shape, 1.8 * scale, octaves=2)) * smoothstep(-0.30, -0.04, rough) * (1.0 - mass)
    )
    halo = smoothstep(-0.22, -0.02, rough) * (1.0 - mass)
    slide.eosin = slide.eosin * (1.0 - 0.35 * halo)
    slide.eosin = slide.eosin * (1.0 - mass) + mass * 0.10 * (1.0 - cracks)
    slide.haematoxylin = slide.haematoxylin * (1.0 - mass)
    slide.mineral = np.clip(mass * texture * (1.0 - cracks) + 0.75 * dust, 0.0, 1.0)
    slide.eosin *= 1.0 - 0.9 * np.clip(mass * cracks, 0.0, 1.0)
    return mass


def giant_cell(slide: Slide, at: tuple[float, float], radius: float, turn: float, nuclei: int = 9) -> None:
    """Lay a foreign-body giant cell: pink cytoplasm, many nuclei heaped together."""
    rng = slide.rng
    x, y = slide.x - at[0], slide.y - at[1]
    u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    ragged = 0.10 * noise(rng, slide.x.shape, radius * 0.6, octaves=2)
    away = np.hypot(u / (1.35 * radius), v / radius) + ragged
    body = smoothstep(1.04, 0.94, away) * (1.0 - smoothstep(0.2, 0.5, slide.mineral))
    moat = smoothstep(1.14, 1.05, away) * smoothstep(0.97, 1.04, away)
    slide.eosin = slide.eosin * (1.0 - body) + body * (
        0.52 + 0.05 * noise(rng, slide.x.shape, radius * 0.25, octaves=2)
    )
    slide.eosin *= 1.0 - 0.6 * moat
    slide.haematoxylin = slide.haematoxylin * (1.0 - body) + body * 0.09
    slide.mineral *= 1.0 - 0.9 * body
    for index in range(nuclei):
        reach = radius * 0.72 * np.sqrt((index + 0.4) / nuclei)
        angle = index * 2.39996 + turn
        px, py = at[0] + 1.15 * reach * np.cos(angle), at[1] + 0.9 * reach * np.sin(angle)
        nucleus(
            slide,
            (px, py),
            (radius * rng.uniform(0.2, 0.26), radius * rng.uniform(0.15, 0.2)),
            rng.uniform(0, 3.1),
            0.86,
        )


def infiltrate(slide: Slide, mass: Field, count: int, *, size: float = 2.2, reach: float = 14.0) -> None:
    """Scatter round inflammatory nuclei near the border of a mass."""
    near = blur(mass, reach) * (1.0 - smoothstep(0.2, 0.6, mass))
    near = np.where(near > 0.12, near, 0.0).ravel()
    width = slide.x.shape[1]
    for spot in slide.rng.choice(near.size, size=count, p=near / near.sum()):
        nucleus(
            slide, (float(spot % width), float(spot // width)), (size, size * 0.86), slide.rng.uniform(0, 3.1), 0.85
        )
