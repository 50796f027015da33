"""The mix covers the taxonomy and adds up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.reference.figures import load_figures
from data.reference.taxonomy import CATEGORIES, SUBCATEGORIES
from data.schema.incidents import COMPONENTS, MODES
from data.synthetic.mix import GROUP_SHARES, MODES_BY_KIND, MODES_BY_SUBCATEGORY, RECIPES, REPORTERS, RHYTHMS
from data.synthetic.places import PlaceKind
from data.synthetic.quantities import JUDGED, Measured, amounts, measured
from tests.data.synthetic.written import Written


def test_each_subcategory_has_one_recipe_whose_parts_add_to_one() -> None:
    assert sorted(recipe.subcategory for recipe in RECIPES) == sorted(SUBCATEGORIES)
    for recipe in RECIPES:
        assert sum(recipe.flows.values()) == pytest.approx(1)
        assert (recipe.group in GROUP_SHARES) != (recipe.share > 0)


def test_each_kind_of_place_has_modes_a_reporter_and_a_rhythm() -> None:
    for table in (MODES_BY_KIND, REPORTERS, RHYTHMS):
        assert set(table) == set(PlaceKind)
    for shares in (*MODES_BY_KIND.values(), *MODES_BY_SUBCATEGORY.values()):
        assert set(shares) <= set(MODES)
        assert sum(shares.values()) == pytest.approx(1)
    assert set(REPORTERS.values()) <= set(COMPONENTS)


def test_every_category_has_enough_rows_to_be_seen_on_a_map(written: Written) -> None:
    counts = written.rows["category"].value_counts()
    assert set(counts.index) == set(CATEGORIES)
    assert counts.min() > 0.005 * len(written.rows)
    assert counts.idxmax() == "Encounter between ports"


def test_drugs_have_the_published_mean_weight() -> None:
    frame = load_figures("drug_seizures_area_month").query("drug == 'Cocaine'")
    mean = frame["pounds"].sum() / frame["seizure_events"].sum()
    assert measured()["Cocaine"].mean == pytest.approx(mean)
    drawn = amounts(measured()["Cocaine"], 400_000, np.random.default_rng(2))
    assert drawn.mean() == pytest.approx(mean, rel=0.05)


def test_only_measured_subcategories_have_amounts(written: Written) -> None:
    rows: pd.DataFrame = written.rows
    with_amount = set(rows.loc[rows["quantity"].notna(), "subcategory"])
    assert with_amount == set(measured())
    assert set(JUDGED) <= with_amount


def test_whole_amounts_are_whole_and_at_least_one() -> None:
    kind = Measured(unit="items", mean=1.1, sigma=0.5, is_whole=True)
    drawn = amounts(kind, 5_000, np.random.default_rng(3))
    assert drawn.min() == 1
    np.testing.assert_array_equal(drawn, np.round(drawn))


def test_agreement_encounters_begin_after_the_agreement_was_signed(written: Written) -> None:
    months = written.rows.loc[written.rows["subcategory"] == "287(g) encounter", "month"]
    assert (months >= "2025-03").mean() > 0.5
    assert (months < "2020-01").any()
