"""How the figures behind a question came to be known: which versions of the store changed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.answers.measure import Incidents, Measure, Publication
from data.answers.question import Answer
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
