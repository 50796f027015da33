"""Extracts with figures for each month or fiscal year."""

from __future__ import annotations

from data.schema.programme_columns import (
    PeriodKind,
    ProgrammeSchema,
    figure,
    fiscal_year,
    level,
    month,
    people,
    place,
    source,
)

STAGES = ("short-term custody", "detention", "alternatives to detention")
MODELS_287G = (
    "Jail Enforcement Model",
    "Task Force Model",
    "Warrant Service Officer",
    "Tribal Task Force Model",
)

CUSTODY = ProgrammeSchema(
    key="programme-custody",
    title="Custody: stock, flow and time over 72 hours",
    row_is="a stage of custody in a group of facilities in a month",
    fills="Detention and removal",
    period=PeriodKind.MONTH,
    place_kind="group",
    columns=(
        month(),
        place("stage", "stage of custody", allowed=STAGES),
        place("facility_group", "group of facilities, for example of a sector or field office"),
        people("held", "people held at the end of the month"),
        people("booked_in", "book-ins in the month", unit="book-ins"),
        people("booked_out", "book-outs in the month", unit="book-outs"),
        people(
            "over_72_hours",
            "stays in short-term custody that passed 72 hours",
            unit="stays",
            most="booked_in",
        ),
        level("median_hours", "median length of stay of those booked out", "hours"),
        source(),
    ),
    example=(
        ("2026-08", "short-term custody", "Group A", "410", "6200", "6150", "310", "41", "SYNTHETIC example"),
        ("2026-09", "short-term custody", "Group A", "380", "5900", "5930", "240", "38", "SYNTHETIC example"),
        ("2026-09", "short-term custody", "Group B", "220", "3100", "3080", "95", "33", "SYNTHETIC example"),
        ("2026-09", "detention", "Group C", "38000", "24500", "23600", "0", "1120", "SYNTHETIC example"),
    ),
)

CAPACITY = ProgrammeSchema(
    key="programme-capacity",
    title="Capacity: beds funded, contracted and usable",
    row_is="a group of facilities in a month",
    fills="Detention and removal",
    period=PeriodKind.MONTH,
    place_kind="group",
    columns=(
        month(),
        place("facility_group", "group of facilities, for example of an ERO area"),
        figure("beds_funded", "beds that are funded", "beds"),
        figure("beds_contracted", "beds under contract", "beds"),
        figure("beds_usable", "beds that can be used on an average day", "beds"),
        people("occupied", "people held on an average day", unit="people per day"),
        source(),
    ),
    example=(
        ("2026-09", "Area A", "30000", "31500", "29800", "27400", "SYNTHETIC example"),
        ("2026-09", "Area B", "41500", "42000", "40100", "38900", "SYNTHETIC example"),
    ),
)

SHARING = ProgrammeSchema(
    key="programme-sharing",
    title="Information sharing: products and how long they take",
    row_is="a cell and a partner in a month",
    fills="Information sharing",
    period=PeriodKind.MONTH,
    place_kind="pair",
    columns=(
        month(),
        place("from_cell", "cell that issues the products"),
        place("to_partner", "partner that they are for"),
        figure("products", "products issued to the partner", "products"),
        figure("received", "products of which receipt is confirmed", "products", most="products"),
        figure("with_feedback", "products on which the partner gave feedback", "products", most="products"),
        level("median_hours", "median time from report to receipt", "hours"),
        level("p90_hours", "time within which nine of ten arrive", "hours"),
        source(),
    ),
    example=(
        ("2026-09", "Cell A", "Partner 1", "42", "40", "12", "6.5", "20", "SYNTHETIC example"),
        ("2026-09", "Cell A", "Partner 2", "18", "11", "2", "14", "52", "SYNTHETIC example"),
    ),
)

