"""Who comes to the demo's gate, as the rehearsal wants them: with codes in their hands, and with their fingers."""

from collections.abc import Mapping
from dataclasses import dataclass

from hardware.demo_props import Prop
from hardware.demo_visitors import Happens
from hardware.demo_wallet import citizen_code
from hardware.demo_ways import AnyTurn, TouchTurn, Way, every_kind, way_of
from kiosk.errors import DeviceError
from kiosk.people import masked_name
from kiosk.questionnaire import Field
from kiosk.rehearsal_touch import Toucher

TOUCHERS_AT_LEAST = 2
"""Of each way; in longer plans one in ten of the codes shown."""


@dataclass(frozen=True, slots=True, repr=False)
class Hand:
    """Somebody who touches the screen, as the rehearsal wants them."""

    turn: TouchTurn

    def __repr__(self) -> str:
        return f"Hand({self.key})"

    @property
    def key(self) -> int:
        """Which visitor of the plan this is."""
        return self.turn.person

    @property
    def by_phone(self) -> bool:
        """Whether they come by their number."""
        return self.turn.way is Way.PHONE

    @property
    def holds_card(self) -> bool:
        """Whether a card fills the form."""
        return self.turn.visitor.card is not None

    @property
    def phone(self) -> str:
        """Ten digits."""
        return self.turn.visitor.phone

    @property
    def street(self) -> str:
        """House and street."""
        return self.turn.visitor.street

    @property
    def values(self) -> Mapping[Field, str]:
        """What they fill in."""
        one = self.turn.visitor
        return {
            Field.NAME: one.name,
            Field.NUMBER: one.number,
            Field.BIRTH: one.birth,
            Field.SEX: one.sex,
            Field.NATION: "VN",
            Field.PHONE: one.phone,
            Field.STREET: one.street,
        }


@dataclass(frozen=True, slots=True)
class Played:
    """A turn of the plan, as the rehearsal wants a visitor."""

    turn: AnyTurn

    @property
    def kind(self) -> str:
        """What they carry."""
        return self.turn.way.value if isinstance(self.turn, TouchTurn) else self.turn.kind.value

    @property
    def path(self) -> str:
        """By which way they go through the gate."""
        return way_of(self.turn).value

    @property
    def toucher(self) -> Toucher | None:
        """What they would touch, where they hold nothing up."""
        if isinstance(self.turn, TouchTurn) and self.turn.way is not Way.CITIZEN_CODE:
            return Hand(self.turn)
        return None

    @property
    def wants_to_leave(self) -> bool:
        """What they answer when they are asked."""
        return self.turn.happens is Happens.LEAVE

    @property
    def comes_back(self) -> bool:
        """Whether this is the visitor before, with the same code again."""
        return self.turn.happens is Happens.AGAIN_TOO_SOON

    def prop(self, codes: Mapping[int, str]) -> Prop:
        """What is held up; ``codes`` are the citizen codes issued so far, by visitor."""
        turn = self.turn
        if not isinstance(turn, TouchTurn):
            return turn.prop
        if turn.way is Way.CITIZEN_CODE:
            if turn.person not in codes:
                raise DeviceError(f"visitor {turn.person} of the demo was never issued a citizen code")
            return citizen_code(codes[turn.person], turn.style, masked_name(turn.visitor.name))
        if turn.visitor.card is None:
            raise DeviceError(f"visitor {turn.person} of the demo has nothing to hold up")
        return turn.visitor.card


def plan_of(seed: int, codes: int) -> list[Played]:
    """A plan in which ``codes`` codes are held up; visitors who touch the screen come between them."""
    allowed = max(TOUCHERS_AT_LEAST, codes // 10)
    persons: dict[Way, set[int]] = {Way.PHONE: set(), Way.DECLARATION: set()}
    plan: list[Played] = []
    shown = 0
    for turn in every_kind(seed, 4 * codes + 24):
        if isinstance(turn, TouchTurn):
            group = persons[Way.PHONE if turn.way is Way.PHONE else Way.DECLARATION]
            if turn.person not in group and (len(group) >= allowed or turn.happens is Happens.LEAVE):
                continue  # the others of this way stay at home
            group.add(turn.person)
        played = Played(turn)
        shown += played.toucher is None
        plan.append(played)
        if shown == codes:
            break
    return plan
