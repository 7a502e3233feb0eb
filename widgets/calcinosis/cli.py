"""The command ``calcinosis``."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calcinosis.errors import CalcinosisError

if TYPE_CHECKING:
    from calcinosis.content.exact import Stated
    from calcinosis.content.lessons import Lesson


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a course author's mistake becomes one line on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="calcinosis", description="The calcinosis course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands.add_parser, "build", _build, "check the bank, make the assignments and the quiz pages")
    check = _command(commands.add_parser, "check", _check, "check claims, sources, lessons, quizzes and cases")
    check.add_argument("--json", action="store_true", help="print problems and measures of the lessons as JSON")
    _command(
        commands.add_parser,
        "schema",
        _schema,
        "write JSON Schema, with which editors complete and check items and quizzes",
    )
    _command(
        commands.add_parser, "registrar", _registrar, "hand submissions to nbgrader, grade them, give results back"
    )
    feedback = _command(commands.add_parser, "feedback", _feedback, "give back the results of a quiz")
    feedback.add_argument("quiz", metavar="QUIZ")
    feedback.add_argument("--release", action="store_true", required=True, help="let learners see their results")
    grade = _command(commands.add_parser, "grade", _grade, "collect and grade a quiz for the whole class, in seconds")
    grade.add_argument("quiz", metavar="QUIZ")
    grade.add_argument("--again", action="store_true", help="grade those that are graded already, too")
    regrade = _command(commands.add_parser, "regrade", _regrade, "show what a corrected key changes, or change it")
    regrade.add_argument("quiz", metavar="QUIZ")
    regrade.add_argument("--apply", action="store_true", help="write the new points")
    fate = regrade.add_mutually_exclusive_group()
    fate.add_argument("--key", metavar="QUESTION=KEY", help="another key: q3=c, or q4=a,c where several are right")
    fate.add_argument(
        "--accept",
        metavar="QUESTION=ANSWER",
        help="one more right answer: an option (q3=c), a number (q5=2.36), a word (q7=a:parathormone)",
    )
    fate.add_argument("--drop", metavar="QUESTION", help="take a bad question (q3) out of the total")
    fate.add_argument("--restore", metavar="QUESTION", help="take back the last of these")
    regrade.add_argument(
        "--everyone", action="store_true", help="with --drop: give everyone its full points instead of taking it out"
    )
    regrade.add_argument("--reason", default="", metavar="TEXT", help="kept in the trail with the change")
    regrade.add_argument("--history", action="store_true", help="show what was regraded before, and check the trail")
    items = _command(commands.add_parser, "items", _items, "show how the questions of a quiz did, as CSV")
    items.add_argument("quiz", metavar="QUIZ")
    items.add_argument("--csv", type=Path, metavar="FILE", help="write to a file instead of the terminal")
    serve = _command(commands.add_parser, "serve", _serve, "open the course: pages, JupyterLab, registrar")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8866, help="port of the course home (default: %(default)s)")
    serve.add_argument("--no-browser", action="store_true", help="print the address without opening it")
    serve.add_argument("--learner", metavar="NAME", help="name to answer under (default: your log-in name)")
    serve.add_argument(
        "--cull",
        type=int,
        default=60,
        metavar="SECONDS",
        help="end a closed page's kernel after (default: %(default)s)",
    )
    validate = _command(commands.add_parser, "validate", _validate, "compare the human model with published values")
    validate.add_argument("--json", action="store_true", help="print the checks as JSON")
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except CalcinosisError as error:
        print(f"calcinosis: {error}", file=sys.stderr)
        return 1


def _command(
    add: Callable[..., argparse.ArgumentParser], name: str, run: Callable[[argparse.Namespace], int], purpose: str
) -> argparse.ArgumentParser:
    parser = add(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
    parser.add_argument(
        "--course", type=Path, default=Path(), metavar="DIR", help="folder of the course (default: here)"
    )
    parser.set_defaults(run=run)
    return parser


def _build(options: argparse.Namespace) -> int:
    from calcinosis.grading import build_state
    from calcinosis.grading.course import Course

    course = Course(options.course)
    if build_state.is_built(course):
        print(f"{len(build_state.quizzes(course))} quizzes, nothing changed")
        return 0
    from calcinosis.grading.settings import prepare_nbgrader

    prepare_nbgrader()
    from calcinosis.grading.build import build

    changed = build(course)
    print(f"made {', '.join(changed)}" if changed else f"{len(build_state.quizzes(course))} quizzes, nothing changed")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from calcinosis.quiz.schema import write

    items, quiz = write(options.course / ".course" / "schema")
    print(f"wrote {items.name} and {quiz.name} to {items.parent}; name them in the first line of a file:")
    print(f"# yaml-language-server: $schema=../../.course/schema/{items.name}  (in quizzes/items)")
    print(f"# yaml-language-server: $schema=../.course/schema/{quiz.name}  (in quizzes)")
    return 0


def _check(options: argparse.Namespace) -> int:
    import json
    from dataclasses import asdict

    from calcinosis.content.check import problems
    from calcinosis.content.claims import claims
    from calcinosis.content.readability import measure, table, too_heavy
    from calcinosis.content.references import references
    from calcinosis.quiz.authored import MaterialError
    from calcinosis.quiz.bank import load
    from calcinosis.quiz.cases.reading import check as check_cases
    from calcinosis.quiz.lint import lint

    if not (options.course / "quizzes").is_dir():
        raise CalcinosisError(f"{options.course} has no folder quizzes, so it is not a course; name one with --course")
    found = problems(options.course, stated=_captions())
    lessons = _lessons(options.course)
    found.extend(sentence for lesson in lessons for sentence in too_heavy(lesson))
    counted = f"{len(claims())} claims, {len(references())} sources"
    try:
        bank = load(options.course / "quizzes")
    except MaterialError as error:
        # a file that is no YAML stops both: the bank's sentence names the line
        found = [*(line for line in found if "not readable as YAML" not in line), *error.mistakes]
    else:
        found.extend(map(str, lint(bank, references().keys())))
        counted += f", {len(bank.items)} questions, {len(bank.quizzes)} quizzes"
    cases, mistakes = check_cases(claims(), references())
    found.extend(mistakes)
    counted += f", {cases} cases"
    measured = [measure(lesson) for lesson in lessons]
    if options.json:
        told = {
            "problems": found,
            "lessons": [asdict(each) | {"measured": round(each.measured)} for each in measured],
        }
        print(json.dumps(told, indent=1, ensure_ascii=False))
    else:
        print(table(measured))
        print("\n".join([*found, f"{counted}: {len(found) or 'no'} problem{'' if len(found) == 1 else 's'}"]))
    return 1 if found else 0


def _captions() -> "list[Stated]":
    """Give everything that the drawn pictures say in words."""
    from calcinosis.content.exact import Stated
    from calcinosis.imaging.atlas import ATLAS
    from calcinosis.imaging.entry import Choice

    found: list[Stated] = []
    for each in ATLAS.values():
        told = [each.title, each.about, each.closing, *(mark.text for mark in each.marks)]
        for control in each.controls:
            told += control.says.values() if isinstance(control, Choice) else (words for _, words in control.says)
        found.append(Stated(where=f"picture '{each.id}'", text="\n\n".join(told), claims=each.claims))
    return found


def _lessons(course: Path) -> "Sequence[Lesson]":
    from calcinosis.content.lessons import read_lessons

    try:
        return read_lessons(course / "lessons")
    except CalcinosisError:
        return ()  # the check has named the broken one


def _serve(options: argparse.Namespace) -> int:
    from calcinosis.serving.checks import ServeOptions
    from calcinosis.serving.serve import NotBuiltError, serve

    served = ServeOptions(
        host=options.host,
        port=options.port,
        browser=not options.no_browser,
        learner=options.learner,
        course=options.course,
        cull=options.cull,
    )
    try:
        return serve(served)
    except NotBuiltError:
        return 1  # the build has said what is wrong


def _registrar(options: argparse.Namespace) -> int:
    from calcinosis.grading.course import Course
    from calcinosis.grading.settings import prepare_nbgrader

    prepare_nbgrader(gradebook_only=True)
    from calcinosis.grading.registrar import run

    return run(Course(options.course))


def _grade(options: argparse.Namespace) -> int:
    from calcinosis.grading.course import Course
    from calcinosis.grading.settings import prepare_nbgrader

    prepare_nbgrader(gradebook_only=True)
    from calcinosis.grading.classroom import grade_class

    graded, refused = grade_class(Course(options.course), options.quiz, again=options.again)
    for each in graded:
        for sentence in each.report:
            print(f"{each.learner}: {sentence}")
    for sentence in refused:
        print(f"refused: {sentence}")
    print(f"{len(graded)} {'submission' if len(graded) == 1 else 'submissions'} of {options.quiz} graded")
    return 0


def _regrade(options: argparse.Namespace) -> int:
    from calcinosis.grading import audit
    from calcinosis.grading.course import Course
    from calcinosis.grading.settings import prepare_nbgrader

    course = Course(options.course)
    if options.history:
        for line in audit.lines(course, options.quiz):
            moves = line.facts.get("moves", [])
            what = f"{len(moves)} marks changed" if line.what == "regrade" else _decision(line.what, line.facts)
            print(f"{line.at} {line.by}: {what}")
        faults = list(audit.faults(course))
        print("\n".join(faults) or "the audit trail is intact")
        return 1 if faults else 0
    prepare_nbgrader(gradebook_only=True)
    from calcinosis.grading.decisions import Corrections
    from calcinosis.grading.regrade import regrade, summary

    if options.everyone and not options.drop:
        raise CalcinosisError("--everyone says what becomes of a dropped question: name it with --drop")
    fate = "everyone" if options.everyone else "remove"
    corrections = Corrections(
        drop={options.drop: fate} if options.drop else {},
        restore=frozenset(filter(None, [options.restore])),
        key={name: [each.strip() for each in key.split(",")] for name, key in _named("--key", options.key)},
        accept=dict(_named("--accept", options.accept)),
        reason=options.reason,
    )
    done = regrade(course, options.quiz, apply=options.apply, corrections=corrections)
    print("\n".join(summary(done, applied=options.apply)))
    return 0


def _named(option: str, given: str | None) -> "Sequence[tuple[str, str]]":
    """Read ``q3=c``."""
    if given is None:
        return ()
    name, equals, answer = given.partition("=")
    if not (name.strip() and equals and answer.strip()):
        raise CalcinosisError(f"{option} {given!r}: write the question and the answer, as {option} q3=c")
    return ((name.strip(), answer.strip()),)


def _decision(what: str, facts: Mapping[str, Any]) -> str:
    reason = f": {facts['reason']}" if facts.get("reason") else ""
    if what == "restore":
        return f"{facts['question']} counts again{reason}"
    if what == "key":
        return f"{facts['question']} accepts {facts['key']}{' again' if facts.get('taken_back') else ''}{reason}"
    everyone = facts.get("fate", "everyone") == "everyone"
    fate = "full points for everyone" if everyone else "taken out of the total"
    return f"{facts['question']} dropped, {fate}{reason}"


def _items(options: argparse.Namespace) -> int:
    from calcinosis.grading.course import Course
    from calcinosis.grading.settings import prepare_nbgrader

    prepare_nbgrader(gradebook_only=True)
    from calcinosis.grading.item_desk import ItemDesk

    table = ItemDesk(Course(options.course)).csv(options.quiz)
    if options.csv is None:
        print(table, end="")
        return 0
    try:
        options.csv.write_text(table, encoding="utf-8")
    except OSError as error:
        raise CalcinosisError(f"{options.csv} cannot be written: {error.strerror}") from error
    return 0


def _feedback(options: argparse.Namespace) -> int:
    from calcinosis.grading import build_state, released
    from calcinosis.grading.course import Course

    course = Course(options.course)
    if options.quiz not in build_state.quizzes(course):
        raise CalcinosisError(
            f"there is no quiz {options.quiz!r}; there are {', '.join(build_state.quizzes(course)) or 'none'}"
        )
    released.release(course, options.quiz)
    print(f"results of {options.quiz} are shown to learners as soon as everything of theirs is marked")
    return 0


def _validate(options: argparse.Namespace) -> int:
    import json

    from calcinosis.physiology.validation import as_records, as_table, validate

    results = validate()
    print(json.dumps(as_records(results), indent=2, ensure_ascii=False) if options.json else as_table(results))
    # A number that misses its target is told, not punished; a broken law is a broken program.
    return int(any(each.check.kind == "law" and not each.passed for each in results))
