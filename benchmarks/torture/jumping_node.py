"""A node whose clock jumps: the served application in one process, its services' clock set by a file.

``python -m benchmarks.torture.jumping_node PORT FILE``; the file holds the seconds to add. It is the clock of
sign-ins, of stamps on edits and of the audit record; that of the kernel is not touched.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import waitress

from dashboard import services
from dashboard.serving.application import served_application
from data.settings import read_settings


def main() -> None:
    """Serve until killed."""
    port, file = int(sys.argv[1]), Path(sys.argv[2])

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=float(file.read_text(encoding="ascii") or 0))

    services.datetime = Jumping
    application = served_application(read_settings(os.environ), os.environ)
    waitress.serve(application, host="127.0.0.1", port=port, threads=8, ident=None)


if __name__ == "__main__":
    main()
