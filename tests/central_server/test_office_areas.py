"""Officers of a province see what happened there; nobody writes people's numbers where they stay."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from central_server.store import web_visits
from central_server.store.authority_tables import access_log
from central_server.store.batches import take
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from central_server.store.tables import visits
from central_server.store.visitor_tables import web_devices
from tests.central_server.declaring import declaration, received
from tests.central_server.office_places import Door, human, minutes
from tests.central_server.officing import Bureau
from tests.central_server.test_office_search import find


@pytest.fixture
def places(bureau: Bureau) -> Bureau:
    """A country where nobody came anywhere, at noon."""
    with transaction(bureau.engine) as connection:
        for table in (web_devices, checkpoint_devices, visits, checkpoints):
            connection.execute(delete(table))
    bureau.clock.now = bureau.clock.now.replace(hour=5, minute=0, second=0)
    return bureau


def test_an_officer_of_a_province_reads_what_was_said_there_and_that_there_is_more(places: Bureau) -> None:
    now, day = places.clock.now, timedelta(days=1)
    here, far = Door(places.engine, "AA-01", now), Door(places.engine, "BB-01", now, province="79")
    with transaction(places.engine) as connection:
        held = web_visits.hold(connection, here.id)
    who, other = human(8, name="Ngô Thị Tám"), human(8, id=human(9).id, name="NGO THI TAM")
    other = other.model_copy(update={"identifiers": who.identifiers | {"passport": "P7654321"}})
    said: dict[str, Any] = {"at": now, "holds_until": now + day}
    there = {"question": "cough", "value": "yes"}
    far.send(declaration(1, **said, id=uuid4(), person=other, phone="+84900000078", answers=[there]))
    far.visit(9, now - minutes(60), person=other, sequence=2)
    here.visit(8, now - minutes(30), person=who)
    on_a_phone = declaration(1, **said, id=uuid4(), person=who, phone="+84900000079")
    take(places.engine, held.device, [received(on_a_phone)], now)
    browser = places.signed_in(area="01", name="Lê Thị Gần")
    assert "Tìm thấy 0 người" in find(browser, number="0900000078")
    assert "Tìm thấy 1 người" in find(browser, number="0900000079")
    for whose in (who.id, other.id):
        browser.post(f"/office/people/{whose}", purpose="case")
        assert "Ngô Thị Tám" in browser.text
        assert "+84900000079" in browser.text
        assert "fever: " in browser.text
        for elsewhere in ("+84900000078", "cough", "NGO THI TAM", "P7654321", "BB-01"):
            assert elsewhere not in browser.text, elsewhere
        assert "ngoài địa bàn" in browser.text
        browser.get("/office/search")
    country = places.signed_in(name="Lê Thị Chung")
    find(country, number="0900000078")
    country.post(f"/office/people/{other.id}", purpose="case")
    for everything in ("+84900000078", "+84900000079", "P7654321", "BB-01"):
        assert everything in country.text, everything
    assert "ngoài địa bàn" not in country.text


@pytest.mark.parametrize(
    "words", ["hỏi về 0900 000 001", "001090000001", "thẻ DN 4 01 0000000001", "(+84) 900-000-001"]
)
def test_a_purpose_holds_nobodys_number(places: Bureau, words: str) -> None:
    browser = places.signed_in()
    text = find(browser, name="An", province="01", purpose_words=words)
    assert browser.seen is not None
    assert browser.seen.status_code == 422
    assert "không ghi số của người" in text
    browser.get("/office/search")
    assert browser.post(f"/office/people/{human(1).id}", purpose="case", purpose_words=words).status_code == 422
    with transaction(places.engine) as connection:
        kept = select(access_log.c.purpose).where(access_log.c.purpose.contains(words))
        assert connection.execute(kept).all() == []
