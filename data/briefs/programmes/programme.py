"""``Programme``: one programme of the memo, and what its scene says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from data.briefs.content import Chart, Numeral, Panel, Papers, Table
from data.briefs.occasion import Occasion


@dataclass(frozen=True, kw_only=True)
class ProgrammePanels:
    """What a scene says; ``sources`` are those of its numbers with their as-of days, each once.

    ``told`` are the headlines of the programme's pages where they differ from ``headline``, by the page's
    number from 1.
    """

    headline: str
    sure: str
    panels: tuple[Panel, ...]
    sources: tuple[tuple[str, date | None], ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one scene shows of a programme that is too much for one: some of its panels, or of their items."""

    title: str
    chosen: Callable[[tuple[Panel, ...]], tuple[Panel, ...]]


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme by its key; ``recommendations`` are those of the memo, R1 to R11, that it serves.

    ``pages`` are those on which a wall shows it; empty, if all of it can be read at once from 3 m.
    """

    key: str
    title: str
    recommendations: tuple[str, ...]
    compose: Callable[[Occasion], ProgrammePanels]
    pages: tuple[Page, ...] = ()


def panels_at(*places: int) -> Callable[[tuple[Panel, ...]], tuple[Panel, ...]]:
    """What chooses whole panels by their places, from 0.

    Examples
    --------
    >>> [panel.title for panel in panels_at(1)((Panel(items=(), title="A"), Panel(items=(), title="B")))]
    ['B']
    """
    return lambda panels: tuple(panels[place] for place in places)


def papers_in(panels: tuple[Panel, ...]) -> Iterator[Papers]:
    """The papers of every numeral, chart and table, in order."""
    for panel in panels:
        for item in panel.items:
            if isinstance(item, Numeral | Chart | Table):
                yield item.papers


def sources_in(panels: tuple[Panel, ...]) -> tuple[tuple[str, date | None], ...]:
    """Source and as-of day of everything that a number rests on, each pair once, in order of first use."""
    each = (part for papers in papers_in(panels) for part in papers.parts or (papers,))
    return tuple(dict.fromkeys((part.source, part.as_of) for part in each if part.source))
