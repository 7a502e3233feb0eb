"""Check the cases and compile those that are sound: ``python -m calcinosis.quiz.cases``.

``--play NAME`` tells how the expert's path and the worst path through a case end.
"""

import sys
from collections.abc import Iterator

from calcinosis.content.claims import claims
from calcinosis.content.references import references
from calcinosis.quiz.cases import debrief, paths
from calcinosis.quiz.cases.compiled import FOLDER, case
from calcinosis.quiz.cases.deal import deal
from calcinosis.quiz.cases.play import replay, spent
from calcinosis.quiz.cases.reading import as_text, read_cases


def main(arguments: list[str]) -> int:
    """Compile every sound case and name the mistakes in the others; or play one."""
    if arguments[:1] == ["--play"] and len(arguments) == 2:
        sys.stdout.write("\n".join(told(arguments[1])) + "\n")
        return 0
    found, mistakes = read_cases(claims(), references())
    for name, sound in found.items():
        (FOLDER / f"{name}.json").write_text(as_text(sound), encoding="utf-8")
    for path in FOLDER.glob("*.json"):
        if not path.with_suffix(".yaml").exists():
            path.unlink()
    sys.stdout.write("".join(f"{mistake}\n" for mistake in mistakes))
    sys.stdout.write(f"{len(found)} cases compiled: {', '.join(found) or 'none'}\n")
    return 1 if mistakes else 0


def told(name: str) -> Iterator[str]:
    """Tell the two paths through a compiled case, line by line."""
    dealt = deal(case(name), "told")
    for label, moves in (("Expert's path", paths.expert(dealt)), ("Worst path", paths.worst(dealt))):
        state = replay(dealt, moves)
        earned = ", ".join(f"{step} {100 * part:.0f} %" for step, part in debrief.scores(dealt, state).items())
        yield f"{label}: {100 * debrief.total(dealt, state):.0f} % ({earned}); spent {spent(dealt, state)}"
        yield from (f"  harm {weight}: {what}" for what, weight in debrief.harms(dealt, state))
        end = debrief.outcome(dealt, state)
        yield f"  {end['title']}: {end['text']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
