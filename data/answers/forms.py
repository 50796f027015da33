"""The forms of an answer: a count as it is, as a rate, as a share, or as its change in a year.

Disclosure control comes first: every form is made from counts that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.answers.change import CAVEAT as CHANGE_CAVEAT
from data.answers.change import change_table
from data.answers.disclosure import Mask, State, disclose
from data.answers.exact import Exact
from data.answers.figures import Figures
from data.answers.measure import CountyFigures, Extracted, Incidents, Measure, Publication
from data.answers.question import Answer, By, Form, Question
from data.errors import QuestionError
from data.geography.region_areas import area_sq_mi, border_miles

_AREA = "Over the whole period, per area of land and inland water within the counties of the region."
_BORDER = (
    "Over the whole period, per mile of land border, rivers included: a border through the Great Lakes or "
    "at sea has no miles here."
)


@dataclass(frozen=True, kw_only=True)
class Formed:
    """A disclosed table in the form asked for, its unit, and the papers of its figures."""

    table: pa.Table
    unit: str
    papers: Exact

    def answer(self, question: Question, *, title: str, floor: int, version: str, marking: str) -> Answer:
        """The answer to the question with these figures; for the gate, which alone hands it out."""
        return Answer(
            question=question,
            table=self.table,
            title=title,
            unit=self.unit,
            floor=floor,
            source=self.papers.source,
            as_of=self.papers.as_of,
            version=version,
            caveats=self.papers.caveats,
            marking=marking,
            is_synthetic=self.papers.is_synthetic,
            sentence=self.papers.sentence,
            first=self.papers.first,
            last=self.papers.last,
        )


def formed(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    """The disclosed figures of a question, in its form.

    Raises
    ------
    QuestionError
        If the measure has no such form, or cannot be broken down as asked.
    """
    _check(question, asked)
    return _RULES[question.form].make(figures, question, asked, floor)


def _count(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    exact = figures.exact(question, asked)
    withheld = _withheld(figures, question, asked, floor, table=exact.table)
    table = disclose(exact.table, floor, is_partition=_is_partition(question), withheld=withheld)
    return Formed(table=table, unit=asked.unit, papers=exact)


def _withheld(
    figures: Figures, question: Question, asked: Measure, floor: int, *, table: pa.Table
) -> Mask | None:
    """Rows of an exact table that other answers would give a small count away with."""
    if not isinstance(asked.origin, Incidents):
        return None
    cells = figures.cells(question.level or 0) if question.by is By.CELL else None
    return figures.guard(floor).withheld(question, table, cells)


def _change(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    compared = figures.compare(question, asked)
    now = question.filter
    if isinstance(asked.origin, Incidents) and compared.now.first and compared.now.last:
        now = replace(now, first=compared.now.first, last=compared.now.last)
    before = now.year_before() if now.first and now.last else now
    withheld = [
        _withheld(figures, replace(question, filter=chosen), asked, floor, table=table)
        for chosen, table in ((now, compared.now.table), (before, compared.before))
    ]
    table = change_table(
        compared.now.table,
        compared.before,
        floor,
        is_partition=_is_partition(question),
        share=compared.share,
        withheld=(withheld[0], withheld[1]),
    )
    papers = replace(compared.now, caveats=(*compared.now.caveats, CHANGE_CAVEAT))
    return Formed(table=table, unit=asked.unit, papers=papers)


def _per_area(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    counted = _count(figures, question, asked, floor)
    thousands = {region: area / 1000 for region, area in area_sq_mi(question.region_set or "").items()}
    return _rate(counted, thousands, per="1,000 sq mi", caveat=_AREA)


def _per_border_mile(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    counted = _count(figures, question, asked, floor)
    return _rate(counted, border_miles(question.region_set or ""), per="border mile", caveat=_BORDER)


def _rate(counted: Formed, size: Mapping[str, float], *, per: str, caveat: str) -> Formed:
    """Each count that is shown over the size of its region; without a size there is no rate."""
    sizes = [size.get(region) for region in counted.table.column("region").to_pylist()]
    rates = pc.divide(counted.table.column("value").cast(pa.float64()), pa.array(sizes, pa.float64()))
    table = _valued(counted.table, rates)
    is_sized = pa.array([found is not None for found in sizes])
    state = pc.if_else(is_sized, table.column("state"), pa.scalar(int(State.MISSING), pa.uint8()))
    table = table.set_column(table.schema.get_field_index("state"), "state", state)
    papers = replace(counted.papers, caveats=(*counted.papers.caveats, caveat))
    return Formed(table=table, unit=f"{counted.unit} per {per}", papers=papers)


def _share(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    """Each count that is shown as percent of all rows, hidden ones too, unless their sum is withheld."""
    counted = _count(figures, question, asked, floor)
    whole = pc.sum(counted.papers.table.column("value")).as_py() or 0
    percent = pc.multiply(counted.table.column("value").cast(pa.float64()), 100 / whole if whole else None)
    table = _valued(counted.table, percent)
    if whole and isinstance(asked.origin, Incidents) and figures.guard(floor).is_total_withheld(question):
        return replace(_all_withheld(counted), unit=f"% of {counted.unit}")
    if not whole:
        missing = pa.array(np.full(table.num_rows, State.MISSING, np.uint8))
        table = table.set_column(table.schema.get_field_index("state"), "state", missing)
    return Formed(table=table, unit=f"% of {counted.unit}", papers=counted.papers)


def _all_withheld(counted: Formed) -> Formed:
    """The same rows with nothing shown."""
    shown = counted.table.column("state").to_numpy() == State.SHOWN
    state = np.where(shown, State.WITHHELD, counted.table.column("state").to_numpy()).astype(np.uint8)
    table = _valued(counted.table, pa.chunked_array([pa.nulls(counted.table.num_rows, pa.float64())]))
    table = table.set_column(table.schema.get_field_index("state"), "state", pa.array(state))
    return replace(counted, table=table)


def _valued(table: pa.Table, values: pa.ChunkedArray) -> pa.Table:
    """The table with other values, float64."""
    return table.set_column(table.schema.get_field_index("value"), "value", values.cast(pa.float64()))


def _is_partition(question: Question) -> bool:
    return question.by is not By.TOTAL


def _check(question: Question, asked: Measure) -> None:
    rule = _RULES[question.form]
    if not rule.applies(question, asked):
        raise QuestionError(
            f"{asked.key} by {question.by} cannot be given as {question.form}", remedy=rule.remedy
        )


@dataclass(frozen=True, kw_only=True)
class _Rule:
    """How a form is made, what it applies to, and what to ask where it does not."""

    make: Callable[[Figures, Question, Measure, int], Formed]
    applies: Callable[[Question, Measure], bool]
    remedy: str = ""


def _is_rate(question: Question, asked: Measure) -> bool:
    return question.by is By.REGION and isinstance(asked.origin, Incidents | Publication)


def _is_whole_and_parts(question: Question, asked: Measure) -> bool:
    match asked.origin:
        case CountyFigures(is_additive=is_additive) | Extracted(adds_up=is_additive):
            adds_up = is_additive
        case _:
            adds_up = True
    return question.by not in {By.TOTAL, By.YEAR} and adds_up


_RULES: Mapping[Form, _Rule] = {
    Form.COUNT: _Rule(make=_count, applies=lambda _question, _asked: True),
    Form.PER_AREA: _Rule(make=_per_area, applies=_is_rate, remedy="Ask for events, by region"),
    Form.PER_BORDER_MILE: _Rule(make=_per_border_mile, applies=_is_rate, remedy="Ask for events, by region"),
    Form.SHARE: _Rule(make=_share, applies=_is_whole_and_parts, remedy="Ask for a breakdown that adds up"),
    Form.CHANGE: _Rule(
        make=_change,
        applies=lambda question, asked: question.by is not By.MONTH and asked.counts_events,
        remedy="Ask for a count of events, and not by month",
    ),
}
