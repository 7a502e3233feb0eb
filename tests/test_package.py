"""The built wheel holds everything that the source tree does."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_every_file_of_the_package(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("calcinosis/")}
    listed = subprocess.run(["git", "ls-files", "widgets"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    source = {line.removeprefix("widgets/") for line in listed.splitlines() if line.startswith("widgets/calcinosis/")}

    assert source
    assert source <= packed
