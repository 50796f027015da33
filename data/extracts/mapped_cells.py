"""Text cells of one schema column, made from the columns of an agency's own file by its mapping."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.delimited import DelimitedTable
from data.extracts.mapping import ColumnMapping
from data.extracts.typed_cells import Origin, TypedCells, texts, unusable


def mapped_cells(text: DelimitedTable, mapping: ColumnMapping, name: str) -> pa.Array:
    """Text cells of one schema column: joined, then translated by the value map; or the constant.

    Empty cells are null; a text that the value map does not have stays as it is.
    """
    if name in mapping.constants:
        return pa.repeat(mapping.constants[name], len(text.table))
    columns = [texts(text.table.column(column)) for column in mapping.columns[name]]
    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, " ")
    meanings = mapping.values.get(name)
    if not meanings:
        return joined
    encoded = pc.dictionary_encode(joined)
    words = [meanings.get(word, word) for word in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def mapped_origin(name: str, text: DelimitedTable, mapping: ColumnMapping, *, file: str) -> Origin:
    """Where the cells of one schema column come from: the file's own columns, or the name itself."""
    return Origin(file=file, column=" ".join(mapping.columns.get(name, (name,))), rows=text.rows)


def mapped_numbers(cells: pa.Array, mapping: ColumnMapping, origin: Origin) -> TypedCells:
    """The cells as float64, written with the decimal and thousands marks of the mapping.

    A cell that is written otherwise, or infinite, is null and a finding.

    Raises
    ------
    UnreadableExtractError
        If a column is broken throughout.
    """
    grouped = rf"|\d{{1,3}}(?:{re.escape(mapping.thousands)}\d{{3}})+" if mapping.thousands else ""
    pattern = rf"^[+-]?(?:\d+{grouped})(?:{re.escape(mapping.decimal)}\d*)?(?:[eE][+-]?\d{{1,3}})?$"
    fits = pc.fill_null(pc.match_substring_regex(cells, pattern), fill_value=False)
    nothing = pa.scalar(None, pa.string())
    plain = pc.if_else(fits, cells, nothing)
    if mapping.thousands:
        plain = pc.replace_substring(plain, mapping.thousands, "")
    values = pc.replace_substring(plain, mapping.decimal, ".").cast(pa.float64())
    values = pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))
    rule = ("is not a number as the mapping writes them", "Correct the cell, or numbers in the mapping")
    return TypedCells(cells=values, findings=unusable(cells, values, origin, rule=rule))
