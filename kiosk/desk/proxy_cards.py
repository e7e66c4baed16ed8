"""What a code that is held up says to the form of khai hộ, and whether its holder declared here before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk import cards, citizen_code
from kiosk.admission import Rules, local_date, via
from kiosk.cards.card import Card, CardKind
from kiosk.citizen_code import CodeStanding
from kiosk.desk.proxy_state import Notice
from kiosk.desk.tools import DeskTools
from kiosk.family import Member
from kiosk.phone import Phone, PhoneProblem, parse
from kiosk.scans import Scan


@dataclass(frozen=True, slots=True)
class Coded:
    """A citizen code of ours that was checked: it says who somebody is, and nothing to fill in."""

    person: UUID


def read(scan: Scan, rules: Rules, now: datetime) -> Card | Coded | Phone | Notice:
    """Say what a code is to the form: a card that fills it, a person, a phone number, or nothing."""
    card = cards.parse(scan.text, scan.symbology, local_date(now))
    if card.kind is CardKind.UNREADABLE:
        return Notice.UNREADABLE
    if card.kind is CardKind.CITIZEN_CODE and card.code is not None:
        checked = citizen_code.check(card.code, rules.trust, now)
        genuine = checked.standing is CodeStanding.GENUINE and checked.code is not None
        return Coded(checked.code.person) if genuine and checked.code is not None else Notice.NOBODY
    if card.kind is CardKind.PHONE:
        number = parse(card.phone or "")
        return Notice.NOBODY if isinstance(number, PhoneProblem) else number
    return Notice.NOBODY if via(card) is None else card


def find_known(tools: DeskTools, who: Card | UUID, staff: UUID, now: datetime) -> Member | None:
    """Whoever holds a card, or is known under an id, if they declared here; that ``staff`` looked is noted. Blocks."""
    if isinstance(who, Card):
        holder = tools.visits.standing(who).person
        if holder is None:
            return None
        who = holder.id
    member = tools.declarations.member(who)
    stay = tools.people.stay_of(member.person.id) if member is not None else None
    if stay is not None:
        tools.people.opened(stay, staff, now)
    return member