OVERSIGHT_287G = ProgrammeSchema(
    key="programme-oversight-287g",
    title="287(g): training, inspections and complaints",
    row_is="an agreement in a fiscal year",
    fills="287(g)",
    period=PeriodKind.FISCAL_YEAR,
    place_kind="agency",
    columns=(
        fiscal_year(),
        place("state", "postal code of the state, two letters", form="[A-Z]{2}"),
        place("agency", "law enforcement agency as ICE's list spells it"),
        place("model", "model of the agreement", allowed=MODELS_287G),
        people("trained", "officers who take part"),
        people("training_current", "of them, those whose training is current", most="trained"),
        figure("inspections_due", "inspections due", "inspections"),
        figure("inspections_done", "inspections done", "inspections"),
        people("complaints_received", "complaints received", unit="complaints"),
        people("complaints_resolved", "of them, resolved", unit="complaints", most="complaints_received"),
        source(),
    ),
    example=(
        (
            "2026",
            "TX",
            "Example County",
            "Task Force Model",
            "40",
            "31",
            "2",
            "1",
            "12",
            "10",
            "SYNTHETIC example",
        ),
        (
            "2026",
            "FL",
            "Example City",
            "Warrant Service Officer",
            "22",
            "20",
            "1",
            "1",
            "0",
            "0",
            "SYNTHETIC example",
        ),
    ),
)

GRANTS = ProgrammeSchema(
    key="programme-grants",
    title="Grants: awarded, obligated, drawn, expiring",
    row_is="a recipient in a fiscal year",
    fills="Grants",
    period=PeriodKind.FISCAL_YEAR,
    place_kind="recipient",
    columns=(
        fiscal_year(),
        place("state", "postal code of the state, two letters", form="[A-Z]{2}"),
        place("receiving_agency", "agency that receives the grant"),
        figure("awarded", "award", "US dollars"),
        figure("obligated", "of it, obligated", "US dollars", most="awarded"),
        figure("drawn", "of it, drawn", "US dollars", most="awarded"),
        figure("expiring", "undrawn and expiring within the fiscal year", "US dollars", most="awarded"),
        source(),
    ),
    example=(
        ("2026", "TX", "Example County", "1200000", "900000", "610000", "80000", "SYNTHETIC example"),
        ("2026", "AZ", "Example State Agency", "2500000", "2500000", "2100000", "0", "SYNTHETIC example"),
    ),
)

MARITIME = ProgrammeSchema(
    key="programme-maritime",
    title="Maritime approach: from detection to interdiction",
    row_is="a maritime sector in a month",
    fills="JIATF",
    period=PeriodKind.MONTH,
    place_kind="group",
    columns=(
        month(),
        place("maritime_sector", "maritime sector"),
        people("detections", "events detected", unit="events"),
        people("handed_over", "of them, handed over for interdiction", unit="events", most="detections"),
        people("interdicted", "of them, interdicted", unit="events", most="handed_over"),
        figure("asset_hours", "hours of ships and aircraft on patrol", "hours"),
        source(),
    ),
    example=(
        ("2026-09", "Sector A", "120", "64", "31", "2300", "SYNTHETIC example"),
        ("2026-09", "Sector B", "85", "50", "28", "1750", "SYNTHETIC example"),
    ),
)

PORT_CALLS = ProgrammeSchema(
    key="programme-port-calls",
    title="Port page: calls, joint reviews, joint watch",
    row_is="a port in a month",
    fills="Seahawk",
    period=PeriodKind.MONTH,
    place_kind="port",
    columns=(
        month(),
        place("port", "CBP port code of four digits, zeros kept", form=r"\d{4}"),
        figure("port_calls", "port calls of ships", "calls"),
        figure("joint_reviews", "of them, reviewed jointly by the agencies", "calls", most="port_calls"),
        figure("joint_watch_hours", "hours of joint watch", "hours"),
        figure("partners_present", "partners in the operations center", "partners"),
        figure("partners_agreed", "partners that agreed to be there", "partners"),
        people("inspections", "inspections", unit="inspections"),
        people("finds", "of them, with a find", unit="inspections", most="inspections"),
        source(),
    ),
    example=(
        ("2026-08", "1601", "140", "90", "600", "6", "8", "410", "22", "SYNTHETIC example"),
        ("2026-09", "1601", "152", "97", "610", "7", "8", "450", "25", "SYNTHETIC example"),
    ),
)

FLOW_SCHEMAS = (CUSTODY, CAPACITY, SHARING, OVERSIGHT_287G, GRANTS, MARITIME, PORT_CALLS)
