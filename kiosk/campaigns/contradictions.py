"""What can be wrong with a campaign although each of its values is allowed by itself."""

from collections.abc import Iterable, Iterator

from kiosk.campaigns.form import Asked, CampaignForm, Words
from kiosk.campaigns.lines import Path
from kiosk.questionnaire import NO, YES, Field, Note, QuestionKind

Complaint = tuple[Path, str]

TITLE, LEAD, QUESTION, LABEL, REASON = 24, 60, 120, 60, 80
CHIP, OPTION, CONSENT = 24, 40, 160
"""Characters that fit the screens."""

_BY_THEMSELVES = (Field.VISITOR_TYPE, Field.RELATIONSHIP, Field.REPRESENTATIVE)
_ALWAYS = (Field.NAME, Field.BIRTH)


def contradictions(form: CampaignForm) -> Iterator[Complaint]:
    """Yield where, and what is allowed there."""
    yield from _long(("title",), form.title, TITLE)
    yield from _long(("lead",), form.lead, LEAD)
    yield from _of_fields(form)
    yield from _of_types(form)
    yield from _doubles(("questions",), (one.key for one in form.questions), "key")
    for number, question in enumerate(form.questions):
        yield from _of_question(("questions", number), question, form)
    for name in ("legal_basis", "purpose", "who", "rights", "truth"):
        yield from _long(("consent", name), getattr(form.consent, name), CONSENT)
    if (form.holds_days is None) == (form.holds_hours is None):
        where: Path = ("holds_hours",) if form.holds_hours is not None else ()
        yield where, "write one of holds_days and holds_hours"
    rule = form.certificate
    for what, after, until in (
        ("vaccinated", rule.vaccinated_after_days, rule.vaccinated_until_days),
        ("recovered", rule.recovered_after_days, rule.recovered_until_days),
    ):
        if until <= after:
            yield ("certificate", f"{what}_until_days"), f"{until} is not after {what}_after_days = {after}"


def _of_fields(form: CampaignForm) -> Iterator[Complaint]:
    for name in ("required", "optional"):
        listed: tuple[Field, ...] = getattr(form, name)
        yield from _doubles((name,), listed)
        for number, field in enumerate(listed):
            if field in _BY_THEMSELVES:
                yield (name, number), f"{field} is not listed: it is asked where it is needed"
    for field in _ALWAYS:
        if field not in form.required:
            yield ("required",), f"{field} has to be among them: who agrees depends on it"
    for number, field in enumerate(form.optional):
        if field in form.required:
            yield ("optional", number), f"{field} is required already"
    asked = (*form.required, *form.optional)
    if Field.WARD in asked and Field.PROVINCE not in asked:
        yield ("required",), "ward needs province: one is chosen from the other's list"
    if Field.WARD in form.required and Field.PROVINCE not in form.required:
        yield ("required",), "a required ward needs a required province"


def _of_types(form: CampaignForm) -> Iterator[Complaint]:
    yield from _doubles(("visitor_types",), (one.key for one in form.visitor_types), "key")
    for number, one in enumerate(form.visitor_types):
        yield from _long(("visitor_types", number), one, OPTION)
        for place, field in enumerate(one.required):
            if field not in form.optional:
                allowed = ", ".join(form.optional) or "nothing"
                yield (
                    ("visitor_types", number, "required", place),
                    f"{field} is none of the optional fields; allowed here: {allowed}",
                )


def _of_question(at: Path, question: Asked, form: CampaignForm) -> Iterator[Complaint]:
    yield from _long((*at, "text"), question.text, QUESTION)
    for number, chip in enumerate(question.chips):
        yield from _long((*at, "chips", number), chip, CHIP)
    for number, option in enumerate(question.options):
        yield from _long((*at, "options", number), option, OPTION)
        if option.key in (YES, NO):
            yield (*at, "options", number, "key"), "yes and no are the answers of kind yes_no"
    yield from _doubles((*at, "options"), (one.key for one in question.options), "key")
    chosen = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
    if chosen and len(question.options) < 2:
        yield (*at, "options"), f"kind {question.kind} needs two options at least"
    if not chosen and question.options:
        yield (*at, "options"), f"kind {question.kind} has no options; choice and choices have"
    if question.note is not Note.NO and question.kind is not QuestionKind.YES_NO:
        yield (*at, "note"), "a note belongs to yes; only kind yes_no has one"
    if question.note is not Note.NO and question.note_label is None:
        yield (*at, "note"), "note_label says what is to be written"
    if question.note_label is not None:
        yield from _long((*at, "note_label"), question.note_label, LABEL)
        if question.note is Note.NO:
            yield (*at, "note_label"), "there is no note; write note = optional or required"
    answers = {QuestionKind.YES_NO: (YES, NO), QuestionKind.TEXT: ()}.get(
        question.kind, tuple(one.key for one in question.options)
    )
    for answer, outcome in question.consequences.items():
        yield from _long((*at, "consequences", answer, "reason"), outcome.reason, REASON)
        if answer not in answers:
            allowed = ", ".join(answers) or "nothing: words lead nowhere by themselves"
            yield (*at, "consequences", answer), f"{answer} is no answer to this question; allowed here: {allowed}"
    types = tuple(one.key for one in form.visitor_types)
    yield from _doubles((*at, "asked_of"), question.asked_of)
    for number, one in enumerate(question.asked_of):
        if one not in types:
            allowed = ", ".join(types) or "nothing: there are no visitor_types"
            yield (*at, "asked_of", number), f"{one} is no type of visitor; allowed here: {allowed}"


def _long(at: Path, words: Words, most: int) -> Iterator[Complaint]:
    for language in ("vi", "en"):
        length = len(getattr(words, language))
        if length > most:
            yield (*at, language), f"has {length} characters; {most} fit the screen"


def _doubles(at: Path, keys: Iterable[str], *below: str) -> Iterator[Complaint]:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            yield (*at, number, *below), f"{key} stands twice; each may stand once"
        seen.add(key)
