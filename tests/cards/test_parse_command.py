"""``kiosk parse`` as it is called."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.commands.parse import parse

app = typer.Typer(add_completion=False)
app.command()(parse)
SAMPLES: dict[str, list[str]] = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
KEYS = ["kind", "name", "birth", "sex", "citizen_id", "insurance_number", "phone", "address", "family", "warnings"]


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
