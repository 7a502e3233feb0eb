"""Draw the plates again, or the drawings of hotspot questions: ``python -m calcinosis.imaging --help``."""

import argparse
import sys
from pathlib import Path

from calcinosis.imaging import compile as plates
from calcinosis.imaging import questions

parser = argparse.ArgumentParser(prog="python -m calcinosis.imaging", description="Draw the plates of the atlas again.")
parser.add_argument("picture", nargs="*", help="id of a picture (default: all of them)")
parser.add_argument("--questions", type=Path, metavar="DIR", help="write the drawings of hotspot questions instead")
options = parser.parse_args()
if unknown := set(options.picture) - plates.DRAWN.keys():
    parser.error(f"no such picture: {', '.join(sorted(unknown))}; there are {', '.join(plates.DRAWN)}")
if options.questions:
    questions.write(options.questions)
else:
    for name, size in plates.write(names=tuple(options.picture)).items():
        sys.stdout.write(f"{name}: {size / 1000:.0f} kB\n")
