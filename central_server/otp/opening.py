"""What an operator says about codes, made into what the centre works with."""

import os
from dataclasses import dataclass, field

from central_server.otp.budgets import Budgets
from central_server.otp.desk import OtpOptions
from central_server.otp.texts import MessageText
from central_server.sms.opening import open_sender


@dataclass(frozen=True, slots=True)
class SmsOptions:
    """``address`` is the gateway's (central_server/sms/opening.py), empty for none; ``place`` signs the messages.

    ``may_log`` lets ``log:`` write codes down although others than this machine's programs reach the centre.
    """

    address: str = ""
    place: str = ""
    budgets: Budgets = field(default_factory=Budgets)
    may_log: bool = False


def open_otp(sms: SmsOptions, *, loopback: bool) -> OtpOptions:
    """Open the gateway. Raises SettingsError with a sentence."""
    text = MessageText(sms.place)
    sender = open_sender(sms.address, os.environ, may_log=loopback or sms.may_log) if sms.address else None
    return OtpOptions(sender, sms.budgets, text)
