"""Each lesson runs top to bottom, quickly and silently."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]-*.ipynb"))
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, kernel_name="python3", timeout=200, resources={"metadata": {"path": sys.argv[2]}}).execute()
outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
print(sorted({output.output_type for output in outputs}))
"""


def work():
    """Give the processor time of every process that ran to its end for these tests, s."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_top_to_bottom_in_30_seconds_of_work(path, tmp_path):
    # a process of its own: the client's event loop and sockets stay out of the other tests
    environment = {
        **os.environ,
        "CALCINOSIS_LEARNER": "amira",
        "CALCINOSIS_STATE": str(tmp_path),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    began = work()

    run = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(path.parent)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=280,
    )

    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.strip() in {"['display_data']", "['execute_result']"}
    assert work() - began < 30.0
