"""Published figures by month that ship with the product, with what to mind about them.

The figures reach the store like any other extract, through ingest; here are their facts and,
for the calibration of synthetic incidents, their rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from data.errors import ReferenceTableError
from data.reference.reference_table import ReferenceTable, number, read_table, text, whole

MONTH = text("month", "calendar month, YYYY-MM")


@dataclass(frozen=True, kw_only=True)
class PublishedFigures:
    """A publication compiled into one small table; months are calendar months (YYYY-MM)."""

    key: str
    title: str
    publisher: str
    publication: str
    first_month: str
    last_month: str
    table: ReferenceTable


CROSSINGS = PublishedFigures(
    key="crossings_port_month",
    title="Crossings into the United States by port, month and measure",
    publisher="Bureau of Transportation Statistics and CBP",
    publication="Border Crossing Entry Data",
    first_month="2010-01",
    last_month="2025-02",
    table=ReferenceTable(
        key="crossings_port_month",
        title="Crossings by port and month",
        file="figures/crossings_port_month.csv.gz",
        key_columns=("port_code", "month", "measure"),
        columns=(
            text("port_code", "4-digit port code, leading zero kept"),
            MONTH,
            text("measure", "what is counted: vehicles, passengers, containers, trains"),
            whole("value", "the figure", "as in `measure`"),
        ),
        source="BTS / CBP, Border Crossing Entry Data",
        as_of="2025-02",
        cautions=(
            "Never sum across measures: vehicles, passengers and containers are different units.",
            "Rows of zero are left out: a missing row is zero or not published.",
        ),
    ),
)

ENCOUNTERS_BY_AREA = PublishedFigures(
    key="encounters_area_month",
    title="Encounters by area of responsibility and month",
    publisher="CBP",
    publication="Nationwide Encounters",
    first_month="2019-10",
    last_month="2024-09",
    table=ReferenceTable(
        key="encounters_area_month",
        title="Encounters by area and month",
        file="figures/encounters_area_month.csv.gz",
        key_columns=("month", "component", "land_border_region", "area_of_responsibility", "encounter_type"),
        columns=(
            MONTH,
            text("component", "Office of Field Operations or U.S. Border Patrol"),
            text("land_border_region", "Southwest or Northern Land Border, or Other (air, sea, interior)"),
            text("area_of_responsibility", "field office or sector, as published"),
            text("encounter_type", "Apprehensions, Expulsions or Inadmissibles"),
            whole("encounters", "encounters: events, not people", "encounters"),
        ),
        source="CBP, Nationwide Encounters",
        as_of="2024-09",
        cautions=(
            "Events, not people: one person can be encountered more than once.",
            "Demographics and citizenship are summed out on purpose.",
        ),
    ),
)

ENCOUNTERS_BY_SECTOR = PublishedFigures(
    key="usbp_encounters_sector_month",
    title="Border Patrol encounters by sector and month",
    publisher="DHS Office of Homeland Security Statistics",
    publication="Key Homeland Security Metrics",
    first_month="1999-10",
    last_month="2024-11",
    table=ReferenceTable(
        key="usbp_encounters_sector_month",
        title="Border Patrol encounters by sector and month",
        file="figures/usbp_encounters_sector_month.csv.gz",
        key_columns=("month", "sector"),
        columns=(
            MONTH,
            text("sector", "sector and state, as published"),
            whole("encounters_rounded_10", "encounters, rounded to 10 by the publisher", "encounters"),
        ),
        source="DHS OHSS, Key Homeland Security Metrics",
        as_of="2024-11",
        cautions=("Rounded to 10 by the publisher.", "Expulsions are counted from March 2020 to May 2023."),
    ),
)

DRUG_SEIZURES = PublishedFigures(
    key="drug_seizures_area_month",
    title="Drug seizures by area, month and drug",
    publisher="CBP",
    publication="Drug Seizure Statistics",
    first_month="2019-10",
    last_month="2026-04",
    table=ReferenceTable(
        key="drug_seizures_area_month",
        title="Drug seizures by area, month and drug",
        file="figures/drug_seizures_area_month.csv.gz",
        key_columns=("month", "component", "region", "area_of_responsibility", "drug"),
        columns=(
            MONTH,
            text("component", "Office of Field Operations or U.S. Border Patrol"),
            text("region", "Southwest Border, Northern Border or Coastal/Interior"),
            text("area_of_responsibility", "field office or sector, as published"),
            text("drug", "drug as published"),
            whole("seizure_events", "seizures", "events"),
            number("pounds", "weight seized", "pounds"),
        ),
        source="CBP, Drug Seizure Statistics",
        as_of="2026-04",
        cautions=("Two vintages are joined; fiscal year 2023 is taken once.",),
    ),
)

FIGURES: dict[str, PublishedFigures] = {
    figures.key: figures for figures in (CROSSINGS, ENCOUNTERS_BY_AREA, ENCOUNTERS_BY_SECTOR, DRUG_SEIZURES)
}
"""Key to figures, in the order of the documentation."""


@cache
def _frame(key: str) -> pd.DataFrame:
    table = FIGURES[key].table
    frame: pd.DataFrame = read_table(table, table.path).to_pandas()
    return frame


def load_figures(key: str) -> pd.DataFrame:
    """Rows of the packaged figures, in the columns that their table declares.

    Raises
    ------
    ReferenceTableError
        If there are no figures of that key, or the file lacks a column or a unique key.
    """
    if key not in FIGURES:
        raise ReferenceTableError(f"no packaged figures {key!r}", remedy=f"They are {', '.join(FIGURES)}")
    return _frame(key).copy(deep=False)
