"""The application for an operator's own WSGI server: ``dashboard.serving.wsgi:application``.

Settings come from the environment, as everywhere. Load it in each worker, after any fork.
"""

from __future__ import annotations

import os
from dataclasses import replace

from dashboard.serving.application import served_application
from data.settings import read_settings

application = served_application(replace(read_settings(os.environ), served="yes"), os.environ)
"""What WSGI servers call."""
