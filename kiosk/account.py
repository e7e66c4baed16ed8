"""Whose session this program runs in, as the system says it: variables of the environment may say anything."""

import sys
import unicodedata


def is_meant(named: str, current: str) -> bool:
    r"""Whether ``named`` is the account ``current``, which is ``DOMAIN\name``, or a name alone.

    Case makes no difference. A name stands for the account in any domain, ``.\name`` too, and ``name@domain`` as well,
    whose domain is written in another way than the session's.

    >>> [is_meant(named, "QUẦY-1\\Kiosk") for named in ("kiosk", "quầy-1\\KIOSK", ".\\kiosk", "kiosk@desk.example")]
    [True, True, True, True]
    >>> [is_meant(named, "QUẦY-1\\Kiosk") for named in ("kiosk2", "other\\kiosk", "QUẦY-1", "", "\\")]
    [False, False, False, False, False]
    >>> is_meant("Người trực", "nguoi truc"), is_meant("other\\kiosk", "kiosk")
    (False, True)
    """
    domain, name = _parts(named)
    own_domain, own_name = _parts(current)
    if not name or name != own_name:
        return False
    return domain in ("", ".") or not own_domain or domain == own_domain


def _parts(account: str) -> tuple[str, str]:
    text = unicodedata.normalize("NFC", account.strip()).casefold()
    domain, slash, name = text.rpartition("\\")
    return (domain, name) if slash else ("", text.partition("@")[0])


if sys.platform == "win32":
    import ctypes

    _WITH_DOMAIN = 2  # NameSamCompatible

    def current() -> str:
        """The account of this session."""
        length = ctypes.c_ulong(512)
        text = ctypes.create_unicode_buffer(length.value)
        if ctypes.windll.secur32.GetUserNameExW(_WITH_DOMAIN, text, ctypes.byref(length)):
            return text.value
        length = ctypes.c_ulong(512)
        if ctypes.windll.advapi32.GetUserNameW(text, ctypes.byref(length)):
            return text.value
        raise ctypes.WinError()
else:
    import os
    import pwd

    def current() -> str:
        """The account of this session."""
        return pwd.getpwuid(os.geteuid()).pw_name
