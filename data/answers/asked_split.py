"""Asking for a change in four parts: exact counts go in, and only what may be told comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.answers.calendar import days_in, month_number
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, Question
from data.answers.redefined import redefinition_step, redefinitions
from data.answers.split import Chain, Pair, Split, Told, split
from data.errors import FilterError
from data.roles import Actor

MEASURE = "incidents"
_BOUNDS_REMEDY = "Give both ends of the period and the data version of each"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Months that only one of two periods has, as filters; the later ones are the newer period's."""

    now: Filter
    before: Filter

    @property
    def share(self) -> float:
        """The part of the days of both that lies in the later ones."""
        days = [days_in(*_months(chosen)) for chosen in (self.now, self.before)]
        return days[0] / sum(days)


@dataclass(frozen=True, kw_only=True)
class AskedSplit:
    """The split of a change between two briefs, with the gate's answers at both ends.

    ``split`` is ``None`` where what is counted now may not be told. ``then`` and ``now`` are the answers
    to the two briefs' own questions. ``months`` are those that the real change is judged by, ``None`` if
    one period lies within the other or both are the same. ``redefinitions`` say in words what was declared.
    """

    split: Split | None
    then: Answer
    now: Answer
    months: Compared | None
    redefinitions: tuple[str, ...]


def asked_split(gate: Gate, actor: Actor, *, then: Filter, now: Filter) -> AskedSplit:
    """The change of the incidents of one filter to those of another, in four parts.

    Parameters
    ----------
    gate
        Over the store that has both data versions.
    actor
        Who asks.
    then, now
        The filter of the last brief and of this one, each with both ends of its period and its data
        version. Regions are the boundary, and may be the counties of a plan. Categories, components and
        modes are, with what was declared of extracts, the definition.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    FilterError
        If a filter has an open end or no data version, or names a region that is none.
    UnknownVersionError
        If the store does not have one of the data versions.
    """
    for chosen in (then, now):
        if chosen.version is None or chosen.first is None or chosen.last is None:
            raise FilterError(f"the filter is {chosen.sentence()!r}", remedy=_BOUNDS_REMEDY)
    stages = _stages(then, now)
    answers = [gate.ask(actor, _question(chosen)) for chosen in stages]
    newer, older = (gate.data_version(actor, chosen) for chosen in (now, then))
    restated = redefinition_step(newer, older, stages[1])
    declared = redefinitions(newer, older)
    counts = [_exact(gate, actor, chosen) for chosen in stages]
    chain = Chain(
        then=counts[0],
        corrected=counts[1] - restated,
        redefined=counts[2],
        moved=counts[3],
        now=counts[4],
        has_new_definition=bool(declared) or stages[2] != stages[1],
        has_new_boundary=stages[3] != stages[2],
    )
    is_told = [answer.total is not None for answer in answers]
    told = Told(
        then=is_told[0],
        corrected=not 0 < abs(restated) < gate.floor,
        redefined=is_told[2],
        moved=is_told[3],
        now=is_told[4],
    )
    months = months_apart(now, stages[3])
    return AskedSplit(
        split=split(chain, told, gate.floor, months=_pair(gate, actor, months)),
        then=answers[0],
        now=answers[4],
        months=months,
        redefinitions=tuple(dict.fromkeys(extract.redefinition for extract in declared)),
    )


def _stages(then: Filter, now: Filter) -> tuple[Filter, Filter, Filter, Filter, Filter]:
    """The filters at each point: the last brief's, then one thing of today's after another."""
    corrected = replace(then, version=now.version)
    redefined = replace(corrected, categories=now.categories, components=now.components, modes=now.modes)
    return then, corrected, redefined, replace(redefined, regions=now.regions), now


def months_apart(now: Filter, before: Filter) -> Compared | None:
    """The months of each period that the other does not have; ``None`` if one holds the other.

    Both filters have both ends; they may differ in their period only.

    Examples
    --------
    >>> from datetime import date
    >>> later = Filter(first=date(2025, 11, 1), last=date(2026, 10, 1))
    >>> found = months_apart(later, Filter(first=date(2025, 10, 1), last=date(2026, 9, 1)))
    >>> found.now.to_query(), found.before.to_query()
    ({'from': '2026-10', 'to': '2026-10'}, {'from': '2025-10', 'to': '2025-10'})
    """
    (first, last), (other_first, other_last) = _months(now), _months(before)
    if (first - other_first) * (last - other_last) <= 0:
        return None
    if first > other_first:
        own, others = (max(first, other_last + 1), last), (other_first, min(other_last, first - 1))
    else:
        own, others = (first, min(last, other_first - 1)), (max(other_first, last + 1), other_last)
    return Compared(now=now.during(*own), before=now.during(*others))


def _pair(gate: Gate, actor: Actor, months: Compared | None) -> Pair | None:
    if months is None:
        return None
    counts = [_told(gate.ask(actor, _question(chosen))) for chosen in (months.now, months.before)]
    return Pair(now=counts[0], before=counts[1], share=months.share)


def _told(answer: Answer) -> int | None:
    is_shown = answer.table["state"][0].as_py() == State.SHOWN
    return round(answer.total) if is_shown and answer.total is not None else None


def _exact(gate: Gate, actor: Actor, filter_: Filter) -> int:
    count: int = gate.undisclosed(actor, _question(filter_))["value"][0].as_py()
    return count


def _question(filter_: Filter) -> Question:
    return Question(measure=MEASURE, filter=filter_)


def _months(filter_: Filter) -> tuple[int, int]:
    if filter_.first is None or filter_.last is None:
        raise FilterError("the period has an open end", remedy=_BOUNDS_REMEDY)
    return month_number(filter_.first), month_number(filter_.last)
