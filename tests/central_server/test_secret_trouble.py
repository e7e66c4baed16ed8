"""A centre whose secret is missing or another one says so when it starts."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from central_server.sealing import CannotSeal, Sealing, sealing_for
from central_server.store.code_keys import keys_in_time, trouble
from central_server.store.engine import transaction
from tests.central_server.placing import NOW
from tests.central_server.running import COMMAND, CentreProcess

RIGHT, WRONG = Sealing(b"synthetic secret of a centre 000"), Sealing(b"synthetic secret of a centre 001")


def test_another_secret_is_told_from_the_right_one(engine: Engine) -> None:
    with transaction(engine) as connection:
        assert trouble(connection, lambda: WRONG) is None, "nothing is sealed yet"
        keys_in_time(connection, lambda: RIGHT, NOW)
        assert trouble(connection, lambda: RIGHT) is None
        assert "not the one" in (trouble(connection, lambda: WRONG) or "")


def test_no_secret_at_all_is_told(engine: Engine) -> None:
    def none() -> Sealing:
        raise CannotSeal("There is none.")

    with transaction(engine) as connection:
        assert trouble(connection, none) == "There is none."


@pytest.mark.parametrize(("secret", "said"), [(b"0" * 32, True), (None, False)], ids=["another", "the same"])
def test_it_is_said_at_the_start_and_kiosks_are_served(engine: Engine, secret: bytes | None, said: bool) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("a secret beside the database is SQLite's")
    database = Path(engine.url.database or "")
    with transaction(engine) as connection:
        keys_in_time(connection, sealing_for(engine.url, None), NOW)
    engine.dispose()
    if secret is not None:
        database.with_name(database.name + ".secret").write_bytes(secret)
    process = CentreProcess(database, command=COMMAND)
    assert process.process.stderr is not None
    process.process.terminate()
    written = process.process.stderr.read().decode()
    process.kill()
    assert ("Officers cannot sign in" in written) is said
