from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.cards.card import Card, CardKind
from kiosk.linking import learned, same_people, same_person
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, Sex

K = IdentifierKind


def number(kind: IdentifierKind, value: str = "1") -> Identifier:
    return Identifier(kind, value)


def person(*identifiers: Identifier, name: str | None = "Nguyễn Văn Thử", id_: int = 1) -> Person:
    return Person(UUID(int=id_), name, PartialDate(1990, 8, 15), Sex.MALE, frozenset(identifiers))


def card(*identifiers: Identifier, name: str | None = "Nguyễn Văn Thử") -> Card:
    birth = PartialDate(1990, 8, 15)
    return Card(CardKind.CCCD, name=name, birth=birth, sex=Sex.MALE, identifiers=frozenset(identifiers))


REISSUED = (K.INSURANCE_CARD, K.KBYT_DECLARATION, K.HEALTH_CERTIFICATE)
"""One person has several of these in the course of time."""


class TestByNumber:
    def test_a_shared_number_decides_whatever_the_name(self) -> None:
        known = person(number(K.CITIZEN_ID), name="Trần Thị Mẫu")
        assert same_person(card(number(K.CITIZEN_ID)), [known]) is known

    def test_but_not_against_the_citizen_id(self) -> None:
        known = person(number(K.SOCIAL_INSURANCE), number(K.CITIZEN_ID, "1"))
        assert same_person(card(number(K.SOCIAL_INSURANCE), number(K.CITIZEN_ID, "2")), [known]) is None

    def test_the_one_seen_last_comes_first(self) -> None:
        last, earlier = person(number(K.SOCIAL_INSURANCE), id_=2), person(number(K.CITIZEN_ID), id_=1)
        both = card(number(K.CITIZEN_ID), number(K.SOCIAL_INSURANCE))
        assert same_people(both, [last, earlier]) == (last, earlier)
        assert same_people(both, [earlier, last]) == (earlier, last)

    def test_of_two_who_contradict_each_other_the_surer_number_decides(self) -> None:
        citizen = person(number(K.CITIZEN_ID), number(K.OLD_CITIZEN_ID, "a"), id_=1)
        insured = person(number(K.SOCIAL_INSURANCE), number(K.OLD_CITIZEN_ID, "b"), id_=2)
        both = card(number(K.CITIZEN_ID), number(K.SOCIAL_INSURANCE))
        assert same_people(both, [insured, citizen]) == (citizen,)


class TestByName:
    def test_name_day_and_sex_decide_together(self) -> None:
        known = person(number(K.CITIZEN_ID))
        assert same_person(card(number(K.SOCIAL_INSURANCE), name="NGUYEN VAN THU"), [known]) is known

    @pytest.mark.parametrize(
        "other",
        [
            card(name="Nguyễn Văn Thư"),
            card(name=None),
            replace(card(), birth=PartialDate(1990)),
            replace(card(), birth=PartialDate(1990, 8, 16)),
            replace(card(), birth=None),
            replace(card(), sex=Sex.FEMALE),
            replace(card(), sex=None),
        ],
    )
    def test_less_is_somebody_new(self, other: Card) -> None:
        assert same_person(other, [person()]) is None

    def test_two_who_fit_are_a_doubt(self) -> None:
        fits = [person(number(K.CITIZEN_ID), id_=1), person(number(K.PASSPORT), id_=2)]
        assert same_person(card(number(K.SOCIAL_INSURANCE)), fits) is None
        assert same_person(card(number(K.CITIZEN_ID, "2")), fits) is fits[1], "the other one is contradicted"

    @pytest.mark.parametrize("kind", [kind for kind in K if kind not in REISSUED])
    def test_another_number_of_the_same_kind_contradicts(self, kind: IdentifierKind) -> None:
        assert same_person(card(number(kind, "2")), [person(number(kind, "1"))]) is None

    @pytest.mark.parametrize("kind", [K.INSURANCE_CARD, K.KBYT_DECLARATION])
    def test_a_number_that_is_issued_anew_does_not(self, kind: IdentifierKind) -> None:
        known = person(number(kind, "1"))
        assert same_person(card(number(kind, "2")), [known]) is known


def test_what_is_known_is_never_replaced() -> None:
    known = person(number(K.CITIZEN_ID))
    other = Card(CardKind.BHYT, name="Trần Thị Mẫu", birth=PartialDate(1991, 1, 1), sex=Sex.FEMALE)
    assert learned(known, other) == known


NUMBERS = st.frozensets(st.builds(Identifier, st.sampled_from(K), st.sampled_from("12")), max_size=4)
NAMES = st.sampled_from(["Nguyễn Văn Thử", "NGUYEN VAN THU", "Nguyễn Văn Thư", None])
BIRTHS = st.sampled_from([PartialDate(1990, 8, 15), PartialDate(1990), None])
SEXES = st.sampled_from([Sex.MALE, Sex.FEMALE, None])
CARDS = st.builds(Card, st.just(CardKind.CCCD), name=NAMES, birth=BIRTHS, sex=SEXES, identifiers=NUMBERS)
PEOPLE = st.lists(st.builds(Person, st.uuids(), NAMES, BIRTHS, SEXES, NUMBERS), max_size=4, unique_by=lambda p: p.id)


@settings(deadline=None)
@given(CARDS, PEOPLE)
def test_nobody_is_found_against_a_citizen_id(said: Card, people: list[Person]) -> None:
    mine = {one.value for one in said.identifiers if one.kind is K.CITIZEN_ID}
    for found in same_people(said, people):
        theirs = {one.value for one in found.identifiers if one.kind is K.CITIZEN_ID}
        assert not (mine and theirs) or mine & theirs


@settings(deadline=None)
@given(CARDS, PEOPLE)
def test_whoever_is_found_shares_a_number_or_name_day_and_sex(said: Card, people: list[Person]) -> None:
    for found in same_people(said, people):
        alike = said.birth is not None and said.birth.whole and (said.birth, said.sex) == (found.birth, found.sex)
        assert said.identifiers & found.identifiers or alike


@settings(deadline=None)
@given(CARDS, PEOPLE)
def test_a_card_finds_again_whom_it_taught(said: Card, people: list[Person]) -> None:
    found = same_person(said, people)
    if found is not None and said.identifiers:
        taught = learned(found, said)
        assert same_person(said, [taught]) is taught
