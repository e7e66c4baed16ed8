"""What the file of a campaign may hold. docs/campaigns.md explains it to whoever writes one."""

import unicodedata
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool
from pydantic import Field as Key

from kiosk.questionnaire import CertificateUse, Field, Note, QuestionKind

MOST_DAYS = 3650


def _a_line(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise ValueError("some text is needed")
    for character in text:
        if unicodedata.category(character)[0] in "CZ" and character != " ":
            raise ValueError(f"the character U+{ord(character):04X} cannot be shown; write one line of plain text")
    if "{" in text or "}" in text:
        raise ValueError("nothing is filled in for {…}; write the text as it is to be shown")
    return text


Line = Annotated[str, AfterValidator(_a_line)]
Word = Annotated[str, Key(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Version = Annotated[str, Key(pattern=r"^[0-9A-Za-z._-]{1,40}$")]
Days = Annotated[int, Key(strict=True, ge=1, le=MOST_DAYS)]
AnyDays = Annotated[int, Key(strict=True, ge=0, le=MOST_DAYS)]
Hours = Annotated[int, Key(strict=True, ge=1, le=24 * MOST_DAYS)]


class Part(BaseModel):
    """A part of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """A text in both languages."""

    vi: Line
    en: Line


class Choice(Words):
    """One of several answers."""

    key: Word


class VisitorType(Choice):
    """A type of visitor, and the fields that only this type has to fill."""

    required: tuple[Field, ...] = ()


class Outcome(Part):
    """What an answer leads to. An answer that leads to nothing is not listed."""

    verdict: Literal["needs_staff", "stop"]
    reason: Words


class Asked(Part):
    """A question."""

    key: Word
    kind: QuestionKind
    text: Words
    required: StrictBool = True
    chips: Annotated[tuple[Words, ...], Key(max_length=12)] = ()
    options: Annotated[tuple[Choice, ...], Key(max_length=9)] = ()
    note: Note = Note.NO
    note_label: Words | None = None
    consequences: dict[str, Outcome] = {}
    asked_of: tuple[str, ...] = ()


class Consenting(Part):
    """What somebody agrees to."""

    version: Version
    days: Days
    legal_basis: Words
    purpose: Words
    who: Words
    rights: Words
    truth: Words


class Certifying(Part):
    """When a health certificate counts (kiosk/questionnaire.py: CertificateRule)."""

    use: CertificateUse = CertificateUse.INFORMATION
    trusted_only: StrictBool = True
    vaccinated: StrictBool = True
    vaccinated_after_days: AnyDays = 14
    vaccinated_until_days: Days = 270
    tested_within_hours: Hours = 72
    recovered_after_days: AnyDays = 11
    recovered_until_days: Days = 180


class CampaignForm(Part):
    """The whole file."""

    id: Annotated[str, Key(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    version: Version
    look_back_days: Days
    holds_days: Days | None = None
    holds_hours: Hours | None = None
    required: tuple[Field, ...]
    optional: tuple[Field, ...] = ()
    title: Words
    lead: Words
    visitor_types: Annotated[tuple[VisitorType, ...], Key(max_length=12)] = ()
    questions: Annotated[tuple[Asked, ...], Key(max_length=50)]
    consent: Consenting
    certificate: Certifying = Certifying()

    @property
    def holds(self) -> timedelta:
        """How long a declaration stands."""
        return timedelta(days=self.holds_days or 0, hours=self.holds_hours or 0)
