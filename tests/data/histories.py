"""One synthetic history, taken in once, with the truth of what differs between its two briefs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.geography.join import county_of
from data.intake.ingest import ingest_submission
from data.intake.store import Store
from data.intake.submission import Submission
from data.settings import Settings
from data.synthetic.history import write_history

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ROWS = 120_000
SEED = 7


@dataclass(frozen=True, kw_only=True)
class History:
    """A gate over a history, its truth, and the versions before and after what changed."""

    gate: Gate
    store: Store
    truth: dict[str, Any]
    first_version: str
    last_version: str
    rows: Counter[tuple[str, str, str]]
    """Rows that count in the end, by county, category and month: as written, not as stored."""

    def then(self, **words: tuple[str, ...]) -> Filter:
        return self._filter("then", self.first_version, words)

    def now(self, **words: tuple[str, ...]) -> Filter:
        return self._filter("now", self.last_version, words)

    def planted(self, kind: str, is_in: Callable[[str, str], bool]) -> int:
        """Sum of the planted effects of a kind in the last brief's months."""
        first, last = self.truth["then"]
        return sum(
            effect["rows"]
            for effect in self.truth["effects"]
            if effect["kind"] == kind
            and first <= effect["month"] <= last
            and is_in(effect["county"], effect["category"])
        )

    def counted(self, ends: str, is_in: Callable[[str, str], bool]) -> int:
        """Rows that count in the end, in the months of one of both briefs."""
        first, last = self.truth[ends]
        return sum(
            rows
            for (county, category, month), rows in self.rows.items()
            if first <= month <= last and is_in(county, category)
        )

    def _filter(self, ends: str, version: str, words: dict[str, tuple[str, ...]]) -> Filter:
        first, last = (date.fromisoformat(f"{month}-01") for month in self.truth[ends])
        return Filter(first=first, last=last, version=version, **words)


def made_history(folder: Path) -> History:
    """A history in a store of its own, taken in as the demonstration does."""
    written = write_history(folder, rows=ROWS, seed=SEED, progress=lambda *_: None)
    store = Store.create(folder / "store")
    versions = []
    for extract in written.extracts:
        submission = Submission(
            path=extract.path, as_of=extract.as_of, is_synthetic=True, redefinition=extract.redefinition
        )
        versions.append(ingest_submission(submission, store=store, now=NOW).version)
    return History(
        gate=Gate(store, Settings(store=folder / "store")),
        store=store,
        truth=json.loads(written.history_path.read_text(encoding="utf-8")),
        first_version=versions[0],
        last_version=versions[-1],
        rows=_rows([extract.path for extract in written.extracts]),
    )


def everywhere(
    categories: Collection[str] = (), counties: Collection[str] = ()
) -> Callable[[str, str], bool]:
    """Whether a county and category are among those chosen; none chosen is all."""
    return lambda county, category: (
        (not counties or county in counties) and (not categories or category in categories)
    )


def _rows(paths: list[Path]) -> Counter[tuple[str, str, str]]:
    """The last report of each incident, by county, category and month."""
    frame = pa.concat_tables([pq.read_table(path) for path in paths]).to_pandas()
    frame = frame.sort_values("reported_at").drop_duplicates("incident_id", keep="last")
    counties = county_of(frame["lon"].to_numpy(), frame["lat"].to_numpy())
    months = frame["occurred_at"].dt.strftime("%Y-%m")
    return Counter(
        (county or "", *rest) for county, *rest in zip(counties, frame["category"], months, strict=True)
    )
