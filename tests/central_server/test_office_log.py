"""The access log's page says every act, and what came of it, in words of its language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central_server.authority import WORDS
from central_server.authority.duties_pages import ACTS as OF_DUTIES
from central_server.authority.rights import Role
from central_server.store.access_log import ACTS, note
from central_server.store.engine import transaction
from central_server.web.words import WordBook
from central_server.web.words.common import COMMON
from tests.central_server.officing import Bureau
from tests.central_server.placing import NOW

ROOT = Path(__file__).parents[2]
WRITERS = ("note", "wrote")  # of the log, and of tracing


def written() -> Iterator[str]:
    """Every act that the code writes down by its name."""
    for file in (*(ROOT / "central_server").rglob("*.py"), *(ROOT / "kiosk" / "commands").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        for call in ast.walk(ast.parse(source)) if "note" in source or "wrote" in source else ():
            if not isinstance(call, ast.Call) or len(call.args) < 7:
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            act = call.args[2]
            if name in WRITERS and not isinstance(act, ast.JoinedStr):
                yield from (
                    one.value for one in ast.walk(act) if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
    yield from (f"duties_{act}" for act in OF_DUTIES)


def test_every_act_is_known_and_has_words_in_both_languages() -> None:
    assert set(written()) == ACTS
    words = WordBook(COMMON, *WORDS)
    assert {key.removeprefix("log.act.") for key in words if key.startswith("log.act.")} == ACTS
    for act in ACTS:
        vi, en = (words.say(f"log.act.{act}", language) for language in ("vi", "en"))
        assert vi
        assert en
        assert len({vi, en, act}) == 3


def test_an_act_that_nobody_has_words_for_is_not_noted(engine: Engine) -> None:
    with pytest.raises(ValueError, match="none of the acts"), transaction(engine) as connection:
        note(connection, None, "looked", "", (), {}, NOW)


def test_the_page_is_in_words(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.PROTECTION)
    with transaction(bureau.engine) as connection:
        now = bureau.clock.now
        note(connection, None, "put_campaign", "khai-bao 1", (), {"checkpoints": 12}, now)
        note(connection, None, "isolation_list", "isolation", (), {"people": 3, "show": "alerts"}, now)
        note(connection, None, "searched", "case", (), {"found": 5, "by": "name", "area": "01", "days": "a/b"}, now)
        note(connection, None, "officer_changed", "", (), {"role": "tracer", "area": ""}, now)
        note(connection, None, "inspect", "unsafe", (), {}, now)
        note(connection, None, "duties_erase", "delete", (), {}, now)
    text = browser.get("/office/log").text
    for said in (
        "Áp dụng mẫu khai báo</td>",
        "số điểm: 12</td>",
        "Xem danh sách cách ly</td>",
        "số người: 3, nhóm: ",
        "địa bàn: Hà Nội, theo: họ tên, các ngày: a/b, tìm thấy: 5",
        "vai trò: Cán bộ truy vết</td>",
        "xác thực bằng: ứng dụng",
        ">Chưa an toàn</td>",
        ">Xóa dữ liệu</td>",
    ):
        assert said in text, said
    body = text[text.index("<tbody>") :]
    assert not re.search(r"(isolation_|_campaign|sign_in|alerts|factor)", body)
    text = browser.get("/office/log?lang=en").text
    assert "checkpoints: 12</td>" in text
    assert "found: 5" in text
    assert "by: name" in text
