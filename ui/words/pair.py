"""The smallest text that is more than a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A title and the line below it."""

    title: str
    line: str
