"""Every way into the demo's gate: codes that are held up, and visitors who touch the screen, in one plan.

A declaration's citizen code is issued while the plan is played. So its owner comes back as a turn without a prop: the
player makes one from the text that stood on the display, with ``hardware.demo_wallet.citizen_code``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

import numpy as np

from hardware.demo_citizens import Citizen, citizens
from hardware.demo_foreign import foreign
from hardware.demo_props import Prop, Style
from hardware.demo_signed import Signer, demo_signer
from hardware.demo_visitors import STAY, Happens, Turn
from hardware.demo_wallet import citizen_card, insurance_card, personal_qr, vaccine_pass
from kiosk.cards.card import CardKind
from kiosk.people import Sex
from kiosk.questionnaire import Field

_LEAVES, _AGAIN, _FOREIGN = 0.30, 0.05, 0.05  # how often, if somebody can
_LARGEST_FAMILY = 3  # besides whoever holds the phone
_WITH_CARD = 0.5  # of those who declare: a card fills the form
_PRINTED = 0.5  # of those who come back with their code


class Way(StrEnum):
    """How somebody gets through the gate."""

    QR = "qr"  # the national personal QR
    CCCD = "cccd"
    BHYT = "bhyt"
    VACCINE_PASS = "vaccine_pass"  # noqa: S105 -- no password
    PHONE = "phone"
    DECLARATION = "declaration"
    CITIZEN_CODE = "citizen_code"
    FOREIGN = "foreign"


ARRIVING = (Way.QR, Way.CCCD, Way.BHYT, Way.VACCINE_PASS, Way.PHONE, Way.DECLARATION)
"""The ways in which people come the first time; each is taken once before any is taken again."""

_OF_KIND = {
    CardKind.CCCD: Way.CCCD,
    CardKind.CAN_CUOC: Way.CCCD,
    CardKind.BHYT: Way.BHYT,
    CardKind.PERSONAL_QR: Way.QR,
    CardKind.HEALTH_CERTIFICATE: Way.VACCINE_PASS,
    CardKind.FOREIGN: Way.FOREIGN,
}


@dataclass(frozen=True, slots=True, repr=False)
class TouchVisitor:
    """Somebody who touches the screen: what they would type, and who belongs to them.

    ``phone`` is ten digits; the code arrives there. ``family`` are the others declared on it. ``declared_before`` are
    those whom the centre must know on this number before they come, if it shall know them. ``card`` is held up to
    fill the form, if any. ``by_phone``: they come by their number; else they declare.
    """

    citizen: Citizen
    by_phone: bool = False
    family: tuple[Citizen, ...] = ()
    declared_before: tuple[Citizen, ...] = ()
    card: Prop | None = None

    def __repr__(self) -> str:
        return f"TouchVisitor({len(self.family)} with them)"

    @property
    def phone(self) -> str:
        """What is typed on the keypad."""
        return self.citizen.phone

    @property
    def name(self) -> str:
        """The whole name."""
        return self.citizen.name

    @property
    def birth(self) -> str:
        """The birth date as people write it."""
        return f"{self.citizen.birth:%d/%m/%Y}"

    @property
    def sex(self) -> str:
        """As kiosk.declarations.DeclaredSex has it."""
        return "male" if self.citizen.sex is Sex.MALE else "female"

    @property
    def number(self) -> str:
        """The number of the identity card."""
        return self.citizen.citizen_id

    @property
    def values(self) -> dict[Field, str]:
        """What they fill in, by field; the address apart."""
        return {
            Field.NAME: self.name,
            Field.NUMBER: self.number,
            Field.BIRTH: self.birth,
            Field.SEX: self.sex,
            Field.NATION: "VN",
            Field.INSURANCE: self.citizen.insurance_number,
            Field.PHONE: self.phone,
        }

    @property
    def province(self) -> str:
        """The name of the province they live in, to be searched for; any of its wards will do."""
        return self.citizen.home.rpartition(", ")[2]

    @property
    def street(self) -> str:
        """House and street."""
        return self.citizen.home.partition(",")[0]


@dataclass(frozen=True, slots=True)
class TouchTurn:
    """One errand at the screen, or the return of somebody with the code that their errand brought them.

    ``person`` counts arrivals from 0, as in a Turn. ``visits`` is how many people are recorded by it. For
    ``CITIZEN_CODE`` the style is what the code is shown on.
    """

    person: int
    way: Way
    happens: Happens
    visitor: TouchVisitor
    visits: int = 1
    style: Style = Style.PHONE

    @property
    def path(self) -> str:
        """The way, as a word for figures."""
        return self.way.value


AnyTurn = Turn | TouchTurn


def way_of(turn: AnyTurn) -> Way:
    """How this visitor gets through the gate."""
    return turn.way if isinstance(turn, TouchTurn) else _OF_KIND[turn.kind]


@dataclass(slots=True)
class _Inside:
    """Somebody who is inside: how they leave, and when they last showed up."""

    leaves: AnyTurn
    last_turn: int


def every_kind(seed: int, count: int, today: date | None = None) -> tuple[AnyTurn, ...]:
    """So many turns, in order, the same for a seed; from 12 on with every way of ``Way`` but perhaps FOREIGN.

    ``today`` gives vaccine passports the dates of real ones, instead of ones that outlive the demo. They are signed by
    ``hardware.demo_signed.demo_signer(seed)``.
    """
    return tuple(islice(_turns(seed, today), count))


def _turns(seed: int, today: date | None) -> Iterator[AnyTurn]:
    rng = np.random.default_rng((seed, 6))
    arrivals = _arrivals(seed, rng, today)
    inside: list[_Inside] = []
    latest: _Inside | None = None
    number = 0
    while True:
        ready = [one for one in inside if number - one.last_turn >= STAY]
        # Whoever declared comes back first, so that short plans have them too.
        with_code = [one for one in ready if isinstance(one.leaves, TouchTurn) and one.leaves.way is Way.CITIZEN_CODE]
        settled = number >= len(ARRIVING)
        draw = float(rng.random())
        again = latest.leaves if latest is not None and latest.last_turn == number - 1 else None
        if settled and draw < _FOREIGN:
            prop, family = foreign(rng)
            yield Turn(None, prop, Happens.FOREIGN, family)
        elif settled and draw < _FOREIGN + _AGAIN and latest is not None and isinstance(again, Turn):
            latest.last_turn = number
            yield replace(again, happens=Happens.AGAIN_TOO_SOON)
        elif settled and (with_code or (ready and draw > 1 - _LEAVES)):
            leaving = (with_code or ready)[int(rng.integers(len(with_code or ready)))]
            inside.remove(leaving)
            yield leaving.leaves
        else:
            arriving, leaves = next(arrivals)
            latest = _Inside(leaves, number)
            inside.append(latest)
            yield arriving
        number += 1


def _arrivals(seed: int, rng: np.random.Generator, today: date | None) -> Iterator[tuple[AnyTurn, AnyTurn]]:
    """Yield how each person comes, and how the same person leaves."""
    people, signer = citizens(seed), demo_signer(seed)
    person = 0
    while True:
        for way in rng.permutation(len(ARRIVING)):
            yield _arrival(person, ARRIVING[way], people, rng, signer, today)
            person += 1


def _arrival(
    person: int,
    way: Way,
    people: Iterator[Citizen],
    rng: np.random.Generator,
    signer: Signer,
    today: date | None,
) -> tuple[AnyTurn, AnyTurn]:
    citizen = next(people)
    if way is Way.PHONE:
        family = tuple(
            replace(next(people), phone=citizen.phone) for _ in range(int(rng.integers(_LARGEST_FAMILY + 1)))
        )
        visitor = TouchVisitor(citizen, by_phone=True, family=family, declared_before=(citizen, *family))
        arriving = TouchTurn(person, way, Happens.ARRIVE, visitor, 1 + len(family))
        return arriving, replace(arriving, happens=Happens.LEAVE)
    if way is Way.DECLARATION:
        card = citizen_card(citizen, rng).prop if rng.random() < _WITH_CARD else None
        visitor = TouchVisitor(citizen, card=card)
        style = Style.SLIP if rng.random() < _PRINTED else Style.PHONE
        leaving = TouchTurn(person, Way.CITIZEN_CODE, Happens.LEAVE, visitor, style=style)
        return TouchTurn(person, way, Happens.ARRIVE, visitor), leaving
    carry: dict[Way, Callable[[], Prop]] = {
        Way.QR: lambda: personal_qr(citizen, rng, masked=bool(rng.random() < 0.3)).prop,
        Way.CCCD: lambda: citizen_card(citizen, rng).prop,
        Way.BHYT: lambda: insurance_card(citizen, rng).prop,
        Way.VACCINE_PASS: lambda: vaccine_pass(citizen, rng, signer, today).prop,
    }
    prop = carry[way]()
    return Turn(person, prop, Happens.ARRIVE), Turn(person, prop, Happens.LEAVE)
