"""Why the centre would not take a row, sorted by what can be done about it. Pure; the words are the centre's own."""

import re
from typing import Final

from kiosk.desk.rows import RefusedBecause

_KINDS: Final = (
    (RefusedBecause.DEVICE, r"^(device|kiosk|checkpoint)\b"),
    (RefusedBecause.UNKNOWN_FIELD, r"Extra inputs are not permitted|^kind: "),
    (RefusedBecause.TOO_LARGE, r"should have at most|longer than|too long|too large|nested too deeply"),
    (RefusedBecause.FORM, r"^[\w.]+: \S"),
)
"""What the sentence after ``refused:`` is told by, the first that fits. A field stands before what is wrong with it."""


def because(reason: str) -> RefusedBecause:
    """The kind of a reason as the outbox keeps it (``kiosk.outbox.settle``): the outcome, and the centre's sentence.

    >>> because("conflict: another event with this id is stored; that one stands").value
    'conflict'
    >>> because("refused: badge: Extra inputs are not permitted").value
    'unknown_field'
    >>> because("refused: gate: String should have at most 200 characters").value
    'too_large'
    >>> because("refused: at: Input should have timezone info").value, because("refused: no reason given").value
    ('form', 'other')
    """
    outcome, _, sentence = reason.partition(": ")
    if outcome == "conflict":
        return RefusedBecause.CONFLICT
    if outcome != "refused":
        return RefusedBecause.OTHER
    return next((kind for kind, told_by in _KINDS if re.search(told_by, sentence)), RefusedBecause.OTHER)


def said(reason: str) -> str:
    """The centre's own sentence.

    >>> said("conflict: another event with this id is stored; that one stands")
    'another event with this id is stored; that one stands'
    """
    return reason.partition(": ")[2] or reason
