"""Services over a store with a brief of few scenes, two readers, and a clock that stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.documents.schedule import Cadence, Recipient, Schedule, Way
from dashboard.documents.wish import Wish
from dashboard.services import Services, services_of
from data.briefs.brief import (
    AskScene,
    Brief,
    ChartBy,
    ChartScene,
    Choice,
    ComparisonScene,
    NoteScene,
    NumeralScene,
    Scene,
    TableScene,
)
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
NATION = Actor(name="Director", role=Role.LEADER)
TUCSON = Actor(name="Chief of Tucson", role=Role.LEADER, regions=("sector:tucson",))
VIEWER = Actor(name="Visitor", role=Role.VIEWER)
BRIEF = Brief(
    title="Monday brief",
    scenes=(
        Scene(key="incidents", title="Incidents", body=NumeralScene(measures=("incidents",))),
        Scene(key="trend", title="By month", body=ChartScene(measure="incidents", by=ChartBy.MONTH)),
        Scene(
            key="elpaso",
            title="El Paso Sector",
            body=NumeralScene(measures=("incidents",), view="region=sector:el-paso"),
        ),
        Scene(key="counties", title="Counties", body=TableScene(measure="incidents", region_set="county")),
        Scene(key="plans", title="Two plans", body=ComparisonScene(plan=1, other=2)),
        Scene(key="note", title="To note", body=NoteScene(words="Events are not people.")),
        Scene(
            key="ask",
            title="What we ask",
            body=AskScene(decision="Staff the second shift", options=(Choice(name="Yes"),), who="The Chief"),
        ),
    ),
)


MONDAY = Schedule(
    cadence=Cadence.WEEKLY,
    day=1,
    time=time(7, 30),
    zone=ZoneInfo("America/New_York"),
    document=Wish(brief="national"),
    recipients=(
        Recipient(name="Director", way=Way.FOLDER, address="director", role=Role.LEADER),
        Recipient(
            name="Chief",
            way=Way.FOLDER,
            address="sectors/tucson",
            role=Role.LEADER,
            regions=("sector:tucson",),
        ),
    ),
)


def services_over(store: Path, folder: Path, **changed: object) -> tuple[Services, str]:
    """Services over the store with a database of their own, and the token of the brief in it."""
    settings = Settings(
        store=store,
        database=f"sqlite:///{folder / 'plans.sqlite'}",
        delivery=str(folder / "delivered"),
        **changed,  # type: ignore[arg-type]
    )
    services = replace(services_of(settings), now=lambda: NOW)
    return services, services.briefs.create(LOCAL_ACTOR, BRIEF, at=NOW).token
