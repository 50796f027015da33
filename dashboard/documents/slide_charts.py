"""Charts on a slide: native, so that an office program edits their numbers and looks.

A waterfall is made of stacked columns, the lowest of which is not seen; intervals are error bars.
"""

from __future__ import annotations

from collections.abc import Sequence

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import _BaseCategorySeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from dashboard.documents.axes import chart_axis
from dashboard.documents.paper import Box, Ink
from dashboard.documents.slide_errors import add_intervals
from dashboard.documents.slide_waterfall import Stack, stack_of
from dashboard.documents.slide_words import FONT, colour_of, emu
from data.briefs.content import Chart, ChartKind, Series, Tone
from data.extracts.guarded_cells import guarded

_LETTER = 10.0
_DASHES = (None, MSO_LINE_DASH_STYLE.DASH, MSO_LINE_DASH_STYLE.ROUND_DOT, MSO_LINE_DASH_STYLE.DASH_DOT)
_NUMBERS = "#,##0"


def add_chart(shapes: SlideShapes, chart: Chart, box: Box, *, scale: float, ink: Ink, name: str) -> None:
    """Add the chart; its summary is what a screen reader says of it."""
    add = {ChartKind.LINE: _add_lines, ChartKind.BARS: _add_bars, ChartKind.WATERFALL: _add_waterfall}
    native = add[chart.kind](shapes, chart, box, scale, ink)
    native.chart_style = 2
    native.font.size = Pt(round(max(_LETTER * scale, 7.0), 1))
    native.font.name = FONT
    native.font.color.rgb = colour_of(ink.text)
    native.has_title = False
    frame = shapes[-1]
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{chart.title}. {chart.summary}")


def add_trend(shapes: SlideShapes, values: Sequence[float | None], box: Box, *, ink: Ink, name: str) -> None:
    """Add the latest months as a small chart without axes."""
    data = CategoryChartData(number_format=_NUMBERS)
    data.categories = [str(at - len(values) + 1) for at in range(len(values))]
    data.add_series("Latest months", values)
    frame = shapes.add_chart(XL_CHART_TYPE.LINE, *emu(box), data)
    frame.name = name
    native = frame.chart
    native.has_legend = native.has_title = False
    native.font.size = Pt(7)
    for axis in (native.value_axis, native.category_axis):
        axis.visible = False
        axis.has_major_gridlines = False
    shown = [value for value in values if value is not None]
    spread = max(shown) - min(shown) or 1.0
    native.value_axis.minimum_scale = min(shown) - 0.15 * spread
    native.value_axis.maximum_scale = max(shown) + 0.15 * spread
    line = native.plots[0].series[0]
    line.smooth = False
    line.format.line.color.rgb = colour_of(ink.quiet)
    line.format.line.width = Pt(1.25)


def _add_lines(shapes: SlideShapes, chart: Chart, box: Box, _: float, ink: Ink) -> NativeChart:
    data = CategoryChartData(number_format=_NUMBERS)
    data.categories = [guarded(label) for label in chart.labels]
    for series in chart.series:
        data.add_series(guarded(series.name), series.values)
    native = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *emu(box), data).chart
    _set_axes(native, ink, marks=True)
    _set_legend(native, chart)
    axis = chart_axis(chart)
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = axis.low, axis.high
    native.value_axis.major_unit = axis.marks[1] - axis.marks[0]
    for number, (line, series) in enumerate(zip(native.plots[0].series, chart.series, strict=True)):
        colour = colour_of(ink.series[number % len(ink.series)])
        line.smooth = False
        line.format.line.color.rgb = colour
        line.format.line.width = Pt(2.25 if number == 0 else 1.5)
        if _DASHES[number % len(_DASHES)] is not None:
            line.format.line.dash_style = _DASHES[number % len(_DASHES)]
        line.marker.size = 5
        line.marker.format.fill.solid()
        line.marker.format.fill.fore_color.rgb = colour
        line.marker.format.line.color.rgb = colour
        add_intervals(line, _around(series), ink=ink)
    return native


def _add_bars(shapes: SlideShapes, chart: Chart, box: Box, _: float, ink: Ink) -> NativeChart:
    data = CategoryChartData(number_format=_NUMBERS)
    data.categories = [guarded(label) for label in _labels(chart)]
    for series in chart.series:
        data.add_series(guarded(series.name), series.values)
    native = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *emu(box), data).chart
    _set_axes(native, ink, marks=False)
    _set_legend(native, chart)
    native.category_axis.reverse_order = True
    axis = chart_axis(chart)
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = axis.low, axis.high * 1.15
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    for number, (bars, series) in enumerate(zip(plot.series, chart.series, strict=True)):
        bars.invert_if_negative = False
        _fill(bars, ink.series[number % len(ink.series)])
        for at, words in enumerate(series.words):
            if series.values[at] is not None:
                if not _says_values_before(chart):
                    _say(bars, at, words, XL_LABEL_POSITION.OUTSIDE_END)
                if series.tones and len(chart.series) == 1:
                    _fill_point(bars, at, series.tones[at], ink)
        add_intervals(bars, _around(series), ink=ink)
    return native


