"""The data versions that are loaded, a few at a time, and others that are scanned for a question."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data.answers.engine import Engine
from data.answers.figures import Figures
from data.answers.incident_index import IncidentIndex
from data.answers.incidents import Rows
from data.answers.memory import Memory, resident_bytes
from data.answers.remembered import Remembered
from data.answers.tally import Tally
from data.intake.store import Store, StoreVersion
from data.settings import Settings

_LOG = logging.getLogger(__name__)
_VERSIONS_HELD = 2


class OpenVersions:
    """Figures over versions of one store; ``answers`` only enter what is reported of memory."""

    def __init__(self, store: Store, settings: Settings, answers: Remembered) -> None:
        """Open nothing yet: a version is loaded at its first question, after any fork."""
        self._store = store
        self._settings = settings
        self._answers = answers
        self._figures: OrderedDict[str, Figures] = OrderedDict()
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    def figures(self, version: StoreVersion) -> Figures:
        """The figures of a version, loaded if need be.

        Raises
        ------
        StoreCorruptError
            If a file of the version is missing or changed.
        """
        held = self.held(version)
        if held is not None:
            return held
        # One thread loads; those that ask for a version that is held go on meanwhile.
        with self._loading:
            return self.held(version) or self._load(version)

    def held(self, version: StoreVersion) -> Figures | None:
        """The figures of a version if it is loaded; it then counts as used last."""
        with self._lock:
            if version.id in self._figures:
                self._figures.move_to_end(version.id)
            return self._figures.get(version.id)

    @contextmanager
    def scanned(self, version: StoreVersion) -> Iterator[Figures]:
        """The figures of a version: from its files, which are closed afterwards, unless it is loaded.

        Raises
        ------
        StoreCorruptError
            If a file of the version is missing or changed.
        """
        held = self.held(version)
        if held is not None:
            yield held
            return
        self._store.verify(version.id)
        engine = self._engine(Engine.over_files, version)
        try:
            yield Figures(engine, Rows(engine=engine))
        finally:
            engine.close()

    def memory(self) -> Memory:
        """What answering holds in memory at this moment."""
        with self._lock:
            held = dict(self._figures)
        return Memory(
            resident=resident_bytes(),
            mapped=sum(figures.nbytes for figures in held.values()),
            answers=self._answers.size_bytes,
            engine_limit=len(held) * self._settings.memory_limit_mb * 2**20,
            versions=tuple(held),
        )

    def _load(self, version: StoreVersion) -> Figures:
        self._store.verify(version.id)
        figures = Figures(self._engine(Engine.in_memory, version), Tally(IncidentIndex.load(version)))
        with self._lock:
            self._figures[version.id] = figures
            while len(self._figures) > _VERSIONS_HELD:
                self._figures.popitem(last=False)
        _LOG.info("data version %s is loaded: %s", version.id, self.memory().sentence())
        return figures

    def _engine(self, made: Callable[..., Engine], version: StoreVersion) -> Engine:
        settings = self._settings
        return made(version, memory_limit_mb=settings.memory_limit_mb, threads=settings.threads)
