"""The expectation: the stated false-alarm rate holds on noise, and outbreaks are found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from data.watch.detection import least_count
from data.watch.farrington import Expectation, Method, baseline_months, expectation
from tests.data.watch.noise import quiet_counts

METHOD = Method()
LEAST = least_count(10)
LAST = 84


def expected(counts: np.ndarray, *, target: int = LAST, method: Method = METHOD) -> Expectation:
    found = expectation(counts, target, method)
    assert found is not None
    return found


def share_of_alarms(counts: np.ndarray) -> float:
    now = counts[:, LAST]
    return float(((now > expected(counts).upper) & (now >= LEAST)).mean())


@pytest.mark.parametrize("level", [8, 12, 30, 100, 400])
@pytest.mark.parametrize(
    ("dispersion", "amplitude", "growth"),
    [(1, 0, 0), (1, 0.45, 0.15), (3, 0, 0), (3, 0.45, -0.15), (5, 0, 0), (5, 0.3, 0.15), (5, 0.45, 0)],
)
def test_false_alarms_on_noise_are_not_more_frequent_than_stated(
    level: float, dispersion: float, amplitude: float, growth: float
) -> None:
    counts = quiet_counts(
        level=level, dispersion=dispersion, amplitude=amplitude, growth=growth, series=12_000
    )
    rate = METHOD.false_alarm_rate
    chance = 2 * np.sqrt(rate * (1 - rate) / len(counts))
    assert share_of_alarms(counts) <= rate + chance


@pytest.mark.parametrize("months", [38, 50, 62])
@pytest.mark.parametrize("level", [8, 30, 400])
def test_a_short_past_does_not_raise_the_false_alarms(level: float, months: int) -> None:
    counts = quiet_counts(level=level, dispersion=5, amplitude=0.3, growth=0.1, series=12_000, months=months)
    now = counts[:, -1]
    share = ((now > expected(counts, target=months - 1).upper) & (now >= LEAST)).mean()
    assert share <= METHOD.false_alarm_rate


@pytest.mark.parametrize(("level", "times"), [(12, 5), (30, 3), (100, 2), (400, 2)])
def test_a_rise_by_such_a_factor_is_found_four_times_in_five(level: float, times: float) -> None:
    counts = quiet_counts(level=level, dispersion=2, amplitude=0.2)
    counts[:, LAST] = quiet_counts(level=level * times, dispersion=2, amplitude=0.2)[:, LAST]
    assert share_of_alarms(counts) >= 0.8


def test_a_past_outbreak_does_not_hide_the_next_one() -> None:
    counts = quiet_counts(level=40, dispersion=1.5)
    struck = counts.copy()
    struck[:, LAST - 24] *= 6
    even = Method(past_outbreak=1e9)
    weighed, unweighed = expected(struck), expected(struck, method=even)
    assert np.median(weighed.upper) < np.median(unweighed.upper) / 2
    assert np.median(weighed.upper) < 2 * np.median(expected(counts).upper)


def test_a_rise_under_way_is_not_in_its_own_baseline() -> None:
    counts = quiet_counts(level=40, dispersion=1.5, series=50)
    risen = counts.copy()
    risen[:, LAST - METHOD.guard_months :] *= 9
    assert np.array_equal(expected(counts).upper, expected(risen).upper)


def test_the_month_itself_and_what_follows_are_not_looked_at() -> None:
    counts = quiet_counts(level=40, dispersion=1.5, series=50)
    changed = counts.copy()
    changed[:, 70:] += 1000
    before, after = expected(counts, target=70), expected(changed, target=70)
    assert np.array_equal(before.expected, after.expected)


@pytest.mark.parametrize(
    ("target", "months"),
    [(84, 18), (60, 14), (37, 9), (36, 0), (0, 0)],
)
def test_the_baseline_is_the_same_months_of_three_to_six_past_years(target: int, months: int) -> None:
    found = baseline_months(target, METHOD)
    assert len(found) == months
    assert all((target - month + 1) % 12 <= 2 for month in found.tolist())
    assert all(target - month > METHOD.guard_months for month in found.tolist())


def test_a_guard_band_over_the_neighbours_leaves_them_out() -> None:
    wide = Method(guard_months=12, least_years=2)
    assert max(baseline_months(60, wide).tolist()) < 48


def test_there_is_no_expectation_without_three_past_years() -> None:
    assert expectation(quiet_counts(level=40, dispersion=1, series=5), 30, METHOD) is None


def test_the_fit_is_the_one_of_maximum_likelihood() -> None:
    counts = quiet_counts(level=60, dispersion=1, growth=0.1, series=20)
    past = counts[:, (months := baseline_months(LAST, METHOD))]
    years = (months - LAST) / 12

    def loss(parameters: np.ndarray, row: np.ndarray) -> float:
        eta = parameters[0] + parameters[1] * years
        return float((np.exp(eta) - row * eta).sum())

    best = [minimize(loss, [np.log(row.mean()), 0.0], args=(row,), tol=1e-10).x[0] for row in past]
    fitted = expected(counts, method=Method(past_outbreak=1e9)).expected
    assert fitted == pytest.approx(np.exp(best), rel=1e-3)


def test_a_trend_is_followed_but_not_to_what_was_never_near() -> None:
    months = np.arange(85)
    steady = np.rint(100 * np.exp(0.2 * (months - LAST) / 12)).astype(np.int64)[None]
    assert expected(steady).expected[0] == pytest.approx(100, rel=0.03)
    steep = np.rint(100 * np.exp(1.5 * (months - LAST) / 12)).astype(np.int64)[None]
    assert expected(steep).expected[0] <= METHOD.most_growth * steep[0, :73].max()


@given(rows=st.lists(st.lists(st.integers(0, 3000), min_size=85, max_size=85), min_size=1, max_size=3))
def test_any_counts_have_finite_bounds_around_what_is_expected(rows: list[list[int]]) -> None:
    found = expected(np.array(rows, np.int64))
    assert np.isfinite(found.upper).all()
    assert (found.lower >= 0).all()
    assert (found.lower <= found.expected).all()
    assert (found.expected <= found.upper).all()


def test_series_do_not_influence_each_other() -> None:
    counts = quiet_counts(level=25, dispersion=2, series=30)
    alone = [expected(counts[i : i + 1]).upper[0] for i in range(30)]
    assert expected(counts).upper == pytest.approx(alone)
