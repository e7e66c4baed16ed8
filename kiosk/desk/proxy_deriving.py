"""What follows from the form of khai hộ and the rules of now: what is asked, and what is still wanted. Pure."""

from dataclasses import replace
from datetime import date

from kiosk.admission import Rules
from kiosk.desk import proxy_filling as forms
from kiosk.desk.proxy_form import FieldWanted, Form, Wanted
from kiosk.desk.proxy_state import ProxyState


def derived(state: ProxyState, rules: Rules, today: date) -> ProxyState:
    """The state with everything that follows from its form."""
    form, campaign, places = state.form, rules.campaign, rules.places
    state = replace(state, campaign=campaign, places=places)
    if campaign is None or places is None:
        return state
    wanted = forms.wanted(form, campaign, places, today)
    return replace(
        state,
        fields=forms.asked_fields(campaign),
        required=forms.required_fields(form, campaign, today),
        questions=forms.questions_of(form, campaign),
        wanted=wanted,
        shown=frozenset(one for one in wanted if _is_due(one, form)),
    )


def _is_due(one: Wanted, form: Form) -> bool:
    return form.tried or (isinstance(one, FieldWanted) and one.field in form.left)
