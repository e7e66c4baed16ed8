"""A file or folder of Windows as it is opened to look at its rights and set them: itself, and not what it leads to.

A name can be made to mean something else between two calls; what a handle is of stays the same.
"""

import sys

if sys.platform == "win32":
    import ctypes
    from collections.abc import Iterator
    from contextlib import contextmanager
    from ctypes import wintypes
    from pathlib import Path

    from kiosk.errors import KioskError
    from local_store.access_list import LeadsElsewhere

    LOOK = 0x20000  # READ_CONTROL
    SET = LOOK | 0x40000 | 0x80000  # WRITE_DAC, WRITE_OWNER
    _EVERYBODY_MAY = 0x7  # read, write and delete it meanwhile
    _THERE = 3  # OPEN_EXISTING
    _ITSELF, _FOLDERS_TOO = 0x00200000, 0x02000000  # FILE_FLAG_OPEN_REPARSE_POINT, FILE_FLAG_BACKUP_SEMANTICS
    _FOLDER, _LINK = 0x10, 0x400  # FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT
    _NONE = ctypes.c_void_p(-1).value
    _LONGEST = 32768

    class _About(ctypes.Structure):
        _fields_ = (
            ("attributes", wintypes.DWORD),
            ("times", wintypes.FILETIME * 3),
            ("volume", wintypes.DWORD),
            ("size", wintypes.DWORD * 2),
            ("names", wintypes.DWORD),
            ("index", wintypes.DWORD * 2),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.argtypes = (
        wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD, wintypes.DWORD,
        wintypes.HANDLE,
    )  # fmt: skip
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    _kernel.GetFileInformationByHandle.argtypes = (wintypes.HANDLE, ctypes.c_void_p)
    _kernel.GetFinalPathNameByHandleW.argtypes = (wintypes.HANDLE, wintypes.LPWSTR, wintypes.DWORD, wintypes.DWORD)

    @contextmanager
    def opened(path: Path, wish: int) -> Iterator[int]:
        """A handle of what is there under this very name; ``LeadsElsewhere`` for a link, and for one file of two names.

        Raises KioskError where it cannot be opened for that.
        """
        handle = _kernel.CreateFileW(str(path), wish, _EVERYBODY_MAY, None, _THERE, _ITSELF | _FOLDERS_TOO, None)
        if handle in (None, _NONE):
            require(ctypes.get_last_error(), path)
        try:
            about = _About()
            if not _kernel.GetFileInformationByHandle(handle, ctypes.byref(about)):
                require(ctypes.get_last_error(), path)
            if about.attributes & _LINK or (about.names > 1 and not about.attributes & _FOLDER):
                raise LeadsElsewhere(path)
            yield handle
        finally:
            _kernel.CloseHandle(handle)

    def lies_at(handle: int, path: Path) -> str:
        """Where the thing lies that a handle is of, whatever it was opened by; KioskError where that is not told."""
        text = ctypes.create_unicode_buffer(_LONGEST)
        if not 0 < _kernel.GetFinalPathNameByHandleW(handle, text, _LONGEST, 0) < _LONGEST:
            require(ctypes.get_last_error(), path)
        return text.value

    def require(code: int, path: Path) -> None:
        """Raise KioskError for a code of Windows' that is none of success."""
        if code:
            said = ctypes.FormatError(code).strip()
            raise KioskError(f"{path}: Windows does not let its rights be set ({said}). Do it as an administrator.")
