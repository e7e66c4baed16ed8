"""TLS is verified, always: an untrusted or mistaken centre is the same as none."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from central_server.app import create_app
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreUnreachable
from tests.central_server.running import CentreHere
from tests.wire.saying import item, visit


def certificate(folder: Path, name: str) -> Path:
    """Make a key and a certificate for ``name``, signed by itself; returns the certificate's file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    alternative = f"subjectAltName={'IP' if name[0].isdigit() else 'DNS'}:{name}"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-keyout", str(folder / "key.pem")]
    out = ["-out", str(folder / "certificate.pem"), "-days", "2", "-subj", f"/CN={name}", "-addext", alternative]
    subprocess.run(["openssl", "req", "-x509", *key, *out], check=True, capture_output=True)
    return folder / "certificate.pem"


@pytest.fixture(params=["127.0.0.1", "another.example"])
def secure(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    """A centre with TLS: its URL, its certificate, and the name on that."""
    file = certificate(tmp_path, request.param)
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    with CentreHere("", app=create_app(engine, None), tls=(file, tmp_path / "key.pem")) as centre:
        yield centre.url.replace("http:", "https:"), file, request.param


def test_only_a_trusted_certificate_for_the_right_name_will_do(
    secure: tuple[str, Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, file, name = secure
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # what the environment trusts is not asked
        monkeypatch.setenv(variable, str(file))
    unknown = CentreClient(url, uuid4())
    with pytest.raises(CentreUnreachable, match="not secure") as fault:
        unknown.send([item(visit(1))])
    assert not fault.value.delivered
    unknown.close()
    known = CentreClient(url, uuid4(), authorities=file)
    if name == "127.0.0.1":
        assert known.health().status == "ok"
        assert len(known.send([item(visit(1))]).answers) == 1
    else:
        with pytest.raises(CentreUnreachable, match="not secure"):
            known.health()
    known.close()


def test_proxies_of_the_environment_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with CentreHere(tmp_path / "centre.sqlite") as centre:
        client = CentreClient(centre.url, uuid4())
        assert client.health().status == "ok"
        client.close()
