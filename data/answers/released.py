"""Data that waits for a steward, or was withdrawn, is not asked about by others."""

from __future__ import annotations

from data.errors import UnreleasedVersionError
from data.intake.release_state import ReleaseState
from data.intake.store_version import StoreVersion
from data.roles import Action, Actor, may

_WORDS = {
    ReleaseState.PENDING: "waits for a steward's review: its figures are not shown yet",
    ReleaseState.WITHDRAWN: "was withdrawn by a steward: its figures are no longer shown",
}


def require_released(actor: Actor, version: StoreVersion) -> None:
    """Return if the version is released, or the actor may release it.

    Raises
    ------
    UnreleasedVersionError
        If it is pending or withdrawn and the actor is no steward.
    """
    if version.state in _WORDS and not may(actor, Action.RELEASE_DATA):
        raise UnreleasedVersionError(
            f"data version {version.id} {_WORDS[version.state]}",
            remedy="Leave the version out to see the newest released one",
        )


def unreleased_caveats(version: StoreVersion) -> tuple[str, ...]:
    """What a steward is told beside figures that others do not see; nothing of a released version."""
    if version.state not in _WORDS:
        return ()
    said = f"{version.state.upper()}: data version {version.id} {_WORDS[version.state]}"
    return (f"{said}. Stewards alone see this.",)
