"""Big numerals: a value with its unit, direction, reference, date, source and caveat."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from data.answers.question import Answer


def numeral(label: str, now: Answer, before: Answer | None = None) -> html.Article:
    """A card with one number; ``before`` is the same question a year earlier."""
    tag = html.Span("SYNTHETIC", className="synthetic-tag") if now.is_synthetic else None
    return html.Article(
        [
            html.H3([label, tag], className="numeral-label"),
            html.P(
                [
                    html.Span(now.words(), className="numeral-value"),
                    html.Span(now.unit, className="numeral-unit"),
                ]
            ),
            html.P(change_words(now, before) if before else now.sentence, className="numeral-change"),
            _papers(now),
        ],
        className="numeral",
    )


def change_words(now: Answer, before: Answer) -> str:
    """The difference from a year before in words; silent on size where either is not shown."""
    if not covers_year_before(now, before):
        return f"{now.sentence}. The year before is not published whole"
    if now.total is None or before.total is None:
        return f"A year before: {before.words()}"
    difference = int(now.total - before.total)
    if difference == 0:
        return f"Same as a year before ({before.words()})"
    direction = "more" if difference > 0 else "fewer"
    arrow = "▲" if difference > 0 else "▼"
    return f"{arrow} {abs(difference):,} {direction} than a year before ({before.words()})"


def covers_year_before(now: Answer, before: Answer) -> bool:
    """Whether the two cover the same months of following years: only then may they be compared."""
    pairs = ((now.first, before.first), (now.last, before.last))
    return all(
        a is None or (b is not None and (a.year - 1, a.month) == (b.year, b.month)) for a, b in pairs
    ) and bool(now.first)


def _papers(answer: Answer) -> html.Details:
    as_of = f"As of {answer.as_of:%d %b %Y}. " if answer.as_of else ""
    return html.Details(
        [
            html.Summary(["What is this?"]),
            dmc.Text(f"{answer.sentence}. {as_of}Data version {answer.version}.", size="sm"),
            dmc.Text(f"Source: {answer.source}.", size="sm"),
            dmc.Text(" ".join(answer.caveats), size="sm"),
        ],
        className="papers",
    )
