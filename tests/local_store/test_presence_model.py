"""Arrivals, departures, reversals and merges in any order, against a model that keeps plain lists."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind
from kiosk.visits import Act, Visit
from tests.local_store.opening import crossing, open_at, require_consistency

PEOPLE = 3
SHOWN = st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(["citizen", "insured", "both"]))


def card(person: int, shown: str) -> Card:
    citizen = Identifier(IdentifierKind.CITIZEN_ID, f"00109000000{person}")
    insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, f"012345678{person}")
    numbers = {"citizen": {citizen}, "insured": {insured}, "both": {citizen, insured}}[shown]
    return Card(CardKind.CCCD, identifiers=frozenset(numbers))


@dataclass
class Somebody:
    """What the model knows: every visit that is no reversal, and the ids of those taken back."""

    numbers: set[Identifier]
    visits: list[Visit] = field(default_factory=list)
    taken_back: set[str] = field(default_factory=set)
    latest: int = 0

    @property
    def standing(self) -> Visit | None:
        left = [visit for visit in self.visits if str(visit.id) not in self.taken_back]
        return max(left, key=lambda visit: visit.sequence) if left else None

    @property
    def inside(self) -> bool:
        return self.standing is not None and self.standing.act is Act.CHECK_IN


class Gate(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_at(Path(self.folder.name))
        self.people: list[Somebody] = []
        self.count = 0

    def holders(self, shown: Card) -> list[Somebody]:
        fits = [one for one in self.people if one.numbers & shown.identifiers]
        return sorted(fits, key=lambda one: one.latest, reverse=True)

    def record(self, shown: Card, act: Act, follows: Visit | None) -> None:
        visit, before = self.store.visits.record(crossing(shown, act, follows.id if follows else None))
        assert (before.id if before else None) == (follows.id if follows else None)
        self.count += 1
        assert visit.sequence == self.count
        holders = self.holders(shown)
        one = holders[0] if holders else Somebody(set())
        for other in holders[1:]:
            one.numbers |= other.numbers
            one.visits += other.visits
            one.taken_back |= other.taken_back
        self.people = [kept for kept in self.people if kept not in holders] + [one]
        one.numbers |= shown.identifiers
        one.latest = visit.sequence
        if act is Act.REVERSAL:
            assert follows is not None
            one.taken_back.add(str(follows.id))
        else:
            one.visits.append(visit)

    @rule(who=SHOWN)
    def arrives(self, who: tuple[int, str]) -> None:
        self.record(card(*who), Act.CHECK_IN, None)

    @rule(who=SHOWN)
    def leaves(self, who: tuple[int, str]) -> None:
        holders = self.holders(card(*who))
        self.record(card(*who), Act.CHECK_OUT, holders[0].standing if holders and holders[0].inside else None)

    @precondition(lambda self: any(one.visits for one in self.people))
    @rule(data=st.data(), who=SHOWN)
    def takes_back(self, data: st.DataObject, who: tuple[int, str]) -> None:
        visits = [visit for one in self.holders(card(*who)) for visit in one.visits]
        if visits:
            self.record(card(*who), Act.REVERSAL, data.draw(st.sampled_from(visits)))

    @rule()
    def is_opened_again(self) -> None:
        self.store.close()
        self.store = open_at(Path(self.folder.name))

    @invariant()
    def everybody_stands_where_the_model_says(self) -> None:
        inside = sum(one.inside for one in self.people)
        for person in range(PEOPLE):
            for shown in ("citizen", "insured", "both"):
                standing = self.store.visits.standing(card(person, shown))
                holders = self.holders(card(person, shown))
                expected = holders[0].standing if holders else None
                assert standing.inside_now == inside
                assert (standing.person is None) == (not holders)
                assert (standing.last.id if standing.last else None) == (expected.id if expected else None)

    def teardown(self) -> None:
        require_consistency(self.store)
        self.store.close()
        self.folder.cleanup()


TestGate = Gate.TestCase
TestGate.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
