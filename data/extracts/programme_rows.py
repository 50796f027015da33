"""Rows of an extract for a programme as observations: one for each figure and each cell of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.observation_rows import table_of_rows
from data.extracts.programme_cells import ProgrammeRow
from data.schema.programme_columns import JOINED, ProgrammeSchema

SAID = "said"
"""Unit of what is in words."""


def observations_of(
    schema: ProgrammeSchema, rows: Sequence[ProgrammeRow]
) -> tuple[pa.Table, NDArray[np.int64]]:
    """Table in the loose observation schema, and the row of the file of each of its rows."""
    found = [(row.row, observation) for row in rows for observation in _observations(schema, row)]
    numbers = np.array([number for number, _ in found], dtype=np.int64)
    return table_of_rows(observation for _, observation in found), numbers


def place_slug(places: Sequence[str]) -> str:
    """The id of what several cells name together: each in plain letters, ``/`` between.

    Examples
    --------
    >>> place_slug(["TX", "Doña Ana County"]), place_slug(["1601"])
    ('tx/dona-ana-county', '1601')
    """
    return "/".join("-".join(re.findall(r"[a-z0-9]+", _plain(place))) for place in places)


def _observations(schema: ProgrammeSchema, row: ProgrammeRow) -> Iterator[dict[str, object]]:
    common: dict[str, object] = {
        "dataset": schema.key,
        "place_kind": schema.place_kind,
        "place_id": place_slug(row.places) or None,
        "place_as_published": JOINED.join(row.places),
        "period": row.period,
        "period_kind": str(schema.period),
    }
    units = {column.name: column.unit for column in schema.columns}
    for name, value in row.figures.items():
        yield {**common, "measure": name, "value": value, "unit": units[name]}
    for name, said in row.words.items():
        yield {**common, "measure": name, "value": float(bool(said)), "unit": SAID, "words": said or None}


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
