"""Who comes to the demo's door, and in which order: people who arrive and later leave, and a few mishaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import numpy as np

from hardware.demo_citizens import Citizen, citizens
from hardware.demo_foreign import foreign
from hardware.demo_props import Prop, Style
from hardware.demo_wallet import Carried, bare_number, everyday
from kiosk.cards.card import CardKind, Family
from kiosk.scans import Symbology

STAY = 4
"""Nobody leaves before so many more showings; whoever comes back sooner comes back by mistake."""

_LEAVES, _AGAIN, _FOREIGN = 0.36, 0.05, 0.06  # how often, if somebody can
_OTHER_CARD = 0.4  # of those who leave
_BARE_NUMBER_EVERY = 40  # arrivals; such cards are rare, and slower to read
_ARRIVE_WITH = (0.42, 0.26, 0.20, 0.12)  # in the order of what people carry


class Happens(StrEnum):
    """What a showing should lead to."""

    ARRIVE = "arrive"
    LEAVE = "leave"
    AGAIN_TOO_SOON = "again_too_soon"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Turn:
    """One showing. ``person`` counts from 0 in order of arrival, None for a foreign code, whose ``family`` is known."""

    person: int | None
    prop: Prop
    happens: Happens
    family: Family | None = None

    @property
    def payload(self) -> bytes:
        """What the code says, byte for byte."""
        return self.prop.payload

    @property
    def symbology(self) -> Symbology:
        """How the code is drawn."""
        return self.prop.symbology

    @property
    def style(self) -> Style:
        """What carries it."""
        return self.prop.style

    @property
    def kind(self) -> CardKind:
        """What the card is."""
        return self.prop.kind


@dataclass(slots=True)
class _Guest:
    """Somebody inside: what they carry, which of it they came in with, when they last showed anything."""

    person: int
    wallet: tuple[Carried, ...]
    used: Carried
    last_turn: int

    @property
    def slow(self) -> bool:
        """Whether they came in with a card that takes long to read: once is enough."""
        return self.used.prop.symbology is not Symbology.QR


class Cast:
    """Everybody who may come, from a seed (0 or more)."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def people(self, count: int) -> list[Citizen]:
        """The first ``count`` people."""
        return list(islice(citizens(self._seed), count))

    def plan(self, visitors: int) -> list[Turn]:
        """So many showings, in order."""
        return list(islice(self.turns(), visitors))

    def turns(self) -> Iterator[Turn]:
        """Showings without end: each person arrives once and leaves at most once."""
        rng = np.random.default_rng((self._seed, 4))
        arrivals = enumerate(citizens(self._seed))
        bare_at = int(rng.integers(_BARE_NUMBER_EVERY))
        inside: list[_Guest] = []
        number = 0
        while True:
            ready = [guest for guest in inside if number - guest.last_turn >= STAY]
            latest = inside[-1] if inside and inside[-1].last_turn == number - 1 and not inside[-1].slow else None
            draw = float(rng.random())
            if draw < _FOREIGN:
                prop, family = foreign(rng)
                yield Turn(None, prop, Happens.FOREIGN, family)
            elif draw < _FOREIGN + _AGAIN and latest is not None:
                latest.last_turn = number
                yield Turn(latest.person, latest.used.prop, Happens.AGAIN_TOO_SOON)
            elif draw > 1 - _LEAVES and ready:
                guest = ready[int(rng.integers(len(ready)))]
                inside.remove(guest)
                yield Turn(guest.person, _leaving_with(guest, rng).prop, Happens.LEAVE)
            else:
                person, citizen = next(arrivals)
                wallet = everyday(citizen, rng)
                used = wallet[int(rng.choice(len(wallet), p=_ARRIVE_WITH))]
                if person % _BARE_NUMBER_EVERY == bare_at:
                    used = bare_number(citizen, rng)
                inside.append(_Guest(person, wallet, used, number))
                yield Turn(person, used.prop, Happens.ARRIVE)
            number += 1


def _leaving_with(guest: _Guest, rng: np.random.Generator) -> Carried:
    """Mostly the card they came with, else another that shows them to be the same person."""
    others = [carried for carried in guest.wallet if carried is not guest.used and carried.links(guest.used)]
    if not others or (rng.random() >= _OTHER_CARD and not guest.slow):
        return guest.used
    return others[int(rng.integers(len(others)))]
