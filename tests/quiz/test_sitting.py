from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz.sitting import GRACE, Allowance, counting, moment, window

DUE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def public(**changes):
    times = {"opens": DUE - 7 * DAY, "due": DUE, "closes": DUE + 3 * DAY} | changes.pop("times", {})
    written = {name: time.isoformat() if time else None for name, time in times.items()}
    return {"mode": "graded", "minutes": 25, "late": {"per_day": 0.2, "at_most": 0.5}, **written, **changes}


@pytest.mark.parametrize(
    ("after_due", "status", "factor"),
    [
        (-8 * DAY, "not yet", 1.0),
        (-7 * DAY, "open", 1.0),
        (timedelta(), "open", 1.0),
        (HOUR, "late", 0.8),
        (DAY, "late", 0.8),
        (DAY + HOUR, "late", 0.6),
        (3 * DAY, "late", 0.5),
        (3 * DAY + HOUR, "closed", 0.0),
    ],
)
def test_status_follows_the_clock(after_due, status, factor):
    standing = window(public()).standing(DUE + after_due)

    assert (standing.status, standing.factor) == (status, pytest.approx(factor))
    assert standing.accepts == (status in ("open", "late"))


def test_words_tell_day_and_clock():
    standings = [window(public()).standing(DUE + later) for later in (-8 * DAY, -DAY, DAY, 4 * DAY)]

    assert [each.words for each in standings] == [
        "Opens Mon 16 Nov 2026, 09:00 UTC.",
        "Open until Mon 23 Nov 2026, 09:00 UTC.",
        "Late since Mon 23 Nov 2026, 09:00 UTC: 80% of the points are left.",
        "Closed since Thu 26 Nov 2026, 09:00 UTC.",
    ]


def test_quiz_without_times_is_always_open():
    standing = window({"mode": "practice", "minutes": 20}).standing(DUE)

    assert (standing.status, standing.until, standing.save_until, standing.words) == ("open", None, None, "Open.")


def test_without_a_late_rule_the_quiz_closes_when_it_is_due():
    times = window(public(late=None, times={"closes": None}))

    assert times.standing(DUE + HOUR).status == "closed"
    assert times.standing(DUE - HOUR).until == DUE


def test_without_a_closing_time_lateness_never_ends():
    assert window(public(times={"closes": None})).standing(DUE + 300 * DAY).status == "late"


def test_extension_moves_due_and_closing_times():
    times = window(public(), Allowance(extension=DAY))

    assert times.standing(DUE + DAY).status == "open"
    assert times.standing(DUE + 3 * DAY + HOUR).status == "late"
    assert times.factor(DUE + DAY) == 1.0


@pytest.mark.parametrize(("factor", "minutes"), [(1.0, 60), (1.25, 75), (2.0, 120)])
def test_exam_lasts_its_minutes_times_the_learners_factor(factor, minutes):
    times = window(public(mode="exam", minutes=60), Allowance(time_factor=factor))
    started = DUE - 5 * HOUR

    assert times.end(started) == started + timedelta(minutes=minutes)
    assert times.standing(started + timedelta(minutes=minutes - 1), started).status == "open"
    assert times.standing(started + timedelta(minutes=minutes + 1), started).status == "closed"


def test_exam_ends_with_its_window_however_late_it_was_begun():
    times = window(public(mode="exam", minutes=60))

    assert times.end(DUE + 3 * DAY - timedelta(minutes=5)) == DUE + 3 * DAY


def test_minutes_of_other_quizzes_are_only_a_guide():
    assert window(public(minutes=1)).end(DUE - 5 * DAY) == DUE + 3 * DAY


def test_save_arriving_a_moment_late_is_taken():
    standing = window(public(mode="exam", minutes=60)).standing(DUE - HOUR, DUE - 2 * HOUR)

    assert moment(standing.save_until) == DUE - HOUR + GRACE


@given(st.floats(0, 30), st.floats(0, 30))
def test_later_never_keeps_more(one, other):
    times = window(public())
    earlier, later = sorted((DUE + one * DAY, DUE + other * DAY))

    assert times.factor(later) <= times.factor(earlier)
    assert 0.5 <= times.factor(later) <= 1.0


@pytest.mark.parametrize(("rule", "score"), [("last", 2.0), ("first", 1.0), ("best", 3.0), ("average", 2.0)])
def test_rule_says_which_attempt_counts(rule, score):
    assert counting([1.0, 3.0, 2.0], rule) == score
