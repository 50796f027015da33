"""Categories and subcategories of incidents.

Source: ``tables/incident_taxonomy.csv`` (own words after the categories of the public
statistics that each row names).
"""

from __future__ import annotations

import csv
from importlib.resources import files


def _rows() -> list[dict[str, str]]:
    path = files("data.reference") / "tables" / "incident_taxonomy.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


CATEGORY_OF: dict[str, str] = {row["subcategory"]: row["category"] for row in _rows()}
"""Subcategory name to the category that it belongs to; 54 subcategories, 14 categories."""

LEAD_COMPONENT_OF: dict[str, str] = {row["subcategory"]: row["lead_component"] for row in _rows()}
"""Subcategory name to the agency component that usually reports it."""

SUBCATEGORIES: tuple[str, ...] = tuple(sorted(CATEGORY_OF))
CATEGORIES: tuple[str, ...] = tuple(sorted(set(CATEGORY_OF.values())))
