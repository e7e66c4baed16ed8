"""A drill: fill a centre, copy it, put the copy back, and find everything; then let the kiosks send it all again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from central_server import backup, backup_file
from central_server.backup import back_up, put_back
from central_server.backup_file import BackupKey, BackupUnusable, make_key_file, passphrase_key, read_key_file
from central_server.store import erasing, erasures
from central_server.store.engine import open_engine, transaction
from central_server.store.partitions import make_ahead
from central_server.store.schema import bring_up_to_date
from kiosk.errors import SettingsError, StoreError
from tests.central_server.declaring import NOW, taken
from tests.central_server.postgres import Cluster
from tests.central_server.test_erasing import ALSO_ME, CANARIES, ME, everything, filled, hits
from tests.wire.saying import visit

KEY = BackupKey("file", b"k" * 32)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "centre.backup"


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """Another, empty place of the same kind."""
    if "://" not in database:
        return str(tmp_path / "elsewhere" / "centre.sqlite")
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_database()


@pytest.fixture
def restored(elsewhere: str) -> Iterator[Engine]:
    engine = open_engine(elsewhere)
    yield engine
    engine.dispose()


class TestTheDrill:
    def test_everything_is_back_and_the_kiosks_send_duplicates(
        self, engine: Engine, database: str, copy: Path, elsewhere: str, restored: Engine
    ) -> None:
        said = filled(engine)
        with transaction(engine) as connection:
            make_ahead(connection, NOW)
        with transaction(engine) as connection:
            before = everything(connection)
        rows = back_up(database, copy, KEY, NOW)
        assert rows["visits"] == 5
        taken(engine, visit(99, person=ME))  # after the copy
        back = put_back(elsewhere, copy, KEY, NOW)
        assert (back.rows, back.erased_again) == (rows, 0)
        with transaction(restored) as connection:
            assert everything(connection) == before
        for device, one in said:
            [verdict] = taken(restored, one, device=device)
            assert verdict.outcome == "duplicate"
        [verdict] = taken(restored, visit(99, person=ME))  # which the centre lost, and the kiosk still has
        assert verdict.outcome == "stored"
        with transaction(restored) as connection:
            after = everything(connection)
        changed = {name for name in before if before[name] != after[name]}
        assert changed - {"people"} == {
            "devices",
            "receipts",
            "visits",
        }  # SQLite writes down when somebody was heard of

    def test_who_was_erased_since_is_erased_again(
        self, engine: Engine, database: str, copy: Path, elsewhere: str, restored: Engine
    ) -> None:
        filled(engine)
        back_up(database, copy, KEY, NOW)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
            lines = list(erasures.exported(connection))
        back = put_back(elsewhere, copy, KEY, NOW, lines)
        assert (back.erasures, back.erased_again) == (1, 2)
        with transaction(restored) as connection:
            assert hits(connection, CANARIES) == set()

    def test_without_the_list_they_would_be_back(
        self, engine: Engine, database: str, copy: Path, elsewhere: str, restored: Engine
    ) -> None:
        filled(engine)
        back_up(database, copy, KEY, NOW)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
        put_back(elsewhere, copy, KEY, NOW)
        with transaction(restored) as connection:
            assert hits(connection, CANARIES)

    def test_nobody_is_in_the_copy_of_whoever_was_erased_before(
        self, engine: Engine, database: str, copy: Path, elsewhere: str
    ) -> None:
        filled(engine)
        with transaction(engine) as connection:
            erasing.erase(connection, {ME.id, ALSO_ME.id}, "request", NOW)
        back_up(database, copy, KEY, NOW)
        with copy.open("rb") as opened:
            _, content = backup_file.read(opened, KEY)
            plain = b"".join(content)
        assert len(plain) > 1_000
        assert not any(canary.encode() in plain for canary in CANARIES)
        assert put_back(elsewhere, copy, KEY, NOW).erased_again == 0


class TestRefusals:
    def test_nothing_is_overwritten(self, engine: Engine, database: str, copy: Path) -> None:
        filled(engine)
        copy.write_bytes(b"another file")
        with pytest.raises(SettingsError, match="already"):
            back_up(database, copy, KEY, NOW)
        assert copy.read_bytes() == b"another file"
        copy.unlink()
        back_up(database, copy, KEY, NOW)
        with transaction(engine) as connection:
            before = everything(connection)
        with pytest.raises(SettingsError, match=r"already|not empty"):
            put_back(database, copy, KEY, NOW)
        with transaction(engine) as connection:
            assert everything(connection) == before

    def test_a_copy_with_other_counts_is_refused(
        self, engine: Engine, database: str, copy: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled(engine)
        real = backup._manifest
        with monkeypatch.context() as patch:
            patch.setattr(backup, "_manifest", lambda kind, rows, now: real(kind, rows | {"people": 99}, now))
            back_up(database, copy, KEY, NOW)
        with pytest.raises(BackupUnusable, match="other counts"):
            put_back(elsewhere, copy, KEY, NOW)

    def test_one_kind_does_not_go_into_the_other(self, cluster: Cluster, tmp_path: Path, copy: Path) -> None:
        engine = open_engine(str(tmp_path / "centre.sqlite"))
        bring_up_to_date(engine)
        engine.dispose()
        back_up(str(tmp_path / "centre.sqlite"), copy, KEY, NOW)
        with pytest.raises(SettingsError, match="copy of sqlite"):
            put_back(cluster.new_database(), copy, KEY, NOW)

    def test_a_database_that_is_not_there(self, tmp_path: Path, copy: Path) -> None:
        with pytest.raises(SettingsError, match="not there"):
            back_up(str(tmp_path / "none.sqlite"), copy, KEY, NOW)
        with pytest.raises(StoreError):
            back_up("postgresql://kiosk@/x?host=/nonexistent", copy, KEY, NOW)
        assert list(tmp_path.iterdir()) == []


class TestTheFile:
    def sealed(self, file: Path, key: BackupKey, *content: bytes) -> None:
        with file.open("wb") as out:
            backup_file.write(out, key, {"kind": "sqlite"}, content)

    def opened(self, file: Path, key: BackupKey) -> tuple[dict[str, Any], bytes]:
        with file.open("rb") as source:
            manifest, content = backup_file.read(source, key)
            return manifest, b"".join(content)

    @pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20 + 5])
    def test_what_goes_in_comes_out(self, copy: Path, size: int) -> None:
        content = bytes(range(256)) * (size // 256 + 1)
        self.sealed(copy, KEY, content[: size // 3], content[size // 3 : size])
        assert self.opened(copy, KEY) == ({"kind": "sqlite"}, content[:size])
        assert content[100:200] not in copy.read_bytes()

    def test_every_damage_is_noticed(self, copy: Path) -> None:
        self.sealed(copy, KEY, b"x" * 100, b"y" * (2**20 + 5))
        whole = copy.read_bytes()
        changed = [
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), len(whole) // 97)
        ]
        changed += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(150)]
        cut = [whole[:at] for at in (0, 10, 100, 300, len(whole) // 2, len(whole) - 200, len(whole) - 1)]
        for damaged in [*changed, *cut, whole + b"\0\0\0\x10" + b"z" * 16, whole + whole]:
            copy.write_bytes(damaged)
            with pytest.raises(BackupUnusable):
                self.opened(copy, KEY)
        copy.write_bytes(whole)  # the red control
        assert self.opened(copy, KEY)[0] == {"kind": "sqlite"}

    def test_pieces_keep_their_order(self, copy: Path) -> None:
        self.sealed(copy, KEY, b"a" * 2**20, b"b" * 2**20)
        whole = copy.read_bytes()
        start = whole.index(b"\n") + 1
        pieces = []
        while start < len(whole):
            size = 4 + int.from_bytes(whole[start : start + 4], "big")
            pieces.append(whole[start : start + size])
            start += size
        head = whole[: whole.index(b"\n") + 1]
        manifest, one, two, last = pieces
        for order in ((manifest, two, one, last), (manifest, one, last), (manifest, one, two), (one, two, last)):
            copy.write_bytes(head + b"".join(order))
            with pytest.raises(BackupUnusable):
                self.opened(copy, KEY)

    def test_keys(self, tmp_path: Path, copy: Path) -> None:
        file = tmp_path / "key"
        make_key_file(file)
        assert file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(SettingsError):
            make_key_file(file)
        key, phrase = read_key_file(file), passphrase_key("bốn từ không liên quan")
        self.sealed(copy, key, b"content")
        assert self.opened(copy, read_key_file(file))[1] == b"content"
        with pytest.raises(BackupUnusable, match="another key"):
            self.opened(copy, KEY)
        with pytest.raises(BackupUnusable, match="a key file"):
            self.opened(copy, phrase)
        self.sealed(copy, phrase, b"content")
        assert self.opened(copy, phrase)[1] == b"content"
        with pytest.raises(BackupUnusable, match="another key"):
            self.opened(copy, passphrase_key("bốn từ không liên can"))
        for text in ("", "%%%", "c2hvcnQ="):
            file.write_text(text)
            with pytest.raises(SettingsError):
                read_key_file(file)
        with pytest.raises(SettingsError, match="16 characters"):
            passphrase_key("short")
        assert "k" * 32 not in repr(KEY)
