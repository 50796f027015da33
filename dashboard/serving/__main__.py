"""``python -m dashboard.serving``: the master of the processes that serve more than one person.

``borderops serve --served`` becomes this program, so that the master has loaded next to nothing: the
processes that it begins read the code as it is on disk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import mkdtemp

from dashboard.serving.companions import Companion
from dashboard.serving.master import Master, Served, forget_companions
from dashboard.serving.options import gunicorn_options
from dashboard.serving.refusals import require_servable
from data.errors import SettingsError
from data.settings import read_settings

_WRONG_SETTING = 2


def main() -> int:
    """Serve until told to end; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.serving", description=main.__doc__)
    parser.add_argument("--with-workers", action="store_true", help="keep the background workers too")
    wanted = parser.parse_args()
    try:
        settings = read_settings(os.environ)
        require_servable(settings, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return _WRONG_SETTING
    with _figures_folder() as figures:
        companions = []
        if settings.metrics_port:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
            companions.append(Companion(("-m", "dashboard.serving.metrics_process"), os.environ))
        if wanted.with_workers:
            companions.append(Companion(("-m", "dashboard.serving.working"), os.environ))
        options = gunicorn_options(settings) | {"post_fork": forget_companions}
        Master(Served(options), companions).run()
    return 0


@contextmanager
def _figures_folder() -> Iterator[str]:
    """A folder that the processes share their figures in; each of them comes by here when it ends."""
    master = os.getpid()
    folder = mkdtemp(prefix="borderops-metrics-")
    try:
        yield folder
    finally:
        if os.getpid() == master:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
