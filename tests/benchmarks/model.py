"""Measure how long the human model takes; print milliseconds of CPU and ratios to a reference of the same run.

Run it alone: ``python tests/benchmarks/model.py``. The reference is a plain Python loop of fixed work, so that the
ratios of two machines, or of a busy and a quiet hour, can be compared.
"""

import os

# One thread of linear algebra: on small systems more threads only wait for each other.
os.environ["OMP_NUM_THREADS"] = "1"

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path


def resident() -> float:
    """Give the memory of this process, MiB, or 0 where the system does not say."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024.0
    except OSError:
        return 0.0


BARE = resident()
IMPORT_BEGAN = time.process_time()
from calcinosis.physiology.conditions import condition  # noqa: E402 - its time is measured
from calcinosis.physiology.parameters import HEALTHY  # noqa: E402
from calcinosis.physiology.protocols import Infusion, Meals, Protocol, hours  # noqa: E402
from calcinosis.physiology.settle import settle  # noqa: E402
from calcinosis.physiology.simulate import simulate  # noqa: E402

IMPORT_TOOK = time.process_time() - IMPORT_BEGAN
simulate(replace(HEALTHY, gfr=50.0), days=1.0, samples=3)
FIRST_TOOK = time.process_time() - IMPORT_BEGAN - IMPORT_TOOK
HELD = resident() - BARE
REPEATS = 15


def best(work: Callable[[], object]) -> float:
    """Give the least CPU time of several tries, milliseconds; the first, which compiles, does not count."""
    work()
    times: list[float] = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return 1000.0 * min(times)


def reference() -> float:
    """Do a fixed amount of plain float arithmetic, about what one run of 500 minutes does."""
    total = 0.0
    for step in range(20_000):
        value = 1.0 + step * 1e-6
        total += value * value / (1.0 + value)
    return total


def main() -> int:
    """Print one line for each run."""
    infusion = Protocol(events=(Infusion(substance="calcium", amount=5.0, duration=hours(2)),))
    meals = Protocol(events=(Meals(days=7),))
    kidney = replace(HEALTHY, gfr=10.0)
    dialysis = condition("haemodialysis", severity=0.5).protocol()
    minutes = 500.0 / 1440.0
    runs: list[tuple[str, float | None, Callable[[], object]]] = [
        ("500 min, output each minute: rest", 2.0, lambda: simulate(HEALTHY, days=minutes, samples=501)),
        (
            "500 min, output each minute: new set point",
            2.0,
            lambda: simulate(replace(HEALTHY, set_point=1.3), days=minutes, samples=501),
        ),
        (
            "500 min, output each minute: 2 h calcium infusion",
            None,
            lambda: simulate(infusion, days=minutes, samples=501),
        ),
        ("30 days: kidney failure begins", None, lambda: simulate(kidney, days=30.0)),
        (
            "1 year: hyperparathyroidism begins",
            6.0,
            lambda: simulate(replace(HEALTHY, set_point=1.3), days=365.0, samples=366),
        ),
        ("1 year: kidney failure begins", 6.0, lambda: simulate(kidney, days=365.0, samples=366)),
        ("7 days with 21 meals", None, lambda: simulate(meals, days=7.0, samples=337)),
        ("21 days with 9 dialysis sessions", None, lambda: simulate(dialysis, days=21.0, samples=253)),
        ("settled state after a slider moved", None, lambda: settle(kidney)),
    ]
    unit = best(reference)
    print(f"{'reference loop':<52} {unit:8.2f} ms")
    for name, target, work in runs:
        took = best(work)
        aim = f"  target {target:g} ms" if target else ""
        print(f"{name:<52} {took:8.2f} ms  {took / unit:6.2f} × reference{aim}")
    print(f"{'import of the model, with numpy':<52} {1000.0 * IMPORT_TOOK:8.0f} ms  target 500 ms")
    print(f"{'first run: equations generated, solver loaded':<52} {1000.0 * FIRST_TOOK:8.0f} ms")
    print(f"{'memory of both above a bare interpreter':<52} {HELD:8.0f} MiB target 70 MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
