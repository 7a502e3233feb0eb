"""Read what a lesson notebook says about itself: title, minutes, sections, objectives, claims and checks."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcinosis.errors import CalcinosisError

_CLAIM_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(#claim-([^)\s]*)\)")
_CHECK = re.compile(r"\bCheck\(([^)]*)\)")
_NAME = re.compile(r"[\"']([^\"']*)[\"']")
_ANCHOR = re.compile(r"<a id=\"([^\"]+)\"></a>")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_TAG = re.compile(r"<[^>]+>")
_MARK = re.compile(r"[\[\]*_`>#|]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section of a lesson."""

    id: str
    """Anchor in the page; items name it in ``section``."""
    title: str
    """Heading as printed."""
    text: str
    """Its prose without links, tags and markup, for searching."""
    claims: tuple[str, ...]
    """Ids of the claims it states, in reading order."""
    checks: tuple[str, ...]
    """Ids of the check questions in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective:
    """Something a learner can do after the lesson."""

    text: str
    """Begins with a verb, as printed."""
    sections: tuple[str, ...]
    """Sections that teach it: their checks and quiz questions show whether it was met."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """A lesson as its notebook describes it."""

    path: Path
    """The notebook."""
    number: int
    """Place in the course, from 1."""
    title: str
    """Title as printed."""
    question: str
    """The question the lesson answers."""
    minutes: int
    """Reading time with the figures, minutes."""
    sections: tuple[Section, ...]
    """Sections in order."""
    objectives: tuple[Objective, ...]
    """What a learner can do afterwards."""
    anchors: tuple[str, ...]
    """Anchors that the text sets."""
    claim_links: tuple[tuple[str, str], ...]
    """Linked words and claim id, in reading order."""
    checks: tuple[str, ...]
    """Ids of the check questions, in reading order."""
    figures: int
    """Live figures: code cells that show something other than checks and sources."""
    prose: tuple[str, ...]
    """The Markdown cells as written."""


def read_lesson(path: Path) -> Lesson:
    """Read one notebook.

    Raises
    ------
    CalcinosisError
        The file is not a notebook, or its metadata lack what the course home shows.
    """
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        cells = [(str(cell["cell_type"]), "".join(cell["source"])) for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError) as error:
        raise CalcinosisError(f"{path.name}: not a notebook. Restore it or save it again from JupyterLab.") from error
    metadata = notebook.get("metadata", {})
    course = metadata.get("calcinosis", {})
    prose = tuple(source for kind, source in cells if kind == "markdown")
    code = [source for kind, source in cells if kind == "code"]
    text = "\n\n".join(prose)
    try:
        return Lesson(
            path=path,
            number=int(course["lesson"]),
            title=str(metadata["title"]),
            question=str(course["question"]),
            minutes=int(course["minutes"]),
            sections=tuple(_sections(course["sections"], cells)),
            objectives=tuple(_objective(entry) for entry in course["objectives"]),
            anchors=tuple(_ANCHOR.findall(text)),
            claim_links=tuple((str(words), str(claim)) for words, claim in _CLAIM_LINK.findall(text)),
            checks=_checks(code),
            figures=sum(not source.startswith(("Check(", "Sources(", "from ", "import ")) for source in code),
            prose=prose,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CalcinosisError(
            f"{path.name}: notebook metadata, field {error}: missing or not readable. A lesson needs title and "
            "calcinosis: {lesson, question, minutes, sections: [{id, title}], objectives: [{text, sections}]}."
        ) from error


def read_lessons(folder: Path) -> tuple[Lesson, ...]:
    """Read ``NN-*.ipynb`` of a folder in reading order."""
    return tuple(read_lesson(path) for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")))


def plain(markdown: str) -> str:
    """Strip links, tags and markup from Markdown.

    Examples
    --------
    >>> plain("It is *mineral* and [not urate](#claim-not-urate) at all")
    'It is mineral and not urate at all'
    """
    return " ".join(_MARK.sub(" ", _TAG.sub(" ", _LINK_TARGET.sub("]", markdown))).split())


def _checks(code: Iterable[str]) -> tuple[str, ...]:
    """Return the ids in ``Check("one", "two")``, in reading order."""
    return tuple(name for source in code for given in _CHECK.findall(source) for name in _NAME.findall(given))


def _objective(entry: Mapping[str, Any]) -> Objective:
    return Objective(text=str(entry["text"]), sections=tuple(str(name) for name in entry["sections"]))


def _sections(listed: Iterable[Mapping[str, Any]], cells: Iterable[tuple[str, str]]) -> Iterable[Section]:
    """Divide the cells by the anchors that open sections; what comes before the first belongs to none."""
    titles = {str(part["id"]): str(part["title"]) for part in listed}
    prose: dict[str, list[str]] = {name: [] for name in titles}
    code: dict[str, list[str]] = {name: [] for name in titles}
    here = None
    for kind, source in cells:
        opened = [name for name in _ANCHOR.findall(source) if name in titles] if kind == "markdown" else []
        here = opened[-1] if opened else here
        if here is not None:
            (prose if kind == "markdown" else code)[here].append(source)
    for name, title in titles.items():
        text = "\n\n".join(prose[name])
        yield Section(
            id=name,
            title=title,
            text=plain(text),
            claims=tuple(str(claim) for _, claim in _CLAIM_LINK.findall(text)),
            checks=_checks(code[name]),
        )
