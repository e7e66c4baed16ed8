"""The places a sentence can stand while somebody declares: the four steps, the end, and the keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.declarations import DeclaredSex, Relationship
from kiosk.draft import FieldProblem
from kiosk.questionnaire import Field
from kiosk.typing.composing import TypingMode
from kiosk.typing.letters import Tone
from ui.words.pair import Pair


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """Step 1. ``missing`` is filled with the names of fields; ``hidden`` is said of a masked number.

    ``nouns`` names the fields whose label is half a sentence. ``other_name`` is the label of the name of whoever
    another declares for; ``child_relations`` is what an adult can be to a child, in this order.
    """

    from_card: str
    from_card_of: str
    hint: str
    tag: str
    confirmed: str
    optional: str
    choose: str
    fields: Mapping[Field, str]
    nouns: Mapping[Field, str]
    other_name: str
    birth_hint: str
    insurance_hint: str
    sexes: Mapping[DeclaredSex, str]
    relations: Mapping[Relationship, str]
    child_relations: Mapping[Relationship, str]
    asking: str
    unknown_insurance: str
    missing: str
    missing_more: str
    to_correct: str
    required: str
    to_choose: str
    problems: Mapping[FieldProblem, str]
    empty: str
    hidden: str
    edit: str


@dataclass(frozen=True, slots=True)
class AddressWords:
    """Step 2. ``results`` is for a search, ``all`` for a whole province."""

    province: str
    ward: str
    street: str
    search_province: str
    search_ward: str
    all: str
    results: str
    nothing: str
    province_first: str
    card: str
    use_card: str
    note: str
    here: str
    chosen: str


@dataclass(frozen=True, slots=True)
class HealthWords:
    """Step 3. The questions themselves come with the campaign."""

    yes: str
    no: str
    counter: str
    none_chosen: str
    left: str
    note_left: str
    before: str
    after: str
    note: str
    write: str
    optional: str
    none_of_them: str
    several: str


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """Step 4. What is agreed to comes with the campaign."""

    title: str
    purpose: str
    who: str
    how_long: str
    rights: str
    summary: str
    name: str
    address: str
    phone: str
    questions: str
    answered: str
    declarant: str
    tick_for: str
    tick_child: str
    ticked: str
    empty: str
    first_tick: str
    first_ticks: str
    refuse: str
    send: str
    sending: str


@dataclass(frozen=True, slots=True)
class DoneWords:
    """The declaration is kept."""

    title: str
    line: str
    line_in: str
    code: str
    code_until: str
    spelled: str
    asked: str
    later: str
    not_issued: str
    print: Pair
    printing: Pair
    printed: Pair
    failed: Pair
    photo: Pair
    holds: str
    more: str
    done: str
    closing: str
    closing_plain: str
    next: str


@dataclass(frozen=True, slots=True)
class KeyboardWords:
    """The keyboard on the screen. What its icons do is said for screen readers."""

    hint: str
    suggest: str
    before: str
    after: str
    space: str
    clear: str
    erase: str
    shift: str
    figures: str
    letters: str
    done: str
    tones: Mapping[Tone, str]
    modes: Mapping[TypingMode, str]
    typed: str
    empty: str
    search: str


@dataclass(frozen=True, slots=True)
class DeclareWords:
    """Everything said while somebody declares."""

    title: str
    steps: tuple[str, str, str, str]
    step: str
    whose: str
    whose_unnamed: str
    back: str
    next: str
    identity: IdentityWords
    address: AddressWords
    health: HealthWords
    consent: ConsentWords
    done: DoneWords
    keyboard: KeyboardWords
