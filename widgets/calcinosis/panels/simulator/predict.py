"""The predict-then-try panel: draw what you expect, let the model answer once, then try the slider."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Dict, List, TraitError, Tuple, Unicode, default, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import CONTROLS, described
from calcinosis.panels.shared.figure import FRAME, rounded
from calcinosis.panels.shared.readings import as_table, digits, judged, listed, printed, reading_of, sentence
from calcinosis.panels.shared.steered import UNITS, Steered
from calcinosis.physiology.quantities import QUANTITIES

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters

POINTS = 21
"""Settings of the varied control at which the model is asked; the browser joins them."""
HANDLES = 7
"""Handles of the drawing, evenly spaced along the axis."""
_ENDS = {"gfr": (95.0, 8.0)}
_NAMES = {"gfr": "GFR"}
_COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven")


class Predict(Steered):
    """Strips of quantities over one varied setting; the model's curves are absent until a prediction is drawn.

    Every point of a curve is where the person settles on that setting, or is after ``days`` on it.

    Examples
    --------
    >>> figure = Predict(title="Draw what phosphate does", vary="gfr", draw="phosphate")
    >>> figure.answer
    {}
    """

    _esm = module("simulator/predict.js")
    _css = style(*FRAME, "simulator/predict.css")

    question = Unicode("")
    """What to draw; the title of the figure unless a title is given."""
    vary = Unicode("gfr")
    """The setting along the axis, a name of ``panels.controls.CONTROLS``."""
    across = Tuple()
    """Both ends of the axis, left and right; none means the usual ones of the setting."""
    draw = Unicode("phosphate").tag(sync=True)
    """The quantity that the learner draws."""
    rows = Tuple(default_value=("fgf23", "calcitriol", "pth", "phosphate", "calcium"))
    """The strips, names of ``physiology.quantities`` that have a normal interval."""
    drawing = List().tag(sync=True)
    """What the learner drew: values of the quantity at the handles, left to right."""
    revealed = Bool(default_value=False).tag(sync=True)
    """Set by the button: the model may answer."""

    axis = Dict(read_only=True).tag(sync=True)
    answer = Dict(read_only=True).tag(sync=True)

    @default("title")
    def _ask(self) -> str:
        return self.question or f"Draw what {reading_of(self.draw).label} does, then let the model answer"

    @validate("vary")
    def _known_setting(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] not in CONTROLS:
            raise TraitError(f"vary: {proposal['value']!r} is not one of {', '.join(CONTROLS)}")
        return proposal["value"]

    @validate("rows")
    def _known_rows(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in QUANTITIES or QUANTITIES[name].normal is None:
                raise TraitError(f"rows: {name!r} is not a quantity with a normal interval")
        return proposal["value"]

    @observe("revealed", "drawing", "vary", "across", "draw", "rows")
    def _rearranged(self, change: object) -> None:
        self._moved(change)

    def _settings(self) -> tuple[object, ...]:
        drawn = tuple(self.drawing) if self.revealed else ()
        return (*super()._settings(), self.vary, self.across, self.draw, self.rows, self.revealed, drawn)

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the axis, left and right."""
        control = CONTROLS[self.vary]
        if self.across:
            return control.checked(self.across[0]), control.checked(self.across[1])
        return _ENDS.get(self.vary, (control.low, control.high))

    def _draw(self, person: Parameters) -> None:
        if self.draw not in self.rows:
            raise TraitError(f"draw: {self.draw!r} is not one of the rows {', '.join(self.rows)}")
        control = CONTROLS[self.vary]
        left, right = self.ends
        name = _NAMES.get(self.vary, control.label)
        healthy = {row: reading_of(row).healthy for row in self.rows}
        axis = {
            "name": name,
            "unit": control.unit,
            "left": left,
            "right": right,
            "step": control.step,
            "decimals": control.decimals,
            "healthy": control.healthy,
            "rows": list(self.rows),
            "handles": [rounded(left + (right - left) * (i + 0.5) / HANDLES) for i in range(HANDLES)],
            "begin": healthy[self.draw],
        }
        self.set_trait("quantities", as_table(*self.rows))
        self.set_trait("axis", axis)
        if not self.revealed:
            self.set_trait("answer", {})
            self.set_trait("words", {units: self._invitation(units) for units in UNITS})
            return
        at = [left + (right - left) * i / (POINTS - 1) for i in range(POINTS)]
        moments = [self._lived_on(replace(person, **{control.parameter: x})) for x in at]
        curves = {row: [rounded(getattr(moment, row)) for moment in moments] for row in self.rows}
        leaves = {row: leaving(at, curves[row], row) for row in self.rows}
        self.set_trait(
            "answer",
            {
                "at": [rounded(x) for x in at],
                "curves": curves,
                "leaves": {row: {"at": rounded(where[0]), "side": where[1]} for row, where in leaves.items() if where},
            },
        )
        self.set_trait(
            "words", {units: self._told(curves, leaves, described(person, self._base), units) for units in UNITS}
        )

    def _invitation(self, units: str) -> str:
        left, right = self.ends
        control = CONTROLS[self.vary]
        quantity = QUANTITIES[self.draw]
        low, high = quantity.normal or (0.0, 0.0)
        healthy = reading_of(self.draw).healthy
        axis = _NAMES.get(self.vary, control.label)
        return (
            f"Draw what you expect of {reading_of(self.draw).label} while {axis} goes from "
            f"{digits(left, control.decimals)} to {digits(right, control.decimals)} {control.unit}: "
            f"move the {_COUNT[HANDLES]} handles with a finger or the mouse, or with the arrow keys: "
            "up and down move a handle, left and right go to the next one. "
            + (f"In health it is {printed(self.draw, healthy, units)}; " if healthy is not None else "")
            + f"normal is {printed(self.draw, low, units)} to {printed(self.draw, high, units)}."
        )

    def _told(
        self,
        curves: dict[str, list[float]],
        leaves: dict[str, tuple[float, str] | None],
        changed: list[str],
        units: str,
    ) -> str:
        control = CONTROLS[self.vary]
        axis = _NAMES.get(self.vary, control.label)
        label = reading_of(self.draw).label
        said: list[str] = []
        mine = leaving(self.axis["handles"], self.drawing, self.draw) if self.drawing else None
        model = leaves[self.draw]

        def where(found: tuple[float, str] | None) -> str:
            return f"at {axis} {digits(found[0], control.decimals)}" if found else ""

        if self.drawing:
            said.append(f"You drew {label} {f'leaving its range {where(mine)}' if mine else 'staying in range'}.")
        forward = self.ends[1] > self.ends[0]
        order = sorted((row for row in self.rows if leaves[row]), key=lambda row: (leaves[row] or (0.0, ""))[0])
        order = order if forward else order[::-1]
        before = order.index(self.draw) if model else len(order)
        tail = ""
        if before:
            tail = f": {_COUNT[before]} other {'quantity has' if before == 1 else 'quantities have'} moved first"
        said.append(f"The model lets it go {where(model)}{tail}." if model else f"The model keeps it in range{tail}.")
        moved = [f"{reading_of(row).label} {(leaves[row] or (0, ''))[1]} range {where(leaves[row])}" for row in order]
        if moved:
            said.append(sentence(f"in order, {listed(moved)}"))
        still = [reading_of(row).label for row in self.rows if row not in order]
        if still:
            said.append(sentence(f"{listed(still)} {'stays' if len(still) == 1 else 'stay'} in range"))
        last = digits(self.ends[1], control.decimals)
        ends = [judged(row, curves[row][-1], units) for row in self.rows]
        said.append(sentence(f"at {axis} {last}, {'; '.join(ends)}"))
        if changed:
            said.append(sentence(f"with {listed(changed)}"))
        return " ".join(said)


def leaving(at: list[float], values: list[float], name: str) -> tuple[float, str] | None:
    """Return where a curve first leaves its normal interval, interpolated, and on which side; none if it never does."""
    low, high = QUANTITIES[name].normal or (float("-inf"), float("inf"))
    for i, value in enumerate(values):
        side = "below" if value < low else "above" if value > high else ""
        if side:
            if i == 0:
                return at[0], side
            limit = low if side == "below" else high
            share = (limit - values[i - 1]) / (value - values[i - 1])
            return at[i - 1] + (at[i] - at[i - 1]) * share, side
    return None
