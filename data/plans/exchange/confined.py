"""Parsing a file from outside in a process of its own, which may crash, hang or swell without harm."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

import pyogrio

import data
from data.errors import PlanFileError
from data.plans.exchange.child import FOREIGN, UPLOAD
from data.plans.exchange.drawn_outcome import load_drawn, save_task
from data.plans.exchange.limits import CHILD_WALL_S
from data.plans.exchange.parsed import Feature, Finding, Parsed, load_parsed
from data.plans.exchange.sniffed import WORDS, Kind
from data.plans.plan import Plan, Rules

_PARSER, _DRAWER = "data.plans.exchange.child", "data.plans.exchange.drawing_child"
_DRIVERS = {"GPKG", "ESRI Shapefile", "MEM"}
_AT_ONCE = BoundedSemaphore(2)
"""So many children run at a time; more wait, so that the machine has memory and time for others."""


def parsed_confined(
    kind: Kind, body: bytes, *, is_foreign: bool = False, wall_s: float = CHILD_WALL_S
) -> Parsed:
    """What a child process read of the file; ``is_foreign`` passes over a record of our own in it.

    ``wall_s`` is the longest that it may take, in seconds.

    Raises
    ------
    PlanFileError
        If the child refuses the file, is ended by a limit or by the deadline, or crashes.
    """
    with _turn(wall_s), TemporaryDirectory(prefix="plan-file-") as folder:
        (Path(folder) / UPLOAD).write_bytes(body)
        mode = [FOREIGN] if is_foreign else []
        _run([_PARSER, kind.value, *mode], folder, what=f"reading the file as {WORDS[kind]}", wall_s=wall_s)
        return load_parsed(Path(folder))


def drawn_confined(
    features: tuple[Feature, ...], rules: Rules, *, wall_s: float = CHILD_WALL_S
) -> tuple[Plan, tuple[Finding, ...]]:
    """What a child process made of features, OGC:CRS84: a plan, as ``drawn_features`` does, and findings.

    ``wall_s`` is the longest that it may take, in seconds.

    Raises
    ------
    PlanFileError
        If the child refuses a feature, is ended by a limit or by the deadline, or crashes.
    """
    with _turn(wall_s), TemporaryDirectory(prefix="plan-file-") as folder:
        save_task(features, rules, Path(folder))
        _run([_DRAWER], folder, what="drawing the features", wall_s=wall_s)
        return load_drawn(Path(folder))


@contextmanager
def _turn(wall_s: float) -> Iterator[None]:
    """Wait for one of the two places, no longer than so many seconds."""
    if not _AT_ONCE.acquire(timeout=wall_s):
        raise PlanFileError("other files are being read", remedy="Try again in a few minutes")
    try:
        yield
    finally:
        _AT_ONCE.release()


def _run(module: list[str], folder: str, *, what: str, wall_s: float) -> None:
    """Run one of our modules in the folder to its end."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own program with arguments of our own
            [sys.executable, "-P", "-s", "-m", *module],
            cwd=folder,
            env=child_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=wall_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PlanFileError(
            f"{what} took over {wall_s:g} s", remedy="Simplify its shapes or split it"
        ) from error
    if ended.returncode != 0:
        raise _ended(what, ended.returncode)


def _ended(what: str, code: int) -> PlanFileError:
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        how = "its limit of time or memory"
    return PlanFileError(
        f"{what} was ended by {how}; it ran apart, and nothing else was touched",
        remedy="The file is damaged, too large, or made to do harm: export it again",
    )


def child_environment(folder: str) -> dict[str, str]:
    """All that the child knows of its surroundings; GDAL reads its part when it is loaded."""
    return {
        "PYTHONPATH": str(Path(data.__path__[0]).parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "OGR_SKIP": _skipped(),
        "GDAL_SKIP": "VRT,HTTP,WMS,WCS,WMTS,DAAS,EEDAI,PLMOSAIC,STACIT,STACTA",
        "GDAL_DRIVER_PATH": "disable",
        "OGR_GEOMETRY_ACCEPT_UNCLOSED_RING": "NO",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{noext}",
        "GDAL_HTTP_PROXY": "127.0.0.1:9",
        "PROJ_NETWORK": "OFF",
    }


@cache
def _skipped() -> str:
    """Names of all drivers but those that are needed, as GDAL's setting takes them."""
    return ",".join(sorted(set(pyogrio.list_drivers()) - _DRIVERS))
