"""An officer sees whom an act would reach before they do it, with numbers to hold a card against."""

from uuid import uuid4

from central_server.authority.rights import Role
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.store.subject_requests import open_request
from tests.central_server.office_places import Door, human
from tests.central_server.officing import Bureau


def test_whom_the_whole_would_add_is_shown_with_their_numbers(bureau: Bureau) -> None:
    now = bureau.clock.now
    here, there = Door(bureau.engine, "DP-01", now), Door(bureau.engine, "DP-02", now)
    asked, same = human(71, id=uuid4()), human(71, id=uuid4())
    for door, person, times in ((here, asked, 1), (there, same, 2)):
        for _ in range(times):
            door.visit(71, now, person=person)
    with transaction(bureau.engine) as connection:
        phone = phone_keys(connection, now).phone_hash("+84900000071")
        request = open_request(connection, "delete", phone, [asked.id], "Xóa giúp tôi", now)
    officer = bureau.signed_in(Role.PROTECTION, name="Người Bảo Vệ")
    page = officer.get(f"/office/duties/requests/{request}").text
    before, _, after = page.partition("Cùng một người, theo số giấy tờ")
    assert "0071" in before, "the end of the number, to hold a card against"
    assert "0010900" not in page
    assert "chưa thuộc yêu cầu" in after
    assert ">2</td>" in after, "how many visits it would reach"
    assert str(same.id) not in page
