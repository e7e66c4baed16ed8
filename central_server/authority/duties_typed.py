"""What an officer typed into the form that puts somebody's data right, field by field."""

from datetime import datetime

from central_server.store.corrections import Field
from central_server.web.forms import Form
from kiosk.admission import local_date
from kiosk.draft.fields import LENGTH, birth_of
from kiosk.people import Sex

LONGEST = 400  # of what is read at all


class Wrong(Exception):
    """Some fields cannot be taken as they are; none was."""

    def __init__(self, fields: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(fields)))
        self.fields = fields


def corrected_fields(form: Form, somebody: bool, most_reason: int, now: datetime) -> dict[Field, str]:
    """What is right from now on; a field that was left empty stays as it is. Raises Wrong, with all that is.

    ``somebody``: whether it was said whose data it is.
    """
    wrong: set[str] = set() if somebody else {"person"}
    values: dict[Field, str] = {}
    if name := " ".join(form.text("name", LONGEST).split()):
        values["name"] = name
        if len(name) > LENGTH or not name.isprintable() or not any(one.isalpha() for one in name):
            wrong.add("name")
    if typed := form.text("birth", LONGEST):
        birth = birth_of(typed)
        if birth is None or str(birth) > local_date(now).isoformat():
            wrong.add("birth")
        values["birth"] = str(birth)
    if sex := form.text("sex", LONGEST):
        values["sex"] = sex
        if sex not in tuple(Sex):
            wrong.add("sex")
    if not form.text("reason", most_reason):
        wrong.add("reason")
    if not values:
        wrong.add("values")
    if wrong:
        raise Wrong(frozenset(wrong))
    return values
