"""``borderops``: the entry point, and the check that comes before any other import."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("data", "layers", "dashboard")


def main() -> None:
    """Run the command line and leave with its exit code; :mod:`dashboard.cli_exit` lists them."""
    fault = misplaced_package()
    if fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(1)
    # The command line imports `data`: that must be ours, and is known to be only now.
    from dashboard.cli_app import run  # noqa: PLC0415

    sys.exit(run(sys.argv[1:]))


def misplaced_package(home: Path = Path(__file__).resolve().parents[1]) -> str:
    """A sentence about the first of the three packages that does not lie in ``home``; "" if all do.

    Their names are common ones: another folder called ``data`` on the path would be taken instead.
    """
    for name in PACKAGES:
        spec = find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parents[1] != home:
            found = "was not found" if origin is None else f"was found in {origin.parents[1]}"
            return (
                f"The package {name!r} of borderops {found}, expected in {home}. "
                "Start the installed command `borderops` from a folder without packages of that name."
            )
    return ""
