"""A campaign: which questions are asked at the gate, what their answers lead to, and on what terms.

Pure values and rules; ``kiosk/campaigns`` reads them from files. Nothing has an answer before somebody gave it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.typed_text import one_line

LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
WORDS_LENGTH = 400
"""Characters of a note, or of an answer in words."""
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text of a campaign in both languages; where the English is missing the Vietnamese stands."""

    vi: str
    en: str = ""

    def text(self, language: str) -> str:
        """The text in a language ("vi" or "en")."""
        return (self.en if language == "en" else "") or self.vi


class Field(StrEnum):
    """What a declaration asks besides the questions, in the order it is read."""

    VISITOR_TYPE = "visitor_type"  # asked where the campaign has types
    NAME = "name"
    NUMBER = "number"  # citizen id, old citizen id or passport number
    BIRTH = "birth"
    SEX = "sex"
    NATION = "nation"
    INSURANCE = "insurance"
    PHONE = "phone"
    EMAIL = "email"
    RELATIONSHIP = "relationship"  # asked where somebody declares for another
    REPRESENTATIVE = "representative"  # the name of whoever declares for a child
    PROVINCE = "province"
    WARD = "ward"
    STREET = "street"


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

    ``required`` and ``optional`` are the fields asked for; a field in neither is not asked. ``required_of`` names
    optional fields that a type of visitor has to fill all the same.
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
    required_of: Mapping[str, frozenset[Field]] = field(default_factory=dict)


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


def must_be_filled(campaign: Campaign, visitor_type: str = "") -> frozenset[Field]:
    """The fields that this type of visitor may not leave empty, the type itself where there are types."""
    types = {Field.VISITOR_TYPE} if campaign.visitor_types else set()
    return campaign.required | campaign.required_of.get(visitor_type, frozenset()) | types


def given(question: Question, answers: tuple[Answer, ...]) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """Yield what was answered to a question, as far as it is an answer to it, and the keys it comes to."""
    keys = (YES, NO) if question.kind is QuestionKind.YES_NO else tuple(option.key for option in question.options)
    for answer in answers:
        if answer.question != question.key:
            continue
        if question.kind is QuestionKind.TEXT:
            if answer.value.strip():
                yield answer, ()
        elif question.kind is QuestionKind.CHOICES:
            chosen = answer.value.split(" ") if answer.value else []
            if set(chosen) <= set(keys):
                yield answer, tuple(key for key in keys if key in chosen)
        elif answer.value in keys:
            yield answer, (answer.value,)


def missing(campaign: Campaign, answers: tuple[Answer, ...], visitor_type: str = "") -> tuple[str, ...]:
    """The keys of the questions that are still to be answered, or whose note is still to be written, in order."""
    return tuple(
        question.key for question in questions_for(campaign, visitor_type) if not _is_settled(question, answers)
    )


def _is_settled(question: Question, answers: tuple[Answer, ...]) -> bool:
    found = [answer for answer, _ in given(question, answers)]
    if question.note is Note.REQUIRED and any(one.value == YES and not one.note.strip() for one in found):
        return False
    return bool(found) or not question.required


def judge(campaign: Campaign, answers: tuple[Answer, ...], visitor_type: str = "") -> Result:
    """What the answers lead to: the gravest consequence of all, with every reason.

    An answer to a question that is not asked of this type of visitor, or that is none of its answers, does not count.
    Raises ValueError for a form that is not complete: it can never pass.
    """
    if missing(campaign, answers, visitor_type):
        raise ValueError("a form that is not complete cannot be judged")
    order = list(Verdict)
    verdict, reasons = Verdict.PASS, dict[str, None]()
    for question in questions_for(campaign, visitor_type):
        for _, keys in given(question, answers):
            for key in keys:
                found = question.consequences.get(key)
                if found is not None:
                    verdict = max(verdict, found.verdict, key=order.index)
                    reasons[f"{question.key}:{key}"] = None
    return Result(verdict, tuple(reasons))


def answered(
    answers: tuple[Answer, ...], question: str, value: str | None = None, note: str | None = None
) -> tuple[Answer, ...]:
    """Give, or change, the answer to a question; None leaves the value or the note as it is.

    A note belongs to *yes*: any other answer drops it, and without an answer there is none.
    """
    before = next((one for one in answers if one.question == question), None)
    if value is None and before is None:
        return answers
    after = before or Answer(question, "")
    if value is not None:
        after = replace(after, value=one_line(value, WORDS_LENGTH))
    if note is not None:
        after = replace(after, note=one_line(note, WORDS_LENGTH))
    if after.value != YES:
        after = replace(after, note="")
    if before is None:
        return (*answers, after)
    return tuple(after if one.question == question else one for one in answers)


def holds_until(campaign: Campaign, at: datetime) -> datetime:
    """The last moment a declaration made ``at`` (aware) stands, aware UTC.

    The screens name a day, so what holds for days holds to the last second of that day at the gate; what holds for
    hours holds for those hours.
    """
    until = at + campaign.holds
    if campaign.holds >= timedelta(days=1):
        until = datetime.combine(until.astimezone(LOCAL_TIME).date(), time(23, 59, 59), LOCAL_TIME)
    return until.astimezone(UTC)


def reason_text(campaign: Campaign, reason: str, language: str) -> str:
    """Say to the staff what ``question:answer`` means; one that this campaign does not know stands as it is."""
    key, _, answer = reason.partition(":")
    question = next((one for one in campaign.questions if one.key == key), None)
    found = question.consequences.get(answer) if question else None
    return found.reason.text(language) if found else reason
