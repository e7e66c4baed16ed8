"""People as a gate knows them: what a card says, how two cards are told to be one person, how a name is masked."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Sex(StrEnum):
    """Sex as Vietnamese cards print it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known as far as a card says it: a year, a year and month, or a whole day.

    >>> str(PartialDate(1990, 8, 15)), str(PartialDate(1990, 8)), str(PartialDate(1955))
    ('1990-08-15', '1990-08', '1955')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def whole(self) -> bool:
        """True when the day is known."""
        return self.day is not None

    def may_be(self, other: "PartialDate") -> bool:
        """Whether the two can be one day: a year alone agrees with every day of it.

        >>> PartialDate(1990).may_be(PartialDate(1990, 8, 15)), PartialDate(1990, 8).may_be(PartialDate(1990, 9))
        (True, False)
        """
        return same_day(str(self), str(other))

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read back what ``str()`` wrote.

        >>> PartialDate.from_iso("1990-08")
        PartialDate(year=1990, month=8, day=None)
        """
        return cls(*(int(part) for part in text.split("-")))


def same_day(one: str, other: str) -> bool:
    """Whether two dates, written as far as they are known, can be one day; nothing known agrees with everything.

    >>> same_day("1990", "1990-08-15"), same_day("1990-08", "1990-09"), same_day("", "1990")
    (True, False, True)
    """
    if one == other or not one or not other:
        return True
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


class IdentifierKind(StrEnum):
    """Numbers that belong to one person for life, or nearly so. A phone number is shared by a family: not here."""

    CITIZEN_ID = "citizen_id"  # 12 digits, CCCD and căn cước
    OLD_CITIZEN_ID = "old_citizen_id"  # 9 digits, CMND
    SOCIAL_INSURANCE = "social_insurance"  # 10 digits, BHXH; positions 6-15 of a BHYT number since 2017
    INSURANCE_CARD = "insurance_card"  # a BHYT number of before 2017, which carries no BHXH number
    PASSPORT = "passport"
    NATIONAL_QID = "national_qid"  # user id in the national personal QR
    HEALTH_CERTIFICATE = "health_certificate"  # the id (UVCI) of a vaccination, test or recovery
    KBYT_DECLARATION = "kbyt_declaration"  # id of a declaration at kbyt.khambenh.gov.vn


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number that names one person."""

    kind: IdentifierKind
    value: str

    def __repr__(self) -> str:
        return f"Identifier({self.kind})"


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody seen at this checkpoint, under an id made on the kiosk (UUIDv7)."""

    id: UUID
    name: str | None
    birth: PartialDate | None
    sex: Sex | None
    identifiers: frozenset[Identifier]

    def __repr__(self) -> str:
        return f"Person({self.id})"


def folded(text: str) -> str:
    """Text as it is searched: lower case, no diacritics, đ as d, single spaces.

    >>> folded("  ĐẶNG Thị  Ẳng ")
    'dang thi ang'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def same_name(one: str, other: str) -> bool:
    """Whether two printed names can be one person's.

    Names are compared with their diacritics, except against a name printed without any (the national
    personal QR prints none): there the plain letters decide.

    >>> same_name("Nguyễn Văn Thử", "NGUYỄN VĂN THỬ"), same_name("Nguyễn Văn Thử", "NGUYEN VAN THU")
    (True, True)
    >>> same_name("Nguyễn Văn Thử", "Nguyễn Văn Thư")
    False
    """

    def even(name: str) -> str:
        return " ".join(unicodedata.normalize("NFC", name).casefold().split())

    if even(one) == even(other):
        return True
    plain = {folded(one), folded(other)}
    return len(plain) == 1 and (even(one) in plain or even(other) in plain)


def masked_name(name: str | None) -> str:
    """A name for a public display: initials and the given name, so that its owner knows it and strangers do not.

    >>> masked_name("Nguyễn Văn Thử"), masked_name("SMITH"), masked_name(None)
    ('N. V. THỬ', 'S•••', '')
    """
    words = unicodedata.normalize("NFC", name or "").upper().split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][0] + "•••"
    return " ".join([f"{word[0]}." for word in words[:-1]] + [words[-1]])


def masked_number(number: str) -> str:
    """A card number for a public display.

    >>> masked_number("001090000001"), masked_number("DN4010000000001")
    ('•••• •••• 0001', 'DN4 ••• 001')
    """
    if re.match(r"[A-Z]{2}\d", number):
        return f"{number[:3]} ••• {number[-3:]}"
    return f"•••• •••• {number[-4:]}"
