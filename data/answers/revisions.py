"""How the figures behind a question came to be known: which versions of the store changed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa

from data.answers.disclosure import State
from data.answers.measure import Incidents, Measure, Publication
from data.answers.question import Answer, Form
from data.extracts.contract import Kind
from data.intake.store_version import StoreVersion


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


def without_small_steps(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """The revisions with each value withheld that a later one betrays a small count against.

    Two versions of one count differ by the events that came late or were corrected: a difference
    of fewer than the floor is a small count like any other, and is not left to be found by
    subtraction. ``revisions`` are newest first; the newest stays as it is, and so does what is not
    a count.
    """
    kept: list[Revision] = []
    seen: dict[object, set[float]] = {}
    for revision in revisions:
        answer = revision.answer
        if answer.question.form is not Form.COUNT:
            kept.append(revision)
            continue
        keys = answer.table.column(answer.question.by.value).to_pylist()
        values = answer.table.column("value").to_pylist()
        betrays = [
            value is not None and any(0 < abs(value - later) < answer.floor for later in seen.get(key, ()))
            for key, value in zip(keys, values, strict=True)
        ]
        for key, value, is_withheld in zip(keys, values, betrays, strict=True):
            if value is not None and not is_withheld:
                seen.setdefault(key, set()).add(value)
        kept.append(replace(revision, answer=_withheld(answer, betrays)))
    return tuple(kept)


def _withheld(answer: Answer, rows: list[bool]) -> Answer:
    """The answer with the values of these rows withheld."""
    if not any(rows):
        return answer
    table = answer.table
    states = [
        State.WITHHELD if hide else state
        for hide, state in zip(rows, table.column("state").to_pylist(), strict=True)
    ]
    values = [
        None if hide else value for hide, value in zip(rows, table.column("value").to_pylist(), strict=True)
    ]
    for name, column in (("value", values), ("state", states)):
        index = table.schema.get_field_index(name)
        table = table.set_column(index, name, pa.array(column, table.schema.field(name).type))
    return replace(answer, table=table)


def _files_behind(version: StoreVersion, asked: Measure) -> frozenset[str]:
    """Names of the files that hold the figures of a measure, and of those that supersede rows."""
    match asked.origin:
        case Incidents():
            extracts = [extract for extract in version.extracts if extract.kind is Kind.INCIDENTS]
        case Publication(dataset=dataset):
            extracts = [extract for extract in version.extracts if dataset in extract.datasets]
        case _:
            extracts = []
    return frozenset(name for extract in extracts for name in extract.files)
