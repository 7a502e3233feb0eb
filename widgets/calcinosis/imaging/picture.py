"""A finished picture: pixels, words and marks made from the same parameters."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from calcinosis.imaging.atlas import ATLAS, entry
from calcinosis.imaging.develop import develop
from calcinosis.imaging.entry import STAMP, Mark, Values
from calcinosis.imaging.plates import plate
from calcinosis.imaging.png import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

IDS = tuple(ATLAS)
"""Every picture that there is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture of the atlas at one setting."""

    id: str
    png: bytes
    """The file; the word SYNTHETIC stands in its pixels."""
    width: int
    height: int
    title: str
    """What it shows."""
    alt: str
    """What can be seen, for those who cannot."""
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

    def svg(self, *, labels: bool = False, regions: Mapping[str, tuple[float, float, float, float]] | None = None) -> str:
        """Return a drawing that stands alone.

        Parameters
        ----------
        labels
            Whether the rings and their numbers are drawn.
        regions
            Invisible places for a question, each (centre x, centre y, half-axis x, half-axis y) in pixels.
        """
        parts = [f'<image width="{self.width}" height="{self.height}" href="{self.data_uri()}"/>']
        if labels:
            parts += [_ring(number, mark) for number, mark in enumerate(self.marks, start=1)]
        parts += [
            f'<ellipse id="{escape(name)}" cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="#000" fill-opacity="0"/>'
            for name, (x, y, rx, ry) in (regions or {}).items()
        ]
        size = f'viewBox="0 0 {self.width} {self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def picture(name: str, **parameters: float | str) -> Picture:
    """Develop a picture.

    Raises
    ------
    ValueError
        There is no such picture or parameter, or a value is out of range; the message names what there is.

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
        png=encode(pixels.tobytes(), raw.width, raw.height, colours=pixels.ndim if pixels.ndim == 3 else 1),
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


def _ring(number: int, mark: Mark) -> str:
    (x, y), (rx, ry) = mark.at, mark.size
    bx, by = x + 0.72 * rx, y - 0.72 * ry
    shape = f'cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="none"'
    return (
        f'<ellipse {shape} stroke="#101418" stroke-width="5"/><ellipse {shape} stroke="#ffd24a" stroke-width="2.4"/>'
        f'<circle cx="{bx:g}" cy="{by:g}" r="12" fill="#ffd24a"/>'
        f'<text x="{bx:g}" y="{by + 5:g}" text-anchor="middle" font-family="sans-serif" font-size="15" font-weight="700">{number}</text>'
    )
