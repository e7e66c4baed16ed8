"""Four functions of the C runtime that Wine declares and does not have: the parts of a complex number.

numpy's module calls them while it is imported. Each is a few instructions of the Windows x64 calling convention: a
``float _Complex`` comes in RCX, a ``double _Complex`` (``long double`` is the same there) by its address in RCX, and
the answer goes into XMM0.
"""

from pathlib import Path

import pefile

from building.failed import BuildFailed

_CODE = {
    "crealf": bytes.fromhex("66 0f 6e c1 c3"),  # movd xmm0, ecx; ret
    "cimagf": bytes.fromhex("48 c1 e9 20 66 0f 6e c1 c3"),  # shr rcx, 32; movd xmm0, ecx; ret
    "cimag": bytes.fromhex("f2 0f 10 41 08 c3"),  # movsd xmm0, [rcx + 8]; ret
    "cimagl": bytes.fromhex("f2 0f 10 41 08 c3"),
}
_LOADS_ITS_NAME = b"\x48\x8d\x15"  # lea rdx, […]: what a stub does to say its name before it gives up


def repair(ucrtbase: Path) -> list[str]:
    """Put the functions in place of Wine's stubs, return the names of those put; a function Wine has is left alone."""
    library = pefile.PE(data=ucrtbase.read_bytes(), fast_load=True)
    library.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
    places = {export.name: export.address for export in library.DIRECTORY_ENTRY_EXPORT.symbols if export.name}
    put = []
    for name, code in _CODE.items():
        place = places.get(name.encode())
        if place is None:
            raise BuildFailed(f"{ucrtbase} has no {name}: this is not the Wine the repairs were made for")
        if _LOADS_ITS_NAME in library.get_data(place, 24):
            library.set_bytes_at_rva(place, code)
            put.append(name)
    written = ucrtbase.with_suffix(".part")
    written.write_bytes(library.write())
    written.replace(ucrtbase)
    return put
