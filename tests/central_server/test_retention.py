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
from central_server.store.codes import code_for, revocations
from central_server.store.consent_ledger import ledger, withdraw
from central_server.store.declaration_tables import citizen_codes, declarations
from central_server.store.duties_tables import subject_request_steps
from central_server.store.duties_tables import subject_requests as requests
from central_server.store.engine import open_engine, transaction
from central_server.store.kept_campaigns import KeptCampaign, keep
from central_server.store.partitions import make_ahead
from central_server.store.retention import SLICE, Keep, keep_from, take_away, too_long
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import devices, identifiers, metadata, people, receipts, visits
from central_server.store.upkeep import do_if_due
from central_server.upkeep import do_what_is_due
from kiosk import campaigns
from kiosk.campaigns import shipped_text
from kiosk.campaigns.reading import read
from kiosk.consent import consent_hash
from kiosk.errors import SettingsError
from kiosk.wire.messages import ConsentSaid
from tests.central_server.declaring import NOW, declaration, taken
from tests.wire.saying import MONDAY, SPACE, person, refused_scan, visit

DAY = timedelta(days=1)
KEEP = Keep()
SHIPPED = "khai-bao-toan-dan"
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
        taken(engine, made(4, 20, NEW), declaration(5, person=NEW, minutes=20 * 24 * 60), now=NOW + 20 * DAY)  # type: ignore[arg-type]
        with transaction(engine) as connection:
            make_ahead(connection, NOW + 20 * DAY)
            code_for(connection, declaration(3).id, "http://127.0.0.1", lambda: Sealing(b"s" * 32), NOW)
        later = NOW + 21 * DAY  # one day more for the visit, since a day goes whole
        with transaction(engine) as connection:
            gone = take_away(connection, KEEP, later)
        assert gone == {"refused_scans": 1, "declarations": 1}
        assert count(engine, visits, declarations, people) == [2, 1, 2]
        with transaction(engine) as connection:
            gone = take_away(connection, KEEP, later + DAY)
        assert gone == {"visits": 1, "people": 1}
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
            note(connection, None, "searched", "thử", {OLD.id}, {}, NOW)
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
            assert take_away(connection, KEEP, NOW + 22 * DAY)["declarations"] == 1
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


def agreed(name: str) -> ConsentSaid:
    """What a shipped campaign has people agree to."""
    campaign = campaigns.load(name)
    assert campaign is not None
    words = {"text_version": campaign.consent.version, "text_hash": consent_hash(campaign, "vi")}
    return ConsentSaid(**words, language="vi", channel="kiosk", actor="self")  # type: ignore[arg-type]


def keep_campaign(engine: Engine, days: int) -> ConsentSaid:
    """An officer writes a campaign that promises so many days."""
    toml = shipped_text(SHIPPED).replace("days = 21", f"days = {days}", 1).replace('id = "', f'id = "own-{days}-', 1)
    campaign = read(toml, "own")
    assert campaign.consent.days == days
    with transaction(engine) as connection:
        keep(connection, KeptCampaign(campaign.id, campaign.version, toml, OFFICER, NOW))
    return agreed(SHIPPED).model_copy(update={"text_hash": consent_hash(campaign, "vi")})


