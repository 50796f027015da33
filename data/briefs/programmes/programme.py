"""``Programme``: one programme of the memo, and what its scene says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from data.briefs.content import Chart, Numeral, Panel, Papers, Table
from data.briefs.occasion import Occasion


@dataclass(frozen=True, kw_only=True)
class ProgrammePanels:
    """What a scene says; ``sources`` are those of its numbers with their as-of days, each once."""

    headline: str
    sure: str
    panels: tuple[Panel, ...]
    sources: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme by its key; ``recommendations`` are those of the memo, R1 to R11, that it serves."""

    key: str
    title: str
    recommendations: tuple[str, ...]
    compose: Callable[[Occasion], ProgrammePanels]


def papers_in(panels: tuple[Panel, ...]) -> Iterator[Papers]:
    """The papers of every numeral, chart and table, in order."""
    for panel in panels:
        for item in panel.items:
            if isinstance(item, Numeral | Chart | Table):
                yield item.papers


def sources_in(panels: tuple[Panel, ...]) -> tuple[tuple[str, date | None], ...]:
    """Source and as-of day of every number, each pair once, in order of first use."""
    return tuple(
        dict.fromkeys((papers.source, papers.as_of) for papers in papers_in(panels) if papers.source)
    )
