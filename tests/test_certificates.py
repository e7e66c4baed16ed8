"""Who signed a health certificate, and whether that is known here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
import pytest

from kiosk.certificate_reading import CertificateError, read
from kiosk.certificates import CLOCK_TOLERANCE, Trust, TrustList, TrustListError, check
from tests import made_certificates as made
from tests.made_certificates import EXPIRES, ISSUED, NOW, RECOVERY, TEST, VACCINATION, Issuer, dcc

OIDS = "1.3.6.1.4.1.1847.2021.1."
OLD_OIDS = "1.3.6.1.4.1.0.1847.2021.1."


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer.of()


def trust(signed: bytes, *pem: str, now: datetime = NOW) -> Trust:
    return check(read(signed), TrustList.from_pem("\n".join(pem)) if pem else TrustList(), now)


@pytest.mark.parametrize(
    ("kind", "algorithm"), [("p256", -7), ("p384", -7), ("p384", -35), ("p521", -36), ("rsa", -37), ("ed25519", -8)]
)
@pytest.mark.parametrize("tags", [(18,), (), (18, 61)])
def test_every_kind_of_signer(kind: str, algorithm: int, tags: tuple[int, ...]) -> None:
    signer = Issuer.of(kind)
    signed = signer.signed(algorithm=algorithm, tags=tags)
    assert trust(signed, Issuer.of(number=1).pem, signer.pem) is Trust.TRUSTED
    assert trust(signed, signer.public_pem) is Trust.TRUSTED
    assert trust(signed, Issuer.of(number=1).pem) is Trust.NO_KEY


def test_the_kid_in_either_header_or_none(issuer: Issuer) -> None:
    other = Issuer.of(number=1)
    unprotected = issuer.signed(in_protected=False)
    assert trust(unprotected, other.pem, issuer.pem) is Trust.TRUSTED
    nameless = issuer.signed(kid=None)
    assert trust(nameless, other.pem, issuer.pem) is Trust.TRUSTED
    assert trust(nameless, other.pem) is Trust.NO_KEY
    assert trust(issuer.signed(kid="text"), other.pem, issuer.pem) is Trust.TRUSTED
    assert trust(issuer.signed(algorithm_in_protected=False), issuer.pem) is Trust.TRUSTED


def test_unknown_is_never_called_forged(issuer: Issuer) -> None:
    other = Issuer.of(number=1)
    assert trust(issuer.signed()) is Trust.NO_KEY
    assert trust(issuer.signed(), other.pem, other.public_pem) is Trust.NO_KEY
    assert trust(issuer.signed(kid=b"unknown!"), issuer.pem) is Trust.NO_KEY  # a kid that nobody has
    assert trust(other.signed(kid=b"unknown!"), issuer.public_pem) is Trust.NO_KEY
    unknown_algorithm = cbor2.dumps([cbor2.dumps({1: -47, 4: issuer.kid}), {}, made.claims(), bytes(64)])
    assert trust(unknown_algorithm, issuer.pem) is Trust.NO_KEY


def test_signed_by_somebody_else_in_a_known_name_is_forged(issuer: Issuer) -> None:
    other = Issuer.of(number=1)
    assert trust(other.signed(kid=issuer.kid), issuer.pem) is Trust.FORGED
    assert trust(other.signed(kid=issuer.kid, in_protected=False), issuer.pem, other.pem) is Trust.FORGED


def test_all_signers_of_one_kid_are_tried(issuer: Issuer) -> None:
    other = Issuer.of(number=1)
    (one,), (two,) = TrustList.from_pem(issuer.pem).signers, TrustList.from_pem(other.pem).signers
    collision = TrustList((replace(two, kid=one.kid), one))
    assert check(read(issuer.signed()), collision, NOW) is Trust.TRUSTED
    assert check(read(other.signed(kid=issuer.kid)), collision, NOW) is Trust.TRUSTED


def test_one_bit_changed_anywhere_is_never_trusted(issuer: Issuer) -> None:
    signed, signers = issuer.signed(), TrustList.from_pem(issuer.pem)
    refused = 0
    for bit in range(len(signed) * 8):
        data = bytearray(signed)
        data[bit // 8] ^= 1 << bit % 8
        try:
            found = check(read(bytes(data)), signers, NOW)
        except CertificateError:
            refused += 1
            continue
        assert found in (Trust.FORGED, Trust.NO_KEY), bit
    assert 0 < refused < len(signed) * 8


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ISSUED - CLOCK_TOLERANCE - timedelta(seconds=1), Trust.NOT_YET),
        (ISSUED - CLOCK_TOLERANCE, Trust.TRUSTED),
        (ISSUED, Trust.TRUSTED),
        (EXPIRES - timedelta(seconds=1), Trust.TRUSTED),
        (EXPIRES, Trust.EXPIRED),
        (datetime(2099, 1, 1, tzinfo=UTC), Trust.EXPIRED),
    ],
)
def test_its_own_time(issuer: Issuer, now: datetime, expected: Trust) -> None:
    assert trust(issuer.signed(), issuer.pem, now=now) is expected
    assert trust(issuer.signed(), issuer.public_pem, now=now) is expected
    assert trust(issuer.signed(), now=now) is Trust.NO_KEY
    assert trust(Issuer.of(number=1).signed(kid=issuer.kid), issuer.pem, now=now) is Trust.FORGED


@pytest.mark.parametrize(
    ("valid", "expected"),
    [
        ((ISSUED - timedelta(days=400), NOW - timedelta(days=1)), Trust.EXPIRED),
        ((NOW + timedelta(days=1), EXPIRES), Trust.NOT_YET),
        ((NOW - timedelta(days=1), EXPIRES), Trust.TRUSTED),  # the key was certified again after it signed
    ],
)
def test_its_signers_time(valid: tuple[datetime, datetime], expected: Trust) -> None:
    signer = Issuer.of(valid=valid)
    assert trust(signer.signed(), signer.pem) is expected
    renewed = Issuer.of()
    assert trust(signer.signed(kid=None), signer.pem, renewed.pem) is Trust.TRUSTED


def test_it_may_begin_later_than_it_was_issued(issuer: Issuer) -> None:
    begins = NOW + timedelta(days=1)
    later = cbor2.dumps(cbor2.loads(made.claims()) | {5: int(begins.timestamp())})
    assert trust(issuer.signed(payload=later), issuer.pem) is Trust.NOT_YET
    assert trust(issuer.signed(payload=later), issuer.pem, now=begins) is Trust.TRUSTED


def test_without_times_it_holds_as_long_as_its_signer(issuer: Issuer) -> None:
    endless = issuer.signed(issued=None, expires=None)
    assert trust(endless, issuer.pem) is Trust.TRUSTED
    assert trust(endless, issuer.pem, now=datetime(2099, 1, 1, tzinfo=UTC)) is Trust.EXPIRED


@pytest.mark.parametrize("arc", [OIDS, OLD_OIDS])
@pytest.mark.parametrize(
    ("last", "document"), [("1", dcc(t=[TEST])), ("2", dcc(v=[VACCINATION])), ("3", dcc(r=[RECOVERY]))]
)
def test_a_signer_signs_only_what_it_is_for(arc: str, last: str, document: dict[str, Any]) -> None:
    for usages in ((), (arc + last,), (arc + "1", arc + "2", arc + "3"), ("1.3.6.1.5.5.7.3.4",)):
        signer = Issuer.of(usages=usages)
        assert trust(signer.signed(document), signer.pem) is Trust.TRUSTED
    wrong = Issuer.of(usages=tuple(arc + other for other in "123" if other != last))
    assert trust(wrong.signed(document), wrong.pem) is Trust.NO_KEY
    assert trust(wrong.signed(document | {"v": [VACCINATION], "t": [TEST], "r": [RECOVERY]}), wrong.pem) is Trust.NO_KEY
    allowed = Issuer.of(usages=(arc + last,))
    assert trust(wrong.signed(document, kid=None), wrong.pem, allowed.pem) is Trust.TRUSTED


def test_reading_a_trust_list(issuer: Issuer) -> None:
    rsa = Issuer.of("rsa")
    listed = TrustList.from_pem(f"# the signers\n{issuer.pem}\r\n{rsa.public_pem}some words\n{rsa.pem}").signers
    assert [signer.kid for signer in listed] == [issuer.kid, None, rsa.kid]
    one_line = issuer.pem.replace("\n", "").replace("E-----", "E-----\n", 1)
    assert TrustList.from_pem(one_line).signers[0].kid == issuer.kid


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda pem: pem[:0], "no PEM block"),
        (lambda pem: pem.replace("-----", "----"), "no PEM block"),
        (lambda pem: pem + pem.replace("MII", "M!I"), r"block 2 \(CERTIFICATE\): not base64"),
        (lambda pem: pem + pem.replace("MII", "MIJ", 1), r"block 2 \(CERTIFICATE\): cannot be read"),
        (lambda pem: pem + pem.replace("CERTIFICATE", "PRIVATE KEY"), r"block 2 \(PRIVATE KEY\): neither"),
        (lambda pem: pem.replace("CERTIFICATE", "PUBLIC KEY"), r"block 1 \(PUBLIC KEY\): cannot be read"),
        (lambda pem: pem + pem[: len(pem) // 2], "block 2: begins and does not end"),
    ],
)
def test_a_trust_list_that_cannot_be_read(issuer: Issuer, change: Any, why: str) -> None:
    with pytest.raises(TrustListError, match=why):
        TrustList.from_pem(change(issuer.pem))
