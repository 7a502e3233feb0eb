"""``python -m calcinosis.imaging [picture ...]`` draws the plates again and says how large they are."""

import sys

from calcinosis.imaging.compile import write

for name, size in write(names=tuple(sys.argv[1:])).items():
    sys.stdout.write(f"{name}: {size / 1000:.0f} kB\n")
