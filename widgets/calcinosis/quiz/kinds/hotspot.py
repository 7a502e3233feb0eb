"""Mark the place on a picture. Answer: ids of regions, ``["thumb"]``.

The regions have names, and choosing one from the list gives the same credit: no mouse is needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from calcinosis.quiz.kinds import base, credit
from calcinosis.quiz.kinds.multiple import Multiple

ACTIVE = re.compile(
    r"<!|<\?(?!xml\s)|<(?:\w+:)?(?:script|foreignObject|iframe|use|a|animate\w*|set)\b|\son\w+\s*=", re.IGNORECASE
)
EMBEDDED = r"data:image/png;base64,[A-Za-z0-9+/]+=*[\"']"
"""Pixels inside the drawing itself: an image that fetches and runs nothing."""
OUTSIDE = re.compile(rf"(?:href|src)\s*=\s*[\"'](?!#|{EMBEDDED})|url\(\s*[\"']?(?!#)|@import", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class HotspotItem(base.Item):
    """A picture with regions."""

    kind: Literal["hotspot"]
    svg: str
    """The drawing, or the name of an ``.svg`` file beside this one; each region is an element whose id is its name."""
    alt: str
    """What the picture shows, in words that do not give the answer away."""
    regions: Mapping[str, str]
    """Name of each region for people, in alphabetical order."""
    key: tuple[str, ...]
    """The right regions."""
    several: bool = False
    """Whether more than one region can be chosen."""


def rule_of(item: base.Item) -> base.Rule:
    """Return the scoring rule; by default exactly the right regions."""
    return item.scoring.rule if item.scoring else "all-or-nothing"


class Hotspot:
    """Mark the place on a picture."""

    name = "hotspot"
    schema = HotspotItem
    by_hand = False
    in_sandbox = False
    _choice = Multiple()

    def problems(self, item: HotspotItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("regions", item.regions, 2)
        yield from base.problems_of_names("key", item.key, item.regions)
        if not item.key or len(set(item.key)) != len(item.key):
            yield base.Problem("key", list(item.key), "is not a set of regions", "name each right region once")
        if len(item.key) > 1 and not item.several:
            yield base.Problem("several", item.several, "lets learners choose one region only", "write `several: true`")
        if not item.alt.strip():
            yield base.Problem("alt", item.alt, "is empty", "say what the picture shows")
        yield from base.problems_of_why(item, item.regions)
        yield from _problems_of_drawing(item)

    def public(self, item: HotspotItem) -> base.Plain:
        """Return the drawing and the names of its regions."""
        return {
            "svg": item.svg,
            "alt": item.alt,
            "regions": dict(item.regions),
            "several": item.several,
            "shuffle": ["regions"],
            "rule": credit.EXPLAINED[rule_of(item)] if item.several else "Choose one place.",
        }

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a list of distinct regions, one only unless several may be chosen."""
        misfit = self._choice.misfit({"options": public["regions"]}, answer)
        if misfit:
            return misfit.replace("an option", "a place").replace("option", "place")
        assert isinstance(answer, list | tuple)  # noqa: S101 - misfit has checked it
        return None if public["several"] or len(answer) <= 1 else "Choose one place only."  # pyright: ignore[reportUnknownArgumentType]

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether no place was chosen."""
        del public
        return base.is_blank(answer)

    def mark(self, item: HotspotItem, values: base.Values, answer: list[str]) -> base.Share:
        """Follow the item's rule."""
        del values
        fraction = credit.of_choices(rule_of(item), answer, item.key, item.regions)
        return base.Share(
            fraction, ("Another place is meant." if not item.several else "Not exactly the right places.",)
        )

    def explain(self, item: HotspotItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every region with its rationale."""
        del values
        return base.explain_choices(item, item.regions, answer, item.key, fill)


def _problems_of_drawing(item: HotspotItem) -> Iterator[base.Problem]:
    excerpt = item.svg[:60]
    for pattern, what in ((ACTIVE, "holds more than shapes and text"), (OUTSIDE, "refers to something outside")):
        found = pattern.search(item.svg)
        if found:
            yield base.Problem("svg", found[0], what, "save it as plain shapes and text")
            return
    try:
        drawing = ET.fromstring(item.svg)  # noqa: S314 - an author's file, and entities were refused above
    except ET.ParseError as error:
        yield base.Problem("svg", excerpt, f"is not an SVG drawing ({error})", "name an .svg file beside this one")
        return
    if not drawing.tag.endswith("svg") or "viewBox" not in drawing.attrib:
        yield base.Problem("svg", excerpt, "has no viewBox, so it cannot be scaled", "give an <svg> with a viewBox")
    drawn = {element.get("id") for element in drawing.iter()}
    for region in item.regions:
        if region not in drawn:
            yield base.Problem("svg", region, "is the id of no element", "give the region's element this id")
