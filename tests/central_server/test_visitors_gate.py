"""A checkpoint on the visitor's own phone: the kiosk's rules, one tap, one visit, and nobody else's data."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import event, select, update

from central_server.store import presence
from central_server.store.authority_tables import office_notices, officers
from central_server.store.checkpoint_tables import asked, checkpoint_devices
from central_server.store.declaration_tables import declarations
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.tokens import kept
from central_server.visitors.tickets import TicketOffice
from kiosk.wire.messages import VisitSaid
from tests.central_server.declaring import declaration, taken
from tests.central_server.otp_desk import SPACE
from tests.central_server.visiting import Browser, Page, Spot, Street

KIOSK = uuid5(SPACE, "kiosk beside the phones")


def at_a_kiosk(place: Spot, act: str, **changes: Any) -> UUID:
    """Somebody with a citizen card at a kiosk of this place; the visit's id."""
    street, device = place.street, uuid5(KIOSK, place.code)
    with transaction(street.engine) as connection:
        row = {"device": device, "checkpoint": place.id, "gate": "Cổng chính", "token": device.bytes}
        row |= {"joined_at": street.clock()}
        known = select(checkpoint_devices.c.device).where(checkpoint_devices.c.device == device)
        if connection.execute(known).one_or_none() is None:
            columns = checkpoint_devices.c.keys()
            connection.execute(checkpoint_devices.insert().values({k: v for k, v in row.items() if k in columns}))
    number = len(place.visits()) + 1
    said: dict[str, Any] = {
        "id": uuid5(device, f"visit {number}"),
        "sequence": number,
        "act": act,
        "at": street.clock(),
        "via": "citizen_card",
        "gate": "Cổng chính",
        "person": {"id": uuid5(device, "person"), "name": "Nguyễn Văn Thử", "birth": "1990-08-15"},
    }
    number_of = changes.pop("number", None)
    if number_of:
        said["person"]["identifiers"] = {"citizen_id": number_of}
    came_by = VisitSaid.model_validate(said | changes)
    [verdict] = taken(street.engine, came_by, device=device, now=street.clock())
    assert verdict.outcome == "stored"
    return came_by.id


def came(place: Spot) -> list[str]:
    return [row.act for row in place.visits()]


def test_anybody_sees_what_stands_on_the_poster(street: Street) -> None:
    place = street.place(capacity=40)
    page = street.browser().open(place.path)
    for text in ("Bệnh viện Hạ Vân", "Số 1 Phố Thử, Phường Ba Đình, Thành phố Hà Nội", "1900.9095", "Còn chỗ"):
        assert text in page.text
    assert "Cần khai báo y tế trước khi vào." in page.text
    assert "tel:19009095" in page.links
    assert page.forms == []
    english = street.browser().open(f"{place.path.lower()}?lang=en")
    for text in ("Hạ Vân Hospital", "A health declaration is needed", "There is room", "Tiếng Việt"):
        assert text in english.text
    assert street.browser().open("/c/TH-99").status == 404
    assert "Không có điểm kiểm dịch này" in street.browser().open("/c/%3Cscript%3E").text


def test_in_and_out_by_one_tap_each(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    page = phone.open(place.path)
    assert "Tờ khai còn hạn đến" in page.text
    verdict = phone.tap(page)
    for text in ("MỜI VÀO", "NGUYỄN VĂN THỬ", "Bệnh viện Hạ Vân", street.clock().strftime("%d/%m/%Y")):
        assert text in verdict.text
    assert 'class="live"' in verdict.html
    assert phone.open(verdict.path).text == verdict.text, "loaded again, it says the same"
    soon = phone.open(place.path)
    assert [form.action for form in soon.forms if form.action.endswith("/tap")] == [], "asked first"
    question = phone.open(next(link for link in soon.links if "/leaving/" in link))
    assert "NGUYỄN VĂN THỬ đang ra về?" in question.text
    street.clock.forward(minutes=30)
    goodbye = phone.tap(phone.open(place.path))
    assert "TẠM BIỆT" in goodbye.text
    assert "Đã ra về lúc" in phone.open(place.path).text
    first, second = place.visits()
    assert (first.act, second.act, second.follows) == ("check_in", "check_out", first.id)
    assert {(row.via, row.gate, row.device) for row in (first, second)} == {("phone", "Điện thoại", place.device)}
    have, figures = street.running.completeness(place.device), street.running.summary(place.device)
    assert (have.highest, have.stored, have.missing) == (3, 3, [])  # a declaration and two visits
    assert (figures.declarations, figures.consents, figures.check_ins, figures.check_outs) == (1, 1, 1, 1)


def test_a_doubled_tap_is_one_visit(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    form = phone.open(place.path).form("/tap")
    cookies, copies = dict(phone.line.cookies), [Browser(street, phone.number.national) for _ in range(4)]
    for copy in copies:
        copy.line.cookies.update(cookies)
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda copy: copy.send(form), copies))
    assert {page.path for page in pages} == {pages[0].path}
    assert "MỜI VÀO" in pages[0].text
    assert came(place) == ["check_in"]


