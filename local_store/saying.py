"""The words in which an event goes to the centre, fixed once and for ever when the event is recorded."""

from uuid import UUID

from kiosk.cards.card import Card
from kiosk.visits import Visit
from kiosk.wire.messages import PersonSaid, RefusedScanSaid, VisitSaid
from local_store.moments import from_micros

_LONGEST_NAME = 200  # of kiosk/wire/messages.py; a name is cut rather than a visit lost
_LONGEST_SOURCE = 200  # likewise: an address may be a long path


def visit_said(visit: Visit, card: Card) -> str:
    """A visit as JSON text: the person as this card says it, under the id made here."""
    person = PersonSaid(
        id=visit.person.id,
        name=card.name[:_LONGEST_NAME] if card.name else None,
        birth=str(card.birth) if card.birth else None,
        sex=card.sex.value if card.sex else None,
        identifiers={one.kind.value: one.value for one in sorted(card.identifiers, key=lambda i: (i.kind, i.value))},
    )
    return VisitSaid(
        id=visit.id,
        sequence=visit.sequence,
        act=visit.act.value,
        at=visit.at,
        via=visit.via.value,
        gate=visit.gate,
        follows=visit.follows,
        verified=visit.verified,
        person=person,
    ).model_dump_json()


def refused_scan_said(item: UUID, sequence: int, at: int, what: str, reason: str, source: str) -> str:
    """A scan that was turned down as JSON text; ``at`` in microseconds since 1970."""
    return RefusedScanSaid(
        id=item, sequence=sequence, at=from_micros(at), what=what, reason=reason, source=source[:_LONGEST_SOURCE]
    ).model_dump_json()
