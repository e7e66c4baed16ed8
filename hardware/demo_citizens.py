"""The demo's people, all invented: names from common Vietnamese ones, numbers that agree with each other.

Running numbers stand where real ones have random digits, so that they look like nobody's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from kiosk.people import Sex, folded

_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Trịnh", "Mai", "Tạ",
)  # fmt: skip
_MIDDLES = {
    Sex.MALE: ("Văn", "Đức", "Hữu", "Minh", "Quốc", "Công", "Đình", "Xuân", "Thanh", "Gia", "Ngọc", "Tuấn"),
    Sex.FEMALE: ("Thị", "Thị Ngọc", "Thị Thu", "Ngọc", "Thanh", "Thùy", "Minh", "Bích", "Kim", "Diệu", "Phương"),
}
_GIVEN = {
    Sex.MALE: (
        "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hoàng", "Hùng", "Huy", "Khánh", "Khoa", "Long", "Nam",
        "Nghĩa", "Phong", "Phúc", "Quân", "Quang", "Sơn", "Thắng", "Thành", "Tiến", "Trung", "Tùng", "Việt", "Vinh",
    ),
    Sex.FEMALE: (
        "Anh", "Ánh", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Huyền", "Lan", "Linh",
        "Loan", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Quỳnh", "Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Yến",
    ),
}  # fmt: skip
_HOMES = {
    "01": "Hà Nội", "31": "Hải Phòng", "36": "Ninh Bình", "38": "Thanh Hóa", "40": "Nghệ An", "46": "Huế",
    "48": "Đà Nẵng", "56": "Khánh Hòa", "68": "Lâm Đồng", "75": "Đồng Nai", "79": "Hồ Chí Minh", "92": "Cần Thơ",
}  # fmt: skip
_STREETS = ("phố Ví Dụ", "đường Thử Nghiệm", "phố Mẫu", "đường Giả Định")
_WARDS = ("Phường Mẫu", "Xã Mẫu", "Phường Ví Dụ", "Xã Thử Nghiệm")
_EARLIEST, _DAYS = date(1941, 1, 1), 365 * 67  # everybody is old enough for a card of their own
_RUNNING = 1_000_000  # numbers start anew after so many people


@dataclass(frozen=True, slots=True, repr=False)
class Citizen:
    """One invented person. ``insurance_group`` is what stands before the ten digits of the insurance number."""

    name: str
    birth: date
    sex: Sex
    home: str
    province: str
    citizen_id: str
    old_citizen_id: str | None
    social_insurance: str
    insurance_group: str
    national_qid: str
    declaration: UUID
    phone: str

    def __repr__(self) -> str:
        return "Citizen()"

    @property
    def insurance_number(self) -> str:
        """The long number of the health-insurance card."""
        return self.insurance_group + self.province + self.social_insurance


def citizens(seed: int) -> Iterator[Citizen]:
    """Invent people without end, no two of the same name (diacritics aside) and year of birth."""
    rng = np.random.default_rng((seed, 3))
    taken: set[tuple[str, int]] = set()
    number = 0
    while True:
        sex = Sex.MALE if rng.random() < 0.48 else Sex.FEMALE
        words = (_one(rng, _FAMILIES), _one(rng, _MIDDLES[sex]), _one(rng, _GIVEN[sex]))
        name, birth = " ".join(words), _EARLIEST + timedelta(days=int(rng.integers(_DAYS)))
        if (folded(name), birth.year) in taken:
            continue
        taken.add((folded(name), birth.year))
        number += 1
        yield _citizen(rng, seed, number, name, birth, sex)


def _citizen(rng: np.random.Generator, seed: int, number: int, name: str, birth: date, sex: Sex) -> Citizen:
    province = _one(rng, tuple(_HOMES))
    century_and_sex = (birth.year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    running = (seed % 100 * 10_000 + number) % _RUNNING
    home = f"Số {rng.integers(1, 200)} {_one(rng, _STREETS)}, {_one(rng, _WARDS)}, {_HOMES[province]}"
    return Citizen(
        name=name,
        birth=birth,
        sex=sex,
        home=home,
        province=province,
        citizen_id=f"0{province}{century_and_sex}{birth.year % 100:02d}{running:06d}",
        old_citizen_id=f"000{running:06d}" if birth.year < 1998 and rng.random() < 0.6 else None,
        social_insurance=f"0000{running:06d}",
        insurance_group=_group(birth.year),
        national_qid=f"{10**17 + running}",
        declaration=UUID(bytes=rng.bytes(16), version=4),
        phone=f"0900000{number % 1000:03d}",
    )


def _group(born: int) -> str:
    """Pensioners, workers, students: the group and its usual benefit level."""
    if born < 1964:
        return "HT3"
    return "DN4" if born < 2003 else "SV4"


def _one(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(rng.integers(len(choices)))]
