"""From layers to pixels; the browser's ``plate.js`` follows the same recipes, and a test holds the two equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from calcinosis.imaging.entry import Values
    from calcinosis.imaging.plates import Plate

Field = NDArray[np.float64]
Pixels = NDArray[np.uint8]

WHITE = 250.0
"""Brightness of clear glass under the microscope, of 255."""


def layers(plate: Plate) -> dict[str, Field]:
    """Return the channels of a plate with values from 0 to 1, shape (height, width)."""
    found: dict[str, Field] = {}
    planes = plate.planes()
    for channel in plate.channels:
        raw = np.frombuffer(planes[channel["name"]], dtype=np.uint8).astype(np.float64)
        if channel["bits"] == 16:
            high, low = raw.reshape(2, -1)
            raw = 256.0 * high + low
        found[channel["name"]] = raw.reshape(plate.height, plate.width) / channel["steps"]
    return found


def develop(plate: Plate, recipe: dict[str, Any], values: Values) -> Pixels:
    """Return a picture: grey with shape (height, width), or colour with shape (height, width, 3)."""
    channels = layers(plate)
    return _KINDS[recipe["kind"]](plate, recipe, values, channels)


def ramp(points: list[list[float]], value: float) -> float:
    """Return the share that a curve of points gives a value; flat beyond its ends."""
    return float(np.interp(value, [x for x, _ in points], [y for _, y in points]))


def letters(stamp: Field) -> tuple[Field, Field]:
    """Return the inside of the stamp's letters and their outline, each from 0 to 1."""
    inside = np.clip(2.0 * stamp - 1.0, 0.0, 1.0)
    return inside, np.clip(2.0 * stamp, 0.0, 1.0) - inside


def stamped(grey: Field, stamp: Field) -> Field:
    """Burn the stamp into a grey picture of values from 0 to 1: light letters, darkly outlined, for any ground."""
    inside, outline = letters(stamp)
    dimmed = grey * (1.0 - 0.45 * outline)
    return dimmed + 0.42 * inside * (1.0 - dimmed)


def _bytes(picture: Field) -> Pixels:
    return np.round(np.clip(picture, 0.0, 1.0) * 255.0).astype(np.uint8)


def _film(plate: Plate, recipe: dict[str, Any], values: Values, channels: dict[str, Field]) -> Pixels:
    del plate
    seen = channels["base"].copy()
    for layer in recipe["layers"]:
        share = float(values[layer["by"]]) if "by" in layer else 1.0
        if "curve" in layer:
            share = ramp(layer["curve"], share)
        amount = channels[layer["channel"]] * (float(values["density"]) if layer.get("density") else 1.0)
        if "onset" in layer:
            shown = np.clip((share - channels[layer["onset"]]) / recipe["fade"], 0.0, 1.0) if share > 0 else 0.0
            amount = amount * shown
        else:
            amount = amount * (share if "by" in layer else 1.0)
        seen += layer["sign"] * amount
    level, width = float(values["level"]), float(values["width"])
    grey = np.clip((seen - level + width / 2.0) / width, 0.0, 1.0) ** recipe["gamma"]
    return _bytes(stamped(grey, channels["stamp"]))


def hounsfield(plate: Plate, recipe: dict[str, Any], values: Values) -> Field:
    """Return Hounsfield units, mineral settled along the gravity of the posture, shape (height, width)."""
    channels, facts = layers(plate), plate.facts
    units = channels["hu"] * 65535.0 * facts["step"] - facts["offset"]
    number = np.round(channels["cyst"] * 255.0)
    gx, gy = recipe["gravity"][values["posture"]]
    y, x = np.mgrid[0 : plate.height, 0 : plate.width]
    for index, (cx, cy, radius, level) in enumerate(facts["cysts"], start=1):
        depth = ((x - cx) * gx + (y - cy) * gy) / radius
        settled = np.clip((depth + level) / 0.06, 0.0, 1.0) * (number == index)
        units = units + settled * (facts["sediment"] - facts["fluid"])
    return units


def _ct(plate: Plate, recipe: dict[str, Any], values: Values, channels: dict[str, Field]) -> Pixels:
    level, width = float(values["level"]), float(values["width"])
    grey = np.clip((hounsfield(plate, recipe, values) - level + width / 2.0) / width, 0.0, 1.0)
    return _bytes(stamped(grey, channels["stamp"]))


