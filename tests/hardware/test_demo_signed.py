"""The demo's vaccine passports: as their issuer would write them, and signed by a key that is nobody's."""

import zlib
from datetime import UTC, date, datetime
from itertools import islice

import base45  # type: ignore[import-untyped]
import cbor2
import numpy as np
import pytest
import segno
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from hardware.demo_citizens import Citizen, citizens
from hardware.demo_signed import PREFIX, demo_signer, signed
from hardware.demo_wallet import vaccine_pass
from kiosk.cards import parse
from kiosk.cards.card import CardKind
from kiosk.certificates import Trust, TrustList, check

SIGNER = demo_signer(7)
PEOPLE = list(islice(citizens(7), 25))


def text_of(citizen: Citizen, today: date | None = None) -> str:
    return vaccine_pass(citizen, np.random.default_rng(1), SIGNER, today).prop.text


def opened(text: str) -> tuple[bytes, bytes, bytes]:
    """Protected header, payload and signature."""
    tag = cbor2.loads(zlib.decompress(base45.b45decode(text.removeprefix(PREFIX))))
    assert tag.tag == 18
    protected, _, payload, signature = tag.value
    return protected, payload, signature


@pytest.mark.parametrize("citizen", PEOPLE)
def test_a_passport_says_who_and_what_and_its_signature_holds(citizen: Citizen) -> None:
    protected, payload, signature = opened(text_of(citizen))
    claims = cbor2.loads(payload)
    content = claims[-260][1]

    assert cbor2.loads(protected) == {1: -7, 4: SIGNER.kid}
    assert claims[1] == "VN"
    assert claims[6] < datetime.now(UTC).timestamp() < claims[4]
    assert f"{content['nam']['fn']} {content['nam']['gn']}" == citizen.name
    assert (content["nam"]["fnt"] + content["nam"]["gnt"]).replace("<", "").isascii()
    assert content["dob"] == citizen.birth.isoformat()
    assert "SYNTHETIC" in content["v"][0]["ci"]

    certificate = x509.load_pem_x509_certificate(SIGNER.pem.encode())
    assert certificate.fingerprint(hashes.SHA256())[:8] == SIGNER.kid
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    to_verify = cbor2.dumps(["Signature1", protected, b"", payload])
    key.verify(der, to_verify, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(der, to_verify + b"x", ec.ECDSA(hashes.SHA256()))


def test_it_reads_as_a_health_certificate_without_a_doubt_and_fits_a_code_that_cameras_read() -> None:
    for citizen in PEOPLE:
        card = parse(text_of(citizen))
        assert (card.kind, card.warnings) == (CardKind.HEALTH_CERTIFICATE, ())
        assert int(segno.make_qr(text_of(citizen), error="m").version) <= 16


def test_the_same_seed_signs_the_same_and_another_one_otherwise() -> None:
    assert text_of(PEOPLE[0]) == text_of(PEOPLE[0])
    content = {"ver": "1.3.0"}
    when = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert signed(content, demo_signer(7), *when) != signed(content, demo_signer(8), *when)
    assert demo_signer(7).public_key_pem == SIGNER.public_key_pem != demo_signer(8).public_key_pem


def test_a_kiosk_that_trusts_the_demos_signer_trusts_it_and_no_other_does() -> None:
    card = parse(text_of(PEOPLE[0]))
    assert card.certificate is not None
    assert card.certificate.name == PEOPLE[0].name

    def trust(pem: str) -> Trust:
        assert card.certificate is not None
        return check(card.certificate, TrustList.from_pem(pem), datetime(2026, 11, 21, tzinfo=UTC))

    assert trust(SIGNER.pem) is Trust.TRUSTED
    assert trust(SIGNER.public_key_pem) is Trust.TRUSTED
    assert trust(demo_signer(8).pem) is Trust.NO_KEY


def test_with_a_day_given_the_dates_are_those_of_a_real_one() -> None:
    claims = cbor2.loads(opened(text_of(PEOPLE[0], date(2026, 11, 21)))[1])

    assert datetime.fromtimestamp(claims[6], UTC).date() == date(2026, 10, 22)
    assert datetime.fromtimestamp(claims[4], UTC).date() == date(2027, 10, 22)
    assert claims[-260][1]["v"][0]["dt"] == "2026-09-22"


def test_no_log_shows_a_key() -> None:
    assert repr(SIGNER) == f"Signer({SIGNER.kid.hex()})"
