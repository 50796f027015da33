"""Slices hold every row once, and a range reads every batch in which it has a row."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnreadableExtractError
from data.intake.cluster.exchange import Exchange
from data.intake.cluster.ranges import range_tasks
from data.intake.cluster.runs import Run
from data.intake.cluster.sources import Outline, expanded, file_name, outline, slices
from data.intake.report import CheckReport, Outcome

REPORT = CheckReport(
    file="a",
    digest="",
    reader="",
    kind="",
    outcome=Outcome.ACCEPTED,
    checked_at=datetime(2026, 1, 1, tzinfo=UTC),
)


@given(
    files=st.lists(st.lists(st.integers(0, 50), max_size=8), min_size=1, max_size=5),
    rows_each=st.integers(1, 80),
)
def test_slices_follow_each_other_and_hold_every_row_group_once(
    files: list[list[int]], rows_each: int
) -> None:
    outlines = [
        Outline(url=f"file:///{number}", digest="", groups=tuple(groups), is_parquet=True)
        for number, groups in enumerate(files)
    ]
    found = slices(outlines, rows_each=rows_each)
    assert [part.number for part in found] == list(range(len(found)))
    for file in outlines:
        parts = [part for part in found if part.url == file.url]
        assert [group for part in parts for group in range(part.first, part.end)] == list(
            range(len(file.groups))
        )
        for part in parts:
            rows = file.groups[part.first : part.end]
            assert part.rows_before == sum(file.groups[: part.first])
            assert sum(rows) <= rows_each or sum(1 for size in rows if size) <= 1
            assert part.is_whole == (len(parts) == 1)


def test_text_is_one_slice_however_large() -> None:
    (part,) = slices([Outline(url="a.csv", digest="", groups=(900,), is_parquet=False)], rows_each=10)
    assert part.is_whole


@given(
    runs=st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=40).map(sorted), min_size=1, max_size=4),
    batch=st.integers(1, 6),
    cut=st.sets(st.integers(0, 30), max_size=5),
)
def test_a_range_reads_every_batch_in_which_it_has_a_row(
    runs: list[list[int]], batch: int, cut: set[int]
) -> None:
    made = [run_of(number, codes, batch) for number, codes in enumerate(runs)]
    cuts = np.array(sorted(cut), np.int64)
    tasks = range_tasks(made, (), cuts=cuts, label={})
    assert [(task.low, task.high) for task in tasks] == list(pairwise([None, *cuts.tolist(), None]))
    for task in tasks:
        read = {(piece.run, at) for piece in task.pieces for at in range(piece.first, piece.end)}
        for number, codes in enumerate(runs):
            for row, code in enumerate(codes):
                if (task.low is None or code >= task.low) and (task.high is None or code < task.high):
                    assert (number, row // batch) in read


def run_of(number: int, codes: list[int], batch: int) -> Run:
    return Run(
        number=number,
        file="a",
        rows=len(codes),
        report=REPORT,
        sources=(),
        starts=np.array(codes[::batch], np.int64),
        sample=np.zeros(0, np.int64),
        first=None,
        last=None,
    )


def test_a_file_that_is_not_written_to_its_end_has_no_name() -> None:
    exchange = Exchange(url="memory://unfinished")
    exchange.make()
    with pytest.raises(KeyboardInterrupt):
        write_half(exchange)
    assert not exchange.holds("a")
    with exchange.writing("a") as stream:
        stream.write(b"whole")
    assert exchange.holds("a")
    exchange.remove()
    assert not exchange.holds("a")


def write_half(exchange: Exchange) -> None:
    with exchange.writing("a") as stream:
        stream.write(b"half")
        raise KeyboardInterrupt


def test_a_pattern_names_files_in_order_and_none_is_refused() -> None:
    exchange = Exchange(url="memory://named")
    exchange.make()
    for name in ("b.csv", "a.csv", "c.txt"):
        with exchange.writing(name) as stream:
            stream.write(b"1")
    assert [file_name(url) for url in expanded(["memory://named/*.csv"])] == ["a.csv", "b.csv"]
    with pytest.raises(UnreadableExtractError, match="no file has such a name"):
        expanded(["memory://named/*.parquet"])
    with pytest.raises(UnreadableExtractError, match="cannot be reached"):
        expanded(["nosuchplace://named/a.csv"])
    with pytest.raises(UnreadableExtractError, match="cannot be read on the cluster"):
        outline("memory://named/d.csv")
    exchange.remove()
