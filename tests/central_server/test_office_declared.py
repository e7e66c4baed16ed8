"""An officer who opens somebody reads the questions that were asked, not their keys."""

from datetime import timedelta

from central_server.store.engine import transaction
from central_server.store.kept_campaigns import KeptCampaign, keep
from kiosk.campaigns import shipped_text
from kiosk.campaigns.reading import read
from tests.central_server.declaring import declaration
from tests.central_server.office_places import Door, human
from tests.central_server.officing import Bureau


def test_what_somebody_declared_is_said_in_the_words_they_were_asked_in(bureau: Bureau) -> None:
    now = bureau.clock.now
    door = Door(bureau.engine, "AA-01", now)
    one = human(6)
    mine = shipped_text("benh-vien-tphcm").replace("\nversion = ", '\nversion = "thu-6" # ', 1)
    with transaction(bureau.engine) as connection:
        keep(connection, KeptCampaign("benh-vien-tphcm", "thu-6", mine, one.id, now))
    campaign = read(mine, "campaign")
    choice = next(question for question in campaign.questions if question.options)
    answers = [
        {"question": "travel", "value": "yes", "note": "Đà Nẵng"},
        {"question": "symptoms", "value": "no"},
        {"question": "gone", "value": "no"},
    ]
    said = [{"question": choice.key, "value": choice.options[0].key}]
    shipped = {"campaign": "khai-bao-toan-dan", "campaign_version": "2026-11", "answers": answers}
    kept = {"campaign": "benh-vien-tphcm", "campaign_version": "thu-6", "answers": said}
    for number, about in ((61, shipped), (62, kept)):
        until = now + timedelta(days=1)
        door.send(declaration(number, at=now, holds_until=until, person=one, **about))
    browser = bureau.signed_in()
    browser.get("/office/search")
    browser.post(f"/office/people/{one.id}", purpose="contact")
    for words in (
        "Đến tỉnh, thành phố, quốc gia hoặc vùng lãnh thổ nào khác không?: Có (Đà Nẵng)",
        "Có ít nhất một dấu hiệu sau không?: Không",
        "gone: Không",
        "Khai báo y tế 2026-11",
        f"{campaign.title.vi} thu-6",
        f"{choice.text.vi}: {choice.options[0].text.vi}",
    ):
        assert words in browser.text, words
    browser.get("/office/search?lang=en")
    browser.post(f"/office/people/{one.id}", purpose="contact")
    assert "been to another province, city, country or territory?: Yes (Đà Nẵng)" in browser.text
