"""Tables of units become whole plans, or are refused at the row that is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import PlanFileError
from data.geography.county_names import county_names
from data.plans.exchange.dealt_rows import dealt_rows
from data.plans.exchange.parsed import Finding
from data.plans.plan import Plan, Rules
from tests.data.plans.exchange.samples import (
    export_of,
    parsed_here,
    told,
)


def dealt(text: str) -> tuple[Plan, tuple[Finding, ...]]:
    """Plan and findings of a table."""
    return dealt_rows(parsed_here(text.encode()), Rules())


def test_a_table_as_a_spreadsheet_saves_it_is_read() -> None:
    text = '"# a ""note"""\r\n# borderops-plan 1;;\r\nUnit;Region;Note\r\n48141;A;x,y\r\n1001;B;\r\n'
    plan, _ = dealt(text)
    assert {unit: plan.region(key).name for unit, key in plan.assigned.items()} == {
        "48141": "A",
        "01001": "B",
    }


def test_a_unit_cut_beyond_all_measure_is_refused() -> None:
    rows = "".join(f"48141{'/1' * depth},A\n" for depth in range(1, 3000))
    with pytest.raises(PlanFileError, match="there is no unit"):
        dealt(f"unit,region\n{rows}")


@settings(max_examples=10)
@given(
    rows=st.dictionaries(
        st.sampled_from(tuple(county_names())), st.sampled_from(["A", "B", "", "=C"]), min_size=1, max_size=30
    )
)
def test_any_table_of_counties_deals_each_to_its_region(rows: dict[str, str]) -> None:
    plan, _ = dealt("unit,region\n" + "".join(f"{unit},{region}\n" for unit, region in rows.items()))
    names = {region.key: region.name for region in plan.regions}
    assert {unit: names[key] for unit, key in plan.assigned.items()} == {
        unit: region for unit, region in rows.items() if region
    }


@pytest.mark.parametrize(
    ("text", "words", "row"),
    [
        ("unit,region\n", "no rows", None),
        ("unit,region\n48141,A\n99999,B\n", "there is no unit '99999'", 3),
        ("unit,region\n48141,A\nEl Paso,B\n", "there is no unit 'El Paso'", 3),
        ("unit,region\n48141,A\n\n48141,A\n", "given twice, first in row 2", 4),
        ("unit,region\n48141/1,A\n", "'48141/1' has no shape", 2),
        ("unit,region\n48141/1,A\n48141/2,B\n", "has no shape", 2),
    ],
)
def test_a_table_with_a_wrong_row_is_refused_whole(text: str, words: str, row: int | None) -> None:
    with pytest.raises(PlanFileError) as refusal:
        dealt(text)
    assert words in str(refusal.value)
    assert refusal.value.where.row == row
    assert refusal.value.remedy


def test_parts_that_are_not_the_unit_are_refused() -> None:
    lines = export_of("csv").decode().splitlines(keepends=True)
    shapes = {line.partition(",")[0]: line[line.index('"{') :] for line in lines if '"{' in line}
    swapped = "".join(lines[1:]).replace(shapes["48141/2"], shapes["48141/1/1"])
    with pytest.raises(PlanFileError, match="not exactly the unit"):
        dealt(swapped)


def test_a_unit_that_is_cut_cannot_be_in_a_region_itself() -> None:
    text = "".join(export_of("csv").decode().splitlines(keepends=True)[1:])
    with pytest.raises(PlanFileError, match=r"part 1 of El Paso County, TX is cut, and yet in a region"):
        dealt(text.replace("48141/1,,,,", "48141/1,r1,,,"))


def test_leading_zeros_that_a_spreadsheet_took_come_back() -> None:
    plan, findings = dealt("unit,region\n1001,A\n48141,A\n")
    assert set(plan.assigned) == {"01001", "48141"}
    assert "2: 1 codes have four digits" in told(findings)
    with pytest.raises(PlanFileError, match="no unit '1001'"):
        dealt("unit,region\n1001,A\n01003,A\n")


def test_a_table_that_was_edited_is_taken_and_that_is_told() -> None:
    text = export_of("csv").decode()
    plan, findings = dealt(text.replace("48229,r1", "48229,r2"))
    assert "region r2 is called '=West, «Пасо»' here: it stays \"'East\"" in told(findings)
    assert "changed since it was exported" in told(findings)
    assert plan.assigned["48229"] == "r2"


def test_units_that_are_not_in_the_table_are_in_no_region_and_counted() -> None:
    plan, findings = dealt("unit,region\n48141,A\n")
    assert len(plan.assigned) == 1
    assert f"{len(county_names()) - 1:,} units are not in the table" in told(findings)
