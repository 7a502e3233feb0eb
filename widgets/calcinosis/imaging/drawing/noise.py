"""Blur, noise and the grid that every drawing starts from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]
"""Values on the pixels of a plate, shape (height, width)."""


def grid(width: int, height: int) -> tuple[Field, Field]:
    """Return the x and y of every pixel, both of shape (height, width)."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    return x, y


def blur(field: Field, sigma: float, sigma_y: float | None = None) -> Field:
    """Smooth with a Gaussian of ``sigma`` pixels across (and ``sigma_y`` down), edges mirrored."""
    down = sigma if sigma_y is None else sigma_y
    pad_x, pad_y = int(3 * sigma) + 1, int(3 * down) + 1
    wide = np.pad(field, ((pad_y, pad_y), (pad_x, pad_x)), mode="symmetric")
    fy = np.fft.fftfreq(wide.shape[0])[:, None]
    fx = np.fft.rfftfreq(wide.shape[1])[None, :]
    gain = np.exp(-2.0 * np.pi**2 * ((fx * sigma) ** 2 + (fy * down) ** 2))
    smooth = np.fft.irfft2(np.fft.rfft2(wide) * gain, s=wide.shape)
    return smooth[pad_y:-pad_y, pad_x:-pad_x]


def noise(
    rng: np.random.Generator, shape: tuple[int, int], sigma: float, *, octaves: int = 4, tall: float = 1.0
) -> Field:
    """Return noise of unit variance whose largest lumps are ``sigma`` pixels, ``tall`` times longer downwards.

    Each octave is half as coarse and 0.55 times as strong as the one before.
    """
    total = np.zeros(shape)
    for octave in range(octaves):
        size = sigma / 2.0**octave
        if size < 0.5:
            break
        layer = blur(rng.standard_normal(shape), size, size * tall)
        total += 0.55**octave * layer / layer.std()
    return (total - total.mean()) / total.std()


def smoothstep(low: float, high: float, value: Field) -> Field:
    """Go from 0 at ``low`` to 1 at ``high`` (which may be the smaller one) without a kink."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def cells(
    rng: np.random.Generator, shape: tuple[int, int], spacing: float, *, warp: float = 0.0
) -> tuple[Field, Field]:
    """Return, for jittered seeds about ``spacing`` apart, the distances to the nearest and to the second nearest seed.

    Their difference is 0 on the walls between cells: fat, nets and cracked masses are drawn from it. ``warp`` bends the
    walls by so many pixels.
    """
    height, width = shape
    x, y = grid(width, height)
    if warp:
        x = x + warp * noise(rng, shape, spacing * 0.6, octaves=3)
        y = y + warp * noise(rng, shape, spacing * 0.6, octaves=3)
    columns, rows = int(width / spacing) + 5, int(height / spacing) + 5
    seeds_x = (np.arange(columns)[None, :] - 2 + rng.uniform(0.06, 0.94, (rows, columns))) * spacing
    seeds_y = (np.arange(rows)[:, None] - 2 + rng.uniform(0.06, 0.94, (rows, columns))) * spacing
    column = np.clip((x / spacing).astype(int) + 2, 0, columns - 1)
    row = np.clip((y / spacing).astype(int) + 2, 0, rows - 1)
    first = np.full(shape, np.inf)
    second = np.full(shape, np.inf)
    for dy in (-2, -1, 0, 1, 2):
        for dx in (-2, -1, 0, 1, 2):
            r, c = np.clip(row + dy, 0, rows - 1), np.clip(column + dx, 0, columns - 1)
            away = np.hypot(x - seeds_x[r, c], y - seeds_y[r, c])
            second = np.minimum(second, np.maximum(first, away))
            first = np.minimum(first, away)
    return first, second
