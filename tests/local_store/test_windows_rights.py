"""The rights of the data folder, with a system that keeps them by the rules, and some that do not."""

import struct
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from local_store.access_list import (
    ADMINISTRATORS,
    DELETE,
    MODIFY,
    ONLY_BELOW,
    SYSTEM,
    TO_ALL_BELOW,
    Entry,
    LeadsElsewhere,
    Rights,
    descriptor,
    entries_of,
    shut,
    wanted,
)
from local_store.windows_rights import close, close_with, prepare, prepare_with

KIOSK, SOMEBODY, EVERYBODY = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002", "S-1-1-0"
INHERITED = 0x10
WRITE_DAC, WRITE_OWNER, DELETE_CHILD = 0x40000, 0x80000, 0x40
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Ntfs:
    """Rights by the rules of Windows, as far as they matter here."""

    def __init__(self) -> None:
        self.rights: dict[Path, Rights] = {}

    def sid(self, account: str) -> str:
        if account != "Người kiosk":
            raise KioskError(f"There is no account '{account}'")
        return KIOSK

    def keeps_rights(self, folder: Path) -> bool:
        return folder.is_dir()

    def make(self, folder: Path, rights: Rights) -> None:
        folder.mkdir()
        self.rights[folder] = rights

    def close(self, folder: Path, rights: Rights) -> None:
        self.rights[folder] = rights

    def inherit(self, path: Path, rights: Rights) -> None:
        self.rights[path] = Rights(rights.owner, False, ())

    def read(self, path: Path) -> Rights:
        own = self.rights.get(path, Rights(SOMEBODY, path == path.parent, (Entry(0, MODIFY, EVERYBODY),)))
        if own.closed:
            return own
        above = (
            replace(entry, flags=entry.flags & TO_ALL_BELOW | INHERITED)
            for entry in self.read(path.parent).entries
            if entry.flags & TO_ALL_BELOW
        )
        return replace(own, entries=(*own.entries, *above))


class Forgetful(Ntfs):
    """Takes what it is told and keeps nothing."""

    def close(self, folder: Path, rights: Rights) -> None:
        pass


class Stubborn(Ntfs):
    """Leaves at each file what somebody gave it."""

    def inherit(self, path: Path, rights: Rights) -> None:
        self.rights[path] = Rights(rights.owner, False, (Entry(0, MODIFY, SOMEBODY),))


class Bare(Forgetful):
    """Says itself that it keeps nothing."""

    def keeps_rights(self, folder: Path) -> bool:  # noqa: ARG002
        return False


def entry_bytes(kind: int, flags: int, mask: int, authority: int, *parts: int) -> bytes:
    sid = struct.pack("<BB", 1, len(parts)) + authority.to_bytes(6, "big") + struct.pack(f"<{len(parts)}I", *parts)
    return struct.pack("<BBHI", kind, flags, 8 + len(sid), mask) + sid


def list_bytes(*entries: bytes) -> bytes:
    body = b"".join(entries)
    return struct.pack("<BBHHH", 2, 0, 8 + len(body), len(entries), 0) + body


def test_three_may_and_nobody_else() -> None:
    assert descriptor(wanted(KIOSK)) == (
        f"O:S-1-5-32-544D:P(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;S-1-5-32-544)"
        f"(A;;0x1201bf;;;{KIOSK})(A;OICIIO;0x1301bf;;;{KIOSK})"
    )


def test_the_account_may_not_put_another_folder_into_its_place() -> None:
    may = {entry.flags: entry.mask for entry in wanted(KIOSK).entries if entry.sid == KIOSK}
    assert not may[0] & (DELETE | WRITE_DAC | WRITE_OWNER | DELETE_CHILD)
    assert may[TO_ALL_BELOW | ONLY_BELOW] & DELETE


def test_in_a_folder_that_is_shut_no_account_may_do_anything() -> None:
    assert descriptor(shut()) == "O:S-1-5-32-544D:P(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;S-1-5-32-544)"


def test_a_list_in_bytes_is_read() -> None:
    data = list_bytes(entry_bytes(0, 3, 0x1F01FF, 5, 18), entry_bytes(1, 0x10, 2, 5, 21, 4_000_000_000, 2, 3, 1001))
    said = (Entry(0, 0x1F01FF, SYSTEM, 3), Entry(1, 2, "S-1-5-21-4000000000-2-3-1001", 0x10))
    assert entries_of(data) == said
    assert entries_of(list_bytes()) == ()


