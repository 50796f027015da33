"""Counts of rows of the packaged tables by county."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from data.reference.tables import load

NO_COUNTY = ""
"""Key of the rows that name no county."""


@cache
def agreements_by_county(model: str) -> MappingProxyType[str, int]:
    """Number of 287(g) agreements of a model by 5-digit county FIPS, or :data:`NO_COUNTY`."""
    table = load("agreements_287g")
    of_model = table.loc[table["model"] == model, "county_fips"].fillna(NO_COUNTY)
    return MappingProxyType({str(fips): int(count) for fips, count in of_model.value_counts().items()})


@cache
def open_ports_by_county() -> MappingProxyType[str, int]:
    """Number of open ports of entry by 5-digit county FIPS; those in no county are left out."""
    table = load("ports_of_entry")
    is_open = (table["status"] != "closed") & (table["port_class"] == "port_of_entry")
    counted = table.loc[is_open, "county_fips"].dropna().value_counts()
    return MappingProxyType({str(fips): int(count) for fips, count in counted.items()})
