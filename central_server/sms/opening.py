"""Gateways are addresses: ``log:``, ``log:PATH``, ``http:FILE.toml``, ``smpp://user@host:port?source=BRAND``."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmpplib import NPI, TON  # type: ignore[import-untyped]

from central_server.sms.sender_http import HttpSender
from central_server.sms.sender_log import LogSender
from central_server.sms.sender_smpp import SmppSender
from central_server.sms.sending import SmsSender
from central_server.sms.smpp_link import SmppAccount
from central_server.sms.template import read_template
from kiosk.errors import SettingsError

PASSWORD_VARIABLE = "KIOSK_CENTRE_SMS_PASSWORD"  # noqa: S105  # its name
FORMS = "log:, log:PATH, http:FILE.toml or smpp://user@host:port?source=BRAND"
SMPP_PORT = 2775


def open_sender(address: str, environment: Mapping[str, str], *, may_log: bool) -> SmsSender:
    """The gateway at ``address``; secrets come from ``environment``. Raises SettingsError with a sentence.

    ``may_log``: codes may be written where anybody on this machine can read them. SMPP begins to connect.
    """
    kind, _, rest = address.partition(":")
    match kind:
        case "log" if not may_log:
            raise SettingsError("--sms log: is for trying out, on this machine only: it sends nothing to any phone.")
        case "log":
            return LogSender(Path(rest) if rest else None)
        case "http" if rest and not rest.startswith("//"):
            return HttpSender(*read_template(Path(rest), environment))
        case "smpp":
            return _open_smpp(address, environment)
    raise SettingsError(f"--sms must be {FORMS}.")


def _open_smpp(address: str, environment: Mapping[str, str]) -> SmsSender:
    password = environment.get(PASSWORD_VARIABLE, "")
    if not password:
        raise SettingsError(f"The password for SMPP must be in the environment: {PASSWORD_VARIABLE}.")
    try:
        return SmppSender(_account(address, password))
    except (ValueError, KeyError) as fault:
        raise SettingsError(
            "SMPP is smpp://user@host:port?source=BRAND, with system_type, source_ton and source_npi if need be: "
            "15 characters of user, 8 of password and 20 of source at most, no password in it."
        ) from fault


def _account(address: str, password: str) -> SmppAccount:
    where = urlsplit(address)
    if where.password is not None or not where.username or not where.hostname or where.path not in ("", "/"):
        raise ValueError(address)
    options = {name: values[-1] for name, values in parse_qs(where.query, strict_parsing=bool(where.query)).items()}
    source = options.pop("source", "")
    short = source.isdecimal()
    account = SmppAccount(
        where.hostname,
        where.port or SMPP_PORT,
        unquote(where.username),
        password,
        source,
        options.pop("system_type", ""),
        TON(int(options.pop("source_ton", "0" if short else "5"))),
        NPI(int(options.pop("source_npi", "0"))),
    )
    if options or not source.isascii():
        raise ValueError(sorted(options))
    return account
