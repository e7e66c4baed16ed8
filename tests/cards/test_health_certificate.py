"""Health certificates: what they say, how they are packed, and everything that is damaged."""

import zlib
from datetime import UTC, datetime

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import cards
from kiosk.cards.card import Card, CardKind
from kiosk.cards.health_certificate import inflated
from kiosk.certificate_reading import CertificateError, read
from kiosk.certificate_rule import counts
from kiosk.certificates import Certificate, EntryKind, Trust, TrustList, check
from kiosk.people import PartialDate
from kiosk.questionnaire import CertificateRule
from kiosk.strict_cbor import MAX_BYTES
from tests import made_certificates as made
from tests.made_certificates import EXPIRES, ISSUED, NOW, RECOVERY, TEST, VACCINATION, Issuer, dcc, hc1


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer.of()


def card(signed: bytes) -> Card:
    return cards.parse(hc1(signed), today=NOW.date())


def certificate(signed: bytes) -> Certificate:
    found = card(signed).certificate
    assert found is not None
    return found


def test_a_vaccination_is_read_whole(issuer: Issuer) -> None:
    found = card(issuer.signed())
    assert (found.kind, found.name, str(found.birth), found.warnings) == (
        CardKind.HEALTH_CERTIFICATE,
        "Nguyễn Văn Thử",
        "1990-08-15",
        (),
    )
    assert [identifier.value for identifier in found.identifiers] == ["01:VN:SYNTHETIC0001"]
    said = certificate(issuer.signed())
    assert (said.name_transliterated, said.issuer, said.issued, said.expires, said.version, said.kid) == (
        "NGUYEN VAN THU",
        "VN",
        ISSUED,
        EXPIRES,
        "1.3.0",
        issuer.kid,
    )
    (entry,) = said.entries
    assert (entry.kind, entry.doses, entry.of, entry.at) == (EntryKind.VACCINATION, 2, 2, PartialDate(2026, 5, 1))
    assert (entry.disease, entry.vaccine, entry.product, entry.manufacturer, entry.country, entry.issuer, entry.id) == (
        "840539006",
        "1119349007",
        "EU/1/20/1528",
        "ORG-100030215",
        "VN",
        "Cục Mẫu",
        VACCINATION["ci"],
    )


def test_tests_and_recoveries_are_read_whole(issuer: Issuer) -> None:
    both = certificate(issuer.signed(dcc(t=[TEST, TEST | {"tr": "260373001"}], r=[RECOVERY])))
    negative, positive, recovery = both.entries
    assert (negative.sampled, negative.negative, negative.result) == (
        datetime(2026, 11, 20, 13, tzinfo=UTC),
        True,
        "260415000",
    )
    assert (negative.test_type, negative.test_name, negative.centre) == ("LP6464-4", "Mẫu thử", "Bệnh viện Mẫu")
    assert positive.negative is False
    assert [str(day) for day in (recovery.at, recovery.valid_from, recovery.valid_until)] == [
        "2026-09-01",
        "2026-09-12",
        "2027-02-28",
    ]
    assert len(card(both.signed).identifiers) == 2


@pytest.mark.parametrize(
    ("names", "shown", "transliterated"),
    [
        ({"fn": "Nguyễn Văn", "gn": "Thử", "fnt": "NGUYEN<VAN", "gnt": "THU"}, "Nguyễn Văn Thử", "NGUYEN VAN THU"),
        ({"fnt": "TRAN<THI", "gnt": "MAU"}, "TRAN THI MAU", "TRAN THI MAU"),
        ({"fn": "Mẫu", "fnt": "MAU"}, "Mẫu", "MAU"),
        ({"gn": "Mẫu", "fnt": ""}, "Mẫu", None),
        ({"fn": "Nguye\u0302\u0303n", "gn": " Thu\u031b\u0309\u202e "}, "Nguyễn Thử", None),
        ({}, None, None),
        (None, None, None),
        ("Nguyễn", None, None),
        ({"fn": 5, "gn": ["Thử"]}, None, None),
    ],
)
def test_names(issuer: Issuer, names: object, shown: str | None, transliterated: str | None) -> None:
    signed = issuer.signed(dcc(nam=names))
    assert (card(signed).name, certificate(signed).name_transliterated) == (shown, transliterated)
    assert bool(card(signed).warnings) == (shown is None)


