"""Gateways over HTTP: what they are sent, byte by byte, and what counts as sent."""

import base64
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central_server.sms.sender_http import HttpSender
from central_server.sms.sending import SmsNotSent
from central_server.sms.template import filled, message_values, read_template
from kiosk.errors import SettingsError
from tests.central_server.gateways import HttpGateway, listening
from tests.faults.test_sync_tls import certificate

PHONE = "+84900000001"
TEXT = '012345 "la" ma & xac=nhan\n{phone} ${SECRET} </x>'
SECRETS = {"SECRET": 'synthetic "secret" {text}', "SMS_USER": "u", "SMS_PASSWORD": "mật khẩu", "SMS_API_KEY": "k"}
EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "sms").glob("*.toml"))


@pytest.fixture
def gateway() -> Iterator[HttpGateway]:
    gateway = HttpGateway()
    with listening(gateway.serve) as port:
        gateway.url = f"http://127.0.0.1:{port}/send"
        yield gateway


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gateway.toml"


def sender(file: Path, gateway: HttpGateway, rest: str) -> HttpSender:
    file.write_text(f'url = "{gateway.url}"\n{rest}', encoding="utf-8")
    return HttpSender(*read_template(file, SECRETS))


JSON = '[body]\nPhone = "{phone0}"\nContent = "{text}"\nSecretKey = "${SECRET}"\nlist = ["{phone84}", {n = 1}]\n'
CODE = JSON + '[success]\npointer = "/CodeResult"\nequals = "100"\n'


def test_json_holds_what_it_is_given_and_nothing_breaks_out(file: Path, gateway: HttpGateway) -> None:
    sender(file, gateway, CODE).send(PHONE, TEXT)
    [request] = gateway.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /send HTTP/1.1")
    assert b"content-type: application/json" in head.lower()
    assert json.loads(body) == {
        "Phone": "0900000001",
        "Content": TEXT,
        "SecretKey": SECRETS["SECRET"],
        "list": ["84900000001", {"n": 1}],
    }


def test_a_form_holds_what_it_is_given(file: Path, gateway: HttpGateway) -> None:
    rest = 'encoding = "form"\n[basic]\nuser = "${SMS_USER}"\npassword = "${SMS_PASSWORD}"\n'
    sender(file, gateway, rest + '[body]\nto = "{phone}"\nmessage = "{text}"\nid = "{id}"\n').send(PHONE, TEXT)
    head, _, body = gateway.requests[0].partition(b"\r\n\r\n")
    assert b"content-type: application/x-www-form-urlencoded" in head.lower()
    assert base64.b64encode("u:mật khẩu".encode()) in head
    said = parse_qs(body.decode(), strict_parsing=True)
    assert (said["to"], said["message"]) == ([PHONE], [TEXT])
    assert len(said["id"][0]) == 32


def test_a_query_holds_what_it_is_given(file: Path, gateway: HttpGateway) -> None:
    sender(file, gateway, 'method = "GET"\n[query]\nto = "{phone}"\ntext = "{text}"\n').send(PHONE, TEXT)
    line = gateway.requests[0].split(b"\r\n")[0].decode()
    assert line.startswith("GET /send?")
    assert parse_qs(urlsplit(line.split(" ")[1]).query) == {"to": [PHONE], "text": [TEXT]}


@pytest.mark.parametrize(
    ("status", "answer", "certain"),
    [
        ("200 OK", b'{"CodeResult":"101"}', True),
        ("200 OK", b'{"CodeResult":100.0}', True),
        ("200 OK", b'{"other":"100"}', False),
        ("200 OK", b"<html>Welcome to our Wi-Fi</html>", False),
        ("200 OK", b"", False),
        ("200 OK", b"[" * 30_000, False),
        ("302 Found", b'{"CodeResult":"100"}', True),
        ("401 Unauthorized", b'{"CodeResult":"100"}', True),
        ("500 Oops", b'{"CodeResult":"100"}', False),
        ("408 Slow", b'{"CodeResult":"100"}', False),
    ],
)
def test_only_the_right_answer_is_one(
    file: Path, gateway: HttpGateway, status: str, answer: bytes, certain: bool
) -> None:
    gateway.status, gateway.answer = status, answer
    gateway.headers = "Location: /elsewhere\r\n"
    with pytest.raises(SmsNotSent, match=status.split()[0]) as fault:
        sender(file, gateway, CODE).send(PHONE, TEXT)
    assert fault.value.certain is certain
    assert len(gateway.requests) == 1, "no redirect is followed, nothing is tried twice"


@pytest.mark.parametrize(("answer", "taken"), [(b"0|sent", True), (b"OK", True), (b"10", False), (b"NOK", False)])
def test_a_pattern_in_the_answer(file: Path, gateway: HttpGateway, answer: bytes, taken: bool) -> None:
    gateway.answer = answer
    by_pattern = sender(file, gateway, JSON + '[success]\npattern = "^(0|OK)\\\\b"\n')
    if taken:
        by_pattern.send(PHONE, TEXT)
    else:
        with pytest.raises(SmsNotSent):
            by_pattern.send(PHONE, TEXT)


def test_a_number_equals_a_number_and_truth_is_no_number(file: Path, gateway: HttpGateway) -> None:
    zero = sender(file, gateway, JSON + '[success]\npointer = "/a~1b/0"\nequals = 0\n')
    gateway.answer = b'{"a/b":[0]}'
    zero.send(PHONE, TEXT)
    gateway.answer = b'{"a/b":[false]}'
    with pytest.raises(SmsNotSent):
        zero.send(PHONE, TEXT)


