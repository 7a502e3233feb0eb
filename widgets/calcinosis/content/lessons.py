"""What the lesson notebooks say about themselves: title, minutes, sections, the claims and checks they use."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcinosis.errors import CalcinosisError

_CLAIM_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(#claim-([^)\s]*)\)")
_CHECK = re.compile(r"\bCheck\(\s*[\"']([^\"']*)[\"']")
_ANCHOR = re.compile(r"<a id=\"([^\"]+)\"></a>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section of a lesson."""

    id: str
    """Anchor in the page; items name it in ``section``."""
    title: str
    """Heading as printed."""


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
    objectives: tuple[str, ...]
    """What a learner can do afterwards."""
    anchors: tuple[str, ...]
    """Anchors that the text really sets."""
    claim_links: tuple[tuple[str, str], ...]
    """Linked words and claim id, in reading order."""
    checks: tuple[str, ...]
    """Ids of the check questions, in reading order."""


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
    prose = "\n\n".join(source for kind, source in cells if kind == "markdown")
    code = "\n".join(source for kind, source in cells if kind == "code")
    try:
        return Lesson(
            path=path,
            number=int(course["lesson"]),
            title=str(metadata["title"]),
            question=str(course["question"]),
            minutes=int(course["minutes"]),
            sections=tuple(Section(id=str(part["id"]), title=str(part["title"])) for part in course["sections"]),
            objectives=tuple(str(line) for line in course["objectives"]),
            anchors=tuple(_ANCHOR.findall(prose)),
            claim_links=tuple((str(words), str(claim)) for words, claim in _CLAIM_LINK.findall(prose)),
            checks=tuple(_CHECK.findall(code)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CalcinosisError(
            f"{path.name}: notebook metadata, field {error}: missing or not readable. A lesson needs title and "
            "calcinosis: {lesson, question, minutes, sections: [{id, title}], objectives}."
        ) from error


def read_lessons(folder: Path) -> tuple[Lesson, ...]:
    """Read ``NN-*.ipynb`` of a folder in reading order."""
    return tuple(read_lesson(path) for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")))
