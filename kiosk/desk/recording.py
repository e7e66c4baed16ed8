"""Recording at the desk: what becomes of somebody whose declaration was typed here, and of those on a phone number.

Everything here blocks, and runs where the order of what is written is kept.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk import certificate_rule, questionnaire
from kiosk.admission import DirectionPolicy, Full, LetIn, MustDeclare, MustWait, Rules, may_enter
from kiosk.cards.card import Card
from kiosk.certificates import Trust
from kiosk.declarations import Declaration, Filled
from kiosk.desk.ports import VisitorList
from kiosk.desk.rows import RowKey
from kiosk.errand_ports import DeclarationStore
from kiosk.errands.errand import card_of
from kiosk.errors import KioskError
from kiosk.family import Member
from kiosk.ports import Crossing, VisitStore
from kiosk.questionnaire import Verdict
from kiosk.screens import Referral
from kiosk.visits import Act, Via, Visit

log = logging.getLogger("kiosk.desk")


class Outcome(StrEnum):
    """What became of somebody whose declaration is kept."""

    ENTERED = "entered"
    ALREADY_INSIDE = "already_inside"
    KEPT = "kept"  # nothing more was asked for, or nobody comes in at this gate
    NEEDS_STAFF = "needs_staff"  # an answer needs a person's eye
    CERTIFICATE = "certificate"  # the campaign asks for a health certificate
    STOP = "stop"
    FULL = "full"
    NOT_RECORDED = "not_recorded"  # the declaration is kept; the store failed at the visit

    @property
    def may_be_let_in(self) -> bool:
        """Whether a member of staff may let them in all the same, for a reason."""
        return self in (Outcome.NEEDS_STAFF, Outcome.CERTIFICATE)


REFERRALS = {
    Outcome.NEEDS_STAFF: Referral.DECLARATION,
    Outcome.CERTIFICATE: Referral.CERTIFICATE,
    Outcome.STOP: Referral.STOP,
    Outcome.FULL: Referral.FULL,
}
"""How those who are not let in stand on the staff's list."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What is to be kept: a form, and (``enter``) the check-in with it, by ``staff``. ``referral`` is met by it."""

    filled: Filled
    card: Card | None
    passport: Card | None
    trust: Trust | None
    enter: bool
    staff: UUID
    referral: RowKey | None = None

    def __repr__(self) -> str:
        return "Wish()"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on disk. ``number`` is what somebody is met by who must wait, ``fault`` why no visit could be kept."""

    declaration: Declaration
    member: Member
    outcome: Outcome
    visit: Visit | None = None
    number: str = ""
    fault: KioskError | None = None


def keep(
    declarations: DeclarationStore, visits: VisitStore, people: VisitorList, wish: Wish, rules: Rules, now: datetime
) -> Kept:
    """Keep a declaration, and the check-in that goes with it where the declaration lets them in. Raises StoreError.

    Once the declaration is on disk nothing is raised any more: asked again, it would be kept twice.
    """
    if rules.campaign is None:
        raise ValueError("a declaration without a campaign")
    until = questionnaire.holds_until(rules.campaign, now)
    declaration = declarations.declare(wish.filled, wish.card, now, until)
    member = declarations.member(declaration.person)
    if member is None:
        raise ValueError("somebody who has just declared is not known")
    outcome = outcome_of(declaration, member, wish, rules, now)
    _meet(people, wish, outcome, now)
    try:
        if outcome is Outcome.ENTERED:
            visit = enter(visits, member, wish.card, rules, now, wish.staff)
            return Kept(declaration, member, outcome, visit)
        if outcome in (Outcome.STOP, Outcome.FULL):
            return Kept(declaration, member, outcome, number=visits.refer(REFERRALS[outcome], declaration.person, now))
    except KioskError as fault:
        return Kept(declaration, member, Outcome.NOT_RECORDED, fault=fault)
    return Kept(declaration, member, outcome)


def _meet(people: VisitorList, wish: Wish, outcome: Outcome, now: datetime) -> None:
    """Take them off the staff's list, if they stood there; somebody else may have done so meanwhile."""
    if wish.referral is None:
        return
    try:
        people.meet(wish.referral, "let_in" if outcome is Outcome.ENTERED else "declared", wish.staff, now)
    except KioskError as fault:
        log.warning("a referral could not be closed: %s", fault)


def outcome_of(declaration: Declaration, member: Member, wish: Wish, rules: Rules, now: datetime) -> Outcome:
    """Decide as the gate does. What a member of staff typed clears what was declared before it."""
    verdict = declaration.filled.result.verdict
    if verdict is Verdict.STOP:
        return Outcome.STOP
    if verdict is Verdict.NEEDS_STAFF:
        return Outcome.NEEDS_STAFF
    if member.standing.inside is not None:
        return Outcome.ALREADY_INSIDE
    if not wish.enter or rules.direction is DirectionPolicy.OUT:
        return Outcome.KEPT
    if not certificate_rule.is_met(rules.campaign, wish.passport, wish.trust, now):
        return Outcome.CERTIFICATE
    match may_enter(member.standing, rules, now):
        case LetIn() | MustDeclare():  # declared just now: a clock that was set back must not turn them away
            return Outcome.ENTERED
        case Full():
            return Outcome.FULL
        case MustWait(stop):
            return Outcome.STOP if stop else Outcome.NEEDS_STAFF


def enter(
    visits: VisitStore, member: Member, card: Card | None, rules: Rules, now: datetime, staff: UUID, reason: str = ""
) -> Visit:
    """Record the arrival of somebody declared for, ``reason`` where a member of staff lets them in all the same."""
    shown = card if card is not None and card.identifiers else card_of(member.person)
    visit, _ = visits.record(
        Crossing(shown, Act.CHECK_IN, now, Via.PROXY, rules.gate, person=member.person.id, staff=staff, reason=reason)
    )
    return visit


def cross(
    visits: VisitStore, member: Member, how: Via, rules: Rules, now: datetime, staff: UUID
) -> tuple[Member, Visit | None]:
    """Record that somebody found by their phone comes, or goes; as they stand then.

    No visit where they have moved since they were looked up, or nobody more may come in.
    """
    card, person = card_of(member.person), member.person.id
    fresh = replace(visits.standing(card, person), declaration=member.standing.declaration)
    was, inside, member = member.standing.inside, fresh.inside, replace(member, standing=fresh)
    if (was.id if was else None) != (inside.id if inside else None):
        return member, None
    leaving = inside is not None or rules.direction is DirectionPolicy.OUT
    if not leaving and not isinstance(may_enter(fresh, rules, now), LetIn):
        return member, None
    act = Act.CHECK_OUT if leaving else Act.CHECK_IN
    follows = inside.id if inside is not None else None
    visit, _ = visits.record(Crossing(card, act, now, how, rules.gate, follows, person, staff=staff))
    return replace(member, standing=replace(fresh, last=visit)), visit
