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
    RENEWED = "renewed"
    MAP = "map"
    LINK = "link"
    SENTENCE = "sentence"
    CHIPS = "chips"
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
    COVERAGE = "coverage"
    TREND = "trend"
    BARS = "bars"
    NARROW = "narrow"
    TABLE = "table"
    TABLE_CHOICE = "table-choice"
    TABLE_SEARCH = "table-search"
    TABLE_LINK = "table-link"
    TABLE_NOTE = "table-note"
    WHY = "why"
    WHY_BODY = "why-content"
    REPORTS = "reports"
    REPORT = "report"
    PLANNER = "planner"
    BRIEFS = "briefs"
    DISPLAY = "display"
    STATUS = "status"
    STATUS_CLOCK = "status-clock"
    AUDIT_FIELD = "audit-field"
    AUDIT_ROWS = "audit-rows"
    AUDIT_NOTE = "audit-note"
    AUDIT_CSV = "audit-csv"
    AUDIT_JSON = "audit-json"
    AUDIT_VERIFY = "audit-verify"
    AUDIT_VERIFIED = "audit-verified"


class Places(StrEnum):
    """Places in the page that links, keys and the page's own scripts go to; no callback names them."""

    CONNECTION = "connection"
    FILTERS = "filters"
    KEYS = "keys"
    MAP_SECTION = "map-section"
    NUMBERS = "numbers"
    TABLE_PART = "table-part"


def filter_id(name: str) -> dict[str, str]:
    """Id of one control of the filter bar; the bar's callback hears all of them."""
    return {"type": Ids.FILTER.value, "name": name}


def bars_id(name: str) -> dict[str, str]:
    """Id of the chart of one breakdown; one callback hears the clicks on all of them."""
    return {"type": Ids.BARS.value, "name": name}
