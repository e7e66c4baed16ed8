"""What was kept long enough goes, what was not stays, and nothing goes by a clock that cannot be right."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, Table, func, select, update

from central_server.duties.data_map import TABLES
from central_server.duties.jobs import duties_jobs
from central_server.isolation.people import Beginning
from central_server.sealing import Sealing
from central_server.store import isolation, subject_requests
from central_server.store.access_log import note
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.codes import code_for
from central_server.store.consent_ledger import ledger
from central_server.store.declaration_tables import citizen_codes, declarations
from central_server.store.duties_tables import subject_request_steps
from central_server.store.duties_tables import subject_requests as requests
from central_server.store.engine import open_engine, transaction
from central_server.store.partitions import make_ahead
from central_server.store.retention import SLICE, Keep, keep_from, take_away
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import devices, identifiers, metadata, people, receipts, visits
from central_server.store.upkeep import do_if_due
from central_server.upkeep import do_what_is_due
from kiosk.errors import SettingsError
from tests.central_server.declaring import NOW, declaration, taken
from tests.wire.saying import MONDAY, SPACE, person, refused_scan, visit

DAY = timedelta(days=1)
KEEP = Keep()
OFFICER = uuid5(SPACE, "officer")
OLD, NEW = person(1), person(2)


def made(number: int, at_day: int, who: object) -> object:
    """A visit whose id was made on that day, as kiosks make them."""
    at = MONDAY + at_day * DAY
    milliseconds = int(at.timestamp() * 1000)
    id_ = UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | number)
    return visit(number, id=id_, at=at, person=who)


def count(engine: Engine, *tables: Table) -> list[int]:
    with transaction(engine) as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_every_table_is_known_for_what_it_holds() -> None:
    assert set(TABLES) == set(metadata.tables)
    for name, held in TABLES.items():
        for column in (held.person, held.at, held.device):
            assert not column or column in metadata.tables[name].c


class TestTakingAway:
    def test_each_kind_goes_when_its_days_are_over(self, engine: Engine) -> None:
        taken(engine, made(1, 0, OLD), refused_scan(2), declaration(3, person=OLD, minutes=1), now=NOW)  # type: ignore[arg-type]
        taken(engine, made(4, 50, NEW), declaration(5, person=NEW, minutes=50 * 24 * 60), now=NOW + 50 * DAY)  # type: ignore[arg-type]
        with transaction(engine) as connection:
            make_ahead(connection, NOW + 50 * DAY)
            code_for(connection, declaration(3).id, "http://127.0.0.1", lambda: Sealing(b"s" * 32), NOW)
        later = NOW + 62 * DAY  # the declaration was over after three days
        with transaction(engine) as connection:
            gone = take_away(connection, KEEP, later)
        assert gone == {"visits": 1, "refused_scans": 1}
        assert count(engine, visits, declarations, people) == [1, 2, 2]
        with transaction(engine) as connection:
            gone = take_away(connection, KEEP, later + 3 * DAY)
        assert gone == {"declarations": 1, "people": 1}
        assert count(engine, visits, declarations, people, identifiers, citizen_codes) == [1, 1, 1, 1, 0]
        assert count(engine, receipts) == [5]  # for ever
        with transaction(engine) as connection:
            [agreed] = ledger(connection)
            assert (agreed.standing, agreed.past) == (1, 1)

    def test_the_receipts_still_know_what_went(self, engine: Engine) -> None:
        taken(engine, made(1, 0, OLD))  # type: ignore[arg-type]
        with transaction(engine) as connection:
            assert take_away(connection, KEEP, NOW + 100 * DAY)["visits"] == 1
        [verdict] = taken(engine, made(1, 0, OLD), now=NOW + 100 * DAY)  # type: ignore[arg-type]
        assert verdict.outcome == "duplicate"
        assert count(engine, visits, people) == [0, 0]

    def test_the_log_is_kept_for_six_months_at_least(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            note(connection, None, "search", "thử", {OLD.id}, {}, NOW)
        with transaction(engine) as connection:
            assert take_away(connection, Keep(access_log=184), NOW + 184 * DAY) == {}
            assert take_away(connection, Keep(access_log=184), NOW + 185 * DAY) == {"access_log": 1}
        assert count(engine, access_log, access_subjects) == [0, 0]

    def test_isolation_and_requests(self, engine: Engine) -> None:
        days = {"from_day": date(2026, 11, 20), "until_day": date(2026, 11, 30), "facility": None, "reason": "F1"}
        place = {"province": "56", "ward": "22861", "street": "Số 1"}
        taken(engine, declaration(1, person=NEW))
        with transaction(engine) as connection:
            begun = Beginning(name="Nguyễn Văn Thử", birth=None, phone="+84900000001", **place, **days)  # type: ignore[arg-type]
            isolation.begin(connection, begun, OFFICER, NOW)
            asked = subject_requests.open_request(connection, "view", b"n" * 32, {NEW.id}, "Lời riêng", NOW)
            subject_requests.refuse(connection, asked, OFFICER, "Lời riêng", NOW)
            still = subject_requests.open_request(connection, "view", b"n" * 32, {NEW.id}, "Lời riêng", NOW)
        with transaction(engine) as connection:
            assert take_away(connection, KEEP, NOW + 64 * DAY)["declarations"] == 1
        with transaction(engine) as connection:
            assert take_away(connection, KEEP, NOW + 95 * DAY) == {"isolations": 1, "requests": 1}
            said = {row.id: (row.words, bytes(row.phone)) for row in connection.execute(select(requests))}
            assert said == {asked: ("", b""), still: ("Lời riêng", b"n" * 32)}
            steps = select(subject_request_steps.c.words).where(subject_request_steps.c.request == asked)
            assert set(connection.execute(steps).scalars()) == {""}
        assert count(engine, people) == [1]  # a request of theirs is under way

    def test_it_is_done_in_slices(self, engine: Engine) -> None:
        many = [declaration(number, person=person(number), minutes=0) for number in range(1, 8)]
        taken(engine, *many)
        with transaction(engine) as connection:
            assert take_away(connection, KEEP, NOW + 100 * DAY, most=3) == {"declarations": 3, "people": 3}
            assert take_away(connection, KEEP, NOW + 100 * DAY, most=3) == {"declarations": 3, "people": 3}
            assert take_away(connection, KEEP, NOW + 100 * DAY) == {"declarations": 1, "people": 1}
            assert take_away(connection, KEEP, NOW + 100 * DAY) == {}
        assert SLICE > 3


class TestTheClock:
    @pytest.mark.parametrize("off", [-4 * DAY, 4 * DAY, 3650 * DAY])
    def test_a_clock_that_is_astray_takes_nothing_away(
        self, engine: Engine, off: timedelta, caplog: pytest.LogCaptureFixture
    ) -> None:
        now = NOW + 100 * DAY
        taken(engine, made(1, 0, OLD))  # type: ignore[arg-type]
        with transaction(engine) as connection:
            connection.execute(update(devices).values(last_seen=now))
        [job] = [one for one in duties_jobs(Keep(visits=1)) if one.name == "retention"]
        do_if_due(engine, job, now + off)
        assert count(engine, visits) == [1]
        assert "A kiosk was last heard" in caplog.text
        do_if_due(engine, job, now + timedelta(hours=1) if off < timedelta(0) else now)  # the red control
        assert count(engine, visits) == [0]

    def test_nothing_is_left_in_the_log_file_of_sqlite(self, tmp_path: Path) -> None:
        engine = open_engine(str(tmp_path / "centre.sqlite"))
        bring_up_to_date(engine)
        taken(engine, declaration(1, person=OLD), now=NOW)

        def left() -> bool:
            return any((OLD.name or "").encode() in file.read_bytes() for file in tmp_path.iterdir())

        later = NOW + 100 * DAY
        with transaction(engine) as connection:
            connection.execute(update(devices).values(last_seen=later))
            take_away(connection, KEEP, later)
        assert left()  # the red control
        assert "retention" in do_what_is_due(engine, duties_jobs(KEEP), later)
        assert not left()
        engine.dispose()

    def test_an_empty_centre_needs_no_clock(self, engine: Engine) -> None:
        for job in duties_jobs(KEEP):
            assert do_if_due(engine, job, NOW)


class TestSettings:
    def test_they_come_from_the_environment(self) -> None:
        said = {"KIOSK_CENTRE_KEEP_VISITS_DAYS": " 30 ", "KIOSK_CENTRE_KEEP_ACCESS_LOG_DAYS": "400", "OTHER": "x"}
        assert keep_from(said) == Keep(visits=30, access_log=400)
        assert keep_from({}) == Keep()

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("KIOSK_CENTRE_KEEP_VISITS_DAYS", "0"),
            ("KIOSK_CENTRE_KEEP_VISITS_DAYS", "-1"),
            ("KIOSK_CENTRE_KEEP_VISITS_DAYS", "many"),
            ("KIOSK_CENTRE_KEEP_ACCESS_LOG_DAYS", "183"),
            ("KIOSK_CENTRE_KEEP_DECLARATIONS_DAYS", "7"),
        ],
    )
    def test_what_cannot_be_is_named(self, key: str, value: str) -> None:
        with pytest.raises(SettingsError, match=key):
            keep_from({key: value})
