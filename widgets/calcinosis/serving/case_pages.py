"""The pages of the cases: a notebook of two cells for each compiled case, made afresh at each start."""

import json
from pathlib import Path

from calcinosis.quiz.cases import compiled


def lay_out_cases(apps: Path) -> None:
    """Write ``cases/<id>.ipynb`` for every case and remove those of cases that are gone."""
    folder = apps / "cases"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{name}.ipynb": name for name in compiled.names()}
    for old in folder.iterdir():
        if old.name not in wanted:
            old.unlink()
    for file, name in wanted.items():
        fresh = folder / f"{name}.new"
        fresh.write_text(json.dumps(notebook(name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.replace(folder / file)


def notebook(case: str) -> dict[str, object]:
    """Return the notebook of a case."""
    page = ["from calcinosis.panels.cases.case_page import CasePage\n", "\n", f'CasePage("{case}")']
    sources = ["from calcinosis.panels.reading.sources import Sources\n", "\n", "Sources()"]
    cells = [
        {"cell_type": "code", "execution_count": None, "id": name, "metadata": {}, "outputs": [], "source": source}
        for name, source in (("case", page), ("sources", sources))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    title = compiled.case(case)["title"]
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}, "title": title},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
