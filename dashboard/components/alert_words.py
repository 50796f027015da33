"""Alerts and thresholds in words: how far from the usual, and how often such words are wrong."""

from __future__ import annotations

from data.geography.regions import region
from data.watch.alerts import Alert, Watched
from data.watch.detection import History
from data.watch.events import Status
from data.watch.rules import Rule
from data.watch.watch import METHOD


def papers(watched: Watched) -> str:
    """How often the watch as a whole is wrong, and what it looks at."""
    if watched.month is None or not watched.pairs:
        return "Only thresholds are watched: the months before are too few to tell what is usual."
    return (
        f"{watched.pairs:,} pairs of region and category were looked at for {watched.month:%b %Y}, the last "
        f"complete month. By chance at most about {watched.false_alarms:.1f} of them would be here. "
        f"Expected from the same months of up to {METHOD.years} years before, with their trend and spread; "
        f"past outbreaks count less. Only rises are told. Data version {watched.version}.{_source(watched)}"
    )


def _source(watched: Watched) -> str:
    """Source, date and caveat of the counts, which are those of any alert."""
    if not watched.alerts:
        return ""
    count = watched.alerts[0].count
    as_of = f", as of {count.as_of:%d %b %Y}" if count.as_of else ""
    return f" Source: {count.source}{as_of}. {' '.join(count.caveats)}"


def what(rule: Rule) -> str:
    """Category and region in words."""
    return f"{rule.category}, {region(rule.region).name}"


def brief(alert: Alert) -> str:
    """How much, against how much: a few words for a list."""
    count = alert.count.words()
    if alert.rule.least is not None:
        least = f"{alert.rule.least:,}"
        return f"at least {least}" if alert.count.total is None else f"{count}, threshold {least}"
    if alert.count.total is None:
        return "above the usual"
    return f"{count}, usually {alert.low} to {alert.high}"


def alert_words(alert: Alert) -> str:
    """The count against what was expected or set, and how often that would be a false alarm."""
    count = f"{alert.count.words()} {alert.count.unit}"
    if alert.count.total is None:
        count = "The count is withheld, as it would give a small one away"
    if alert.history is not None:
        return f"{count}; the threshold is {alert.rule.least:,}. {history_words(alert.history)}"
    months = round(1 / METHOD.false_alarm_rate)
    return (
        f"{count}; expected about {alert.expected}, usually {alert.low} to {alert.high}. "
        f"About 1 false alarm in {months} months for this rule."
    )


def history_words(history: History | None) -> str:
    """How often a threshold was reached before: its false-alarm rate if nothing was the matter then."""
    if history is None or not history.months:
        return "How often it would have fired cannot be told."
    if not history.fired:
        return f"It would not have fired in the past {history.months} months."
    share = (
        f", about 1 in {history.months / history.fired:.0f}" if 2 * history.fired <= history.months else ""
    )
    return f"It would have fired in {history.fired} of the past {history.months} months{share}."


def standing_words(alert: Alert) -> str:
    """To whom an alert is assigned and until when it is snoozed; empty if neither."""
    standing = alert.standing
    parts = [
        f"Assigned to {standing.assignee}." if standing.assignee else "",
        f"Snoozed until {standing.snoozed_until:%d %b %Y}."
        if alert.status is Status.SNOOZED and standing.snoozed_until
        else "",
    ]
    return " ".join(part for part in parts if part)
