"""People declared on one phone number: as the centre tells of them, and as they stand at this gate."""

from dataclasses import dataclass
from uuid import UUID

from kiosk.declarations import Holding
from kiosk.people import Identifier, PartialDate
from kiosk.visits import Standing


@dataclass(frozen=True, slots=True, repr=False)
class DeclaredPerson:
    """Somebody of whom a declaration is kept, as the centre or the store tells.

    ``sex`` is as declared: "male", "female", "other" or "". ``address`` parts are codes of today and free text.
    ``proved``: on this very number they declared with proof that it is theirs (a code, or a member of staff's word).
    All but the id and the holding is what was declared on this number, and nothing else that is known of them.
    """

    id: UUID
    name: str
    birth: PartialDate | None
    sex: str
    identifiers: frozenset[Identifier]
    holding: Holding | None
    nation: str = ""
    phone: str = ""  # E.164
    province: str = ""
    ward: str = ""
    street: str = ""
    proved: bool = False

    def __repr__(self) -> str:
        return f"DeclaredPerson({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A declared person and where they stand at this gate. ``standing.declaration`` is the latest that is known."""

    person: DeclaredPerson
    standing: Standing

    def __repr__(self) -> str:
        return f"Member({self.person.id})"
