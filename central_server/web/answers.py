"""What somebody answered, in the words in which they were asked."""

from collections.abc import Iterable, Iterator

from central_server.web.language import Language
from central_server.web.words import WordBook
from central_server.web.words.common import COMMON
from kiosk.questionnaire import NO, YES, Answer, Campaign, Question, QuestionKind, given

_BOOK = WordBook(COMMON)


def in_words(answers: Iterable[Answer], campaign: Campaign | None, language: Language) -> Iterator[tuple[str, str]]:
    """Yield questions and what was said to them, in the campaign's order.

    What is no answer to a question of the campaign follows: a question or an answer that is not known stands as its
    key. A campaign that is not known here is None.
    """
    left = list(answers)
    for question in campaign.questions if campaign else ():
        said = _options(question, language)
        for answer, keys in given(question, tuple(left)):
            left.remove(answer)
            words = answer.value
            if question.kind is not QuestionKind.TEXT:
                words = ", ".join(said[key] for key in keys) or "—"
            yield question.text.text(language), _noted(words, answer)
    questions = {question.key: question for question in campaign.questions} if campaign else {}
    for answer in left:
        asked = questions.get(answer.question)
        words = _yes_or_no(language).get(answer.value, answer.value)
        yield asked.text.text(language) if asked else answer.question, _noted(words, answer)


def _options(question: Question, language: Language) -> dict[str, str]:
    return _yes_or_no(language) | {option.key: option.text.text(language) for option in question.options}


def _yes_or_no(language: Language) -> dict[str, str]:
    return {YES: _BOOK.say("said.yes", language), NO: _BOOK.say("said.no", language)}


def _noted(words: str, answer: Answer) -> str:
    return f"{words} ({answer.note})" if answer.note else words
