"""The measuring of a store that has grown, on one that has not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from local_store.bench_store import Figures, Times, build, measured, texts
from tests.local_store.opening import require_consistency
from tests.local_store.reckoning import require_stays

FAST, SLOW = Times(1, 1.0, 1.0, 1.0, 1.0), Times(1, 1.0, 1.0, 101.0, 101.0)


def test_what_is_measured_is_a_store_like_any_other(tmp_path: Path) -> None:
    with build(tmp_path, 400) as store:
        require_consistency(store)
        require_stays(store)
        counts = (store.outbox.refused_count(), store.visits.recorded(), store.visits.inside_now())
        assert counts == (30, 402, 40)
        figures = measured(store, rounds=1)
    assert (figures.people, figures.search.count, len(figures.filters)) == (80, 22, 8)


def test_a_store_that_is_there_is_measured_again_and_another_one_is_not(tmp_path: Path) -> None:
    build(tmp_path, 100).close()
    with build(tmp_path, 100) as store:
        assert store.visits.recorded() == 102
    with pytest.raises(ValueError, match="has 102 visits"):
        build(tmp_path, 1000)


def test_what_is_typed_is_the_same_every_time() -> None:
    assert texts(100, 3) == texts(100, 3)
    assert len({text for kind in texts(100, 3).values() for text in kind}) > 20


@pytest.mark.parametrize(
    ("page", "search", "slow"), [(FAST, FAST, []), (SLOW, FAST, ["first page"]), (FAST, SLOW, ["search"])]
)
def test_a_bar_that_is_not_met_is_named(page: Times, search: Times, slow: list[str]) -> None:
    assert Figures(1, 1, 1.0, page, FAST, {}, FAST, search, {}, FAST, FAST, FAST).too_slow == slow


def test_the_command_prints_json(tmp_path: Path) -> None:
    asked = ["bench", "store", "--visits", "100", "--rounds", "1", "--keep", str(tmp_path), "--json"]
    ran = subprocess.run([sys.executable, "-m", "kiosk", *asked], capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    assert (said["what"], said["people"], said["bars"]["search_p95_ms"]) == ("store", 20, 50.0)
    assert said["search"]["p95"] >= said["search"]["p50"] > 0
    assert ran.stderr == ""
