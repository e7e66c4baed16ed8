"""Officers are appointed by administrators, or on the centre's own machine; nobody changes what they are themselves."""

import re
from pathlib import Path

import pytest
import typer
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from central_server.authority.office import MENU
from central_server.authority.rights import RIGHTS, Right, Role
from central_server.store.authority_tables import access_log, officers
from central_server.store.engine import open_engine, transaction
from central_server.web.language import LANGUAGES
from central_server.web.words import WordBook
from central_server.web.words.office import OFFICE
from central_server.web.words.office_live import OFFICE_LIVE
from central_server.web.words.office_search import OFFICE_SEARCH
from kiosk.commands.officer import officer as command
from tests.central_server.officing import PASSWORD, Browser, Bureau

COLUMNS = ("role", "area", "totp", "disabled_at", "password_until")


def row(engine: Engine, name: str) -> dict[str, object]:
    with transaction(engine) as connection:
        wanted = select(*(officers.c[column] for column in COLUMNS))
        here = wanted.where(officers.c.name == name, officers.c.folded.not_like("gone %"))  # those of earlier tests
        return dict(connection.execute(here).one()._mapping)


def add(browser: Browser, name: str, role: str = "viewer", area: str = "") -> str:
    """Appoint somebody; the password to begin with."""
    browser.get("/office/officers")
    browser.post("/office/officers", name=name, role=role, area=area)
    found = re.search(r'class="secret">([A-Za-z0-9-]{19})<', browser.text)
    assert found is not None, browser.text
    return found[1]


