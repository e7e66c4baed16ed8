"""The words of the pages, one table for each part: key, Vietnamese, English."""

from collections.abc import Mapping

from central_server.web.language import Language

Words = Mapping[str, tuple[str, str]]


class WordBook:
    """Several tables as one; a key stands in one of them only."""

    def __init__(self, *tables: Words) -> None:
        self._words: dict[str, tuple[str, str]] = {}
        for table in tables:
            if twice := self._words.keys() & table.keys():
                raise ValueError(f"words that stand twice: {sorted(twice)}")
            self._words |= table

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def __iter__(self):  # type: ignore[no-untyped-def]  # of keys
        return iter(self._words)

    def say(self, key: str, language: Language, **values: object) -> str:
        """The words in a language, with ``{name}`` filled in. KeyError for words that there are not."""
        text = self._words[key][language == "en"]
        return text.format(**values) if values else text
