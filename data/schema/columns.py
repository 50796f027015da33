"""A documented column, and a schema as a tuple of them."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a schema: its Arrow type, unit, allowed values and meaning.

    ``required`` means that each row must hold a value. ``allowed`` is empty where any
    value of the type may stand.
    """

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    required: bool = True
    allowed: tuple[str, ...] = ()


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """Arrow schema of the columns, in order; required columns are not nullable."""
    return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in columns])
