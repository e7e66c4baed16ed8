"""Erasing somebody: nothing of them is left anywhere, everybody else stays, what is sent again changes nothing."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from central_server.isolation.people import Beginning
from central_server.sealing import Sealing
from central_server.store import erasing, erasures, isolation, subject_requests
from central_server.store.batches import Verdict
from central_server.store.codes import code_for, find_code, revocations
from central_server.store.consent_ledger import ledger, withdraw
from central_server.store.corrections import correct
from central_server.store.declaration_tables import citizen_codes, consents, declarations
from central_server.store.declared import declared_people
from central_server.store.duties_tables import erased_people, erasing_now, past_consents
from central_server.store.duties_tables import erasures as kept_erasures
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.store.tables import metadata, people, visits
from central_server.store.visitor_tables import visitor_sessions
from kiosk.wire.messages import EventSaid, Outcome
from tests.central_server.declaring import NOW, OTHER_PHONE, PHONE, confirm, declaration, taken
from tests.wire.saying import DEVICE, SPACE, person, visit

OFFICER = uuid5(SPACE, "officer")
SECOND = uuid5(SPACE, "second gate")
ME, ALSO_ME, OTHER = (
    person(1),
    person(9, name="Nguyễn Văn Thử 1", identifiers={"citizen_id": "001090000001"}),
    person(2),
)
CANARIES = ("Thử 1", "001090000001", PHONE, PHONE.removeprefix("+84"), "Phố Hoàng Yến", "Lời riêng", "THỬ 1 SỬA")
HERE = {"province": "56", "ward": "22861", "street": "Số 1 Phố Hoàng Yến"}
DURABLE = timedelta(days=1)


def filled(engine: Engine) -> list[tuple[UUID, EventSaid]]:
    """A town in which ME is known in every way there is, under two ids, and OTHER in some."""
    said: list[tuple[UUID, EventSaid]] = [
        (DEVICE, visit(1, person=ME)),
        (DEVICE, visit(2, act="check_out", person=ME, follows=visit(1).id, reason="Lời riêng của nhân viên")),
        (DEVICE, visit(3, person=ME)),
        (SECOND, visit(4, person=ALSO_ME)),
        (DEVICE, declaration(5, person=ME, address=HERE)),
        (SECOND, declaration(6, person=ALSO_ME, address=HERE)),
        (DEVICE, visit(7, person=OTHER)),
        (DEVICE, declaration(8, person=OTHER, phone=OTHER_PHONE)),
    ]
    for device, event in said:
        taken(engine, event, device=device)
    taken(engine, visit(3, person=ME, gate="another content"))  # a conflict, which keeps the whole event
    confirm(engine, uuid5(SPACE, "code"), PHONE)
    with transaction(engine) as connection:
        keys, me = phone_keys(connection, NOW), {ME.id, ALSO_ME.id}
        for number in (PHONE, OTHER_PHONE):
            row = {"hash": number.encode(), "phone": keys.phone_hash(number), "made_at": NOW, "last_used": NOW.date()}
            sealed = keys.seal(number, UUID(int=0), UUID(int=1))
            connection.execute(insert(visitor_sessions).values(row | {"sealed_phone": sealed}))
        code_for(connection, declaration(5).id, "http://127.0.0.1", lambda: Sealing(b"s" * 32), NOW)
        code_for(connection, declaration(8).id, "http://127.0.0.1", lambda: Sealing(b"s" * 32), NOW)
        correct(connection, me, {"name": "Nguyễn Văn THỬ 1 SỬA"}, "Lời riêng: sai tên", OFFICER, NOW)
        correct(connection, {ME.id}, {"name": ME.name or ""}, "sửa lại", OFFICER, NOW)
        correct(connection, {ALSO_ME.id}, {"name": ME.name or ""}, "sửa lại", OFFICER, NOW)
        withdraw(connection, me, "routine", "Lời riêng", NOW)
        asked = subject_requests.open_request(connection, "view", keys.phone_hash(PHONE), me, "Lời riêng", NOW)
        subject_requests.refuse(connection, asked, OFFICER, "Lời riêng", NOW)
        days = {"from_day": date(2026, 11, 20), "until_day": date(2026, 12, 1), "facility": None, "reason": "F1"}
        for name, phone, street in ((ME.name, PHONE, "Số 1 Phố Hoàng Yến"), (OTHER.name, OTHER_PHONE, "Số 2")):
            begun = Beginning(name=name or "", birth="1990-08-15", phone=phone, **HERE | {"street": street}, **days)  # type: ignore[arg-type]
            isolation.begin(connection, begun, OFFICER, NOW)
    return said


def dumped(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every value of every table, as text: table.column and value."""
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)):
            for column, value in row._mapping.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                yield f"{table.name}.{column}", text


