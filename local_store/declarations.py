"""Health declarations: kept with the words for the centre in one transaction, and the families they make.

``Declarations`` is the store as ``kiosk.errand_ports.DeclarationStore``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.cards.card import Card
from kiosk.declarations import Declaration, Filled, PhoneProof
from kiosk.declared import declared_card, is_of
from kiosk.family import DeclaredPerson, Member
from kiosk.phone import Phone
from kiosk.wire.wording import declaration_said, text_of
from local_store import audit, families, forms, holdings, outbox, people, stays
from local_store.connection import Connection
from local_store.device import next_sequence
from local_store.moments import from_micros, local_day, to_micros
from local_store.people import Known


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations of this kiosk: ``device``, which stands at ``gate``."""

    connection: Connection
    device: UUID
    gate: str

    def declare(self, filled: Filled, card: Card | None, at: datetime, holds_until: datetime) -> Declaration:
        """Keep a declaration with its consent, and its outbox row; both are on disk when this returns.

        It is about ``filled.person``, or whoever holds ``card`` or the numbers declared, or somebody new. A card that
        can only be another one's, such as a parent's who declares for a child, is passed over. Numbers that were
        typed find one person, who must go by the name and the birth date typed, and never make one of two.
        ValueError (pydantic's) for a form that the wire does not take, and for a time without a zone.
        """
        moment, until = to_micros(at), to_micros(holds_until)
        said = declared_card(filled.identity)
        shown = card if card is not None and is_of(card, said) else None
        with self.connection.writing():
            person = self._person(filled, shown, said, at).person.id
            sequence = next_sequence(self.connection)
            declaration = Declaration(
                uuid7(), self.device, sequence, person, from_micros(moment), from_micros(until), filled
            )
            self._write(declaration)
            outbox.put(self.connection, declaration.id, sequence, self._said(declaration, shown, said))
            self._count(declaration)
            if filled.declared_by is not None:
                audit.write(self.connection, at, filled.declared_by, "declared for", "declaration", "done", person)
            if filled.attested_by is not None and filled.phone_proof is PhoneProof.ATTESTED:
                audit.write(self.connection, at, filled.attested_by, "phone attested", "declaration", "done", person)
        return declaration

    def recorded(self) -> int:
        """How many declarations there are."""
        return int(self.connection.value("SELECT count(*) FROM declarations"))

    def find(self, declaration: UUID) -> Declaration | None:
        """A declaration that is kept here, whole, about the person it is about as known now."""
        row = self.connection.row(
            f"SELECT person, {forms.COLUMNS} FROM declarations WHERE id = ?",  # noqa: S608 - our own column names
            declaration.bytes,
        )
        if row is None:
            return None
        known = people.load(self.connection, [row[0]])[row[0]]
        return forms.declaration_of(row[1:], self.device, known.person.id)

    def family(self, phone: Phone, told: Sequence[DeclaredPerson]) -> Sequence[Member]:
        """Everybody declared on this number, each once: see ``local_store/families.py``."""
        with self.connection.reading():
            return families.family(self.connection, self.device, phone.e164, told)

    def member(self, person: UUID) -> Member | None:
        """Somebody who declared here, and where they stand now."""
        with self.connection.reading():
            return families.member(self.connection, self.device, person)

    def _person(self, filled: Filled, shown: Card | None, said: Card, at: datetime) -> Known:
        """Whom it is about, with what the card and the form add."""
        if filled.person is not None:
            person = filled.person
        elif shown is not None and people.find(self.connection, shown) is not None:
            person = people.find_or_make(self.connection, shown, at).person.id
        else:
            found = people.find(self.connection, said)
            person = found.person.id if found else uuid7()
        if shown is not None:
            people.named(self.connection, person, shown)
        return people.named(self.connection, person, said)

    def _said(self, declaration: Declaration, shown: Card | None, said: Card) -> str:
        kinds = {one.kind for one in said.identifiers}
        more = frozenset(one for one in shown.identifiers if one.kind not in kinds) if shown else frozenset()
        card = replace(said, identifiers=said.identifiers | more)
        return text_of(declaration_said(declaration, card, self.gate))

    def _write(self, declaration: Declaration) -> None:
        row = people.row_of(self.connection, declaration.person)
        values = forms.values(declaration)
        places = ", ".join("?" * (len(values) + 2))
        self.connection.execute(
            f"INSERT INTO declarations ({forms.COLUMNS}, person, gate) VALUES ({places})",  # noqa: S608 - our own words
            *(*values, row, self.gate),
        )

    def _count(self, declaration: Declaration) -> None:
        """Let it count for the stay it was made in."""
        row = people.row_of(self.connection, declaration.person)
        holding = None if row is None else holdings.latest(self.connection, row)
        if row is not None and holding is not None:
            stays.declared(self.connection, row, holding, local_day(declaration.at))
