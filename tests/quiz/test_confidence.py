import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz.confidence import LEVELS, MEANT, brier, calibration, in_words, judgement, level_of, wilson


def test_wilson_interval_matches_the_published_example():
    # 81 of 263: 0.2553 to 0.3662 (Newcombe, Stat Med 1998, table I, method 3)
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    # 0 of 20 and 15 of 148, same table
    assert wilson(0, 20) == (0.0, pytest.approx(0.1611, abs=5e-5))
    assert wilson(15, 148) == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))


@given(st.integers(1, 500), st.data())
def test_interval_holds_the_share_and_stays_within_the_range(answers, data):
    right = data.draw(st.integers(0, answers))
    low, high = wilson(right, answers)

    assert 0.0 <= low <= right / answers + 1e-12
    assert right / answers - 1e-12 <= high <= 1.0


def test_each_level_has_a_row_with_or_without_answers():
    rows = calibration([(4, 1.0), (4, 0.0), (4, 1.0), (1, 0.5)])

    assert [(row.level, row.answers, row.share) for row in rows] == [
        (1, 1, 0.5),
        (2, 0, None),
        (3, 0, None),
        (4, 3, pytest.approx(2 / 3)),
    ]
    assert rows[1].low is None
    assert rows[3].low < 2 / 3 < rows[3].high
    assert [row.words for row in rows] == list(LEVELS.values())


@pytest.mark.parametrize("percent", range(0, 101, 3))
def test_honest_judgement_pays_best(percent):
    probability = percent / 100
    expected = {
        level: probability * judgement(level, 1.0) + (1 - probability) * judgement(level, 0.0) for level in LEVELS
    }
    nearest = min(abs(MEANT[level] - probability) for level in LEVELS)

    assert abs(MEANT[max(expected, key=expected.__getitem__)] - probability) == pytest.approx(nearest)


def test_brier_score_is_the_mean_squared_distance():
    assert brier([(4, 1.0), (2, 0.0)]) == pytest.approx((0.05**2 + 0.5**2) / 2)
    assert brier([]) is None


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        ([(4, 1.0)] * 4, "Too few"),
        ([(4, 1.0)] * 9, "judge your own answers well"),
        ([(4, 0.0)] * 9, "surer than you are right"),
        ([(1, 1.0)] * 9, "right more often than you think"),
    ],
)
def test_judgement_is_put_into_words(judged, words):
    assert words in in_words(judged)


@pytest.mark.parametrize(
    ("entry", "level"),
    [
        ({"confidence": 3}, 3),
        ({"confidence": 0}, None),
        ({"confidence": True}, None),
        ({"confidence": "3"}, None),
        ({}, None),
        (None, None),
        ("x", None),
    ],
)
def test_confidence_of_an_entry_is_a_level_or_none(entry, level):
    assert level_of(entry) == level
