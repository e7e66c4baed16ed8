from pathlib import Path

import pytest

from kiosk.visits import Act
from local_store.bulk import fill, moment_of, passings, synthetic_card
from local_store.store import Store
from tests.local_store.opening import NOW, crossing, open_at, require_consistency

PEOPLE, VISITS = 7, 40
STAYS = (
    "key, name, day, left_day, arrived, departed, newest, standing, place, via, gate, automatic, corrected, words, "
    "unsent, undeclared, attention"
)


def test_filling_writes_what_recording_writes(store: Store, tmp_path: Path) -> None:
    with open_at(tmp_path / "filled") as filled:
        fill(filled.connection, filled.device.id, VISITS, PEOPLE, NOW)
        require_consistency(filled)
        for sequence, passing in enumerate(passings(VISITS, PEOPLE), 1):
            card = synthetic_card(passing.number)
            inside = store.visits.standing(card).inside
            assert (inside.sequence if inside else None) == passing.closes
            act = Act.CHECK_OUT if inside else Act.CHECK_IN
            at = moment_of(sequence, VISITS, NOW)
            store.visits.record(crossing(card, act, inside.id if inside else None, at))
        for sql in (
            "SELECT sequence, act, at, via, gate, verified, follows IS NULL FROM visits",
            "SELECT standing, latest, inside FROM presence ORDER BY latest",
            "SELECT name, folded, birth, sex FROM people ORDER BY name",
            "SELECT kind, value, backwards FROM identifiers ORDER BY 2",
            "SELECT phone, backwards FROM phones ORDER BY 1",
            "SELECT inside FROM totals",
            f"SELECT {STAYS} FROM stays JOIN people ON row = person ORDER BY key",  # noqa: S608 - constants above
            "SELECT rowid FROM stay_words WHERE stay_words MATCH 'nguyen'",
        ):
            assert filled.connection.rows(sql) == store.connection.rows(sql)
        name = synthetic_card(1).name or ""
        assert [f.person.name for f in filled.search.people(name)] == [f.person.name for f in store.search.people(name)]


def test_only_an_empty_store_is_filled(store: Store) -> None:
    store.visits.record(crossing(synthetic_card(1)))
    with pytest.raises(ValueError, match="only an empty store"):
        fill(store.connection, store.device.id, 1, 1, NOW)
