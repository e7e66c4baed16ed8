"""Officers sign in with a password and a second factor, and out; whoever guesses learns nothing and has to wait."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pyotp
import pytest
from sqlalchemy import func, select, update

from central_server.authority import factor, passwords, signing_in
from central_server.authority.rights import Role
from central_server.problems import ProblemError
from central_server.sealing import CannotSeal, Sealing
from central_server.store import officer_changes as changes
from central_server.store.asking import Allowance
from central_server.store.authority_tables import access_log, office_sessions, officers
from central_server.store.engine import transaction
from tests.central_server.officing import PASSWORD, SEALING, SECRET, Browser, Bureau

NAME = "Lê Thị Thử"


def acts(bureau: Bureau, after: int = 0) -> list[str]:
    with transaction(bureau.engine) as connection:
        since = select(access_log.c.act).where(access_log.c.number > after)
        return list(connection.execute(since.order_by(access_log.c.number)).scalars())


def so_far(bureau: Bureau) -> int:
    with transaction(bureau.engine) as connection:
        return int(connection.execute(select(func.coalesce(func.max(access_log.c.number), 0))).scalar_one())


def at_the_code(bureau: Bureau, name: str = NAME) -> Browser:
    browser = bureau.browser()
    browser.get("/office/sign-in")
    browser.post("/office/sign-in", name=name, password=PASSWORD)
    assert browser.path == "/office/code", browser.text
    return browser


def test_the_first_time_an_app_is_enrolled_and_a_password_chosen(bureau: Bureau) -> None:
    with transaction(bureau.engine) as connection:
        given = passwords.first_password()
        changes.add(connection, NAME, "viewer", None, passwords.hashed(given), bureau.clock.now)
    before, browser = so_far(bureau), bureau.browser()
    browser.get("/office/officers?x=1")
    assert browser.path == "/office/sign-in?next=%2Foffice%2Fofficers%3Fx%3D1"
    browser.post(browser.path, name="le thi THU", password=given)
    assert browser.path.startswith("/office/enrol")
    assert "<svg" in browser.text
    secret = "".join(re.findall(r'class="secret">([A-Z2-7 ]+)<', browser.text)[0].split())
    assert browser.post("/office/enrol", code="000000").status_code == 403
    assert secret in browser.text.replace(" ", ""), "the same secret, so that the app that was enrolled is right"
    browser.post(browser.path, code=bureau.code(secret))
    codes = re.findall(r'class="secret">([0-9A-Z]{5}-[0-9A-Z]{5})<', browser.text)
    assert len(set(codes)) == 10
    assert browser.get("/office/me").url.endswith("/office/password"), "one step is left"
    for wrong, why in (("ngắn", "12"), ("lethithulethithu", "tên của bạn"), (given, "hiện tại")):
        browser.post("/office/password", new=wrong, again=wrong)
        assert why in browser.text, wrong
    browser.post("/office/password", new=PASSWORD, again=PASSWORD)
    assert browser.get("/office/me").status_code == 200
    assert acts(bureau, before) == ["factor_enrolled", "sign_in", "password_changed"]
    with transaction(bureau.engine) as connection:
        row = connection.execute(select(officers).where(officers.c.disabled_at.is_(None))).one()
    assert row.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert secret.encode() not in bytes(row.totp)


def test_each_step_is_needed(bureau: Bureau) -> None:
    bureau.officer()
    browser = at_the_code(bureau)
    for path in ("/office/me", "/office/password", "/office/enrol", "/office/officers"):
        browser.get(path)
        assert browser.path == "/office/code", path
    assert browser.post("/office/code", code="123456").status_code == 403
    browser.post("/office/code", code=bureau.code())
    assert browser.get("/office/me").status_code == 200
    assert "Vai trò" in browser.text


def test_a_code_counts_once(bureau: Bureau) -> None:
    bureau.officer()
    code = bureau.code()
    at_the_code(bureau).post("/office/code", code=code)
    second = at_the_code(bureau)
    assert second.post("/office/code", code=code).status_code == 403
    bureau.clock.forward(seconds=30)
    assert second.post("/office/code", code=bureau.code()).status_code == 200


def test_codes_of_the_steps_beside_count_too_and_no_others(bureau: Bureau) -> None:
    now, step = bureau.clock.now, int(bureau.clock.now.timestamp()) // 30
    for off, good in ((-2, None), (-1, step - 1), (0, step), (1, step + 1), (2, None)):
        code = pyotp.TOTP(SECRET).at(now + timedelta(seconds=30 * off))
        assert factor.used_step(SECRET, code, now, 0) == good
    assert factor.used_step(SECRET, bureau.code(), now, step) is None


def test_a_recovery_code_stands_in_for_the_app_once(bureau: Bureau) -> None:
    who = bureau.officer()
    with transaction(bureau.engine) as connection:
        hashes = [factor.recovery_hash(SEALING, who, "ABCDE-00001")]
        connection.execute(update(officers).where(officers.c.id == who).values(totp=None))
        changes.keep_factor(connection, who, factor.seal(SEALING, SECRET, who), 0, hashes)
    at_the_code(bureau).post("/office/code", code="abcde00001")
    second = at_the_code(bureau)
    assert second.post("/office/code", code="ABCDE-00001").status_code == 403


def test_known_and_unknown_names_are_answered_alike(bureau: Bureau) -> None:
    bureau.officer()
    seen = []
    for name in (NAME, "Không Có Ai"):
        browser = bureau.browser()
        browser.get("/office/sign-in")
        for _ in range(changes.HERE.free + 1):
            browser.post("/office/sign-in", name=name, password="sai mật khẩu rồi")
            assert browser.seen is not None
            seen.append((name, browser.seen.status_code, browser.text.replace(name, "")))
    known, unknown = ([(s, text) for who, s, text in seen if who == name] for name in (NAME, "Không Có Ai"))
    assert known == unknown
    assert [status for status, _ in known] == [403] * changes.HERE.free + [429]


def test_a_right_password_waits_too_and_then_counts(bureau: Bureau) -> None:
    bureau.officer()
    browser = bureau.browser()
    browser.get("/office/sign-in")
    for _ in range(changes.HERE.free):
        browser.post("/office/sign-in", name=NAME, password="sai mật khẩu rồi")
    assert browser.post("/office/sign-in", name=NAME, password=PASSWORD).status_code == 429
    bureau.clock.forward(seconds=31)
    browser.post("/office/sign-in", name=NAME, password=PASSWORD)
    assert browser.path == "/office/code"
    assert browser.post("/office/code", code=bureau.code()).status_code == 429, "the wait doubled, for codes too"
    bureau.clock.forward(minutes=2)
    assert browser.post("/office/code", code=bureau.code()).status_code == 200
    again = at_the_code(bureau)
    assert again.path == "/office/code", "having been in, one waits no longer"


def test_a_session_ends_when_idle_and_after_ten_hours(bureau: Bureau) -> None:
    browser = bureau.signed_in()
    bureau.clock.forward(minutes=29)
    assert browser.get("/office/me").status_code == 200
    bureau.clock.forward(minutes=29)
    assert browser.get("/office/me?auto=1").status_code == 200
    bureau.clock.forward(minutes=2)
    browser.get("/office/me")
    assert browser.path.startswith("/office/sign-in"), "a page that reloads itself keeps nobody signed in"
    browser = bureau.signed_in()
    for _ in range(30):
        bureau.clock.forward(minutes=20)
        browser.get("/office/me")
    assert browser.path.startswith("/office/sign-in")


def test_every_step_has_a_session_of_its_own(bureau: Bureau) -> None:
    bureau.officer()
    browser = at_the_code(bureau)
    before = dict(browser.line.cookies)
    browser.post("/office/code", code=bureau.code())
    assert dict(browser.line.cookies) != before
    stolen = bureau.browser()
    stolen.line.cookies.update(before)
    stolen.get("/office/me")
    assert stolen.path.startswith("/office/sign-in")


def test_signing_out_ends_it_here_or_everywhere(bureau: Bureau) -> None:
    one = bureau.signed_in()
    bureau.clock.forward(minutes=1)
    other = bureau.signed_in()
    cookies = dict(one.line.cookies)
    one.get("/office/me")
    one.post("/office/sign-out")
    assert one.path == "/office/sign-in"
    one.line.cookies.update(cookies)
    one.get("/office/me")
    assert one.path.startswith("/office/sign-in")
    assert other.get("/office/me").status_code == 200
    other.post("/office/sign-out-everywhere")
    with transaction(bureau.engine) as connection:
        assert connection.execute(select(office_sessions)).all() == []


def test_a_form_from_elsewhere_or_of_another_session_is_refused(bureau: Bureau) -> None:
    browser = bureau.signed_in()
    elsewhere = {"Origin": "https://elsewhere.example"}
    url = browser.url + "/office/sign-out-everywhere"
    assert browser.line.post(url, data={}, headers=elsewhere, timeout=10).status_code == 403
    ours = {"Origin": browser.url}
    assert browser.line.post(url, data={"form": "0" * 64}, headers=ours, timeout=10).status_code == 403
    assert browser.get("/office/me").status_code == 200


def test_another_role_and_dismissal_count_at_once(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    assert browser.get("/office/officers").status_code == 200
    who = bureau.officer()
    with transaction(bureau.engine) as connection:
        changes.appoint(connection, who, "viewer", None)
    assert browser.get("/office/officers").status_code == 403
    assert "/office/officers" not in browser.get("/office/me").text
    with transaction(bureau.engine) as connection:
        changes.dismiss(connection, who, bureau.clock.now)
    browser.get("/office/me")
    assert browser.path.startswith("/office/sign-in")


def test_the_cookie_is_kept_from_scripts_and_other_sites(bureau: Bureau) -> None:
    bureau.officer()
    browser = bureau.browser()
    browser.get("/office/sign-in")
    reply = browser.post("/office/sign-in", follow=False, name=NAME, password=PASSWORD)
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_one_lands_where_one_wanted_to_go_and_nowhere_else(bureau: Bureau) -> None:
    bureau.officer()
    for wanted, lands in (("/office/me?lang=en", "/office/me?lang=en"), ("//elsewhere.example/office/", "/office")):
        browser = bureau.browser()
        browser.get(f"/office/sign-in?next={quote(wanted)}")
        browser.post(browser.path, name=NAME, password=PASSWORD)
        bureau.clock.forward(seconds=30)
        browser.post(browser.path, code=bureau.code())
        assert browser.path == lands


def test_one_network_has_so_many_tries_whatever_the_names(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "FROM_ONE_NETWORK", Allowance("officers' sign-ins", 3, timedelta(minutes=15)))
    browser = bureau.browser()
    browser.get("/office/sign-in")
    tried = [browser.post("/office/sign-in", name=f"Ai Đó {n}", password="x").status_code for n in range(5)]
    assert tried == [403, 403, 403, 429, 429]


def test_of_many_at_once_one_uses_the_code(bureau: Bureau) -> None:
    who = bureau.officer()

    def use(_: int) -> bool:
        with transaction(bureau.engine) as connection:
            return changes.use_step(connection, who, 7)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(8))) == [False] * 7 + [True]


def test_without_a_secret_nobody_enrols() -> None:
    def none() -> Sealing:
        raise CannotSeal("none")

    with pytest.raises(ProblemError) as fault:
        factor.opened(none)
    assert fault.value.status == 503
