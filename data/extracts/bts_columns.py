"""Columns and measures of the Border Crossing Entry Data, by meaning, in every spelling it has had."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.errors import UnknownFormatError, Where
from data.extracts.incident_columns import plain_name
from data.schema.person import refuse_person_level

UNIT_OF: dict[str, str] = {
    "Bus Passengers": "passengers",
    "Buses": "buses",
    "Pedestrians": "pedestrians",
    "Personal Vehicle Passengers": "passengers",
    "Personal Vehicles": "vehicles",
    "Rail Containers Empty": "containers",
    "Rail Containers Loaded": "containers",
    "Train Passengers": "passengers",
    "Trains": "trains",
    "Truck Containers Empty": "containers",
    "Truck Containers Loaded": "containers",
    "Trucks": "trucks",
}
"""Measures in today's spelling, and their units."""

_SPELLINGS: dict[str, tuple[str, ...]] = {
    "port_code": ("portcode", "portcodenumber", "portnumber", "portno", "portid", "portcd"),
    "port_name": ("portname", "portofentry", "portofentryname", "port"),
    "state": ("state", "statename", "statecode", "statepostalcode"),
    "border": ("border", "bordername", "uscanadamexicoborder"),
    "date": ("date", "monthyear", "yearmonth", "period", "reportdate", "crossingdate"),
    "measure": ("measure", "measurename", "measuretype", "crossingmeasure", "crossingtype"),
    "value": ("value", "measurevalue", "count", "crossings", "total", "volume"),
    "year": ("year",),
    "month": ("month", "monthname", "monthnumber"),
    "location": ("location", "point", "geometry", "coordinates", "thegeom"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "long", "lon", "lng", "x"),
}
_MEANING = {spelling: meaning for meaning, spellings in _SPELLINGS.items() for spelling in spellings}
MAIN = frozenset({"port_code", "port_name", "state", "border", "date", "measure", "value"})
_UNUSED = frozenset({"state", "border", "location", "latitude", "longitude", "year", "month"})

_ENOUGH_MEASURES = 3
_OLD_WORDS = {
    "full": "loaded",
    "incoming": "",
    "entering": "",
    "crossings": "",
    "the": "",
    "of": "",
    "in": "",
}


def measure_named(text: str) -> str | None:
    """The measure in today's spelling; ``None`` if the text is none.

    Word order, case, punctuation and plural make no difference; ``Full`` is today's ``Loaded``.

    Examples
    --------
    >>> measure_named("Truck Containers (Full)"), measure_named("Loaded Rail Containers")
    ('Truck Containers Loaded', 'Rail Containers Loaded')
    """
    return _MEASURE_BY_WORDS.get(_measure_words(text))


def _measure_words(text: str) -> frozenset[str]:
    words = (_OLD_WORDS.get(word, word) for word in re.findall(r"[a-z]+", text.lower()))
    return frozenset(_singular(word) for word in words if word)


def _singular(word: str) -> str:
    return "bus" if word in ("bus", "buses", "busses") else word.removesuffix("s")


_MEASURE_BY_WORDS = {_measure_words(measure): measure for measure in UNIT_OF}


@dataclass(frozen=True, kw_only=True)
class BtsColumns:
    """Where in the file each meaning stands; ``year`` and ``month`` serve where there is no ``date``."""

    port_code: str
    port_name: str | None
    measure: str
    value: str
    date: str | None
    year: str | None
    month: str | None
    ignored: tuple[str, ...]
    """Columns of no known meaning."""


def meanings(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Meaning to the columns that have it, in order; columns of no known meaning under ""."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        meaning = _MEANING.get(plain_name(column), "")
        found[meaning] = (*found.get(meaning, ()), column)
    return found


def is_wide(columns: tuple[str, ...]) -> bool:
    """Whether three or more columns are named after measures: one column per measure."""
    return sum(measure_named(column) is not None for column in columns) >= _ENOUGH_MEASURES


def bts_columns(columns: tuple[str, ...], *, file: str) -> BtsColumns:
    """The columns by meaning.

    Raises
    ------
    PersonLevelColumnError
        If a further column names or describes a person.
    UnknownFormatError
        If the table has one column per measure, or a meaning is missing or there twice.
    """
    where = Where(file=file, row=1)
    if is_wide(columns):
        raise UnknownFormatError(
            "this copy of the Border Crossing Entry Data has one column per measure",
            where=where,
            remedy="Download the published table, which has the columns Measure and Value",
        )
    found = meanings(columns)
    refuse_person_level(found.get("", ()), file=file)
    for meaning in ("port_code", "port_name", "measure", "value", "date"):
        if len(found.get(meaning, ())) > 1:
            raise UnknownFormatError(
                f"the columns {' and '.join(map(repr, found[meaning]))} could both be the {_words(meaning)}",
                where=where,
                remedy="Remove or rename the one that is not",
            )
    one = {meaning: names[0] for meaning, names in found.items()}
    if "month" in one and not {"date", "year"} & one.keys():
        # Without a year beside it, a month must say its own: "Jan 2024".
        one["date"] = one.pop("month")
    missing = [meaning for meaning in ("port_code", "measure", "value") if meaning not in one]
    if "date" not in one and not {"year", "month"} <= one.keys():
        missing.append("date")
    if missing:
        raise UnknownFormatError(
            f"no column gives the {' or the '.join(map(_words, missing))}; "
            f"the columns are {', '.join(columns)}",
            where=where,
            remedy="Download the published table, or name its columns Port Code, Date, Measure and Value",
        )
    return BtsColumns(
        port_code=one["port_code"],
        port_name=one.get("port_name"),
        measure=one["measure"],
        value=one["value"],
        date=one.get("date"),
        year=one.get("year"),
        month=one.get("month"),
        ignored=found.get("", ()),
    )


def _words(meaning: str) -> str:
    return meaning.replace("_", " ")
