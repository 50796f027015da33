"""Figures of packaged tables: one value for each institution, or one for each county.

A table is a list as of its date, so the period, categories, components and modes of a filter
do not apply, and a caveat says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data.answers.counting import county_groups, group_caveats
from data.answers.exact import Exact, keyed
from data.answers.measure import CountyFigures, Listing, Measure
from data.answers.question import By, Question
from data.answers.words import where_words
from data.errors import QuestionError
from data.geography.regions import counties_of
from data.reference.county_counts import NO_COUNTY
from data.reference.tables import load, reference_table


@dataclass(frozen=True)
class ListedPlaces:
    """One value for each row of a packaged table, under the row's id."""

    listing: Listing

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By total and place."""
        return frozenset({By.TOTAL, By.PLACE}) if _is_unrestricted(question) else frozenset()

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The value of each row, or their sum."""
        table = reference_table(self.listing.table)
        rows = load(self.listing.table)
        if self.listing.chosen:
            column, wanted = self.listing.chosen
            rows = rows[rows[column] == wanted]
        column_of_value = self.listing.value
        values = [float(v) for v in rows[column_of_value]] if column_of_value else [1.0] * len(rows)
        is_whole = question.by is By.TOTAL
        keys, figures = (["total"], [sum(values)]) if is_whole else (list(rows["id"]), values)
        return Exact(
            table=keyed(question.by, keys, figures, type_=pa.float64()),
            source=table.source,
            as_of=_date(table.as_of),
            caveats=(asked.caveat, _as_of(table.as_of, "period, category or region")),
            sentence=f"{asked.title}; {table.as_of}",
        )


@dataclass(frozen=True)
class ListedByCounty:
    """One value for each county, added up to larger regions where that means something."""

    figures: CountyFigures

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By total and region, and by reach where counties add up."""
        groups = {By.REGION, By.REACH} if self.figures.is_additive else {By.REGION}
        return frozenset({By.TOTAL, *groups}) if _is_unrestricted(question) else frozenset()

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The value of each region of the set and of what is in none, or the whole.

        Raises
        ------
        QuestionError
            If values of counties cannot be added up as asked.
        """
        if not self.figures.is_additive and question.region_set != "county":
            raise QuestionError(
                f"{asked.key} is known by county and cannot be added up", remedy="Ask for it by county"
            )
        values = _within(self.figures, question)
        by_region = _by_region(values, question, is_additive=self.figures.is_additive)
        where = where_words(question.filter.regions) if self.figures.by_region else ""
        ignored = "period or category" if self.figures.by_region else "period, category or region"
        return Exact(
            table=keyed(question.by, by_region, by_region.values(), type_=pa.float64()),
            source=self.figures.source,
            as_of=_date(self.figures.as_of),
            caveats=(asked.caveat, _as_of(self.figures.as_of, ignored), *group_caveats(question)),
            sentence="; ".join(part for part in (asked.title, where, self.figures.as_of) if part),
        )


def _is_unrestricted(question: Question) -> bool:
    return question.polygon is None and question.cell is None and question.place is None


def _as_of(words: str, ignored: str) -> str:
    return f"A list as of: {words}. It is not filtered by {ignored}."


def _date(words: str) -> date | None:
    """The day that a table is as of, where it is one day; ``None`` where it takes prose to say."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _within(origin: CountyFigures, question: Question) -> Mapping[str, float]:
    values = origin.values()
    if not origin.by_region or not question.filter.regions:
        return values
    chosen = counties_of(question.filter.regions)
    return {fips: value for fips, value in values.items() if fips in chosen}


def _by_region(values: Mapping[str, float], question: Question, *, is_additive: bool) -> dict[str, float]:
    if question.by is By.TOTAL:
        return {"total": float(sum(values.values()))}
    members = county_groups(question)
    nowhere = [NO_COUNTY] if is_additive else []
    sums: dict[str, float] = dict.fromkeys([*sorted(set(members.values())), *nowhere], 0.0)
    for fips, value in values.items():
        region_id = members.get(fips, NO_COUNTY)
        sums[region_id] += value
    return sums
