"""The legend of a drawn layer: what its colours, hatches and shapes mean, with its papers."""

from __future__ import annotations

from data.answers.question import Form
from layers.base import Kind
from layers.drawing.classes import HIDDEN, MISSING, NONE, QUIET, Classed, range_words
from layers.drawing.ink import ramp_colours
from layers.drawing.layer_marks import mark_looks
from layers.drawing.layer_shapes import Hand, looks_of
from layers.drawing.picture import LegendPart, Swatch
from layers.frames import FORM_WORDS, legend_note

_HEAT_NOTE = "Drawn as cells here, smooth on the map."
_SIZE_NOTE = "Area of a mark grows with its value."


def legend_part(found: Classed, classes: tuple[str, ...], hand: Hand, *, opacity: float) -> LegendPart:
    """The legend of one layer; ``classes`` are those of its places, if it is of points."""
    layer, answer = found.layer, found.answer
    notes = [legend_note(layer, answer), _HEAT_NOTE if layer.kind is Kind.HEAT else "", layer.caveat]
    if layer.kind is Kind.POINTS and layer.style.size and not _has_one_size(found):
        notes.insert(0, _SIZE_NOTE)
    as_of = f", as of {answer.as_of:%d %b %Y}".replace(" 0", " ") if answer.as_of else ""
    outline_only = layer.style.is_outline_only
    return LegendPart(
        title=layer.title if outline_only else layer.legend_title + FORM_WORDS[answer.question.form],
        swatches=tuple(_swatches(found, classes, hand, opacity=opacity)),
        note=" ".join([*(f"{note.rstrip('.')}." for note in notes if note), *answer.caveats]),
        source=f"{answer.source}{as_of}",
        is_synthetic=answer.is_synthetic and not outline_only,
    )


def _swatches(found: Classed, classes: tuple[str, ...], hand: Hand, *, opacity: float) -> list[Swatch]:
    if found.layer.style.is_outline_only:
        words = "approximate boundary" if found.layer.is_approximate else "boundary"
        return [
            Swatch(
                words=f"{found.layer.title}: {words}",
                fill=ramp_colours(found.layer.style.ramp, hand.theme)[-1],
            )
        ]
    if found.layer.kind is Kind.POINTS:
        return _marks(found, classes, hand)
    return _areas(found, hand, opacity=opacity)


def _areas(found: Classed, hand: Hand, *, opacity: float) -> list[Swatch]:
    """One line for each class that is on the map, high to low, then what is not a class."""
    looks = looks_of(found, hand, opacity=opacity)
    present = set(found.codes.tolist())
    classes = {code - QUIET if QUIET < code < MISSING else code for code in present}
    words = range_words(found)
    shown = [
        Swatch(words=words[code - 1], fill=looks[code].fill, is_hatched=looks[code].is_hatched)
        for code in sorted(classes, reverse=True)
        if 0 < code <= len(words)
    ]
    if NONE in present and NONE in looks:
        shown.append(Swatch(words=found.layer.style.none_words, fill=looks[NONE].fill))
    quiet = [code for code in present if QUIET < code < MISSING]
    if quiet:
        look = looks[max(quiet)]
        shown.append(
            Swatch(words="within noise: does not stand out", fill=look.fill, is_hatched=look.is_hatched)
        )
    if HIDDEN in present:
        shown.append(Swatch(words=_hidden_words(found), fill=looks[HIDDEN].fill, is_hatched=True))
    return shown


def _hidden_words(found: Classed) -> str:
    floor = found.answer.floor
    if found.answer.question.form is Form.CHANGE:
        return f"<{floor} in a period: too few to tell (not shown)"
    return f"<{floor}, or withheld (not shown)"


def _marks(found: Classed, classes: tuple[str, ...], hand: Hand) -> list[Swatch]:
    """One line for each class of places that is on the map, then for each class of values."""
    looks = mark_looks(found, hand)
    colour = ramp_colours(found.layer.style.ramp, hand.theme)[-1]
    on_map = set(classes)
    shapes = [(name, shape) for name, shape in found.layer.style.shapes if name in on_map]
    words = found.layer.place_words
    shown = [
        Swatch(
            words=words if len(shapes) == 1 else name.replace("_", " ").capitalize(), fill=colour, shape=shape
        )
        for name, shape in shapes
    ]
    if found.breaks and len(class_words := range_words(found)) > 1:
        present = set(found.codes.tolist())
        shown += [
            Swatch(words=said, fill=looks[place][0], shape="circle")
            for place, said in reversed(list(enumerate(class_words, start=1)))
            if place in present
        ]
    elif not _has_one_size(found):
        shown += _sizes(found, colour)
    return shown


def _sizes(found: Classed, colour: str) -> list[Swatch]:
    """What the largest mark comes to; smaller ones follow by area."""
    values = found.values[found.is_shown() & (found.codes != NONE)]
    if not len(values):
        return []
    return [Swatch(words=f"largest: {float(values.max()):,.0f}", fill=colour, shape="circle")]


def _has_one_size(found: Classed) -> bool:
    size = found.layer.style.size
    return size is not None and size.minimum_px == size.maximum_px
