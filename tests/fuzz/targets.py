"""What is fed with bytes at random: each takes any bytes at all, and raises only the house's own refusals."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from dashboard.view_state import ViewState, camera_from_query, shape_from_query, swipe_from_query
from dashboard.web.limits import depth_of
from data.answers.filters import Filter
from data.errors import BorderopsError
from data.extracts.discovery import reader_for
from data.extracts.guarded_cells import guarded, guarded_line, unguarded
from data.extracts.probe import probe
from data.geography.polygon_repair import repaired_polygon
from data.geography.polygons import read_polygon
from data.plans.codec_edits import edit_from_json
from data.plans.exchange.child import UPLOAD, parsed_upload
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.sniffed import sniffed


def shape(content: bytes) -> None:
    """The parser of drawn shapes, by both of its doors."""
    for read in (read_polygon, repaired_polygon):
        try:
            read(content)
        except BorderopsError as error:
            _check_words(error)


def filter_(content: bytes) -> None:
    """The decoder of links: filter, view, camera, shape, swipe; what it takes comes back the same."""
    text = content.decode(errors="replace")
    query = dict(parse_qsl(text))
    for read in (camera_from_query, shape_from_query, swipe_from_query):
        read(query)
    try:
        found = Filter.from_query(query)
        if Filter.from_query(found.to_query()) != found:
            raise AssertionError(f"{found} does not come back")
        ViewState.from_text(text)
    except BorderopsError as error:
        _check_words(error)


def extract(content: bytes) -> None:
    """The readers of extracts: the one that takes the bytes, if any does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "extract"
        path.write_bytes(content)
        try:
            seen = probe(path)
            reader_for(seen).read(seen)
        except BorderopsError as error:
            _check_words(error)


def plan_file(content: bytes) -> None:
    """The readers of plans as files, as the confined child runs them."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        (Path(folder) / UPLOAD).write_bytes(content)
        try:
            parsed_upload(sniffed(content), is_foreign=True, folder=Path(folder))
        except BorderopsError as error:
            _check_words(error)


def edit(content: bytes) -> None:
    """The decoder of edits, and the reader of JSON before it."""
    try:
        edit_from_json(strict_json(content))
    except BorderopsError as error:
        _check_words(error)


def text(content: bytes) -> None:
    """The depth of JSON, and cells of tables: what is written comes back, and no cell runs."""
    if depth_of(content) < 0:
        raise AssertionError("less than no depth")
    said = content.decode(errors="replace")
    if unguarded(guarded(said)) != said:
        raise AssertionError(f"{said!r} does not come back")
    if len(guarded_line(said).splitlines()) != 1:
        raise AssertionError(f"{said!r} is more than a line")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "shape": shape,
    "filter": filter_,
    "extract": extract,
    "plan_file": plan_file,
    "edit": edit,
    "text": text,
}
"""Name -> target, for the tests and ``make fuzz``."""


def _check_words(error: BorderopsError) -> None:
    """A refusal says what was found, in bounded words."""
    if not error.found or len(str(error)) > 4_000:
        raise AssertionError(f"a refusal of {len(str(error))} letters: {str(error)[:200]!r}")
