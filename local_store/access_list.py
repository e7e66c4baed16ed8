"""Who may do what to a file, as Windows writes it: what the kiosk's data folder should have, and reading a list.

Microsoft describes the text (SDDL) and the bytes (ACL, ACE, SID) in [MS-DTYP] 2.4 and 2.5.1.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError

FULL = 0x1F01FF
MODIFY = 0x1301BF
"""Read, write, make, rename and delete; not: give the rights to others, take what is another's."""

DELETE = 0x10000
"""Delete and rename this very thing; what is in a folder is asked for its own."""

SYSTEM = "S-1-5-18"
ADMINISTRATORS = "S-1-5-32-544"

TO_ALL_BELOW = 0x03
"""The flags of what files (1) and folders (2) in a folder inherit."""
ONLY_BELOW = 0x08
"""The flag of what does not hold for the folder itself."""
_FLAGS = ((0x01, "OI"), (0x02, "CI"), (ONLY_BELOW, "IO"))


class LeadsElsewhere(KioskError):
    """A name that stands for something in another place, which is not ours to give rights to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} leads to another place. Remove it, then try again; what it leads to was not touched.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``sid`` may (``kind`` 0), or may not (1), do what the bits of ``mask`` say."""

    kind: int
    mask: int
    sid: str
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Rights:
    """What stands at a file or folder; ``closed`` where it inherits nothing from above."""

    owner: str
    closed: bool
    entries: tuple[Entry, ...]


def wanted(account: str) -> Rights:
    """The rights of the data folder for the kiosk's account, given as a SID: those three, and nobody else.

    It belongs to the administrators, since whoever owns a folder can always change its rights. The account does what it
    likes to what is in it, and cannot rename or delete the folder itself and put another into its place.
    """
    mine = (Entry(0, MODIFY & ~DELETE, account), Entry(0, MODIFY, account, TO_ALL_BELOW | ONLY_BELOW))
    return Rights(ADMINISTRATORS, True, (*shut().entries, *mine))


def shut() -> Rights:
    """The rights of a data folder that no kiosk is to open any more."""
    may = (SYSTEM, ADMINISTRATORS)
    return Rights(ADMINISTRATORS, True, tuple(Entry(0, FULL, sid, TO_ALL_BELOW) for sid in may))


def descriptor(rights: Rights) -> str:
    """The rights in SDDL, of entries that let do something."""
    lines = "".join(f"(A;{_flags(entry.flags)};0x{entry.mask:x};;;{entry.sid})" for entry in rights.entries)
    return f"O:{rights.owner}D:{'P' if rights.closed else ''}{lines}"


def _flags(flags: int) -> str:
    return "".join(text for flag, text in _FLAGS if flags & flag)


def is_as(found: Rights, right: Rights) -> bool:
    """Whether what was found at the folder itself is what it should be."""
    same = set(found.entries) == set(right.entries) and len(found.entries) == len(right.entries)
    return same and (found.owner, found.closed) == (right.owner, right.closed)


def comes_from(found: Rights, above: Rights) -> bool:
    """Whether what was found at something in the folder is all inherited, and the same for everybody."""
    said = {(entry.kind, entry.mask, entry.sid) for entry in found.entries}
    same = said == {(entry.kind, entry.mask, entry.sid) for entry in above.entries if entry.flags & TO_ALL_BELOW}
    return same and not found.closed and found.owner == above.owner


def entries_of(data: bytes) -> tuple[Entry, ...]:
    """The entries of a list in bytes (ACL). ``ValueError`` for what is none, or has entries of other kinds."""
    try:
        _, _, size, count, _ = struct.unpack_from("<BBHHH", data)
        entries, at = [], 8
        for _ in range(count):
            kind, flags, length, mask = struct.unpack_from("<BBHI", data, at)
            if kind not in (0, 1) or at + length > size or length < 16:
                raise ValueError("a list of rights with an entry of another kind")
            entries.append(Entry(kind, mask, sid_text(data[at + 8 : at + length]), flags))
            at += length
    except struct.error:
        raise ValueError("no list of rights") from None
    return tuple(entries)


def sid_text(data: bytes) -> str:
    """A SID in bytes as the text ``S-1-...``. ``ValueError`` for what is none."""
    try:
        revision, count = struct.unpack_from("<BB", data)
        parts = struct.unpack_from(f"<{count}I", data, 8)
    except struct.error:
        raise ValueError("no SID") from None
    authority = int.from_bytes(data[2:8], "big")
    return "-".join(map(str, ("S", revision, authority, *parts)))