def _add_waterfall(shapes: SlideShapes, chart: Chart, box: Box, scale: float, ink: Ink) -> NativeChart:
    letters = max(_LETTER * scale, 7.0)
    stack = stack_of(chart, room=min(1.7 * letters / max(box.height - 4 * letters, letters), 0.5))
    data = CategoryChartData(number_format=_NUMBERS)
    data.categories = [guarded(label) for label in _labels(chart)]
    for name, values in stack.series:
        data.add_series(guarded(name), values)
    native = shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *emu(box), data).chart
    _set_axes(native, ink, marks=False)
    native.has_legend = False
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = stack.low, stack.high
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    _paint_stack(native, stack, chart, ink)
    return native


def _paint_stack(native: NativeChart, stack: Stack, chart: Chart, ink: Ink) -> None:
    tones = chart.series[0].tones or (Tone.PLAIN,) * len(chart.labels)
    for bars, (name, values) in zip(native.plots[0].series, stack.series, strict=True):
        bars.invert_if_negative = False
        if name in stack.unseen:
            bars.format.fill.background()
            bars.format.line.fill.background()
        else:
            _fill(bars, ink.series[0])
            for at, value in enumerate(values):
                if value and not stack.is_total(at):
                    _fill_point(bars, at, tones[at], ink)
        if name == stack.words:
            for at, words in enumerate(chart.series[0].words):
                if values[at] is not None:
                    _say(bars, at, words, XL_LABEL_POSITION.INSIDE_END)
        add_intervals(bars, stack.intervals.get(name, ()), ink=ink)


def _around(series: Series) -> tuple[tuple[float, float] | None, ...]:
    """Each interval as how far it reaches under and over its value."""
    return tuple(
        (value - pair[0], pair[1] - value) if pair and value is not None else None
        for value, pair in zip(series.values, series.intervals, strict=False)
    )


def _labels(chart: Chart) -> tuple[str, ...]:
    """Labels; one whose value is not shown says what stands in its place, one with an interval its value."""
    if len(chart.series) > 1:
        return chart.labels
    series, says_all = chart.series[0], _says_values_before(chart)
    return tuple(
        f"{label}: {words}" if value is None or says_all else label
        for label, value, words in zip(chart.labels, series.values, series.words, strict=True)
    )


def _says_values_before(chart: Chart) -> bool:
    """Whether values stand with the labels, as an interval lies where words after a bar would."""
    return chart.kind is ChartKind.BARS and len(chart.series) == 1 and any(chart.series[0].intervals)


def _set_axes(native: NativeChart, ink: Ink, *, marks: bool) -> None:
    native.category_axis.format.line.color.rgb = colour_of(ink.quiet)
    native.category_axis.has_major_gridlines = False
    native.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    native.value_axis.visible = marks
    native.value_axis.has_major_gridlines = marks
    if marks:
        native.value_axis.major_gridlines.format.line.color.rgb = colour_of(ink.line)
        native.value_axis.major_gridlines.format.line.width = Pt(0.5)
        native.value_axis.format.line.fill.background()
        native.value_axis.tick_labels.number_format = _NUMBERS
        native.value_axis.tick_labels.number_format_is_linked = False


def _set_legend(native: NativeChart, chart: Chart) -> None:
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False


def _say(bars: _BaseCategorySeries, at: int, words: str, position: XL_LABEL_POSITION) -> None:
    label = bars.points[at].data_label
    label.has_text_frame = True
    label.text_frame.text = words
    label.position = position


def _fill(bars: _BaseCategorySeries, colour: str) -> None:
    bars.format.fill.solid()
    bars.format.fill.fore_color.rgb = colour_of(colour)


def _fill_point(bars: _BaseCategorySeries, at: int, tone: Tone, ink: Ink) -> None:
    mark = bars.points[at].format
    if tone is Tone.WITHIN_NOISE:
        mark.fill.patterned()
        mark.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
        mark.fill.fore_color.rgb = colour_of(ink.quiet)
        mark.fill.back_color.rgb = colour_of(ink.of_tone(tone))
    else:
        mark.fill.solid()
        mark.fill.fore_color.rgb = colour_of(ink.of_tone(tone))
    mark.line.color.rgb = colour_of(ink.text)
    mark.line.width = Pt(0.5)