@pytest.mark.parametrize(
    ("dob", "birth"),
    [
        ("1990-08-15", "1990-08-15"),
        ("1990-08", "1990-08"),
        ("1955", "1955"),
        ("1963-XX-XX", "1963"),
        ("1990-08-15T00:00:00", "1990-08-15"),
        ("1990-08-15T00:00:00.000Z", "1990-08-15"),
        (cbor2.CBORTag(1004, "1990-08-15"), "1990-08-15"),
        (cbor2.CBORTag(0, "1990-08-15T00:00:00Z"), "1990-08-15"),
        ("", None),
        ("15.08.1990", None),
        ("1990-02-30", None),
        (None, None),
        (1990, None),
    ],
)
def test_dates_of_birth(issuer: Issuer, dob: object, birth: str | None) -> None:
    found = card(issuer.signed(dcc(dob=dob)))
    assert (str(found.birth) if found.birth else None, found.warnings) == (birth, () if birth else ("birth_missing",))


@pytest.mark.parametrize(
    ("sc", "hour"),
    [
        ("2026-11-20T13:00:00Z", 13),
        ("2026-11-20T20:00:00+07:00", 13),
        ("2026-11-20T20:00:00+0700", 13),
        ("2026-11-20T20:00:00+07", 13),
        ("2026-11-20T13:00:00.123Z", 13),
        ("2026-11-20T13:00:00", 13),
        ("2026-11-20", 0),
        (cbor2.CBORTag(0, "2026-11-20T13:00:00Z"), 13),
        (cbor2.CBORTag(1, 1795179600), 13),
        ("yesterday", None),
        (None, None),
    ],
)
def test_moments_of_a_test(issuer: Issuer, sc: object, hour: int | None) -> None:
    sampled = certificate(issuer.signed(dcc(t=[TEST | {"sc": sc}]))).entries[0].sampled
    assert (sampled.replace(microsecond=0) if sampled else None) == (
        None if hour is None else datetime(2026, 11, 20, hour, tzinfo=UTC)
    )


@pytest.mark.parametrize("exp", [EXPIRES.timestamp(), cbor2.CBORTag(1, int(EXPIRES.timestamp()))])
def test_times_of_any_number(issuer: Issuer, exp: object) -> None:
    assert certificate(issuer.signed(expires=exp, issued=None)).expires == EXPIRES


@pytest.mark.parametrize("exp", [float("nan"), "2027-06-01", b"", True, [1], float("inf")])
def test_a_time_that_is_none_does_not_pass_for_no_end(issuer: Issuer, exp: object) -> None:
    assert card(issuer.signed(expires=exp)).warnings == ("certificate_damaged",)


@pytest.mark.parametrize(
    ("document", "warnings"),
    [
        (dcc(v=None), ("certificate_empty",)),
        (dcc(v=[]), ("certificate_empty",)),
        (dcc(v=[None, "dose"], t={}, r=7), ("certificate_empty",)),
        (dcc(v=[{}]), ()),
        (dcc(v=[VACCINATION | dict.fromkeys(VACCINATION, 5.5)]), ()),
    ],
)
def test_entries_of_no_use(issuer: Issuer, document: object, warnings: tuple[str, ...]) -> None:
    found = card(issuer.signed(document))
    assert (found.name, found.warnings, found.identifiers) == ("Nguyễn Văn Thử", warnings, frozenset())


@pytest.mark.parametrize("ci", ["", "1", "URN:UVCI:", "#######", None])
def test_an_id_that_names_nobody_links_nobody(issuer: Issuer, ci: object) -> None:
    assert card(issuer.signed(dcc(v=[VACCINATION | {"ci": ci}]))).identifiers == frozenset()


@pytest.mark.parametrize("ci", ["01:vn:synthetic0001", "urn:uvci:01:VN:SYNTHETIC0001", " UVCI:01:VN:SYNTHETIC0001#W"])
def test_an_id_is_the_same_however_written(issuer: Issuer, ci: str) -> None:
    (identifier,) = card(issuer.signed(dcc(v=[VACCINATION | {"ci": ci}]))).identifiers
    assert identifier.value == "01:VN:SYNTHETIC0001"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff",
        cbor2.dumps({1: "VN"}),
        cbor2.dumps({-260: {}}),
        cbor2.dumps({-260: {1: None}}),
        cbor2.dumps({-260: [dcc()]}),
        cbor2.dumps({-260: {1: [dcc()]}}),
        cbor2.dumps([dcc()]),
        cbor2.dumps(dcc()),
        cbor2.dumps({-260: {1: dcc()}}) + b"\0",
        cbor2.dumps({-260: {1: dcc(v=[VACCINATION] * 17)}}),
        cbor2.dumps({-260: {1: dcc(x=cbor2.CBORTag(2, b"\1"))}}),
    ],
)
def test_what_is_no_certificate_is_damaged(issuer: Issuer, payload: bytes) -> None:
    signed = issuer.signed(payload=payload or b"\xf6")
    assert card(signed).warnings == ("certificate_damaged",)
    with pytest.raises(CertificateError):
        read(signed)


