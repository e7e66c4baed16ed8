"""The files of campaigns: those shipped, and what is said about one that is wrong."""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.campaigns import load, shipped
from kiosk.campaigns.lines import Lines
from kiosk.campaigns.reading import read
from kiosk.commands.campaign import campaign as command
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign, Field, QuestionKind

FOLDER = Path(__file__).parent.parent / "kiosk" / "campaigns"
WHOLE = (FOLDER / "benh-vien-tphcm.toml").read_text(encoding="utf-8")


def test_two_campaigns_are_shipped_and_off_is_none() -> None:
    assert shipped() == ("benh-vien-tphcm", "khai-bao-toan-dan")
    assert load("off") is None
    for name in shipped():
        campaign = load(name)
        assert campaign is not None
        assert campaign.id == name
        assert {Field.NAME, Field.BIRTH} <= campaign.required
        assert not campaign.required & campaign.optional
    assert {kind for question in _loaded("benh-vien-tphcm").questions for kind in [question.kind]} == set(QuestionKind)


def _loaded(name: str) -> Campaign:
    campaign = load(name)
    assert campaign is not None
    return campaign


def test_the_declaration_of_everybody_asks_what_the_form_of_2022_asked() -> None:
    campaign = _loaded("khai-bao-toan-dan")
    assert Field.NUMBER in campaign.optional
    assert Field.EMAIL in campaign.optional
    assert len(campaign.questions) == 5
    assert len(campaign.questions[1].chips) == 6
    assert all(question.required for question in campaign.questions)


def test_a_file_of_one_s_own_is_read_with_the_line_ends_and_marks_of_windows(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("benh-vien-tphcm", "own").replace("\n", "\r\n").encode())
    campaign = load(str(file))
    assert campaign is not None
    assert campaign.id == "own"


def test_an_unknown_name_is_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="benh-vien-tphcm, khai-bao-toan-dan, off, or the path of a file"):
        load("khai-bao")
    with pytest.raises(SettingsError, match="there is no such campaign"):
        load(str(tmp_path))
    with pytest.raises(SettingsError, match="there is no such campaign"):
        load("\0")


