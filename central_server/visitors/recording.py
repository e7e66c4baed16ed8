"""What happens when somebody taps: the rules of the gate are asked once more, and what they allow becomes an event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from central_server.problems import ProblemError
from central_server.store import web_visits
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.family import Relative, relative, relatives
from central_server.visitors.place import GATE, Place
from central_server.visitors.tickets import TicketOffice
from kiosk.admission import AskLeaveUnknown, AskLeaving, LetIn, LetOut, decide, may_enter
from kiosk.family import DeclaredPerson
from kiosk.people import Sex
from kiosk.visits import Act, Via, Visit
from kiosk.wire.messages import PersonSaid, VisitSaid


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button does: ``act`` for one person at one checkpoint, as the event with this id."""

    checkpoint: UUID
    person: UUID
    act: Act
    event: UUID


@dataclass(frozen=True, slots=True)
class Changed:
    """It cannot be done any more: somebody came or left since the button was drawn. Nothing was recorded."""


def button(office: TicketOffice, place: Place, person: UUID, act: Act, now: datetime) -> str:
    """What the form of a button carries."""
    said = {"c": str(place.row.id), "p": str(person), "a": str(act), "e": str(uuid7())}
    return office.write(said, now)


def pressed(office: TicketOffice, place: Place, ticket: str, now: datetime) -> Tap:
    """The button whose form came back. Raises ProblemError 403, TicketTooOld."""
    said = office.read(ticket, now)
    if said["c"] != str(place.row.id):
        raise ProblemError(403, "This button belongs to another checkpoint.")
    return Tap(place.row.id, UUID(said["p"]), Act(said["a"]), UUID(said["e"]))


def record(connection: Connection, visitor: Visitor, place: Place, tap: Tap, now: datetime) -> Changed | None:
    """Do it, once. Raises ProblemError 403 for somebody who is not on this phone's number."""
    held = web_visits.hold(connection, place.row.id)
    if web_visits.is_known(connection, tap.event):
        return None
    one = relative(relatives(connection, visitor, place, now), str(tap.person))
    follows = _allowed(one, place, tap.act, now)
    if isinstance(follows, Changed):
        return follows
    event = VisitSaid(
        id=tap.event,
        sequence=held.next,
        act=tap.act.value,
        at=now,
        via=Via.PHONE.value,
        gate=GATE,
        follows=follows.id if follows else None,
        person=said_of(replace(one.member.person, id=one.visiting)),
    )
    web_visits.take_one(connection, held, event, visitor.phone, now)
    return None


def said_of(person: DeclaredPerson) -> PersonSaid:
    """A declared person as events name them."""
    said: Mapping[str, Any] = {
        "id": person.id,
        "name": person.name or None,
        "birth": str(person.birth) if person.birth else None,
        "sex": person.sex if person.sex in tuple(Sex) else None,
        "identifiers": {str(one.kind): one.value for one in sorted(person.identifiers, key=str)},
    }
    return PersonSaid.model_validate(said)


def _allowed(one: Relative, place: Place, act: Act, now: datetime) -> Visit | Changed | None:
    """What the event follows, if the rules allow it now: they decide here, not the page that was drawn before."""
    standing, rules = one.member.standing, place.rules
    if act is Act.CHECK_OUT:
        leaving = decide(standing, rules, now, leaving=True)
        if isinstance(leaving, LetOut):
            return leaving.arrival
        return None if isinstance(leaving, AskLeaveUnknown) else Changed()
    decision = decide(standing, rules, now)
    if isinstance(decision, AskLeaving) and decision.earlier_day:  # never seen to leave, and here again
        decision = may_enter(standing, rules, now)
    return None if isinstance(decision, LetIn) else Changed()
