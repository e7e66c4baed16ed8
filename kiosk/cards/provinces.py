"""Where a number was registered: the 63 provinces of before July 2025, and the countries.

Numbers keep the code of the province that issued them, whatever it has been merged into: 080 is Long An for ever,
although 80 is Tây Ninh in today's list of 34. Source: annexes 1 and 2 of Thông tư 07/2016/TT-BCA.
"""

PROVINCES = {
    "01": "Hà Nội", "02": "Hà Giang", "04": "Cao Bằng", "06": "Bắc Kạn", "08": "Tuyên Quang", "10": "Lào Cai",
    "11": "Điện Biên", "12": "Lai Châu", "14": "Sơn La", "15": "Yên Bái", "17": "Hòa Bình", "19": "Thái Nguyên",
    "20": "Lạng Sơn", "22": "Quảng Ninh", "24": "Bắc Giang", "25": "Phú Thọ", "26": "Vĩnh Phúc", "27": "Bắc Ninh",
    "30": "Hải Dương", "31": "Hải Phòng", "33": "Hưng Yên", "34": "Thái Bình", "35": "Hà Nam", "36": "Nam Định",
    "37": "Ninh Bình", "38": "Thanh Hóa", "40": "Nghệ An", "42": "Hà Tĩnh", "44": "Quảng Bình", "45": "Quảng Trị",
    "46": "Thừa Thiên Huế", "48": "Đà Nẵng", "49": "Quảng Nam", "51": "Quảng Ngãi", "52": "Bình Định",
    "54": "Phú Yên", "56": "Khánh Hòa", "58": "Ninh Thuận", "60": "Bình Thuận", "62": "Kon Tum", "64": "Gia Lai",
    "66": "Đắk Lắk", "67": "Đắk Nông", "68": "Lâm Đồng", "70": "Bình Phước", "72": "Tây Ninh", "74": "Bình Dương",
    "75": "Đồng Nai", "77": "Bà Rịa - Vũng Tàu", "79": "Thành phố Hồ Chí Minh", "80": "Long An", "82": "Tiền Giang",
    "83": "Bến Tre", "84": "Trà Vinh", "86": "Vĩnh Long", "87": "Đồng Tháp", "89": "An Giang", "91": "Kiên Giang",
    "92": "Cần Thơ", "93": "Hậu Giang", "94": "Sóc Trăng", "95": "Bạc Liêu", "96": "Cà Mau",
}  # fmt: skip
"""Name by two-digit code, as on health-insurance cards; a citizen number writes the same code with a leading 0."""

COUNTRIES = range(101, 296)
"""Codes of the countries, Afghanistan to Zimbabwe, for people whose birth was registered abroad."""

FORCES = frozenset({"97", "98"})
"""Seen on insurance cards in place of a province: the ministries of Defence and of Public Security."""


def registered(code: str) -> bool:
    """Whether the first three digits of a citizen number name a province or a country.

    >>> registered("001"), registered("101"), registered("003"), registered("100")
    (True, True, False, False)
    """
    return code[1:] in PROVINCES if code[0] == "0" else int(code) in COUNTRIES


def issues_insurance(code: str) -> bool:
    """Whether two digits of an insurance card name a province or one of the armed forces.

    >>> issues_insurance("79"), issues_insurance("97"), issues_insurance("99")
    (True, True, False)
    """
    return code in PROVINCES or code in FORCES
