"""The national personal QR, shown by VNeID, PC-Covid, Bluezone and others since September 2021.

``document|NAME|yyyy-mm-dd|type|QID|EXT``. The document's number is one of a citizen, of an old identity card or of a
passport; the first six characters may be stars, and so may month and day. The name has no diacritics. Type 0 is
declared by the person, 1 by somebody else, and then the document may be missing. QID is the platform's user id. EXT
(``personal_qr_extras``) may be empty. Nothing is signed and nothing expires: it identifies and proves nothing.
Source: Quyết định 1405/QĐ-BTTTT of 11 September 2021, version 1.1; its own example's number disagrees with its
birth date, so that is never more than a warning.
"""

import re
from datetime import date

from kiosk.cards import citizen_number, dates, insurance_number, printed
from kiosk.cards.births import birth
from kiosk.cards.card import Card, CardKind
from kiosk.cards.cleaning import bare
from kiosk.cards.dates import DateFault
from kiosk.cards.personal_qr_extras import extras
from kiosk.cards.piped import fields as split
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Identifier, IdentifierKind

FIELDS = 6

_TYPES = ("0", "1")
_QID = re.compile(r"[0-9A-Za-z-]{6,64}")
_LONG_NUMBER = re.compile(r"[0-9]{10,}")
_DOCUMENTS = (
    (re.compile(r"[0-9]{12}"), IdentifierKind.CITIZEN_ID),
    (re.compile(r"[0-9]{9}"), IdentifierKind.OLD_CITIZEN_ID),
    (re.compile(r"(?=[0-9]*[A-Z])[0-9A-Z]{6,12}"), IdentifierKind.PASSPORT),
)
_DATE_BEGUN = re.compile(r"[0-9*]{4}-[0-9*]{0,2}(?:-[0-9*]{0,2})?")
_YEAR_BEGUN = re.compile(r"[0-9*]{0,4}")


def parse(text: str, today: date | None = None) -> Card | None:
    """Read the code.

    >>> card = parse("******000001|NGUYEN VAN THU|1990-**-**|0|100000000000000001|<1<00<0900000001")
    >>> card.name, str(card.birth), str(card.sex), card.citizen_id, card.phone
    ('NGUYEN VAN THU', '1990', 'male', None, '+84900000001')
    >>> [str(reason) for reason in parse("001090000001|NGUYEN VAN THU|1990-08-15|0|10000").warnings]
    ['personal_qr_truncated']
    """
    fields = split(text)
    if len(fields) < FIELDS:
        return unreadable(W.PERSONAL_QR_TRUNCATED) if _is_begun(fields) else None
    dated = any(dates.looks_iso(field) for field in fields[1:3])
    declared = bare(fields[3]) in _TYPES and _LONG_NUMBER.fullmatch(bare(fields[4])) is not None
    return _read(fields, today) if dated or declared else None


def _is_begun(fields: list[str]) -> bool:
    """Tell a beginning of this code from one of a citizen card, by the name's letters and the date's form."""
    document = bare(fields[0])
    if len(fields) == 1:
        return re.fullmatch(r"\*{6}[0-9A-Za-z]{0,6}", document) is not None
    named = any(c.isalpha() for c in fields[1]) and fields[1].isascii()
    masked_or_number = document.startswith("*") or citizen_number.is_citizen_number(document)
    if len(fields) == 2:
        return named and masked_or_number
    if dates.looks_iso(fields[2]) or _DATE_BEGUN.fullmatch(bare(fields[2])):
        return True
    return len(fields) == 3 and named and masked_or_number and _YEAR_BEGUN.fullmatch(bare(fields[2])) is not None


def _read(fields: list[str], today: date | None) -> Card:
    warnings: list[W] = [W.FIELD_COUNT_UNEXPECTED] if len(fields) > FIELDS else []
    document, name_field, birth_field, declared_by, qid, ext = (*map(bare, fields[:1]), *fields[1:FIELDS])
    if dates.looks_iso(name_field) and not dates.looks_iso(birth_field):
        name_field, birth_field = birth_field, name_field
        warnings.append(W.FIELDS_SWAPPED)
    number = _document(document.upper())
    extra = extras(ext)
    identifiers = {number} if number else set()
    if number is None and "*" not in document:
        if document not in ("", "-"):
            warnings.append(W.DOCUMENT_UNKNOWN)
        elif bare(declared_by) == "0":
            warnings.append(W.DOCUMENT_MISSING)
    name = printed.name(name_field)
    found = dates.iso(birth_field)
    born, birth_warnings = birth(dates.day_first(birth_field) if found is DateFault.UNREADABLE else found, today)
    warnings += name.warnings
    warnings += birth_warnings
    if number and number.kind is IdentifierKind.CITIZEN_ID:
        warnings += citizen_number.doubts(number.value, born, extra.sex)
    if bare(declared_by) not in _TYPES:
        warnings.append(W.DECLARATION_TYPE_UNKNOWN)
    if _QID.fullmatch(bare(qid)):
        identifiers.add(Identifier(IdentifierKind.NATIONAL_QID, bare(qid)))
    else:
        warnings.append(W.QID_MALFORMED)
    if extra.insurance_number:
        identifiers.add(insurance_number.identifier(extra.insurance_number))
    return Card(
        CardKind.PERSONAL_QR,
        name=name.text,
        birth=born,
        sex=extra.sex,
        citizen_id=number.value if number and number.kind is not IdentifierKind.PASSPORT else None,
        insurance_number=extra.insurance_number,
        phone=extra.phone.e164 if extra.phone else None,
        warnings=tuple(dict.fromkeys((*warnings, *extra.warnings))),
        identifiers=frozenset(identifiers),
    )


def _document(text: str) -> Identifier | None:
    """Tell what a document's number is; a masked one is none."""
    return next((Identifier(kind, text) for shape, kind in _DOCUMENTS if shape.fullmatch(text)), None)
