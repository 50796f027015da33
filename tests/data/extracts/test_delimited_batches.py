"""A file in parts has the rows of the whole; where there is anything to tell, it is left to the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import UnreadableExtractError
from data.extracts import delimited_batches as batching
from data.extracts import delimited_text
from data.extracts.delimited import read_delimited
from data.extracts.delimited_batches import delimited_batches
from data.extracts.probe import probe

HEAD = "key,place,note\n"


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_parts_together_are_the_whole(tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_text, "BLOCK_BYTES", 1 << 16)
    monkeypatch.setattr(batching, "BLOCK_BYTES", 1 << 16)
    body = "".join(f' K{number} ,"a, ""b""",é{number % 7}\n' for number in range(30_000))
    seen = probe(written(tmp_path, (HEAD + body).replace("\n", end)))
    parts = list(delimited_batches(seen, 10_000))
    whole = read_delimited(seen)
    assert len(parts) > 1
    assert [cell for part in parts for cell in part.table["key"].to_pylist()] == whole.table[
        "key"
    ].to_pylist()
    assert [row for part in parts for row in part.rows.tolist()] == whole.rows.tolist()
    assert all(part.table.schema == whole.table.schema for part in parts)


@pytest.mark.parametrize(
    "body",
    [
        "a,b,c\n\nd,e,f\n",
        "a,b\nd,e,f\n",
        "a,b,c\nd,e,f",
        'a,"b,c\nd,e,f\n',
        'a,"b\nb",c\nd,e,f\n',
        "",
    ],
)
def test_what_needs_telling_is_left_to_the_whole(tmp_path: Path, body: str) -> None:
    with pytest.raises(UnreadableExtractError):
        list(delimited_batches(probe(written(tmp_path, HEAD + body)), 10))


def test_another_encoding_is_left_to_the_whole(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}a,b,c\n", encoding="utf-16")
    with pytest.raises(UnreadableExtractError, match="utf-16"):
        list(delimited_batches(probe(path), 10))
