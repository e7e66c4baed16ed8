"""Kiosks that were enrolled with a token: they stay in their checkpoint, and are let in once they have a key."""

from datetime import UTC, datetime
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from central_server.store import checkpoint_devices, device_keys
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import MIGRATIONS, bring_up_to_date
from tests.central_server.registering import FIRST, door

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHECKPOINT = UUID("0197a5d2-6c00-7000-8000-0000000000c1")


def test_they_keep_their_place_and_lose_their_token(database: str) -> None:
    engine = open_engine(database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    postgresql = engine.dialect.name == "postgresql"
    made = {
        "id": CHECKPOINT if postgresql else CHECKPOINT.hex,
        "device": FIRST if postgresql else FIRST.hex,
        "now": NOW if postgresql else NOW.replace(tzinfo=None).isoformat(sep=" "),
        "bytes": b"x",
    }
    with transaction(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.execute(
            text(
                "INSERT INTO checkpoints (id, code, phone, sealed_phone, name, name_en, kind, province, ward, street, "
                "hotlines, declarations, made_at) VALUES (:id, 'HV-01', :bytes, :bytes, 'Hạ Vân', '', 'hospital', "
                "'01', '00004', 'Số 1 Phố Thử', '[]', 'off', :now)"
            ),
            made,
        )
        connection.execute(
            text(
                "INSERT INTO checkpoint_devices (device, checkpoint, gate, token, joined_at) "
                "VALUES (:device, :id, 'Cổng chính', :bytes, :now)"
            ),
            made,
        )
    bring_up_to_date(engine)
    with transaction(engine) as connection:
        [kiosk] = checkpoint_devices.kiosks(connection, CHECKPOINT)
        assert (kiosk.device, kiosk.gate, kiosk.joined_at, kiosk.revoked_at) == (FIRST, "Cổng chính", NOW, None)
        assert "token" not in kiosk._fields
        key = door(FIRST).key
        assert device_keys.find(connection, FIRST, key.key_id) is None
        device_keys.settle(connection, FIRST, key.public_text, NOW)
        known = device_keys.find(connection, FIRST, key.key_id)
        assert known is not None
        assert not known.revoked
    engine.dispose()
