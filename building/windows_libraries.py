"""Whether every library that the files of a frozen Windows program ask for lies beside them, or in every Windows."""

from collections.abc import Iterator
from pathlib import Path

OF_WINDOWS = frozenset(
    f"{name}.dll"
    for name in (
        *("advapi32", "authz", "avicap32", "avrt", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32", "comdlg32"),
        *("combase", "crypt32", "cryptbase", "d2d1", "d3d9", "d3d11", "d3d12", "dcomp", "dbghelp", "dnsapi", "dwmapi"),
        *("dwrite", "dxgi", "gdi32", "gdiplus", "icuuc", "icuin", "imm32", "iphlpapi", "kernel32", "mf", "mfplat"),
        *("mfreadwrite", "mfuuid", "mpr", "msi", "msvcrt", "mswsock", "ncrypt", "netapi32", "ntdll", "ole32", "oleacc"),
        *("oleaut32", "opengl32", "pdh", "powrprof", "propsys", "psapi", "rpcrt4", "secur32", "setupapi", "shcore"),
        *("shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version"),
        *("winhttp", "winmm", "winspool", "wldap32", "ws2_32", "wtsapi32", "concrt140_app", "wintrust", "msimg32"),
    )
) | {"winspool.drv"}


def unresolved(folder: Path) -> Iterator[str]:
    """Say which libraries are asked for by a file in ``folder`` and are neither in it nor in Windows 10."""
    import pefile

    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd")]
    here = {path.name.lower() for path in files}
    for path in sorted(files):
        image = pefile.PE(str(path), fast_load=True)
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        for entry in getattr(image, "DIRECTORY_ENTRY_IMPORT", []):
            name = entry.dll.decode("ascii").lower()
            if name not in here and name not in OF_WINDOWS and not name.startswith(("api-ms-win-", "ext-ms-")):
                yield f"{path.name} asks for {name}, which is not there"
        image.close()
