"""The process in which a file from outside is parsed: ``python -m data.plans.exchange.child KIND MODE``.

It reads ``upload`` in the folder it is started in, and writes what it found beside it. Before it opens
the file it gives up the network, core dumps, and all but a stated amount of memory, time, file size
and open files. Whatever kills it leaves no result, which the parent takes for a refusal.
"""

from __future__ import annotations

import ctypes
import resource
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from data.errors import PlanFileError
from data.plans.exchange.csv_read import parsed_csv
from data.plans.exchange.geojson_read import parsed_geojson
from data.plans.exchange.geoparquet_read import raw_geoparquet
from data.plans.exchange.judged import gaps, overlaps
from data.plans.exchange.kml_read import raw_kml
from data.plans.exchange.layers_read import raw_geopackage
from data.plans.exchange.limits import CHILD_CPU_S, CHILD_FILE_BYTES, CHILD_MEMORY_BYTES, CHILD_OPEN_FILES
from data.plans.exchange.parsed import Parsed, save_parsed, save_refusal
from data.plans.exchange.raw import parsed_raw
from data.plans.exchange.shapefile_read import raw_shapefile
from data.plans.exchange.sniffed import Kind

UPLOAD = "upload"
FOREIGN = "foreign"
"""The mode in which a record in the file is passed over."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""Flags of unshare(2)."""

_READERS: Mapping[Kind, Callable[[bytes, Path], Parsed]] = {
    Kind.GEOJSON: lambda body, _: parsed_geojson(body),
    Kind.GEOPACKAGE: lambda body, folder: parsed_raw(raw_geopackage(body, folder)),
    Kind.ARCHIVE: lambda body, folder: parsed_raw(raw_shapefile(body, folder)),
    Kind.KML: lambda body, _: parsed_raw(raw_kml(body)),
    Kind.PARQUET: lambda body, _: parsed_raw(raw_geoparquet(body)),
    Kind.CSV: lambda body, _: parsed_csv(body),
}


def main(kind: Kind, *, is_foreign: bool, folder: Path) -> None:
    """Parse the upload in the folder, and write what was found, or why it is refused, beside it."""
    confine()
    warnings.simplefilter("error")
    try:
        save_parsed(parsed_upload(kind, is_foreign=is_foreign, folder=folder), folder)
    except PlanFileError as error:
        save_refusal(error, folder)
    except MemoryError:
        mb = CHILD_MEMORY_BYTES >> 20
        refused = PlanFileError(f"reading it takes over {mb:,} MB of memory", remedy="Simplify its shapes")
        save_refusal(refused, folder)


def confine() -> None:
    """Give up the network where the system lets us, and all but a bounded part of everything else."""
    libc = ctypes.CDLL(None, use_errno=True)
    # A user without rights needs a user namespace of its own for it; root does not.
    if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        libc.unshare(_NEW_NETWORK)
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limits = {
        resource.RLIMIT_AS: mapped + CHILD_MEMORY_BYTES,
        resource.RLIMIT_CPU: CHILD_CPU_S,
        resource.RLIMIT_FSIZE: CHILD_FILE_BYTES,
        resource.RLIMIT_NOFILE: CHILD_OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def parsed_upload(kind: Kind, *, is_foreign: bool, folder: Path) -> Parsed:
    """What the upload in the folder holds; files of foreign shapes with their overlaps and gaps.

    Raises
    ------
    PlanFileError
        If the file is refused.
    """
    parsed = _READERS[kind]((folder / UPLOAD).read_bytes(), folder)
    if is_foreign:
        parsed = replace(parsed, record="")
    if parsed.record or not parsed.features:
        return parsed
    return replace(parsed, findings=(*parsed.findings, *overlaps(parsed.features), *gaps(parsed.features)))


if __name__ == "__main__":
    main(Kind(sys.argv[1]), is_foreign=sys.argv[2:] == [FOREIGN], folder=Path.cwd())
