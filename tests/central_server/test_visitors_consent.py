"""What somebody agrees to: the words whose hash is kept, each under a label, and who controls the data."""

import re
from html import unescape

from central_server.visitors.place import campaign_of
from kiosk.consent import consent_words
from tests.central_server.test_visitors_declaring import begun
from tests.central_server.visiting import Street


def test_the_consent_says_what_each_part_is_and_who_is_responsible(street: Street) -> None:
    place = street.place()
    phone = street.browser()
    phone.sign_in(place.path)
    page = phone.to_consent(place)
    *terms, truth = consent_words(campaign_of(None), "vi")
    labels = ["Cơ sở pháp lý", "Dùng để làm gì", "Ai được xem", "Lưu bao lâu", "Quyền của quý khách"]
    told = re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", page.html.partition("<h2>Đồng ý trước khi gửi")[2])
    assert told[0][0] == "Bên kiểm soát dữ liệu"
    assert "Bệnh viện Hạ Vân" in told[0][1]
    assert "Phường Ba Đình" in told[0][1]
    assert [(label, unescape(text)) for label, text in told[1:]] == list(zip(labels, terms, strict=True))
    assert truth in unescape(page.html)
    english = phone.send(page.form("/declare"), {"go": "next"}, params={"lang": "en"})
    for said in ("Data controller", "Hạ Vân Hospital", "Legal basis", "What for", "Who sees it", "Your rights"):
        assert said in english.text


def test_the_first_question_in_english(street: Street) -> None:
    phone, page = begun(street, street.place())
    assert "Your relation to this person" in phone.open(f"{page.path}?lang=en").text
