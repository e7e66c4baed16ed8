import hashlib
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.slide_folder import UNFINISHED, SlideShelf, slides_in
from hardware.slide_projector import SlideProjector
from kiosk.errors import DeviceError
from kiosk.picture_size import picture_size
from kiosk.scans import Picture, SourceEvent, SourceLost
from kiosk.slides import MAX_BYTES, MAX_SLIDES, Slide, SlideKind
from kiosk.wire.checkpoint_messages import SlideSaid


def poster(path: Path, grey: int = 200) -> Path:
    written, coded = cv2.imencode(".png", np.full((90, 160, 3), grey, np.uint8))
    assert written
    path.write_bytes(coded.tobytes())
    return path


def film(path: Path, frames: int = 12) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 24.0, (160, 90))
    for number in range(frames):
        writer.write(np.full((90, 160, 3), 20 * number % 256, np.uint8))
    writer.release()
    return path


def test_a_folder_gives_its_slides_by_name_and_language(tmp_path: Path) -> None:
    (tmp_path / "02-tổng đài.vi.txt").write_text("Tổng đài 1022\nGọi khi cần", encoding="utf-8")
    poster(tmp_path / "01-khẩu trang.png")
    film(tmp_path / "03-rửa tay.en.mp4")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "04-empty.txt").write_text(" \n", encoding="utf-8")
    found = slides_in(tmp_path)
    assert [(one.kind, one.language) for one in found] == [
        (SlideKind.PICTURE, "all"),
        (SlideKind.TEXT, "vi"),
        (SlideKind.FILM, "en"),
    ]
    assert found[1].text.startswith("Tổng đài 1022")


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert slides_in(tmp_path / "none") == ()


def test_what_is_too_large_or_no_text_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "1.png").write_bytes(bytes(MAX_BYTES + 1))
    (tmp_path / "2.txt").write_bytes(b"\xff\xfe\x00bad")
    assert slides_in(tmp_path) == ()
    assert len(caplog.records) == 2


def test_no_more_than_a_visitor_can_see_are_taken(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(MAX_SLIDES + 3):
        (tmp_path / f"{number:02}.txt").write_text("5K", encoding="utf-8")
    assert len(slides_in(tmp_path)) == MAX_SLIDES
    assert "33 slides" in caplog.text


def said(data: bytes, name: str = "a") -> SlideSaid:
    return SlideSaid(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), kind="picture", seconds=5)


def test_slides_of_the_centre_are_kept_in_its_order_and_thrown_out(tmp_path: Path) -> None:
    one, two = poster(tmp_path / "1.png").read_bytes(), poster(tmp_path / "2.png", 90).read_bytes()
    shelf = SlideShelf(tmp_path / "shelf")
    wanted = (said(two, "b"), said(one))
    for data in (one, two):
        assert not shelf.has(said(data))
        shelf.keep(said(data), data)
    assert [Path(slide.place).stem for slide in shelf.slides(wanted)] == [one.sha256 for one in wanted]
    shelf.throw_out(wanted[:1])
    assert len(shelf.slides(wanted)) == 1


def test_what_cannot_be_thrown_out_keeps_no_other_there(tmp_path: Path) -> None:
    shelf = SlideShelf(tmp_path / "shelf")
    shelf.keep(said(b"one"), b"one")
    for name in ("0", "z"):  # a folder cannot be deleted as a file; on Windows nor can a slide that is being read
        (tmp_path / "shelf" / name).mkdir()
    shelf.throw_out(())
    assert sorted(path.name for path in (tmp_path / "shelf").iterdir()) == ["0", "z"]


