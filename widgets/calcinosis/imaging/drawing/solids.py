"""Solids in projection: how much bone, soft tissue and mineral a ray passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from calcinosis.imaging.drawing.noise import Field, blur, noise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def along(x: Field, y: Field, start: Point, end: Point) -> tuple[Field, Field]:
    """Return the place along a segment (0 at its start, 1 at its end) and the signed distance beside it."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = float(np.hypot(dx, dy))
    t = ((x - start[0]) * dx + (y - start[1]) * dy) / length**2
    across = ((x - start[0]) * dy - (y - start[1]) * dx) / length
    return t, across


def chord(radius: Field | float, away: Field) -> Field:
    """Return the length of a ray through a round body of ``radius`` at ``away`` from its axis."""
    return 2.0 * np.sqrt(np.clip(np.square(radius) - np.square(away), 0.0, None))


def tube(
    x: Field,
    y: Field,
    start: Point,
    end: Point,
    radius: float,
    *,
    flare: float = 0.42,
    sharp: float = 4.0,
    cortex: float = 0.38,
    marrow: float = 0.36,
    grain: Field | None = None,
    ends: float = 1.15,
) -> Field:
    """Return the projection of a long bone: a flared tube with a marrow cavity, so that the cortex comes by itself.

    Parameters
    ----------
    radius
        At mid-shaft, pixels; ``flare`` widens both ends, ``sharp`` says how close to them.
    cortex
        Wall at mid-shaft as a share of the radius; it thins to a tenth at the ends.
    marrow
        How much trabecular bone in the cavity weighs beside cortex.
    grain
        Noise of unit variance that becomes the trabecular texture.
    ends
        Roundness of the ends: half-axis along the bone as a share of the end's radius.
    """
    t, across = along(x, y, start, end)
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    reach = np.abs(2.0 * t - 1.0)
    inside = np.clip(reach, 0.0, 1.0)
    outer = radius * (1.0 + flare * inside**sharp)
    beyond = np.clip(reach - 1.0, 0.0, None) * length / 2.0
    cap = ends * outer * 0.45
    outer = outer * np.sqrt(np.clip(1.0 - np.square(beyond / cap), 0.0, None))
    wall = cortex + (0.10 - cortex) * inside**2.2
    hollow = outer * (1.0 - wall)
    outside, cavity = chord(outer, across), chord(hollow, across)
    spongy = marrow * (1.0 + (0.22 * grain if grain is not None else 0.0))
    return outside - cavity + spongy * cavity


def ball(x: Field, y: Field, centre: Point, radii: Point, *, turn: float = 0.0) -> Field:
    """Return the projection of an ellipsoid, as thick as its shorter half-axis is long, ``turn`` in radians."""
    dx, dy = x - centre[0], y - centre[1]
    u, v = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    depth = min(radii)
    return 2.0 * depth * np.sqrt(np.clip(1.0 - np.square(u / radii[0]) - np.square(v / radii[1]), 0.0, None))


def flesh(
    x: Field, y: Field, limbs: Iterable[Sequence[tuple[Point, Point, float, float]]], *, melt: float = 9.0
) -> Field:
    """Return the thickness of soft tissue: chains of capsules (start, end, two radii); chains melt into one another."""
    total = np.zeros_like(x)
    for chain in limbs:
        depth = np.full_like(x, -np.inf)
        for start, end, first, last in chain:
            t, across = along(x, y, start, end)
            length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
            kept = np.clip(t, 0.0, 1.0)
            depth = np.maximum(depth, first + (last - first) * kept - np.hypot(across, (t - kept) * length))
        total += np.exp(np.minimum(depth, 400.0) / melt)
    depth = melt * np.log(np.maximum(total, 1e-12))
    return np.sqrt(np.clip(depth, 0.0, None)) * 5.2


def inside(x: Field, y: Field, corners: Sequence[Point], *, rounds: int = 3) -> Field:
    """Return 1 inside a closed curve through ``corners`` (rounded by cutting corners ``rounds`` times), else 0."""
    points = np.asarray(corners, dtype=np.float64)
    for _ in range(rounds):
        following = np.roll(points, -1, axis=0)
        points = np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], axis=1).reshape(-1, 2)
    odd = np.zeros(x.shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = ((y0 <= y) & (y < y1)) | ((y1 <= y) & (y < y0))
        odd ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return odd.astype(np.float64)


def edge_distance(mask: Field, limit: int = 40) -> Field:
    """Return how far each pixel inside a mask lies from its edge, up to ``limit`` pixels, by repeated erosion."""
    left = mask > 0.5
    total = np.zeros(mask.shape)
    for step in range(limit):
        if not left.any():
            break
        total += left
        shrunk = left.copy()
        shrunk[1:, :] &= left[:-1, :]
        shrunk[:-1, :] &= left[1:, :]
        if step % 2:
            shrunk[:, 1:] &= left[:, :-1]
            shrunk[:, :-1] &= left[:, 1:]
            shrunk[1:, 1:] &= left[:-1, :-1]
            shrunk[:-1, :-1] &= left[1:, 1:]
        else:
            shrunk[:, 1:] &= left[:, :-1]
            shrunk[:, :-1] &= left[:, 1:]
        left = shrunk
    return total


def grains(
    x: Field,
    y: Field,
    rng: np.random.Generator,
    centre: Point,
    spread: Point,
    count: int,
    sizes: Point,
    *,
    turn: float = 0.0,
    first: float = 0.0,
    last: float = 1.0,
) -> tuple[Field, Field]:
    """Return a clump of mineral spheres in projection, and the severity at which each pixel's mineral appears.

    Spheres are sown from the centre outwards, and the outer ones appear later; ``first`` and ``last`` are the
    severities of the first and the last sphere.
    """
    thick = np.zeros_like(x)
    weighted = np.zeros_like(x)
    for _ in range(count):
        angle, reach = rng.uniform(0.0, 2.0 * np.pi), np.sqrt(rng.uniform(0.0, 1.0))
        u, v = spread[0] * reach * np.cos(angle), spread[1] * reach * np.sin(angle)
        at = (centre[0] + u * np.cos(turn) - v * np.sin(turn), centre[1] + u * np.sin(turn) + v * np.cos(turn))
        size = rng.uniform(*sizes) * (1.15 - 0.35 * reach)
        appears = first + (last - first) * np.clip(0.75 * reach + 0.25 * rng.uniform(), 0.0, 1.0)
        away = np.hypot(x - at[0], y - at[1])
        grain = chord(size, away)
        thick += grain
        weighted += grain * appears
    return thick, weighted


def response(thickness: Field, strength: float = 1.9) -> Field:
    """Bend thickness as a film does: the thick parts differ less than the thin ones."""
    return (1.0 - np.exp(-strength * thickness)) / (1.0 - np.exp(-strength))


def exposed(thickness: Field, rng: np.random.Generator, *, scatter: float = 0.13, detector: float = 0.012) -> Field:
    """Turn thickness into a film: scatter, a little sharpening, and the noise of the detector."""
    seen = (1.0 - scatter) * thickness + scatter * blur(thickness, 28.0)
    seen = seen + 0.55 * (seen - blur(seen, 2.2))
    if detector:
        seen = seen + detector * blur(rng.standard_normal(thickness.shape), 0.7) / 0.4
    return seen


def trabeculae(rng: np.random.Generator, shape: tuple[int, int]) -> Field:
    """Return the fine texture of spongy bone, unit variance."""
    mixed = 0.8 * noise(rng, shape, 3.2, octaves=2) + 0.5 * noise(rng, shape, 9.0, octaves=2)
    return mixed / mixed.std()
