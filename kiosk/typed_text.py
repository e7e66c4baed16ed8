r"""Text from a keyboard, made safe to keep and to show: one line of NFC, nothing invisible, of bounded length."""

import unicodedata


def one_line(text: str, limit: int) -> str:
    r"""Take out what cannot be seen, make every blank one blank, and cut at ``limit`` characters.

    A blank at the end stays: somebody is still typing.

    >>> one_line("  Nguye\u0302\u0303n\tVa\u0306n\u202e \x00", 80)
    'Nguyễn Văn '
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text[: 4 * limit]):
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif unicodedata.category(character)[0] not in "CZ":
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))[:limit]
