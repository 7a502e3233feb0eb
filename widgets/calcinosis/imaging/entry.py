"""An entry of the atlas: the controls of a picture, the marks on it, and its description in words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

STAMP = "Synthetic picture, no patient"
"""Printed with every picture; the word SYNTHETIC is drawn in its pixels."""

Values = dict[str, float | str]
"""A value for each control of a picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """A number that the reader can set with a slider."""

    name: str
    """Name of the parameter."""
    label: str
    """Label of the slider."""
    low: float
    high: float
    step: float
    default: float
    unit: str = ""
    """Unit; empty for shares of 1."""
    decimals: int = 2
    says: tuple[tuple[float, str], ...] = ()
    """Sentences of the text twin: each holds from its value upwards; ``{value}`` prints the number."""

    def check(self, value: float | str) -> float:
        """Return a value within range.

        Raises
        ------
        ValueError
            It is no number, or out of range.
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise ValueError(
                f"{self.name}: {value!r} must be a number from {self.low:g} to {self.high:g} {self.unit}".rstrip()
            )
        return float(value)

    def sentence(self, value: float) -> str:
        """Return the sentence of the text twin for a value."""
        place = bisect_right([low for low, _ in self.says], value + 1e-9) - 1
        text = self.says[max(place, 0)][1] if self.says else ""
        return text.replace("{value}", f"{value:.{self.decimals}f}".replace("-", "\N{MINUS SIGN}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A switch between a few states."""

    name: str
    label: str
    options: Mapping[str, str]
    """Label of each state."""
    default: str
    says: Mapping[str, str] = field(default_factory=dict[str, str])
    """Sentence of the text twin for each state."""

    def check(self, value: float | str) -> str:
        """Return a state that exists.

        Raises
        ------
        ValueError
            There is no such state.
        """
        if not isinstance(value, str) or value not in self.options:
            raise ValueError(f"{self.name}: {value!r} is not one of {', '.join(self.options)}")
        return value

    def sentence(self, value: str) -> str:
        """Return the sentence of the text twin for a state."""
        return self.says.get(value, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A ring on the picture and what it shows."""

    text: str
    """The sign, in words."""
    at: tuple[float, float]
    """Centre, pixels."""
    size: tuple[float, float]
    """Half-axes, pixels."""
    when: Mapping[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """For each control named, the lowest and highest value at which the sign can be seen; empty: always."""

    def seen(self, values: Mapping[str, float | str]) -> bool:
        """Tell whether the sign can be seen at these values."""
        return all(low <= float(values[name]) <= high for name, (low, high) in self.when.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One picture of the atlas."""

    id: str
    title: str
    """What it shows; hidden where the reader has to name it."""
    view: str
    """Kind of picture and projection, as printed in the subtitle."""
    about: str
    """First sentence of the alternative text: what is in the frame."""
    controls: tuple[Control | Choice, ...]
    marks: tuple[Mark, ...]
    recipe: dict[str, Any]
    """How layers become a picture: ``kind`` and its numbers; ``develop.py`` and ``plate.js`` both follow it."""
    claims: tuple[str, ...]
    """Ids of the claims that the picture illustrates."""
    closing: str = ""
    """Last sentence of the alternative text: the conclusion."""
    presets: tuple[tuple[str, Mapping[str, float]], ...] = ()
    """Named settings of several controls at once."""

    def values(self, given: Mapping[str, float | str] | None = None) -> Values:
        """Return a value for each control: the one given, else the default.

        Raises
        ------
        ValueError
            The picture has no such control, or a value is out of range.
        """
        known = {control.name: control for control in self.controls}
        for name in given or {}:
            if name not in known:
                raise ValueError(
                    f"picture {self.id!r} has no parameter {name!r}; it knows {', '.join(known) or 'none'}"
                )
        return {name: control.check((given or {}).get(name, control.default)) for name, control in known.items()}

    def words(self, values: Values) -> str:
        """Return the picture in words, made from the values that draw it."""
        said = [self.about]
        for control in self.controls:
            value = values[control.name]
            said.append(
                control.sentence(float(value)) if isinstance(control, Control) else control.sentence(str(value))
            )
        return " ".join([*filter(None, said), *filter(None, [self.closing]), f"{STAMP}."])

    def wire(self) -> dict[str, Any]:
        """Return everything but the pixels, as plain data for the browser."""
        return {
            "id": self.id,
            "title": self.title,
            "view": self.view,
            "about": self.about,
            "closing": self.closing,
            "stamp": STAMP,
            "recipe": self.recipe,
            "presets": [{"label": label, "values": dict(values)} for label, values in self.presets],
            "controls": [_wired(control) for control in self.controls],
            "marks": [
                {"text": mark.text, "at": mark.at, "size": mark.size, "when": dict(mark.when)} for mark in self.marks
            ],
        }


def _wired(control: Control | Choice) -> dict[str, Any]:
    if isinstance(control, Choice):
        says = dict(control.says)
        return {
            "name": control.name,
            "label": control.label,
            "options": dict(control.options),
            "default": control.default,
            "says": says,
        }
    return {
        "name": control.name,
        "label": control.label,
        "unit": control.unit,
        "min": control.low,
        "max": control.high,
        "step": control.step,
        "decimals": control.decimals,
        "default": control.default,
        "says": [list(pair) for pair in control.says],
    }
