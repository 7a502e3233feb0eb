"""Live figures: a panel that draws what one call of the model returns, with its text twin.

Figures are built alike: a pure function of their module (``picture``, ``curve``) turns the settings into the dictionary
that the browser draws, another (``words``) turns the same numbers into sentences, and the widget calls both whenever a
setting changes.
"""

from __future__ import annotations

from typing import Any, ClassVar

from traitlets import Dict, Unicode

from calcinosis.panels.shared.base import Panel, style
from calcinosis.panels.shared.readings import MEASURED, as_table

FRAME = ("shared/organs.css", "shared/slider.css", "shared/figure.css")
"""Style sheets of every live figure."""


class Figure(Panel):
    """A panel with a title, a table of readings and words made from the same numbers as the picture."""

    _css = style(*FRAME)
    shows: ClassVar[tuple[str, ...]] = MEASURED
    """Quantities whose labels, units and intervals the figure needs."""

    title = Unicode("").tag(sync=True)
    subtitle = Unicode("").tag(sync=True)
    quantities = Dict(read_only=True).tag(sync=True)
    words = Dict(read_only=True).tag(sync=True)
    failed = Unicode("", read_only=True).tag(sync=True)

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self.on_msg(self._answer)
        self.set_trait("quantities", as_table(*self.shows))
        self._drawn: object = None
        self._redraw()

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Answer a browser that asks whether the kernel is alive."""
        if content.get("kind") == "ping":
            self.send({"kind": "pong"})

    def _redraw(self) -> None:
        """Compute what the figure shows; figures with settings override it."""


def rounded(value: float) -> float:
    """Round to six significant digits, to send less to the browser; figures print four at most."""
    return float(f"{value:.6g}")
