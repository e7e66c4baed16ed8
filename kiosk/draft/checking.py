"""What is still wrong with a form, field by field."""

from collections.abc import Collection
from datetime import date

from kiosk.ages import age_group
from kiosk.declarations import AgeGroup, Relationship
from kiosk.draft.fields import FieldProblem, birth_of, problem_with
from kiosk.draft.form import Draft
from kiosk.places import Places
from kiosk.questionnaire import Campaign, Field, must_be_filled


def problems(
    draft: Draft, campaign: Campaign, places: Places, today: date, fields: Collection[Field] | None = None
) -> tuple[tuple[Field, FieldProblem], ...]:
    """Every field that cannot stand, in reading order, each with its first problem; ``fields`` None for all.

    Who is under 18 does not declare alone: somebody declares for them, says what they are to them, and gives a name.
    A field that the campaign does not ask has no problem.
    """
    asked = fields if fields is not None else tuple(Field)
    found = ((name, _problem(name, draft, campaign, places, today)) for name in Field if name in asked)
    return tuple((name, problem) for name, problem in found if problem is not None)


def age_of(draft: Draft, today: date) -> AgeGroup | None:
    """The age group of whoever the form is about, None while the birth date does not tell."""
    birth = birth_of(draft.get(Field.BIRTH))
    return age_group(birth, today) if birth else None


def _problem(name: Field, draft: Draft, campaign: Campaign, places: Places, today: date) -> FieldProblem | None:
    text = draft.get(name).strip()
    if name is Field.VISITOR_TYPE:
        known = not campaign.visitor_types or text in (option.key for option in campaign.visitor_types)
        return None if known else FieldProblem.MISSING
    under_age = age_of(draft, today) in (AgeGroup.SMALL_CHILD, AgeGroup.CHILD)
    if name in (Field.RELATIONSHIP, Field.REPRESENTATIVE):
        return _of_the_other(name, text, draft, under_age, today)
    required = must_be_filled(campaign, draft.get(Field.VISITOR_TYPE))
    if name not in required | campaign.optional:
        return None
    if not text:
        if name not in required:
            return None
        return FieldProblem.PHONE_EMPTY if name is Field.PHONE else FieldProblem.MISSING
    if name is Field.PROVINCE:
        return None if places.province(text) else FieldProblem.UNKNOWN_PLACE
    if name is Field.WARD:
        ward = places.ward(text)
        there = ward is not None and ward.province == draft.get(Field.PROVINCE)
        return None if there else FieldProblem.UNKNOWN_PLACE
    found = problem_with(name, text, today, draft.get(Field.NATION))
    if found is None and name is Field.BIRTH and under_age and not draft.for_other:
        return FieldProblem.CHILD_ALONE
    return found


def _of_the_other(name: Field, text: str, draft: Draft, under_age: bool, today: date) -> FieldProblem | None:
    """Judge what is asked of whoever declares for somebody else."""
    if not draft.for_other:
        return None
    if name is Field.RELATIONSHIP:
        return FieldProblem.MISSING if draft.relationship in (None, Relationship.SELF) else None
    if not text:
        return FieldProblem.MISSING if under_age else None
    return problem_with(name, text, today)
