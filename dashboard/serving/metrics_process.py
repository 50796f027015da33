"""The process that Prometheus asks: sums up what the others counted, and adds how the site stands.

``python -m dashboard.serving.metrics_process`` listens on 127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psutil
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from data.errors import BorderopsError
from data.intake.store import Store
from data.plans.keeping.job_counts import job_counts
from data.plans.keeping.store import PlanStore
from data.settings import Settings, read_settings

_LOOK_S = 1.0


class SiteCollector(Collector):
    """How the site stands at the moment that it is asked."""

    def __init__(self, settings: Settings, master: int) -> None:
        """``master`` is the process whose children serve pages."""
        self._settings = settings
        self._master = master
        self._plans = PlanStore(settings.plans_url)

    def collect(self) -> Iterator[Metric]:
        """Data version and age, jobs by state, memory of each process, free disk; what fails is left out."""
        for part in (self._data, self._jobs, self._memory, self._disk):
            try:
                yield from part()
            except (BorderopsError, OSError, psutil.Error):
                continue

    def _data(self) -> Iterator[Metric]:
        current = Store.open(self._settings.store).current()
        age = GaugeMetricFamily(
            "borderops_data_age_seconds", "Age of the data version that is shown", labels=["version"]
        )
        age.add_metric([current.id], (datetime.now(UTC) - current.created_at).total_seconds())
        yield age

    def _jobs(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("borderops_jobs", "Background jobs by state", labels=["state"])
        for state, count in job_counts(self._plans.database).items():
            jobs.add_metric([state], count)
        yield jobs

    def _memory(self) -> Iterator[Metric]:
        memory = GaugeMetricFamily(
            "borderops_resident_bytes", "Resident memory of a process that serves", labels=["pid"]
        )
        for process in psutil.Process(self._master).children():
            memory.add_metric([str(process.pid)], process.memory_info().rss)
        yield memory

    def _disk(self) -> Iterator[Metric]:
        free = shutil.disk_usage(self._settings.store).free
        yield GaugeMetricFamily("borderops_disk_free_bytes", "Free space where the store is", value=free)


def serve_metrics(settings: Settings, *, master: int, is_over: Callable[[], bool]) -> None:
    """Answer on 127.0.0.1 and the port of the settings until it is over."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(SiteCollector(settings, master))
    server, _ = start_http_server(settings.metrics_port, addr="127.0.0.1", registry=registry)
    while not is_over():
        time.sleep(_LOOK_S)
    server.shutdown()
    server.server_close()


def main() -> None:
    """Answer until the process that started this one is gone."""
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.serving.metrics_process", description=main.__doc__
    )
    parser.add_argument("--parent", type=int, default=os.getppid(), help="process to end with")
    parent = parser.parse_args().parent
    serve_metrics(read_settings(os.environ), master=parent, is_over=lambda: os.getppid() != parent)


if __name__ == "__main__":
    main()
