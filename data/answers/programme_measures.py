"""Measures for the scenes of the programmes: packaged tables by group and year, and own extracts."""

from __future__ import annotations

from collections.abc import Mapping

from data.answers.measure import CountyFigures, Extracted, Grouped, Measure, Yearly
from data.geography.reach import forums_reaching
from data.reference.county_counts import open_ports_by_county
from data.reference.tables import reference_table
from data.schema.programme_columns import ProgrammeColumn, ProgrammeSchema, Role
from data.schema.programmes import PROGRAMME_SCHEMAS

_PIPELINE = (
    (
        "initial_book_ins",
        "Book-ins to ICE detention",
        "book-ins",
        "A person may be booked in more than once.",
    ),
    ("average_daily_population", "People held, daily average", "people per day", "An average to date."),
    ("average_length_of_stay", "Average length of stay", "days", "Of those who left in the year to date."),
    ("final_releases", "Releases", "releases", "To FY2023 only. Not the same count as book-outs."),
    ("final_book_outs", "Book-outs", "book-outs", "From FY2024. Those released to be removed are in it."),
    ("removals", "Removals", "removals", "Some of those removed were never held by ICE in the year."),
    ("alternatives_to_detention_active", "Alternatives to detention", "participants", "On the as-of day."),
    (
        "usbp_encounters_rounded",
        "Border Patrol encounters",
        "encounters",
        "Rounded by the publisher. Events.",
    ),
)


def _pipeline(measure: str, title: str, unit: str, caveat: str) -> Measure:
    return Measure(
        key=f"pipeline-{measure.replace('_', '-')}",
        title=title,
        unit=unit,
        origin=Yearly(table="removals_pipeline", value="value", chosen=(("measure", measure),)),
        counts_events=False,
        definition=f"{title} of the nation by fiscal year, as published; in all, that of the newest",
        caveat=caveat,
    )


def _grouped(key: str, title: str, unit: str, *, origin: Grouped, definition: str) -> Measure:
    cautions = reference_table(origin.table).cautions
    return Measure(
        key=key,
        title=title,
        unit=unit,
        origin=origin,
        counts_events=False,
        definition=definition,
        caveat=cautions[0],
    )


def _by_county(key: str, title: str, unit: str, *, origin: CountyFigures, definition: str) -> Measure:
    return Measure(
        key=key,
        title=title,
        unit=unit,
        origin=origin,
        counts_events=False,
        definition=definition,
        caveat="By the county that it lies in.",
    )


def _counties_as_one() -> Mapping[str, float]:
    return dict.fromkeys(forums_reaching(), 1.0)


def _extracted(schema: ProgrammeSchema, column: ProgrammeColumn) -> Measure:
    is_figure = column.role is Role.FIGURE
    return Measure(
        key=extract_measure(schema.key, column.name),
        title=column.title,
        unit=column.unit if is_figure else "entries",
        origin=Extracted(dataset=schema.key, column=column.name, adds_up=column.adds_up),
        counts_events=column.is_people,
        definition=f"{column.meaning[:1].upper()}{column.meaning[1:]}; a row is {schema.row_is}",
        caveat=f"From your own extract of {schema.key}, newest period.",
    )


def extract_measure(schema: str, column: str) -> str:
    """Key of the measure that is one column of an extract.

    Examples
    --------
    >>> extract_measure("programme-custody", "over_72_hours")
    'programme-custody-over-72-hours'
    """
    return f"{schema}-{column.replace('_', '-')}"


PROGRAMME_MEASURES: tuple[Measure, ...] = (
    *(_pipeline(*row) for row in _PIPELINE),
    Measure(
        key="agents-on-board",
        title="Border Patrol agents on board",
        unit="agents",
        origin=Yearly(
            table="workforce", value="value", chosen=(("level", "nation"), ("measure", "agents_on_board"))
        ),
        counts_events=False,
        definition="Border Patrol agents of the nation at the end of the fiscal year",
        caveat="Headcount, not availability. Nothing is published after fiscal year 2019.",
    ),
    _grouped(
        "recommendations",
        "Recommendations of the memo",
        "recommendations",
        origin=Grouped(table="memo_recommendations", group="status"),
        definition="Recommendations of the founding memorandum by whether public data bear on them",
    ),
    _grouped(
        "jttf-by-state",
        "JTTF offices by state",
        "units",
        origin=Grouped(table="task_forces", group="state_or_province", chosen=(("model", "JTTF"),)),
        definition="Field offices with a Joint Terrorism Task Force by state or territory",
    ),
    _grouped(
        "fusion-centers-by-state",
        "Fusion centers by state",
        "units",
        origin=Grouped(table="fusion_centers", group="state"),
        definition="State and major urban area fusion centers by state or territory",
    ),
    _grouped(
        "agreements-by-model",
        "287(g) agreements by model",
        "agreements",
        origin=Grouped(table="agreements_287g", group="model"),
        definition="Signed 287(g) agreements by model",
    ),
    _grouped(
        "agreements-by-state",
        "287(g) agreements by state",
        "agreements",
        origin=Grouped(table="agreements_287g", group="state"),
        definition="Signed 287(g) agreements by state",
    ),
    _grouped(
        "agreements-by-year-signed",
        "287(g) agreements by year signed",
        "agreements",
        origin=Grouped(table="agreements_287g", group="signed"),
        definition="287(g) agreements of the list by the calendar year in which they were signed",
    ),
    _grouped(
        "posts-by-country",
        "Posts abroad by country",
        "posts",
        origin=Grouped(table="overseas_posts", group="country_iso3"),
        definition="Preclearance, container security, advisory and attaché posts by country",
    ),
    *(
        _grouped(
            f"posts-by-country-{component.lower().replace(' ', '-')}",
            f"Posts of {component} by country",
            "posts",
            origin=Grouped(table="overseas_posts", group="country_iso3", chosen=(("component", component),)),
            definition=f"Posts abroad of {component} by country",
        )
        for component in ("CBP", "ICE HSI")
    ),
    _grouped(
        "detention-guaranteed-minimum",
        "Guaranteed minimum",
        "beds",
        origin=Grouped(table="detention_facilities", group="ero_area", value="guaranteed_minimum"),
        definition="Beds that contracts guarantee to pay for, by ERO area: a floor, not capacity",
    ),
    _grouped(
        "detention-population-by-area",
        "People held by ERO area",
        "people per day",
        origin=Grouped(table="detention_facilities", group="ero_area", value="average_daily_population"),
        definition="Average daily population of the facilities of an ERO area, fiscal year to date",
    ),
    _by_county(
        "counties",
        "Counties",
        "counties",
        origin=CountyFigures(
            values=_counties_as_one, source="US Census Bureau", as_of="2016", by_region=True
        ),
        definition="Counties and their like, each counted once",
    ),
    _by_county(
        "ports-open",
        "Open ports of entry",
        "ports",
        origin=CountyFigures(
            values=open_ports_by_county,
            source=reference_table("ports_of_entry").source,
            as_of=reference_table("ports_of_entry").as_of,
            by_region=True,
        ),
        definition="Ports of entry that the packaged table has as open, by county",
    ),
    *(
        _extracted(schema, column)
        for schema in PROGRAMME_SCHEMAS.values()
        for column in schema.of(Role.FIGURE, Role.WORDS, Role.DAY)
    ),
)