def test_a_file_that_is_no_text_or_far_too_large_is_told(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(str(file))
    file.write_bytes(b"#" * 2_000_000)
    with pytest.raises(SettingsError, match="larger than"):
        load(str(file))


def complaints(old: str, new: str) -> list[str]:
    assert old in WHOLE
    with pytest.raises(SettingsError) as fault:
        read(WHOLE.replace(old, new, 1), "own.toml")
    return str(fault.value).splitlines()


def line_of(text: str) -> int:
    return WHOLE[: WHOLE.index(text)].count("\n") + 1


FEVER = '{ key = "fever", vi = "Sốt", en = "Fever" }'
CONSENT = "[consent]\n"


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('version = "2026-11"\nlook', "look", "version", "is missing"),
        ('version = "2026-11"\nlook', 'version = ""\nlook', "version", "''"),
        ("look_back_days = 14", "look_back_days = -1", "look_back_days", "greater than or equal to 1"),
        ("look_back_days = 14", 'look_back_days = "14"', "look_back_days", "valid integer"),
        ("look_back_days = 14", "look_back_days = true", "look_back_days", "valid integer"),
        ("look_back_days = 14", "look_back_days = 14.0", "look_back_days", "valid integer"),
        ("holds_hours = 12", "holds_hours = 12\nholds_days = 1", "holds_hours", "one of holds_days and holds_hours"),
        ("holds_hours = 12", "holds_hours = 0", "holds_hours", "greater than or equal to 1"),
        ("holds_hours = 12 #", "#", "the file", "one of holds_days and holds_hours"),
        ('optional = ["number"', 'optional = ["numbre"', "optional.1", "'number'"),
        ('optional = ["number"', 'optional = "number" #', "optional", "a list is needed"),
        ('optional = ["number"', 'optional = ["number", "name"', "optional.2", "name is required already"),
        ('optional = ["number"', 'optional = ["number", "number"', "optional.2", "number stands twice"),
        ('optional = ["number"', 'optional = ["relationship"', "optional.1", "asked where it is needed"),
        ('required = ["name", ', "required = [", "required", "name has to be among them"),
        ('"province", "ward"', '"ward"', "required", "ward needs province"),
        ('required = ["number"]', 'required = ["email"]', "visitor_types.6.required.1", "here: number, insurance"),
        ('key = "relative"', 'key = "patient"', "visitor_types.2.key", "patient stands twice"),
        ('en = "Patient"', 'en = ""', "visitor_types.1.en", "some text is needed"),
        ('vi = "Khai báo y tế"', 'vi = "Tờ khai y tế dành cho người đến bệnh viện"', "title.vi", "24 fit the screen"),
        ('en = "Health declaration"', 'eng = "Health declaration"', "title.eng", "allowed here: en, vi"),
        ('en = "Health declaration"', "", "title.en", "is missing"),
        ('[title]\nvi = "Khai báo y tế"\nen = "Health declaration"', 'title = "Khai báo"', "title", "en, vi"),
        ('key = "destination"', 'key = "department"', "questions.2.key", "department stands twice"),
        ('key = "destination"', 'key = "Nơi đến"', "questions.2.key", "lower-case letters"),
        ('kind = "choice"\n', 'kind = "one"\n', "questions.3.kind", "'yes_no', 'choice', 'choices' or 'text'"),
        ('kind = "choice"\n', 'kind = "text"\n', "questions.3.options", "kind text has no options"),
        (FEVER, FEVER.replace("fever", "cough"), "questions.4.options.2.key", "cough stands twice"),
        (FEVER, '{ vi = "Sốt", en = "Fever" }', "questions.4.options.1.key", "is missing"),
        (FEVER, '{ key = "fever", vi = "Sốt" }', "questions.4.options.1.en", "is missing"),
        (FEVER, FEVER.replace("Sốt", "S\\u0000ốt"), "questions.4.options.1.vi", "U+0000 cannot be shown"),
        (FEVER, FEVER.replace("Sốt", "Sốt\\u202e"), "questions.4.options.1.vi", "U+202E cannot be shown"),
        (FEVER, FEVER.replace("Sốt", "Sốt\\ncao"), "questions.4.options.1.vi", "U+000A cannot be shown"),
        (FEVER, FEVER.replace("Sốt", "Sốt {n} ngày"), "questions.4.options.1.vi", "nothing is filled in"),
        (
            "[questions.consequences.fever]",
            "[questions.consequences.plague]",
            "questions.4.consequences.plague",
            "allowed here: fever, cough, breath",
        ),
        ('verdict = "stop"', 'verdict = "pass"', "questions.5.consequences.yes.verdict", "'needs_staff' or 'stop'"),
        ('verdict = "stop"', "", "questions.5.consequences.yes.verdict", "is missing"),
        ('note = "required"', 'note = "yes"', "questions.6.note", "'no', 'optional' or 'required'"),
        ('note = "required"', "", "questions.6.note_label", "there is no note"),
        ('asked_of = ["staff"]', 'asked_of = ["nurse"]', "questions.1.asked_of.1", "patient, relative, staff"),
        ('asked_of = ["staff"]', 'asked_of = ["staff"]\nnote = "optional"', "questions.1.note", "only kind yes_no"),
        ("days = 21", "days = 0", "consent.days", "greater than or equal to 1"),
        ('[consent]\nversion = "2026-11"', "[consent]", "consent.version", "is missing"),
        ('[consent]\nversion = "2026-11"', '[consent]\nversion = "thứ hai"', "consent.version", "letters, digits"),
        ('en = "Checkpoint staff of', 'en = " " # "', "consent.who.en", "some text is needed"),
        ("[consent.who]", "[consent.whom]", "consent.whom", "days, legal_basis, purpose, rights, truth, version, who"),
        (CONSENT, f"[certificate]\nrecovered_until_days = 3\n{CONSENT}", "certificate.recovered_until_days", "3 is"),
        (CONSENT, f'[certificate]\nuse = "law"\n{CONSENT}', "certificate.use", "'instead' or 'required'"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_key_and_what_is_allowed(old: str, new: str, key: str, says: str) -> None:
    found = complaints(old, new)
    mine = [complaint for complaint in found if f": {key}: " in complaint]
    assert mine, found
    assert says in mine[0]
    file, number, _ = mine[0].split(":", 2)
    assert file == "own.toml"
    text = WHOLE.replace(old, new, 1).splitlines()[int(number) - 1]
    name = key.rpartition(".")[2]
    if "missing" not in says and key != "the file":
        table = key.rpartition(".")[0].rpartition(".")[2]
        assert name in text or name.isdigit() or table in text, f"{text!r} is not the line of {key}"


def test_the_line_is_that_of_the_key_itself() -> None:
    assert complaints("look_back_days = 14", "look_back_days = -1")[0].startswith(
        f"own.toml:{line_of('look_back_days')}: look_back_days: "
    )
    assert complaints(FEVER, FEVER.replace("Fever", ""))[0].startswith(
        f"own.toml:{line_of(FEVER)}: questions.4.options.1"
    )
    missing = complaints('verdict = "stop"', "")[0]
    heading = line_of("[questions.consequences.yes]")
    assert missing.startswith(f"own.toml:{heading}: questions.5.consequences.yes.verdict: ")


def test_a_key_that_stands_twice_is_named() -> None:
    twice = complaints("look_back_days = 14", "look_back_days = 14\nlook_back_days = 15")
    assert twice == [f"own.toml:{line_of('look_back_days') + 1}: look_back_days: stands twice; each key may stand once"]
    twice = complaints("[lead]", "[title]\n[lead]")
    assert twice == [f"own.toml:{line_of('[lead]')}: title: stands twice; each key may stand once"]


@pytest.mark.parametrize(
    ("old", "new"), [("holds_hours = 12", "holds_hours 12"), ('"2026-11"', '"2026-11'), ("[title]", "[title")]
)
def test_what_is_no_toml_is_told_with_its_line(old: str, new: str) -> None:
    assert complaints(old, new)[0].startswith(f"own.toml:{line_of(old)}: ")


def test_a_file_that_ends_too_early_is_told() -> None:
    with pytest.raises(SettingsError, match=r"own\.toml:1: .*not valid TOML"):
        read('id = """', "own.toml")
    with pytest.raises(SettingsError, match=r"own\.toml:1: id: is missing"):
        read("", "own.toml")


def test_every_mistake_is_named_at_once_in_the_order_of_the_file() -> None:
    text = WHOLE.replace("look_back_days = 14", "look_back_days = 0").replace("days = 21", "dayz = 21")
    with pytest.raises(SettingsError) as fault:
        read(text, "own.toml")
    numbers = [int(line.split(":")[1]) for line in str(fault.value).splitlines()]
    assert len(numbers) == 3
    assert numbers == sorted(numbers)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


@pytest.mark.parametrize("name", shipped())
def test_the_line_of_every_value_holds_it(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    lines, found = Lines(text), text.splitlines()
    for path, value in leaves(tomllib.loads(text)):
        line = found[lines.of(path) - 1]
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        assert shown in line, (path, line)


TRICKY = '''# a comment = 1
a.b = 1 # [no.table]
"a.c" = [ # a list
  1, [2, 3],
  { d = "}", 'e' = '[x]', "f\\"" = 5 },
  """
four
lines "" \\""" =
""", 6,
]
when = 1979-05-27T07:32:00Z
lit = \'\'\'
[not.a.table]
\'\'\'
[[t]]
[[t]]
k = true
[t.u]
v = 1
[[t.w]]
x = 2
[  y . "z z" ]
last = "#"'''


def test_no_string_comment_or_list_leads_the_lines_astray() -> None:
    lines = Lines(TRICKY)
    assert tomllib.loads(TRICKY)["t"][1]["w"][0]["x"] == 2
    expected = {
        ("a", "b"): 2,
        ("a.c",): 3,
        ("a.c", 1, 1): 4,
        ("a.c", 2, 'f"'): 5,
        ("a.c", 3): 6,
        ("a.c", 4): 9,
        ("when",): 11,
        ("lit",): 12,
        ("t", 0): 15,
        ("t", 1): 16,
        ("t", 1, "k"): 17,
        ("t", 1, "u", "v"): 19,
        ("t", 1, "w", 0, "x"): 21,
        ("y", "z z", "last"): 23,
        ("y", "z z", "nowhere"): 22,
        ("nowhere", 5): 1,
    }
    assert {path: lines.of(path) for path in expected} == expected


@pytest.mark.parametrize("string", ['"""x"""', '"""x""""', '"""x"""""', "'''x'''''", '"""\\""""""'])
def test_a_string_may_end_in_quotation_marks_of_its_own(string: str) -> None:
    text = f"a = {string}\nb = 1\n"
    assert tomllib.loads(text)["b"] == 1
    assert Lines(text).of(("b",)) == 2


scalars = st.one_of(
    st.integers(-9, 99).map(str),
    st.booleans().map(lambda one: str(one).lower()),
    st.sampled_from(['"#]}"', "'[a]'", '"""x\ny"""', "'''\n]'''", '"\\""', "1.5", '""', "''"]),
)
written = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda some: "[" + ",\n # c\n".join(some) + "]")
        | st.lists(inner, max_size=3).map(lambda some: "{" + ", ".join(f"k{n}={v}" for n, v in enumerate(some)) + "}")
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(st.sampled_from(["a", '"b c"', "[t]", "[[l]]"]), written), max_size=8))
def test_any_toml_is_walked_through_to_its_end(parts: list[tuple[str, str]]) -> None:
    text = "".join(
        f"{what}\nk{n} = {value}\n" if what[0] == "[" else f"{what.rstrip()}.n{n} = {value}\n"
        for n, (what, value) in enumerate(parts)
    )
    text += "[end]\nmark = 1\n"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert Lines(text).of(("end", "mark")) == text.count("\n")


@settings(max_examples=40)  # each reads a whole file
@given(st.integers(0, len(WHOLE)), st.text(max_size=3), st.integers(0, 40))
def test_a_damaged_file_is_refused_or_still_a_campaign(at: int, put: str, cut: int) -> None:
    with suppress(SettingsError):
        assert read(WHOLE[:at] + put + WHOLE[at + cut :], "own.toml").id


def test_the_command_says_ok_or_what_is_wrong(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(command)
    listed = CliRunner().invoke(app, ["list"])
    assert listed.output.splitlines()[1].startswith("khai-bao-toan-dan (2026-11)")
    assert CliRunner().invoke(app, ["check", "khai-bao-toan-dan"]).output.startswith("khai-bao-toan-dan: ok")
    file = tmp_path / "own.toml"
    file.write_text(WHOLE.replace("days = 21", "days = -21"), encoding="utf-8")
    wrong = CliRunner().invoke(app, ["check", str(file)])
    assert wrong.exit_code == 2
    assert f":{line_of('days = 21')}: consent.days: " in wrong.output
    assert CliRunner().invoke(app, ["check"]).exit_code == 2
