"""The settings that the centre set for the checkpoint, kept so that they hold without it too."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from kiosk.wire.checkpoint_messages import PushedSettings
from local_store.connection import Connection
from local_store.moments import to_micros


@dataclass(frozen=True, slots=True)
class Pushed:
    """The last of them, with their revision."""

    connection: Connection

    def kept(self) -> tuple[int, PushedSettings]:
        """The revision and what was set; 0 and nothing where the centre has set nothing yet.

        What a newer program kept and this one cannot read is asked for anew, as revision 0.
        """
        row = self.connection.row("SELECT revision, settings FROM pushed")
        if row is None:
            return 0, PushedSettings()
        try:
            return int(row[0]), PushedSettings.model_validate_json(row[1])
        except ValidationError:
            return 0, PushedSettings()

    def keep(self, revision: int, settings: PushedSettings, at: datetime) -> None:
        """Keep what the centre has set, in place of what it had set before."""
        self.connection.execute(
            "INSERT OR REPLACE INTO pushed VALUES (1, ?, ?, ?)", revision, settings.model_dump_json(), to_micros(at)
        )
