"""The list of keys has those of pages and those of displays, which the display's own table of keys knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dashboard.components.keys import keys_dialogue

SOURCE = Path("dashboard/map/src/display/keys.ts")
_NAMES = {
    "→": "ArrowRight",
    "↓": "ArrowDown",
    "←": "ArrowLeft",
    "↑": "ArrowUp",
    "Page Down": "PageDown",
    "Page Up": "PageUp",
    "Esc": "Escape",
    "Space": " ",
}


def listed(name: str) -> list[str]:
    """The keys of one of the two lists."""
    told = keys_dialogue().to_plotly_json()
    table = json.loads(json.dumps(told, default=lambda part: part.to_plotly_json()))["props"]["children"][1]
    body = next(one for one in table["props"]["children"] if one["props"]["className"] == name)
    heads = [row["props"]["children"][0]["props"]["children"] for row in body["props"]["children"]]
    return [key["props"]["children"] for head in heads for key in head]


def test_every_key_of_a_display_is_listed_and_none_that_it_does_not_know() -> None:
    known = set(re.findall(r'\["([^"]+)", "\w+"\]', SOURCE.read_text(encoding="utf-8")))
    found = {_NAMES.get(key, key.lower() if len(key) == 1 else key) for key in listed("keys-of-displays")} - {
        "?",
        "1",
        "2",
        "Enter",
    }
    # A full stop is what some remotes send for B.
    assert found == known - {"."}


def test_keys_of_pages_are_listed_apart() -> None:
    assert "M" in listed("keys-of-pages")
    assert "P" not in listed("keys-of-pages")
