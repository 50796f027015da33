"""The tables whose rows are years, and the two lists that the product is built on."""

from __future__ import annotations

from data.reference.reference_table import CONFIDENCE, SOURCE, ReferenceTable, day, flag, number, text, whole

FISCAL_YEAR = whole("fiscal_year", "fiscal year; from 1 October (before 1977 from 1 July)")
PARTIAL_YEAR = flag("partial_year", "whether the figure covers a part of the year only")

USBP_SECTOR_YEARS = ReferenceTable(
    key="usbp_sector_years",
    title="Border Patrol encounters and agents by sector and fiscal year",
    file="tables/usbp_sector_years.csv",
    key_columns=("sector", "fiscal_year", "measure"),
    columns=(
        text("sector", "name of the sector, as in usbp_sectors"),
        FISCAL_YEAR,
        whole("encounters", "apprehensions or encounters, see `measure`", "encounters", required=False),
        text("measure", "what `encounters` counts; empty where only agents are known", required=False),
        PARTIAL_YEAR,
        whole("agents", "agents on board", "agents", required=False),
        text("encounters_source", "where `encounters` comes from", required=False),
        SOURCE,
    ),
    source="USBP apprehensions FY1960 to FY2019; CBP nationwide encounters FY2020 to FY2024; DHS OHSS",
    as_of="encounters to 2024-11, agents to fiscal year 2019",
    cautions=(
        "No grade of confidence: every row is from a published series.",
        "Expulsions are counted from fiscal year 2020 to 2023: do not compare across.",
        "Southwest sectors from fiscal year 1960, the others from 2000.",
    ),
)

REMOVALS_PIPELINE = ReferenceTable(
    key="removals_pipeline",
    title="Apprehension to removal, by fiscal year",
    file="tables/removals_pipeline.csv",
    key_columns=("fiscal_year", "measure"),
    columns=(
        FISCAL_YEAR,
        text("measure", "what is counted"),
        number("value", "the figure", "as in `unit`"),
        text("unit", "unit of `value`"),
        day("as_of", "last day that the figure covers"),
        PARTIAL_YEAR,
        text("note", "remark", required=False),
        SOURCE,
        CONFIDENCE,
    ),
    source="ICE Detention Statistics FY2019 to FY2026; USBP apprehensions FY1925 to FY2019; DHS OHSS",
    as_of="2026-04-04 at the latest; `as_of` in each row",
    cautions=(
        "National only. Never compare a partial year with a full one.",
        "`final_releases*` (to FY2023) and `final_book_outs*` (from FY2024) differ: do not join them.",
        "`removals` includes people never held by ICE, so removals over book-ins is not a rate of one group.",
    ),
)

WORKFORCE = ReferenceTable(
    key="workforce",
    title="Border Patrol agents on board",
    file="tables/workforce.csv",
    key_columns=("fiscal_year", "component", "level", "place", "measure"),
    columns=(
        FISCAL_YEAR,
        text("component", "agency component"),
        text("level", "nation, border or sector"),
        text("place", "place as published"),
        text("measure", "what is counted"),
        whole("value", "the figure", "agents"),
        text("unit", "unit of `value`"),
        day("as_of", "last day of the fiscal year"),
        PARTIAL_YEAR,
        SOURCE,
        CONFIDENCE,
    ),
    source="USBP agent staffing by fiscal year",
    as_of="fiscal years 1992 to 2019",
    cautions=(
        "The nation exceeds the sum of sectors by 64 to 728 (headquarters, academy).",
        "Nothing is published by place for other components, and nothing after fiscal year 2019.",
    ),
)

INCIDENT_TAXONOMY = ReferenceTable(
    key="incident_taxonomy",
    title="Categories and subcategories of incidents",
    file="tables/incident_taxonomy.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the subcategory"),
        text("category", "category"),
        text("subcategory", "subcategory"),
        text("definition", "definition"),
        text("lead_component", "component that usually reports it"),
        text("unit", "units in which it is counted, `;` between"),
        text(
            "public_statistics_analogue",
            "the published series that is like it, or that none is published by place",
        ),
        SOURCE,
        CONFIDENCE,
    ),
    source="own words after the categories of the public statistics that each row names",
    as_of="not dated",
    cautions=("Rows are events, never people.",),
)

MEMO_RECOMMENDATIONS = ReferenceTable(
    key="memo_recommendations",
    title="Recommendations of the founding memorandum",
    file="tables/memo_recommendations.csv",
    key_columns=("id",),
    columns=(
        text("id", "R1 to R11"),
        text("short_title", "short title"),
        text("recommendation", "the recommendation, paraphrased"),
        text("decision_it_supports", "the decision that a number would support"),
        text("indicator", "proposed indicators"),
        text("unit", "units of the indicators"),
        text("data_needed", "the data that the indicators need"),
        text("in_reference", "reference tables that bear on it, `;` between"),
        text("status", "partly, or needs-extract"),
        SOURCE,
        CONFIDENCE,
    ),
    source="Heritage Foundation Executive Memorandum 1006, 2006-07-21, paraphrased; indicators are proposals",
    as_of="2006-07-21",
    cautions=("`needs-extract` rows are filled only by a user's own extract.",),
)

SERIES_TABLES = (USBP_SECTOR_YEARS, REMOVALS_PIPELINE, WORKFORCE, INCIDENT_TAXONOMY, MEMO_RECOMMENDATIONS)
