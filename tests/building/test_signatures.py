"""Signatures of Windows programs, made here by a key of our own."""

import datetime
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from building.failed import BuildFailed
from building.signatures import Signature, find_signature, parse_signature
from building.windows_python import PINNED, verify

pytestmark = pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode is not installed")
PROGRAM = Path(str(distribution("setuptools").locate_file("setuptools/cli-64.exe")))


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Windows program signed by the Foundation of Tests, whom nobody vouches for."""
    folder = tmp_path_factory.mktemp("signed")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Foundation of Tests")])
    now = datetime.datetime.now(datetime.UTC)
    until = now + datetime.timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, until)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING])
    certificate = builder.add_extension(usage, critical=False).sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    signing = ["osslsigncode", "sign", "-certs", "certificate.pem", "-key", "key.pem", "-in", str(PROGRAM)]
    subprocess.run([*signing, "-out", "signed.exe"], cwd=folder, check=True, capture_output=True)
    return folder / "signed.exe"


def test_a_signed_program_tells_its_signer(signed: Path) -> None:
    assert find_signature(signed) == Signature("Foundation of Tests", vouched=False)


def test_one_changed_byte_is_noticed(signed: Path, tmp_path: Path) -> None:
    content = bytearray(signed.read_bytes())
    content[0x500] ^= 1
    (tmp_path / "changed.exe").write_bytes(content)

    assert find_signature(tmp_path / "changed.exe") is None


def test_a_program_without_a_signature_has_none() -> None:
    assert find_signature(PROGRAM) is None


def test_a_signature_vouched_for_is_told_from_one_that_is_not() -> None:
    report = (
        "Current message digest    : {0} \nCalculated message digest : {0} \n\nSigner's certificate:\n\t-----\n"
        "\tSigner #0:\n\t\tSubject: /C=US/O=Python Software Foundation/CN=Python\n\nSignature verification: {1}\n"
    )

    assert parse_signature(report.format("AB" * 32, "ok")) == Signature("Python Software Foundation", vouched=True)
    assert parse_signature(report.format("AB" * 32, "failed")) == Signature("Python Software Foundation", vouched=False)
    assert parse_signature(report.format("AB" * 32, "ok").replace("AB", "CD", 1)) is None


def test_a_python_by_others_changed_or_with_more_in_it_is_refused(signed: Path, tmp_path: Path) -> None:
    for name in PINNED:
        (tmp_path / name).write_text("changed")
    (tmp_path / "python.exe").write_bytes(signed.read_bytes())
    (tmp_path / "select.pyd").write_bytes(PROGRAM.read_bytes())
    (tmp_path / "more.txt").touch()
    (tmp_path / "python.cat").unlink()

    with pytest.raises(BuildFailed) as refused:
        verify(tmp_path)

    told = str(refused.value)
    assert "python.cat is missing" in told
    assert "python311.zip differs from its pinned SHA-256" in told
    assert "vcruntime140.dll differs from its pinned SHA-256" in told
    assert "python.exe is signed by Foundation of Tests" in told
    assert "select.pyd is not what was signed" in told
    assert "more.txt is not known" in told