def test_an_officer_is_appointed_with_a_password_shown_once(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    password = add(browser, "Trần Văn Mới", "tracer", "79")
    assert password not in browser.get("/office/officers").text
    assert row(bureau.engine, "Trần Văn Mới")["role"] == "tracer"
    new = bureau.browser()
    new.get("/office/sign-in")
    new.post("/office/sign-in", name="tran van moi", password=password)
    assert new.path == "/office/enrol"
    late = bureau.browser()
    bureau.clock.forward(hours=73)
    late.get("/office/sign-in")
    assert late.post("/office/sign-in", name="tran van moi", password=password).status_code == 403


def test_a_name_stands_once(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    add(browser, "Hoàng Thị Một")
    assert browser.post("/office/officers", name="HOANG THI MOT", role="viewer", area="").status_code == 422
    assert browser.post("/office/officers", name="x", role="viewer", area="").status_code == 422
    assert browser.get("/office/officers").status_code == 200
    assert browser.post("/office/officers", name="Hoàng Thị Hai", role="king", area="").status_code == 422
    browser.get("/office/officers")
    assert browser.post("/office/officers", name="Hoàng Thị Hai", role="viewer", area="zz").status_code == 422


def test_roles_apps_and_passwords_are_changed_by_another_administrator(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    other = bureau.officer(Role.VIEWER, name="Vũ Thị Khác")
    theirs = f"/office/officers/{other}"
    browser.get("/office/officers")
    browser.post(f"{theirs}/role", role="officer", area="01")
    browser.post(f"{theirs}/reset-totp")
    known = row(bureau.engine, "Vũ Thị Khác")
    assert (known["role"], known["area"], known["totp"]) == ("officer", "01", None)
    browser.post(f"{theirs}/dismiss")
    assert row(bureau.engine, "Vũ Thị Khác")["disabled_at"] is not None
    gone = bureau.browser()
    gone.get("/office/sign-in")
    assert gone.post("/office/sign-in", name="Vũ Thị Khác", password=PASSWORD).status_code == 403
    second = bureau.signed_in(Role.ADMINISTRATOR, name="Đỗ Thị Hai")
    second.get("/office/officers")
    second.post(f"{theirs}/password")
    assert "Vũ Thị Khác" in second.text
    assert row(bureau.engine, "Vũ Thị Khác")["disabled_at"] is None
    with transaction(bureau.engine) as connection:
        latest = select(access_log.c.act).order_by(access_log.c.number.desc()).limit(6)
        acts = list(connection.execute(latest).scalars())
    expected = [
        "officer_password",
        "sign_in",
        "sign_in_failed",
        "officer_dismissed",
        "factor_forgotten",
        "officer_changed",
    ]
    assert acts == expected


def test_nobody_changes_what_they_are_themselves(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    me = bureau.officer(Role.ADMINISTRATOR)
    for act in ("role", "dismiss", "password", "reset-totp"):
        browser.get("/office/officers")
        assert browser.post(f"/office/officers/{me}/{act}", role="viewer", area="").status_code == 403, act
    assert row(bureau.engine, "Lê Thị Thử")["role"] == "administrator"


def test_an_administrator_of_a_province_appoints_there_alone(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR, area="79")
    elsewhere = bureau.officer(Role.VIEWER, area="01", name="Phan Văn Xa")
    everywhere = bureau.officer(Role.VIEWER, name="Phan Văn Chung")
    assert "Phan Văn Xa" not in browser.get("/office/officers").text
    for who in (elsewhere, everywhere):
        browser.get("/office/officers")
        assert browser.post(f"/office/officers/{who}/role", role="viewer", area="79").status_code == 404
    browser.get("/office/officers")
    assert browser.post("/office/officers", name="Phan Văn Lạ", role="viewer", area="01").status_code == 422
    add(browser, "Phan Văn Gần", area="")
    assert row(bureau.engine, "Phan Văn Gần")["area"] == "79"


def test_whoever_answers_for_data_is_bound_to_no_area(bureau: Bureau) -> None:
    bound = bureau.signed_in(Role.PROTECTION, area="01")
    for path in ("/office/duties", "/office/duties/consents", "/office/duties/breaches"):
        assert bound.get(path).status_code == 403, path
    assert "/office/duties" not in bound.get("/office/me").text
    browser = bureau.signed_in(Role.ADMINISTRATOR, name="Đỗ Thị Chung")
    other = bureau.officer(Role.VIEWER, area="01", name="Vũ Thị Khác")
    for path in ("/office/officers", f"/office/officers/{other}/role"):
        browser.get("/office/officers")
        assert browser.post(path, name="Vũ Thị Hai", role="protection", area="01").status_code == 422, path
    assert row(bureau.engine, "Vũ Thị Khác")["role"] == "viewer"
    add(browser, "Vũ Thị Hai", "protection")
    assert row(bureau.engine, "Vũ Thị Hai")["area"] is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROTECTION])
def test_an_administrator_of_a_province_makes_none_like_themselves_and_none_for_data(
    bureau: Bureau, role: Role
) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR, area="01")
    viewer = bureau.officer(Role.VIEWER, area="01", name="Vũ Thị Khác")
    peer = bureau.officer(role, area="01", name="Vũ Văn Ngang")
    text = browser.get("/office/officers").text
    assert f'<option value="{role}"' not in text
    assert "Vũ Văn Ngang" in text
    assert f"/office/officers/{peer}/" not in text, "nor is one of them theirs to change"
    assert browser.post("/office/officers", name="Vũ Thị Hai", role=role, area="01").status_code == 422
    browser.get("/office/officers")
    assert browser.post(f"/office/officers/{viewer}/role", role=role, area="01").status_code == 422
    for act in ("role", "dismiss", "password", "reset-totp"):
        browser.get("/office/officers")
        assert browser.post(f"/office/officers/{peer}/{act}", role="viewer", area="01").status_code == 403, act
    assert row(bureau.engine, "Vũ Thị Khác")["role"] == "viewer"
    known = row(bureau.engine, "Vũ Văn Ngang")
    assert (known["role"], known["disabled_at"], known["totp"] is None) == (str(role), None, False)


def test_nobody_both_gives_a_password_and_forgets_the_app_before_the_officer_is_in_again(bureau: Bureau) -> None:
    one = bureau.signed_in(Role.ADMINISTRATOR, name="Đỗ Thị Một")
    two = bureau.signed_in(Role.ADMINISTRATOR, name="Đỗ Thị Hai")
    for first, second in (("password", "reset-totp"), ("reset-totp", "password")):
        name = f"Vũ Thị {first}"
        other = bureau.officer(Role.PROTECTION, name=name)
        one.get("/office/officers")
        assert one.post(f"/office/officers/{other}/{first}").status_code == 200
        one.get("/office/officers")
        assert one.post(f"/office/officers/{other}/{second}").status_code == 422, "they could sign in as them now"
        two.get("/office/officers")
        assert two.post(f"/office/officers/{other}/{second}").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_everybody_opens_what_their_role_may_see_and_nothing_else(bureau: Bureau, role: Role) -> None:
    browser = bureau.signed_in(role)
    for path, _, right in MENU:
        for language in LANGUAGES:
            expected = 200 if right in RIGHTS[role] else 403
            assert browser.get(f"{path}?lang={language}").status_code == expected, (path, language)
    shown = set(re.findall(r'<li><a href="([^"]+)"', browser.get("/office/me").text))
    assert shown == {path for path, _, right in MENU if right in RIGHTS[role]}


@pytest.mark.parametrize("role", [role for role in Role if Right.MANAGE_OFFICERS not in RIGHTS[role]])
def test_others_appoint_nobody(bureau: Bureau, role: Role) -> None:
    browser = bureau.signed_in(role)
    assert browser.get("/office/officers").status_code == 403
    browser.get("/office/me")
    assert browser.post("/office/officers", name="Phan Văn Thêm", role="administrator", area="").status_code == 403


def test_whoever_appoints_answers_no_requests_and_whoever_answers_appoints_nobody() -> None:
    assert Right.DUTIES not in RIGHTS[Role.ADMINISTRATOR]
    assert Right.MANAGE_OFFICERS not in RIGHTS[Role.PROTECTION]
    assert set(Right) == set().union(*RIGHTS.values())


def test_the_first_officer_is_appointed_on_the_machine(database: str) -> None:
    app = typer.Typer()
    app.command()(command)

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, [*arguments, "--database", database])
        return result.exit_code, result.output

    assert run("list") == (0, "Nobody is listed.\n")
    code, said = run("add", "Lê Thị Thử", "--role", "administrator", "--area", "79")
    assert code == 0
    assert re.search(r"^[A-Za-z0-9-]{19}$", said, re.MULTILINE)
    assert run("add", "le thi thu", "--role", "viewer")[0] == 2
    assert run("add", "Khác", "--role", "king") == (
        2,
        "--role is viewer, officer, tracer, administrator or protection.\n",
    )
    assert run("add", "Khác", "--role", "viewer", "--area", "zz")[0] == 2
    assert run("add", "Khác", "--role", "protection", "--area", "79")[0] == 2
    assert run("disable", "Không Có")[0] == 2
    assert run("reset-totp", "le thi thu")[0] == 0
    assert run("disable", "le thi thu")[0] == 0
    assert run("list") == (0, "Lê Thị Thử\tadministrator\t79\tdisabled\n")
    assert re.search(r"^[A-Za-z0-9-]{19}$", run("password", "le thi thu")[1], re.MULTILINE)
    assert run("list") == (0, "Lê Thị Thử\tadministrator\t79\tfirst password\n")
    opened = open_engine(database)
    with transaction(opened) as connection:
        noted = list(connection.execute(select(access_log.c.act).order_by(access_log.c.number)).scalars())
    opened.dispose()
    assert noted == ["officer_added", "factor_forgotten", "officer_dismissed", "officer_password"]


def test_every_word_of_the_templates_is_there_in_both_languages() -> None:
    book = WordBook(OFFICE, OFFICE_LIVE, OFFICE_SEARCH)
    for key in book:
        for language in LANGUAGES:
            assert book.say(key, language).strip(), key
    folder = Path(__file__).parents[2] / "central_server" / "web" / "templates" / "office"
    ours = ("sign_in", "code", "enrol", "recovery", "password", "me", "officers", "live", "day", "devices", "kiosks")
    for name in (*ours, "search", "found", "person", "purpose", "notices", "log", "frame"):
        text = (folder / f"{name}.html").read_text(encoding="utf-8")
        for key in re.findall(r"""\bt\(["']([a-z_.]+[a-z_])["']""", text):
            assert key in book or key.startswith("site."), f"{name}: {key}"


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "central_server" / "web" / "templates" / "office"
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=|\|\s*safe", text), path.name
