"""The installer's script, compiled with a tiny payload: its words, its version, its rights. Wine tries the rest."""

import re
import struct
import subprocess
from pathlib import Path

import pefile
import pytest

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "building" / "installer"
VERSION = "0.1.0"
STRING = re.compile(r'^LangString (\w+) \$\{LANG_(\w+)\} "(.*)"$', re.M)
MENU = re.compile(r'^!define (\w+)_(VI|EN) "(.*)"$', re.M)
# What is the same in both languages, or is typed as it is.
FOREIGN = re.compile(
    r"\$\{\w+\}|https?://…?|/[A-Z]+=|LICENCES\.txt|Program Files|"
    r"ABCDE-FGHJK|Windows|Apache 2\.0|kiosk|bit\b|\b(vi|en)\b",
    re.I,
)


def an_icon(side: int = 32) -> bytes:
    """One dark square as an icon file."""
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    picture = head + b"\x41\x34\x06\xff" * side * side + bytes(4 * side)
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, side, side, 0, 0, 1, 32, len(picture), 22) + picture


def compiled(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Compile the script with a payload of a few bytes, every warning an error."""
    payload = folder / "payload"
    (payload / "_internal" / "cảnh").mkdir(parents=True, exist_ok=True)
    for name in ("kiosk.exe", "kioskw.exe", "LICENCES.txt", "_internal/python311.dll", "_internal/cảnh/Tiếng Việt.txt"):
        (payload / name).write_bytes(b"MZ")
    (folder / "kiosk.ico").write_bytes(an_icon())
    defined = {
        "VERSION": VERSION,
        "PAYLOAD": str(payload),
        "OUTFILE": str(folder / "KioskSetup.exe"),
        "ICON": str(folder / "kiosk.ico"),
    }
    return subprocess.run(
        ["makensis", "-V2", "-WX", "-DQUICK", *(f"-D{key}={value}" for key, value in defined.items()), *more],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)},
        check=False,
    )


@pytest.fixture(scope="module")
def installer(tmp_path_factory: pytest.TempPathFactory) -> pefile.PE:
    """The installer as it came out."""
    folder = tmp_path_factory.mktemp("installer")
    said = compiled(folder, str(ROOT / "installer.nsi"))
    assert said.returncode == 0, said.stdout + said.stderr
    return pefile.PE(str(folder / "KioskSetup.exe"))


def the_script() -> str:
    """All that is compiled, but for the payload."""
    return "".join(path.read_text(encoding="utf-8") for path in [ROOT / "installer.nsi", *WORDS.glob("*.nsh")])


def resources(program: pefile.PE, kind: str) -> list[bytes]:
    """Every resource of one kind, such as RT_MANIFEST."""
    return [
        program.get_data(language.data.struct.OffsetToData, language.data.struct.Size)
        for kinds in program.DIRECTORY_ENTRY_RESOURCE.entries
        if kinds.id == pefile.RESOURCE_TYPE[kind]
        for name in kinds.directory.entries
        for language in name.directory.entries
    ]


def words(language: str) -> dict[str, str]:
    """What the installer says in one language, by name, the entries of the Start menu with it."""
    text = (WORDS / f"words_{language}.nsh").read_text(encoding="utf-8")
    spoken = {"vi": "VIETNAMESE", "en": "ENGLISH"}[language]
    strings = {name: said for name, tongue, said in STRING.findall(text) if tongue == spoken}
    menu = {name: said for name, tongue, said in MENU.findall(text) if tongue.lower() == language}
    assert len(strings) + len(menu) == len(re.findall(r"^(?:LangString|!define) ", text, re.M))
    return strings | menu


def test_it_is_for_64_bits_and_asks_for_an_administrator(installer: pefile.PE) -> None:
    assert installer.FILE_HEADER.Machine == pefile.MACHINE_TYPE["IMAGE_FILE_MACHINE_AMD64"]
    [manifest] = resources(installer, "RT_MANIFEST")
    assert b'level="requireAdministrator"' in manifest
    assert b"{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}" in manifest, "Windows 10 is not named"


def test_it_says_its_version_and_its_name_in_both_languages(installer: pefile.PE) -> None:
    tables = [
        {key.decode(): value.decode() for key, value in table.entries.items()}
        for about in installer.FileInfo
        for block in about
        if block.Key == b"StringFileInfo"
        for table in block.StringTable
    ]
    assert {table["ProductName"] for table in tables} == {"Kiosk điểm kiểm dịch", "Checkpoint Kiosk"}
    assert {table["ProductVersion"] for table in tables} == {VERSION}
    fixed = installer.VS_FIXEDFILEINFO[0]
    assert (fixed.ProductVersionMS, fixed.ProductVersionLS) == (1, 0)


def test_its_icon_is_the_one_given(installer: pefile.PE) -> None:
    assert an_icon()[22:] in resources(installer, "RT_ICON")


def test_each_word_is_there_in_both_languages() -> None:
    assert words("vi").keys() == words("en").keys()
    assert all(said.strip() for language in ("vi", "en") for said in words(language).values())


def test_no_english_is_left_in_vietnamese() -> None:
    english = set(re.findall(r"[a-z]{3,}", FOREIGN.sub(" ", " ".join(words("en").values())).lower()))
    for name, said in words("vi").items():
        assert said != words("en")[name] or FOREIGN.sub("", said).strip() == "", name
        rest = re.findall(r"[^\W\d_]{3,}", FOREIGN.sub(" ", said).lower())
        assert not english.intersection(rest), f"{name}: {english.intersection(rest)}"


def test_every_word_is_said_somewhere() -> None:
    script = the_script()
    unsaid = [name for name in words("vi") if f"$({name})" not in script and f"${{{name}_VI}}" not in script]
    assert not unsaid


def test_a_word_that_is_missing_stops_the_build(tmp_path: Path) -> None:
    used = 'LangString only_here ${LANG_ENGLISH} "x"\nSection\n  DetailPrint "$(only_here)"\nSectionEnd\n'
    script = tmp_path / "broken.nsi"
    script.write_text(f'!include "{ROOT}/installer.nsi"\n{used}', encoding="utf-8")
    said = compiled(tmp_path, str(script))
    assert said.returncode != 0
    assert "only_here" in said.stdout + said.stderr


def test_the_joining_code_is_written_nowhere() -> None:
    """No log line, registry value, file or message names it, nor the one command that takes it."""
    script = the_script()
    naming = [line.strip() for line in script.splitlines() if re.search(r"\$(Code|Command|CMDLINE)\b", line)]
    writing = re.compile(r"\$\{Log\}|Write|DetailPrint|MessageBox|FileWrite|LangString|\$Ending|\$Fault ")
    assert naming
    assert not [line for line in naming if writing.search(line)]
    assert any('StrCpy $Command ""' in line for line in naming)


def test_the_data_folder_is_left_to_the_program() -> None:
    """What an administrator's process writes or reads where the kiosk's account may put a link could be anything."""
    touching = [line for line in the_script().splitlines() if re.search(r"\$(Data|KnownData)\b", line)]
    forbidden = re.compile(r"CreateDirectory|MakeFolder|CreateFile|FileOpen|SetOutPath|RMDir /r|CopyFiles")
    assert touching
    assert not [line for line in touching if forbidden.search(line)]
    assert "install.log" not in the_script()
    run = [line for line in the_script().splitlines() if "StrCpy $Command" in line]
    assert run
    places = '"--set=store.folder=$Data" "--set=store.keys=$Data\\keys"'
    assert [line for line in run if places in line], "settings that are there lead the store nowhere else"
    read = [line.replace(places, "") for line in run]
    assert not [line for line in read if re.search(r"store|settings|--config", line)], "nothing else is read"


def test_the_old_program_goes_only_when_the_new_one_is_on_the_disk() -> None:
    unpacking, _, swapping = (WORDS / "installing.nsh").read_text(encoding="utf-8").partition("$(step_closing)")
    assert unpacking.index('File /r "${PAYLOAD}') < unpacking.index("Call FlushDisk")
    assert "Call Swap" in swapping
    _, _, swap = (WORDS / "swapping.nsh").read_text(encoding="utf-8").partition("Function Swap\n")
    assert swap.index("Renew") < swap.index("Call FlushDisk") < swap.index("RMDir /r")


def test_what_the_program_says_in_english_goes_into_the_log_alone() -> None:
    saying = [line.strip() for line in the_script().splitlines() if re.search(r"\$Said\b", line)]
    logged = [line for line in saying if line.startswith("${Log}")]
    inside = [line for line in saying if re.match(r"StrCpy \$Said|\$\{WordReplace\} \$Said", line)]
    assert logged
    assert [line for line in saying if line not in logged + inside] == []


def test_an_empty_word_does_not_hide_those_after_it() -> None:
    reading = re.findall(r"Call (?:un\.)?Word\n(?:.*\n)*?\s*(\$\{(?:Break|LoopUntil)\}.*)\n", the_script())
    assert len(reading) == 2
    assert '${LoopUntil} $1 == ""' not in reading
    assert the_script().count("$0 >= $Words") == 2


def test_what_nothing_depends_on_is_replaced_in_one_step() -> None:
    """Deleted first and renamed then, a power cut in between would leave no uninstaller."""
    [renew] = re.findall(r"!macro Renew FILE\n(.*?)!macroend", the_script(), re.S)
    assert "MoveFileExW" in renew
    assert "Delete " not in renew


def test_no_account_is_proposed() -> None:
    """Who installs is mostly an administrator: the kiosk would run as one wherever nobody looked."""
    taking = (WORDS / "taking_over.nsh").read_text(encoding="utf-8")
    assert "$Account" in taking
    assert "$Session" not in taking


def test_a_silent_installation_never_asks() -> None:
    asked = [line for line in the_script().splitlines() if "MessageBox MB_" in line]
    assert asked
    assert all("/SD ID" in line for line in asked)
