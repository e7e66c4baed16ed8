"""The places a sentence can stand around the pages of the desk: navigation, header, sign-in, strip, questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.desk.happening import Answer, Said
from kiosk.desk.session import SignInNotice
from kiosk.desk.session_pin import PinProblem
from kiosk.staff import Role
from ui.words.pair import Pair


@dataclass(frozen=True, slots=True)
class NavWords:
    """The navigation: ``pages`` by their key, each as it stands there and as its title; ``lines`` stand beside that."""

    pages: Mapping[str, Pair]
    lines: Mapping[str, str]
    visitor: str
    lock: str
    roles: Mapping[Role, str]
    badge: str


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The header: the network, what waits, what the centre refused, and that the desk locks soon."""

    online: str
    offline: str
    barred: str
    waiting: str
    refused: str
    refused_name: str
    ending: str


@dataclass(frozen=True, slots=True)
class SignInWords:
    """Signing in. ``notices`` are said above the keys; ``to_visitor`` leads back to the visitor's screen."""

    title: str
    line: str
    to_visitor: str
    notices: Mapping[SignInNotice, str]
    loading: str
    signed_in: str
    signed_out: str


@dataclass(frozen=True, slots=True)
class LeavingWords:
    """Leaving a page with something typed in it."""

    title: str
    line: str
    stay: str
    leave: str


@dataclass(frozen=True, slots=True)
class StripWords:
    """What happens at the gate, in a line. ``said`` is the word, ``more`` what stands behind it."""

    said: Mapping[Said, str]
    at: str
    since: str
    number: str
    last: str
    again: str
    code: str
    answers: Mapping[Answer, str]
    fold: str
    unfold: str
    camera: str
    keys: str


@dataclass(frozen=True, slots=True)
class OwnPinWords:
    """Changing one's own PIN."""

    title: str
    old: str
    new: str
    again: str
    change: str
    cancel: str
    asking: str
    done: str
    problems: Mapping[PinProblem, str]


@dataclass(frozen=True, slots=True)
class ShellWords:
    """Everything said around the pages."""

    nav: NavWords
    header: HeaderWords
    sign_in: SignInWords
    leaving: LeavingWords
    strip: StripWords
    own_pin: OwnPinWords