def test_two_buttons_for_one_arrival_are_one_visit(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    one, other = phone.open(place.path), phone.open(place.path)
    assert "MỜI VÀO" in phone.tap(one).text
    page = phone.tap(other)
    assert page.path == f"{place.path}?news=changed"
    assert "Chưa ghi gì" in page.text
    assert came(place) == ["check_in"]


def test_nobody_reaches_anybody_else(street: Street) -> None:
    place = street.place()
    victim, thief = street.visitor(place, name="Trần Thị Mẫu"), street.visitor(place, name="Lê Văn Lạ")
    theirs = victim.open(place.path)
    assert "TRẦN THỊ MẪU" not in thief.open(place.path).text
    mine = thief.open(place.path).form("/tap")
    stolen = theirs.form("/tap")
    stolen.values["form"] = mine.values["form"]
    assert thief.send(stolen).status == 403, "a ticket counts for one session"
    done = victim.tap(victim.open(place.path))
    [visit] = place.visits()
    assert thief.open(done.path).status == 404
    for path in (f"/leaving/{visit.person}", f"/declare?person={visit.person}"):
        page = thief.open(place.path + path)
        assert page.status == 403
        assert "TRẦN" not in page.text
        assert victim.open(place.path + path).status == 200, "and their own phone does"
    assert place.visits() == [visit]


def ticket_for(phone: Browser, place: Spot, person: UUID, key: bytes) -> str:
    """A button drawn with a key for this phone's own session."""
    cookie = next(one.value or "" for one in phone.line.cookies if one.name == "visitor")
    said = {"c": str(place.id), "p": str(person), "a": "check_in", "e": str(uuid5(KIOSK, f"{place.code} forged"))}
    return TicketOffice(key, kept(cookie.partition(".")[0]), "tap").write(said, place.street.clock())


def test_nobody_draws_a_button_of_their_own(street: Street) -> None:
    place = street.place()
    victim, thief = street.visitor(place, name="Trần Thị Mẫu"), street.visitor(place, name="Lê Văn Lạ")
    with transaction(street.engine) as connection:
        real = phone_keys(connection, street.clock()).cookie_key()
        rows = connection.execute(select(declarations.c.person, declarations.c.phone)).all()
    people = {row.phone: row.person for row in rows}
    mine, theirs = people[thief.number.e164], people[victim.number.e164]
    form = thief.open(place.path).form("/tap")
    cookie = next(one.value or "" for one in thief.line.cookies if one.name == "visitor")
    form.values["ticket"] = ticket_for(thief, place, mine, kept(cookie.partition(".")[0]))
    assert thief.send(form).status == 403, "what is known of one's own cookie signs nothing"
    form.values["ticket"] = ticket_for(thief, place, theirs, real)
    assert thief.send(form).status == 403, "and with the centre's own key it is still only one's own family"
    assert place.visits() == []
    form.values["ticket"] = ticket_for(thief, place, mine, real)
    assert "MỜI VÀO" in thief.send(form).text, "so the key was right"


def test_a_ticket_counts_here_today_and_unchanged(street: Street) -> None:
    place, elsewhere = street.place(), street.place()
    phone = street.visitor(place)
    form = phone.open(place.path).form("/tap")
    moved = phone.open(place.path).form("/tap")
    moved.action = f"{elsewhere.path}/tap"
    assert phone.send(moved).status == 403
    bent = phone.open(place.path).form("/tap")
    body, _, signature = bent.values["ticket"].partition(".")
    bent.values["ticket"] = f"{body[:-4]}AAAA.{signature}"
    assert phone.send(bent).status == 403
    street.clock.forward(hours=13)
    late = phone.send(form)
    assert (late.status, late.path) == (200, f"{place.path}?news=late")
    assert "trang này đã mở quá 12 giờ" in late.text
    assert "Tờ khai còn hạn đến" in late.text, "with the present state"
    assert came(place) + came(elsewhere) == []
    assert "MỜI VÀO" in phone.tap(late).text


def test_a_full_place_lets_in_whoever_comes_after_somebody_left(street: Street) -> None:
    place = street.place(capacity=1)
    first, second = street.visitor(place), street.visitor(place, name="Lê Văn Chờ")
    early = second.open(place.path)
    first.tap(first.open(place.path))
    assert "Đã đủ người" in street.browser().open(place.path).text
    full = second.open(place.path)
    assert "Khu vực đã đủ người" in full.text
    assert "Chưa ghi gì" in second.tap(early).text, "a button from before does not count"
    assert came(place) == ["check_in"]
    street.clock.forward(minutes=20)
    first.tap(first.open(place.path))
    assert "MỜI VÀO" in second.tap(second.open(place.path)).text


def test_what_the_centre_says_at_the_kiosks_stands_on_phones_too(street: Street) -> None:
    place = street.place()
    place.set(notice="Rửa tay trước khi vào", notice_en="Wash your hands", next_step="Quầy 3")
    phone = street.visitor(place)
    assert "Rửa tay trước khi vào" in phone.open(place.path).text
    assert "Wash your hands" in street.browser().open(f"{place.path}?lang=en").text
    assert "Bước tiếp theo: Quầy 3" in phone.tap(phone.open(place.path)).text


def test_a_notice_of_the_authority_comes_first(street: Street) -> None:
    place, now = street.place(), street.clock()
    place.set(notice="Rửa tay trước khi vào")
    officer = {"id": uuid5(KIOSK, place.code), "name": "Cán bộ Thử", "folded": place.code, "role": "admin"}
    notice = {"id": uuid5(KIOSK, "notice"), "text": "Đeo khẩu trang", "text_en": "Wear a mask", "checkpoint": place.id}
    with transaction(street.engine) as connection:
        connection.execute(officers.insert().values(officer | {"password": "-", "last_step": 0, "made_at": now}))
        times = {"made_by": officer["id"], "made_at": now, "until": now + timedelta(hours=1), "taken_back": False}
        connection.execute(office_notices.insert().values(notice | times))
    assert "Đeo khẩu trang" in street.browser().open(place.path).text
    street.clock.forward(hours=2)
    assert "Rửa tay trước khi vào" in street.browser().open(place.path).text


def test_the_limit_is_what_the_centre_set_last(street: Street) -> None:
    place = street.place(capacity=1)
    place.set(capacity=2)
    first, second = street.visitor(place), street.visitor(place, name="Lê Văn Chờ")
    first.tap(first.open(place.path))
    assert "MỜI VÀO" in second.tap(second.open(place.path)).text


def test_what_kiosks_told_counts(street: Street) -> None:
    place = street.place(capacity=1)
    phone = street.visitor(place)
    at_a_kiosk(place, "check_in", number="001090000077")
    street.clock.forward(minutes=30)
    assert "Khu vực đã đủ người" in phone.open(place.path).text
    at_a_kiosk(place, "check_out", number="001090000077")
    assert "MỜI VÀO" in phone.tap(phone.open(place.path)).text


def test_what_was_taken_back_does_not(street: Street) -> None:
    place = street.place(capacity=5)
    phone = street.visitor(place, number="001090000078")
    arrival = at_a_kiosk(place, "check_in", number="001090000078")
    with transaction(street.engine) as connection:
        assert presence.inside_now(connection, place.id, street.clock()) == 1
    at_a_kiosk(place, "reversal", number="001090000078", follows=arrival)
    with transaction(street.engine) as connection:
        assert presence.inside_now(connection, place.id, street.clock()) == 0
    assert "MỜI VÀO" in phone.tap(phone.open(place.path)).text


def test_whoever_left_under_another_id_is_not_inside(street: Street) -> None:
    place = street.place(capacity=5)
    at_a_kiosk(place, "check_in", number="001090000079")
    street.clock.forward(minutes=5)
    other = {"id": uuid5(KIOSK, "at the other gate"), "identifiers": {"citizen_id": "001090000079"}}
    with transaction(street.engine) as connection:
        assert presence.inside_now(connection, place.id, street.clock()) == 1
    at_a_kiosk(place, "check_out", person=other)
    with transaction(street.engine) as connection:
        assert presence.inside_now(connection, place.id, street.clock()) == 0


def test_no_visit_is_looked_for_through_all_of_them(street: Street) -> None:
    place = street.place(capacity=5)
    asked_for: list[tuple[str, Any]] = []
    at_a_kiosk(place, "check_in", number="001090000080")

    def note(_connection: object, _cursor: object, said: str, values: Any, *_: object) -> None:
        asked_for.append((said, values))

    with transaction(street.engine) as connection:
        event.listen(connection, "before_cursor_execute", note)
        assert presence.inside_now(connection, place.id, street.clock()) == 1
        presence.last_visits(connection, place.id, [uuid5(KIOSK, "somebody")], street.clock())
        presence.last_own_visits(connection, place.id, [uuid5(KIOSK, "somebody")], street.clock())
        event.remove(connection, "before_cursor_execute", note)
        if connection.dialect.name != "sqlite":
            return  # it plans by figures, and has none of a table this small
        plans = [
            row.detail
            for said in asked_for
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said[0]}", said[1])
        ]
        whole = [row.detail for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT * FROM visits")]
    tables = r"SCAN (visits|taken_back|closing|arrival|mine|theirs|identifiers|identifiers_\d)\b"
    assert [plan for plan in plans if re.match(tables, plan)] == []
    assert re.match(tables, whole[0]), "a walk through all of them is seen"


def test_a_day_later_it_asks_about_entering_again(street: Street) -> None:
    place = street.place(declarations="optional")
    phone = street.visitor(place)
    phone.tap(phone.open(place.path))
    street.clock.forward(days=1)
    asks = next(link for link in phone.open(place.path).links if "/leaving/" in link)
    question = phone.open(asks)
    assert "CHECK IN – VÀO LẠI" in question.text
    assert "MỜI VÀO" in phone.tap(question).text
    assert came(place) == ["check_in", "check_in"]


def test_where_people_only_leave_it_asks(street: Street) -> None:
    place = street.place()
    place.set(direction="out")
    phone = street.visitor(place)
    asks = next(link for link in phone.open(place.path).links if "/leaving/" in link)
    question = phone.open(asks)
    assert "Chưa thấy lượt vào ở đây" in question.text
    assert "TẠM BIỆT" in phone.tap(question).text
    assert came(place) == ["check_out"]


def test_declarations_may_be_optional_or_off(street: Street) -> None:
    required, optional, off = street.place(), street.place(declarations="optional"), street.place()
    off.set(declarations="off")
    phone = street.visitor(required)
    street.clock.forward(days=4)
    assert "Tờ khai đã hết hạn" in phone.open(required.path).text
    assert phone.open(required.path).html.count("/tap") == 0
    assert any("/declare?person=" in link for link in phone.open(optional.path).links), "invited"
    assert "MỜI VÀO" in phone.tap(phone.open(optional.path)).text
    page = phone.open(off.path)
    assert "Hiện không cần khai báo y tế." in page.text
    assert not [link for link in page.links if "/declare" in link]
    assert "MỜI VÀO" in phone.tap(page).text


def test_each_of_a_family_has_a_button(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    phone.declare(
        place, relationship="parent", representative="Nguyễn Văn Thử", name="Nguyễn Thị Con", birth="1/2/2015"
    )
    page = phone.open(place.path)
    assert [form.action for form in page.forms].count(f"{place.path}/tap") == 2
    assert "NGUYỄN THỊ CON" in phone.tap(page).text
    page = phone.open(place.path)
    assert "NGUYỄN VĂN THỬ" in phone.tap(page).text
    assert came(place) == ["check_in", "check_in"]
    assert len({row.person for row in place.visits()}) == 2


def test_a_number_given_without_proof_names_nobody(street: Street) -> None:
    place, phone = street.place(), street.browser()
    said = declaration(
        1,
        id=uuid5(KIOSK, place.code),
        at=street.clock(),
        holds_until=street.clock() + timedelta(hours=20),
        campaign="khai-bao-toan-dan",
        phone=phone.number.e164,
        phone_proof="none",
        person={"id": uuid5(KIOSK, f"{place.code} person"), "name": "Phạm Thị Nhầm", "birth": "1961-03-04"},
    )
    taken(street.engine, said, device=uuid5(KIOSK, f"{place.code} device"), now=street.clock())
    page = phone.sign_in(place.path)
    assert "P. T. NHẦM" in page.text
    assert "PHẠM" not in page.text.upper()
    filled = phone.open(f"{place.path}/declare?person={said.person.id}")
    assert "Nhầm" not in filled.html
    assert "1961" not in filled.html


def test_a_phone_has_its_limits(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    page = phone.open(place.path)
    phone.tap(page)
    with transaction(street.engine) as connection:
        connection.execute(update(asked).where(asked.c.what == "visitors' taps").values(times=10_000))
    denied: Page = phone.tap(page)
    assert denied.status == 429
    assert int(denied.headers["Retry-After"]) > 0
    street.clock.forward(minutes=11)
    assert phone.tap(page).status == 200
