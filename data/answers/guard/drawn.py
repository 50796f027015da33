"""The guard of drawn shapes: what of an answer is withheld beside what the same reader was told.

A shape is compared with published regions, with the whole, with up to two of the shapes that the
reader was told of before, and with other periods told of the same incidents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from data.answers.counting import Axis
from data.answers.disclosure import Counts, Mask, State, States, states
from data.answers.guard.areas import Area, told_by_areas
from data.answers.guard.memory import Said, ToldMemory
from data.answers.guard.own_memory import OwnMemory
from data.answers.guard.released import Reader
from data.answers.guard.shapes import area_inside, is_shape_told, told_by_regions
from data.answers.guard.tables import TableGuard
from data.answers.guard.told_periods import (
    are_rows_told,
    beside_periods,
    exact_rows,
    is_total_told,
    on_rows,
    periods_of_rows,
    selection_of,
    tells_period,
    told_periods,
    window_of,
)
from data.answers.question import Answer, By, Question
from data.roles import Actor

CAVEAT = (
    "Too small to show where it says withheld: the number would differ by less than the floor from that of "
    "another shape or period asked before, of a region or of the whole, or would give such a number away."
)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What answers about shapes of one data version are judged on.

    ``answer_of`` gives the answer to a question as the guard of tables has judged it, whoever asks.
    """

    guard: TableGuard
    answer_of: Callable[[Question], Answer]


class DrawnGuard:
    """Remembers what each reader was told of drawn shapes; from any number of threads."""

    def __init__(self, memory: ToldMemory | None = None) -> None:
        """Keep what is told in ``memory``, or in this process only."""
        self._memory = memory or OwnMemory()

    def told(self, reader: Actor, answer: Answer, ground: Ground) -> Answer:
        """The answer about a shape, a count that the guard of tables has judged, as it may be told.

        ``reader`` is whose memory counts. The same question has the same answer as long as its
        shape is remembered. An old version, which is only scanned, has no such memory.

        Raises
        ------
        BorderopsError
            If the memory cannot be read or written.
        """
        question = answer.question
        area = area_inside(ground.guard.counter, question) if question.polygon else None
        if area is None or answer.floor <= 1:
            return answer

        def recall(known: Reader, said: Said) -> None:
            self._recall(known, said, ground)

        key = _shape(question)
        with self._memory.telling(reader, answer.version, recall) as section:
            known = section.known
            if key in known.told and question in known.told[key].answers:
                return known.told[key].answers[question]
            given = self._judged(known, area, answer, ground.guard)
            if any(given.table["value"].to_pylist()):
                known.of(key, area).add(question, given, told_periods(given, area))
                states_told = bytes(given.table["state"].to_pylist())
                section.keep(Said(question=question, states=states_told, near=given.near))
            return given

    def _recall(self, known: Reader, said: Said, ground: Ground) -> None:
        """Remember what another process told, as if it had been told here."""
        area = area_inside(ground.guard.counter, said.question)
        answer = ground.answer_of(said.question)
        # Rows of another number were told of other data under the same name, of which nothing follows.
        if area is not None and answer.table.num_rows == len(said.states):
            given = _told_again(answer, area, said)
            known.of(_shape(said.question), area).add(said.question, given, told_periods(given, area))

    def _judged(self, known: Reader, area: Area, answer: Answer, guard: TableGuard) -> Answer:
        """The answer without what it would give away beside all that the reader knows."""
        question, floor = answer.question, answer.floor
        exact = exact_rows(answer, area)
        chosen, axis = question.filter, Axis(question.by.value)
        same = [told.area for told in known.told.values() if is_total_told(told, chosen, area, floor)]
        rows = [told.area for told in known.told.values() if are_rows_told(told, chosen, axis)]
        is_told = bool(told_by_areas(area, same, chosen, Axis.TOTAL, floor)[0])
        beside = (
            told_by_areas(area, rows, chosen, axis, floor) if axis is not Axis.TOTAL else np.array([is_told])
        )
        by_regions = told_by_regions(guard, question, exact, floor)
        hidden = on_rows(answer, area, beside) | by_regions
        period = (selection_of(question.filter), window_of(question.filter, area))
        is_apart = is_shape_told(guard, question, floor) or tells_period(known, area, *period, floor)
        near = None if is_apart or by_regions.any() else _near(known, area, question, floor)
        if beside.all() or is_apart:
            hidden[:] = True
        elif question.by is not By.TOTAL:
            hidden |= beside_periods(known, area, periods_of_rows(answer, area, exact), floor)
        given = _withheld(answer, exact, hidden)
        return given if near is None or given is answer else _beside(given, near)


def _shape(question: Question) -> tuple[object, ...]:
    """What is one shape to the memory: its corners, and the regions in which it is counted."""
    return question.polygon, question.filter.regions


def _beside(given: Answer, near: float) -> Answer:
    """The answer with the number that its total is close to."""
    within = f"Within {given.floor - 1} of {near:,.0f}, the number told of nearly the same shape."
    return replace(given, near=near, caveats=(within, *given.caveats))


def _told_again(answer: Answer, area: Area, said: Said) -> Answer:
    """The answer that was told, from the states of its rows."""
    found = np.frombuffer(said.states, np.uint8)
    if (found == answer.table["state"].to_numpy()).all():
        return answer
    given = _in_states(answer, exact_rows(answer, area), found)
    return given if said.near is None else _beside(given, said.near)


def _near(known: Reader, area: Area, question: Question, floor: int) -> int | None:
    """The total told last, under the same filter, of a shape with all but a few of the same incidents.

    A reader whose total is withheld beside such a shape knows already that it is less than the
    floor away.
    """
    if question.by is not By.TOTAL:
        return None
    for told in reversed(known.told.values()):
        apart = Area(combinations=area.combinations, counts=np.abs(told.area.counts - area.counts))
        if apart.rows(Axis.TOTAL, question.filter)[0] < floor:
            for asked, answer in told.answers.items():
                is_same = asked.by is By.TOTAL and asked.filter == question.filter
                if is_same and answer.total is not None:
                    return int(answer.total)
    return None


def _withheld(answer: Answer, exact: Counts, hidden: Mask) -> Answer:
    """The answer without the values of these rows, and of what would give them away; zeros stay."""
    hidden = hidden & (exact >= answer.floor)
    if not hidden.any():
        return answer
    before = answer.table["state"].to_numpy()
    found = states(
        exact,
        answer.floor,
        is_partition=answer.question.by is not By.TOTAL,
        withheld=hidden | (before == State.WITHHELD),
    )
    return _in_states(answer, exact, found)


def _in_states(answer: Answer, exact: Counts, found: States) -> Answer:
    """The answer with rows in these states: those that are shown have their exact counts."""
    values = pa.array(exact, answer.table["value"].type, mask=found != State.SHOWN)
    table = answer.table
    for name, column in (("value", values), ("state", pa.array(found, pa.uint8()))):
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return replace(answer, table=table, caveats=(*answer.caveats, CAVEAT))
