"""``python -m calcinosis`` is the command ``calcinosis``."""

from calcinosis.cli import main

raise SystemExit(main())
