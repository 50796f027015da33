"""The published figures that ship with the product, taken in like any other extract."""

from __future__ import annotations

from datetime import datetime

from data.extracts.compiled_figures import compiled_figures
from data.intake.segments import sha256_of
from data.intake.steps import Progress, silent
from data.intake.store import Store
from data.intake.submission import ReadExtract
from data.intake.taking_in import IngestOutcome, TakingIn
from data.reference.figures import FIGURES

READER = "compiled-figures"


def ingest_packaged_figures(
    *, store: Store, now: datetime, progress: Progress = silent
) -> tuple[IngestOutcome, ...]:
    """What became of each packaged publication; those that the store holds change nothing.

    Parameters
    ----------
    store
        Where to.
    now
        The present, with time zone.
    progress
        Told how many publications are done.

    Raises
    ------
    CheckFailedError
        If a packaged table breaks a rule.
    ReferenceTableError
        If a packaged table is damaged.
    StoreBusyError
        If another process is writing to the store.
    StoreError
        If the store cannot be written.
    """
    taking_in = TakingIn(store=store, now=now, quarantine=False, progress=silent)
    digests = {key: sha256_of(figures.table.path) for key, figures in FIGURES.items()}
    known = {key: taking_in.known(digest) for key, digest in digests.items()}
    done = [outcome for outcome in known.values() if outcome]
    if len(done) == len(FIGURES):
        return tuple(done)
    outcomes = []
    for number, (figures, rows) in enumerate(zip(FIGURES.values(), compiled_figures(), strict=True)):
        progress(f"published figures: {figures.title}", number, len(FIGURES))
        extract = ReadExtract(
            file=figures.table.path.name,
            digest=digests[figures.key],
            reader=READER,
            rows=rows,
            is_synthetic=False,
        )
        outcomes.append(known[figures.key] or taking_in.take_in(extract))
    return tuple(outcomes)
