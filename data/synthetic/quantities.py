"""How much an event involves: pounds, dollars, items, rounds, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data.reference.figures import load_figures
from data.synthetic.flows import DRUGS


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Lognormal amounts in ``unit`` with this mean; ``is_whole`` where only whole ones make sense."""

    unit: str
    mean: float
    sigma: float
    is_whole: bool = False


JUDGED = {
    "Outbound currency": Measured(unit="US dollars", mean=28_000, sigma=0.9, is_whole=True),
    "Inbound currency": Measured(unit="US dollars", mean=19_000, sigma=0.8, is_whole=True),
    "Money laundering case": Measured(unit="US dollars", mean=400_000, sigma=1.2, is_whole=True),
    "Firearm": Measured(unit="items", mean=1.9, sigma=0.8, is_whole=True),
    "Ammunition": Measured(unit="rounds", mean=420, sigma=1.5, is_whole=True),
    "Gun parts and silencers": Measured(unit="items", mean=4, sigma=1.0, is_whole=True),
    "Controlled technology export": Measured(unit="US dollars", mean=90_000, sigma=1.2, is_whole=True),
    "Cargo theft": Measured(unit="US dollars", mean=110_000, sigma=0.9, is_whole=True),
    "Intellectual property": Measured(unit="US dollars", mean=60_000, sigma=1.6, is_whole=True),
    "Forced labour detention": Measured(unit="US dollars", mean=210_000, sigma=1.0, is_whole=True),
    "Duty or origin fraud": Measured(unit="US dollars", mean=75_000, sigma=1.3, is_whole=True),
    "Prohibited product": Measured(unit="items", mean=2.2, sigma=0.8, is_whole=True),
    "Document fraud": Measured(unit="documents", mean=1.1, sigma=0.3, is_whole=True),
    "Lane closure or outage": Measured(unit="minutes", mean=95, sigma=0.9, is_whole=True),
}
"""Subcategory to amounts by judgement; drugs follow the published pounds per seizure."""

DRUG_SIGMA = 1.5


@cache
def measured() -> dict[str, Measured]:
    """Subcategory to its amounts; subcategories that are only counted are left out."""
    frame = load_figures("drug_seizures_area_month")
    sums = frame.groupby(frame["drug"].map(DRUGS))[["pounds", "seizure_events"]].sum()
    means = sums["pounds"] / sums["seizure_events"]
    drugs = {str(drug): Measured(unit="pounds", mean=mean, sigma=DRUG_SIGMA) for drug, mean in means.items()}
    return {**drugs, **JUDGED}


def amounts(kind: Measured, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """``count`` amounts in ``kind.unit``: at least 1 where whole, else at least 0.001."""
    spread = np.exp(kind.sigma * rng.standard_normal(count) - kind.sigma**2 / 2)
    drawn = kind.mean * spread
    return np.maximum(np.round(drawn), 1) if kind.is_whole else np.maximum(np.round(drawn, 3), 0.001)
