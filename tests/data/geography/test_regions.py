"""Every region is a union of whole counties, and no county is in two regions of a set."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.errors import FilterError
from data.geography.counties import counties, states
from data.geography.county_names import county_names
from data.geography.county_vintages import in_this_edition
from data.geography.region_rules import field_office_of_counties
from data.geography.region_shapes import region_shapes
from data.geography.regions import counties_of, county_to_region, region, region_set, region_sets
from data.reference.tables import load

SETS = ("sector", "field_office", "best", "ero_area", "state", "county")
sets = pytest.mark.parametrize("key", SETS)


def test_the_sets_are_these() -> None:
    assert tuple(found.key for found in region_sets()) == SETS


@sets
def test_ids_fit_the_filter_and_are_in_order(key: str) -> None:
    ids = [found.id for found in region_set(key).regions]
    assert ids == sorted(set(ids))
    assert set(Filter(regions=tuple(ids)).regions) == set(ids)
    assert all(re.fullmatch(rf"{key}:[a-z0-9-]+", found) for found in ids)


@sets
def test_members_are_counties_and_every_region_has_some(key: str) -> None:
    found = region_set(key)
    assert set(found.members) <= set(county_names())
    assert set(found.members.values()) == {member.id for member in found.regions}


@sets
def test_every_region_carries_its_papers(key: str) -> None:
    found = region_set(key)
    assert found.title
    assert found.caveat
    for member in found.regions:
        assert member.name
        assert member.basis
        assert member.source
        assert member.confidence in {"low", "medium", "high"}
        assert member.approximate == found.approximate


@pytest.mark.parametrize("key", ["sector", "field_office", "best"])
def test_a_set_that_no_agency_publishes_says_that_it_is_approximate(key: str) -> None:
    assert region_set(key).approximate
    assert "approximate" in region_set(key).caveat.lower()


@pytest.mark.parametrize("key", ["state", "county"])
def test_states_and_counties_cover_every_county(key: str) -> None:
    assert set(region_set(key).members) == set(county_names())


@pytest.mark.parametrize(
    ("region_id", "name"),
    [
        ("sector:rio-grande-valley", "Rio Grande Valley Sector"),
        ("field_office:laredo", "Laredo Field Office"),
        ("best:el-paso", "HSI El Paso"),
        ("ero_area:harlingen", "ERO Harlingen"),
        ("county:48043", "Brewster County, TX"),
        ("county:24510", "Baltimore city, MD"),
        ("county:35013", "Doña Ana County, NM"),
        ("state:tx", "Texas"),
    ],
)
def test_a_region_is_found_by_its_id(region_id: str, name: str) -> None:
    assert region(region_id).name == name


@pytest.mark.parametrize(
    ("region_id", "words"),
    [
        ("sector:tuscon", "sector:tucson"),
        ("sector:zz9", "Choose a region of the set sector"),
        ("district:tucson", "The sets are sector"),
        ("tucson", "The sets are"),
        ("county:46113", "county:46102"),
        ("county:09110", "Planning regions are no counties of 2016"),
        ("county:99999", "Choose a region of the set county"),
    ],
)
def test_an_unknown_region_is_refused_by_name_with_a_remedy(region_id: str, words: str) -> None:
    with pytest.raises(FilterError) as refusal:
        region(region_id)
    assert repr(region_id.partition(":")[0])[1:-1] in refusal.value.found
    assert words in refusal.value.remedy


def test_sectors_are_the_border_counties_of_the_sector_table() -> None:
    listed = load("usbp_sectors").dropna(subset=["border_county_fips"]).set_index("sector_aor_name")
    for found in region_set("sector").regions:
        assert ";".join(sorted(counties_of([found.id]))) == listed.loc[found.name, "border_county_fips"]


def test_every_port_lies_in_the_region_of_its_field_office() -> None:
    members = county_to_region("field_office")
    for port in load("ports_of_entry").itertuples():
        assert region(members[port.county_fips]).name == f"{port.ofo_field_office} Field Office"


def test_a_county_with_ports_of_two_offices_goes_to_more_ports_then_the_alphabet() -> None:
    ports = pd.DataFrame(
        [
            ("48141", "El Paso"),
            ("48141", "Laredo"),
            ("48141", "Laredo"),
            ("04019", "Tucson"),
            ("04019", "San Diego"),
        ],
        columns=["county_fips", "ofo_field_office"],
    )
    assert field_office_of_counties(ports) == {"48141": "Laredo", "04019": "San Diego"}


@given(ids=st.lists(st.sampled_from([r.id for key in SETS[:4] for r in region_set(key).regions]), max_size=5))
def test_counties_of_several_regions_are_the_union_of_each(ids: list[str]) -> None:
    one_by_one = {
        fips for one in ids for fips, other in county_to_region(one.split(":")[0]).items() if other == one
    }
    assert counties_of(ids) == one_by_one


@pytest.mark.parametrize("key", ["sector", "field_office", "best", "ero_area", "state"])
def test_shapes_are_the_counties_joined_without_gap_or_overlap(key: str) -> None:
    shapes = region_shapes(key)
    found = region_set(key)
    assert shapes["id"].tolist() == [member.id for member in found.regions]
    assert shapes.is_valid.all()
    inside = shapely.area(counties().set_index("fips").geometry[list(found.members)]).sum()
    assert shapely.area(shapes.geometry).sum() == pytest.approx(inside, rel=1e-9)


def test_joined_counties_of_a_state_are_the_published_state() -> None:
    ours = region_shapes("state").set_index("id").geometry
    for state in states().itertuples():
        difference = ours[f"state:{state.state.lower()}"].symmetric_difference(state.geometry)
        assert difference.area < 1e-6 * state.geometry.area


def test_all_reference_tables_stand_on_the_geography_of_2016() -> None:
    for table in ("ports_of_entry", "best_regions", "detention_facilities", "agreements_287g"):
        codes = set(load(table)["county_fips"].dropna())
        assert codes <= set(county_names())
        assert {in_this_edition(code) for code in codes} == codes


def test_a_code_of_another_year_leads_to_a_county_or_to_none() -> None:
    renumbered = ["02270", "46113", "51515", "02063", "02066", "02201", "12025"]
    assert {in_this_edition(code) for code in renumbered} <= set(county_names())
    assert not set(renumbered) & set(county_names())
    assert in_this_edition("09190") is None
    assert in_this_edition("09001") == "09001"
