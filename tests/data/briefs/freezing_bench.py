"""A store that can be given later extracts, and a brief to freeze beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.answers.gate import Gate
from data.briefs.brief import (
    Brief,
    ChangeScene,
    ChartBy,
    ChartScene,
    MapScene,
    NoteScene,
    NumeralScene,
    TableScene,
)
from data.briefs.keeping import BriefStore
from data.briefs.occasion import Occasion
from data.intake.ingest import ingest
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.roles import LOCAL_ACTOR, Actor
from data.settings import Settings
from tests.data.briefs.occasions import a_brief, an_occasion
from tests.gates import made_up_incidents

AT = datetime(2026, 1, 20, 23, 30, tzinfo=UTC)
BRIEF = a_brief(
    NumeralScene(measures=("incidents",)),
    MapScene(view="layers=sectors"),
    ChartScene(measure="incidents", by=ChartBy.MONTH),
    ChartScene(measure="incidents", by=ChartBy.CATEGORY),
    ChartScene(measure="incidents", by=ChartBy.REGION, region_set="sector"),
    TableScene(measure="incidents", region_set="sector"),
    ChangeScene(),
    NoteScene(words="Words."),
)
Later = Callable[[pa.Table], None]


class Bench:
    """A store that can be given later extracts, and briefs beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.create(folder / "store")
        self.rows = made_up_incidents(3_000, 11)
        self._take_in("first", self.rows, datetime(2026, 1, 10, tzinfo=UTC))
        self.gate = Gate(self.store, Settings(store=folder / "store"))
        self.briefs = BriefStore(Database(f"sqlite:///{folder / 'briefs.sqlite'}"))
        self.occasion = self.occasion_now(BRIEF)

    def occasion_now(self, brief: Brief, actor: Actor = LOCAL_ACTOR) -> Occasion:
        return an_occasion(self.gate, self.folder, brief, actor=actor, today=date(2026, 1, 20))

    def take_in(self, name: str, rows: pa.Table) -> None:
        self._take_in(name, rows, datetime(2026, 2, 10, tzinfo=UTC))
        # A new process: nothing is remembered of what was asked before.
        self.gate = Gate(self.store, Settings(store=self.store.path))
        self.occasion = replace(self.occasion, gate=self.gate, figures=self.occasion_now(BRIEF).figures)

    def _take_in(self, name: str, rows: pa.Table, now: datetime) -> None:
        path = self.folder / f"{name}.parquet"
        pq.write_table(rows, path)
        ingest(path, store=self.store, now=now, is_synthetic=True)

    def late(self, count: int, *, where: int = 0) -> pa.Table:
        """Incidents that nobody reported before, like the row ``where``, in the last months of 2025."""
        one = self.rows.slice(where, 1)
        many = pa.concat_tables([one] * count)
        ids = pa.array([f"LATE-{where}-{number}" for number in range(count)])
        moment = int(datetime(2025, 11, 15, tzinfo=UTC).timestamp()) * 1_000_000
        times = pa.array(np.full(count, moment), pa.timestamp("us", tz="UTC"))
        for name, values in (("incident_id", ids), ("occurred_at", times), ("reported_at", times)):
            many = many.set_column(many.schema.get_field_index(name), name, values)
        return many
