"""Where the demo takes place: an invented hospital, a folder of its own, and a member of staff."""

import sys
import tempfile
from pathlib import Path

from hardware.demo_signed import demo_signer
from kiosk.staff import Role

SMS_FILE = "messages.jsonl"
STAFF_PIN = "719305"
STAFF = (("Nhân viên Mẫu", Role.ATTENDANT), ("Trưởng ca Mẫu", Role.SUPERVISOR), ("Kỹ thuật Mẫu", Role.TECHNICIAN))
"""Who may sign in at the demo's desk, all with one PIN."""

SLIDES = {
    "01-khau-trang.vi.txt": "Đeo khẩu trang trong bệnh viện\nKhử khuẩn tay ở cửa.\nGiữ khoảng cách 2 m với người khác.",
    "02-khau-trang.en.txt": "Wear a mask in the hospital\nDisinfect your hands at the door.\nKeep 2 m from others.",
}

SITE = (
    "site.name=Bệnh viện Đa khoa Hạ Vân",
    "site.name_en=Hạ Vân General Hospital",
    "site.gate=Cổng số 2 – Sảnh khám bệnh",
    "site.gate_en=Gate 2 – Outpatient hall",
    "site.staff_place=Bàn kiểm dịch, bên phải cửa",
    "site.staff_place_en=The checkpoint desk, right of the door",
    "site.code=HV-02",
    "site.province='38'",
    "site.poster=https://kiemdich.example/c/HV-02",
    "display.locked=false",
    "gate.capacity=400",
    "gate.minimum_stay=10",
    "gate.minimum_away=2",
    "gate.declarations=optional",
)
"""An invented hospital. People there are in a hurry: a stay of ten seconds counts."""


def webcams() -> tuple[str, ...]:
    """The addresses of real webcams, as far as the system shows them without opening any."""
    return ("camera:0",) if Path("/dev/video0").exists() else ()


def settings_for(folder: Path, assignments: tuple[str, ...], sources: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """The demo's settings as assignments; those of the command line come last and win.

    ``seed`` is whose key signs the vaccine passports of the visitors: it is written down for the kiosk.
    """
    for name in ("slips", "slides"):
        (folder / name).mkdir(exist_ok=True)
    for name, text in SLIDES.items():
        (folder / "slides" / name).write_text(text, encoding="utf-8")
    (folder / "signers.pem").write_text(demo_signer(seed).pem, encoding="utf-8")
    listed = ", ".join(f'"{source}"' for source in sources)
    return (
        *SITE,
        f"devices.sources=[{listed}]",
        f"store.folder={folder / 'data'}",
        f"store.keys={folder / 'keys'}",
        f"store.exports={folder / 'exports'}",
        f"site.slides={folder / 'slides'}",
        f"gate.certificate_signers={folder / 'signers.pem'}",
        f"devices.printer=pdf:{folder / 'slips'}?paper=80mm",
        *assignments,
    )


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Where a demo keeps its store, its key and its centre; gone when it ends."""
    return tempfile.TemporaryDirectory(prefix="kiosk-demo-", ignore_cleanup_errors=sys.platform == "win32")
