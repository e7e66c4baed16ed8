"""Rights as Windows keeps them: asked for and set through its own functions (advapi32)."""

import sys

if sys.platform == "win32":
    import ctypes
    import os
    from collections.abc import Iterator
    from contextlib import contextmanager
    from ctypes import wintypes
    from pathlib import Path
    from typing import Any

    from kiosk.errors import KioskError
    from local_store.access_list import LeadsElsewhere, Rights, descriptor, entries_of, sid_text
    from local_store.windows_handle import LOOK, SET, lies_at, opened, require

    _OWNER, _LIST = 0x1, 0x4
    _CLOSED, _OPEN = 0x80000000, 0x20000000  # PROTECTED_ and UNPROTECTED_DACL_SECURITY_INFORMATION
    _A_FILE = 1  # SE_FILE_OBJECT
    _A_PERSON = 1  # SidTypeUser
    _CLOSED_CONTROL = 0x1000  # SE_DACL_PROTECTED
    _KEEPS_LISTS = 0x8  # FILE_PERSISTENT_ACLS
    _EMPTY_LIST = b"\x02\x00\x08\x00\x00\x00\x00\x00"
    _ADJUST, _ENABLED = 0x20, 0x2  # TOKEN_ADJUST_PRIVILEGES, SE_PRIVILEGE_ENABLED
    _LONGEST_SID = 68
    _THERE_ALREADY = 183  # ERROR_ALREADY_EXISTS

    class _ToBeMadeWith(ctypes.Structure):  # SECURITY_ATTRIBUTES
        _fields_ = (("size", wintypes.DWORD), ("descriptor", ctypes.c_void_p), ("inherited", wintypes.BOOL))

    class _Privilege(ctypes.Structure):
        _pack_ = 4
        _fields_ = (("count", wintypes.DWORD), ("luid", ctypes.c_int64), ("attributes", wintypes.DWORD))

    class WindowsSecurity:
        """Fits ``local_store.windows_rights.Security``; to be used by an administrator."""

        def __init__(self) -> None:
            self._api = ctypes.WinDLL("advapi32", use_last_error=True)
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.LocalFree.argtypes = (ctypes.c_void_p,)
            self._kernel.LocalFree.restype = ctypes.c_void_p
            self._kernel.GetCurrentProcess.restype = wintypes.HANDLE
            self._kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            self._api.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p)
            self._api.AdjustTokenPrivileges.argtypes = (
                wintypes.HANDLE, wintypes.BOOL, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p
            )  # fmt: skip
            self._kernel.CreateDirectoryW.argtypes = (wintypes.LPCWSTR, ctypes.c_void_p)
            self._set = self._api.SetSecurityInfo
            self._set.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.DWORD, *(ctypes.c_void_p,) * 4)
            self._set.restype = wintypes.DWORD
            self._get = self._api.GetSecurityInfo
            self._get.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.DWORD, *(ctypes.c_void_p,) * 5)
            self._get.restype = wintypes.DWORD
            self._top: tuple[Path, str] | None = None
            self._may_take_what_is_others()

        def sid(self, account: str) -> str:
            """Raises KioskError where there is no such account, or it is a group's."""
            name = account.strip()
            if name.startswith(".\\"):  # as people write it for this computer; the function does not know it
                name = os.environ["COMPUTERNAME"] + name[1:]
            sid, domain = ctypes.create_string_buffer(_LONGEST_SID), ctypes.create_unicode_buffer(512)
            sizes = wintypes.DWORD(_LONGEST_SID), wintypes.DWORD(512)
            kind = wintypes.DWORD()
            found = name and self._api.LookupAccountNameW(
                None, name, sid, ctypes.byref(sizes[0]), domain, ctypes.byref(sizes[1]), ctypes.byref(kind)
            )
            if not found:
                raise KioskError(
                    f"There is no account '{account}' on this computer. Make it first, or name another: "
                    "NAME, or DOMAIN\\NAME for one of a domain."
                )
            if kind.value != _A_PERSON:
                raise KioskError(f"'{account}' is not the account of one user, so it cannot be the kiosk's.")
            return sid_text(sid.raw)

        def keeps_rights(self, folder: Path) -> bool:
            """Raises KioskError for a drive without rights, such as one with FAT32 or exFAT."""
            drive, flags = ctypes.create_unicode_buffer(512), wintypes.DWORD()
            self._kernel.GetVolumePathNameW(str(folder.absolute()), drive, 512)
            self._kernel.GetVolumeInformationW(drive, None, 0, None, None, ctypes.byref(flags), None, 0)
            if not flags.value & _KEEPS_LISTS:
                raise KioskError(f"The drive of {folder} keeps no rights. Choose a folder on a drive with NTFS.")
            return not hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")

        def make(self, folder: Path, rights: Rights) -> None:
            """The rights are there before anybody can open it; KioskError where the name is taken."""
            with self._made(rights) as made:
                wish = _ToBeMadeWith(ctypes.sizeof(_ToBeMadeWith), made, False)
                if self._kernel.CreateDirectoryW(str(folder), ctypes.byref(wish)):
                    return
                code = ctypes.get_last_error()
            if code == _THERE_ALREADY:
                raise KioskError(f"Somebody made {folder} this very moment. It was not believed; try again.")
            raise KioskError(f"{folder} cannot be made: {ctypes.FormatError(code).strip()}")

        def close(self, folder: Path, rights: Rights) -> None:
            """What is below is asked later whether it lies in this very folder."""
            with opened(folder, SET) as handle:
                self._top = folder, lies_at(handle, folder)
                self._own_and_list(handle, folder, rights, _CLOSED, None)

        def inherit(self, path: Path, rights: Rights) -> None:
            """An empty list that is open to what comes from above."""
            with opened(path, SET) as handle:
                self._require_within(handle, path)
                empty = ctypes.create_string_buffer(_EMPTY_LIST, len(_EMPTY_LIST))
                self._own_and_list(handle, path, rights, _OPEN, empty)

        def read(self, path: Path) -> Rights:
            """What stands there now."""
            with opened(path, LOOK) as handle:
                return self._read(handle, path)

        def _require_within(self, handle: int, path: Path) -> None:
            """A folder on the way that was exchanged for a link would lead to the files of others."""
            if self._top is None:
                raise ValueError("the rights of a folder are set before those of what is in it")
            folder, lies = self._top
            should = lies.rstrip("\\") + "\\" + str(path.relative_to(folder))
            if os.path.normcase(lies_at(handle, path)) != os.path.normcase(should):
                raise LeadsElsewhere(path)

        def _read(self, handle: int, path: Path) -> Rights:
            owner, entries, found = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
            code = self._get(
                handle, _A_FILE, _OWNER | _LIST,
                ctypes.byref(owner), None, ctypes.byref(entries), None, ctypes.byref(found),
            )  # fmt: skip
            require(code, path)
            try:
                if not entries.value or not owner.value:
                    raise KioskError(f"{path} is open to everybody: it has no list of rights.")
                control, revision = wintypes.WORD(), wintypes.DWORD()
                self._api.GetSecurityDescriptorControl(found, ctypes.byref(control), ctypes.byref(revision))
                size = int.from_bytes(ctypes.string_at(entries.value + 2, 2), "little")
                try:
                    said = entries_of(ctypes.string_at(entries.value, size))
                except ValueError as fault:
                    raise KioskError(f"{path} has {fault}.") from None
                length = self._api.GetLengthSid(owner)
                owned_by = sid_text(ctypes.string_at(owner.value, length))
                return Rights(owned_by, bool(control.value & _CLOSED_CONTROL), said)
            finally:
                self._kernel.LocalFree(found)

        @contextmanager
        def _made(self, rights: Rights) -> Iterator[ctypes.c_void_p]:
            """The rights as Windows wants them."""
            made = ctypes.c_void_p()
            if not self._api.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                descriptor(rights), 1, ctypes.byref(made), None
            ):
                raise ctypes.WinError(ctypes.get_last_error())
            try:
                yield made
            finally:
                self._kernel.LocalFree(made)

        def _own_and_list(
            self, handle: int, path: Path, rights: Rights, how: int, entries: "ctypes.Array[Any] | None"
        ) -> None:
            """The owner first: that is what an administrator may always do, and lets the rest be done."""
            owner, full = ctypes.c_void_p(), ctypes.c_void_p()
            there, defaulted = wintypes.BOOL(), wintypes.BOOL()
            with self._made(rights) as made:
                self._api.GetSecurityDescriptorOwner(made, ctypes.byref(owner), ctypes.byref(defaulted))
                self._api.GetSecurityDescriptorDacl(
                    made, ctypes.byref(there), ctypes.byref(full), ctypes.byref(defaulted)
                )
                require(self._set(handle, _A_FILE, _OWNER, owner, None, None, None), path)
                listed = full if entries is None else ctypes.cast(entries, ctypes.c_void_p)
                require(self._set(handle, _A_FILE, _LIST | how, None, None, listed, None), path)

        def _may_take_what_is_others(self) -> None:
            """Use what an administrator's session has and does not use unasked; without it, setting fails later."""
            token = wintypes.HANDLE()
            if not self._api.OpenProcessToken(self._kernel.GetCurrentProcess(), _ADJUST, ctypes.byref(token)):
                return
            for name in ("SeTakeOwnershipPrivilege", "SeRestorePrivilege", "SeBackupPrivilege"):
                luid = ctypes.c_int64()
                if self._api.LookupPrivilegeValueW(None, name, ctypes.byref(luid)):
                    wish = _Privilege(1, luid.value, _ENABLED)
                    self._api.AdjustTokenPrivileges(token, False, ctypes.byref(wish), 0, None, None)
            self._kernel.CloseHandle(token)
