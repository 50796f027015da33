"""JSON merge patches: the difference between a plan and the one that an edit made of it.

A patch is kept with each edit, so that a plan is read back exactly as it was, even by a later version of
the program that would do the edit differently.

Source: RFC 7396, JSON Merge Patch.
"""

from __future__ import annotations

from collections.abc import Mapping


def patch_between(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The merge patch that makes ``after`` of ``before``.

    A list is replaced whole. A member that is null in ``after`` cannot be said by a patch; see
    :func:`patched` for the proof that one holds.

    Examples
    --------
    >>> patch_between({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}, "d": [4]})
    {'a': {'c': None, 'b': 3}, 'd': [4]}
    """
    patch: dict[str, object] = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
            continue
        old = before[key]
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            inner = patch_between(old, value)
            if inner:
                patch[key] = inner
        elif old != value or type(old) is not type(value):
            patch[key] = value
    return patch


def patched(target: object, patch: object) -> object:
    """What a merge patch makes of a JSON value; neither is changed.

    Examples
    --------
    >>> patched({"a": {"b": 1, "c": 2}}, {"a": {"c": None, "b": 3}, "d": [4]})
    {'a': {'b': 3}, 'd': [4]}
    """
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = patched(result.get(key), value)
    return result
