"""``python -m benchmarks.torture``: load and faults on a site of its own, into ``docs/reliability.md``.

Everything runs on loopback, in a folder of its own that goes with the run. The exit code is 1 if anything
acknowledged was lost, or a store or record was not sound afterwards.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.report import load_average
from benchmarks.torture import data_faults, processes
from benchmarks.torture.load import Load, loads
from benchmarks.torture.outcome import Outcome
from benchmarks.torture.peer import peer_load
from benchmarks.torture.place import Place, tortured_place
from benchmarks.torture.report import circumstances, write_page
from data.intake.manifest import SegmentKind
from data.intake.store import Store

_PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
_FAULTS: tuple[Callable[[Place], Outcome], ...] = (*processes.FAULTS, *data_faults.FAULTS)


def main() -> int:
    """Run, print, write; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"), help="store that is copied")
    parser.add_argument("--seconds", type=int, default=15, help="of each kind of load; 0: none")
    parser.add_argument("--only", default="", help="the fault of this name only")
    parser.add_argument("--page", type=Path, default=_PAGE, help="page that is written to")
    parser.add_argument("--peer", type=Path, default=Path(".venv/bench/bin/datasette"), help="Datasette")
    wanted = parser.parse_args()
    about = circumstances(_incidents(wanted.store), load_average())
    remarks: list[str] = []
    measured: list[Load] = []
    with tortured_place(wanted.store) as place:
        if wanted.seconds:
            measured, remarks = loads(place, seconds=wanted.seconds)
            peer = peer_load(place.site.store, place.folder, wanted.peer, seconds=wanted.seconds)
            measured += [peer] if isinstance(peer, Load) else []
            remarks += [peer] if isinstance(peer, str) else []
        _tell(measured)
        outcomes = [_tried(fault, place) for fault in _FAULTS if wanted.only in fault.__name__]
    if not wanted.only:
        write_page(wanted.page, measured, outcomes, about=about, remarks=remarks)
    return 0 if all(outcome.is_sound for outcome in outcomes) else 1


def _tried(fault: Callable[[Place], Outcome], place: Place) -> Outcome:
    """The outcome of a fault; one that could not be tried to its end is no success."""
    try:
        outcome = fault(place)
    except Exception as error:  # noqa: BLE001  # the other faults are to be tried all the same
        traceback.print_exc()
        told = f"{type(error).__name__}: {str(error).splitlines()[0][:160] if str(error) else ''}"
        outcome = Outcome(fault=fault.__name__, rows="-", lost="not known", is_sound=False, told=told)
    back = "" if outcome.back_s is None else f", back after {outcome.back_s:.1f} s"
    sys.stdout.write(f"{outcome.fault}: lost {outcome.lost}{back}; {outcome.told}\n")
    sys.stdout.flush()
    return outcome


def _tell(measured: Sequence[Load]) -> None:
    for load in measured:
        waits = f"p50 {load.p50_ms:,.0f} ms, p95 {load.p95_ms:,.0f} ms"
        sys.stdout.write(f"{load.kind}: {load.per_s:,.0f} requests/s, {waits}, {load.failures:,} failed\n")
    sys.stdout.flush()


def _incidents(store: Path) -> int:
    version = Store.open(store).current()
    return sum(file.rows for file in version.files if file.kind is SegmentKind.INCIDENTS)


if __name__ == "__main__":
    sys.exit(main())
