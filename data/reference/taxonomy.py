"""Categories and subcategories of incidents.

Source: ``tables/incident_taxonomy.csv`` (own words after the categories of the public
statistics that each row names).
"""

from __future__ import annotations

from data.reference.tables import load_arrow

_ROWS: list[dict[str, str]] = load_arrow("incident_taxonomy").to_pylist()

CATEGORY_OF: dict[str, str] = {row["subcategory"]: row["category"] for row in _ROWS}
"""Subcategory name to the category that it belongs to; 54 subcategories, 14 categories."""

LEAD_COMPONENT_OF: dict[str, str] = {row["subcategory"]: row["lead_component"] for row in _ROWS}
"""Subcategory name to the agency component that usually reports it."""

SUBCATEGORIES: tuple[str, ...] = tuple(sorted(CATEGORY_OF))
CATEGORIES: tuple[str, ...] = tuple(sorted(set(CATEGORY_OF.values())))
