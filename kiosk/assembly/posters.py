"""The checkpoint's code, at the staff's wish: on this screen, or as posters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.admission import local_date
from kiosk.checkpoint.poster_text import Poster, poster_of
from kiosk.errors import KioskError, SettingsError
from ui.printing.poster import Size
from ui.printing.poster_output import PosterOutput
from ui.setup.preview import PosterScreen
from ui.staff.kit.chip import Tone
from ui.words.desk_settings_words import settings_words

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.assembly.kiosk import Kiosk


class Posters:
    """Reads the settings in force at each wish: the centre may have changed the notice or the hotlines."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def show_code(self) -> None:
        """Fill the desk's window with the code, until somebody touches it."""
        poster = self._poster()
        if poster is not None:
            window = self._kiosk.desk.window
            PosterScreen(poster, window.look.language, window)

    def save(self) -> None:
        """Write a poster of each size into the folder of exports, and say where."""
        poster, folder = self._poster(), self._kiosk.settings.store.exports
        if poster is None:
            return
        window = self._kiosk.desk.window
        say = settings_words(window.look.language).checkpoint

        def write() -> Path:
            output = PosterOutput(folder)
            for size in Size:
                output.save(poster, size)
            return folder

        def failed(fault: KioskError) -> None:
            window.toast(say.not_saved.format(why=fault), Tone.STOP)

        def noted() -> None:
            self._kiosk.background.on("paper").run(
                write, lambda where: window.toast(say.posters_saved.format(folder=where)), failed
            )

        self._kiosk.desk.tools.note("posters saved", noted, failed)

    def _poster(self) -> Poster | None:
        window = self._kiosk.desk.window
        today: date = local_date(self._kiosk.clock.now())
        try:
            return poster_of(self._kiosk.set_afar.held.settings, today)
        except SettingsError:
            window.toast(settings_words(window.look.language).checkpoint.no_code, Tone.WARN)
            return None
