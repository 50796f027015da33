"""Published figures: one measure at a time, for the months that the publisher has issued."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import pyarrow as pa

from data.answers.calendar import YEAR, month_start
from data.answers.comparison import (
    comparable_months,
    comparison_words,
    joined,
    limits,
    nothing_before,
    share_of_days,
)
from data.answers.counting import NO_REGION
from data.answers.engine import Engine, Statement
from data.answers.exact import Comparison, Exact, keyed
from data.answers.filters import Filter
from data.answers.measure import Measure, Publication
from data.answers.publications import Issued, aligned, issued, places_of, region_of_place
from data.answers.question import By, Question
from data.answers.words import period_words, where_words
from data.extracts.contract import Kind
from data.geography.regions import region_set

_KEYS = {By.TOTAL: "'total'", By.MONTH: "month", By.PLACE: "place_id", By.REGION: "place_id"}


class Publications:
    """What one data version holds of each publication, looked up once."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine."""
        self.engine = engine
        self._issued: dict[Publication, Issued | None] = {}
        self._lock = threading.Lock()

    def issued(self, publication: Publication) -> Issued | None:
        """Months and kind of place; ``None`` if the version holds nothing of it."""
        with self._lock:
            if publication not in self._issued:
                self._issued[publication] = issued(self.engine, publication)
            return self._issued[publication]


@dataclass(frozen=True, kw_only=True)
class PublishedFigures:
    """Sums the figures of one publication.

    Categories, components and modes of incidents do not apply to published figures.
    """

    publications: Publications
    publication: Publication

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By total, month, place and region; nothing published is inside a polygon or a cell."""
        if question.polygon is not None or question.cell is not None:
            return frozenset()
        whole = frozenset({By.TOTAL, By.MONTH})
        return whole if question.place is not None else whole | {By.PLACE, By.REGION}

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The figures in float64; a month, place or region without a figure is null.

        Raises
        ------
        QuestionError
            If the publication cannot be given by regions of the set.
        """
        found = self.publications.issued(self.publication)
        if found is None:
            return _nothing(question, asked, self.publication)
        first, last, caveats = aligned(question.filter, found)
        months = tuple(month for month in found.months if first <= month <= last)
        now = self._exact(question, asked, found, months)
        return replace(now, caveats=(*now.caveats, *caveats))

    def compare(self, question: Question, asked: Measure) -> Comparison:
        """Figures of the months that both years publish; of the latest such if none is chosen.

        Raises
        ------
        QuestionError
            If the publication cannot be given by regions of the set.
        """
        found = self.publications.issued(self.publication)
        if found is None:
            nothing = _nothing(question, asked, self.publication)
            return Comparison(now=nothing, before=nothing_before(nothing.table))
        months = comparable_months(question.filter, found.months) or comparable_months(Filter(), found.months)
        if not months:
            now = self.exact(question, asked)
            said = replace(now, caveats=(*now.caveats, *limits(question.filter, months)))
            return Comparison(now=said, before=nothing_before(now.table))
        earlier = tuple(month - YEAR for month in months)
        now, before = (self._exact(question, asked, found, chosen) for chosen in (months, earlier))
        table, before_table = joined(now.table, before.table)
        said = replace(
            now,
            table=table,
            caveats=(*now.caveats, *limits(question.filter, months)),
            sentence=_sentence(question, asked, comparison_words(months)),
        )
        return Comparison(now=said, before=before_table, share=share_of_days(months))

    def _exact(self, question: Question, asked: Measure, found: Issued, months: tuple[int, ...]) -> Exact:
        """The figures of some issued months, in ascending order, with their papers."""
        places = [question.place] if question.place else places_of(question.filter, found.place_kind)
        sums = self._sums(question.by, months=months, places=places)
        version = self.publications.engine.version
        first, last = month_start(months[0]), month_start(months[-1])
        return Exact(
            table=_table(question, sums, found, months),
            source="; ".join(version.sources(Kind.OBSERVATIONS, self.publication.dataset)),
            as_of=version.as_of(Kind.OBSERVATIONS, self.publication.dataset),
            caveats=(asked.caveat, *_ignored(question.filter, asked, places)),
            sentence=_sentence(question, asked, period_words(first, last)),
            first=first,
            last=last,
        )

    def _sums(
        self, by: By, *, months: tuple[int, ...], places: list[str] | None
    ) -> dict[object, float | None]:
        condition = "" if places is None else "AND place_id IN (SELECT unnest($places::VARCHAR[]))"
        table = self.publications.engine.run(
            Statement(
                sql=(
                    f"SELECT {_KEYS[by]} AS key, sum(value) AS value FROM observation "
                    "WHERE dataset = $dataset AND measure = $measure "
                    "AND month IN (SELECT unnest($months::USMALLINT[])) "
                    f"{condition} {'' if by is By.TOTAL else 'GROUP BY 1 ORDER BY 1'}"
                ),
                parameters={
                    "dataset": self.publication.dataset,
                    "measure": self.publication.measure,
                    "months": list(months),
                    **({} if places is None else {"places": places}),
                },
            )
        )
        return dict(zip(table.column("key").to_pylist(), table.column("value").to_pylist(), strict=True))


def _table(
    question: Question, sums: dict[object, float | None], found: Issued, months: tuple[int, ...]
) -> pa.Table:
    """The sums by key as the question has it; months and regions without a figure are null."""
    figures = sums
    if question.by is By.MONTH:
        figures = {month_start(month): sums.get(month) for month in range(months[0], months[-1] + 1)}
    if question.by is By.REGION:
        figures = _by_region(sums, region_of_place(found.place_kind, question.region_set or ""), question)
    return keyed(question.by, figures, figures.values(), type_=pa.float64())


def _by_region(
    sums: dict[object, float | None], regions: dict[str, str], question: Question
) -> dict[object, float | None]:
    by_region: dict[object, float | None] = dict.fromkeys(
        [*(region.id for region in region_set(question.region_set or "").regions), NO_REGION]
    )
    for place, value in sums.items():
        region_id = regions.get(str(place), NO_REGION)
        by_region[region_id] = (by_region[region_id] or 0.0) + (value or 0.0)
    return by_region


def _sentence(question: Question, asked: Measure, period: str) -> str:
    """What is shown, where and when; parts of the filter that do not apply are not in it."""
    version = question.filter.version
    parts = (
        asked.title,
        where_words(question.filter.regions, question.place),
        period,
        f"as known in {version}" if version else "",
    )
    return "; ".join(part for part in parts if part)


def _ignored(filter_: Filter, asked: Measure, places: list[str] | None) -> tuple[str, ...]:
    """What of the filter could not be followed."""
    has_words = bool(filter_.categories or filter_.components or filter_.modes)
    is_elsewhere = places is not None and not places
    return (
        *(("Published figures are not filtered by category, component or mode.",) * has_words),
        *((f"{asked.title}: not published for the chosen regions.",) * is_elsewhere),
    )


def _nothing(question: Question, asked: Measure, publication: Publication) -> Exact:
    """The answer of a measure of which nothing is loaded: one missing total, or no rows."""
    figures: dict[object, float | None] = {"total": None} if question.by is By.TOTAL else {}
    return Exact(
        table=keyed(question.by, figures, figures.values(), type_=pa.float64()),
        source="no extract loaded",
        as_of=None,
        caveats=(f"{asked.title}: no extract of {publication.dataset} is loaded.",),
        sentence="Nothing loaded",
    )
