"""Groups of insured people: the first two letters of a health-insurance number, and the benefit levels of each.

Quyết định 1351/QĐ-BHXH of 2015 named them; 1697/QĐ-BHXH of 2023, 1018/QĐ-BHXH of 2024 and Nghị quyết 261/2025/QH15
added more, and more will come: an unknown group is a doubt, never a fault. A level is the share that is paid:
1 and 5 all of it without ceilings (5 also what lies outside the scope), 2 all of it, 3 95 %, 4 80 %.
"""

BENEFIT_LEVELS = "12345"

_BY_LEVEL = {
    "1": "CC TE",
    "2": "CK CB KC HN DT DK XD BT TS AK CT CN LH",
    "3": "HT TC CN PV TG DS HK",
    "4": "DN HX CH NN TK HC XK TB NO CT XB TN CS XN MS HD TQ TA TY HG LS PV HS SV GB GD TV ND TH TD TU BA LH",
    "5": "QN CA CY",
}

LEVELS: dict[str, str] = {
    group: "".join(level for level in BENEFIT_LEVELS if group in _BY_LEVEL[level].split())
    for group in " ".join(_BY_LEVEL.values()).split()
}
"""Usual benefit levels by group, such as ``CN``: ``23``."""
