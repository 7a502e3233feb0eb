import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz.proportion import wilson


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
