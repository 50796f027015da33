"""Charts are true to their values."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.scenes.charts.drawn import chart_svg
from dashboard.scenes.charts.scale import Scale, round_ticks
from dashboard.scenes.svg import picture_svg
from data.briefs.content import Chart, Series, Tone
from tests.dashboard.scenes.scenes import BARS, PICTURE
from tests.data.briefs.samples import LINE, WATERFALL

BAR = re.compile(r'<rect class="chart-bar[^"]*" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"')


def drawn(chart: Chart, width: float = 880.0, height: float = 560.0) -> str:
    return chart_svg(chart, width, height, size=34, id_="c")


def bars(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(width)) for x, width in BAR.findall(svg)]


@given(st.floats(-1e7, 1e7), st.floats(0.001, 1e7), st.integers(2, 6))
def test_ticks_are_even_and_hold_the_values(low: float, span: float, most: int) -> None:
    span += 1e-3 * abs(low)
    ticks = round_ticks(low, low + span, most)
    assert ticks[0] <= low + 1e-6 * span
    assert ticks[-1] >= low + span - 1e-6 * span
    assert 2 <= len(ticks) <= most + 2


def test_places_follow_values_and_stop_at_the_ends() -> None:
    scale = Scale(low=0, high=10, start=100, end=300)
    assert [scale.at(value) for value in (0, 5, 10, 20, -5)] == [100, 200, 300, 300, 100]


def test_bars_are_as_long_as_their_values() -> None:
    chart = replace(BARS, series=(replace(BARS.series[0], intervals=(), tones=()),))
    lengths = [width for _, width in bars(drawn(chart))]
    values = [value for value in chart.series[0].values if value is not None]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [v / values[0] for v in values], rel=0.02
    )


def test_bars_of_less_and_of_more_stand_on_either_side_of_zero() -> None:
    series = Series(name="Change", values=(100.0, -50.0), words=("+100", "−50"))
    chart = replace(BARS, labels=("Tucson", "Swanton"), series=(series,))
    (more, wide), (less, narrow) = bars(drawn(chart))
    assert more == pytest.approx(less + narrow, abs=0.2)
    assert wide == pytest.approx(2 * narrow, rel=0.01)


def test_what_is_not_shown_is_hatched_with_its_words() -> None:
    for chart in (BARS, LINE):
        svg = drawn(chart)
        assert 'class="chart-gap"' in svg
        assert 'fill="url(#c-hatch)"' in svg
        assert "&lt;10" in svg


def test_a_line_breaks_where_a_value_is_not_shown() -> None:
    path = re.search(r'class="chart-line series-0" d="([^"]+)"', drawn(LINE))
    assert path
    assert path[1].count("M") == 2


def test_parts_of_a_waterfall_hang_together_and_end_at_the_total() -> None:
    rows = bars(drawn(WATERFALL))
    assert len(rows) == len(WATERFALL.labels)
    (start, first), *parts, (last_start, last) = rows
    assert start == last_start
    assert parts[-1][0] + parts[-1][1] == pytest.approx(last_start + last, abs=0.3)
    assert parts[0][0] == pytest.approx(start + first, abs=0.3)


def test_a_waterfall_that_does_not_start_at_zero_says_so() -> None:
    assert re.search(r"Bars start at [\d,]+, not at zero\.", drawn(WATERFALL))
    whole = replace(WATERFALL.series[0], values=(100.0, 50.0, 0.0, 0.0, 50.0, 200.0), intervals=())
    assert "not at zero" not in drawn(replace(WATERFALL, series=(whole,)))


def test_charts_without_any_value_can_be_drawn() -> None:
    for chart in (BARS, LINE, WATERFALL):
        count = len(chart.labels)
        empty = Series(
            name="", values=(None,) * count, words=("<10",) * count, tones=(Tone.CANNOT_TELL,) * count
        )
        assert "chart-gap" in drawn(replace(chart, series=(empty,)))


def test_a_picture_keeps_its_words_as_text_and_its_patterns_to_itself() -> None:
    svg = picture_svg(PICTURE, id_="left")
    assert ">Tucson</text>" in svg
    assert 'id="left-hatch"' in svg
    assert "url(#left-hatch)" in svg
    assert 'viewBox="0 0 800 500"' in svg
