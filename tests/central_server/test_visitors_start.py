"""The centre's address by itself leads on to everything that people look for."""

from tests.central_server.visiting import Page, Street


def test_the_address_alone_leads_on(street: Street) -> None:
    place, phone = street.place(), street.browser()
    page = phone.open("/")
    assert page.status == 200
    assert page.problems == []
    ways = {"/me": "/phone?next=", "/me/places": "/phone?next=", "/safety": "/safety", "/office": "/office"}
    for path, reached in ways.items():
        assert path in page.links
        there = phone.line.get(street.url + path, timeout=10)
        assert there.status_code == 200
        assert there.url.startswith(street.url + reached)
    found = Page(phone.line.get(f"{street.url}/", params={"code": f" {place.code.lower()} "}, timeout=10))
    assert (found.status, found.path) == (200, place.path)
    for wrong in ("TH-99", "<b>", "../office", "x" * 300):
        missed = Page(phone.line.get(f"{street.url}/", params={"code": wrong}, timeout=10))
        assert missed.status == 404
        assert missed.problems == ["Không có điểm kiểm dịch nào mang mã này. Xin xem lại áp phích."]
    english = phone.open("/?lang=en")
    for text in ("Come to a checkpoint", "My declarations", "How safe places are", "For officers"):
        assert text in english.text
