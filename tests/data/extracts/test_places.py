"""One place has one id, whatever a publication calls it."""

from __future__ import annotations

import pandas as pd
import pytest

from data.extracts import places
from data.extracts.cbp_terms import border_region, component_code, drug_name, encounter_type, weapon_category
from data.reference.tables import load


@pytest.mark.parametrize(
    "text",
    [
        "Rio Grande Valley Sector",
        "RIO GRANDE VALLEY SECTOR",
        "Rio Grande Valley, TX",
        "rio_grande_valley",
        "rio_grande_valley_sector",
        "RGV",
        " Rio Grande Valley ",
        "USBP Rio Grande Valley Sector",
    ],
)
def test_a_sector_has_one_id_in_every_spelling(text: str) -> None:
    assert places.sector_id(text) == "rio-grande-valley"


def test_every_sector_of_the_reference_table_is_known_in_both_of_its_spellings() -> None:
    table = load("usbp_sectors")
    ids = [places.sector_id(str(name)) for name in table["sector"]]
    assert len(set(ids)) == len(table) == 21
    assert ids == [places.sector_id(str(name)) for name in table["sector_aor_name"]]
    assert set(places.SECTOR_CODES.values()) == set(ids)


def test_every_field_office_of_the_reference_table_is_known() -> None:
    for office in set(load("ports_of_entry")["ofo_field_office"]):
        for text in (f"{office} Field Office", f"{office} FIELD OFFICE".upper()):
            assert places.area_id(text) == f"{places.slug(office)}-field-office"


@pytest.mark.parametrize(
    ("text", "component", "expected"),
    [
        ("TUCSON SECTOR", None, "tucson-sector"),
        ("Tucson Field Office", None, "tucson-field-office"),
        ("Tucson", "CBP-OFO", "tucson-field-office"),
        ("Tucson", "CBP-USBP", "tucson-sector"),
        ("Tucson", None, None),
        ("TCA", "CBP-USBP", "tucson-sector"),
        ("Preclearance Field Office", "CBP-OFO", "preclearance-field-office"),
        ("Caribbean Air And Marine Branch", "CBP-AMO", "caribbean-air-and-marine-branch"),
        ("Mc Allen Air And Marine Branch", "CBP-AMO", "mcallen-air-and-marine-branch"),
        ("NASOC - Grand Forks", "CBP-AMO", "nasoc-grand-forks"),
        ("Mexico City IAC", "CBP-AMO", "mexico-city-iac"),
        ("Guam Air and Marine Branch", "CBP-AMO", "guam-air-and-marine-branch"),
        ("Atlantis Sector", "CBP-USBP", None),
        ("Gotham Field Office", "CBP-OFO", None),
        ("Headquarters", None, None),
        ("", None, None),
    ],
)
def test_an_area_is_a_sector_a_field_office_or_a_branch(
    text: str, component: str | None, expected: str | None
) -> None:
    assert places.area_id(text, component) == expected


def test_an_area_knows_its_component_and_whether_it_is_in_our_tables() -> None:
    assert places.component_of_area("tucson-sector") == "CBP-USBP"
    assert places.component_of_area("tucson-field-office") == "CBP-OFO"
    assert places.component_of_area("nasoc-houston") == "CBP-AMO"
    assert places.is_known_area("nasoc-houston")
    assert not places.is_known_area("guam-air-and-marine-branch")


def test_states_are_known_by_code_and_name() -> None:
    codes = {places.state_code(text) for text in ("TX", "tx", "TEXAS ", "Texas")}
    assert codes == {"TX"}
    assert [places.state_code(t) for t in ("GU", "Puerto Rico", "VI", "CNMI", "ZZ", "")] == [
        "GU",
        "PR",
        "VI",
        "MP",
        None,
        None,
    ]


def test_every_ero_code_names_an_area_of_the_reference_table() -> None:
    regions = load("best_regions")
    areas = set(regions.loc[regions["region_type"] == "ERO_AOR", "region_id"])
    assert {places.ero_area_id(code) for code in places.ERO_CODES} == areas
    assert {places.ero_area_id(t) for t in ("HLG", "Harlingen", "harlingen field office")} == {
        "ero-harlingen"
    }
    assert places.ero_area_id("Gotham") is None
    assert set(load("detention_facilities")["ero_area"]) <= set(places.ERO_CODES)


def test_ids_of_facilities_and_agencies_are_those_of_the_reference_tables() -> None:
    facilities = load("detention_facilities")
    named = [
        places.facility_id(*row) for row in facilities[["name", "city", "state"]].itertuples(index=False)
    ]
    assert named == facilities["id"].tolist()
    agreements = load("agreements_287g")
    states = agreements["state"].map(places.state_code)
    ids = [
        f"{places.agency_id(agency, state)}-{places.slug(model)}"
        for agency, state, model in zip(agreements["agency"], states, agreements["model"], strict=True)
    ]
    assert pd.Series(ids).equals(agreements["id"].reset_index(drop=True).astype(pd.Series(ids).dtype))


def test_words_of_cbp_have_one_spelling() -> None:
    assert {component_code(t) for t in ("U.S. Border Patrol", "US BORDER PATROL", "USBP")} == {"CBP-USBP"}
    assert component_code("Coast Guard") is None
    assert {border_region(t) for t in ("Southwest Land Border", "SOUTHWEST BORDER")} == {
        "Southwest Land Border"
    }
    assert border_region("Eastern Land Border") is None
    assert {encounter_type(t) for t in ("Apprehensions", "APPREHENSION")} == {"Apprehensions"}
    assert [drug_name(t) for t in ("LSD", "Other Drugs**", "khat", "**", "")] == [
        "Lsd",
        "Other Drugs",
        "Khat (Catha Edulis)",
        None,
        None,
    ]
    assert [weapon_category(t) for t in ("handguns", "Ray Gun")] == ["Handgun", "Ray Gun"]
