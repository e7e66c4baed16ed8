"""Citizen codes: issued, carried as text, checked, read out; and everything that must not pass for one."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import cbor2
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk import cards, cose
from kiosk.cards.card import CardKind, Family
from kiosk.citizen_code import (
    ID_BITS,
    Checked,
    CitizenCode,
    CodeStanding,
    CodeTrust,
    check,
    decode,
    issue,
    key_id,
    new_id,
    origin,
    spelled,
    unspelled,
)
from tests import made_certificates as made

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
KID = key_id(PUBLIC)
TRUST = CodeTrust({KID: PUBLIC})
HOST = "https://khaibao.benhvien-mau.vn"
CODE = CitizenCode(
    id=bytes.fromhex("0123456789abcdef"),
    person=UUID("01890000-0000-7000-8000-000000000001"),
    name="N. V. THỬ",
    issued=NOW,
    expires=NOW + timedelta(days=30),
    campaign="to-khai-2022",
    holds_until=NOW + timedelta(days=3),
)
TEXT = issue(CODE, KID, PRIVATE, HOST)


def signed(text: str = TEXT) -> bytes:
    found = decode(text)
    assert found is not None
    return found


def test_a_code_comes_back() -> None:
    assert check(signed(), TRUST, NOW) == Checked(CodeStanding.GENUINE, CODE)
    assert decode(issue(CODE, KID, PRIVATE, HOST)) == signed()  # the same for the same input


@given(
    st.builds(
        CitizenCode,
        id=st.integers(0, 2**ID_BITS - 1).map(lambda number: number.to_bytes(8)),
        person=st.uuids(),
        name=st.text(max_size=24).map(str.strip),
        issued=st.just(NOW),
        expires=st.datetimes(datetime(2027, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 - made aware
            lambda at: at.replace(microsecond=0, tzinfo=UTC)
        ),
        campaign=st.text(max_size=80),
        holds_until=st.just(NOW),
    )
)
def test_any_code_comes_back(code: CitizenCode) -> None:
    assert check(signed(issue(code, KID, PRIVATE, HOST)), TRUST, NOW) == Checked(CodeStanding.GENUINE, code)


def test_it_fits_a_small_qr_code() -> None:
    drawn = segno.make(TEXT, error="m", boost_error=False, micro=False)
    assert (drawn.mode, drawn.designator) == ("alphanumeric", "10-M")
    assert TEXT.isupper()
    long_name = replace(CODE, name="N. T. T. H. " + "NGUYỆT" * 20)
    assert len(issue(long_name, KID, PRIVATE, HOST)) < len(TEXT) + 60


@pytest.mark.parametrize(
    "text",
    [
        TEXT.lower(),
        TEXT + "/",
        TEXT + "?from=chat",
        f" {TEXT}\r\n",
        TEXT.replace("KHAIBAO.BENHVIEN-MAU.VN", "OTHER.EXAMPLE:8443"),
    ],
)
def test_any_kiosk_recognises_any_centres_code(text: str) -> None:
    assert decode(text) == signed()
    card = cards.parse(text)
    assert (card.kind, card.code, card.name, card.identifiers) == (CardKind.CITIZEN_CODE, signed(), None, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/q/hello",
        "https://example.org/Q/",
        "https://example.org/Q/" + "A" * 300,
        "https://example.org/x" + TEXT[TEXT.index("/Q/") :],
        TEXT.replace("/Q/", "/R/"),
        TEXT.replace("/Q/", "/?/Q/"),
        TEXT.replace("HTTPS", "FTP"),
    ],
)
def test_other_addresses_stay_addresses(text: str) -> None:
    assert decode(text) is None
    assert cards.parse(text).family is Family.URL


def test_a_damaged_code_of_ours_cannot_be_read() -> None:
    at = TEXT.index("/Q/") + 3
    for text in (TEXT[:-1], TEXT[:-30], TEXT[: at + 20], TEXT + "A", TEXT + "1", TEXT[:-4] + "!" + TEXT[-3:]):
        card = cards.parse(text)
        assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("citizen_code_damaged",)), text


def test_there_is_one_way_to_write_a_code() -> None:
    letters = TEXT[TEXT.index("/Q/") + 3 :]
    spare = len(letters) * 5 % 8
    assert spare  # bits at the end that say nothing
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    others = [alphabet[alphabet.index(letters[-1]) + step] for step in range(1, 2**spare)]
    for letter in others:
        padding = "=" * (-len(letters) % 8)
        assert base64.b32decode(letters[:-1] + letter + padding) == signed()
        assert decode(TEXT[:-1] + letter) is None


@pytest.mark.parametrize(
    ("trust", "at", "standing"),
    [
        (CodeTrust(), NOW, CodeStanding.UNKNOWN_KEY),
        (CodeTrust({bytes(8): PUBLIC}), NOW, CodeStanding.UNKNOWN_KEY),
        (CodeTrust({KID: b"short"}), NOW, CodeStanding.UNKNOWN_KEY),
        (CodeTrust({KID: key_id(PUBLIC) * 4}), NOW, CodeStanding.FORGED),  # somebody else's key under this name
        (CodeTrust({KID: PUBLIC}, frozenset({CODE.id})), NOW, CodeStanding.REVOKED),
        (CodeTrust({KID: PUBLIC}, frozenset({CODE.id})), CODE.expires, CodeStanding.REVOKED),
        (CodeTrust({KID: PUBLIC}, frozenset({bytes(8)})), NOW, CodeStanding.GENUINE),
        (TRUST, CODE.expires, CodeStanding.EXPIRED),
        (TRUST, CODE.expires - timedelta(seconds=1), CodeStanding.GENUINE),
        (TRUST, CODE.issued - timedelta(days=3000), CodeStanding.GENUINE),  # this kiosk's clock was set back
    ],
)
def test_every_standing(trust: CodeTrust, at: datetime, standing: CodeStanding) -> None:
    checked = check(signed(), trust, at)
    assert checked.standing is standing
    assert (checked.code == CODE) == (standing not in (CodeStanding.UNKNOWN_KEY, CodeStanding.FORGED))
    assert checked.code in (CODE, None)


def test_a_code_that_was_over_when_issued_is_over_whatever_the_clock() -> None:
    code = replace(CODE, expires=CODE.issued)
    text = issue(code, KID, PRIVATE, HOST)
    assert check(signed(text), TRUST, NOW - timedelta(days=3000)).standing is CodeStanding.EXPIRED


def test_one_bit_changed_anywhere_is_never_believed() -> None:
    for bit in range(len(signed()) * 8):
        data = bytearray(signed())
        data[bit // 8] ^= 1 << bit % 8
        checked = check(bytes(data), TRUST, NOW)
        assert checked.standing in (CodeStanding.FORGED, CodeStanding.UNKNOWN_KEY), bit
        assert checked.code is None, bit


@given(st.binary(max_size=300))
def test_any_bytes_are_judged(data: bytes) -> None:
    assert check(data, TRUST, NOW).standing in (CodeStanding.FORGED, CodeStanding.UNKNOWN_KEY)


@given(st.one_of(st.text(), st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=400).map(TEXT[:40].__add__)))
def test_any_text_is_no_code_or_read(text: str) -> None:
    decode(text)
    unspelled(text)
    cards.parse(text)


GOOD = {2: bytes(16), 4: 2_000_000_000, 6: 1_700_000_000, 7: bytes(8), -65537: ["c", 1_800_000_000, "n"]}


@pytest.mark.parametrize(
    "change",
    [
        {2: bytes(15)},
        {2: "person"},
        {4: "soon"},
        {4: 10**18},
        {6: None},
        {7: bytes(7)},
        {7: b"\xff" * 8},
        {-65537: ["c", 1]},
        {-65537: ["c", "1", "n"]},
        {-65537: "c"},
    ],
)
def test_signed_by_the_centre_and_no_code_all_the_same(change: dict[int, object]) -> None:
    def standing(payload: bytes) -> CodeStanding:
        return check(cose.sign1_ed25519(payload, KID, PRIVATE), TRUST, NOW).standing

    assert standing(cbor2.dumps(GOOD)) is CodeStanding.GENUINE
    assert standing(cbor2.dumps(GOOD | change)) is CodeStanding.FORGED
    assert standing(cbor2.dumps(GOOD) + b"\0") is CodeStanding.FORGED
    assert standing(b"\xff") is CodeStanding.FORGED


def test_the_key_is_named_where_it_is_signed() -> None:
    private, payload = made.key("ed25519"), cbor2.dumps(GOOD)
    public = private.public_key().public_bytes_raw()  # type: ignore[union-attr]
    kid = key_id(public)
    trust = CodeTrust({kid: public})
    for in_protected, standing in ((True, CodeStanding.GENUINE), (False, CodeStanding.FORGED)):
        message = made.cose(payload, private, -8, kid, in_protected=in_protected)
        assert check(message, trust, NOW).standing is standing


def test_a_signature_of_another_kind_is_no_citizen_code() -> None:
    for algorithm, found in ((-8, True), (-7, False)):
        message = made.cose(bytes(80), made.key("ed25519"), algorithm, KID)
        text = "https://other.example/Q/" + base64.b32encode(message).decode().rstrip("=")
        assert (decode(text) is not None) is found
        assert (cards.parse(text).kind is CardKind.CITIZEN_CODE) is found


@pytest.mark.parametrize(
    ("base", "written"),
    [
        ("https://Centre.example", "HTTPS://CENTRE.EXAMPLE"),
        ("https://centre.example:8443/", "HTTPS://CENTRE.EXAMPLE:8443"),
        ("HTTPS://CENTRE.EXAMPLE", "HTTPS://CENTRE.EXAMPLE"),
        ("http://127.0.0.1:8000", "HTTP://127.0.0.1:8000"),
        ("http://localhost", "HTTP://LOCALHOST"),
    ],
)
def test_an_address_in_capitals(base: str, written: str) -> None:
    assert origin(base) == written
    assert issue(CODE, KID, PRIVATE, base).startswith(f"{written}/Q/")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "centre.example",
        "https://",
        "https:///x",
        "https://centre.example/kiosk",
        "https://centre.example?x",
        "https://centre.example/#x",
        "https://somebody@centre.example",
        "https://[::1]",
        "https://bệnhviện.example",
        "https://centre_1.example",
        "http://centre.example",
        "http://127.0.0.1.evil.example",
        "ftp://centre.example",
    ],
)
def test_an_address_that_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="address in citizen codes"):
        issue(CODE, KID, PRIVATE, base)


def test_what_is_not_issued() -> None:
    naive = NOW.replace(tzinfo=None)
    for wrong in (replace(CODE, id=bytes(7)), replace(CODE, id=b"\xff" * 8), replace(CODE, issued=naive)):
        with pytest.raises(ValueError, match=r"an id has|need a zone"):
            issue(wrong, KID, PRIVATE, HOST)
    with pytest.raises(ValueError, match="8 bytes"):
        issue(CODE, b"kid", PRIVATE, HOST)


@given(st.integers(0, 2**ID_BITS - 1))
def test_an_id_is_read_out_and_heard(number: int) -> None:
    id_ = number.to_bytes(8)
    heard = spelled(id_).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert unspelled(heard) == unspelled(spelled(id_)) == id_
    assert [len(group) for group in spelled(id_).split("-")] == [4, 4, 4]


@pytest.mark.parametrize(
    "text", ["", "28T5-CY4T-QKF", "28T5-CY4T-QKFFA", "28T5-CY4T-QKFU", "28T5-CY4T-QKF!", "２８T5CY4TQKFF"]
)
def test_what_was_not_heard_right(text: str) -> None:
    assert unspelled(text) is None


def test_new_ids_can_be_read_out() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert {unspelled(spelled(id_)) for id_ in ids} == ids


def test_nobody_stands_in_a_log() -> None:
    assert "THỬ" not in repr(CODE) + repr(check(signed(), TRUST, NOW)) + repr(cards.parse(TEXT))
