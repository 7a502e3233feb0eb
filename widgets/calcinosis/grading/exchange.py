"""Genuine nbgrader submissions, made in the learner's name.

``nbgrader submit`` stamps a submission with the time it runs and a random name, so running it again after a crash
would make a second one. What it leaves behind is a folder with the notebook, ``timestamp.txt`` and
``submission_secret.txt`` in the exchange and in the learner's cache; this module leaves the same, stamped with the
time the learner pressed Submit, in one step each, so that doing it again finds it done.
"""

import base64
import json
import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from calcinosis.grading.course import Course
from calcinosis.quiz.records import Submission

TIMESTAMP = "%Y-%m-%d %H:%M:%S.%f UTC"
"""nbgrader's own format; it names the submission and decides about lateness."""

BESIDE = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader keeps beside the notebook."""
LARGEST = 2_000_000
"""Bytes of one file (``CourseDirectory.max_file_size``)."""

_FILE = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH
_FOLDER = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
_INBOUND = stat.S_ISGID | stat.S_IRWXU | stat.S_IWGRP | stat.S_IXGRP | stat.S_IWOTH | stat.S_IXOTH


def stamp(moment: datetime) -> str:
    """Write a moment as nbgrader does."""
    return moment.astimezone(UTC).strftime(TIMESTAMP)


def stamped(submission: Submission) -> str:
    """Return the time of a submission as nbgrader writes it."""
    return stamp(datetime.fromisoformat(submission.submitted_at))


def written(notebook: Mapping[str, Any]) -> str:
    """Write a notebook as nbformat does, byte for byte, without loading it."""
    lined = {**notebook, "cells": [_lined(cell) for cell in notebook["cells"]]}
    return json.dumps(lined, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


def _lined(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Split the texts of a cell into lines, as notebooks are kept in files."""
    split = {**cell, "source": _lines(cell["source"])}
    if "outputs" in cell:
        split["outputs"] = [
            {**output, "text": _lines(output["text"])}
            if "text" in output
            else {**output, "data": {kind: _lines(text) for kind, text in output["data"].items()}}
            for output in cell["outputs"]
        ]
    return split


def _lines(text: str | list[str]) -> list[str]:
    return text.splitlines(keepends=True) if isinstance(text, str) else text


def submit(course: Course, quiz: str, learner: str, notebook: Mapping[str, Any], timestamp: str) -> Path:
    """Put a submission into the exchange and into the learner's cache, or find that it is there.

    Returns
    -------
    Path
        Its folder in the exchange.
    """
    name = f"{learner}+{quiz}+{timestamp}"
    # Only our own: where learners have accounts on the machine, any of them may put a folder into the exchange.
    found = [path for path in sorted(course.inbound.glob(f"{name}+*")) if path.lstat().st_uid == os.getuid()]
    if found:
        place = found[0]
    else:
        course.inbound.mkdir(parents=True, exist_ok=True)
        random = base64.urlsafe_b64encode(secrets.token_bytes(9)).decode("ascii")
        place = course.inbound / f"{name}+{random}"
        files = {
            f"{quiz}.ipynb": written(notebook),
            "timestamp.txt": timestamp,
            "submission_secret.txt": secrets.token_hex(64),
        }
        _appear(course, place, files)
    cached = course.cache(learner) / name
    if not cached.is_dir():
        _appear(course, cached, _files(place))
    return place


def collect(course: Course, quiz: str, learner: str, place: Path) -> Path:
    """Bring a submission from the exchange to ``submitted/``, as ``nbgrader collect`` does, or find that it is there.

    An older submission of the same quiz gives way; a newer one stays.
    """
    target = course.submitted(learner, quiz)
    files = _files(place)
    if target.is_dir():
        present = _files(target)
        if present == files or (
            f"{quiz}.ipynb" in present and present.get("timestamp.txt", "") > files["timestamp.txt"]
        ):
            return target
    _appear(course, target, files)
    return target


def _files(folder: Path) -> dict[str, str]:
    """Read what belongs to a submission: its notebook, time and secret; no links, no folders, nothing endless."""
    files: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        facts = path.lstat()
        belongs = path.suffix == ".ipynb" or path.name in BESIDE
        if belongs and stat.S_ISREG(facts.st_mode) and facts.st_size <= LARGEST:
            files[path.name] = path.read_text(encoding="utf-8", errors="replace")
    return files


def appear(course: Course, place: Path, files: Mapping[str, str], *, mode: int = _FILE) -> None:
    """Make a folder with files appear at once, in the place of an older one; a crash leaves the old or the new."""
    _appear(
        course, place, files, mode=mode, folder=stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH
    )


def _appear(course: Course, place: Path, files: Mapping[str, str], *, mode: int = _FILE, folder: int = _FOLDER) -> None:
    course.runtime.mkdir(parents=True, exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    half_made = Path(mkdtemp(prefix="half-made-", dir=course.runtime))
    for name, text in files.items():
        path = half_made / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
    half_made.chmod(folder)
    if place.is_dir():
        old = Path(mkdtemp(prefix="replaced-", dir=course.runtime))
        place.replace(old / "it")
        half_made.replace(place)
        shutil.rmtree(old)
    else:
        half_made.replace(place)


def open_exchange(course: Course) -> None:
    """Make the exchange as ``nbgrader release_assignment`` does: learners may put into it but not look into it."""
    for folder, mode in ((course.exchange, 0o777), (course.outbound, 0o755), (course.inbound, _INBOUND)):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