def hits(connection: Connection, canaries: Sequence[str]) -> set[str]:
    keys = phone_keys(connection, NOW)
    wanted = [*canaries, keys.phone_hash(PHONE).decode("latin-1")]
    return {where for where, text in dumped(connection) if any(one in text for one in wanted)}


def everything(connection: Connection) -> dict[str, list[str]]:
    return {
        table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
        for table in metadata.sorted_tables
    }


class TestEverythingGoes:
    def test_nothing_of_somebody_erased_is_in_any_table(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            before = hits(connection, CANARIES)
            assert before >= {  # the red control: each of them is found before
                *("people.name", "identifiers.value", "declarations.phone", "declarations.content", "visits.reason"),
                *("conflicts.content", "corrections.value", "corrections.reason", "consent_withdrawals.words"),
                *("subject_requests.words", "subject_request_steps.words", "subject_requests.reason"),
                *("isolations.name", "isolations.street", "visitor_sessions.phone", "otp_requests.phone"),
            }, before
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW, officer=OFFICER)
        with transaction(engine) as connection:
            assert hits(connection, CANARIES) == set()
            left = {where for where, text in dumped(connection) if str(ME.id) in text or str(ALSO_ME.id) in text}
            assert left == {"subject_request_people.person"}
            assert declared_people(connection, PHONE, 50, NOW) == ()

    def test_everybody_else_stays(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW, officer=OFFICER)
        with transaction(engine) as connection:
            assert [one.name for one in declared_people(connection, OTHER_PHONE, 50, NOW)] == [OTHER.name]
            assert connection.execute(select(people.c.id)).scalars().all() == [OTHER.id]
            assert connection.execute(select(func.count()).select_from(citizen_codes)).scalar_one() == 1
            assert connection.execute(select(func.count()).select_from(visitor_sessions)).scalar_one() == 1
            [stays] = isolation.on_phone(connection, phone_keys(connection, NOW).phone_hash(OTHER_PHONE), NOW.date())
            assert stays.name == OTHER.name

    def test_a_family_keeps_its_phone(self, engine: Engine) -> None:
        filled(engine)
        taken(engine, declaration(20, person=OTHER, phone=PHONE))
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
        with transaction(engine) as connection:
            assert [one.name for one in declared_people(connection, PHONE, 50, NOW)] == [OTHER.name]
            assert connection.execute(select(func.count()).select_from(visitor_sessions)).scalar_one() == 2

    def test_nothing_is_in_the_file_of_sqlite(self, tmp_path: Path) -> None:
        engine = opened(tmp_path)
        filled(engine)
        assert found_in_files(tmp_path)  # the red control
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
        assert found_in_files(tmp_path)  # in the log file, until it is given up
        erasing.leave_no_trace(engine)
        assert found_in_files(tmp_path) == set()
        engine.dispose()

    def test_without_secure_delete_something_would_be(self, tmp_path: Path) -> None:
        engine = opened(tmp_path)
        with transaction(engine) as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=OFF")
        filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
        erasing.leave_no_trace(engine)
        assert found_in_files(tmp_path)
        engine.dispose()


