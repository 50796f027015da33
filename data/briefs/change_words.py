"""A split in words, as a waterfall and as a numeral."""

from __future__ import annotations

from collections.abc import Mapping

from data.answers.asked_split import AskedSplit, Compared
from data.answers.changes import direction_words
from data.answers.filters import period_words
from data.answers.intervals import interval_words
from data.answers.split import Part, Split, Step
from data.answers.words import signed
from data.briefs.content import Chart, ChartKind, Numeral, Papers, Series, Tone
from data.briefs.last_brief import Ends
from data.briefs.sureness import TONES

UNIT = "events"
BOOKKEEPING = "The other parts are bookkeeping: exact, without an interval."
_SHORT: Mapping[Part, str] = {
    Part.LATE: "late or corrected",
    Part.REDEFINED: "redefined",
    Part.MOVED: "boundary moved",
    Part.REAL: "real change",
}
_LONG: Mapping[Part, str] = {part: part.value for part in Part}
_MEANING: Mapping[Part, str] = {
    Part.LATE: "events of the same months that came in, or were corrected, since",
    Part.REDEFINED: "the scene counts other categories, components or modes",
    Part.MOVED: "the scene counts in other regions",
    Part.REAL: "",
}


def headline_of(split: Split, ends: Ends) -> str:
    """What is different, and what of it is real."""
    real = next((step for step in split.steps if step.is_real), None)
    if split.start is None or real is None:
        return f"Incidents: {split.now:,} now; the change cannot be told."
    total = split.now - split.start
    since = "than a year before" if ends.day is None else "than in the last brief"
    if not split.is_start_then:
        since = "than is known now of the last brief's months"
    size = (
        f"{abs(total):,} {'more' if total > 0 else 'fewer'} {since}" if total else f"no more or fewer {since}"
    )
    verdict = f", {tone_of(split)}" if split.interval else ""
    return f"Incidents: {size}. {_capital(_named(real, _LONG))}: {_events(real.value)}{verdict}."


def sure_of_split(asked: AskedSplit, split: Split, ends: Ends) -> str:
    """How sure the real change is, in words, and that the other parts are exact if there are any."""
    return f"{_sure(asked, split)} {BOOKKEEPING}" if ends.day else _sure(asked, split)


def _sure(asked: AskedSplit, split: Split) -> str:
    if asked.months is None:
        is_same = (asked.then.question.filter.first, asked.then.question.filter.last) == (
            asked.now.question.filter.first,
            asked.now.question.filter.last,
        )
        why = "both briefs are of the same months" if is_same else "one period lies within the other"
        return f"No change is judged: {why}."
    if split.interval is None:
        return "Cannot tell: too few events in the months that differ."
    words = interval_words(*split.interval)
    if tone_of(split) is Tone.STANDS_OUT:
        said = "Stands out: more than chance alone would give"
    else:
        said = "Within noise: chance alone could give this difference"
    return f"{said} ({words})."


def tone_of(split: Split) -> Tone:
    """How the real change is to be taken."""
    return TONES[split.verdict]


def waterfall(split: Split, ends: Ends, papers: Papers) -> Chart:
    """The chart: the first and last bars stand on the ground, the steps between them add up exactly."""
    steps = steps_shown(split, ends)
    start = () if split.start is None else ((start_label(split, ends), split.start),)
    ground = [words for words, _ in start]
    labels = (*ground, *(_capital(_named(step, _SHORT)) for step in steps), "Now")
    values = (*(value for _, value in start), *(step.value for step in steps), split.now)
    words = (
        *(f"{value:,}" for _, value in start),
        *(_events(step.value) for step in steps),
        f"{split.now:,}",
    )
    tones = (
        *(Tone.PLAIN for _ in start),
        *(tone_of(split) if step.is_real and split.interval else Tone.PLAIN for step in steps),
        Tone.PLAIN,
    )
    intervals = (
        *(None for _ in start),
        *(split.interval if step.is_real else None for step in steps),
        None,
    )
    series = Series(
        name="Events",
        values=tuple(float(value) for value in values),
        words=words,
        intervals=intervals,
        tones=tones,
    )
    return Chart(
        kind=ChartKind.WATERFALL,
        title=papers.title,
        unit=UNIT,
        labels=labels,
        series=(series,),
        summary=_summary(steps),
        papers=papers,
    )


