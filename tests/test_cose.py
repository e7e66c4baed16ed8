"""One signature over some bytes: the standards' own examples, every algorithm, and what must never pass."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk import cose, strict_cbor
from kiosk.strict_cbor import CborError, Tagged
from tests import made_certificates as made

RFC8152_C21 = (  # appendix C.2.1: a single ECDSA signature
    "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c0831"
    "06c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36"
)
RFC8152_C21_KEY = (
    "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff",
    "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e",
)
RFC8392_A3 = (  # appendix A.3: a signed CWT
    "d28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572"
    "696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b715840"
    "5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632"
    "c57209120e1c9e30"
)
RFC8392_A3_KEY = (
    "143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f",
    "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9",
)


def p256(x: str, y: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicNumbers(int(x, 16), int(y, 16), ec.SECP256R1()).public_key()


@pytest.mark.parametrize(
    ("message", "coordinates", "kid"),
    [(RFC8152_C21, RFC8152_C21_KEY, b"11"), (RFC8392_A3, RFC8392_A3_KEY, b"AsymmetricECDSA256")],
)
def test_the_examples_of_the_standards(message: str, coordinates: tuple[str, str], kid: bytes) -> None:
    sign1 = cose.parse(bytes.fromhex(message))
    assert (sign1.algorithm, sign1.kid) == (cose.Algorithm.ES256, kid)
    assert cose.verify(sign1, p256(*coordinates))
    assert not cose.verify(sign1, p256(*(RFC8392_A3_KEY if coordinates == RFC8152_C21_KEY else RFC8152_C21_KEY)))


ALGORITHMS = [("p256", -7), ("p256", -35), ("p384", -7), ("p384", -35), ("p521", -36), ("rsa", -37), ("ed25519", -8)]


@pytest.mark.parametrize(("kind", "algorithm"), ALGORITHMS)
def test_every_algorithm_with_its_own_keys_only(kind: str, algorithm: int) -> None:
    sign1 = cose.parse(made.cose(b"said", made.key(kind), algorithm))
    assert cose.verify(sign1, made.key(kind).public_key())
    for other in ("p256", "p384", "p521", "rsa", "ed25519"):
        assert not cose.verify(sign1, made.key(other, 1).public_key())


@pytest.mark.parametrize("tags", [(), (18,), (18, 61), (61,), (18, 61, 55799), (18, 55799)])
def test_tagged_or_not(tags: tuple[int, ...]) -> None:
    sign1 = cose.parse(made.cose(b"said", made.key(), tags=tags))
    assert (sign1.payload, cose.verify(sign1, made.key().public_key())) == (b"said", True)


@pytest.mark.parametrize("tags", [(98,), (61, 18), (18, 18), (61, 61), (18, 98), (2,)])
def test_other_tags_are_no_sign1(tags: tuple[int, ...]) -> None:
    with pytest.raises(cose.CoseError):
        cose.parse(made.cose(b"said", made.key(), tags=tags))


def test_the_kid_and_the_algorithm_stand_in_either_header() -> None:
    for kid_there, algorithm_there in ((True, True), (True, False), (False, True), (False, False)):
        message = made.cose(
            b"said", made.key(), kid=b"12345678", in_protected=kid_there, algorithm_in_protected=algorithm_there
        )
        sign1 = cose.parse(message)
        assert (sign1.kid, sign1.algorithm) == (b"12345678", -7)
        assert cose.verify(sign1, made.key().public_key())


def test_the_protected_header_goes_first_and_a_kid_is_bytes() -> None:
    both = cbor2.dumps([cbor2.dumps({1: -7, 4: b"signed"}), {4: b"anybody's", 1: -37}, b"", b""])
    assert (cose.parse(both).kid, cose.parse(both).algorithm) == (b"signed", -7)
    for kid in ("text", 5, [b"x"]):
        assert cose.parse(made.cose(b"said", made.key(), kid=kid)).kid is None


def test_an_empty_protected_header_is_signed_as_nothing_or_as_written() -> None:
    for signed_form in (b"", b"\xa0"):
        signature = made.sign(cbor2.dumps(["Signature1", signed_form, b"", b"said"]), made.key(), -7)
        for written in {signed_form, b"\xa0"}:
            sign1 = cose.parse(cbor2.dumps([written, {1: -7}, b"said", signature]))
            assert cose.verify(sign1, made.key().public_key())


@pytest.mark.parametrize(
    "message",
    [
        [],
        [b"", {}, b"said"],
        [b"", {}, b"said", b"", b""],
        [b"", [], b"said", b""],
        [b"", {}, None, b""],  # detached
        [{1: -7}, {}, b"said", b""],
        ["", {}, b"said", b""],
        {0: b""},
        7,
    ],
)
def test_what_is_no_sign1(message: object) -> None:
    with pytest.raises(cose.CoseError):
        cose.parse(cbor2.dumps(message))


def test_critical_headers_are_not_passed_over() -> None:
    with pytest.raises(cose.CoseError, match="not understood"):
        cose.parse(cbor2.dumps([cbor2.dumps({1: -7, 2: [99], 99: 1}), {}, b"said", b""]))


def test_without_an_algorithm_nothing_verifies() -> None:
    for header in (b"", b"\xff", b"\x01", cbor2.dumps({1: "ES256"}), cbor2.dumps({1: -257})):
        signature = made.sign(cbor2.dumps(["Signature1", header, b"", b"said"]), made.key(), -7)
        sign1 = cose.parse(cbor2.dumps([header, {}, b"said", signature]))
        assert not cose.verify(sign1, made.key().public_key())


@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\xff" * 64, b"\1" * 63, b"\1" * 65, b"\1" * 96])
def test_signatures_of_another_form(signature: bytes) -> None:
    for kind, algorithm in ALGORITHMS:
        sign1 = cose.parse(cbor2.dumps([cbor2.dumps({1: algorithm}), {}, b"said", signature]))
        assert not cose.verify(sign1, made.key(kind).public_key())


def test_a_curve_that_is_not_for_these_algorithms() -> None:
    private = ec.generate_private_key(ec.SECP256K1())
    assert not cose.verify(cose.parse(made.cose(b"said", private)), private.public_key())


def test_our_own_signature_is_the_same_each_time() -> None:
    one, other = (cose.sign1_ed25519(b"said", b"12345678", bytes(32)) for _ in range(2))
    assert one == other
    sign1 = cose.parse(one)
    assert sign1.protected == bytes.fromhex("a2012704483132333435363738") == cose.protected_ed25519(b"12345678")
    assert cose.verify(sign1, made.key("ed25519").public_key())


@pytest.mark.parametrize("kind", ["p256", "ed25519"])
def test_one_bit_changed_anywhere_never_verifies(kind: str) -> None:
    assert cose.verify(cose.parse(SIGNED[kind]), made.key(kind).public_key())
    for bit in range(len(SIGNED[kind]) * 8):
        message = bytearray(SIGNED[kind])
        message[bit // 8] ^= 1 << bit % 8
        try:
            sign1 = cose.parse(bytes(message))
        except cose.CoseError:
            continue
        assert not cose.verify(sign1, made.key(kind).public_key()), bit


SIGNED = {
    "p256": made.cose(b"said", made.key(), kid=b"12345678"),
    "ed25519": cose.sign1_ed25519(b"said", b"12345678", bytes(32)),
}


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xd2\x84\x40\xa0\x40\x40")
@example(bytes.fromhex("9bffffffffffffffff"))
@example(b"\x81" * 5000)
@example(b"\x9f" * 5000)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        sign1 = cose.parse(data)
    except cose.CoseError:
        return
    assert not cose.verify(sign1, made.key().public_key())


@pytest.mark.parametrize(
    "item",
    [
        cbor2.CBORTag(2, b"\xff" * 9),  # a number of any size
        cbor2.CBORTag(4, [1000, 1]),
        cbor2.CBORTag(5, [10**9, 1]),  # would take a gigabyte
        cbor2.CBORTag(28, [1]),  # references
        cbor2.CBORTag(256, ["text"]),
        cbor2.CBORTag(35, "(a+)+"),  # a pattern
        cbor2.CBORTag(36, "MIME-Version: 1.0"),
        cbor2.CBORTag(0, "2026-11-21T08:00:00Z"),
        cbor2.CBORTag(61, 1),
    ],
)
def test_no_tag_is_acted_upon(item: cbor2.CBORTag) -> None:
    for data in (item, [item], {1: item}, {1: [{2: item}]}):
        with pytest.raises(CborError, match=f"tag {item.tag} "):
            strict_cbor.decode(cbor2.dumps(data))
    assert strict_cbor.decode(cbor2.dumps(item), frozenset({item.tag})) == Tagged(item.tag, item.value)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a201020103", "Duplicate"),
        ("a2010218012a", "Duplicate"),  # the same number written longer
        ("0101", "follows"),
        ("a1", "end of stream"),
        ("5f4101", "end of stream"),
        ("", "end of stream"),
        ("81" * 17 + "01", "depth"),
        ("61ff", "text"),
        ("ff", "break"),
    ],
)
def test_cbor_that_is_refused(data: str, why: str) -> None:
    with pytest.raises(CborError, match=why):
        strict_cbor.decode(bytes.fromhex(data))


def test_cbor_of_indefinite_length_is_read_as_issuers_write_it() -> None:
    assert strict_cbor.decode(bytes.fromhex("bf61610161629f0203ffff")) == {"a": 1, "b": [2, 3]}


def test_cbor_that_is_too_large_is_not_looked_at() -> None:
    whole = cbor2.dumps([b"x" * (strict_cbor.MAX_BYTES - 5), 1])
    assert len(whole) == strict_cbor.MAX_BYTES
    strict_cbor.decode(whole)
    with pytest.raises(CborError, match="more than"):
        strict_cbor.decode(whole + b"\0")
