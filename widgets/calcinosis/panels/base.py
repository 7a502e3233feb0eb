"""What every panel of the course is built on: one widget, one ES module, one style sheet."""

import re
from pathlib import Path
from typing import Any

import anywidget

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import [^;]*? from "\./([\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) )", re.MULTILINE)


def module(name: str) -> str:
    """Return one ES module made of a panel's file and of the sibling files that it imports.

    A widget travels to the browser as one text, so ``import {...} from "./dom.js"`` cannot be left to the browser.
    Each imported file is put in once, before the file that needs it, without its ``export`` words; the names at the top
    of all files that meet in one module must therefore differ.
    """
    seen: list[str] = []

    def gather(part: str) -> str:
        if part in seen:
            return ""
        seen.append(part)
        text = (_HERE / part).read_text(encoding="utf-8")
        before = "".join(gather(needed) for needed in _IMPORT.findall(text))
        own = _IMPORT.sub("", text)
        return before + (own if part == name else _EXPORT.sub("", own))

    return gather(name)


def style(*names: str) -> str:
    """Return the design tokens followed by the named style sheets, as one text."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("tokens.css", *names))


class Panel(anywidget.AnyWidget):
    """A widget of the course: state goes in and out through traits, and a misspelt trait is refused."""

    def __init__(self, **traits: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        unknown = sorted(name for name in traits if not self.has_trait(name))
        if unknown:
            known = ", ".join(sorted(name for name in self.trait_names() if self.trait_metadata(name, "sync")))
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}. It knows: {known}.")
        super().__init__(**traits)
