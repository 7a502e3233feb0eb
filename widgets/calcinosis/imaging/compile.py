"""Draw every plate and write it to ``compiled``: a step for authors, like compiling the ledger of claims."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import numpy as np

from calcinosis.imaging.drawing import arteriole, hand, hip, hip_ct, infant, mimics, sections, thigh, ultrasound
from calcinosis.imaging.plates import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from calcinosis.imaging.drawing.layers import Layers

DRAWN: dict[str, Callable[[], Layers]] = {
    "hand-sclerosis": hand.draw,
    "thigh-sheet": thigh.draw_sheet,
    "thigh-net": thigh.draw_net,
    "hip-cloud": hip.draw,
    "foot-leak": infant.draw,
    "oil-cyst": mimics.draw_oil_cyst,
    "hip-levels": hip_ct.draw,
    "ultrasound-shadow": ultrasound.draw_shadow,
    "ultrasound-milk": ultrasound.draw_milk,
    "skin-deposit": sections.draw_deposit,
    "giant-cells": sections.draw_giant_cells,
    "scrotal-nodule": sections.draw_scrotal,
    "arteriole": arteriole.draw,
    "mass-amorphous": mimics.draw_amorphous,
    "mass-ossified": mimics.draw_ossified,
    "phlebolith": mimics.draw_phlebolith,
    "tophus": mimics.draw_tophus,
    "myositis-ossificans": mimics.draw_myositis,
}
"""The function that draws each picture of the atlas."""

STEPS = {
    "base": 255,
    "mineral": 127,
    "onset": 63,
    "lost": 127,
    "swell": 63,
    "stamp": 15,
    "echo": 127,
    "chalk": 63,
    "motes": 15,
    "within": 15,
    "cyst": 255,
    "hu": 65535,
    "radius": 1023,
    "eosin": 63,
    "haematoxylin": 63,
    "swirl": 31,
    "patchy": 63,
    "grain": 31,
    "dust": 15,
    "necrosis": 31,
}
"""Levels of each channel: as few as look the same to the eye, because fewer compress better."""


def packed(layers: Layers) -> bytes:
    """Return the content of a plate file."""
    channels: list[dict[str, object]] = []
    streams: list[bytes] = []
    for name, values in layers.channels.items():
        steps = STEPS[name]
        if name == "onset":  # irrelevant where there is no mineral
            values = np.where(layers.channels["mineral"] > 0.004, values, 0.0)  # noqa: PLW2901 - the same layer, tidied
        levels = np.round(np.clip(values, 0.0, 1.0) * steps)
        deep = name in layers.deep
        whole = levels.astype(np.uint16)
        planes = np.stack([whole >> 8, whole & 255]).astype(np.uint8) if deep else levels.astype(np.uint8)
        stream = zlib.compress(planes.tobytes(), 9)
        channels.append({"name": name, "bits": 16 if deep else 8, "steps": steps, "bytes": len(stream)})
        streams.append(stream)
    head = {"width": layers.width, "height": layers.height, "channels": channels, "facts": layers.facts}
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + b"".join(streams)


def write(folder: Path = FOLDER, *, names: tuple[str, ...] = ()) -> dict[str, int]:
    """Draw the named plates, or all, and write them; return the size of each file in bytes."""
    folder.mkdir(exist_ok=True)
    sizes: dict[str, int] = {}
    for name in names or DRAWN:
        content = packed(DRAWN[name]())
        (folder / f"{name}.plate").write_bytes(content)
        sizes[name] = len(content)
    return sizes
