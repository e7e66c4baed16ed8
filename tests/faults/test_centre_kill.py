"""PostgreSQL and workers killed under load: what was acknowledged is there, once. KIOSK_KILLS=50 for many more."""

import os
from collections.abc import Iterator

import pytest

from tests.central_server.postgres import Cluster, find_programs, running_cluster
from tests.faults.centre_kill import KINDS, broken, siege

KILLS = int(os.environ.get("KIOSK_KILLS", len(KINDS)))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    with running_cluster(programs) as running:
        yield running


@pytest.mark.slow
@pytest.mark.timeout(120 + 30 * KILLS)
def test_all_that_was_acknowledged_is_there_once(cluster: Cluster) -> None:
    report = siege(cluster, KILLS)
    assert report.kills.total() == KILLS
    assert report.good, report


@pytest.mark.slow
def test_a_centre_that_answers_before_commit_is_found_out(cluster: Cluster) -> None:
    with broken("early"):
        report = siege(cluster, 1, ("worker",), settle=1.0)
    assert report.lost > 0
    assert not report.good
