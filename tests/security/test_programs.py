"""Learners' programs: what the rules refuse before they run, and what the box withholds when they do."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.grading import sandbox
from calcinosis.grading.program_rules import objection

TESTS = (("adds", "assert adjusted(2.36, 27) == 2.62"), ("subtracts", "assert adjusted(2.36, 45) == 2.26"))
RIGHT = "def adjusted(calcium, albumin):\n    return round(calcium + 0.02 * (40 - albumin), 2)\n"

needs_box = pytest.mark.skipif(not sandbox.is_available(), reason="bubblewrap is not installed")


def run(program, tests=TESTS, *, seconds=60.0, megabytes=256):
    return sandbox.run(program, tests, seconds=seconds, megabytes=megabytes)


def in_the_sandbox(statement):
    """Run a statement in the box past the rules, and tell whether it raised nothing."""
    program = {"program": statement, "tests": [{"name": "x", "code": "", "sign": "passed"}]}
    granted = {"modules": ["math", "os", "socket"], "words": []}
    work = json.dumps(program | granted | {"seconds": 60, "bytes": 300_000_000})
    done = subprocess.run(sandbox._command(), input=work, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)["signs"]["x"].startswith("passed")  # a fork says it twice


@needs_box
def test_a_right_program_passes_and_a_half_right_one_passes_half():
    assert run(RIGHT).passed == {"adds", "subtracts"}
    assert run("def adjusted(calcium, albumin):\n    return 2.62\n").passed == {"adds"}


@needs_box
@pytest.mark.parametrize(
    ("program", "trouble"),
    [
        ("while True:\n    pass\n", "it took longer than 1 s"),
        ("big = 'x' * 10**9\n" + RIGHT, "it needed more than 64 MB"),
        ("raise SystemExit\n", None),
        ("print('x' * 10**7)\n" * 3, None),
        ("def adjusted(*a):\n    return adjusted(*a)\n", None),
        ("def", "line 1: this is not Python"),
    ],
)
def test_a_program_that_does_not_end_well_passes_nothing_and_is_told_why(program, trouble):
    seconds = 1.0 if trouble and "longer" in trouble else 60.0
    outcome = run(program, seconds=seconds, megabytes=64)

    assert (outcome.passed, outcome.trouble) == (frozenset(), trouble)


FORGERIES = {
    "imports the system": "import os\nos._exit(0)",
    "imports relatively": "from . import x",
    "reaches a module through another": "import random\nrandom._os.system('true')",
    "reaches a module through a public name": "import statistics\nstatistics.sys.exit()",
    "climbs through classes": "x = ().__class__.__base__.__subclasses__()",
    "climbs through a pattern": "match 1:\n    case int(__class__=c): pass",
    "climbs through frames": "def g():\n    yield g.gi_frame.f_back\n",
    "reads names at run time": "x = getattr(1, '__cl' + 'ass__')",
    "evaluates text": "eval('1')",
    "opens a file": "open('/etc/passwd')",
    "is equal to everything": "class Yes(float):\n    def __eq__(self, other): return True\n",
    "is equal to everything in one line": "class Yes(float):\n    __eq__ = lambda a, b: True\n",
    "is equal to everything by a pattern": "class Yes(float):\n    match max:\n        case __eq__: pass\n",
    "is equal to everything by an import": "class Yes(float):\n    from math import isclose as __eq__\n",
    "makes a class at run time": "Yes = type('Yes', (float,), {})",
    "reads names in a format": "def g():\n    yield '{0.gi_' + 'frame}'.format(it)\n",
    "has its annotations evaluated": "import functools\n@functools.singledispatch\ndef g(x: 'f()'): pass\n",
    "copies what a text names": "from functools import update_wrapper\n",
    "asks for a part of a module": "from json.tool import Path\n",
    "waits in an import": "import threading",
    "is not text that Python takes": "x = '\0'",
    "is deep": "(" * 5000,
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_program_that_could_forge_its_marks_is_not_run(forgery):
    assert objection(FORGERIES[forgery]) is not None


def test_an_honest_program_is_not_objected_to():
    program = (
        "import math\nfrom functools import lru_cache, reduce\nfrom statistics import mean\n\n"
        "class Sample:\n    def __init__(self, values):\n"
        "        self.values = values\n\n    def __len__(self):\n        return len(self.values)\n\n"
        "def adjusted(calcium, albumin):\n    _ = mean([1, 2])\n    return float(f'{math.floor(calcium):.2f}')\n"
    )

    assert objection(program) is None


WAYS = {
    "another module": "from json import tool",
    "what a module has imported": "import fractions\nfractions.numbers",
    "what reads names": "import functools\nfunctools.update_wrapper",
    "what evaluates": "eval('1')",
    "a function of the tests": "import math\nmath.isclose = lambda *a, **k: True",
}


@needs_box
@pytest.mark.parametrize("way", WAYS)
def test_what_the_rules_might_overlook_is_not_there(way, monkeypatch):
    monkeypatch.setattr(sandbox, "objection", lambda _program: None)
    program = f"{WAYS[way]}\ndef adjusted(calcium, albumin):\n    return 0\n"
    tests = (("alive", "adjusted(1, 1)"), ("close", "import math\nassert math.isclose(adjusted(1, 1), 2.62)"))

    assert run(program, tests).passed <= ({"alive"} if "isclose" in program else set())


@needs_box
def test_a_programs_own_abs_does_not_change_what_a_test_means():
    program = "def abs(x):\n    return 0\n\n\ndef adjusted(calcium, albumin):\n    return 99\n"

    assert run(program, (("near", "assert abs(adjusted(2.36, 27) - 2.62) < 0.01"),)).passed == frozenset()


WITHHELD = {
    "network": "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
    "home": "import os; assert set(os.listdir({home!r})) - {{{python!r}}}",
    "course": "import os; assert os.listdir({course!r})",
    "writing": "open('/usr/x', 'w')",
    "processes": "import os; assert os.kill({pid}, 0) is None",
    "environment": "import os; assert len(os.environ) > 3",
    "rights": "import os; assert os.getuid() != 65534; os.setuid(0)",
    "forking": "import os; os.fork()",
    "mounting": "import os; os.makedirs('/usr/local/x')",
    "much writing": "open('/tmp/x', 'w').write('x' * 2_000_000)",
}


@needs_box
@pytest.mark.parametrize("what", WITHHELD)
def test_the_box_withholds(what, tmp_path):
    import socket

    (tmp_path / "kept").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as server:
        facts = {"port": server.getsockname()[1], "home": str(Path.home()), "course": str(tmp_path)}
        within = Path(sys.base_prefix).is_relative_to(Path.home())
        facts["python"] = Path(sys.base_prefix).relative_to(Path.home()).parts[0] if within else ""
        statement = WITHHELD[what].format(pid=os.getpid(), **facts)
        inside = in_the_sandbox(statement)

    assert not inside


@needs_box
def test_the_box_runs_what_needs_nothing():
    assert in_the_sandbox("import math; assert math.pi > 3; open('/tmp/x', 'w').write('x')")


@needs_box
def test_the_box_dies_with_its_maker():
    program = "from calcinosis.grading.sandbox import run; run('while 1: 1', (('x', ''),), seconds=600.0, megabytes=64)"
    maker = subprocess.Popen([sys.executable, "-c", program])

    def boxes(of):
        found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        pairs = [tuple(map(int, line.split())) for line in found.splitlines()]
        children = [pid for pid, parent in pairs if parent in of]
        return children + boxes(children) if children else []

    def there(pids):
        return [pid for pid in pids if Path(f"/proc/{pid}").exists()]

    end = time.monotonic() + 60
    while len(boxes([maker.pid])) < 4 and time.monotonic() < end:
        time.sleep(0.05)
    started = boxes([maker.pid])
    maker.kill()
    maker.wait()
    end = time.monotonic() + 60
    while there(started) and time.monotonic() < end:
        time.sleep(0.05)

    assert len(started) >= 4  # bubblewrap, its first process inside, the runner, the test
    assert there(started) == []


def test_without_a_sandbox_nothing_is_run_and_the_remedy_is_told(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CalcinosisError, match="install bubblewrap"):
        run("def adjusted(a, b):\n    return 1\n")
