"""Pages: a notebook of the course becomes one HTML page, text first, figures when its kernel has drawn them."""

import ast
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from jinja2 import pass_context
from nbformat import NotebookNode
from voila.exporter import VoilaExporter

from calcinosis.serving.drawing import Drawing

ADDRESS = re.compile(
    r"(?:(?P<page>home|feedback|glossary|laboratory|grading|analysis)"
    r"|(?P<folder>lessons|quizzes|cases)/(?P<name>[A-Za-z0-9][A-Za-z0-9-]*))\.ipynb"
)
"""Addresses of pages. There is no way to write a parent folder or a hidden file in it."""
KINDS = {"lessons": "lesson", "quizzes": "quiz", "cases": "case"}
INSTRUCTORS_ONLY = frozenset({"grading", "analysis"})
"""Pages whose kernels read the gradebook and the keys."""
WAITING = {
    "home": "Opening the course…",
    "feedback": "Opening your feedback…",
    "glossary": "Opening the glossary…",
    "laboratory": "Waking the patient…",
    "quiz": "Opening the quiz…",
    "case": "The patient is coming in…",
    "lesson": "Starting the figures…",
    "grading": "Opening the gradebook…",
    "analysis": "Opening the gradebook…",
}
FLUSH = "<!-- the text is complete -->"
"""Where the text of a page ends; what is written so far is sent to the browser there."""


StartKernel = Callable[[], Awaitable[tuple[Any, str]]]
"""Starts the learner's kernel; gives its manager and its id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as the template sees it."""

    kind: str
    """home, lesson, quiz, case, feedback, glossary, laboratory, grading or analysis."""
    path: str
    """Address below the served folder."""
    title: str
    """Title from the notebook's metadata."""
    number: int | None
    """Number of the lesson, from its file name."""
    eyebrow: str
    """Line above a lesson's title."""
    reviewed: str
    """When the lesson was last reviewed; empty if nobody said."""
    waiting: str
    """What stands in the place of a figure until it is drawn."""
    onward: tuple[tuple[str, str], ...]
    """Where a lesson leads on to, first things first: address below the served folder, words."""


def kind_of(path: str) -> str | None:
    """Tell what kind of page an address names; None if it can name none."""
    match = ADDRESS.fullmatch(path)
    return match and (match["page"] or KINDS[match["folder"]])


@lru_cache(maxsize=128)
def _read(file: Path, changed: int, kind: str) -> tuple[dict[str, Any], list[NotebookNode]]:
    del changed  # only tells one version of the file from the next
    notebook = nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)
    cells = [cell for cell in notebook.cells if not (kind == "quiz" and _is_graded(cell))]
    for cell in cells:
        cell.metadata["shows"] = cell.cell_type == "code" and _shows(cell.source)
    return dict(notebook.metadata), cells


def _is_graded(cell: NotebookNode) -> bool:
    """Tell whether a quiz's cell belongs to nbgrader alone: prompts, answers and tests are no part of the page."""
    mine = cell.metadata.get("calcinosis", {})
    return "nbgrader" in cell.metadata and not (isinstance(mine, dict) and mine.get("page"))


def _shows(source: str) -> bool:
    """Tell whether a code cell ends in an expression, which is what it then shows."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return True  # the error has to be shown somewhere
    return bool(body) and isinstance(body[-1], ast.Expr)


def read_page(root: Path, path: str) -> tuple[Page, list[NotebookNode]] | None:
    """Read a page's notebook; None if there is none at this address."""
    kind = kind_of(path)
    file = root / path
    if kind is None or not file.is_file():
        return None
    metadata, cells = _read(file, file.stat().st_mtime_ns, kind)
    about = metadata.get("calcinosis", {})
    number = re.match(r"(\d+)-", file.name)
    minutes, reviewed = about.get("minutes"), about.get("reviewed")
    parts = [
        f"Lesson {int(number[1])}" if number else "Appendix",
        f"{minutes} minutes" if minutes else "",
        f"reviewed {reviewed}" if reviewed else "",
    ]
    page = Page(
        kind=kind,
        path=path,
        title=str(metadata.get("title") or file.stem),
        number=int(number[1]) if number and kind == "lesson" else None,
        eyebrow=" · ".join(part for part in parts if part),
        reviewed=str(reviewed or ""),
        waiting=WAITING[kind],
        onward=tuple(_onward(root, file)) if kind == "lesson" else (),
    )
    return page, cells