def _summary(steps: tuple[Step, ...]) -> str:
    """Which step is the largest."""
    largest = max(steps, key=lambda step: abs(step.value), default=None)
    if largest is None or not largest.value:
        return "None of the parts is other than zero."
    return f"Largest part: {_named(largest, _LONG)}."


def real_numeral(asked: AskedSplit, split: Split, papers: Papers) -> Numeral | None:
    """The real change in large type; ``None`` where there is no step that has it."""
    step = next((step for step in split.steps if step.is_real), None)
    if step is None:
        return None
    return Numeral(
        label=_capital(_named(step, _LONG)),
        value=_events(step.value) if step.value else "0",
        unit=UNIT,
        direction=_direction(step.value),
        reference=_reference(asked, step),
        interval=interval_words(*split.interval) if split.interval else "",
        tone=tone_of(split) if asked.months else Tone.PLAIN,
        papers=papers,
    )


def explanations(asked: AskedSplit, split: Split, ends: Ends) -> tuple[str, ...]:
    """What each part before the real change is, a sentence each; which of them are not told."""
    sentences = [_untold(asked, split)] if split.untold else []
    for step in steps_shown(split, ends):
        if step.value and step.parts != (Part.REAL,):
            what = "; ".join(filter(None, (_what(part, asked, ends) for part in step.parts)))
            sentences.append(f"{_capital(_named(step, _LONG))}: {what}.")
    return tuple(sentences)


def steps_shown(split: Split, ends: Ends) -> tuple[Step, ...]:
    """The steps; against a year before only the real one, as data, definition and boundary are the same."""
    return split.steps if ends.day else tuple(step for step in split.steps if step.is_real)


def start_label(split: Split, ends: Ends) -> str:
    """What the first bar is."""
    if ends.day is None:
        return "A year before"
    return f"Last brief, {ends.day:%d %b %Y}" if split.is_start_then else "Then, as known now"


def _direction(value: int) -> str:
    """Which way, without the size, which is the numeral itself."""
    return direction_words(value).replace(f" {abs(value):,}", "") if value else direction_words(value)


def _reference(asked: AskedSplit, step: Step) -> str:
    """The months of the real change, as they follow on how many more or fewer events they have."""
    if asked.months is None:
        return ""
    now, before = _months(asked.months)
    return f"in {now} {'than' if step.value else 'as'} {before}"


def compared_words(asked: AskedSplit) -> str:
    """Which months the real change is judged by: those that only one of both periods has."""
    if asked.months is None:
        return ""
    now, before = _months(asked.months)
    return f"{now} against {before}"


def _months(compared: Compared) -> tuple[str, str]:
    now, before = (period_words(chosen.first, chosen.last) for chosen in (compared.now, compared.before))
    return now, before


def _untold(asked: AskedSplit, split: Split) -> str:
    size = f"<{asked.now.floor}" if split.is_untold_small else "withheld"
    since = "" if split.start is None else " The start is what is known now of the last brief's months."
    return f"{_capital(_joined(split.untold, _LONG))}: {size}.{since}"


def _what(part: Part, asked: AskedSplit, ends: Ends) -> str:
    """What a part is, in words; of a redefinition and a plan what was declared of it."""
    if part is Part.REDEFINED and asked.redefinitions:
        return ", ".join(asked.redefinitions)
    if part is Part.MOVED and ends.now_boundary.plan:
        return f"the approved plan {ends.now_boundary.plan} is in force"
    return _MEANING[part]


def _named(step: Step, words: Mapping[Part, str]) -> str:
    return _joined(step.parts, words)


def _joined(parts: tuple[Part, ...], words: Mapping[Part, str]) -> str:
    names = [words[part] for part in parts]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _events(value: int) -> str:
    return signed(value) if value else "none"
