"""The planted truth can be found again in the rows, by counting and nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from shapely import distance, points

from data.synthetic.planted import HOT_SPOTS, STEP
from tests.data.synthetic.written import Written

KM = 111.32


def _inside(rows: pd.DataFrame, spot: dict[str, float]) -> pd.Series:
    scale = np.cos(np.radians(spot["lat"]))
    away = distance(points(rows["lon"] * scale, rows["lat"]), points(spot["lon"] * scale, spot["lat"]))
    return pd.Series(away * KM <= spot["radius_km"], index=rows.index)


@pytest.mark.parametrize("index", range(len(HOT_SPOTS)))
def test_a_hot_spot_stands_out_at_its_place_in_its_months_by_its_rows(written: Written, index: int) -> None:
    spot = written.planted("hot spot")[index]
    rows = written.rows[written.rows["subcategory"] == spot["subcategory"]]
    here = rows[_inside(rows, spot)]
    within = here["month"].between(spot["first_month"], spot["last_month"])
    others = within.sum() - spot["rows"]
    assert spot["rows"] == round(HOT_SPOTS[index].share * 200_000)
    assert others >= 0
    assert spot["strength"] == pytest.approx(spot["rows"] / max(others, 1), abs=0.01)
    months = HOT_SPOTS[index].begins - HOT_SPOTS[index].ends + 1
    rate_outside = (~within).sum() / (85 - months)
    assert within.sum() / months > 2 * rate_outside + 0.4


def test_a_step_doubles_the_rate_against_the_sectors_encounters(written: Written) -> None:
    step = written.planted("step change")[0]
    # The hot spots of this category lie in other sectors' counties.
    county = pd.Series(written.county, index=written.rows.index)
    sector = county.isin(["35013", "35023", "35029", "48141"])
    rows = written.rows[sector & (written.rows["category"] == step["category"])]
    base = written.rows[sector & written.rows["subcategory"].isin(["Got away", "Turn back"])]
    after, before = (
        (rows["month"] >= step["first_month"]).sum() / (base["month"] >= step["first_month"]).sum(),
        (rows["month"] < step["first_month"]).sum() / (base["month"] < step["first_month"]).sum(),
    )
    assert step["strength"] == STEP.factor
    assert after / before == pytest.approx(step["strength"], rel=0.15)


def test_the_step_is_the_sectors_alone(written: Written) -> None:
    step = written.planted("step change")[0]
    county = pd.Series(written.county, index=written.rows.index)
    sector = county.isin(["48061", "48215", "48427"])
    rows = written.rows[sector & (written.rows["category"] == step["category"])]
    base = written.rows[sector & written.rows["subcategory"].isin(["Got away", "Turn back"])]
    late = step["first_month"]
    after = (rows["month"] >= late).sum() / (base["month"] >= late).sum()
    before = (rows["month"] < late).sum() / (base["month"] < late).sum()
    assert after / before == pytest.approx(1, rel=0.15)


def test_the_swing_has_its_amplitude_and_its_peak(written: Written) -> None:
    swing = written.planted("seasonal swing")[0]
    months = written.rows.loc[written.rows["subcategory"] == swing["subcategory"], "month"]
    assert len(months) == swing["rows"]
    counted = months.value_counts().sort_index().iloc[:84].to_numpy()
    turn = np.exp(-2j * np.pi * (np.arange(84) + 9) / 12)
    wave = 2 * (counted * turn).sum() / counted.sum()
    assert abs(wave) == pytest.approx(swing["strength"], abs=0.09)
    assert (-np.angle(wave) * 12 / (2 * np.pi)) % 12 == pytest.approx(6, abs=0.7)


def test_the_late_batch_is_one_month_of_one_sector_reported_weeks_later(written: Written) -> None:
    late = written.planted("late batch")[0]
    rows = written.rows
    reported = rows["reported_at"] - rows["occurred_at"] > pd.Timedelta(days=21)
    batch = rows[reported]
    assert len(batch) == late["rows"] > 50
    assert set(batch["month"]) == {late["first_month"]}
    assert set(written.county[reported.to_numpy()]) <= {"04003", "04019", "04023"}
    end = pd.Timestamp(late["first_month"], tz="UTC") + pd.offsets.MonthBegin(1)
    weeks = (batch["reported_at"] - end) / pd.Timedelta(weeks=1)
    assert weeks.between(late["strength"], late["strength"] + 0.2).all()
    second = pd.read_parquet(written.extract.paths[1])
    assert set(second["incident_id"]) == set(batch["incident_id"])


def test_the_redefinition_ends_one_name_and_swells_the_other(written: Written) -> None:
    change = written.planted("redefinition")[0]
    rows = written.rows
    old = rows.loc[rows["subcategory"] == change["subcategory"], "month"]
    new = rows.loc[rows["subcategory"] == change["to_subcategory"], "month"]
    assert old.max() < change["first_month"]
    assert old.max() == str(pd.Period(change["first_month"], "M") - 1)
    after = new >= change["first_month"]
    rate_before, rate_after = (~after).sum() / 57, after.sum() / 28
    assert rate_after - rate_before == pytest.approx(change["rows"] / 28, rel=0.45)
    assert change["rows"] == pytest.approx(200_000 * 0.0195 * 28 / 85, rel=0.2)


def test_every_planted_item_says_what_where_when_and_how_much(written: Written) -> None:
    kinds = {item["kind"] for item in written.truth["planted"]}
    assert kinds == {"hot spot", "step change", "seasonal swing", "late batch", "redefinition"}
    ids = [item["id"] for item in written.truth["planted"]]
    assert len(set(ids)) == len(ids)
    for item in written.truth["planted"]:
        assert item["rows"] > 0
        assert item["where"]
        assert "2019-10" <= item["first_month"] <= item["last_month"] <= "2026-10"
        assert item["note"].startswith("strength: ")
