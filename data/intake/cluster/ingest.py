"""``borderops ingest --scheduler``: many files as one extract, worked on by a cluster, published once."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import pyarrow as pa

from data.errors import CheckFailedError, ExtractError
from data.extracts.contract import Kind
from data.extracts.incident_columns import sources_of
from data.intake.cluster.batch_report import batch_report, refuse_unless_no_rule_is_broken, with_comparison
from data.intake.cluster.exchange import Exchange
from data.intake.cluster.keys import Compared, Comparison, compare
from data.intake.cluster.publishing import publish_together, refuse_unless_alone
from data.intake.cluster.ranges import RangeTask, range_tasks, save_range
from data.intake.cluster.runs import ROWS_IN_BATCH, Run, RunTask, save_run
from data.intake.cluster.sources import Outline, expanded, file_name, outline, slices
from data.intake.cluster.workers import Workers, scratch_folder, workers_of
from data.intake.manifest import StoredFile
from data.intake.partitions import cuts
from data.intake.refusals import refusal_report
from data.intake.report import CheckReport, Outcome
from data.intake.steps import Progress, Step, silent
from data.intake.store import Store
from data.intake.taking_in import IngestOutcome, TakingIn
from data.intake.writing import Writing, save_report
from data.schema.incidents import SYNTHETIC

Result = TypeVar("Result")
FEWEST_ROWS_EACH = 4_000_000
"""Rows of a slice and of a range, what one task holds in memory, unless there are very many in all."""
_SAMPLES_EACH = 64
"""Codes sampled from as many rows, to cut the curve into ranges of about equal rows."""


@dataclass(frozen=True, kw_only=True)
class ClusterIngest:
    """What to take in, and where it is worked on.

    ``urls`` are paths, fsspec URLs or patterns of files of incidents, which become one extract.
    ``exchange`` is the URL of a folder that all workers and this process reach; the store's own
    ``segments`` if ``None``. ``source`` and ``as_of`` replace what the files say. ``rows_each`` are
    the rows of one task, as :func:`rows_of_a_task` finds them if ``None``.
    """

    urls: tuple[str, ...]
    scheduler: str
    exchange: str | None = None
    source: str | None = None
    as_of: date | None = None
    rows_each: int | None = None


def ingest_on_cluster(
    asked: ClusterIngest, *, store: Store, now: datetime, progress: Progress = silent
) -> IngestOutcome:
    """What became of the files: all of them are one new version, or nothing is stored.

    Raises
    ------
    SettingsError
        If the cluster cannot be used.
    ExtractError
        If a file cannot be read or is refused, or the store holds incidents to compare with.
    CheckFailedError
        If rows break a rule; its ``report`` lists them.
    StoreBusyError
        If another process is writing to the store.
    StoreError
        If the store cannot be written, or the cluster gave up; it is unchanged.
    """
    urls = expanded(asked.urls)
    with store.writing() as writing, workers_of(asked.scheduler) as workers:
        exchange = _exchange(asked, store)
        if asked.exchange:
            exchange.make()
        try:
            workers.refuse_unless_they_see(exchange)
            passes = _Passes(
                asked=replace(asked, urls=urls), workers=workers, exchange=exchange, now=now, tell=progress
            )
            return _taken_in(passes, store, writing)
        finally:
            if asked.exchange:
                exchange.remove()


def _exchange(asked: ClusterIngest, store: Store) -> Exchange:
    if asked.exchange is None:
        return Exchange(url=str(store.folders.segments))
    return Exchange(url=f"{asked.exchange.rstrip('/')}/borderops-ingest")


def _taken_in(passes: _Passes, store: Store, writing: Writing) -> IngestOutcome:
    digest = ""
    try:
        outlines = passes.outlines()
        digest = _digest(outlines)
        taking_in = TakingIn(store=store, now=passes.now, quarantine=False, progress=passes.tell)
        known = taking_in.known(digest)
        if known is not None:
            return known
        refuse_unless_alone(writing, is_synthetic=None, file=passes.file)
        runs = passes.runs(outlines)
        report = passes.report(runs, digest=digest)
        refuse_unless_no_rule_is_broken(report)
        base = refuse_unless_alone(writing, is_synthetic=report.is_synthetic, file=passes.file)
        bounds = cuts([run.sample for run in runs], _SAMPLES_EACH)
        compared = passes.compared(runs, outlines, Comparison(bucket=0, keys=(), cuts=bounds))
        report = with_comparison(report, runs, compared)
        refuse_unless_no_rule_is_broken(report)
        label = {
            "synthetic": str(report.is_synthetic).lower(),
            "source": report.source,
            "extract": report.digest,
        }
        files = passes.files(range_tasks(runs, compared, cuts=bounds, label=label))
        report = replace(report, version=writing.manifest.next_id)
        publish_together(writing, runs, files, base=base, report=report, exchange=passes.exchange)
        return IngestOutcome(version=writing.manifest.next_id, report=report, changed=True)
    except ExtractError as refusal:
        found = refusal.report if isinstance(refusal, CheckFailedError) else None
        if not isinstance(found, CheckReport):
            found = refusal_report(refusal, file=passes.file, digest=digest, now=passes.now)
        with suppress(OSError):
            save_report(store.folders, found)
        raise


def rows_of_a_task(rows: int) -> int:
    """Rows of one task where there are so many in all: so many that ranges do not read in vain.

    Every range has rows in every run. It reads them by the batch, so there should be one or more.

    Examples
    --------
    >>> rows_of_a_task(100_000_000), rows_of_a_task(10_000_000_000)
    (4000000, 12800000)
    """
    return max(FEWEST_ROWS_EACH, math.isqrt(rows * ROWS_IN_BATCH))


def _digest(outlines: Sequence[Outline]) -> str:
    """Of one file its own, so that the store knows it however it was taken in; of many one over theirs."""
    digests = [file.digest for file in outlines]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Passes:
    """The passes over the rows, each spread over the workers and waited for."""

    asked: ClusterIngest
    workers: Workers
    exchange: Exchange
    now: datetime
    tell: Progress

    @property
    def file(self) -> str:
        """Name of the file, or of the first of many."""
        first = file_name(self.asked.urls[0])
        more = len(self.asked.urls) - 1
        return f"{first} and {more} more" if more else first

    def outlines(self) -> tuple[Outline, ...]:
        """Outlines of the files, in their order."""
        place = {url: number for number, url in enumerate(self.asked.urls)}
        found = self.workers.each(outline, self.asked.urls, self._telling(Step.READING, len(place)))
        return tuple(sorted(found, key=lambda file: place[file.url]))

    def runs(self, outlines: Sequence[Outline]) -> tuple[Run, ...]:
        """Sorted runs of all slices, in the order of their rows."""
        tasks = [
            RunTask(
                part=part,
                now=self.now,
                buckets=self._buckets(outlines),
                rows_sampled=max(1, self._rows_each(outlines) // _SAMPLES_EACH),
            )
            for part in slices(outlines, rows_each=self._rows_each(outlines))
        ]
        work = partial(on_worker, save_run, exchange=self.exchange)
        found = self.workers.each(work, tasks, self._telling(Step.LOCATING, len(tasks)))
        return tuple(sorted(found, key=lambda run: run.number))

    def compared(
        self, runs: Sequence[Run], outlines: Sequence[Outline], like: Comparison
    ) -> tuple[Compared, ...]:
        """What the keys of all rows say of each other, bucket by bucket."""
        names = tuple(run.keys_name for run in runs)
        tasks = [replace(like, bucket=bucket, keys=names) for bucket in range(self._buckets(outlines))]
        work = partial(compare, exchange=self.exchange)
        found = self.workers.each(work, tasks, self._telling(Step.COMPARING, len(tasks)))
        return tuple(sorted(found, key=lambda compared: compared.name))

    def files(self, tasks: Sequence[RangeTask]) -> tuple[StoredFile, ...]:
        """Files of all ranges, in the exchange, segment before index."""
        work = partial(on_worker, save_range, exchange=self.exchange)
        found = self.workers.each(work, tasks, self._telling(Step.WRITING, len(tasks)))
        return tuple(file for files in found for file in files)

    def report(self, runs: Sequence[Run], *, digest: str) -> CheckReport:
        """What the rules over single rows say, with what is known of the extract as a whole."""
        sources = sorted({source for run in runs for source in run.sources if source})
        source = self.asked.source or sources_of(pa.array(sources, pa.string()))
        days = [run.report.as_of for run in runs if run.report.as_of]
        is_synthetic = source.startswith(SYNTHETIC) or any(run.report.is_synthetic for run in runs)
        about = CheckReport(
            file=self.file,
            digest=digest,
            reader=", ".join(sorted({run.report.reader for run in runs})),
            kind=Kind.INCIDENTS,
            outcome=Outcome.ACCEPTED,
            checked_at=self.now,
            source=source,
            as_of=self.asked.as_of or max(days, default=None),
            is_synthetic=is_synthetic,
        )
        return batch_report(runs, about)

    def _buckets(self, outlines: Sequence[Outline]) -> int:
        return max(1, -(-_rows(outlines) // self._rows_each(outlines)))

    def _rows_each(self, outlines: Sequence[Outline]) -> int:
        return self.asked.rows_each or rows_of_a_task(_rows(outlines))

    def _telling(self, step: Step, total: int) -> Callable[[int], None]:
        self.tell(step, 0, total)
        return lambda done: self.tell(step, done, total)


def _rows(outlines: Sequence[Outline]) -> int:
    return sum(sum(file.groups) for file in outlines)


def on_worker(work: Callable[..., Result], task: object, *, exchange: Exchange) -> Result:
    """The work on a task, with the worker's own folder for its files."""
    return work(task, exchange=exchange, scratch=scratch_folder())
