"""What the panel says of one person, line after line."""

from dataclasses import dataclass

from kiosk import countries
from kiosk.admission import Rules
from kiosk.declarations import DeclaredSex, Identity
from kiosk.desk.rows import Detail, Row, RowKind
from kiosk.people import IdentifierKind, PartialDate, Sex
from kiosk.phone import Phone
from kiosk.phone import parse as parse_phone
from kiosk.questionnaire import reason_text
from kiosk.screens import Language
from kiosk.visits import Via, Visit
from ui.words.desk_list_shape import ListWords
from ui.words.moments import clock, short_day

_SEXES = {Sex.MALE: DeclaredSex.MALE, Sex.FEMALE: DeclaredSex.FEMALE}
_INSURANCE = (IdentifierKind.INSURANCE_CARD, IdentifierKind.SOCIAL_INSURANCE)
_CARDS = (IdentifierKind.CITIZEN_ID, IdentifierKind.OLD_CITIZEN_ID, IdentifierKind.PASSPORT)


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """A name, a line below it, and what is known besides, each with its label."""

    name: str
    line: str
    facts: tuple[tuple[str, str], ...]
    read_only: bool  # the card was read, and nobody has verified it

    def __repr__(self) -> str:
        return "Person()"


def person_of(detail: Detail, say: ListWords, rules: Rules, language: Language) -> Person:
    """Everything of one line, in words."""
    identity = detail.declaration.filled.identity if detail.declaration else None
    name = (detail.who.name if detail.who else None) or (identity.name if identity else "") or detail.row.name
    verified = any(visit.verified for visit in detail.history)
    by_card = detail.row.via not in (None, Via.PHONE, Via.PROXY, Via.DECLARED, Via.DESK, Via.CLOSING)
    return Person(
        name or (say.table.erased if detail.row.erased else say.table.unknown_name),
        _line(detail, identity, say, language),
        tuple((label, text) for label, text in _facts(detail, say, rules, language) if text),
        by_card and not verified,
    )


def birth_text(birth: PartialDate | None) -> str:
    """A day of birth as it is written here, as far as it is known.

    >>> birth_text(PartialDate(1990, 8, 15)), birth_text(PartialDate(1990, 8)), birth_text(None)
    ('15/08/1990', '08/1990', '')
    """
    return "" if birth is None else "/".join(reversed(str(birth).split("-")))


def _line(detail: Detail, identity: Identity | None, say: ListWords, language: Language) -> str:
    birth = (detail.who.birth if detail.who else None) or (identity.birth if identity else None)
    sex = identity.sex if identity else None
    if sex is None and detail.who is not None and detail.who.sex is not None:
        sex = _SEXES[detail.who.sex]
    country = countries.named(identity.nation) if identity and identity.nation else None
    nation = "" if country is None else country.en if language is Language.EN else country.vi
    parts = (birth_text(birth) or detail.row.birth_year, say.person.sexes[sex] if sex else "", nation)
    return " · ".join(part for part in parts if part)


def _facts(detail: Detail, say: ListWords, rules: Rules, language: Language) -> list[tuple[str, str]]:
    words, row = say.person, detail.row
    numbers = detail.who.identifiers if detail.who else frozenset()
    cards = [one.value for kind in _CARDS for one in numbers if one.kind is kind]
    insured = sorted((one.value for one in numbers if one.kind in _INSURANCE), key=len, reverse=True)
    facts = [
        (words.document, "\n".join(cards) or ("" if insured else row.document)),
        (words.insurance, insured[0] if insured else ""),
        (words.phone, "\n".join(_phone(number) for number in detail.phones)),
    ]
    if row.key.kind is RowKind.REFERRAL:
        facts.append((words.number, row.number))
        facts.append((words.reason, words.reasons[row.reason] if row.reason else ""))
        facts.append((words.met_at, clock(row.met) if row.met else ""))
    if row.arrived:
        came = clock(row.arrived)
        facts.append((words.arrived, words.at_gate.format(time=came, gate=row.gate) if row.gate else came))
    if row.left:
        facts.append((words.left, clock(row.left)))
    facts.append((words.declaration, _declaration(row, say, language)))
    facts.append((words.answers, "\n".join(reasons_of(detail, rules, language))))
    if row.key.kind is RowKind.STAY:
        facts.append((words.state, say.table.annulled if row.annulled else say.table.sending[row.sending]))
    facts.append((words.history, "\n".join(_act(visit, say) for visit in detail.history)))
    facts.append((words.address, _address(detail, rules)))
    facts.append((words.purpose, _purpose(detail, rules, language)))
    return facts


def _act(visit: Visit, say: ListWords) -> str:
    words = say.person
    by = words.by_rule if visit.via is Via.CLOSING else words.by_staff if visit.staff else ""
    why = _reason(visit.reason, say)
    return " · ".join(part for part in (f"{clock(visit.at)} {words.history_acts[visit.act]}", by, why) if part)


def _reason(reason: str, say: ListWords) -> str:
    """A reason as it was recorded: a word, or a word and a note."""
    word, _, note = reason.partition(":")
    known = next((text for why, text in say.dialog.whys.items() if why == word.strip()), None)
    return reason if known is None else f"{known}: {note.strip()}" if note.strip() else known


def _phone(number: str) -> str:
    parsed = parse_phone(number)
    return parsed.grouped if isinstance(parsed, Phone) else number


def _address(detail: Detail, rules: Rules) -> str:
    address = detail.declaration.filled.address if detail.declaration else None
    if address is None:
        return ""
    ward = rules.places.ward(address.ward) if rules.places else None
    province = rules.places.province(address.province) if rules.places else None
    parts = (address.street, ward.name if ward else "", province.short if province else "")
    return ", ".join(part for part in parts if part)


def reasons_of(detail: Detail, rules: Rules, language: Language) -> tuple[str, ...]:
    """Why a declaration needs a person's eye, in the campaign's words for the staff."""
    campaign = rules.campaign
    if detail.declaration is None or campaign is None:
        return ()
    return tuple(reason_text(campaign, one, language) for one in detail.declaration.filled.result.reasons)


def _declaration(row: Row, say: ListWords, language: Language) -> str:
    """How it stands: what a person has to decide is said in so many words here, as nowhere on the list."""
    if row.declared_until is None:
        return say.person.verdicts.get(row.declared) or say.table.declared[row.declared]
    until = say.person.until.format(time=clock(row.declared_until), day=short_day(row.declared_until, language))
    return "\n".join(part for part in (say.person.verdicts.get(row.declared), until) if part)


def _purpose(detail: Detail, rules: Rules, language: Language) -> str:
    if detail.declaration is None or rules.campaign is None:
        return ""
    wanted = detail.declaration.filled.visitor_type
    return next((one.text.text(language) for one in rules.campaign.visitor_types if one.key == wanted), "")
