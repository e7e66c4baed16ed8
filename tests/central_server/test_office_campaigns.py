"""Officers write campaigns, which are judged as a kiosk judges them, and put them in force where they may."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from central_server.authority.rights import Role
from central_server.store import checkpoints, pushed
from central_server.store.authority_tables import access_log
from central_server.store.engine import transaction
from kiosk.campaigns import shipped_text
from kiosk.checkpoint.pushed import overlaid
from kiosk.settings import Settings
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.central_server.officing import Browser, Bureau, running_bureau
from tests.central_server.placing import NOW, place

TEXT = shipped_text("khai-bao-toan-dan")
MINE = TEXT.replace('version = "2026-11"', 'version = "thu-1"')
NEW = "/office/campaigns/new"
HERE = "/office/campaigns/khai-bao-toan-dan/thu-1"


@pytest.fixture
def bureau(engine: Engine) -> Iterator[Bureau]:
    with running_bureau(engine) as here:
        with transaction(engine) as connection:
            school = place(connection, "TRUONG-01", province="56")
            pushed.push(connection, school, PushedSettings(notice="Đeo khẩu trang", capacity=50), None, NOW)
            place(connection, "XE-01", province="56", kind="transport")
            place(connection, "TRUONG-02", province="01")
        yield here


def settings(bureau: Bureau, code: str) -> PushedSettings:
    with transaction(bureau.engine) as connection:
        row = checkpoints.by_code(connection, code)
        assert row is not None
        return pushed.current(connection, row.id)[1]


def kept(bureau: Bureau, area: str | None = None) -> Browser:
    officer = bureau.signed_in(Role.ADMINISTRATOR, area, name=f"Người Quản Lý {area or ''}".strip())
    officer.get(NEW)
    officer.post(NEW, toml=MINE, do="keep")
    assert officer.path == HERE
    return officer


def test_a_shipped_campaign_is_where_one_begins_from(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    officer.get("/office/campaigns")
    assert "Chưa có mẫu nào" in officer.text
    officer.get(f"{NEW}?from=khai-bao-toan-dan")
    assert 'id = "khai-bao-toan-dan"' in officer.text


def test_what_is_wrong_is_said_by_line_and_nothing_is_kept(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    officer.get(NEW)
    wrong = MINE.replace("look_back_days = 14", 'look_back_days = "nhiều"').replace(
        'kind = "yes_no"', 'kind = "maybe"', 1
    )
    answer = officer.post(NEW, toml=wrong, do="keep")
    assert answer.status_code == 422
    line = 1 + MINE[: MINE.index("look_back_days")].count("\n")
    assert f"Dòng {line}, look_back_days: phải là một số nguyên" in officer.text
    assert "questions.1.kind: phải là một trong: 'yes_no', 'choice', 'choices' or 'text'" in officer.text
    assert "Input should be a valid integer" in officer.text, "the kiosk's own sentence stays, for whoever looks it up"
    assert 'look_back_days = "nhiều"' in officer.text, "what was written stays"
    assert officer.get(HERE).status_code == 404


OFTEN_WRONG = [
    ('version = "thu-1"\n', "", ", version: còn thiếu"),
    ('version = "thu-1"', 'version = "thử một"', "chỉ được dùng chữ không dấu, số, dấu chấm, gạch nối"),
    ("look_back_days = 14", "look_back_days = 14\nthem = 1", "them: không có khóa này; ở đây được viết: certificate"),
    ('key = "symptoms"', 'key = "travel"', "travel đứng hai lần"),
    ('vi = "Khai báo y tế"', f'vi = "{"Khai báo " * 9}"', "dài 80 ký tự; màn hình chỉ vừa 24"),
    ("look_back_days = 14", "look_back_days = ", "không đúng cú pháp TOML"),
]


def test_what_is_often_wrong_is_said_in_the_language_of_the_page(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    for was, wrong, said in OFTEN_WRONG:
        text = MINE.replace(was, wrong, 1)
        officer.get(f"{NEW}?lang=vi")
        assert officer.post(NEW, toml=text, do="try").status_code == 422
        assert said in officer.text
        assert re.search(r"<li>Dòng [0-9]+, ", officer.text)
        officer.get(f"{NEW}?lang=en")
        officer.post(NEW, toml=text, do="try")
        assert re.search(r"<li>Line [0-9]+, ", officer.text)
        assert said not in officer.text


def test_what_an_answer_leads_to_is_said_in_words(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    officer.get(NEW)
    officer.post(NEW, toml=shipped_text("benh-vien-tphcm"), do="try")
    assert "Có dẫn đến: gặp nhân viên" in officer.text
    assert not re.search(r"\b[a-z_]+ dẫn đến", officer.text)


def test_trying_keeps_nothing(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    officer.get(NEW)
    assert officer.post(NEW, toml=MINE, do="try").status_code == 200
    assert "Mẫu hợp lệ" in officer.text
    assert officer.get(HERE).status_code == 404


def test_a_version_is_kept_once_and_never_changed(bureau: Bureau) -> None:
    officer = kept(bureau)
    officer.get(f"{HERE}?edit=1")
    assert officer.post(NEW, toml=MINE, do="keep").status_code == 200
    officer.get(f"{HERE}?edit=1")
    changed = MINE.replace("look_back_days = 14", "look_back_days = 21")
    assert officer.post(NEW, toml=changed, do="keep").status_code == 422
    assert "hãy đổi version" in officer.text
    officer.get(HERE)
    officer.get(f"{HERE}?edit=1")
    assert "look_back_days = 14" in officer.text


def test_another_text_does_not_go_by_the_name_of_a_shipped_one(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.ADMINISTRATOR)
    officer.get(f"{NEW}?from=khai-bao-toan-dan")
    changed = TEXT.replace("look_back_days = 14", "look_back_days = 21")
    assert officer.post(NEW, toml=changed, do="keep").status_code == 422
    assert "hãy đổi version" in officer.text
    assert "look_back_days = 21" in officer.text, "what was written stays"
    officer.get(f"{NEW}?lang=en")
    officer.post(NEW, toml=changed, do="keep")
    assert "change the version" in officer.text
    assert officer.get("/office/campaigns/khai-bao-toan-dan/2026-11").status_code == 404
    officer.get(f"{NEW}?from=khai-bao-toan-dan")
    officer.post(NEW, toml=TEXT, do="keep")
    assert officer.path == "/office/campaigns/khai-bao-toan-dan/2026-11"


def test_a_campaign_in_force_is_one_that_a_kiosk_takes_and_what_else_was_set_stays(bureau: Bureau) -> None:
    officer = kept(bureau)
    officer.post(HERE, province="56", kind="school", declarations="required")
    assert "Đã áp dụng tại 1 điểm" in officer.text
    assert "TRUONG-01" in officer.text
    said = settings(bureau, "TRUONG-01")
    assert (said.notice, said.capacity, said.declarations) == ("Đeo khẩu trang", 50, "required")
    taken = overlaid(Settings(), said)
    assert not taken.refused
    assert taken.campaign is not None
    assert taken.campaign.version == "thu-1"
    assert settings(bureau, "XE-01") == PushedSettings()
    assert settings(bureau, "TRUONG-02") == PushedSettings()


def test_nobody_puts_a_campaign_in_force_everywhere_by_oversight(bureau: Bureau) -> None:
    officer = kept(bureau)
    assert officer.post(HERE, declarations="required").status_code == 422
    assert "Hãy chọn nơi áp dụng" in officer.text
    assert '<option value="required" selected>' in officer.text, "what was chosen stays"
    assert settings(bureau, "XE-01") == PushedSettings()
    officer.post(HERE, all="yes")
    assert settings(bureau, "XE-01").campaign == settings(bureau, "TRUONG-02").campaign


NOWHERE: list[tuple[dict[str, str], str]] = [
    ({"code": "XX-99"}, "Không có điểm này"),
    ({"code": "mã quá dài để là mã của điểm nào"}, "Không có điểm này"),
    ({"code": "TRUONG-01", "province": "01"}, "Không có điểm này"),
    ({"province": "01", "kind": "factory"}, "Ở đó không có điểm nào"),
    ({"province": "?" * 90}, "Ở đó không có điểm nào"),
]


def test_nothing_is_put_in_force_where_there_is_no_checkpoint(bureau: Bureau) -> None:
    officer = kept(bureau)
    for fields, problem in NOWHERE:
        assert officer.send(HERE, fields).status_code == 422
        assert f">{problem}" in officer.text
        assert 'aria-invalid="true"' in officer.text
        if "code" in fields:
            assert f'value="{fields["code"]}"' in officer.text, "what was typed stays"
    with transaction(bureau.engine) as connection:
        acts = connection.execute(select(access_log.c.act)).scalars().all()
    assert "put_campaign" not in acts
    assert officer.post(HERE, code="truong-01").status_code == 200
    assert "Đã áp dụng tại 1 điểm" in officer.text


def test_an_officer_of_one_province_sets_nothing_elsewhere(bureau: Bureau) -> None:
    officer = kept(bureau, area="56")
    officer.post(HERE, province="01")
    assert settings(bureau, "TRUONG-02") == PushedSettings()
    officer.get(HERE)
    officer.post(HERE, code="TRUONG-02")
    assert settings(bureau, "TRUONG-02") == PushedSettings()


def test_others_write_none(bureau: Bureau) -> None:
    officer = bureau.signed_in(Role.TRACER)
    assert officer.get("/office/campaigns").status_code == 403
    assert officer.get(NEW).status_code == 403
