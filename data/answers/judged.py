"""Answers as the guards that know no reader have judged them, remembered for whoever has the same rights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from data.answers.figures import Figures
from data.answers.forms import formed
from data.answers.measure import is_packaged
from data.answers.measures import measure
from data.answers.opened import OpenVersions
from data.answers.question import Answer, By, Question
from data.answers.released import unreleased_caveats
from data.answers.remembered import Remembered
from data.geography.regions import counties_of
from data.intake.store_version import StoreVersion
from data.markings import marking_or_default
from data.roles import Actor
from data.settings import Settings

_ANSWERS_HELD = 512
_ANSWER_BYTES_HELD = 128 * 2**20


class JudgedAnswers:
    """Answers over the versions of one store, before what depends on what a reader was told."""

    def __init__(self, settings: Settings) -> None:
        """Remember nothing yet."""
        self._settings = settings
        self.remembered = Remembered(most_answers=_ANSWERS_HELD, most_bytes=_ANSWER_BYTES_HELD)

    def marking_of(self, version: StoreVersion | None) -> str:
        """The marking of a data version; that of the settings if there is none."""
        marking, is_synthetic = (version.marking, version.is_partly_synthetic) if version else ("", False)
        return marking_or_default(marking, self._settings.marking, is_synthetic=is_synthetic)

    def of(self, actor: Actor, figures: Figures, version: StoreVersion, question: Question) -> Answer:
        """The answer from figures of a version, which are loaded."""
        key = self._key(actor, version, question)
        known = self.remembered.get(key)
        return known or self.remembered.put(key, self._disclosed(actor, figures, version, question))

    def scanned(
        self, actor: Actor, opened: OpenVersions, version: StoreVersion, question: Question
    ) -> Answer:
        """The answer of an old version, from its files unless it is loaded or remembered."""
        pinned = replace(question, filter=replace(question.filter, version=version.id))
        key = self._key(actor, version, pinned)
        known = self.remembered.get(key)
        if known:
            return known
        with opened.scanned(version) as figures:
            return self.remembered.put(key, self._disclosed(actor, figures, version, pinned))

    def _key(self, actor: Actor, version: StoreVersion, question: Question) -> tuple[object, ...]:
        """All that an answer depends on: rights are in it, so that nobody is given another's."""
        return version.id, self.marking_of(version), actor.role, actor.regions, question

    def _disclosed(self, actor: Actor, figures: Figures, version: StoreVersion, question: Question) -> Answer:
        asked = measure(question.measure)
        floor = self._settings.floor if asked.counts_events else 0
        found = formed(figures, question, asked, floor)
        marking = self.marking_of(version)
        answer = found.answer(question, title=asked.title, floor=floor, version=version.id, marking=marking)
        if actor.regions:
            answer = replace(answer, table=_within(answer, figures, actor.regions))
        return replace(answer, caveats=(*unreleased_caveats(version), *answer.caveats))


def _within(answer: Answer, figures: Figures, regions: tuple[str, ...]) -> pa.Table:
    """The rows of an answer without cells that hold no incident of the regions, and regions that are no part.

    Such a row says nothing of the regions, and its zero would be read as that of a place elsewhere.
    """
    table, question = answer.table, answer.question
    if question.by is By.CELL:
        own = figures.cells(question.level or 0, regions).codes
        return table.filter(pa.array(np.isin(table["cell"].to_numpy(), own)))
    if question.by is By.REGION and not is_packaged(measure(question.measure).origin):
        counties = counties_of(regions)
        is_part = [not one or bool(counties_of([one]) & counties) for one in table["region"].to_pylist()]
        return table.filter(pa.array(is_part, pa.bool_()))
    return table
