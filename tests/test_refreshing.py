"""Keys and revocations, fetched from a centre that is there or not, into a real store, with time turned by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.citizen_code import CodeTrust
from kiosk.errors import ServerRefused, ServerUnreachable
from kiosk.refreshing import MOST_PAGES, Refreshing
from kiosk.wire.desk_messages import CodeKey, CodeKeys, Revocations
from local_store.store import Store, open_store
from tests.fakes import BrokenStore, HandClock, InlineBackground

NOW = HandClock().now()
HOUR = 3_600


@dataclass
class FakeCentre:
    """A centre with keys, and a list of codes taken back, three to a page."""

    away: bool = False
    kids: list[int] = field(default_factory=lambda: [1])
    revoked: list[int] = field(default_factory=list)
    asked_keys: int = 0
    asked_revocations: int = 0
    meanwhile: list[Callable[[], None]] = field(default_factory=list)

    def keys(self) -> CodeKeys:
        self.asked_keys += 1
        self._there()
        return CodeKeys(keys=tuple(_key(kid) for kid in self.kids))

    def revocations(self, after: int) -> Revocations:
        self.asked_revocations += 1
        self._there()
        while self.meanwhile:
            self.meanwhile.pop()()
        page = self.revoked[after : after + 3]
        revision = min(after + 3, len(self.revoked))
        more = revision < len(self.revoked)
        return Revocations(revision=revision, revoked=tuple(f"{one:016x}" for one in page), more=more)

    def _there(self) -> None:
        if self.away:
            raise ServerUnreachable("nobody answers")


def _key(kid: int) -> CodeKey:
    return CodeKey(kid=f"{kid:016x}", public=f"{kid:064x}", signs_from=NOW, signs_until=NOW + timedelta(days=90))


def trust(kids: list[int], revoked: list[int]) -> CodeTrust:
    return CodeTrust({kid.to_bytes(8): kid.to_bytes(32) for kid in kids}, frozenset(one.to_bytes(8) for one in revoked))


class Gate:
    def __init__(self, store: Store, codes: object | None = None, centre: FakeCentre | None = None) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.centre = centre or FakeCentre()
        self.told: list[CodeTrust] = []
        self.refreshing = Refreshing(
            codes or store.codes,  # type: ignore[arg-type]
            self.centre,
            self.clock,
            self.background,
            self.told.append,
            draw=lambda low, high: (low + high) / 2,
        )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data", tmp_path / "keys") as store:
        yield store


@pytest.fixture
def gate(store: Store) -> Gate:
    return Gate(store)


def test_at_the_start_it_says_what_is_kept_and_then_what_is_new(store: Store) -> None:
    Gate(store).refreshing.start()
    gate = Gate(store)
    gate.centre.kids, gate.centre.revoked = [1, 2], [7]
    gate.refreshing.start()
    assert gate.told == [trust([1], []), trust([1, 2], [7])]


def test_what_is_kept_counts_where_the_centre_is_away(store: Store) -> None:
    Gate(store).refreshing.start()
    gate = Gate(store)
    gate.centre.away = True
    gate.refreshing.start()
    assert gate.told == [trust([1], [])]


def test_revocations_come_within_five_minutes_and_keys_within_the_hour(gate: Gate) -> None:
    gate.refreshing.start()
    gate.centre.revoked.append(7)
    gate.background.pass_time(299)
    assert gate.told[-1] == trust([1], [])
    gate.background.pass_time(2)
    assert gate.told[-1] == trust([1], [7])
    gate.centre.kids.append(2)
    gate.background.pass_time(HOUR)
    assert gate.told[-1] == trust([1, 2], [7])
    gate.background.pass_time(10 * HOUR)
    assert gate.centre.asked_keys == pytest.approx(12, abs=1)
    assert gate.centre.asked_revocations == pytest.approx(11 * 12, abs=3)


def test_nothing_is_said_where_nothing_has_changed(gate: Gate) -> None:
    gate.refreshing.start()
    said = len(gate.told)
    gate.background.pass_time(3 * HOUR)
    assert len(gate.told) == said


def test_a_list_of_several_pages_comes_in_one_go(gate: Gate) -> None:
    gate.centre.revoked = list(range(10, 20))
    gate.refreshing.start()
    assert gate.told[-1] == trust([1], list(range(10, 20)))


def test_a_list_that_does_not_end_is_left_for_later(store: Store) -> None:
    class Endless(FakeCentre):
        def revocations(self, after: int) -> Revocations:
            self.asked_revocations += 1
            return Revocations(revision=after, revoked=(), more=True)

    gate = Gate(store, centre=Endless())
    gate.refreshing.start()
    assert gate.told[-1] == trust([1], [])
    assert gate.centre.asked_revocations < MOST_PAGES


def test_a_centre_put_back_from_a_copy_is_asked_for_all_again(gate: Gate) -> None:
    gate.centre.revoked = [10, 11, 12, 13]
    gate.refreshing.start()
    gate.centre.revoked = [10, 11, 20]
    gate.background.pass_time(301)
    assert gate.told[-1] == trust([1], [10, 11, 12, 13, 20])
    gate.centre.revoked += [21, 22, 23]
    gate.background.pass_time(301)
    assert gate.told[-1].revoked >= {one.to_bytes(8) for one in (20, 21, 22, 23)}


class TestWanted:
    def test_keys_are_fetched_soon_and_not_for_each_code_shown(self, gate: Gate) -> None:
        gate.refreshing.start()
        gate.background.pass_time(60)
        gate.centre.kids.append(2)
        for _ in range(20):
            gate.refreshing.keys_wanted()
        gate.background.pass_time(0)
        assert gate.told[-1] == trust([1, 2], [])
        assert gate.centre.asked_keys == 2

    def test_somebody_who_shows_forged_codes_all_day_does_not_flood_the_centre(self, gate: Gate) -> None:
        gate.refreshing.start()
        for _ in range(600):
            gate.refreshing.keys_wanted()
            gate.background.pass_time(1)
        assert gate.centre.asked_keys <= 22

    def test_it_does_not_put_off_what_is_due(self, gate: Gate) -> None:
        gate.centre.away = True
        gate.refreshing.start()
        gate.centre.away = False
        gate.refreshing.keys_wanted()
        gate.background.pass_time(6)
        assert gate.told[-1] == trust([1], [])

    def test_while_a_turn_is_under_way_it_is_followed_by_another(self, gate: Gate) -> None:
        gate.centre.meanwhile = [gate.refreshing.keys_wanted]
        gate.refreshing.start()
        assert gate.centre.asked_keys == 1
        gate.centre.kids.append(2)
        gate.background.pass_time(31)
        assert gate.told[-1] == trust([1, 2], [])

    def test_also_while_the_centre_was_away_for_long(self, gate: Gate) -> None:
        gate.centre.away = True
        gate.refreshing.start()
        gate.background.pass_time(2 * HOUR)
        gate.centre.away = False
        gate.refreshing.keys_wanted()
        gate.background.pass_time(31)
        assert gate.told[-1] == trust([1], [])


class TestACentreThatIsAway:
    def test_is_asked_ever_more_rarely_and_for_ever(self, gate: Gate) -> None:
        gate.centre.away = True
        gate.refreshing.start()
        gate.background.pass_time(24 * HOUR)
        assert 24 * HOUR / 600 < gate.centre.asked_keys < 24 * HOUR / 300
        gate.centre.away = False
        gate.background.pass_time(601)
        assert gate.told[-1] == trust([1], [])

    def test_in_the_middle_loses_nothing_that_came(self, store: Store) -> None:
        class Half(FakeCentre):
            def revocations(self, after: int) -> Revocations:
                if after >= 3:
                    raise ServerRefused("not now")
                return super().revocations(after)

        gate = Gate(store, centre=Half(kids=[1, 2], revoked=[5, 6, 7, 8]))
        gate.refreshing.start()
        assert gate.told[-1] == trust([1, 2], [5, 6, 7])

    @pytest.mark.parametrize("kid", ["xyz", "00", ""])
    def test_or_talks_nonsense_changes_nothing(self, store: Store, kid: str) -> None:
        class Nonsense(FakeCentre):
            def keys(self) -> CodeKeys:
                return CodeKeys(keys=(_key(9).model_copy(update={"kid": kid}),))

        gate = Gate(store, centre=Nonsense())
        gate.refreshing.start()
        assert gate.told == [trust([], [])]


def test_a_store_that_fails_is_tried_again(store: Store) -> None:
    broken = BrokenStore(store.codes)
    gate = Gate(store, broken)
    gate.refreshing.start()
    assert gate.told == []
    broken.mended = True
    gate.background.pass_time(10)
    assert gate.told == [trust([1], [])]
