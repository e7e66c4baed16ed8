from collections import Counter
from datetime import date
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.demo_citizens import Citizen
from hardware.demo_visitors import STAY, Cast, Happens, Turn
from hardware.demo_wallet import citizen_card, insurance_card, personal_qr
from kiosk.cards import parse
from kiosk.cards.card import Card, CardKind
from kiosk.linking import learned, same_people
from kiosk.people import Person, folded
from kiosk.scans import Symbology

TODAY = date(2026, 11, 21)
seeds = st.integers(min_value=0, max_value=2**63)


def read(turn: Turn) -> Card:
    return parse(turn.payload.decode(), turn.symbology, TODAY)


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_a_seed_always_brings_the_same_plan_and_a_longer_one_continues_it(seed: int) -> None:
    plan = Cast(seed).plan(40)

    assert Cast(seed).plan(40) == plan
    assert Cast(seed).plan(15) == plan[:15]
    assert len(plan) == 40


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_every_code_reads_as_what_it_is_without_a_doubt(seed: int) -> None:
    for turn in Cast(seed).plan(60):
        card = read(turn)
        assert (card.kind, card.family, card.warnings) == (turn.kind, turn.family, ())
        assert (turn.person is None) == (turn.kind is CardKind.FOREIGN) == (turn.happens is Happens.FOREIGN)


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_a_gate_recognises_everybody_who_comes_back_and_nobody_else(seed: int) -> None:
    inside: dict[int, int] = {}
    known: list[Person] = []
    for number, turn in enumerate(Cast(seed).plan(80)):
        if turn.person is None:
            continue
        card = read(turn)
        recognised = [person.id.int for person in same_people(card, known)]
        if turn.happens is Happens.ARRIVE:
            assert recognised == []
            assert turn.person not in inside
            known.insert(0, learned(Person(UUID(int=turn.person), None, None, None, frozenset()), card))
            inside[turn.person] = number
        elif turn.happens is Happens.LEAVE:
            assert recognised == [turn.person]
            assert number - inside.pop(turn.person) >= STAY
        else:
            assert recognised == [turn.person]
            assert number - inside[turn.person] < STAY
            inside[turn.person] = number


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_people_are_unique_and_in_accordance_with_themselves(seed: int) -> None:
    people = Cast(seed).people(200)

    for name in ("citizen_id", "social_insurance", "national_qid", "declaration"):
        assert len({getattr(person, name) for person in people}) == 200
    assert len({(folded(person.name), person.birth.year) for person in people}) == 200
    rng = np.random.default_rng(seed)
    for person in people[:20]:
        cards = citizen_card(person, rng), insurance_card(person, rng), personal_qr(person, rng, masked=False)
        assert {birth_of(parse(card.prop.text, today=TODAY)) for card in cards} == {person.birth.isoformat()}
        assert cards[0].links(cards[1])
        assert not cards[0].links(personal_qr(person, rng, masked=True))


def birth_of(card: Card) -> str:
    return str(card.birth)


def test_everything_happens_about_as_often_as_at_a_real_door() -> None:
    turns = [turn for seed in range(20) for turn in Cast(seed).plan(100)]
    share = {what: count / len(turns) for what, count in Counter(turn.happens for turn in turns).items()}
    kinds = Counter(turn.kind for turn in turns)

    assert share[Happens.ARRIVE] > 0.5
    assert 0.28 < share[Happens.LEAVE] < 0.4
    assert 0.03 < share[Happens.FOREIGN] < 0.1
    assert 0.005 < share[Happens.AGAIN_TOO_SOON] < 0.05
    assert set(kinds) == {
        CardKind.CCCD, CardKind.CAN_CUOC, CardKind.BHYT, CardKind.PERSONAL_QR, CardKind.KBYT,
        CardKind.INSURANCE_NUMBER, CardKind.CITIZEN_ID, CardKind.FOREIGN,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_slow_symbologies_stay_rare(seed: int) -> None:
    by_people = [turn for turn in Cast(seed).plan(50) if turn.person is not None]

    assert sum(turn.symbology is not Symbology.QR for turn in by_people) <= 1


def test_some_leave_with_another_card_than_they_came_with() -> None:
    came: dict[tuple[int, int], bytes] = {}
    other = same = 0
    for seed in range(5):
        for turn in Cast(seed).plan(100):
            if turn.happens is Happens.ARRIVE and turn.person is not None:
                came[seed, turn.person] = turn.payload
            elif turn.happens is Happens.LEAVE and turn.person is not None:
                other += came[seed, turn.person] != turn.payload
                same += came[seed, turn.person] == turn.payload

    assert same > other > same / 5


def test_nobody_shows_in_a_log() -> None:
    person: Citizen = Cast(1).people(1)[0]
    turn = Cast(1).plan(1)[0]

    assert repr(person) == "Citizen()"
    assert turn.prop.holder not in repr(turn) or not turn.prop.holder
    assert turn.prop.text not in repr(turn)
