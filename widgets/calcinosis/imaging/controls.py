"""What several pictures share: controls for window, amount and density of mineral, and the recipe of a radiograph."""

from __future__ import annotations

from typing import Any

from calcinosis.imaging.entry import Control


def window(level: float, width: float) -> tuple[Control, Control]:
    """Return the two sliders that set the window of a film, as shares of its full range."""
    return (
        Control(name="level", label="Window level", low=0.1, high=1.1, step=0.01, default=level),
        Control(
            name="width",
            label="Window width",
            low=0.2,
            high=1.4,
            step=0.01,
            default=width,
            says=(
                (0.0, "The window is narrow: contrast is high, and what is very thin or very dense is lost."),
                (0.5, ""),
                (1.15, "The window is wide: everything is seen, nothing stands out."),
            ),
        ),
    )


def severity(*says: tuple[float, str], default: float = 0.8) -> Control:
    """Return the slider that lets mineral appear."""
    return Control(name="severity", label="Severity", low=0.0, high=1.0, step=0.01, default=default, says=says)


DENSITY = Control(
    name="density",
    label="Density of the mineral",
    low=0.2,
    high=1.3,
    step=0.01,
    default=1.0,
    says=((0.0, "The mineral is so thin that it hardly shows."), (0.45, "The mineral is faint."), (0.8, "")),
)

MINERAL: dict[str, Any] = {"channel": "mineral", "onset": "onset", "sign": 1, "by": "severity", "density": True}
"""Layer of mineral that appears grain by grain as severity rises."""


def film(*layers: dict[str, Any], gamma: float = 0.85) -> dict[str, Any]:
    """Return the recipe of a radiograph: a base, and layers added to it or taken from it.

    A layer is scaled by ``curve`` (points of the control ``by`` against a share of 1); with ``onset`` each pixel
    appears when that share passes the pixel's own value, within ``fade`` of it.
    """
    return {"kind": "film", "layers": list(layers), "gamma": gamma, "fade": 0.12}
