"""The tables of institutions: task forces, centres, posts abroad, facilities, agreements."""

from __future__ import annotations

from data.reference.reference_table import (
    CONFIDENCE,
    COORD_BASIS,
    SOURCE,
    ReferenceTable,
    day,
    number,
    point,
    text,
    whole,
)

TASK_FORCES = ReferenceTable(
    key="task_forces",
    title="Task forces and their like",
    file="tables/task_forces.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the unit"),
        text("model", "BEST, Seahawk (and like seaport centres), JIATF, JTTF, IBET or HIDTA"),
        text("name", "name of the unit"),
        text("city", "city"),
        text("state_or_province", "state or province code"),
        text("country", "ISO 3166 alpha-3 code"),
        *point("city"),
        COORD_BASIS,
        whole(
            "year_established",
            "founding year; general knowledge unless the source says otherwise",
            required=False,
        ),
        text("lead_agency", "agency that leads"),
        text("partner_agencies", "partners, `;` between"),
        text("mission", "mission in words"),
        text("status", "when the unit was last seen in print"),
        SOURCE,
        CONFIDENCE,
    ),
    source="ICE fact sheets and releases 2008 to 2023; HIDTA page; RCMP evidence of 2009; general knowledge",
    as_of="2023 at the latest; most units last seen in print by 2013",
    cautions=(
        "BEST: 40 of the more than 80 that ICE speaks of today. Rosters are not public.",
        "Rows with `status not confirmed by a published list` rest on general knowledge alone.",
    ),
)

FUSION_CENTERS = ReferenceTable(
    key="fusion_centers",
    title="Fusion centers",
    file="tables/fusion_centers.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the center"),
        text("name", "name of the center"),
        text("city", "city"),
        text("state", "postal state or territory code"),
        text("kind", "primary or recognised"),
        *point("city"),
        COORD_BASIS,
        SOURCE,
        CONFIDENCE,
    ),
    source="general knowledge of the DHS public list of fusion centers",
    as_of="not dated",
    cautions=("All 80 rows are of medium confidence.",),
)

OVERSEAS_POSTS = ReferenceTable(
    key="overseas_posts",
    title="Posts abroad: preclearance, container security, attachés",
    file="tables/overseas_posts.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the post"),
        text("component", "CBP or ICE HSI"),
        text("kind", "kind of post"),
        text("city", "city"),
        text("site", "site within the city", required=False),
        text("country_iso3", "ISO 3166 alpha-3 code"),
        *point("city or airport"),
        COORD_BASIS,
        text("status", "when the post was last seen in print"),
        SOURCE,
        CONFIDENCE,
    ),
    source="CBP preclearance page and releases; trade press 2004, 2007; embassy pages; general knowledge",
    as_of="2007 for container security; 2013 for immigration advisory airports; not dated otherwise",
    cautions=("Attaché posts: some entries are not current, eight doubtful ones are of low confidence.",),
)

DETENTION_FACILITIES = ReferenceTable(
    key="detention_facilities",
    title="ICE detention facilities",
    file="tables/detention_facilities.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the facility"),
        text("name", "name as published"),
        text("city", "city as published"),
        text("state", "postal state code"),
        text("ero_area", "ICE code of the ERO area"),
        text("type", "type of facility as published"),
        number("average_length_of_stay_days", "average length of stay, fiscal year to date", "days"),
        number("average_daily_population", "average daily population, fiscal year to date", "people per day"),
        number("guaranteed_minimum", "contract floor, not capacity", "beds", required=False),
        *point("city", required=False),
        COORD_BASIS,
        text("county_fips", "5-digit county FIPS of the city", required=False),
        day("as_of", "as-of date of the workbook"),
        SOURCE,
        CONFIDENCE,
    ),
    source="ICE Detention Statistics FY2026; city points from GeoNames",
    as_of="2026-04-09",
    cautions=(
        "`guaranteed_minimum` is a contract floor. Capacity is not published.",
        "The facility under a military address has no point.",
    ),
)

AGREEMENTS_287G = ReferenceTable(
    key="agreements_287g",
    title="287(g) agreements",
    file="tables/agreements_287g.csv",
    key_columns=("id",),
    columns=(
        text("id", "id of the agreement: state, agency, model"),
        text("state", "state"),
        text("agency", "law enforcement agency as published"),
        text("agency_type", "County, Municipality or State Agency"),
        text("county", "county as printed", required=False),
        text("model", "Task Force Model, Warrant Service Officer or Jail Enforcement Model"),
        day("signed", "date signed"),
        text("county_fips", "5-digit county FIPS, where the row names or implies one", required=False),
        text("basis", "how the county came about"),
        SOURCE,
        CONFIDENCE,
    ),
    source="ICE list of 287(g) participating agencies",
    as_of="2026-05-18",
    cautions=(
        "A row is an agreement: one agency can have three.",
        "96 rows have no county. A state agency with a county shows its seat, not its reach.",
    ),
)

INSTITUTION_TABLES = (
    TASK_FORCES,
    FUSION_CENTERS,
    OVERSEAS_POSTS,
    DETENTION_FACILITIES,
    AGREEMENTS_287G,
)
