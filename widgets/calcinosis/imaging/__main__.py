"""``python -m calcinosis.imaging [picture ...]`` draws the plates again and says how large they are.

``python -m calcinosis.imaging --questions quizzes/items`` writes the drawings of the questions that ask for a place.
"""

import sys
from pathlib import Path

from calcinosis.imaging import compile as drawing
from calcinosis.imaging import questions

if sys.argv[1:2] == ["--questions"]:
    questions.write(Path(sys.argv[2]))
else:
    for name, size in drawing.write(names=tuple(sys.argv[1:])).items():
        sys.stdout.write(f"{name}: {size / 1000:.0f} kB\n")
