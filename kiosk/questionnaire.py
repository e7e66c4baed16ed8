"""A campaign: which questions are asked at the gate, what their answers lead to, and on what terms.

Pure values and rules; ``kiosk/campaigns`` reads them from files. Nothing has an answer before somebody gave it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text of a campaign in both languages; where the English is missing the Vietnamese stands."""

    vi: str
    en: str = ""


class Field(StrEnum):
    """What a declaration asks besides the questions."""

    NAME = "name"
    NUMBER = "number"  # citizen id, old citizen id or passport number
    BIRTH = "birth"
    SEX = "sex"
    NATION = "nation"
    INSURANCE = "insurance"
    PHONE = "phone"
    EMAIL = "email"
    PROVINCE = "province"
    WARD = "ward"
    STREET = "street"
    VISITOR_TYPE = "visitor_type"  # asked where the campaign has types
    RELATIONSHIP = "relationship"  # asked where somebody declares for another
    REPRESENTATIVE = "representative"  # the name of whoever declares for a child


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"  # "yes" or "no"
    CHOICE = "choice"  # one of the options' keys
    CHOICES = "choices"  # some of the options' keys, joined by single blanks; "" for none of them
    TEXT = "text"


class Note(StrEnum):
    """Whether *yes* asks for a few words."""

    NO = "no"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Verdict(StrEnum):
    """What answers lead to, the mildest first."""

    PASS = "pass"  # noqa: S105 -- no password
    NEEDS_STAFF = "needs_staff"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers, or one type of visitor."""

    key: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one answer leads to; ``reason`` is for the staff, and never on a visitor's screen."""

    verdict: Verdict
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``consequences`` are by answer: "yes", "no" or an option's key.

    ``chips`` are the things a question lists, shown one by one. ``asked_of`` names types of visitor; empty for all.
    """

    key: str
    kind: QuestionKind
    text: Bilingual
    required: bool = True
    chips: tuple[Bilingual, ...] = ()
    options: tuple[Option, ...] = ()
    note: Note = Note.NO
    note_label: Bilingual = field(default_factory=lambda: Bilingual(""))
    consequences: Mapping[str, Consequence] = field(default_factory=dict)
    asked_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What somebody agrees to. ``version`` changes whenever a word does; ``days`` is how long data are kept."""

    version: str
    legal_basis: Bilingual
    purpose: Bilingual
    who: Bilingual
    days: int
    rights: Bilingual
    truth: Bilingual  # "I have read this and agree …"


class CertificateUse(StrEnum):
    """What a health certificate (vaccine passport) does for its holder."""

    INFORMATION = "information"
    INSTEAD = "instead"  # of a declaration
    REQUIRED = "required"  # beside the declaration


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """When a health certificate counts. Ages are from the last dose, the sample, or the first positive test."""

    use: CertificateUse = CertificateUse.INFORMATION
    trusted_only: bool = True
    vaccinated: bool = True  # a complete course counts
    vaccinated_after: timedelta = timedelta(days=14)
    vaccinated_until: timedelta = timedelta(days=270)
    tested_within: timedelta = timedelta(hours=72)
    recovered_after: timedelta = timedelta(days=11)
    recovered_until: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything a checkpoint asks. ``holds`` is how long a declaration stands.

    ``required`` and ``optional`` are the fields asked for; a field in neither is not asked.
    """

    id: str
    version: str
    title: Bilingual
    lead: Bilingual  # before the questions: "In the last 14 days, have you …"
    look_back_days: int
    holds: timedelta
    required: frozenset[Field]
    optional: frozenset[Field]
    questions: tuple[Question, ...]
    consent: ConsentText
    visitor_types: tuple[Option, ...] = ()
    certificate: CertificateRule = field(default_factory=CertificateRule)


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What somebody answered; ``note`` are the few words that *yes* asked for."""

    question: str
    value: str
    note: str = ""

    def __repr__(self) -> str:
        return f"Answer({self.question})"


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """What a declaration leads to. ``reasons`` are keys: ``question:answer``, in the order of the questions."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Result()"


def questions_for(campaign: Campaign, visitor_type: str = "") -> tuple[Question, ...]:
    """The questions asked of this type of visitor, in order."""
    return tuple(q for q in campaign.questions if not q.asked_of or visitor_type in q.asked_of)
