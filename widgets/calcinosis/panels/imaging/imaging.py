"""The imaging panel: drawn radiographs, CT, ultrasound and histology that are windowed, aged, stained and tilted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traitlets import Bool, Dict, List, TraitError, Tuple, default, validate

from calcinosis.imaging.atlas import ATLAS, entry
from calcinosis.imaging.plates import plate
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.figure import FRAME, Figure

if TYPE_CHECKING:
    from calcinosis.imaging.entry import Entry, Values

MOST = 2
"""Pictures that stand side by side; a third would be too small to read."""


class Imaging(Figure):
    """One picture of the atlas, or two side by side under the same sliders.

    The layers travel once; every later move happens in the browser and asks Python nothing.

    Parameters
    ----------
    names
        One or two ids of ``calcinosis.imaging.atlas``.

    Raises
    ------
    TraitError
        An id, a control or a starting value that the atlas does not have; the message names those it has.

    Examples
    --------
    >>> Imaging("hand-sclerosis", start={"severity": 0.2}).pictures
    ('hand-sclerosis',)
    """

    _esm = module("imaging/imaging.js")
    _css = style(*FRAME, "imaging/imaging.css")
    shows = ()

    pictures = Tuple()
    """Ids of the pictures, left first."""
    start = Dict().tag(sync=True)
    """Parameters that begin elsewhere than usual; with two pictures those that either has."""
    controls = Tuple().tag(sync=True)
    """Names of the controls offered; empty for all."""
    labels = Bool(default_value=False).tag(sync=True)
    """Whether the rings are shown at first."""
    plain = Bool(default_value=False).tag(sync=True)
    """Picture and caption only: no rings, no questions, no words that name the finding."""

    quiet = Bool(default_value=False).tag(sync=True)
    """Whether the words wait until they are asked for, because the text before the figure asks what is seen."""

    plates = List(read_only=True).tag(sync=True)

    def __init__(self, *names: str, **settings: object) -> None:
        if names:
            settings["pictures"] = names
        super().__init__(**settings)

    @default("title")
    def _name(self) -> str:
        return "" if self.plain else " and ".join(found.title for found in self._entries())

    @default("pictures")
    def _first(self) -> tuple[str, ...]:
        return (next(iter(ATLAS)),)

    @validate("pictures")
    def _known(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        names = tuple(proposal["value"])
        if not 1 <= len(names) <= MOST:
            raise TraitError(f"pictures: {len(names)} given; an Imaging panel shows one or two")
        for name in names:
            try:
                entry(name)
            except ValueError as error:
                raise TraitError(f"pictures: {error}") from error
        return names

    def _entries(self) -> tuple[Entry, ...]:
        return tuple(ATLAS[name] for name in self.pictures)

    def _started(self, found: Entry) -> Values:
        known = {control.name for control in found.controls}
        return found.values({name: value for name, value in self.start.items() if name in known})

    def _redraw(self) -> None:
        entries = self._entries()
        known = {control.name for found in entries for control in found.controls}
        for name in (*self.start, *self.controls):
            if name not in known:
                raise TraitError(
                    f"{name!r} is no control of {' or '.join(self.pictures)}; there are {', '.join(sorted(known))}"
                )
        try:
            values = [self._started(found) for found in entries]
        except ValueError as error:
            raise TraitError(f"start: {error}") from error
        with self.hold_sync():
            self.set_trait("plates", [_sent(found, begun) for found, begun in zip(entries, values, strict=True)])
            said = " ".join(found.words(begun) for found, begun in zip(entries, values, strict=True))
            self.set_trait("words", {"si": said, "conventional": said})


def _sent(found: Entry, values: Values) -> dict[str, Any]:
    """Return a picture as it travels: its entry, its start, and its layers as bytes."""
    layers = plate(found.id)
    return {"entry": found.wire(), "values": values, "head": layers.head(), "data": layers.data}