def test_a_slow_drip_has_an_end(file: Path, gateway: HttpGateway) -> None:
    gateway.slow = 0.05
    with pytest.raises(SmsNotSent, match="in time") as fault:
        sender(file, gateway, "timeout = 0.4\n" + CODE).send(PHONE, TEXT)
    assert not fault.value.certain, "it may have been taken all the same"


def test_an_endless_answer_has_an_end(file: Path, gateway: HttpGateway) -> None:
    gateway.answer = b" " * 200_000
    with pytest.raises(SmsNotSent) as fault:
        sender(file, gateway, CODE).send(PHONE, TEXT)
    assert not fault.value.certain


def test_nobody_there_is_certain(file: Path, gateway: HttpGateway) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        gateway.url = f"http://127.0.0.1:{free.getsockname()[1]}/send"
    with pytest.raises(SmsNotSent, match="cannot be reached") as fault:
        sender(file, gateway, CODE).send(PHONE, TEXT)
    assert fault.value.certain


def test_a_line_that_breaks_is_not_certain(file: Path) -> None:
    def hang_up(connection: socket.socket) -> None:
        connection.recv(65536)

    with listening(hang_up) as port:
        broken = sender(file, HttpGateway(url=f"http://127.0.0.1:{port}/"), CODE)
        with pytest.raises(SmsNotSent, match="broke") as fault:
            broken.send(PHONE, TEXT)
    assert not fault.value.certain


def test_only_a_trusted_certificate_will_do(
    file: Path, tmp_path: Path, gateway: HttpGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = certificate(tmp_path, "127.0.0.1")
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # what the environment trusts is not asked
        monkeypatch.setenv(variable, str(own))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own, tmp_path / "key.pem")

    def secure(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            gateway.serve(wrapped)

    with listening(secure) as port:
        gateway.url = f"https://127.0.0.1:{port}/send"
        with pytest.raises(SmsNotSent, match="not secure") as fault:
            sender(file, gateway, CODE).send(PHONE, TEXT)
        assert fault.value.certain
        assert gateway.requests == []
        sender(file, gateway, f'authorities = "{own}"\n{CODE}').send(PHONE, TEXT)
    assert len(gateway.requests) == 1


def test_reasons_quote_neither_number_nor_text_nor_secret(file: Path, gateway: HttpGateway) -> None:
    gateway.status = f"400 {PHONE}"
    gateway.answer = f"{PHONE} {TEXT}".encode()
    with pytest.raises(SmsNotSent) as fault:
        sender(file, gateway, CODE).send(PHONE, TEXT)
    told = f"{fault.value} {fault.value.__cause__} {fault.value.__context__}"
    assert "900000001" not in told
    assert "012345" not in told
    assert SECRETS["SECRET"] not in told


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_good(example: Path) -> None:
    names = {"SMS_API_KEY", "SMS_SECRET_KEY", "SMS_TOKEN", "SMS_USER", "SMS_PASSWORD"}
    template, secrets = read_template(example, dict.fromkeys(names, "synthetic"))
    assert template.url.startswith("https://")
    assert ".example/" in template.url
    values = {**secrets, **message_values(PHONE, TEXT, "1")}
    assert TEXT in json.dumps(filled(template.body or template.query, values)).encode().decode("unicode_escape")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 5


GOOD = 'url = "https://a.example/"\n[body]\nto = "{phone}"\ntext = "{text}"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("url = ", "cannot be read as TOML"),
        (GOOD.replace("https", "http"), "must begin with https://"),
        (GOOD.replace("a.example", "u:p@a.example"), "no user"),
        (GOOD.replace("{phone}", "{msisdn}"), r"\{msisdn\} stands for nothing"),
        (GOOD.replace("{phone}", "0"), r"must hold \{text\}"),
        (GOOD.replace("{text}", "${NOT_SET}"), "environment variable NOT_SET is not set"),
        (GOOD + '[headers]\nX-To = "{phone}"\n', r"\{phone\} may stand in query and body only"),
        (GOOD.replace("[body]", "timeout = 60\n[body]"), "timeout: Input should be less than or equal to 6"),
        (GOOD.replace("[body]", 'encoding = "form"\n[body]\nn = 1'), "a form holds texts only"),
        (GOOD + "verify = false\n[success]\nverify = false\n", "success.verify: Extra inputs"),
        (GOOD + "[success]\npointer = '/a'\n", "pointer needs either equals or pattern"),
        (GOOD + "[success]\nequals = '1'\n", "equals needs a pointer"),
        (GOOD + "[success]\npattern = '('\n", "success.pattern: Input should be a valid regular expression"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(file: Path, text: str, complaint: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        read_template(file, SECRETS)


def test_a_complaint_quotes_no_secret(file: Path) -> None:
    file.write_text(GOOD + '[headers]\nKey = 7\n[basic]\nuser = "typed-in-secret"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as fault:
        read_template(file, SECRETS)
    assert "typed-in-secret" not in str(fault.value)


@given(text=st.text(max_size=200))
def test_what_is_put_in_is_not_looked_at_again(text: str) -> None:
    values = {**message_values(PHONE, text, "1"), "${SECRET}": "s"}
    assert filled({"a": ["<{text}>"]}, values) == {"a": [f"<{text}>"]}
