"""Log records as JSON, one object a line, without anything that a user wrote.

Of a record's arguments only numbers and short names are kept; of an exception its class and the places in
the code, never its message, which may hold what somebody typed or drew.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FIELDS = "borderops_fields"
"""Attribute of a record that holds fields of the house's own."""
_SHORT = re.compile(r"[\w.:@<>-]{1,64}")
_MOST_PLACES = 12


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        fields: Mapping[str, Any] | None = getattr(record, FIELDS, None)
        line |= fields if fields is not None else {"event": str(record.msg), **_arguments(record)}
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "places": _places(record.exc_info[2])}
        return json.dumps(line, default=str)


def _arguments(record: logging.LogRecord) -> dict[str, list[object]]:
    given = record.args.values() if isinstance(record.args, Mapping) else record.args or ()
    kept = [_kept(value) for value in given]
    return {"with": kept} if kept else {}


def _kept(value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = type(value).__name__ if isinstance(value, BaseException) else str(value)
    return text if _SHORT.fullmatch(text) else "..."


def _places(trace: Any) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
