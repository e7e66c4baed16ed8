"""The plan with every way into the gate: what is promised of it holds for every seed."""

from collections import Counter
from datetime import date
from uuid import UUID

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.demo_doorway import Doorway
from hardware.demo_props import Prop, Style
from hardware.demo_visitors import STAY, Happens, Turn
from hardware.demo_wallet import citizen_code
from hardware.demo_ways import AnyTurn, TouchTurn, Way, every_kind, way_of
from kiosk.cards import parse
from kiosk.cards.card import CardKind
from kiosk.draft import birth_of
from kiosk.linking import learned, same_people
from kiosk.people import Person
from kiosk.phone import Phone
from kiosk.phone import parse as parse_phone
from kiosk.questionnaire import Field
from kiosk.scans import Symbology

TODAY = date(2026, 11, 21)
seeds = st.integers(min_value=0, max_value=2**63)


def touched(plan: tuple[AnyTurn, ...]) -> list[TouchTurn]:
    return [turn for turn in plan if isinstance(turn, TouchTurn)]


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_a_seed_always_brings_the_same_plan_and_a_longer_one_continues_it(seed: int) -> None:
    plan = every_kind(seed, 40)

    assert every_kind(seed, 40) == plan
    assert every_kind(seed, 15) == plan[:15]
    assert len(plan) == 40


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_every_way_is_in_a_plan_of_twelve(seed: int) -> None:
    assert {way_of(turn) for turn in every_kind(seed, 12)} >= set(Way) - {Way.FOREIGN}


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_everybody_arrives_once_leaves_at_most_once_and_not_at_once(seed: int) -> None:
    came: dict[int, tuple[int, AnyTurn]] = {}
    left: set[int] = set()
    for number, turn in enumerate(every_kind(seed, 80)):
        if turn.person is None:
            assert turn.happens is Happens.FOREIGN
            continue
        if turn.happens is Happens.ARRIVE:
            assert turn.person == len(came)
            came[turn.person] = number, turn
        elif turn.happens is Happens.LEAVE:
            at, arrival = came[turn.person]
            assert number - at >= STAY
            assert turn.person not in left
            left.add(turn.person)
            if isinstance(turn, TouchTurn) and isinstance(arrival, TouchTurn):
                assert turn.visitor == arrival.visitor
                assert turn.visits == arrival.visits
        else:
            assert came[turn.person][0] == number - 1
            came[turn.person] = number, turn


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_codes_read_as_what_they_are_and_belong_to_one_person(seed: int) -> None:
    known: list[Person] = []
    for turn in every_kind(seed, 60, TODAY):
        if not isinstance(turn, Turn):
            continue
        card = parse(turn.payload.decode(), turn.symbology, TODAY)
        assert (card.kind, card.family, card.warnings) == (turn.kind, turn.family, ())
        if turn.person is not None and turn.happens is Happens.ARRIVE and card.identifiers:
            assert not same_people(card, known)
            known.insert(0, learned(Person(UUID(int=turn.person), None, None, None, frozenset()), card))


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_whoever_touches_the_screen_has_what_is_to_be_typed(seed: int) -> None:
    for turn in touched(every_kind(seed, 60)):
        visitor = turn.visitor
        assert parse_phone(visitor.phone) == Phone(visitor.phone)
        assert visitor.phone.startswith("0900000")
        assert visitor.number.isdecimal()
        assert len(visitor.number) == 12
        assert visitor.sex in ("male", "female")
        assert visitor.name
        assert visitor.street
        assert visitor.province
        assert {each.phone for each in visitor.family} <= {visitor.phone}
        assert len({each.citizen_id for each in (visitor.citizen, *visitor.family)}) == 1 + len(visitor.family)
        assert visitor.by_phone is (turn.way is Way.PHONE)
        assert visitor.values[Field.NAME] == visitor.name
        assert birth_of(visitor.values[Field.BIRTH]) is not None
        if turn.way is Way.PHONE:
            assert visitor.declared_before == (visitor.citizen, *visitor.family)
            assert turn.visits == 1 + len(visitor.family)
        else:
            assert turn.visits == 1
        if visitor.card is not None:
            assert parse(visitor.card.text, today=TODAY).citizen_id == visitor.number


def test_no_two_numbers_of_a_plan_are_one() -> None:
    phones = Counter(turn.visitor.phone for turn in touched(every_kind(7, 300)) if turn.happens is Happens.ARRIVE)

    assert max(phones.values()) == 1


def test_families_cards_and_papers_are_all_among_them() -> None:
    turns = [turn for seed in range(6) for turn in touched(every_kind(seed, 60))]

    assert {len(turn.visitor.family) for turn in turns if turn.way is Way.PHONE} == {0, 1, 2, 3}
    assert {turn.visitor.card is None for turn in turns if turn.way is Way.DECLARATION} == {True, False}
    assert {turn.style for turn in turns if turn.way is Way.CITIZEN_CODE} == {Style.PHONE, Style.SLIP}


def test_nobody_shows_in_a_log() -> None:
    for turn in touched(every_kind(7, 30)):
        for told in (turn.visitor.name, turn.visitor.phone, turn.visitor.number):
            assert told not in repr(turn)


CODE = "HTTPS://KIEMDICH.EXAMPLE/Q/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 8


def _passport() -> Prop:
    return next(t.prop for t in every_kind(3, 12) if isinstance(t, Turn) and way_of(t) is Way.VACCINE_PASS)


@pytest.mark.parametrize(
    "prop",
    [citizen_code(CODE, Style.PHONE, "N. V. THỬ"), citizen_code(CODE, Style.SLIP, "N. V. THỬ"), _passport()],
    ids=["phone", "slip", "passport"],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_signed_codes_can_be_read_at_the_door(prop: Prop, seed: int) -> None:
    doorway, at = Doorway(seed), 10.0
    doorway.present(prop)
    read: set[bytes] = set()
    while prop.payload not in read:
        assert at < 13.0, "never read"
        frame = doorway.frame(at)
        at += 0.05
        if at > 10.6:
            grey = np.ascontiguousarray(frame[..., 1])
            read |= {found.bytes for found in zxingcpp.read_barcodes(grey)}
    assert prop.symbology is Symbology.QR
    assert prop.kind in (CardKind.CITIZEN_CODE, CardKind.HEALTH_CERTIFICATE)
