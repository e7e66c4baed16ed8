"""Where the secret comes from that private keys are sealed under."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url

from central_server.sealing import CannotSeal, Sealing, sealing_for
from kiosk.errors import SettingsError

GIVEN = "synthetic secret of 32 characters"


def test_what_was_sealed_opens_whole_or_not_at_all() -> None:
    sealing = Sealing(b"1" * 32)
    sealed = sealing.seal(b"private", b"name")
    assert sealing.open(sealed, b"name") == b"private"
    assert sealing.seal(b"private", b"name") != sealed
    for damaged in (sealed[:-1], sealed[:-1] + b"?", b"?" * 40, b""):
        with pytest.raises(CannotSeal):
            sealing.open(damaged, b"name")
    assert "1" not in repr(sealing)


def test_a_file_beside_the_database_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/centre.sqlite")
    assert list(tmp_path.iterdir()) == []  # nothing before the first need
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: sealing_for(url, None)().secret, range(32)))
    assert len(made) == 1
    [file] = tmp_path.iterdir()
    assert file.name == "centre.sqlite.secret"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() in made


def test_a_secret_that_is_given_needs_no_file(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/centre.sqlite", "postgresql+psycopg://kiosk@db/centre"):
        assert sealing_for(make_url(url), GIVEN)().secret == GIVEN.encode()
    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_that_may_be_shared_gets_no_secret_of_one_machine() -> None:
    with pytest.raises(CannotSeal, match="KIOSK_CENTRE_SECRET"):
        sealing_for(make_url("postgresql+psycopg://kiosk@db/centre"), None)()


def test_a_short_secret_and_a_damaged_file_are_refused(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/centre.sqlite")
    with pytest.raises(SettingsError):
        sealing_for(url, "short")
    (tmp_path / "centre.sqlite.secret").write_bytes(b"")
    with pytest.raises(CannotSeal):
        sealing_for(url, None)()
    with pytest.raises(CannotSeal):
        sealing_for(make_url(f"sqlite:///{tmp_path}/missing/centre.sqlite"), None)()
