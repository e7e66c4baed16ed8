"""The checkpoint's code, at the staff's wish: on this screen, or as posters."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk.admission import local_date
from kiosk.assembly.parts import Parts
from kiosk.checkpoint.poster_text import Poster, poster_of
from kiosk.errors import KioskError, SettingsError
from kiosk.settings import Settings
from ui.printing.poster import Size
from ui.printing.poster_output import PosterOutput
from ui.setup.preview import PosterScreen
from ui.staff.kit.chip import Tone
from ui.words.desk_settings_words import settings_words


class Posters:
    """``settings`` are asked for at each wish: the centre may have changed the notice or the hotlines."""

    def __init__(self, parts: Parts, settings: Callable[[], Settings]) -> None:
        self._parts, self._settings = parts, settings

    def show_code(self) -> None:
        """Fill the desk's window with the code, until somebody touches it."""
        poster = self._poster()
        if poster is not None:
            window = self._parts.desk.window
            PosterScreen(poster, window.look.language, window)

    def save(self) -> None:
        """Write a poster of each size into the folder of exports, and say where."""
        poster, folder = self._poster(), self._parts.settings.store.exports
        if poster is None:
            return
        window = self._parts.desk.window
        say = settings_words(window.look.language).checkpoint

        def write() -> Path:
            output = PosterOutput(folder)
            for size in Size:
                output.save(poster, size)
            return folder

        def failed(fault: KioskError) -> None:
            window.toast(say.not_saved.format(why=fault), Tone.STOP)

        def noted() -> None:
            self._parts.background.on("paper").run(
                write, lambda where: window.toast(say.posters_saved.format(folder=where)), failed
            )

        self._parts.desk.tools.note("posters saved", noted, failed)

    def _poster(self) -> Poster | None:
        window = self._parts.desk.window
        today: date = local_date(self._parts.clock.now())
        try:
            return poster_of(self._settings(), today)
        except SettingsError:
            window.toast(settings_words(window.look.language).checkpoint.no_code, Tone.WARN)
            return None
