"""What the centre sets at the kiosks of a checkpoint: all of it anew each time, with a revision; and the slides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from central_server.store.checkpoint_tables import checkpoint_settings as settings
from central_server.store.checkpoint_tables import checkpoint_slides as slides
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from kiosk.wire.checkpoint_messages import MAX_SLIDES, PushedSettings, SlideSaid

MOST_BYTES = 100 * 2**20  # of a checkpoint's slides altogether


class NotSet(Exception):
    """It cannot be set; the message says why."""


class Overtaken(Exception):
    """Somebody else has set something since the revision that this was made from."""


def current(connection: Connection, checkpoint: UUID) -> tuple[int, PushedSettings]:
    """The revision and what is set; 0 and nothing where nothing was ever set."""
    row = connection.execute(select(settings).where(settings.c.checkpoint == checkpoint)).one_or_none()
    return (0, PushedSettings()) if row is None else (row.revision, PushedSettings.model_validate_json(row.settings))


def push(
    connection: Connection, checkpoint: UUID, wanted: PushedSettings, based_on: int | None, now: datetime
) -> tuple[int, PushedSettings]:
    """Set these and nothing else. Raises NotSet where a slide is not here, Overtaken.

    A revision is the time in microseconds, or one more than the highest: it never comes twice, not even from a
    database that was put back from a copy, nor for a kiosk that moves from one checkpoint to another.
    """
    _hold(connection, checkpoint)
    if based_on is not None and based_on != current(connection, checkpoint)[0]:
        raise Overtaken
    shown = {slide.sha256: slide.size for slide in wanted.slides or ()}
    if len({slide.name for slide in wanted.slides or ()}) != len(wanted.slides or ()):
        raise NotSet("slides: two of them have the same name")
    theirs = select(slides.c.sha256, slides.c.size).where(slides.c.checkpoint == checkpoint)
    here = {row.sha256: row.size for row in connection.execute(theirs)}
    for digest, size in shown.items():
        if here.get(digest) != size:
            raise NotSet(f"slides: {digest[:12]}… is not here in that size; send its bytes first")
    connection.execute(delete(slides).where(slides.c.checkpoint == checkpoint, slides.c.sha256.not_in(list(shown))))
    highest = connection.execute(select(func.coalesce(func.max(settings.c.revision), 0))).scalar_one()
    row: dict[str, Any] = {
        "checkpoint": checkpoint,
        "revision": max(int(now.timestamp() * 1_000_000), highest + 1),
        "settings": wanted.model_dump_json(exclude_none=True),
        "changed_at": now,
    }
    statement = insert(connection, settings).on_conflict_do_update(index_elements=["checkpoint"], set_=row)
    connection.execute(statement, row)
    return row["revision"], wanted


def add_slide(
    connection: Connection, checkpoint: UUID, slide: SlideSaid, data: bytes, now: datetime
) -> tuple[int, PushedSettings]:
    """Keep a slide's bytes and show it, in the place of one of the same name or last. Raises NotSet."""
    _hold(connection, checkpoint)
    _, known = current(connection, checkpoint)
    shown = list(known.slides or ())
    place = next((at for at, one in enumerate(shown) if one.name == slide.name), len(shown))
    shown[place : place + 1] = [slide]
    if len(shown) > MAX_SLIDES:
        raise NotSet(f"A checkpoint has {MAX_SLIDES} slides at most.")
    elsewhere = slides.c.checkpoint == checkpoint, slides.c.sha256 != slide.sha256
    taken = connection.execute(select(func.coalesce(func.sum(slides.c.size), 0)).where(*elsewhere)).scalar_one()
    if taken + len(data) > MOST_BYTES:
        raise NotSet(f"The slides of a checkpoint have {MOST_BYTES} bytes at most.")
    row: dict[str, Any] = {"checkpoint": checkpoint, "sha256": slide.sha256, "size": len(data), "data": data}
    connection.execute(insert(connection, slides).on_conflict_do_nothing(), row)
    return push(connection, checkpoint, known.model_copy(update={"slides": tuple(shown)}), None, now)


def drop_slide(connection: Connection, checkpoint: UUID, name: str, now: datetime) -> tuple[int, PushedSettings] | None:
    """Show the slide of this name no longer; None where there is none."""
    _hold(connection, checkpoint)
    _, known = current(connection, checkpoint)
    left = tuple(one for one in known.slides or () if one.name != name)
    if len(left) == len(known.slides or ()):
        return None
    return push(connection, checkpoint, known.model_copy(update={"slides": left}), None, now)


def slide_bytes(connection: Connection, checkpoint: UUID, sha256: str) -> bytes | None:
    """The bytes of a slide of this checkpoint."""
    wanted = select(slides.c.data).where(slides.c.checkpoint == checkpoint, slides.c.sha256 == sha256)
    data = connection.execute(wanted).scalar()
    return None if data is None else bytes(data)


def _hold(connection: Connection, checkpoint: UUID) -> None:
    """Let nobody else set anything at this checkpoint until the transaction ends."""
    connection.execute(select(checkpoints.c.id).where(checkpoints.c.id == checkpoint).with_for_update())
