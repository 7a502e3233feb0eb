"""Parts of the course are killed while a class answers: the small, quick form of ``tests/benchmarks/faults.py``."""

import random

from classroom import classroom, seated, sitting

LEARNERS = ["ada", "bob", "cleo", "dan", "eve", "fay"]


def plan(draw):
    """Change one's mind about two questions, never to what it was just before."""
    changes = []
    for number in range(draw.randint(6, 12)):
        changes += [("q1", "abc"[number % 3]), ("q3", [["a"], ["b"], ["a", "c"]][number % 3])]
    return changes


def test_nothing_acknowledged_is_lost_and_nothing_counted_twice_when_each_part_is_killed(course):
    draw = random.Random(3)  # noqa: S311 - the same order in every run
    with classroom(course.root) as room:
        learners = seated(room, "practice", plan, LEARNERS, seed=3, longest=0.4)
        with sitting(learners, patience=200):
            killed = room.kill_while(learners, ["kernel", "page server", "registrar"], draw)
        tally = room.tally(learners)

    assert sorted(killed) == ["kernel", "page server", "registrar"]
    assert tally["faults"] == []
    assert {name: tally[name] for name in room.ONCE} == dict.fromkeys(room.ONCE, len(LEARNERS))
    assert tally["saves acknowledged"] == sum(len(learner.plan) for learner in learners)
    assert tally["pages loaded"] > len(LEARNERS)