def _onward(root: Path, lesson: Path) -> Iterator[tuple[str, str]]:
    """Return a lesson's own quizzes, then the next lesson."""
    number, _, _ = lesson.name.partition("-")
    for file in sorted((root / "quizzes").glob("*.public.json")):
        title, of = _quiz(file, file.stat().st_mtime_ns)
        if number.isdigit() and of == int(number):
            yield f"quizzes/{file.name.removesuffix('.public.json')}.ipynb", f"Take the quiz: {title}"
    later = [each for each in sorted(lesson.parent.glob("[0-9]*.ipynb")) if each.name > lesson.name]
    if later:
        metadata, _ = _read(later[0], later[0].stat().st_mtime_ns, "lesson")
        yield f"lessons/{later[0].name}", f"Next lesson: {metadata.get('title') or later[0].stem}"


@lru_cache(maxsize=128)
def _quiz(file: Path, changed: int) -> tuple[str, int | None]:
    """Return a quiz's title and the number of its lesson."""
    del changed
    quiz = json.loads(file.read_text(encoding="utf-8"))
    return quiz["title"], quiz.get("lesson")


class CourseExporter(VoilaExporter):
    """One exporter for all pages.

    Voila makes a new one for each request and so compiles the same templates again and again: two thirds of the
    server's work for a page.
    """

    @pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> str:
        """Render Markdown, once for each text."""
        known = self._prose.get(source)
        if known is None:
            known = self._prose[source] = super().markdown2html(context, source)
        return known

    def __init__(self, **settings: object) -> None:
        self._prose: dict[str, str] = {}
        super().__init__(**settings)


class PageRun:
    """One page being drawn by one kernel."""

    def __init__(self, exporter: CourseExporter, cells: list[NotebookNode]) -> None:
        self._exporter = exporter
        self._drawing: Drawing | None = None
        self._notebook = nbformat.v4.new_notebook(cells=[NotebookNode(cell) for cell in cells])
        self._notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}

    async def html(
        self, page: Page, kernel: StartKernel, page_config: dict[str, Any], context: dict[str, Any]
    ) -> AsyncIterator[str]:
        """Return the page piece by piece.

        Parameters
        ----------
        page
            What the template is told of the page.
        kernel
            Called when the text has been given.
        page_config
            Settings of the front end.
        context
            Further names for the template.
        """

        async def kernel_start(_notebook: NotebookNode) -> str:
            manager, kernel_id = await kernel()
            self._drawing = Drawing(manager)
            await self._drawing.start()
            return kernel_id

        pieces = self._exporter.generate_from_notebook_node(
            self._notebook,
            resources={"base_url": self._exporter.base_url, "theme": "light", "metadata": {"name": page.title}},
            extra_context={
                **context,
                "page": page,
                "flush": FLUSH,
                "frontend": "voila",
                "main_js": "voila.js",
                "kernel_start": kernel_start,
                "cell_generator": self._outputs,
            },
            page_config=dict(page_config),
        )
        async for piece, _ in pieces:
            yield piece

    async def _outputs(self, notebook: NotebookNode, _kernel_id: str) -> AsyncIterator[NotebookNode]:
        if self._drawing is None:
            raise RuntimeError("the template asks for outputs before it starts the kernel")
        async for outputs in self._drawing.outputs(notebook.cells):
            yield NotebookNode(outputs=outputs)
        self._drawing.close()
