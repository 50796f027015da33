"""One target under atheris: ``python -m tests.fuzz.run TARGET [--runs N] [--seconds S] [--corpus FOLDER]``.

It begins with the files of ``tests/fixtures`` and goes on with what reaches new code. A failure
is written to ``crash-…`` in the folder it is started in.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris

_FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SEEDS = (_FIXTURES / "hostile", _FIXTURES / "extracts")
INSTRUMENTED = [
    "data.geography",
    "data.answers.filters",
    "data.extracts",
    "data.plans.exchange",
    "data.plans.codec_edits",
    "dashboard.view_state",
    "dashboard.web.limits",
]
"""What new code is looked for in: the house's own decoders."""


def main() -> None:
    """Run the target that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=3_000)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--corpus", type=Path, default=None)
    asked = parser.parse_args()
    with atheris.instrument_imports(include=INSTRUMENTED):
        target = import_module("tests.fuzz.targets").TARGETS[asked.target]
    # What reaches new code is kept in the first folder, which is therefore never that of the seeds.
    kept = (asked.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))) / asked.target
    kept.mkdir(parents=True, exist_ok=True)
    bounds = [f"-max_total_time={asked.seconds}"] if asked.seconds else [f"-runs={asked.runs}"]
    options = ["-max_len=65536", "-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1", "-seed=7"]
    atheris.Setup([sys.argv[0], *options, *bounds, *map(str, (kept, *SEEDS))], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
