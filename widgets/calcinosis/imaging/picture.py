"""Develop a picture of the atlas: pixels, words and marks from the same parameters."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, cast

import numpy as np

from calcinosis.imaging.atlas import entry
from calcinosis.imaging.develop import Pixels, develop
from calcinosis.imaging.entry import STAMP, Mark, Values
from calcinosis.imaging.plates import plate
from calcinosis.imaging.png import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = tuple[float, float, float, float]
"""Four numbers, pixels: an ellipse (centre x, centre y, half-axis x, half-axis y) or a crop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture of the atlas at one setting."""

    id: str
    png: bytes
    """The file; the word SYNTHETIC is drawn in its pixels."""
    width: int
    height: int
    title: str
    """What it shows."""
    alt: str
    """Alternative text: what can be seen."""
    caption: str
    """View and stamp, in one line; does not name the finding."""
    stamp: str
    claims: tuple[str, ...]
    """Ids of the ledger."""
    marks: tuple[Mark, ...]
    """The signs that can be seen at this setting."""
    parameters: Values

    def data_uri(self) -> str:
        """Return the picture for ``<img src>``."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"

    def svg(
        self,
        *,
        labels: bool = False,
        regions: Mapping[str, Place | tuple[Place, ...]] | None = None,
        crop: Place | None = None,
    ) -> str:
        """Return a self-contained drawing.

        Parameters
        ----------
        labels
            Whether the rings and their numbers are drawn.
        regions
            Invisible ellipses for a question, or several for one answer that lies in several places; later ones cover
            earlier ones.
        crop
            Part of the picture to show: left, top, width, height.
        """
        parts = [f'<image width="{self.width}" height="{self.height}" href="{self.data_uri()}"/>']
        if labels:
            parts += [_ring(number, mark) for number, mark in enumerate(self.marks, start=1)]
        parts += [_region(name, place) for name, place in (regions or {}).items()]
        left, top, wide, tall = crop or (0, 0, self.width, self.height)
        if crop:  # the word in the pixels may be outside the crop
            font = f'font-family="sans-serif" font-weight="600" font-size="{0.045 * wide:.0f}"'
            look = f'{font} fill="#fff" fill-opacity="0.75"'
            halo = f'stroke="#0d1013" stroke-opacity="0.6" stroke-width="{0.008 * wide:.1f}" paint-order="stroke"'
            place = f'x="{left + wide / 2:g}" y="{top + tall - 0.03 * wide:g}" text-anchor="middle"'
            parts.insert(1, f'<text {place} letter-spacing="{0.02 * wide:.0f}" {look} {halo}>SYNTHETIC</text>')
        size = f'viewBox="{left:g} {top:g} {wide:g} {tall:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def picture(name: str, *, shades: int = 256, **parameters: float | str) -> Picture:
    """Develop a picture.

    Parameters
    ----------
    shades
        Levels of each colour; 16 make the file a quarter of the size, for drawings that are part of a question.

    Raises
    ------
    ValueError
        There is no such picture or parameter, or a value is out of range; the message names what exists.

    Examples
    --------
    >>> picture("hand-sclerosis", severity=0.1).caption
    'Hand radiograph, posteroanterior. Synthetic picture, no patient.'
    """
    found = entry(name)
    values = found.values(parameters)
    raw = plate(name)
    pixels = develop(raw, found.recipe, values)
    return Picture(
        id=name,
        png=_encoded(pixels, shades),
        width=raw.width,
        height=raw.height,
        title=found.title,
        alt=found.words(values),
        caption=f"{found.view}. {STAMP}.",
        stamp=STAMP,
        claims=found.claims,
        marks=tuple(mark for mark in found.marks if mark.seen(values)),
        parameters=values,
    )


def _region(name: str, places: Place | tuple[Place, ...]) -> str:
    several = tuple(each for each in places if isinstance(each, tuple))
    if several:
        return f'<g id="{escape(name)}">{"".join(map(_ellipse, several))}</g>'
    return _ellipse(cast("Place", places), f'id="{escape(name)}" ')


def _ellipse(place: Place, name: str = "") -> str:
    x, y, rx, ry = place
    return f'<ellipse {name}cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="#000" fill-opacity="0"/>'


def _encoded(pixels: Pixels, shades: int) -> bytes:
    height, width = pixels.shape[:2]
    if shades >= 256:
        return encode(pixels.tobytes(), width, height, colours=3 if pixels.ndim == 3 else 1)
    step = 255.0 / (shades - 1)
    coarse = np.round(np.round(pixels / step) * step).astype(np.uint8)
    colours = np.stack([coarse] * 3, axis=-1) if coarse.ndim == 2 else coarse
    palette, places = np.unique(colours.reshape(-1, 3), axis=0, return_inverse=True)
    if len(palette) > 256:
        raise ValueError(f"shades: {shades} leave {len(palette)} colours; a palette holds 256, so ask for fewer")
    return encode(places.astype(np.uint8).tobytes(), width, height, colours=1, palette=palette.tobytes())


def _ring(number: int, mark: Mark) -> str:
    (x, y), (rx, ry) = mark.at, mark.size
    bx, by = x + 0.72 * rx, y - 0.72 * ry
    font = 'text-anchor="middle" font-family="sans-serif" font-size="15" font-weight="700"'
    shape = f'cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="none"'
    return (
        f'<ellipse {shape} stroke="#101418" stroke-width="5"/><ellipse {shape} stroke="#ffd24a" stroke-width="2.4"/>'
        f'<circle cx="{bx:g}" cy="{by:g}" r="12" fill="#ffd24a"/>'
        f'<text x="{bx:g}" y="{by + 5:g}" {font}>{number}</text>'
    )
