"""``kiosk parse`` as it is called."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.commands.parse import parse
from tests.made_certificates import RECOVERY, TEST, Issuer, dcc, hc1

app = typer.Typer(add_completion=False)
app.command()(parse)
SAMPLES: dict[str, list[str]] = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
KEYS = ["kind", "name", "birth", "sex", "citizen_id", "insurance_number", "phone", "address", "family", "warnings"]
MORE_KEYS = ["entries", "name_transliterated", "issuer", "issued", "expires", "version", "trust"]


def run(*arguments: str, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()


@pytest.mark.parametrize(
    "text", [text for texts in SAMPLES.values() for text in texts] + ["", "--json", "-x", "\ud800"]
)
def test_one_line_of_json_with_all_keys(text: str) -> None:
    out = run("--json", "--", text)
    assert out.endswith("\n")
    assert out.count("\n") == 1
    assert list(json.loads(out)) == KEYS


def test_letters_stay_letters() -> None:
    assert '"name": "Nguyễn Văn Thử"' in run("--json", "--", SAMPLES["cccd"][0])


def test_a_plain_locale_loses_no_letters() -> None:
    as_python_decodes = SAMPLES["cccd"][0].encode().decode("ascii", errors="surrogateescape")
    assert run("--json", "--", as_python_decodes) == run("--json", "--", SAMPLES["cccd"][0])


def test_an_expired_card_is_judged_by_today() -> None:
    assert json.loads(run("--json", "--", SAMPLES["bhyt"][0]))["warnings"] == ["insurance_expired"]


def test_unquoted_words_are_one_text() -> None:
    assert json.loads(run("--json", "--", "+84", "90", "000", "0001"))["phone"] == "+84900000001"


@pytest.mark.parametrize("arguments", [("--json", "--", "-"), ("--json", "-")])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    out = json.loads(run(*arguments, stdin=("\ufeff" + SAMPLES["cccd"][1] + "\r\n").encode()))
    assert (out["name"], out["warnings"]) == ("Trần Thị Mẫu", [])
    assert json.loads(run(*arguments, stdin=b"\xff\xfe"))["kind"] == "foreign"
    assert json.loads(run(*arguments, stdin=b"x" * 1_000_000))["warnings"] == ["too_long"]


def test_for_people() -> None:
    out = run("--", SAMPLES["cccd"][0])
    assert out.splitlines() == [
        "Căn cước công dân (mẫu 2021): đã đọc, chưa xác thực",
        "Họ tên: Nguyễn Văn Thử",
        "Ngày sinh: 1990-08-15",
        "Giới tính: Nam",
        "Số giấy tờ: 001090000001",
        "Địa chỉ: Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội",
    ]
    assert "chưa xác thực" not in run("--", "hello")
    assert run("--", "").splitlines()[1] == "Lưu ý: empty (nothing but blanks and control characters)"


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer.of()


@pytest.fixture
def pem(tmp_path: Path, issuer: Issuer) -> str:
    path = tmp_path / "signers.pem"
    path.write_text(Issuer.of(number=1).pem + issuer.pem, encoding="ascii")
    return str(path)


def test_a_certificate_says_more(issuer: Issuer) -> None:
    out = json.loads(run("--json", "--", hc1(issuer.signed())))
    assert list(out) == KEYS + MORE_KEYS
    assert (out["kind"], out["name"], out["birth"], out["warnings"]) == (
        "health_certificate",
        "Nguyễn Văn Thử",
        "1990-08-15",
        [],
    )
    assert (out["issuer"], out["issued"], out["expires"], out["trust"]) == (
        "VN",
        "2026-06-01T00:00:00Z",
        "2027-06-01T00:00:00Z",
        "no_key",
    )
    assert out["entries"] == [
        {
            "kind": "vaccination",
            "disease": "840539006",
            "country": "VN",
            "issuer": "Cục Mẫu",
            "id": "URN:UVCI:01:VN:SYNTHETIC0001#W",
            "vaccine": "1119349007",
            "product": "EU/1/20/1528",
            "manufacturer": "ORG-100030215",
            "doses": 2,
            "of": 2,
            "at": "2026-05-01",
        }
    ]


def test_tests_and_recoveries_in_words(issuer: Issuer) -> None:
    test, recovery = json.loads(run("--json", "--", hc1(issuer.signed(dcc(t=[TEST], r=[RECOVERY])))))["entries"]
    assert (test["kind"], test["sampled"], test["resulted"]) == ("test", "2026-11-20T13:00:00Z", None)
    assert (test["result"], test["negative"], test["centre"]) == ("260415000", True, "Bệnh viện Mẫu")
    assert (recovery["kind"], recovery["at"], recovery["valid_from"], recovery["valid_until"]) == (
        "recovery",
        "2026-09-01",
        "2026-09-12",
        "2027-02-28",
    )


def test_a_damaged_certificate_has_the_same_keys() -> None:
    out = json.loads(run("--json", "--", "HC1:NCF"))
    assert list(out) == KEYS + MORE_KEYS
    assert (out["entries"], out["trust"], out["warnings"]) == ([], None, ["certificate_damaged"])
    assert run("--", "HC1:NCF").splitlines()[0] == "Hộ chiếu vắc-xin: bị hỏng"


@pytest.mark.parametrize(
    ("now", "trust"),
    [
        ("2026-11-21T08:00:00Z", "trusted"),
        ("2026-11-21", "trusted"),
        ("2027-06-01T00:00:00", "expired"),
        ("2027-06-01T06:59:59+07:00", "trusted"),
        ("2026-05-31T08:00:00Z", "not_yet"),
    ],
)
def test_a_certificate_is_checked_as_of_a_moment(issuer: Issuer, pem: str, now: str, trust: str) -> None:
    text = hc1(issuer.signed())
    assert json.loads(run("--json", "--trust", pem, "--now", now, "--", text))["trust"] == trust
    forged = hc1(Issuer.of(number=2).signed(kid=issuer.kid))
    assert json.loads(run("--json", "--trust", pem, "--now", now, "--", forged))["trust"] == "forged"


def test_a_certificate_for_people(issuer: Issuer, pem: str) -> None:
    out = run("--trust", pem, "--now", "2026-11-21", "--", hc1(issuer.signed()))
    assert out.splitlines() == [
        "Hộ chiếu vắc-xin: chữ ký đúng",
        "Họ tên: Nguyễn Văn Thử",
        "Ngày sinh: 1990-08-15",
        "Tiêm chủng: mũi 2/2, EU/1/20/1528, 2026-05-01",
    ]


def test_cards_are_judged_by_the_day_that_is_given() -> None:
    before = run("--json", "--now", "2021-06-01", "--", SAMPLES["bhyt"][0])
    assert json.loads(before)["warnings"] == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--now", "tomorrow"], "--now: 'tomorrow' is no time of ISO 8601"),
        (["--now", "0001-01-01T00:00:00+14:00"], "--now: "),
        (["--trust", "missing.pem"], "--trust: missing.pem: No such file"),
        (["--trust", "BROKEN"], "block 2 (CERTIFICATE): cannot be read"),
        (["--trust", "EMPTY"], "no PEM block"),
    ],
)
def test_what_cannot_be_checked_with(
    arguments: list[str], why: str, issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("BROKEN").write_text(issuer.pem + issuer.pem.replace("MII", "MIJ", 1), encoding="ascii")
    Path("EMPTY").write_bytes(b"\xff\xfe")
    result = CliRunner().invoke(app, ["--json", *arguments, "--", "HC1:NCF"], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr
    assert result.stderr.count("\n") == 1
