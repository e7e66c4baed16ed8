"""Declaring, coming, going and choosing in any order: nobody stands on the list twice, and the latest word counts."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.cards.card import Card, CardKind
from kiosk.declarations import Holding
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.questionnaire import Verdict
from kiosk.visits import Act
from tests.local_store.declaring import PHONE, THU, declare, filled, holding, told
from tests.local_store.opening import NOW, crossing, open_at, require_consistency

HUMANS = st.integers(0, 2)
VERDICTS = st.sampled_from(list(Verdict))
GRAVITY = {Verdict.PASS: 0, Verdict.NEEDS_STAFF: 1, Verdict.STOP: 2}


def citizen(human: int) -> str:
    return f"00109000000{human}"


def insured(human: int) -> str:
    return f"012345678{human}"


class Household(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_at(Path(self.folder.name))
        self.sent = self.minutes = 0
        self.latest: dict[int, Holding] = {}

    def at_the_door(self) -> timedelta:
        self.minutes += 1
        self.sent += 1
        return timedelta(minutes=self.minutes)

    @rule(
        human=HUMANS,
        by=st.sampled_from(["citizen", "insured", "both"]),
        verdict=VERDICTS,
        typed_by_staff=st.booleans(),
    )
    def declares(self, human: int, by: str, verdict: Verdict, typed_by_staff: bool) -> None:
        who = replace(
            THU,
            name=f"Mẫu {'ABC'[human]}",
            birth=PartialDate(1990, 1, human + 1),
            number=citizen(human) if by != "insured" else None,
            insurance=insured(human) if by != "citizen" else None,
        )
        at = NOW + self.at_the_door()
        form = replace(filled(who, verdict), declared_by=UUID(int=99) if typed_by_staff else None)
        assert declare(self.store, form, at=at).sequence == self.sent
        before, self.latest[human] = self.latest.get(human), holding(at, verdict)
        if before and not typed_by_staff and GRAVITY[before.verdict] > GRAVITY[verdict]:
            self.latest[human] = replace(before, declared_at=at)

    @rule(human=HUMANS, by=st.sampled_from(["citizen", "insured", "both"]), act=st.sampled_from(list(Act)[:2]))
    def shows_a_card(self, human: int, by: str, act: Act) -> None:
        kinds = {
            Identifier(IdentifierKind.CITIZEN_ID, citizen(human)): by != "insured",
            Identifier(IdentifierKind.SOCIAL_INSURANCE, insured(human)): by != "citizen",
        }
        card = Card(
            CardKind.CCCD,
            name=f"Mẫu {'ABC'[human]}",
            birth=PartialDate(1990, 1, human + 1),
            identifiers=frozenset(one for one, shown in kinds.items() if shown),
        )
        visit, _ = self.store.visits.record(crossing(card, act, at=NOW + self.at_the_door()))
        assert visit.sequence == self.sent

    @rule(human=HUMANS, act=st.sampled_from(list(Act)[:2]))
    def shows_a_code(self, human: int, act: Act) -> None:
        card = Card(CardKind.CITIZEN_CODE, name=f"M. {'ABC'[human]}")
        one = replace(crossing(card, act, at=NOW + self.at_the_door()), person=UUID(int=human + 1), verified=True)
        visit, _ = self.store.visits.record(one)
        assert visit.verified

    @rule(human=HUMANS)
    def is_chosen_from_the_list(self, human: int) -> None:
        for one in self.store.declarations.family(PHONE, self.told(human)):
            told = one.person
            card = Card(CardKind.DECLARED, name=told.name, birth=told.birth, identifiers=told.identifiers)
            act = Act.CHECK_OUT if one.standing.inside else Act.CHECK_IN
            at = NOW + self.at_the_door()
            visit, _ = self.store.visits.record(replace(crossing(card, act, at=at), person=one.person.id))
            assert visit.person.id == one.person.id
            assert self.store.visits.standing(card, one.person.id).last == visit

    def told(self, human: int | None = None) -> list[DeclaredPerson]:
        return [
            told(
                UUID(int=one + 1),
                replace(THU, name=f"Mẫu {'ABC'[one]}", birth=PartialDate(1990), number=citizen(one), phone=PHONE.e164),
                insured=insured(one),
            )
            for one in range(3)
            if human in (None, one)
        ]

    @invariant()
    def each_human_is_on_the_list_once_with_their_latest_word(self) -> None:
        members = self.store.declarations.family(PHONE, self.told())
        numbers = [one.value for member in members for one in member.person.identifiers]
        assert len(members) == 3
        assert sorted(numbers) == sorted([*map(citizen, range(3)), *map(insured, range(3))])
        for human in range(3):
            (member,) = [one for one in members if citizen(human) in {i.value for i in one.person.identifiers}]
            assert member.standing.declaration == self.latest.get(human)
            assert member.standing.inside_now == self.store.visits.inside_now()
        insides = [member.standing.inside is not None for member in members]
        assert insides == sorted(insides, reverse=True)

    @rule()
    def is_opened_again(self) -> None:
        self.store.close()
        self.store = open_at(Path(self.folder.name))

    def teardown(self) -> None:
        require_consistency(self.store)
        assert self.store.connection.value("SELECT sequence FROM device") == self.sent
        self.store.close()
        self.folder.cleanup()


TestHousehold = Household.TestCase
TestHousehold.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
