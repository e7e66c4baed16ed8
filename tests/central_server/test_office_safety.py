"""Officers inspect places; what they find is told to the public, within their own area, and noted."""

from collections.abc import Iterator

import pytest
import requests
from sqlalchemy import Engine, select

from central_server.assessments.checklist import YES, Level, for_kind, load
from central_server.authority.rights import Role
from central_server.store.assessments import assess
from central_server.store.authority_tables import access_log
from central_server.store.engine import transaction
from tests.central_server.officing import Bureau, running_bureau
from tests.central_server.placing import place

SCHOOL = for_kind(load(), "school")[0]


@pytest.fixture
def bureau(engine: Engine) -> Iterator[Bureau]:
    with running_bureau(engine) as here:
        with transaction(engine) as connection:
            school = place(connection, "TRUONG-01", province="56")
            assess(connection, school, SCHOOL, {one.key: YES for one in SCHOOL.criteria}, "chỉ nội bộ", here.clock.now)
            place(connection, "TRUONG-02", province="01")
        yield here


def acts(bureau: Bureau) -> list[str]:
    with transaction(bureau.engine) as connection:
        return list(connection.execute(select(access_log.c.act)).scalars())


def test_what_an_officer_finds_is_what_the_public_is_told(bureau: Bureau) -> None:
    officer = bureau.signed_in()
    officer.get("/office/safety")
    assert "TRUONG-01" in officer.text
    officer.get("/office/safety/TRUONG-01")
    assert "chỉ nội bộ" in officer.text
    officer.post("/office/safety/TRUONG-01", note="thiếu xà phòng")
    assert officer.seen is not None
    assert officer.seen.status_code == 422, "nothing was chosen"
    assert "thiếu xà phòng" in officer.text, "and nothing is lost"
    officer.post("/office/safety/TRUONG-01", level=Level.UNSAFE, note="thiếu xà phòng")
    assert officer.path == "/office/safety/TRUONG-01"
    public = requests.get(f"{bureau.running.url}/safety/TRUONG-01", timeout=10).text
    assert "Chưa an toàn" in public
    assert "thiếu xà phòng" not in public
    assert acts(bureau).count("inspect") == 1


def test_an_officer_of_one_province_knows_of_no_place_elsewhere(bureau: Bureau) -> None:
    officer = bureau.signed_in(area="56", name="Người Khánh Hòa")
    assert "TRUONG-02" not in officer.get("/office/safety").text
    assert "TRUONG-02" not in officer.get("/office/safety?province=01").text
    assert officer.get("/office/safety/TRUONG-02").status_code == 404
    officer.get("/office/safety/TRUONG-01")
    assert officer.post("/office/safety/TRUONG-02", level=Level.SAFE).status_code == 404
    assert "inspect" not in acts(bureau)


def test_whoever_only_looks_finds_nothing(bureau: Bureau) -> None:
    viewer = bureau.signed_in(Role.VIEWER, name="Người Xem")
    viewer.get("/office/safety/TRUONG-01")
    assert "level-safe" in viewer.text
    assert 'name="level"' not in viewer.text
    assert viewer.post("/office/safety/TRUONG-01", level=Level.UNSAFE).status_code == 403
    assert "inspect" not in acts(bureau)
