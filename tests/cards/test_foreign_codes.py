"""Codes that open no gate, and those that only look as if they did."""

import pytest

from kiosk.cards import parse
from kiosk.cards.card import CardKind, Family
from kiosk.cards.payment import crc16
from kiosk.scans import Symbology

UUID = "00000000-0000-4000-8000-00000000000a"
RESULT = f"https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id={UUID}"


def vietqr(amount: str = "10000") -> str:
    body = f"00020101021138400010A00000072701220006970415010800000001520400005303704540{len(amount)}{amount}5802VN"
    body += "6304"
    return f"{body}{crc16(body.encode()):04X}"


@pytest.mark.parametrize(
    "text",
    [
        RESULT,
        RESULT.upper(),
        RESULT.replace("https", "http"),
        RESULT.replace("vn/#", "vn#"),
        RESULT + "\r\n",
        RESULT + "&lang=vi",
    ],
)
def test_a_kbyt_declaration(text: str) -> None:
    card = parse(text)
    assert card.kind is CardKind.KBYT
    assert [identifier.value for identifier in card.identifiers] == [UUID]


@pytest.mark.parametrize("text", [RESULT[:-1], RESULT + "0", RESULT[:-1] + "g", RESULT.split("?")[0]])
def test_a_damaged_kbyt_declaration(text: str) -> None:
    card = parse(text)
    assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("kbyt_truncated",))


@pytest.mark.parametrize(
    "host",
    [
        "kbyt.khambenh.gov.vn.evil.example",
        "evil.example/kbyt.khambenh.gov.vn",
        "evil-kbyt.khambenh.gov.vn",
        "kbyt.khambenh.gov.vn@evil.example",
        "evil.example\\@kbyt.khambenh.gov.vn",
        "someone@kbyt.khambenh.gov.vn",
        "kbyt.khambenh.gov.vn:8443",
        "kbyt.khambenh.gov.vn.",
        "kbуt.khambenh.gov.vn",  # a Cyrillic letter
        "evil.example?kbyt.khambenh.gov.vn",
        "evil.example#kbyt.khambenh.gov.vn",
    ],
)
def test_no_other_host_passes_for_kbyt(host: str) -> None:
    for text in (RESULT, f"https://kbyt.khambenh.gov.vn/qr/{UUID}"):
        card = parse(text.replace("kbyt.khambenh.gov.vn", host))
        assert (card.kind, card.family) == (CardKind.FOREIGN, Family.URL)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (f"https://kbyt.khambenh.gov.vn/qr/{UUID}", Family.POSTER),
        ("HTTPS://QR.TOKHAIYTE.VN/DKDD", Family.POSTER),
        ("https://qr.pccovid.gov.vn/ksvrbm", Family.POSTER),
        ("https://qr.tokhaiyte.vn.evil.example/", Family.URL),
        ("https://checkpoint.example/c/GATE-01", Family.POSTER),
        ("HTTPS://CHECKPOINT.EXAMPLE/C/GATE-01", Family.POSTER),
        ("https://checkpoint.example/c/gate-01", Family.URL),
        ("https://checkpoint.example/c/ABC", Family.URL),
        ("https://checkpoint.example/c/" + "A" * 21, Family.URL),
        ("https://checkpoint.example/x/c/GATE-01", Family.URL),
        ("https://kbyt.khambenh.gov.vn/#tokhai_yte/model", Family.URL),
        ("http://[", Family.URL),
        ("http://", Family.URL),
        ("www.example.org", Family.URL),
        ("mailto:somebody@example.org", Family.URL),
        ("tel:0900000001", Family.URL),
        ("geo:21.0,105.8", Family.URL),
        ("momo://pay", Family.URL),
        ("WIFI:T:WPA;S:guests;P:secret;;", Family.WIFI),
        ("wifi:S:guests;;", Family.WIFI),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Thử\r\nEND:VCARD\r\n", Family.VCARD),
        ("MECARD:N:THU;TEL:0900000001;;", Family.VCARD),
        ("2|99|0900000001|NGUYEN VAN THU||0|0|10000||transfer_myqr", Family.PAYMENT),
        ("8930000000019", Family.GOODS),
        ("4006381333931", Family.GOODS),
        ("hello", Family.UNKNOWN),
        ("a|b|c", Family.UNKNOWN),
        ('{"id": 1}', Family.UNKNOWN),
        ("15/08/1990", Family.UNKNOWN),
        ("０９００００００００", Family.UNKNOWN),
    ],
)
def test_families(text: str, family: Family) -> None:
    card = parse(text)
    assert (card.kind, card.family, card.warnings, card.identifiers) == (CardKind.FOREIGN, family, (), frozenset())


def test_payment_codes() -> None:
    assert (parse(vietqr()).family, parse(vietqr()).warnings) == (Family.PAYMENT, ())
    wrong = vietqr().replace("10000", "90000")
    assert (parse(wrong).family, parse(wrong).warnings) == (Family.PAYMENT, ("payment_crc_wrong",))
    for length in range(20, len(vietqr())):
        cut = parse(vietqr()[:length])
        assert (cut.family, cut.warnings) == (Family.PAYMENT, ("payment_damaged",)), length


@pytest.mark.parametrize("symbology", [s for s in Symbology if s.goods])
@pytest.mark.parametrize("text", ["001090000001", "0900000001", "8930000000019", "12345670"])
def test_shop_goods_are_goods_whatever_their_digits(symbology: Symbology, text: str) -> None:
    assert parse(text, symbology).family is Family.GOODS


def test_the_same_digits_in_another_symbology_are_a_number() -> None:
    assert parse("001090000001", Symbology.CODE_128).kind is CardKind.CITIZEN_ID


@pytest.mark.parametrize(
    "text",
    [
        "HC1:NCFOXN%TS3DH",
        "HC1:6BF00 ",
        "HC1:",
        "HC1:ncf",
        "hc1:NCF",
        "HC1:NCFO",
        "HC1::::",
        "HC1:NÇF",
        "HC1:" + "0" * 4291,
    ],
)
def test_a_health_certificate_that_says_nothing_is_damaged(text: str) -> None:
    card = parse(text)
    assert (card.kind, card.family, card.identifiers) == (CardKind.HEALTH_CERTIFICATE, None, frozenset())
    assert (card.warnings, card.certificate, card.name) == (("certificate_damaged",), None, None)
