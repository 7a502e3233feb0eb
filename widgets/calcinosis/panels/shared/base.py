"""The base of every panel: one widget, one ES module, one style sheet."""

import difflib
import re
from pathlib import Path
from typing import Any

import anywidget
from ipywidgets import DOMWidget

_PANELS = Path(__file__).parents[1]
_IMPORT = re.compile(r'^import [^;]*? from "(\.\.?/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) )", re.MULTILINE)


def module(name: str) -> str:
    """Return one ES module made of a panel's file, such as ``"quiz/check.js"``, and of the files that it imports.

    A widget travels to the browser as one text, so ``import {...} from "../shared/dom.js"`` cannot be left to the
    browser. Each imported file is put in once, before the file that needs it, without its ``export`` words; the
    names at the top of all files that meet in one module must therefore differ.
    """
    seen: list[Path] = []

    def gather(part: Path, *, own: bool = False) -> str:
        if part in seen:
            return ""
        seen.append(part)
        text = part.read_text(encoding="utf-8")
        before = "".join(gather((part.parent / needed).resolve()) for needed in _IMPORT.findall(text))
        rest = _IMPORT.sub("", text)
        return before + (rest if own else _EXPORT.sub("", rest))

    return gather((_PANELS / name).resolve(), own=True)


def style(*names: str) -> str:
    """Return the design tokens followed by the named style sheets, as one text."""
    return "\n".join((_PANELS / name).read_text(encoding="utf-8") for name in ("shared/tokens.css", *names))


class Panel(anywidget.AnyWidget):
    """A widget of the course, whose only interface is its traits.

    Raises
    ------
    TypeError
        A keyword is not a setting of the panel; the message names the nearest one that is. Plain traitlets would accept
        ``Balance(calcium_intke=40)`` and draw a figure that ignores its author.
    """

    _css = style()

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        accepted = self.settings()
        for name in settings:
            if name not in accepted and name not in DOMWidget.class_trait_names():
                near = difflib.get_close_matches(name, accepted, n=1, cutoff=0.5)
                advice = f"did you mean {near[0]!r}?" if near else f"it knows {', '.join(accepted) or 'none'}."
                raise TypeError(f"{type(self).__name__} has no setting {name!r}: {advice}")
        super().__init__(**settings)

    @classmethod
    def settings(cls) -> list[str]:
        """Return the names of the traits that an author may set, in alphabetical order."""
        inherited = set(DOMWidget.class_trait_names())
        return sorted(
            name
            for name, trait in cls.class_traits().items()
            if name not in inherited and not name.startswith("_") and not trait.read_only
        )