def test_indefinite_lengths_are_read(issuer: Issuer) -> None:
    said = cbor2.dumps({-260: {1: dcc()}, 4: int(EXPIRES.timestamp())}, indefinite_containers=True)
    assert said[0] == 0xBF
    assert certificate(issuer.signed(payload=said)).expires == EXPIRES


def test_packing_that_real_issuers_use(issuer: Issuer) -> None:
    signed = issuer.signed()
    for level in range(10):
        assert cards.parse(hc1(zlib.compress(signed, level), compress=False)).certificate is not None
    assert cards.parse(hc1(signed, compress=False)).certificate is None, "the specification demands the compression"
    text = hc1(signed)
    assert cards.parse(text + "\r\n").certificate is not None


def test_packing_that_is_damaged(issuer: Issuer) -> None:
    packed = zlib.compress(issuer.signed())
    for data in (
        packed[:-1],
        packed[:-5],
        packed[:50],
        packed + b"\0",
        packed[:-1] + bytes([packed[-1] ^ 1]),
        packed[:10] + packed,
    ):
        assert cards.parse(hc1(data, compress=False)).warnings == ("certificate_damaged",)
    text = hc1(issuer.signed())
    for damaged in (
        text[:-1],
        text[:-3],
        "HC1" + text[4:],
        "HC2" + text[3:],
        text.lower(),
        text[:40] + "_" + text[41:],
    ):
        assert cards.parse(damaged).certificate is None


def test_a_bomb_is_not_inflated(issuer: Issuer) -> None:
    bomb = zlib.compress(bytes(20_000_000), 9)
    with pytest.raises(ValueError, match="too large"):
        inflated(bomb)
    assert len(inflated(zlib.compress(bytes(MAX_BYTES - 1)))) == MAX_BYTES - 1
    assert len(zlib.decompress(bomb)) == 20_000_000  # what happens without the limit
    padded = issuer.signed(dcc(x="x" * MAX_BYTES))
    assert len(hc1(padded)) < 2000
    assert card(padded).warnings == ("certificate_damaged",)


@given(
    st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda data: b"\xd2\x84\x43\xa1\x01\x26\xa0" + data))
)
def test_any_bytes_give_a_card(data: bytes) -> None:
    for compress in (True, False):
        assert cards.parse(hc1(data, compress)).kind is CardKind.HEALTH_CERTIFICATE


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(), st.text(max_size=8), st.binary(max_size=8)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)
ENTRIES = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys([*VACCINATION, *TEST, *RECOVERY, "dr"], VALUES)), max_size=2
)


@given(
    st.fixed_dictionaries(
        {},
        optional={"ver": VALUES, "nam": VALUES | st.just(made.NAMES), "dob": VALUES, "v": ENTRIES | VALUES}
        | {"t": ENTRIES | VALUES, "r": ENTRIES | VALUES},
    ),
    VALUES,
    VALUES,
)
def test_any_values_give_a_card(document: object, issued: object, expires: object) -> None:
    payload = cbor2.dumps({4: expires, 6: issued, -260: {1: document}})
    signed = made.cose(payload, made.key("ed25519"), -8)
    found = cards.parse(hc1(signed), today=NOW.date())
    assert found.kind is CardKind.HEALTH_CERTIFICATE
    if found.certificate is not None:
        for state in Trust:
            counts(found.certificate, state, CertificateRule(trusted_only=False), NOW)
        assert check(found.certificate, TrustList(), NOW) is Trust.NO_KEY


def test_nobody_stands_in_a_log(issuer: Issuer) -> None:
    said = read(issuer.signed())
    assert "Thử" not in repr(said) + repr(said.entries) + repr(card(issuer.signed()))
    assert "SYNTHETIC" not in repr(said) + repr(said.entries) + repr(card(issuer.signed()))
