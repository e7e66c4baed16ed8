"""Everybody declared on the number of a phone, and how each of them stands at a checkpoint.

Whoever proved that the number is theirs is named in full there; somebody who gave it without proof may have mistyped
it, and is shown by initials, as at a kiosk. Nobody else's data can be reached from a phone: whoever knows what stands
on a card declares its holder on any number, so what is shown, decided and recorded is by this number alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from central_server.problems import ProblemError
from central_server.store import presence
from central_server.store.declaration_tables import declarations
from central_server.store.declared import on_phone
from central_server.store.standing import PROVEN, standing
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.namesakes import held
from central_server.visitors.place import Place
from kiosk.admission import AskLeaveUnknown, Decision, DeclarationMode, DirectionPolicy, decide
from kiosk.declarations import Holding, PhoneProof
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Identifier, IdentifierKind, PartialDate, masked_name
from kiosk.questionnaire import Verdict
from kiosk.visits import Standing
from kiosk.wire.desk_messages import DeclaredSaid, HoldingSaid

MOST = 50  # people of one number, those who declared last


@dataclass(frozen=True, slots=True, repr=False)
class Relative:
    """Somebody declared on this number: under which ids, what was declared on it, and how they stand by that.

    ``visiting`` is the id that their visits are recorded under.
    """

    ids: frozenset[UUID]
    member: Member
    visiting: UUID

    def __repr__(self) -> str:
        return f"Relative({self.id})"

    @property
    def id(self) -> UUID:
        """The id that they go by on this number."""
        return self.member.person.id

    @property
    def name(self) -> str:
        """The name as this phone may see it."""
        person = self.member.person
        return person.name if person.proved else masked_name(person.name)

    def decision(self, place: Place, now: datetime) -> Decision:
        """What they may do at this checkpoint now."""
        return decide(self.member.standing, place.rules, now)

    def came_unseen(self, place: Place, now: datetime) -> bool:
        """Whether they may be leaving all the same: this phone does not see who came by a card or another phone."""
        out = decide(self.member.standing, place.rules, now, leaving=True)
        return isinstance(out, AskLeaveUnknown) and place.rules.direction is not DirectionPolicy.IN


def relatives(
    connection: Connection, visitor: Visitor, place: Place, now: datetime, inside: int | None = None
) -> tuple[Relative, ...]:
    """Everybody on this number, whoever is inside first, then the latest declaration.

    ``inside`` is how many people are inside, where that was counted just now.
    """
    here = on_phone(connection, visitor.phone, MOST, now)
    told, rows = here.told, here.rows
    proved = _proved(connection, visitor.phone, {person for human, _ in told for person in human.ids})
    own = {said.id: _own(human.ids, proved, here.shared, visitor.phone) for human, said in told}
    if inside is None:
        inside = place.inside_now(connection, now)
    seen = presence.last_own_visits(connection, place.row.id, {one for ids in own.values() for one in ids}, now)
    campaign = place.rules.campaign.id if place.rules.campaign else None
    waiting = held(connection, told, rows, now, campaign)
    found = []
    for human, said in told:
        stands = waiting.get(said.id) or standing(rows, human.ids, now, campaign)
        holding = _holding(stands.said) if stands else None
        theirs = [seen[one] for one in own[said.id] if one in seen]
        last = max(theirs, key=lambda visit: (visit.at, visit.id), default=None)
        person = _person(said, holding, not human.ids.isdisjoint(proved))
        member = Member(person, Standing(None, last, inside, holding))
        visiting = _here(said.id, visitor.phone) if said.id in here.shared else said.id
        found.append(Relative(human.ids | own[said.id], member, visiting))
    return tuple(sorted(found, key=lambda one: one.member.standing.inside is None))


def relative(found: Collection[Relative], person: str) -> Relative:
    """The one whom a form names, by any of their ids. Raises ProblemError 403 for who is not on this phone's number."""
    for one in found:
        if person in map(str, one.ids):
            return one
    raise ProblemError(403, "This person is not declared on this phone's number.")


def may_declare(place: Place) -> bool:
    """Whether declarations are taken here."""
    return place.rules.campaign is not None and place.rules.declarations is not DeclarationMode.OFF


def _proved(connection: Connection, phone: str, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the ids under which somebody declared on this number with proof."""
    mine = select(declarations.c.person).where(declarations.c.phone == phone, PROVEN, declarations.c.person.in_(ids))
    return frozenset(connection.execute(mine.distinct()).scalars()) if ids else frozenset()


def _own(ids: frozenset[UUID], proved: frozenset[UUID], shared: frozenset[UUID], phone: str) -> frozenset[UUID]:
    """The ids whose visits are this number's beyond doubt: declared on no other, with proof where there is any."""
    mine = ids & proved or ids
    return mine - shared | {_here(one, phone) for one in ids}


def _here(shared: UUID, phone: str) -> UUID:
    """An id of this number's own: at a kiosk several numbers may have declared somebody under one and the same."""
    return uuid5(shared, phone)


def _person(said: DeclaredSaid, holding: Holding | None, proved: bool) -> DeclaredPerson:
    kinds = {str(kind): kind for kind in IdentifierKind}
    return DeclaredPerson(
        said.id,
        said.name,
        PartialDate.from_iso(said.birth) if said.birth else None,
        said.sex,
        frozenset(Identifier(kinds[one.kind], one.value) for one in said.identifiers if one.kind in kinds),
        holding,
        said.nation,
        said.phone,
        said.province,
        said.ward,
        said.street,
        proved,
    )


def _holding(said: HoldingSaid) -> Holding:
    return Holding(said.declared_at, said.until, Verdict(said.verdict), said.campaign, PhoneProof(said.phone_proof))
