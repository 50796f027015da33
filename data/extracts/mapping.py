"""The saved column mapping by which an agency's own table becomes incidents or observations."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from data.extracts.contract import Kind
from data.extracts.mapping_nodes import Node, read_nodes
from data.schema.columns import Column
from data.schema.incidents import INCIDENT_COLUMNS
from data.schema.observations import OBSERVATION_COLUMNS
from data.schema.person import person_level_columns

_KEYS = (
    "kind",
    "source",
    "encoding",
    "columns",
    "constants",
    "values",
    "time_zone",
    "date_format",
    "numbers",
    "point",
)
SCHEMA_COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.INCIDENTS: INCIDENT_COLUMNS,
    Kind.OBSERVATIONS: OBSERVATION_COLUMNS,
}


class PointForm(StrEnum):
    """How one column holds both coordinates."""

    WKT = "wkt"
    LON_LAT = "lon lat"
    LAT_LON = "lat lon"


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """What the columns of an agency's own table mean.

    ``columns`` gives, for a column of the schema, the columns of the file whose texts are joined
    with a space to make it; ``constants`` the one text that stands in every row; ``values`` what a
    text of the file means. ``time_zone`` is for times without an offset; ``date_formats`` gives, by
    schema column, the format in the letters of Python's ``strptime``. ``nodes`` are the keys of the
    mapping file, for messages.
    """

    kind: Kind
    source: str
    encoding: str
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    time_zone: ZoneInfo | None
    date_formats: Mapping[str, str]
    decimal: str
    thousands: str
    point: tuple[str, PointForm] | None
    nodes: Mapping[str, Node]

    @property
    def used(self) -> dict[str, Node]:
        """Columns of the file that the mapping names, each with the key that names it."""
        found = {
            column: self.nodes[f"columns.{name}"] for name, names in self.columns.items() for column in names
        }
        return found | ({self.point[0]: self.nodes["point"]} if self.point else {})


def read_mapping(path: Path) -> ColumnMapping:
    """The column mapping in a YAML file; ``docs/own-csv.md`` explains its keys.

    Raises
    ------
    MappingError
        If the file is not such a mapping; the message names file, line and key.
    """
    root = read_nodes(path)
    keys = root.block(allowed=_KEYS)
    kind = _kind(root, keys)
    names = tuple(column.name for column in SCHEMA_COLUMNS[kind])
    columns = {name: node.texts() for name, node in _block(keys, "columns", names).items()}
    constants = {name: node.text() for name, node in _block(keys, "constants", names).items()}
    decimal, thousands = _number_marks(keys)
    mapping = ColumnMapping(
        kind=kind,
        source=keys["source"].text() if "source" in keys else "",
        encoding=_encoding(keys),
        columns=columns,
        constants=constants,
        values={
            name: {text: meaning.text() for text, meaning in node.block().items()}
            for name, node in _block(keys, "values", names).items()
        },
        time_zone=_time_zone(keys),
        date_formats=_date_formats(keys, kind),
        decimal=decimal,
        thousands=thousands,
        point=_point(keys, kind),
        nodes={node.path: node for node in _all_nodes(root)},
    )
    _refuse_doubled(mapping)
    _refuse_missing(mapping, root)
    _refuse_persons(mapping)
    return mapping


def _kind(root: Node, keys: dict[str, Node]) -> Kind:
    if "kind" not in keys:
        raise root.fault("the key 'kind' is missing", remedy=f"Write kind: {' or kind: '.join(Kind)}")
    text = keys["kind"].text()
    if text not in tuple(Kind):
        raise keys["kind"].fault(f"found {text!r}", remedy=f"Allowed: {', '.join(Kind)}")
    return Kind(text)


def _block(keys: dict[str, Node], key: str, names: tuple[str, ...]) -> dict[str, Node]:
    return keys[key].block(allowed=names) if key in keys else {}


def _encoding(keys: dict[str, Node]) -> str:
    if "encoding" not in keys:
        return ""
    text = keys["encoding"].text()
    try:
        known = codecs.lookup(text)
        is_text = known._is_text_encoding  # noqa: SLF001 - the only way to tell text from base64
    except LookupError:
        is_text = False
    if not is_text:
        raise keys["encoding"].fault(f"{text!r} is no encoding", remedy="For example utf-8, cp1252, latin-1")
    return text


def _date_formats(keys: dict[str, Node], kind: Kind) -> dict[str, str]:
    if "date_format" not in keys:
        return {}
    names = tuple(c.name for c in SCHEMA_COLUMNS[kind] if pa.types.is_temporal(c.type))
    node = keys["date_format"]
    formats = dict.fromkeys(names, node) if isinstance(node.content, str) else node.block(allowed=names)
    for each in formats.values():
        if "%" not in each.text():
            raise each.fault(f"{each.text()!r} holds no % letter", remedy="For example '%m/%d/%Y %H:%M'")
    return {name: each.text() for name, each in formats.items()}


def _time_zone(keys: dict[str, Node]) -> ZoneInfo | None:
    if "time_zone" not in keys:
        return None
    text = keys["time_zone"].text()
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, LookupError) as error:
        remedy = "Use a name of the IANA list, for example America/Chicago"
        raise keys["time_zone"].fault(f"{text!r} is no time zone", remedy=remedy) from error


def _number_marks(keys: dict[str, Node]) -> tuple[str, str]:
    if "numbers" not in keys:
        return ".", ""
    marks = keys["numbers"].block(allowed=("decimal", "thousands"))
    decimal = marks["decimal"].text() if "decimal" in marks else "."
    thousands = marks["thousands"].text() if "thousands" in marks else ""
    if decimal not in (".", ",") or thousands not in ("", ".", ",", " ", "'") or decimal == thousands:
        remedy = "decimal is '.' or ','; thousands is another of '.', ',', ' ' and \"'\", or left out"
        raise keys["numbers"].fault(f"found decimal {decimal!r} and thousands {thousands!r}", remedy=remedy)
    return decimal, thousands


def _point(keys: dict[str, Node], kind: Kind) -> tuple[str, PointForm] | None:
    if "point" not in keys:
        return None
    if kind is not Kind.INCIDENTS:
        raise keys["point"].fault("only incidents have a point", remedy="Remove the key")
    parts = keys["point"].block(allowed=("column", "form"))
    if "column" not in parts or "form" not in parts:
        raise keys["point"].fault("expected the keys column and form")
    form = parts["form"].text()
    if form not in tuple(PointForm):
        raise parts["form"].fault(f"found {form!r}", remedy=f"Allowed: {', '.join(PointForm)}")
    return parts["column"].text(), PointForm(form)


def _all_nodes(node: Node) -> list[Node]:
    content = node.content
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, tuple) else ()
    return [node, *(inner for part in parts for inner in _all_nodes(part))]


def _refuse_doubled(mapping: ColumnMapping) -> None:
    for name in mapping.constants.keys() & mapping.columns.keys():
        raise mapping.nodes[f"constants.{name}"].fault(f"{name!r} also has a column", remedy="Keep one")
    if mapping.point:
        for name in ("lon", "lat"):
            if name in mapping.columns or name in mapping.constants:
                raise mapping.nodes["point"].fault(
                    f"{name!r} is given twice", remedy="Keep point or lon and lat"
                )


def _refuse_missing(mapping: ColumnMapping, root: Node) -> None:
    given = mapping.columns.keys() | mapping.constants.keys() | ({"lon", "lat"} if mapping.point else set())
    given |= {"source"} if mapping.source else set()
    missing = [c.name for c in SCHEMA_COLUMNS[mapping.kind] if c.required and c.name not in given]
    if missing:
        remedy = "Give each a column of the file under columns, or one value under constants"
        raise root.fault(f"nothing is given for {', '.join(missing)}", remedy=remedy)


def _refuse_persons(mapping: ColumnMapping) -> None:
    for column in person_level_columns(mapping.used):
        remedy = "Remove the column from the mapping and from the file: events are taken in, people are not"
        raise mapping.used[column].fault(f"column {column!r} would name or describe a person", remedy=remedy)
