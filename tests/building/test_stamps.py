"""A step is done again when what it is made of changed, or when it was cut short, and else not."""

from pathlib import Path

import pytest

from building.stamps import once


class CutShortError(Exception):
    """Somebody pulled the plug."""


def test_a_step_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    made = tmp_path / "made"

    done = [once(made, [inputs], made.touch) for inputs in ("1", "1", "2", "2", "1")]

    assert done == [True, False, True, False, True]


def test_a_step_is_done_again_when_what_it_made_is_gone(tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert once(made, ["1"], made.touch)
    made.unlink()

    assert once(made, ["1"], made.touch)


def test_a_step_cut_short_is_done_again(tmp_path: Path) -> None:
    made = tmp_path / "made"
    once(made, ["1"], made.touch)

    def stop() -> None:
        raise CutShortError

    with pytest.raises(CutShortError):
        once(made, ["2"], stop)

    assert once(made, ["1"], made.touch)


@pytest.mark.parametrize("change", ["file", "name", "new", "gone"])
def test_a_folder_counts_by_the_names_and_contents_of_its_files(tmp_path: Path, change: str) -> None:
    source, made = tmp_path / "source", tmp_path / "made"
    (source / "in").mkdir(parents=True)
    (source / "in" / "file").write_text("1")
    once(made, [source], made.touch)
    (source / "in" / "__pycache__").mkdir()
    (source / "in" / "__pycache__" / "file").write_text("told from the others")
    assert not once(made, [source], made.touch)

    match change:
        case "file":
            (source / "in" / "file").write_text("2")
        case "name":
            (source / "in" / "file").rename(source / "file")
        case "new":
            (source / "second").touch()
        case "gone":
            (source / "in" / "file").unlink()

    assert once(made, [source], made.touch)


def test_texts_do_not_run_into_each_other(tmp_path: Path) -> None:
    made = tmp_path / "made"
    once(made, ["ab", "c"], made.touch)

    assert once(made, ["a", "bc"], made.touch)
