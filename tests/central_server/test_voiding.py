"""A graver declaration of the same human: no new code while it stands, and those that are about are taken back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select

from central_server.store import codes
from central_server.store.declaration_tables import citizen_codes
from central_server.store.engine import transaction
from kiosk.wire.messages import DeclarationSaid
from tests.central_server.declaring import NOW, declaration, taken
from tests.central_server.test_citizen_codes import code
from tests.wire.saying import person


def test_no_code_while_a_graver_declaration_of_the_same_human_stands(engine: Engine) -> None:
    stop, again = declaration(1, verdict="stop", person=person(id=uuid4())), declaration(2)
    taken(engine, stop, again)
    with pytest.raises(codes.NoCode, match="still stands"):
        code(engine, again)
    assert code(engine, again, stop.holds_until).expires == again.holds_until
    cleared = declaration(3, declared_by=uuid4())
    taken(engine, cleared)
    assert code(engine, cleared).expires == cleared.holds_until


OWN: dict[str, Any] = {}
ELSEWHERE = {"person": person(id=uuid4())}
STRANGER = {"person": person(id=uuid4(), name="Kẻ Lạ Mặt")}


@pytest.mark.parametrize(
    ("changes", "void"),
    [
        (OWN | {"phone_proof": "none", "verdict": "needs_staff"}, True),
        (ELSEWHERE, True),
        (ELSEWHERE | {"phone_proof": "none", "from_card": "citizen_card"}, True),
        (ELSEWHERE | {"phone_proof": "none"}, False),
        (STRANGER, False),
        (OWN | {"verdict": "pass"}, False),
        (OWN | {"minutes": -60 * 72}, False),  # over already, when it came at last
        (OWN | {"holds_until": NOW - timedelta(hours=1)}, False),  # likewise, though it is the latest
    ],
)
def test_codes_are_taken_back_from_whoever_has_declared_since(
    engine: Engine, changes: dict[str, Any], void: bool
) -> None:
    said, other = declaration(1), declaration(2, person=person(2))
    taken(engine, said, other)
    issued, kept = code(engine, said), code(engine, other)
    with transaction(engine) as connection:
        first = codes.revocations(connection, 0, NOW).revision
    taken(engine, declaration(3, **({"verdict": "stop"} | changes)), device=uuid4())
    with transaction(engine) as connection:
        told = codes.revocations(connection, first, NOW)
        assert told.revoked == ((issued.id.hex(),) if void else ())
        found = codes.find_code(connection, kept.id)
        reason = connection.execute(select(citizen_codes.c.reason).where(citizen_codes.c.id == issued.id)).scalar_one()
    assert reason == ("declared since" if void else None)
    assert found is not None
    assert not found.revoked


def test_a_stop_from_before_staff_asked_anew_takes_no_code_back(engine: Engine) -> None:
    cleared = declaration(2, declared_by=uuid4())
    taken(engine, cleared)
    issued = code(engine, cleared)
    taken(engine, declaration(1, verdict="stop"), device=uuid4())  # it waited in another kiosk's outbox
    assert code(engine, cleared).id == issued.id


def test_a_code_asked_for_while_a_stop_arrives_does_not_live_on(engine: Engine) -> None:
    for turn in range(10):
        said = declaration(2 * turn + 1, person=person(turn + 1))
        stop = declaration(2 * turn + 2, person=person(turn + 1), verdict="stop")
        taken(engine, said)

        def ask(said: DeclarationSaid = said) -> None:
            with suppress(codes.NoCode):
                code(engine, said)

        with ThreadPoolExecutor(2) as pool:
            asking, arriving = pool.submit(ask), pool.submit(taken, engine, stop, device=uuid4())
            asking.result()
            arriving.result()
        with transaction(engine) as connection:
            live = select(func.count()).select_from(citizen_codes).where(citizen_codes.c.revision.is_(None))
            assert connection.execute(live).scalar_one() == 0
