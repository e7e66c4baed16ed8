"""Files with people in them: the program's own go, whatever they were named, and nobody else's."""

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from kiosk.desk.exports import Exported, csv_of, csv_text, inside_table
from kiosk.desk.figures_export import figures_csv
from kiosk.desk.xlsx import xlsx_bytes, xlsx_of
from kiosk.screens import Language
from local_store.exported_files import forget_exported
from local_store.faults import StoreUnwritable
from local_store.store import Store
from tests.local_store.forgetting import in_files
from tests.local_store.listing import STAFF, come, only
from tests.local_store.opening import NOW


@pytest.mark.parametrize("language", list(Language))
def test_lists_are_told_by_what_stands_in_them(store: Store, tmp_path: Path, language: Language) -> None:
    come(store)
    folder, slips = tmp_path / "exports", tmp_path / "slips"
    folder.mkdir()
    slips.mkdir()
    exported = Exported("Trưởng ca Mẫu", NOW, "all", language, bare=True, keep_until=date(2026, 12, 21))
    rows, inside = (only(store, bare=True),), store.people_list.evacuation(STAFF, NOW)
    (folder / "whatever they typed.csv").write_bytes(csv_text(rows, exported).encode())
    (folder / "hôm nay.XLSX").write_bytes(xlsx_bytes(rows, exported))
    (folder / "inside.csv").write_bytes(csv_of(inside_table(inside, exported)).encode())
    (folder / "inside.xlsx").write_bytes(xlsx_of(inside_table(inside, exported)))
    (folder / "so-tan-2026-11-21-1004.pdf").write_bytes(b"%PDF Nguy\xe1\xbb\x85n V\xc4\x83n Th\xe1\xbb\xad")
    (folder / ".0011223344556677.part").write_bytes("Nguyễn Văn Thử".encode())
    (slips / "slip-20261121-100405-0a1b2c3d.pdf").write_bytes(b"%PDF")
    assert in_files(folder, "Nguyễn Văn Thử") != [], "else this could not fail"

    figures = figures_csv(store.figures.day(NOW), language)
    others = {"figures.csv": figures.encode(), "mine.csv": b"name\r\n", "not.xlsx": b"no book", "scan.pdf": b"%PDF"}
    for name, data in others.items():
        (folder / name).write_bytes(data)
    with suppress(OSError):  # not every account of Windows may make links
        (folder / "so-tan-link.pdf").symlink_to(folder / "mine.csv")
    stay = [*others, *(path.name for path in folder.iterdir() if path.is_symlink())]

    assert forget_exported(folder, slips, tmp_path / "none") == 7
    assert sorted(path.name for path in folder.iterdir()) == sorted(stay)
    assert in_files(folder, "Nguyễn Văn Thử") == []
    assert list(slips.iterdir()) == []
    assert forget_exported(folder, slips) == 0


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows keeps a file that is open")
def test_one_that_is_open_elsewhere_keeps_no_other_from_going(tmp_path: Path) -> None:
    names = ["so-tan-2026-11-21-1004.pdf", "so-tan-2026-11-22-1004.pdf", "so-tan-2026-11-23-1004.pdf"]
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF")
    with (tmp_path / names[1]).open("rb"), pytest.raises(StoreUnwritable, match=r"1 files.*2026-11-22.*"):
        forget_exported(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [names[1]]
    assert forget_exported(tmp_path) == 1
