"""The cluster: tasks go out, results come back as they are ready, and a lost worker's are done again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import distributed
from distributed.scheduler import KilledWorker

from data.errors import SettingsError, StoreError
from data.intake.cluster.exchange import Exchange

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_PATIENCE_S = 30
_PAUSE_S = 0.05
_PROBE = "seen-by-all-workers"


class Workers:
    """The workers of a Dask scheduler, which may come and go while they work."""

    def __init__(self, client: distributed.Client) -> None:
        """Use :func:`workers_of`."""
        self._client = client

    def each(
        self, task: Callable[[Argument], Result], arguments: Sequence[Argument], tell: Callable[[int], None]
    ) -> Iterator[Result]:
        """The result for each argument, in the order in which they are ready.

        A task whose worker is lost is done again by another. ``tell`` is told how many are done.
        Where a task fails the others are ended before the error is raised, so that none of them
        writes any longer.

        Raises
        ------
        StoreError
            If the same task has lost its worker several times.
        """
        futures = self._client.map(task, arguments, pure=False)
        try:
            for done, future in enumerate(distributed.as_completed(futures, loop=self._client.loop), start=1):
                result: Result = future.result()
                yield result
                tell(done)
        except KilledWorker as error:
            raise StoreError(
                f"the cluster gave a task up: {error}",
                remedy="Most often its memory ran out: give workers more, one thread each (docs/scale.md)",
            ) from error
        finally:
            self._client.cancel(futures)
            self._wait_until_idle()

    def _wait_until_idle(self) -> None:
        """Return when no worker is within a task, also a cancelled one, or after a while."""
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            if not any(self._client.run(_tasks_begun, on_error="ignore").values()):
                return
            time.sleep(_PAUSE_S)

    def refuse_unless_they_see(self, exchange: Exchange) -> None:
        """Return if every worker finds in the exchange what this process writes there.

        Raises
        ------
        SettingsError
            If there is no worker, or one does not see the folder; it is named.
        """
        with exchange.writing(_PROBE) as stream:
            stream.write(b"-")
        seen = self._client.run(exchange.holds, _PROBE, on_error="return")
        blind = sorted(str(worker) for worker, sees in seen.items() if sees is not True)
        if blind or not seen:
            what = (
                f"worker {blind[0]} does not see the folder {exchange.url}" if blind else "it has no worker"
            )
            raise SettingsError(
                f"the cluster cannot be used: {what}",
                remedy="Every worker needs borderops[dask] of this release and the same folder at the same "
                "path, or an object store that --exchange names",
            )


def _tasks_begun(dask_worker: distributed.Worker) -> int:
    return int(dask_worker.state.executing_count)


def scratch_folder() -> Path:
    """A folder of the worker's machine, which Dask removes when the worker ends, however it ends."""
    return Path(distributed.get_worker().local_directory)


@contextmanager
def workers_of(scheduler: str) -> Iterator[Workers]:
    """The workers of the scheduler at an address such as ``tcp://127.0.0.1:8786``, for the time of the block.

    Raises
    ------
    SettingsError
        If no scheduler answers there, or it has no worker.
    """
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"no scheduler answers at {scheduler!r}: {error}",
            remedy="Start one with: dask scheduler, and workers with: dask worker ADDRESS --nthreads 1",
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError as error:
            raise SettingsError(
                f"the scheduler at {scheduler!r} has no worker after {_PATIENCE_S} s",
                remedy=f"Start some with: dask worker {scheduler} --nthreads 1",
            ) from error
        yield Workers(client)
