"""Text cells of one schema column, made from the columns of an agency's own file by its mapping."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.delimited import DelimitedTable
from data.extracts.mapping import ColumnMapping
from data.extracts.typed_cells import texts


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


def plain_numbers(cells: pa.Array, mapping: ColumnMapping) -> pa.Array:
    """Number texts without thousands marks and with a decimal point.

    A mark that stands where no thousand ends stays, so that the cell is found not to be a number.
    """
    if mapping.thousands:
        mark = mapping.thousands.replace(".", r"\.")
        grouped = rf"^[+-]?\d{{1,3}}(?:{mark}\d{{3}})+(?:[.,]\d+)?$"
        is_grouped = pc.match_substring_regex(cells, grouped)
        cells = pc.if_else(is_grouped, pc.replace_substring(cells, mapping.thousands, ""), cells)
    return pc.replace_substring(cells, mapping.decimal, ".") if mapping.decimal == "," else cells