class TestWhatStays:
    def test_visits_stay_and_say_nothing(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            rows = {row.id: row for row in connection.execute(select(visits))}
        assert len(rows) == 5
        first, left, second, elsewhere = (rows[visit(number).id].person for number in (1, 2, 3, 4))
        assert first == left  # one stay
        assert len({first, second, elsewhere, ME.id, ALSO_ME.id}) == 5  # and nothing joins two

    def test_what_is_sent_again_is_a_duplicate(self, engine: Engine) -> None:
        said = filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            before = everything(connection)
        for device, event in said:
            assert taken(engine, event, device=device, now=NOW) == [Verdict(Outcome.DUPLICATE)]
        with transaction(engine) as connection:
            after = everything(connection)
        del before["devices"], after["devices"]  # which count what came twice
        assert after == before

    def test_the_ledger_keeps_that_somebody_agreed(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            [one] = ledger(connection)
            assert (one.purpose, one.standing, one.withdrawn, one.past) == ("routine", 1, 2, 0)
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            [one] = ledger(connection)
            assert (one.standing, one.withdrawn, one.past) == (1, 0, 2)
            assert set(connection.execute(select(past_consents.c.withdrawn)).scalars()) == {True}

    def test_gates_hear_of_the_code(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            code = connection.execute(
                select(citizen_codes.c.id).where(citizen_codes.c.declaration == declaration(5).id)
            ).scalar_one()
            before = revocations(connection, 0, NOW).revision
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            assert find_code(connection, code) is None
            told = revocations(connection, 0, NOW)
            assert code.hex() in told.revoked
            assert told.revision >= before
            assert revocations(connection, told.revision, NOW).revoked == ()

    def test_that_it_was_done_is_kept(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            done = erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW, officer=OFFICER)
            row = connection.execute(select(kept_erasures)).one()
            assert (row.id, row.reason, row.officer, row.at) == (done.id, "request", OFFICER, NOW)
            counts = json.loads(row.counts)
            assert {name: counts[name] for name in ("people", "visits", "declarations", "consents")} == {
                "people": 2,
                "visits": 4,
                "declarations": 2,
                "consents": 2,
            }
        for act in (delete(kept_erasures), update(kept_erasures).values(reason="x"), delete(erased_people)):
            with (
                pytest.raises(DBAPIError, match="only ever added"),
                transaction(engine) as connection,
                erasing.erasing(connection),
            ):
                connection.execute(act)


class TestTheDoor:
    @pytest.mark.parametrize("table", [declarations, consents], ids=lambda table: table.name)
    def test_it_is_shut_before_and_after(self, engine: Engine, table: type) -> None:
        filled(engine)

        def refused() -> None:
            with pytest.raises(DBAPIError, match="only ever added"), transaction(engine) as connection:
                connection.execute(delete(table))

        refused()
        with transaction(engine) as connection:
            with erasing.erasing(connection):
                pass
            with pytest.raises(DBAPIError, match="only ever added"), connection.begin_nested():
                connection.execute(delete(table))
        refused()
        with pytest.raises(ZeroDivisionError), transaction(engine) as connection, erasing.erasing(connection):
            raise ZeroDivisionError
        refused()
        with transaction(engine) as connection:
            assert connection.execute(select(func.count()).select_from(erasing_now)).scalar_one() == 0

    def test_postgresql_never_truncates(self, engine: Engine) -> None:
        if engine.dialect.name == "sqlite":
            pytest.skip("SQLite knows no TRUNCATE")
        with (
            pytest.raises(DBAPIError, match="only ever added"),
            transaction(engine) as connection,
            erasing.erasing(connection),
        ):
            connection.exec_driver_sql("TRUNCATE consents")


class TestComingBack:
    def test_who_was_erased_is_known_again(self, engine: Engine) -> None:
        filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            assert erasures.came_back(connection) == set()
        taken(engine, visit(30, person=ME), visit(31, person=OTHER))  # recorded before, sent after
        with transaction(engine) as connection:
            assert erasures.came_back(connection) == {ME.id}
            assert erasures.came_back(connection, NOW + timedelta(seconds=1)) == set()
            assert erasing.erase_returned(connection, NOW) == 1
            assert erasures.came_back(connection) == set()
            assert hits(connection, CANARIES) == set()

    def test_the_list_goes_over_to_another_database(self, engine: Engine, tmp_path: Path) -> None:
        filled(engine)
        other = opened(tmp_path)
        filled(other)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            lines = list(erasures.exported(connection))
        assert not any(canary in line for line in lines for canary in (*CANARIES, str(ME.id)))
        with transaction(other) as connection:
            erasing.erase(connection, {OTHER.id}, "request", NOW)  # so that it has a salt of its own
            assert erasures.take_over(connection, lines) == 1
            assert erasures.take_over(connection, lines) == 0
            assert erasing.erase_returned(connection, NOW) == 2
            assert hits(connection, CANARIES) == set()
            with pytest.raises(ValueError, match="list of erasures"):
                erasures.take_over(connection, ['{"id": 3}'])
        other.dispose()


def opened(folder: Path) -> Engine:
    from central_server.store.engine import open_engine
    from central_server.store.schema import bring_up_to_date

    engine = open_engine(str(folder / "other.sqlite"))
    bring_up_to_date(engine)
    return engine


def found_in_files(folder: Path) -> set[str]:
    bytes_ = b"".join(file.read_bytes() for file in folder.iterdir())
    return {canary for canary in CANARIES if canary.encode() in bytes_}
