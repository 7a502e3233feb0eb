"""The command ``calcinosis``."""

import argparse
import sys
from collections.abc import Sequence

from calcinosis.errors import CalcinosisError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a course author's mistake becomes one line on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="calcinosis", description="The calcinosis course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    del commands
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except CalcinosisError as error:
        print(f"calcinosis: {error}", file=sys.stderr)
        return 1
