"""The compiled ledger: every claim, treatment, term and reference as one JSON file that loads in a millisecond.

Authors write ``claims/*.yaml``, ``evidence/*.yaml``, ``glossary/*.yaml`` and ``references.bib``;
``python -m calcinosis.content`` compiles them.
A learner's kernel reads only the result, so it needs neither a YAML nor a BibTeX parser.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

LEDGER = Path(__file__).with_name("ledger.json")


@lru_cache(maxsize=1)
def read() -> dict[str, list[dict[str, Any]]]:
    """Return the lists ``claims``, ``evidence``, ``glossary`` and ``references`` as compiled, read-only."""
    return json.loads(LEDGER.read_text(encoding="utf-8"))
