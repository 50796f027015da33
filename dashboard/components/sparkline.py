"""A sparkline without a chart library: an area cut out of a box by CSS."""

from __future__ import annotations

from dash import html

from data.answers.disclosure import State
from data.answers.question import Answer

_FEWEST = 3


def sparkline(answer: Answer) -> html.Span | None:
    """The shape of a monthly answer, from zero; ``None`` where fewer than three months are shown.

    Months that are not shown stand at zero height: the shape says nothing of them.
    """
    values = answer.table.column("value").to_pylist()
    states = answer.table.column("state").to_pylist()
    heights = [float(v) if s == State.SHOWN and v else 0.0 for v, s in zip(values, states, strict=True)]
    highest = max(heights, default=0.0)
    if len(heights) < _FEWEST or highest <= 0:
        return None
    step = 100 / (len(heights) - 1)
    ridge = [f"{i * step:.1f}% {100 - 100 * height / highest:.1f}%" for i, height in enumerate(heights)]
    path = ", ".join(["0% 100%", *ridge, "100% 100%"])
    return html.Span(
        className="sparkline",
        style={"clipPath": f"polygon({path})"},
        title=f"{len(heights)} months to {answer.last:%b %Y}" if answer.last else None,
        **{"aria-hidden": "true"},
    )
