"""Why an officer looks somebody up: one of a list, with words where the list does not say it."""

import re
from dataclasses import dataclass

from central_server.web.forms import Form

PURPOSES = ("case", "contact", "isolation", "request", "help", "law", "other")
OTHER = "other"
SHORTEST, LONGEST = 10, 300  # characters of the words for ``other``, and of any

DAY = re.compile(r"(?<![\d.\-])(?:[0-3]?\d([.\-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d-[01]?\d-[0-3]?\d)(?![\d.\-]*\d)")
NUMBER = re.compile(r"(?:\d[\s.\-()]*){9}")  # as long as a phone's, a citizen's or an insured's, however it is grouped


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why, as it was chosen: ``kind`` of PURPOSES, or empty; ``words`` besides."""

    kind: str
    words: str

    @property
    def problem(self) -> str:
        """The word that says what is wrong with it, empty if nothing is.

        >>> Purpose("case", "").problem, Purpose("other", "vì cần").problem, Purpose("", "x").problem
        ('', 'purpose.short', 'purpose.none')

        What is given stays in the log when the person has long been erased: no number of theirs stands there.

        >>> Purpose("case", "0900.000.001").problem, Purpose("case", "ca 12, 21.11.2026 - 23.11.2026").problem
        ('purpose.number', '')
        """
        if self.kind not in PURPOSES:
            return "purpose.none"
        if NUMBER.search(DAY.sub(" / ", self.words)):
            return "purpose.number"
        return "purpose.short" if self.kind == OTHER and len(self.words) < SHORTEST else ""

    @property
    def text(self) -> str:
        """As the log keeps it.

        >>> Purpose("case", "").text, Purpose("case", "ca 12").text
        ('case', 'case: ca 12')
        """
        return f"{self.kind}: {self.words}" if self.words else self.kind


def purpose_of(form: Form) -> Purpose:
    """The purpose in a form, of the fields that templates/office/purpose.html makes."""
    words = " ".join(form.text("purpose_words", LONGEST).split())
    return Purpose(form.text("purpose", 40), words if words.isprintable() else "")