def _ultrasound(plate: Plate, recipe: dict[str, Any], values: Values, channels: dict[str, Field]) -> Pixels:
    del recipe
    facts = plate.facts
    echo = channels["echo"]
    if "chalk" in channels:
        y, x = np.mgrid[0 : plate.height, 0 : plate.width]
        turn = np.radians(float(values["tilt"]))
        cx, cy = facts["centre"]
        depth = ((x - cx) * np.sin(turn) + (y - cy) * np.cos(turn)) / facts["half"]
        low = np.clip((depth - facts["level"]) / 0.10, 0.0, 1.0) * channels["within"]
        echo = np.maximum(np.maximum(echo, channels["chalk"] * low), 0.8 * channels["motes"])
    decibels = (echo - 1.0) * facts["dynamic"] + float(values["gain"])
    grey = np.clip(decibels / float(values["range"]) + 1.0, 0.0, 1.0)
    return _bytes(stamped(grey, channels["stamp"]))


def _stained(parts: dict[str, Field], stain: dict[str, list[float]], stamp: Field) -> Pixels:
    """Let light pass the dyes (Beer and Lambert) and burn the stamp in, dark on glass."""
    density = sum(np.clip(parts[name], 0.0, 1.0)[:, :, None] * np.array(stain[name]) for name in parts)
    light = WHITE / 255.0 * np.exp(-density)
    inside, _ = letters(stamp)
    return _bytes(light * (1.0 - 0.34 * inside[:, :, None]))


def _histology(plate: Plate, recipe: dict[str, Any], values: Values, channels: dict[str, Field]) -> Pixels:
    del plate
    parts = {name: channels[name] for name in ("eosin", "haematoxylin", "mineral")}
    return _stained(parts, recipe["stains"][values["stain"]], channels["stamp"])


def lumen(recipe: dict[str, Any], stage: float) -> float:
    """Return the radius of the lumen at a stage, pixels."""
    wide, narrow = recipe["lumen"]
    return wide + (narrow - wide) * ramp(recipe["narrowing"], stage)


def _arteriole(plate: Plate, recipe: dict[str, Any], values: Values, channels: dict[str, Field]) -> Pixels:
    stage = float(values["stage"])
    radius = channels["radius"] * plate.facts["reach"]
    swirl, patchy, grain = channels["swirl"], channels["patchy"], channels["grain"]
    inner, outer = recipe["media"]
    hole = lumen(recipe, stage)

    def inside(limit: float) -> Field:
        return np.clip((limit - radius) / 2.0 + 0.5, 0.0, 1.0)

    def mix(old: Field, new: Field | float, share: Field) -> Field:
        return old * (1.0 - share) + new * share

    eosin = channels["eosin"] + 0.16 * channels["necrosis"] * ramp(recipe["dying"], stage)
    blue = channels["haematoxylin"]
    wall, intima, opening = inside(outer), inside(inner), inside(hole)
    lining = inside(hole + 2.6) - opening
    elastic = inside(inner + 1.6) - inside(inner - 1.6)
    eosin = mix(eosin, 0.40 + 0.22 * (swirl - 0.5) + 0.06 * (grain - 0.5), wall)
    eosin = mix(eosin, 0.20 + 0.12 * (swirl - 0.5) + 0.04 * (grain - 0.5), intima)
    eosin = eosin + 0.30 * elastic + 0.32 * lining
    blue = mix(blue, 0.03 + 0.30 * np.clip(swirl - 0.62, 0.0, 1.0), wall)
    blue = mix(blue, 0.03, intima) + 0.35 * lining
    ring = np.clip((radius - inner - 1.0) / 5.0, 0.0, 1.0) * np.clip((outer - 1.0 - radius) / 5.0, 0.0, 1.0)
    above = ramp(recipe["threshold"], stage)
    mineral = np.clip((patchy + 0.5 * (grain - 0.5) - above) / 0.10 + 0.5, 0.0, 1.0) * ring
    crust = mineral * np.clip(0.25 + 1.25 * grain, 0.0, 1.0)
    eosin, blue = eosin * (1.0 - 0.75 * mineral), blue * (1.0 - mineral)
    crust = np.maximum(crust, 0.8 * channels["dust"] * ramp(recipe["dust"], stage))
    clot = ramp(recipe["clot"], stage)
    y, x = np.mgrid[0 : plate.height, 0 : plate.width]
    cx, cy = plate.facts["centre"]
    slit = np.clip(1.6 - 1.2 * np.hypot((x - cx - 13.0) / 5.0, (y - cy - 12.0) / 13.0), 0.0, 1.0)
    eosin = mix(eosin, 0.015, opening)
    blue = mix(blue, 0.0, opening)
    blood = opening * clot * (0.62 + 0.5 * (grain - 0.5) + 0.4 * (swirl - 0.5)) * (1.0 - slit)
    parts = {"eosin": eosin, "haematoxylin": blue, "mineral": crust, "blood": blood}
    return _stained(parts, recipe["stains"][values["stain"]], channels["stamp"])


_KINDS = {"film": _film, "ct": _ct, "ultrasound": _ultrasound, "histology": _histology, "arteriole": _arteriole}
