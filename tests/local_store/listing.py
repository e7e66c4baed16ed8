"""People on the list, for tests: invented, and what is asked of the list in one line."""

from datetime import date, datetime
from uuid import UUID

from kiosk.cards.card import Card, CardKind
from kiosk.desk.rows import Query, Row, RowFilter, RowKey, RowKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.visits import Act, Visit
from local_store.store import Store
from tests.local_store.opening import NOW, crossing

STAFF = UUID(int=7)
TODAY = date(2026, 11, 21)
CARD = Card(
    CardKind.CCCD,
    name="Nguyễn Văn Thử",
    birth=PartialDate(1990, 8, 15),
    sex=Sex.MALE,
    phone="+84900000001",
    identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, "001090000001")}),
)
INSURED = Card(
    CardKind.BHYT,
    name="Đặng Thị Ẳng",
    birth=PartialDate(1955),
    identifiers=frozenset({Identifier(IdentifierKind.INSURANCE_CARD, "DN4010000000004")}),
)
CODED = Card(CardKind.CITIZEN_CODE, identifiers=frozenset({Identifier(IdentifierKind.NATIONAL_QID, "q7")}))


def come(store: Store, card: Card = CARD, at: datetime = NOW) -> Visit:
    return store.visits.record(crossing(card, at=at))[0]


def leave(store: Store, arrival: Visit | None, card: Card = CARD, at: datetime = NOW) -> Visit:
    return store.visits.record(crossing(card, Act.CHECK_OUT, arrival.id if arrival else None, at))[0]


def stay(visit: Visit) -> RowKey:
    return RowKey(RowKind.STAY, visit.sequence)


def numbers(store: Store, day: date | None = None, which: RowFilter = RowFilter.ALL, text: str = "") -> list[int]:
    return [row.key.number for row in store.people_list.page(Query(day, which, text)).rows]


def only(store: Store, *, bare: bool = False) -> Row:
    (row,) = store.people_list.page(Query(None, bare=bare)).rows
    return row