@pytest.mark.parametrize("data", [b"", b"\x02", list_bytes(entry_bytes(5, 0, 1, 5, 18)), list_bytes(b"\0" * 12)])
def test_what_is_no_list_of_ours_is_not_taken_for_an_empty_one(data: bytes) -> None:
    with pytest.raises(ValueError, match="list of rights"):
        entries_of(data)


def test_a_list_cut_off_anywhere_is_refused() -> None:
    whole = list_bytes(entry_bytes(0, 3, 1, 5, 18), entry_bytes(0, 3, 1, 5, 32, 544))
    for end in range(len(whole)):
        with pytest.raises(ValueError, match=r"list of rights|no SID"):
            entries_of(whole[:end])


class TestTheFolder:
    @pytest.mark.parametrize("adopt", [True, False])
    def test_a_new_one_is_made(self, tmp_path: Path, adopt: bool) -> None:
        system, folder = Ntfs(), tmp_path / "Dữ liệu" / "Checkpoint Kiosk"
        assert prepare_with(system, folder, "Người kiosk", adopt=adopt) is None
        assert system.read(folder) == wanted(KIOSK)

    def test_one_that_anybody_made_is_set_aside_and_nothing_in_it_believed(self, tmp_path: Path) -> None:
        system, folder = Ntfs(), tmp_path / "Checkpoint Kiosk"
        (folder / "keys").mkdir(parents=True)
        (folder / "kiosk.toml").write_text("[store]", encoding="utf-8")
        (folder / "keys" / "store.key").touch()
        aside = prepare_with(system, folder, "Người kiosk", adopt=False, at=NOW)
        assert aside == tmp_path / "Checkpoint Kiosk.found-20260102T030405Z"
        assert (aside / "keys" / "store.key").exists()
        assert list(folder.iterdir()) == []
        assert set(system.rights) == {folder}, "what was set aside keeps what it had"
        with pytest.raises(KioskError, match="cannot be set aside"):  # the name is taken
            prepare_with(system, folder, "Người kiosk", adopt=False, at=NOW)
        assert folder.exists()

    def test_a_link_in_its_place_is_set_aside_as_it_is(self, tmp_path: Path) -> None:
        folder = tmp_path / "Checkpoint Kiosk"
        with suppress(OSError):
            folder.symlink_to(tmp_path / "nowhere", target_is_directory=True)
        if not folder.is_symlink():
            pytest.skip("this account may make no links")
        aside = prepare_with(Ntfs(), folder, "Người kiosk", adopt=False)
        assert aside is not None
        assert aside.is_symlink()
        assert folder.is_dir()
        assert not (tmp_path / "nowhere").exists()

    def test_one_made_in_that_very_moment_is_not_believed(self, tmp_path: Path) -> None:
        class Late(Ntfs):
            def make(self, folder: Path, rights: Rights) -> None:  # noqa: ARG002
                raise KioskError(f"Somebody made {folder}")

        (tmp_path / "data").mkdir()
        with pytest.raises(KioskError, match="Somebody made"):
            prepare_with(Late(), tmp_path / "data", "Người kiosk", adopt=False)

    def test_what_is_shut_is_shut_below_too_and_a_link_is_left(self, tmp_path: Path) -> None:
        system, folder = Ntfs(), tmp_path / "data"
        (folder / "keys").mkdir(parents=True)
        prepare_with(system, folder, "Người kiosk", adopt=True)
        with suppress(OSError):
            (folder / "link").symlink_to(tmp_path, target_is_directory=True)
        links = [folder / "link"] if (folder / "link").is_symlink() else []
        assert close_with(system, folder) == links
        assert {entry.sid for entry in system.read(folder / "keys").entries} == {SYSTEM, ADMINISTRATORS}
        assert set(system.rights) == {folder, folder / "keys"}

    def test_shutting_what_is_not_there_is_done_at_once(self, tmp_path: Path) -> None:
        assert close_with(Ntfs(), tmp_path / "data") == []
        assert not (tmp_path / "data").exists()

    def test_what_is_exchanged_on_the_way_is_refused(self, tmp_path: Path) -> None:
        class Exchanged(Ntfs):
            def inherit(self, path: Path, rights: Rights) -> None:  # noqa: ARG002
                raise LeadsElsewhere(path)

        (tmp_path / "keys" / "deeper").mkdir(parents=True)
        with pytest.raises(KioskError, match="keys leads to another place"):
            prepare_with(Exchanged(), tmp_path, "Người kiosk", adopt=True)
        assert close_with(Exchanged(), tmp_path) == [tmp_path / "keys"]

    def test_what_is_there_already_inherits_and_nobody_keeps_what_they_had(self, tmp_path: Path) -> None:
        (tmp_path / "keys").mkdir()
        below = [tmp_path / "keys", tmp_path / "keys" / "store.protected", tmp_path / "kiosk.toml"]
        for file in below[1:]:
            file.touch()
        system = Ntfs()
        system.rights = {path: Rights(SOMEBODY, True, (Entry(0, MODIFY, SOMEBODY),)) for path in below}
        prepare_with(system, tmp_path, "Người kiosk", adopt=True)
        for path in below:
            found = system.read(path)
            assert found.owner == ADMINISTRATORS
            assert {entry.sid for entry in found.entries} == {SYSTEM, ADMINISTRATORS, KIOSK}
        prepare_with(system, tmp_path, "Người kiosk", adopt=True)  # again, as at every upgrade

    def test_an_account_that_there_is_not_makes_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(KioskError, match="no account 'Ai đó'"):
            prepare_with(Ntfs(), tmp_path / "data", "Ai đó", adopt=False)
        assert not (tmp_path / "data").exists()

    @pytest.mark.parametrize("system", [Forgetful(), Stubborn()])
    def test_a_system_that_does_not_do_it_is_not_believed(self, tmp_path: Path, system: Ntfs) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "kiosk.toml").touch()
        with pytest.raises(KioskError, match="are not there when it is asked"):
            prepare_with(system, tmp_path / "data", "Người kiosk", adopt=True)

    def test_one_that_says_so_itself_is_warned_of(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        prepare_with(Bare(), tmp_path / "data", "Người kiosk", adopt=True)
        assert "cannot be told" in caplog.text

    def test_a_link_is_refused_and_what_it_leads_to_left_alone(self, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (tmp_path / "data").mkdir()
        with suppress(OSError):
            (tmp_path / "data" / "link").symlink_to(elsewhere, target_is_directory=True)
        if not (tmp_path / "data" / "link").is_symlink():
            pytest.skip("this account may make no links")
        system = Ntfs()
        for folder in (tmp_path / "data", tmp_path / "data" / "link"):
            with pytest.raises(KioskError, match="leads to another place"):
                prepare_with(system, folder, "Người kiosk", adopt=True)
        assert not [path for path in system.rights if path.name in ("link", "elsewhere")]

    @pytest.mark.skipif(sys.platform == "win32", reason="of the others")
    def test_elsewhere_than_on_windows_it_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(KioskError, match="on Windows only"):
            prepare(tmp_path, "kiosk", adopt=False)


@pytest.mark.skipif(sys.platform != "win32", reason="of Windows")
class TestOfWindows:
    """Needs an administrator."""

    if sys.platform == "win32":  # else there is no such class for the types to be checked

        def test_the_system_says_what_stands_there(self, tmp_path: Path) -> None:
            from local_store.windows_security import WindowsSecurity

            found = WindowsSecurity().read(tmp_path)
            assert found.owner.startswith("S-1-5-21-")
            assert SYSTEM in {entry.sid for entry in found.entries}

    def test_a_folder_that_was_there_is_set_aside_and_one_is_shut(self, tmp_path: Path) -> None:
        import getpass

        folder = tmp_path / "Dữ liệu"
        folder.mkdir()
        (folder / "kiosk.toml").touch()
        aside = prepare(folder, getpass.getuser(), adopt=False)
        assert aside is not None
        assert (aside / "kiosk.toml").exists()
        assert list(folder.iterdir()) == []
        (folder / "kiosk.toml").touch()
        assert close(folder) == []

    def test_one_file_of_two_names_is_left_alone(self, tmp_path: Path) -> None:
        import getpass

        (tmp_path / "data").mkdir()
        (tmp_path / "elsewhere").touch()
        (tmp_path / "data" / "here").hardlink_to(tmp_path / "elsewhere")
        with pytest.raises(KioskError, match="leads to another place"):
            prepare(tmp_path / "data", getpass.getuser(), adopt=True)
        assert close(tmp_path / "data") == [tmp_path / "data" / "here"]

    def test_the_folder_of_this_account(self, tmp_path: Path) -> None:
        import getpass

        (tmp_path / "keys").mkdir()
        (tmp_path / "keys" / "a").touch()
        for name in (getpass.getuser(), f".\\{getpass.getuser()}"):
            prepare(tmp_path, name, adopt=True)
        (tmp_path / "keys" / "b").write_text("still writable", encoding="utf-8")

    @pytest.mark.parametrize("name", ["", "no such account here", "Users", "Everyone", "SYSTEM"])
    def test_whoever_is_no_user_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(KioskError, match=r"no account|not the account of one user"):
            prepare(tmp_path / "data", name, adopt=False)
        assert not (tmp_path / "data").exists()
