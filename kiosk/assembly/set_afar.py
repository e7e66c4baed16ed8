"""What the centre sets, put into force without a restart: between two visitors, and not under the staff's hands."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from hardware.slide_folder import SlideShelf
from kiosk.assembly.display import site_of
from kiosk.assembly.in_force import InForce, rules_now, with_pushed
from kiosk.desk.routing import Mode
from kiosk.errors import SettingsError
from kiosk.wire.checkpoint_messages import PushedSettings

if TYPE_CHECKING:
    from kiosk.assembly.kiosk import Kiosk

log = logging.getLogger("kiosk")

LOOKS_AGAIN_SECONDS = 1.0


class SetAfar:
    """Holds the settings in force. ``shelf`` keeps the centre's slides."""

    def __init__(self, kiosk: Kiosk, held: InForce) -> None:
        self._kiosk = kiosk
        self.held = held
        self.shelf = SlideShelf(kiosk.settings.store.folder / "slides")
        self._wanted: PushedSettings | None = None
        self._waiting = False
        self._mode: Mode | None = None
        self.pushed: PushedSettings | None = None

    def take(self, pushed: PushedSettings) -> None:
        """The centre sets this; it holds as soon as nobody is in the middle of something."""
        self._wanted = pushed
        self._look()

    def slides_came(self) -> None:
        """A slide that is to be shown lies here now."""
        if self.pushed is not None:
            self.take(self.pushed)

    def _look(self) -> None:
        if self._waiting or self._wanted is None:
            return
        if self._kiosk.conductor.gate.errand is not None or self._kiosk.desk.busy:
            self._waiting = True
            self._kiosk.background.after(LOOKS_AGAIN_SECONDS, self._again)
            return
        wanted, self._wanted = self._wanted, None
        self._kiosk.background.run(
            lambda: with_pushed(self._kiosk.settings, wanted, self.shelf),
            lambda held: self._apply(held, wanted),
            lambda fault: log.error("what the centre sets cannot be taken: %s", fault),
        )

    def _again(self) -> None:
        self._waiting = False
        self._look()

    def _change_mode(self) -> None:
        """Another mode signs whoever sits at the desk out: it waits until they have gone."""
        if self._mode is None:
            return
        if self._kiosk.desk.session.who is not None:
            self._kiosk.background.after(LOOKS_AGAIN_SECONDS, self._change_mode)
            return
        mode, self._mode = self._mode, None
        self._kiosk.displays.settle(mode)

    def _apply(self, held: InForce, pushed: PushedSettings) -> None:
        kiosk, before = self._kiosk, self.held
        try:
            rules = rules_now(held, kiosk.conductor.rules, printer=kiosk.printer)
        except SettingsError as fault:
            log.error("what the centre sets cannot be taken: %s", fault)
            return
        self.held, self.pushed = held, pushed
        kiosk.conductor.change_rules(lambda _: rules)
        kiosk.errands.change_campaign(held.campaign)
        site = site_of(held.settings, held.campaign)
        kiosk.window.place(site)
        kiosk.desk.window.show_site(site)
        kiosk.slides.show.show_site(site)
        kiosk.slides.change(held.slides)
        if held.settings.site.language is not before.settings.site.language:
            kiosk.conductor.change_site_language(held.settings.site.language)
        if held.settings.display.mode != before.settings.display.mode:
            self._mode = Mode(held.settings.display.mode)
            self._change_mode()
        if held.settings.gate.closes_at != before.settings.gate.closes_at:
            kiosk.look_at_closing()
        if pushed.slides is not None:
            slides = pushed.slides
            kiosk.background.run(lambda: self.shelf.throw_out(slides), lambda _: None, lambda _: None)
        taken = ", ".join(held.pushed.taken) if held.pushed is not None else ""
        log.info("the centre has set: %s", taken or "nothing")
