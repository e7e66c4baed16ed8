"""Visitors who do not exist, as the codes of their cards say."""

from collections.abc import Iterator
from itertools import count


def cards() -> Iterator[str]:
    """The text of one citizen's card after another, in letters that any keyboard layout types."""
    for number in count(1):
        letter = chr(ord("A") + number % 26)
        yield f"0010900{number:05d}||Nguyen Van Thu {letter}|15081990|Nam|So {number} pho Vi Du, Ha Noi|01052021"
