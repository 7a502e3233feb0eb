"""Compile claims and bibliography into the ledger that learners' kernels read: ``python -m calcinosis.content``."""

import sys

from calcinosis.content.authoring import compile_ledger
from calcinosis.content.ledger import LEDGER
from calcinosis.errors import CalcinosisError

if __name__ == "__main__":
    try:
        LEDGER.write_text(compile_ledger(), encoding="utf-8")
    except CalcinosisError as error:
        sys.exit(f"calcinosis: {error}")
