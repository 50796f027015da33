"""The documentation page of the settings, made from their table.

``python -m data.settings_page docs/settings.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from data.settings import VARIABLES, Settings

_INTRODUCTION = """\
# Settings

Generated from `data/settings.py`; do not edit by hand.

Settings are environment variables, read once when a command starts. A value that cannot be right is refused
with the name of the variable and what was expected.

| variable | what it sets | default |
|---|---|---|
"""


def settings_page() -> str:
    """Markdown of ``docs/settings.md``: each environment variable, what it sets, its default."""
    default = Settings()
    rows = [
        f"| `{variable}` | {meaning} | {_code(str(getattr(default, name)))} |\n"
        for name, (variable, meaning) in VARIABLES.items()
    ]
    return _INTRODUCTION + "".join(rows)


def _code(text: str) -> str:
    return f"`{text}`" if text else "unset"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(settings_page(), encoding="utf-8")
