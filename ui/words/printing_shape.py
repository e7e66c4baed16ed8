"""The places of the slip that a visitor takes away. See ui/words/shape.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipWords:
    """The paper with the citizen code.

    ``until`` is for a code that holds to the end of a day, ``until_time`` for one that ends in the middle of it.
    ``leaving`` is for somebody who is inside, ``entering`` for somebody who is not.
    """

    title: str
    until: str
    until_time: str
    entered: str
    next: str
    leaving: str
    entering: str
    private: str
