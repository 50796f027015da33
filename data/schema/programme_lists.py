"""Extracts that are lists as of a day: each list takes the place of the one before."""

from __future__ import annotations

from data.schema.programme_columns import (
    SMALLEST_GROUP,
    PeriodKind,
    ProgrammeSchema,
    as_of,
    day,
    figure,
    people,
    place,
    source,
    words,
)

RECOMMENDATIONS = tuple(f"R{number}" for number in range(1, 12))

FINDINGS = ProgrammeSchema(
    key="programme-findings",
    title="Coordination Council: register of findings",
    row_is="a finding in the register of a day",
    fills="Coordination Council",
    period=PeriodKind.AS_OF,
    place_kind="entry",
    columns=(
        as_of(),
        place("finding_id", "the register's own number of the finding"),
        words("title", "the finding in a few words"),
        words("owner_office", "office that carries it out"),
        day("opened", "day on which it was opened", required=True),
        day("due", "day on which it is due"),
        day("closed", "day on which it was closed; empty while it is open"),
        words("linked_indicator", "number that the fix is to move", required=False),
        source(),
    ),
    example=(
        (
            "2026-09-30",
            "F-001",
            "Transfer requests by one form",
            "Office A",
            "2026-01-15",
            "2026-08-31",
            "",
            "transfer time",
            "SYNTHETIC example",
        ),
        (
            "2026-09-30",
            "F-002",
            "One list of holding rooms",
            "Office B",
            "2026-02-01",
            "2026-12-31",
            "",
            "",
            "SYNTHETIC example",
        ),
        (
            "2026-09-30",
            "F-003",
            "Shared duty roster",
            "Office A",
            "2025-11-03",
            "2026-05-31",
            "2026-05-12",
            "wait by stage",
            "SYNTHETIC example",
        ),
    ),
)

REPRESENTATIVES = ProgrammeSchema(
    key="programme-representatives",
    title="Representatives abroad: components and staff by country",
    row_is="a country on a day",
    fills="Representatives abroad",
    period=PeriodKind.AS_OF,
    place_kind="country",
    columns=(
        as_of(),
        place("country", "ISO 3166 alpha-3 code, three letters", form="[A-Z]{3}"),
        figure("components", "DHS components with staff in the country", "components"),
        people("staff_posted", "staff in the country"),
        words(
            "representative",
            "whether one Homeland Security Representative coordinates",
            allowed=("yes", "no"),
        ),
        source(),
    ),
    example=(
        ("2026-09-30", "MEX", "5", "180", "yes", "SYNTHETIC example"),
        ("2026-09-30", "CAN", "4", "150", "no", "SYNTHETIC example"),
        ("2026-09-30", "PAN", "2", "14", "no", "SYNTHETIC example"),
    ),
)

STAFFING = ProgrammeSchema(
    key="programme-staffing",
    title="Joint staffing: billets, availability, joint tours",
    row_is="a region on a day; no group of fewer than ten people",
    fills="Joint staffing",
    period=PeriodKind.AS_OF,
    place_kind="group",
    columns=(
        as_of(),
        place("region", "region, sector or field office"),
        people("billets", "authorized positions", unit="positions", smallest=SMALLEST_GROUP),
        people("on_board", "staff on board", smallest=SMALLEST_GROUP),
        people("available", "of them, available on an average day", smallest=SMALLEST_GROUP, most="on_board"),
        people(
            "joint_tour", "of them, with a joint tour or course", smallest=SMALLEST_GROUP, most="on_board"
        ),
        people("accredited", "of them, accredited", smallest=SMALLEST_GROUP, most="on_board"),
        source(),
    ),
    example=(
        ("2026-09-30", "Region A", "1200", "1080", "640", "210", "95", "SYNTHETIC example"),
        ("2026-09-30", "Region B", "800", "790", "510", "60", "12", "SYNTHETIC example"),
    ),
)

ROSTERS = ProgrammeSchema(
    key="programme-rosters",
    title="Rosters: partner seats agreed and filled",
    row_is="a partner in a task force on a day",
    fills="BEST and IBET, JTTF",
    period=PeriodKind.AS_OF,
    place_kind="pair",
    columns=(
        as_of(),
        place("model", "kind of task force", allowed=("BEST", "IBET", "JTTF", "JIATF", "Seahawk")),
        place("task_force", "task force"),
        place("partner", "partner agency"),
        figure("seats_agreed", "seats that were agreed", "seats"),
        figure("seats_filled", "seats that are filled", "seats"),
        day("last_meeting", "day of the last coordination meeting"),
        source(),
    ),
    example=(
        ("2026-09-30", "BEST", "Task force A", "CBP", "4", "3", "2026-09-10", "SYNTHETIC example"),
        ("2026-09-30", "IBET", "Team B", "RCMP", "3", "3", "2026-08-20", "SYNTHETIC example"),
        ("2026-09-30", "JIATF", "Task force D", "CBP AMO", "5", "4", "2026-09-02", "SYNTHETIC example"),
        ("2026-09-30", "JTTF", "Office C", "ICE HSI", "2", "1", "", "SYNTHETIC example"),
    ),
)

TRACKER = ProgrammeSchema(
    key="programme-tracker",
    title="Recommendation tracker: targets, owners and dates",
    row_is="a recommendation on a day",
    fills="Recommendation tracker",
    period=PeriodKind.AS_OF,
    place_kind="entry",
    columns=(
        as_of(),
        place("recommendation", "R1 to R11", allowed=RECOMMENDATIONS),
        words("target", "target of the indicator with its unit, in a few words", required=False),
        words("owner_office", "office that owns it", required=False),
        day("next_date", "day of the next review"),
        words("dissent", "who sees it otherwise, and why, in a few words", required=False),
        source(),
    ),
    example=(
        ("2026-09-30", "R1", "under 5 percent", "Office A", "2027-01-31", "", "SYNTHETIC example"),
        ("2026-09-30", "R7", "all inspections done", "Office B", "2027-03-31", "", "SYNTHETIC example"),
    ),
)

LIST_SCHEMAS = (FINDINGS, REPRESENTATIVES, STAFFING, ROSTERS, TRACKER)
