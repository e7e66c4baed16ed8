"""``kiosk decode``: a JSON line for each code, one for a file without, and files that cannot be read."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from kiosk.commands.decode import FAILED, decode
from kiosk.scans import Symbology
from tests.hardware.scenes import CITIZEN, PAYLOADS, Held, Image, colour, doorway, drawn, held_up, noise

KEYS = ["kind", "name", "birth", "sex", "citizen_id", "insurance_number", "phone", "address", "family", "warnings"]


@pytest.fixture
def run() -> typer.Typer:
    app = typer.Typer()
    app.command()(decode)
    return app


def save(path: Path, image: Image) -> str:
    path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())
    return str(path)


def test_a_line_for_each_code(run: typer.Typer, tmp_path: Path) -> None:
    card = save(tmp_path / "thẻ của tôi.png", drawn(Symbology.QR, CITIZEN, 4))
    done = CliRunner().invoke(run, ["--json", card])
    (line,) = map(json.loads, done.stdout.splitlines())
    assert list(line) == ["file", "symbology", "text", "hex", "card"]
    assert (line["file"], line["symbology"], line["text"]) == (card, "qr", CITIZEN)
    assert bytes.fromhex(line["hex"]) == CITIZEN.encode()
    assert list(line["card"]) == KEYS
    assert (line["card"]["kind"], line["card"]["name"]) == ("cccd", "Nguyễn Văn Thử")
    assert done.exit_code == 0


def test_a_file_without_a_code(run: typer.Typer, tmp_path: Path) -> None:
    empty = save(tmp_path / "empty.jpg", doorway(np.random.default_rng(1)))
    done = CliRunner().invoke(run, ["--json", empty])
    assert json.loads(done.stdout) == {"file": empty, "symbology": None, "text": None, "hex": None, "card": None}
    assert done.exit_code == 0


def test_unreadable_files_do_not_stop_the_others(run: typer.Typer, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_text("no picture")
    card = save(tmp_path / "card.png", drawn(Symbology.QR, "0900000001", 4))
    done = CliRunner().invoke(run, ["--json", str(tmp_path / "missing.png"), str(broken), card])
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["0900000001"]
    assert len(done.stderr.splitlines()) == 2
    assert "missing.png" in done.stderr
    assert done.exit_code == FAILED == 2


def test_binary_and_a_folder(run: typer.Typer, tmp_path: Path) -> None:
    raw = bytes(range(256))
    save(tmp_path / "binary.png", drawn(Symbology.QR, raw, 4))
    done = CliRunner().invoke(run, ["--json", str(tmp_path)])
    line = json.loads(done.stdout)
    assert line["hex"] == raw.hex()
    assert line["text"] == raw.decode("latin-1")


def test_each_code_of_a_film_once(run: typer.Typer, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    background = doorway(rng)
    path = tmp_path / "phim.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, (1280, 720))
    for symbology in (None, Symbology.QR, Symbology.CODE_128):
        held = background
        if symbology is not None:
            held = held_up(drawn(symbology, PAYLOADS[symbology]), background, rng, Held(460, 15))
        for _ in range(8):
            writer.write(colour(noise(4)(held, rng)))
    writer.release()
    done = CliRunner().invoke(run, ["--json", str(path)])
    found = [(line["symbology"], line["text"]) for line in map(json.loads, done.stdout.splitlines())]
    assert found == [("qr", CITIZEN), ("code_128", PAYLOADS[Symbology.CODE_128])]


def test_for_a_person(run: typer.Typer, tmp_path: Path) -> None:
    card = save(tmp_path / "card.png", drawn(Symbology.QR, "0900000001", 4))
    empty = save(tmp_path / "empty.png", np.full((200, 200), 128, np.uint8))
    done = CliRunner().invoke(run, [card, empty])
    assert done.stdout.splitlines() == [f"{card}: qr: 0900000001", f"{empty}: no code"]
