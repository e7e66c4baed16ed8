"""The pages of whoever looks after personal data: in a browser, with forms, in both languages."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid5

import pytest
from sqlalchemy import select

from central_server.authority.rights import Role
from central_server.duties.clocks import Kind
from central_server.store import consent_ledger, orders, subject_requests
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.corrections import corrected
from central_server.store.engine import transaction
from central_server.store.tables import people
from kiosk.wire.device_messages import OrderDone
from tests.central_server.declaring import declaration, taken
from tests.central_server.officing import Browser, Bureau
from tests.wire.saying import SPACE, person, visit

PATH = "/office/duties"
NUMBERS = count(1)  # the centre is one for all tests: each has a person and a kiosk of its own


@dataclass
class Case:
    """Somebody who came and declared at a kiosk of their own, and the data protection officer at a browser."""

    bureau: Bureau
    number: int
    me: UUID
    device: UUID
    browser: Browser

    def asks(self, kind: Kind) -> UUID:
        with transaction(self.bureau.engine) as connection:
            now = self.bureau.clock.now
            return subject_requests.open_request(connection, kind, self.me.bytes * 2, {self.me}, "Xin giúp", now)

    def state(self, request: UUID) -> str:
        with transaction(self.bureau.engine) as connection:
            found = subject_requests.find(connection, request)
        assert found is not None
        return found.state

    def refused(self, path: str, **fields: str) -> bool:
        """Whether the page says that a form was not carried out."""
        return self.browser.post(path, True, **fields).ok and "Không làm được" in self.browser.text


@pytest.fixture
def case(bureau: Bureau) -> Case:
    number = next(NUMBERS)
    who, device = person(number), uuid5(SPACE, f"kiosk of case {number}")
    said = {"id": uuid5(SPACE, f"case {number}"), "person": who, "at": bureau.clock.now}
    came = visit(1, **said | {"id": uuid5(SPACE, f"coming of case {number}")})
    declared = declaration(2, **said, holds_until=bureau.clock.now + timedelta(hours=72), campaign=f"c{number}")
    taken(bureau.engine, came, declared, device=device, now=bureau.clock.now)
    return Case(bureau, number, who.id, device, bureau.signed_in(Role.PROTECTION, name="Phạm Văn Thử"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROTECTION])
def test_nobody_else_may(bureau: Bureau, role: Role) -> None:
    browser = bureau.signed_in(role, name=f"Lê Thị {role}")
    for path in (
        PATH,
        f"{PATH}/new",
        f"{PATH}/requests/{SPACE}/data",
        f"{PATH}/consents",
        f"{PATH}/breaches",
        f"{PATH}/requests/{SPACE}",
    ):
        assert browser.get(path).status_code == 403


def test_what_is_due_is_listed_and_overdue_is_said(case: Case) -> None:
    row = f'/requests/{case.asks("view")}">'
    case.browser.get(PATH)
    assert "QUÁ HẠN" not in case.browser.text.partition(row)[2].partition("</tr>")[0]
    case.bureau.clock.forward(days=11)
    browser = case.bureau.signed_in(Role.PROTECTION, name="Phạm Văn Thử")
    browser.get(f"{PATH}?lang=en")
    told = browser.text.partition(row)[2].partition("</tr>")[0]
    assert told.startswith("To see")
    assert 'class="chip stop">OVERDUE' in told


def test_seeing(case: Case) -> None:
    request = case.asks("view")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    assert f"Nguyễn Văn Thử {case.number}" in case.browser.text
    case.browser.post(f"{page}/acknowledge")
    assert case.state(request) == "acknowledged"
    case.browser.post(f"{page}/extend", reason="Đang kiểm tra")
    assert case.refused(f"{page}/extend", reason="Lần nữa")
    case.browser.post(f"{page}/approve")
    assert case.browser.path == page
    assert case.state(request) == "done"
    assert case.refused(f"{page}/approve")
    with transaction(case.bureau.engine) as connection:
        entries = select(access_subjects.c.entry).where(access_subjects.c.subject == request)
        acts = select(access_log.c.act).where(access_log.c.number.in_(entries), access_log.c.act != "duties_opened")
        done = connection.execute(acts.order_by(access_log.c.number)).scalars().all()
    assert done == ["duties_acknowledge", "duties_extend", "duties_approve"]


def test_refusing_takes_a_reason(case: Case) -> None:
    request = case.asks("delete")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    assert case.refused(f"{page}/refuse", reason=" ")
    assert case.state(request) == "open"
    case.browser.post(f"{page}/refuse", reason="Đang trong thời hạn cách ly")
    assert "Đang trong thời hạn cách ly" in case.browser.text
    assert case.state(request) == "refused"


def test_putting_right(case: Case) -> None:
    request = case.asks("correct")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    fields = {"person": str(case.me), "reason": "Sai năm sinh"}
    case.browser.post(f"{page}/correct", True, birth="15/08/1991", sex="female", **fields)
    assert "15/08/1991" in case.browser.text
    assert case.state(request) == "done"
    with transaction(case.bureau.engine) as connection:
        assert corrected(connection, [case.me]) == {case.me: {"birth": "1991-08-15", "sex": "female"}}


def problem_of(field: str, page: str) -> str:
    """What stands beside a field of a form."""
    found = re.search(rf'id="{field}-problem">([^<]*)<', page)
    return found[1] if found else ""


def test_what_is_wrong_is_said_beside_its_field_and_the_words_stay(case: Case) -> None:
    request = case.asks("correct")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    fields = {"person": str(case.me), "reason": "Theo thẻ mới"}
    reply = case.browser.post(f"{page}/correct", True, name="123", birth="31/02/1991", **fields)
    assert reply.status_code == 422
    assert "chữ" in problem_of("name", case.browser.text)
    assert "ngày/tháng/năm" in problem_of("birth", case.browser.text)
    for kept in ('value="123"', 'value="31/02/1991"', 'value="Theo thẻ mới"'):
        assert kept in case.browser.text
    assert case.browser.post(f"{page}/correct", True, birth="01/01/2100", **fields).status_code == 422
    assert case.browser.post(f"{page}/correct", True, sex="x", **fields).status_code == 422
    assert case.browser.post(f"{page}/correct", birth="1991", person=str(case.me)).status_code == 422
    assert "lý do" in problem_of("reason", case.browser.text)
    assert case.browser.post(f"{page}/correct", True, **fields).status_code == 422
    assert "Chưa ghi điều gì" in case.browser.text
    assert case.state(request) == "open"
    case.browser.post(f"{page}/correct", True, birth="1991", **fields)
    assert case.state(request) == "done"


def test_agreeing_no_longer(case: Case) -> None:
    request = case.asks("withdraw")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    assert "Rút lại sự đồng ý" in case.browser.text
    assert f'action="{page}/erase"' not in case.browser.text
    case.browser.post(f"{page}/withdraw", purpose="*")
    assert case.state(request) == "done"
    with transaction(case.bureau.engine) as connection:
        [agreed] = consent_ledger.consents_of(connection, [case.me])
    assert agreed.withdrawn_at is not None


def test_an_officer_asks_for_somebody_with_a_card_and_no_phone(case: Case) -> None:
    browser, path = case.browser, f"{PATH}/new"
    browser.get(PATH)
    assert f'href="{path}"' in browser.text
    browser.get(path)
    card = dict(person(case.number).identifiers)["citizen_id"]
    assert browser.post(path, number="12").status_code == 422
    assert browser.post(path, number="001090999999").status_code == 422
    assert "Không có ai mang số này" in browser.text
    assert browser.post(path, number=card).ok
    assert f"Nguyễn Văn Thử {case.number}" in browser.text
    assert card not in browser.text.replace(f'value="{card}"', "")
    wish = {"number": card, "kind": "view", "person": str(case.me), "do": "open"}
    assert browser.post(path, True, **wish).status_code == 422
    assert "cách đã kiểm tra" in problem_of("proof", browser.text)
    assert browser.post(path, True, **wish | {"person": str(SPACE)}, proof="Xem thẻ").status_code == 422
    browser.post(path, True, **wish, proof="Xem thẻ CCCD tại quầy", words="Muốn biết đang lưu gì")
    assert "Xem thẻ CCCD tại quầy" in browser.text
    assert "Muốn biết đang lưu gì" in browser.text
    page = browser.path
    request = UUID(page.rpartition("/")[2])
    assert browser.get(f"{page}/data").status_code == 404
    browser.get(page)
    browser.post(f"{page}/approve")
    assert f"{page}/data" in browser.text
    assert browser.get(f"{page}/data").ok
    for told in (f"Nguyễn Văn Thử {case.number}", "Lượt ra vào", card, "Tỉnh Khánh Hòa"):
        assert told in browser.text
    with transaction(case.bureau.engine) as connection:
        entries = select(access_subjects.c.entry).where(access_subjects.c.subject == case.me)
        acts = connection.execute(select(access_log.c.act).where(access_log.c.number.in_(entries))).scalars().all()
        step = subject_requests.steps_of(connection, request)[0]
    assert {"duties_searched", "duties_new", "duties_printed"} <= set(acts)
    assert (step.officer is None, step.words) == (False, "Xem thẻ CCCD tại quầy")


def test_erasing_waits_for_the_kiosk(case: Case) -> None:
    request = case.asks("delete")
    page = f"{PATH}/requests/{request}"
    case.browser.get(page)
    assert case.refused(f"{page}/erase")  # without being sure
    case.browser.post(f"{page}/erase", sure="yes")
    assert "CHƯA XÁC NHẬN" in case.browser.text
    case.browser.get(PATH)
    assert "còn chờ 1 kiosk" in case.browser.text
    with transaction(case.bureau.engine) as connection:
        assert connection.execute(select(people.c.id).where(people.c.id == case.me)).all() == []
        [order] = orders.waiting(connection, case.device)
        orders.answer(connection, case.device, order.id, OrderDone(outcome="failed"), case.bureau.clock.now)
    case.browser.get(page)
    assert case.refused(f"{page}/write-off", device="x", reason="Mất")
    case.browser.post(f"{page}/write-off", device=str(case.device), reason="Mất cắp")
    assert "Mất cắp" in case.browser.text
    assert case.state(request) == "done"


def test_consent_is_taken_back_and_counted(case: Case) -> None:
    page = f"{PATH}/requests/{case.asks('view')}"
    case.browser.get(page)
    assert case.refused(f"{page}/withdraw", purpose="another", reason="x")
    case.browser.post(f"{page}/withdraw", purpose=f"c{case.number}", reason="Không muốn nữa")
    assert "Rút lại đồng ý" in case.browser.text
    assert f"· c{case.number} · 2026-1 (vi, kiosk)" in case.browser.text
    case.browser.get(f"{PATH}/consents")
    row = case.browser.text.partition(f">c{case.number}</td>")[2].partition("</tr>")[0]
    assert re.findall(r'class="n"[^>]*>(\d+)', row) == ["0", "1", "0"]


def test_a_breach_is_counted_put_down_told_and_exported(case: Case) -> None:
    path, browser = f"{PATH}/breaches", case.browser
    browser.get(path)
    assert browser.post(path, do="count", device="no id").status_code == 422
    assert browser.post(path, do="count", table="officers").status_code == 422
    browser.post(path, do="count", device=str(case.device))
    assert "1 người (nhiều nhất), dưới 1 mã" in browser.text
    what = f"Kiosk {case.number} bị lấy cắp"

    def keep(detected: str) -> int:
        said = {"device": str(case.device), "description": what}
        return browser.post(path, True, do="keep", detected=detected, **said).status_code

    assert keep("") == 422
    assert keep("2100-01-01T00:00") == 422
    assert "không ở tương lai" in browser.text
    detected = case.bureau.clock.now + timedelta(hours=7) - timedelta(hours=1)  # the time here
    assert keep(detected.strftime("%Y-%m-%dT%H:%M")) == 200
    [which] = re.findall(r"/breaches/([0-9a-f-]{36})\.json", browser.text.partition(what)[2].partition("</li>")[0])
    exported = json.loads(browser.line.get(f"{browser.url}{path}/{which}.json", timeout=10).text)
    assert (exported["people"], exported["scope"]["asked"]) == (1, {"device": str(case.device)})
    browser.post(f"{path}/{which}/notified")
    assert "Đã báo lúc" in browser.text
    assert browser.post(f"{path}/{which}/notified").status_code == 404


def test_what_is_not_there(case: Case) -> None:
    request = case.asks("view")
    assert case.browser.get(f"{PATH}/requests/{case.me}").status_code == 404
    assert case.browser.get(f"{PATH}/breaches/{case.me}.json").status_code == 404
    case.browser.get(f"{PATH}/requests/{request}")
    assert case.browser.post(f"{PATH}/requests/{request}/fly").status_code == 404
    from_elsewhere = case.browser.line.post(f"{case.browser.url}{PATH}/requests/{request}/refuse", timeout=10)
    assert from_elsewhere.status_code == 403