def test_other_bytes_than_announced_are_not_kept(tmp_path: Path) -> None:
    shelf = SlideShelf(tmp_path)
    with pytest.raises(DeviceError, match="announced"):
        shelf.keep(said(b"one"), b"two")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_does_not_take_a_slide_is_a_fault_of_the_world(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("no folder", encoding="utf-8")
    with pytest.raises(DeviceError, match="cannot be kept"):
        SlideShelf(tmp_path / "shelf").keep(said(b"one"), b"one")


def test_a_slide_that_broke_off_or_is_of_another_kind_is_not_here(tmp_path: Path) -> None:
    data = poster(tmp_path / "1.png").read_bytes()
    slide, shelf = said(data), SlideShelf(tmp_path / "shelf")
    shelf.keep(slide, data)
    kept = tmp_path / "shelf" / f"{slide.sha256}.png"
    kept.rename(kept.with_suffix(UNFINISHED))
    assert not shelf.has(slide)
    assert shelf.slides((slide,)) == ()
    shelf.keep(slide, data)
    assert shelf.has(slide)
    assert not shelf.has(slide.model_copy(update={"kind": "video"}))
    shelf.throw_out((slide,))
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def bomb(path: Path, side: int = 30_000) -> Path:
    """A small PNG that is decoded to nearly three gigabytes."""
    packing = zlib.compressobj(9)
    rows = b"".join(packing.compress(bytes(side // 8 + 1) * 1000) for _ in range(side // 1000)) + packing.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_a_small_file_with_a_huge_picture_is_not_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert bomb(tmp_path / "1.png").stat().st_size < 200_000
    assert slides_in(tmp_path) == ()
    assert "megapixels" in caplog.text


def test_the_size_of_a_picture_stands_in_its_first_bytes() -> None:
    pixels = np.zeros((90, 160, 3), np.uint8)
    for ending in (".png", ".jpg"):
        coded = cv2.imencode(ending, pixels)[1].tobytes()
        assert picture_size(coded) == (160, 90)
        assert all(picture_size(coded[:cut]) in (None, (160, 90)) for cut in range(len(coded)))


@given(st.binary(max_size=64))
def test_no_bytes_break_the_reading_of_a_size(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        picture_size(start + data)


class Heard:
    """Listens to a projector on a thread, as the kiosk does."""

    def __init__(self, projector: SlideProjector) -> None:
        self.events: list[SourceEvent] = []
        self._thread = threading.Thread(target=self._listen, args=(projector,))
        self._thread.start()

    def _listen(self, projector: SlideProjector) -> None:
        self.events += ()
        for event in projector.events():
            self.events.append(event)

    def until(self, count: int) -> list[SourceEvent]:
        end = time.monotonic() + 10
        while len(self.events) < count and time.monotonic() < end:
            time.sleep(0.005)
        return self.events

    def join(self) -> None:
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def projector() -> Iterator[tuple[SlideProjector, Heard]]:
    made = SlideProjector()
    heard = Heard(made)
    yield made, heard
    made.close()
    heard.join()


def test_a_poster_is_one_picture(projector: tuple[SlideProjector, Heard], tmp_path: Path) -> None:
    made, heard = projector
    made.show(Slide(SlideKind.PICTURE, str(poster(tmp_path / "ảnh.png"))))
    (event,) = heard.until(1)
    assert isinstance(event, Picture)
    assert (event.width, event.height) == (160, 90)


def test_a_film_is_played_to_its_end_and_says_so(projector: tuple[SlideProjector, Heard], tmp_path: Path) -> None:
    made, heard = projector
    made.show(Slide(SlideKind.FILM, str(film(tmp_path / "f.mp4"))))
    events = heard.until(13)
    assert [type(event) for event in events] == [Picture] * 12 + [SourceLost]


def test_another_slide_ends_a_film(projector: tuple[SlideProjector, Heard], tmp_path: Path) -> None:
    made, heard = projector
    made.show(Slide(SlideKind.FILM, str(film(tmp_path / "f.mp4", 240))))
    heard.until(2)
    made.dark()
    time.sleep(0.1)
    count = len(heard.events)
    time.sleep(0.2)
    assert len(heard.events) == count < 60


def test_a_broken_file_is_said_to_be_over(projector: tuple[SlideProjector, Heard], tmp_path: Path) -> None:
    made, heard = projector
    (tmp_path / "x.mp4").write_bytes(b"no film")
    made.show(Slide(SlideKind.FILM, str(tmp_path / "x.mp4")))
    (event,) = heard.until(1)
    assert isinstance(event, SourceLost)
