"""How the figures behind a question came to be known: which versions of the store changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

import numpy as np
from numpy.typing import NDArray

from data.answers.disclosure import State, states
from data.answers.guard.told import without
from data.answers.measure import Extracted, Incidents, Measure, Publication
from data.answers.question import Answer, By, Form
from data.extracts.contract import Kind
from data.intake.store_version import StoreVersion

_COUNTS: Mapping[Form, tuple[str, ...]] = {Form.COUNT: ("value",), Form.CHANGE: ("now", "before")}
"""Columns of an answer that are counts."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """An answer as it was known from a data version on.

    ``version`` is the one that changed the figures behind the question, ``published_at`` when
    it was published (UTC), ``note`` what it took in.
    """

    version: str
    published_at: datetime
    note: str
    answer: Answer


def changing_versions(history: Iterable[StoreVersion], asked: Measure, *, limit: int) -> list[StoreVersion]:
    """The last versions that changed the figures behind a measure, newest first.

    ``history`` is oldest first. Versions from before there were any such figures are left out;
    a measure over packaged tables, which are not in the store, has none.
    """
    found: list[StoreVersion] = []
    before: frozenset[str] = frozenset()
    for version in history:
        files = _files_behind(version, asked)
        if files and files != before:
            found.append(version)
        before = files
    return found[: -limit - 1 : -1]


def later_versions(history: Sequence[StoreVersion], asked: Measure, version: str) -> list[StoreVersion]:
    """The newest version that changed the figures after one, and the first that did, if there are any.

    ``history`` is oldest first.
    """
    later = [found for found in changing_versions(history, asked, limit=len(history)) if found.id > version]
    return [later[0], later[-1]] if len(later) > 1 else later


def without_small_steps(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """The revisions with each value withheld that a later one betrays a small count against.

    Two versions of one count differ by the events that came late or were corrected: a difference
    of fewer than the floor is a small count like any other, and is not left to be found by
    subtraction. ``revisions`` are newest first; the newest stays as it is, and so does what is
    neither a count nor made of two.
    """
    kept: list[Revision] = []
    for revision in revisions:
        answer = beside(revision.answer, [later.answer for later in kept])
        kept.append(replace(revision, answer=answer))
    return tuple(kept)


def beside(answer: Answer, later: Iterable[Answer]) -> Answer:
    """The answer of an old version without the rows of which later ones give a small step away.

    The steps of a table are a table themselves, and what would be hidden of it is hidden.
    """
    columns = _COUNTS.get(answer.question.form, ())
    hidden = np.zeros(answer.table.num_rows, np.bool_)
    for other in later:
        for column in columns:
            steps = _steps(answer, other, column)
            is_partition = answer.question.by is not By.TOTAL
            hidden |= states(steps, answer.floor, is_partition=is_partition) != State.SHOWN
    return without(answer, hidden)


def hidden_alike(answer: Answer, count: Answer) -> Answer:
    """The answer in another form without the rows of which the count is not shown."""
    keys = _hidden_keys(count)
    rows = answer.table.column(answer.question.by.value).to_pylist()
    return without(answer, np.array([key in keys for key in rows], np.bool_))


def like_counts(revisions: Iterable[Revision], counts: Iterable[Revision]) -> tuple[Revision, ...]:
    """The revisions in another form without the rows of which the counts are not shown."""
    return tuple(
        replace(revision, answer=hidden_alike(revision.answer, counted.answer))
        for revision, counted in zip(revisions, counts, strict=True)
    )


def _steps(answer: Answer, later: Answer, column: str) -> NDArray[np.int64]:
    """By how much each shown count differs from its later one, if that is shown; zero otherwise."""
    name = answer.question.by.value
    after = dict(zip(later.table[name].to_pylist(), later.table[column].to_pylist(), strict=True))
    pairs = [
        (value, after.get(key, 0))
        for key, value in zip(answer.table[name].to_pylist(), answer.table[column].to_pylist(), strict=True)
    ]
    steps = [0 if None in pair else ceil(abs(pair[0] - pair[1])) for pair in pairs]
    return np.array(steps, np.int64)


def _hidden_keys(answer: Answer) -> set[object]:
    keys = answer.table.column(answer.question.by.value).to_pylist()
    states_ = answer.table.column("state").to_pylist()
    return {key for key, state in zip(keys, states_, strict=True) if state in {State.SMALL, State.WITHHELD}}


def _files_behind(version: StoreVersion, asked: Measure) -> frozenset[str]:
    """Names of the files that hold the figures of a measure, and of those that supersede rows."""
    match asked.origin:
        case Incidents():
            extracts = [extract for extract in version.extracts if extract.kind is Kind.INCIDENTS]
        case Publication(dataset=dataset) | Extracted(dataset=dataset):
            extracts = [extract for extract in version.extracts if dataset in extract.datasets]
        case _:
            extracts = []
    return frozenset(name for extract in extracts for name in extract.files)
