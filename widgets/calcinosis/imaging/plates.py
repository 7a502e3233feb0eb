"""Compiled plates: the layers of a picture as bytes, read with the standard library alone.

A plate file is one line of JSON (its head) and, after it, one deflate stream for each channel. Sixteen-bit channels
travel as two planes, high bytes first, because high bytes alone compress well.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("compiled")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plate:
    """The layers of one picture."""

    width: int
    height: int
    channels: tuple[dict[str, Any], ...]
    """For each channel its ``name``, ``bits`` (8 or 16), ``steps`` (value of 1) and ``bytes`` (of its stream)."""
    facts: dict[str, Any]
    """Further numbers needed to develop it."""
    data: bytes
    """The streams, one after the other."""

    def head(self) -> dict[str, Any]:
        """Return everything but the bytes, as plain data for the browser."""
        return {"width": self.width, "height": self.height, "channels": list(self.channels), "facts": self.facts}

    def planes(self) -> dict[str, bytes]:
        """Return each channel unpacked: ``width * height`` bytes, twice as many for one of 16 bits."""
        found: dict[str, bytes] = {}
        start = 0
        for channel in self.channels:
            end = start + channel["bytes"]
            found[channel["name"]] = zlib.decompress(self.data[start:end])
            start = end
        return found


@lru_cache(maxsize=32)
def plate(name: str, folder: Path = FOLDER) -> Plate:
    """Read the compiled plate of a picture.

    Raises
    ------
    FileNotFoundError
        It has not been compiled: run ``python -m calcinosis.imaging``.
    """
    head, _, data = (folder / f"{name}.plate").read_bytes().partition(b"\n")
    fields = json.loads(head)
    return Plate(
        width=fields["width"],
        height=fields["height"],
        channels=tuple(fields["channels"]),
        facts=fields["facts"],
        data=data,
    )
