"""The atlas: every picture by its id. Plain data; pixels are only read when a picture is developed."""

from calcinosis.imaging.entry import Entry
from calcinosis.imaging.films import FILMS
from calcinosis.imaging.lookalikes import LOOKALIKES
from calcinosis.imaging.scans import SCANS
from calcinosis.imaging.slides import SLIDES

ATLAS: dict[str, Entry] = {entry.id: entry for entry in (*FILMS, *SCANS, *SLIDES, *LOOKALIKES)}
"""Every picture, films first."""


def entry(name: str) -> Entry:
    """Return one picture's entry.

    Raises
    ------
    ValueError
        There is no such picture; the message names those that exist.
    """
    if name not in ATLAS:
        raise ValueError(f"picture {name!r} is not in the atlas; it has {', '.join(ATLAS)}")
    return ATLAS[name]
