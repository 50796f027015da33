"""The ids of components that callbacks name. No id is written anywhere else."""

from __future__ import annotations

from enum import StrEnum


class Ids(StrEnum):
    """Ids of the shell and the pages."""

    PROVIDER = "provider"
    THEME = "theme"
    THEME_STORE = "theme-store"
    STARTED = "started"
    VIEW = "view"
    FILTER = "filter"
    PRESET = "preset"
    MAP = "map"
    LINK = "link"
    SENTENCE = "sentence"
    ALERTS = "alerts"
    ALERT_COUNT = "alert-count"
    ALERT_STATUS = "alert-status"
    ALERT_SET = "alert-set"
    ALERT_LIST = "alert-list"
    ALERT_BUTTON = "alert-button"
    ALERT_FIELD = "alert-field"
    ALERT_COMMAND = "alert-command"
    ALERT_DONE = "alert-done"
    ALERT_NOTE = "alert-note"
    ALERT_THRESHOLDS = "alert-thresholds"
    ALERT_PAPERS = "alert-papers"
    NUMERALS = "numerals"
    TREND = "trend"
    TABLE = "table"
    TABLE_CHOICE = "table-choice"
    TABLE_NOTE = "table-note"
    FILTERS_OPEN = "filters-open"
    FILTERS_PANEL = "filters-panel"
    REPORTS = "reports"
    REPORT = "report"


def filter_id(name: str) -> dict[str, str]:
    """Id of one control of the filter bar; the bar's callback hears all of them."""
    return {"type": Ids.FILTER.value, "name": name}
