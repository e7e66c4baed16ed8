"""Windows' own protection of small secrets (DPAPI), bound to the computer and not to an account.

An account's secrets are lost when an administrator sets its password anew, and a kiosk that signs in by itself has its
password on the same disk (docs/decisions/0025). So whoever can read the file on this computer can undo it: the
rights of the folder keep it from other accounts.
"""

import sys

from local_store.protected_key import NotProtectedError

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NO_QUESTIONS = 0x1  # CRYPTPROTECT_UI_FORBIDDEN
    _THIS_COMPUTER = 0x4  # CRYPTPROTECT_LOCAL_MACHINE
    _FOR = b"checkpoint-kiosk store key"  # no secret: another program's file is no key of ours

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("bytes", ctypes.POINTER(ctypes.c_char)))

    class Dpapi:
        """``CryptProtectData`` and back. Raises ``NotProtectedError`` with the system's words."""

        def __init__(self) -> None:
            crypt32 = ctypes.WinDLL("crypt32", use_last_error=True)
            self._protect = crypt32.CryptProtectData
            self._unprotect = crypt32.CryptUnprotectData
            for call in (self._protect, self._unprotect):
                blob = ctypes.POINTER(_Blob)
                call.argtypes = (blob, ctypes.c_void_p, blob, ctypes.c_void_p, ctypes.c_void_p, wintypes.DWORD, blob)
                call.restype = wintypes.BOOL
            self._free = ctypes.WinDLL("kernel32").LocalFree
            self._free.argtypes = (ctypes.c_void_p,)
            self._free.restype = ctypes.c_void_p

        def protect(self, secret: bytes) -> bytes:
            """The secret for this computer alone."""
            return self._called(self._protect, secret, _NO_QUESTIONS | _THIS_COMPUTER)

        def unprotect(self, protected: bytes) -> bytes:
            """The secret again, on the same computer."""
            return self._called(self._unprotect, protected, _NO_QUESTIONS)

        def _called(self, call: "ctypes._NamedFuncPointer", given: bytes, flags: int) -> bytes:
            source, salt, result = _blob(given), _blob(_FOR), _Blob()
            done = call(ctypes.byref(source), None, ctypes.byref(salt), None, None, flags, ctypes.byref(result))
            if not done:
                raise NotProtectedError(ctypes.FormatError(ctypes.get_last_error()).strip())
            try:
                return ctypes.string_at(result.bytes, result.size)
            finally:
                ctypes.memset(result.bytes, 0, result.size)
                self._free(result.bytes)

    def _blob(data: bytes) -> _Blob:
        return _Blob(len(data), ctypes.create_string_buffer(data, len(data)))
else:

    class Dpapi:
        """Nothing is protected so but on Windows."""

        def protect(self, secret: bytes) -> bytes:  # noqa: ARG002 - of the protocol
            """Refuse."""
            raise NotProtectedError("this is not Windows")

        def unprotect(self, protected: bytes) -> bytes:  # noqa: ARG002 - of the protocol
            """Refuse."""
            raise NotProtectedError("this is not Windows")
