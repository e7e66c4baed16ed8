"""What the centre sets, put into force without a restart: between two visitors, and not under the staff's hands."""

import logging
from collections.abc import Callable

from hardware.slide_folder import SlideShelf
from kiosk.assembly.display import site_of
from kiosk.assembly.in_force import InForce, rules_now, with_pushed
from kiosk.assembly.parts import Parts
from kiosk.desk.routing import Mode
from kiosk.errors import SettingsError
from kiosk.wire.checkpoint_messages import PushedSettings

log = logging.getLogger("kiosk")

LOOKS_AGAIN_SECONDS = 1.0


class SetAfar:
    """Holds the settings in force. ``shelf`` keeps the centre's slides."""

    def __init__(self, parts: Parts, held: InForce, look_at_closing: Callable[[], None]) -> None:
        self._parts, self._look_at_closing = parts, look_at_closing
        self.held = held
        self.shelf = SlideShelf(parts.settings.store.folder / "slides")
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
        if self._parts.conductor.gate.errand is not None or self._parts.desk.busy:
            self._waiting = True
            self._parts.background.after(LOOKS_AGAIN_SECONDS, self._again)
            return
        wanted, self._wanted = self._wanted, None
        self._parts.background.run(
            lambda: with_pushed(self._parts.settings, wanted, self.shelf),
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
        if self._parts.desk.session.who is not None:
            self._parts.background.after(LOOKS_AGAIN_SECONDS, self._change_mode)
            return
        mode, self._mode = self._mode, None
        self._parts.displays.settle(mode)

    def _apply(self, held: InForce, pushed: PushedSettings) -> None:
        parts, before = self._parts, self.held
        try:
            rules = rules_now(held, parts.conductor.rules, printer=parts.printer)
        except SettingsError as fault:
            log.error("what the centre sets cannot be taken: %s", fault)
            return
        self.held, self.pushed = held, pushed
        parts.conductor.change_rules(lambda _: rules)
        parts.errands.change_campaign(held.campaign)
        site = site_of(held.settings, held.campaign)
        parts.window.place(site)
        parts.desk.window.show_site(site)
        parts.slides.show.show_site(site)
        parts.slides.change(held.slides)
        if held.settings.site.language is not before.settings.site.language:
            parts.conductor.change_site_language(held.settings.site.language)
        if held.settings.display.mode != before.settings.display.mode:
            self._mode = Mode(held.settings.display.mode)
            self._change_mode()
        if held.settings.gate.closes_at != before.settings.gate.closes_at:
            self._look_at_closing()
        if pushed.slides is not None:
            slides = pushed.slides
            parts.background.run(lambda: self.shelf.throw_out(slides), lambda _: None, lambda _: None)
        taken = ", ".join(held.pushed.taken) if held.pushed is not None else ""
        log.info("the centre has set: %s", taken or "nothing")
