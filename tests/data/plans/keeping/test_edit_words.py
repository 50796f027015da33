"""The history's words: every kind of edit has its own, with names and not keys."""

from __future__ import annotations

import pytest
from shapely import LineString, box

from data.plans import edits
from data.plans.edits import Edit
from data.plans.keeping.edit_words import words_of
from data.plans.plan import Plan, Resources, Rules
from tests.data.plans.plan_stores import small_plan

UNIT, SHAPE = "48141", box(-106, 31, -105, 32)
CASES: list[tuple[Edit, str]] = [
    (edits.Assign(units=(UNIT,), region="r1"), "1 county (El Paso County, TX) to Region 1"),
    (edits.DrawRegion(polygon=SHAPE, region="r1"), "Drawn area to Region 1"),
    (edits.DrawRegion(polygon=SHAPE, region=None), "Drawn area to no region"),
    (edits.DrawRegion(polygon=SHAPE, region="r1", only_from="r2"), "Drawn part of Region 2 to Region 1"),
    (edits.CutUnit(unit=UNIT, line=LineString([(0, 0), (1, 1)])), "El Paso County, TX cut in two"),
    (edits.JoinParts(unit=UNIT, region="r2"), "Parts of El Paso County, TX joined, in Region 2"),
    (edits.AddRegion(name="Laredo", colour=1), "Laredo added"),
    (edits.RemoveRegion(region="r1"), "Region 1 removed"),
    (edits.MergeRegions(into="r1", gone="r2"), "Region 2 merged into Region 1"),
    (edits.LabelRegion(region="r1", name="Laredo", colour=1), "Region 1 labelled Laredo"),
    (edits.SetLock(units=(UNIT,), regions=("r1",)), "1 county (El Paso County, TX), Region 1 locked"),
    (edits.SetLock(regions=("r1",), is_locked=False), "Region 1 unlocked"),
    (edits.FillGaps(region="r1"), "Gaps in Region 1 filled"),
    (edits.SetRules(rules=Rules()), "Rules set"),
    (edits.SetReason(units=(UNIT,), text="Travel"), "Reason for 1 county (El Paso County, TX) given"),
    (edits.SetReason(units=(UNIT,), text=""), "Reason for 1 county (El Paso County, TX) taken back"),
    (edits.SetResources(region="r1", resources=Resources()), "Resources of Region 1 set"),
    (edits.Adopt(plan=Plan(), origin="A file of 3 regions"), "A file of 3 regions"),
]


@pytest.mark.parametrize(("edit", "words"), CASES, ids=[words for _, words in CASES])
def test_an_edit_is_told_in_words(edit: Edit, words: str) -> None:
    assert words_of(edit, before=small_plan(), after=small_plan()) == words


def test_every_kind_of_edit_is_among_the_cases() -> None:
    assert {type(edit) for edit, _ in CASES} == set(edits.Edit.__args__)