class TestThePromise:
    """What somebody agreed to holds: so many days after they left for the last time."""

    def test_what_the_shipped_words_say_is_what_happens(self, engine: Engine) -> None:
        taken(engine, made(1, 0, OLD), declaration(2, person=OLD, consent=agreed(SHIPPED)))  # type: ignore[arg-type]
        with transaction(engine) as connection:
            take_away(connection, Keep(), NOW + 30 * DAY, None)
        assert count(engine, visits, declarations, people) == [0, 0, 0]

    def test_the_days_begin_when_they_last_came(self, engine: Engine) -> None:
        taken(engine, made(1, 0, OLD), made(3, 15, OLD), declaration(2, person=OLD, consent=agreed(SHIPPED)))  # type: ignore[arg-type]
        with transaction(engine) as connection:
            assert take_away(connection, Keep(), NOW + 30 * DAY, None) == {"visits": 1}
            assert take_away(connection, Keep(), NOW + 38 * DAY, None) == {"visits": 1, "declarations": 1, "people": 1}

    def test_what_still_counts_stays(self, engine: Engine) -> None:
        lasting = declaration(1, person=OLD, consent=agreed(SHIPPED), holds_until=MONDAY + 40 * DAY)
        taken(engine, lasting)
        with transaction(engine) as connection:
            assert take_away(connection, Keep(), NOW + 30 * DAY, None) == {}
            assert take_away(connection, Keep(), NOW + 41 * DAY, None)["declarations"] == 1

    def test_a_longer_setting_counts_for_no_more_than_was_promised(self, engine: Engine) -> None:
        longer = Keep(visits=60, declarations=60)
        taken(engine, made(1, 0, OLD), declaration(2, person=OLD, consent=agreed(SHIPPED)))  # type: ignore[arg-type]
        with transaction(engine) as connection:
            told = too_long(connection, longer)
            assert [line.partition(":")[0].rpartition("_KEEP_")[2] for line in told] == [
                "VISITS_DAYS",
                "DECLARATIONS_DAYS",
            ]
            assert all("KIOSK_CENTRE_KEEP_LEGAL_BASIS" in line for line in told)
            assert too_long(connection, Keep()) == ()
            take_away(connection, longer, NOW + 30 * DAY, None)
        assert count(engine, visits, declarations, people) == [0, 0, 0]

    def test_each_is_kept_as_it_was_agreed_to(self, engine: Engine) -> None:
        short, long = keep_campaign(engine, 3), keep_campaign(engine, 50)
        mine = declaration(2, person=OLD, consent=short, holds_until=MONDAY + DAY)
        theirs = declaration(4, person=NEW, consent=long, holds_until=MONDAY + DAY)
        taken(engine, made(1, 0, OLD), mine, made(3, 0, NEW), theirs)  # type: ignore[arg-type]
        with transaction(engine) as connection:
            longer = Keep(visits=60, declarations=60)
            assert take_away(connection, longer, NOW + 2 * DAY, None) == {}
            gone = take_away(connection, longer, NOW + 4 * DAY, None)
            assert gone == {"visits": 1, "declarations": 1, "people": 1}
            assert take_away(connection, longer, NOW + 49 * DAY, None) == {}
            assert take_away(connection, longer, NOW + 52 * DAY, None) == {"visits": 1, "declarations": 1, "people": 1}

    def test_a_legal_basis_that_is_stated_lets_them_be_kept(self, engine: Engine) -> None:
        taken(engine, made(1, 0, OLD), declaration(2, person=OLD, consent=agreed(SHIPPED)))  # type: ignore[arg-type]
        stated = Keep(visits=60, declarations=60, legal_basis="Quyết định số 0/2026")
        with transaction(engine) as connection:
            assert too_long(connection, stated) == ()
            assert take_away(connection, stated, NOW + 30 * DAY, None) == {}
            take_away(connection, stated, NOW + 62 * DAY, None)
        assert count(engine, visits, declarations, people) == [0, 0, 0]

    def test_a_code_that_was_taken_back_is_told_to_gates_after_that(self, engine: Engine) -> None:
        short = keep_campaign(engine, 1)
        taken(engine, declaration(1, person=OLD, consent=short, holds_until=MONDAY + DAY))
        with transaction(engine) as connection:
            code_for(connection, declaration(1).id, "http://127.0.0.1", lambda: Sealing(b"s" * 32), MONDAY)
            withdraw(connection, [OLD.id], "routine", "", MONDAY)
            before = revocations(connection, 0, NOW).revoked
            assert len(before) == 1
            assert take_away(connection, Keep(), NOW + 2 * DAY, None)["declarations"] == 1
            assert revocations(connection, 0, NOW + 2 * DAY).revoked == before


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
        said = {"KIOSK_CENTRE_KEEP_VISITS_DAYS": " 14 ", "KIOSK_CENTRE_KEEP_ACCESS_LOG_DAYS": "400", "OTHER": "x"}
        assert keep_from(said) == Keep(visits=14, access_log=400)
        stated = {"KIOSK_CENTRE_KEEP_VISITS_DAYS": "30", "KIOSK_CENTRE_KEEP_LEGAL_BASIS": " Quyết định số 0/2026 "}
        assert keep_from(stated) == Keep(visits=30, legal_basis="Quyết định số 0/2026")
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
