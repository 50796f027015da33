"""Synthetic rows follow the published figures where there are any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.reference.figures import load_figures
from data.reference.tables import load
from data.synthetic.calibrate import PROFILE_LIMITS, carried_forward, month_profile
from tests.data.synthetic.written import Written

ENCOUNTERS = ("Apprehension", "Expulsion")
LAST_PUBLISHED = "2024-11"


@pytest.fixture(scope="module")
def by_sector(written: Written) -> pd.DataFrame:
    """Synthetic encounters by sector and month, over the published months, by county of the point."""
    sectors = load("usbp_sectors").dropna(subset=["border_county_fips"])
    sector_of = {
        fips: row.sector for row in sectors.itertuples() for fips in row.border_county_fips.split(";")
    }
    chosen = written.rows["subcategory"].isin(ENCOUNTERS) & (written.rows["month"] <= LAST_PUBLISHED)
    sector = pd.Series(written.county[chosen.to_numpy()]).map(sector_of)
    month = written.rows.loc[chosen, "month"].to_numpy()
    return pd.crosstab(sector.to_numpy(), month)


@pytest.fixture(scope="module")
def published(by_sector: pd.DataFrame) -> pd.DataFrame:
    frame = load_figures("usbp_encounters_sector_month")
    frame["sector"] = frame["sector"].str.rsplit(", ", n=1).str[0]
    table = frame.pivot_table(index="sector", columns="month", values="encounters_rounded_10", fill_value=0)
    return table.loc[by_sector.index, by_sector.columns]


def _correlation(one: pd.DataFrame | pd.Series, two: pd.DataFrame | pd.Series) -> float:
    return float(np.corrcoef(one.to_numpy().ravel(), two.to_numpy().ravel())[0, 1])


def test_shares_of_sectors_follow_the_published_encounters(
    by_sector: pd.DataFrame, published: pd.DataFrame
) -> None:
    assert len(by_sector) == 17
    assert _correlation(by_sector.sum(axis=1), published.sum(axis=1)) > 0.99


def test_months_follow_the_published_encounters(by_sector: pd.DataFrame, published: pd.DataFrame) -> None:
    assert _correlation(by_sector.sum(axis=0), published.sum(axis=0)) > 0.97


def test_each_sectors_months_follow_the_published_encounters(
    by_sector: pd.DataFrame, published: pd.DataFrame
) -> None:
    assert _correlation(by_sector, published) > 0.98
    for sector in ("Del Rio", "El Paso", "Rio Grande Valley", "San Diego", "Tucson", "Yuma"):
        assert _correlation(by_sector.loc[sector], published.loc[sector]) > 0.95


def test_expulsions_stand_in_the_months_in_which_they_were_published(written: Written) -> None:
    months = written.rows.loc[written.rows["subcategory"] == "Expulsion", "month"]
    assert months.min() == "2020-03"
    assert months.max() == "2023-05"


def test_inadmissible_arrivals_follow_the_published_months(written: Written) -> None:
    frame = load_figures("encounters_area_month")
    frame = frame[frame["component"] == "Office of Field Operations"]
    frame = frame[frame["area_of_responsibility"] != "Preclearance Field Office"]
    published = frame.groupby("month")["encounters"].sum()
    rows = written.rows[written.rows["subcategory"] == "Inadmissible arrival"]
    assert _correlation(rows.groupby("month").size().loc[published.index], published) > 0.97


def test_seizures_follow_the_published_share_of_each_drug(written: Written) -> None:
    frame = load_figures("drug_seizures_area_month")
    frame = frame[frame["area_of_responsibility"] != "Preclearance Field Office"]
    named = ["Cocaine", "Fentanyl", "Heroin", "Ketamine", "Marijuana", "Methamphetamine"]
    published = frame.groupby("drug")["seizure_events"].sum().loc[named]
    rows = written.rows.loc[written.rows["category"] == "Drug seizure", "subcategory"]
    assert _correlation(rows.value_counts().loc[named], published) > 0.99


def test_ports_follow_the_published_crossings(written: Written) -> None:
    frame = load_figures("crossings_port_month")
    frame = frame[(frame["measure"] == "Personal Vehicle Passengers") & (frame["month"] >= "2019-10")]
    ports = load("ports_of_entry").query("mode == 'land' and status != 'closed'")
    county = ports.set_index("port_code")["county_fips"]
    published = frame.groupby(frame["port_code"].map(county))["value"].sum()
    chosen = (written.rows["subcategory"] == "Secondary inspection") & (written.rows["mode"] == "road")
    counted = pd.Series(written.county[chosen.to_numpy()]).value_counts()
    assert _correlation(counted.reindex(published.index, fill_value=0), published) > 0.95


def test_the_truth_states_the_scale_of_each_group(written: Written) -> None:
    for group in written.truth["calibration"]:
        assert group["rows_per_event"] == pytest.approx(group["rows"] / group["events"], abs=1e-6)
        assert all(group["published_through"].values())
    assert "assumption" in written.truth["carried_forward"]


HISTORY = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(30, 80)), elements=st.floats(0, 1e6))


@given(HISTORY, st.integers(1, 12), st.integers(0, 40))
def test_published_months_are_never_changed_and_carried_ones_keep_their_level(
    history: np.ndarray, first: int, more: int
) -> None:
    months = history.shape[1]
    longer = carried_forward(history, first_month_of_year=first, count=months + more)
    assert longer.shape == (len(history), months + more)
    np.testing.assert_array_equal(longer[:, :months], history)
    level = history[:, -6:].mean(axis=1, keepdims=True)
    low, high = PROFILE_LIMITS
    assert (longer[:, months:] <= level * (high / low) ** 2 + 1e-9).all()
    assert (longer[:, months:] >= 0).all()


@given(HISTORY, st.integers(1, 12))
def test_a_profile_is_positive_and_has_a_mean_of_one(history: np.ndarray, first: int) -> None:
    profile = month_profile(history, first_month_of_year=first)
    assert profile.shape == (len(history), 12)
    assert (profile > 0).all()
    np.testing.assert_allclose(profile.mean(axis=1), 1)


def test_a_known_season_is_found_and_carried() -> None:
    season = 1 + 0.5 * np.cos(2 * np.pi * np.arange(72) / 12)
    longer = carried_forward(100 * season[None, :60], first_month_of_year=1, count=72)
    np.testing.assert_allclose(longer[0, 60:], 100 * season[60:], rtol=1e-9)
