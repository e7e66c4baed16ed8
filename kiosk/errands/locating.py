"""The address step: a province, then a ward, found by a few letters; then the rest as typed."""

from dataclasses import replace

from kiosk import draft as drafts
from kiosk.admission import Rules, local_date
from kiosk.declaring_screens import DeclareAddress
from kiosk.draft import Draft
from kiosk.errand_events import Box, Turning
from kiosk.errands.errand import AddressSearch, Errand
from kiosk.gate import Gate, Step, enter, on_errand, renew
from kiosk.places import Place, Places
from kiosk.questionnaire import Campaign, Field

PROVINCES_A_PAGE = 5
WARDS_A_PAGE = 6
LONGEST_QUERY = 40
ADDRESS_FIELDS = (Field.PROVINCE, Field.WARD, Field.STREET)


def address(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """Bring up the address step."""
    screen = _screen(None, errand, rules)
    return (gate, ()) if screen is None else enter(on_errand(gate, errand), screen, at)


def changed(gate: Gate, errand: Errand, screen: DeclareAddress, where: Box | Field, text: str, rules: Rules) -> Step:
    """A search or the street was typed into, or a place was chosen."""
    draft, search = errand.draft or Draft(), errand.search
    match where:
        case Box.PROVINCE_SEARCH:
            search = replace(search, province=text[:LONGEST_QUERY], province_page=0)
        case Box.WARD_SEARCH:
            search = replace(search, ward=text[:LONGEST_QUERY], ward_page=0)
        case Field.PROVINCE if text != draft.get(Field.PROVINCE):
            draft = drafts.typed(drafts.typed(draft, Field.WARD, ""), Field.PROVINCE, text)
            search = replace(search, province="", ward="", ward_page=0)
            search = replace(search, province_page=_page_of(text, rules))
        case Field.WARD:
            draft = drafts.typed(draft, Field.WARD, text)
        case Field.STREET:
            draft = drafts.typed(draft, Field.STREET, text)
        case _:
            return gate, ()
    editing = screen.editing if where is not Field.PROVINCE and where is not Field.WARD else None
    return _renewed(gate, replace(screen, editing=editing), replace(errand, draft=draft, search=search), rules)


def _page_of(code: str, rules: Rules) -> int:
    """The page of the whole list that a province stands on, so that the chosen one is seen."""
    everything = rules.places.search_provinces("", rules.province) if rules.places else ()
    return next((at for at, one in enumerate(everything) if one.code == code), 0) // PROVINCES_A_PAGE


def use_card(gate: Gate, errand: Errand, screen: DeclareAddress, rules: Rules) -> Step:
    """Take the card's address, where both its parts exist today."""
    draft = errand.draft
    found = drafts.card_address(draft, rules.places) if draft and rules.places else None
    if draft is None or found is None:
        return gate, ()
    for field, text in zip(ADDRESS_FIELDS, found, strict=True):
        draft = drafts.typed(draft, field, text)
    return _renewed(gate, screen, replace(errand, draft=draft, search=AddressSearch()), rules)


def turned(gate: Gate, errand: Errand, screen: DeclareAddress, what: Turning, by: int, rules: Rules) -> Step:
    """*Lên*, *Xuống* in one of the lists."""
    search = errand.search
    if what is Turning.PROVINCES:
        page = max(0, min(screen.province_pages - 1, search.province_page + by))
        search = replace(search, province_page=page)
    elif what is Turning.WARDS:
        search = replace(search, ward_page=max(0, min(screen.ward_pages - 1, search.ward_page + by)))
    return _renewed(gate, screen, replace(errand, search=search), rules)


def edit(gate: Gate, screen: DeclareAddress, field: Field | None) -> Step:
    """The keyboard opens for one of the three, or closes."""
    return renew(gate, replace(screen, editing=field if field in ADDRESS_FIELDS else None))


def _renewed(gate: Gate, screen: DeclareAddress, errand: Errand, rules: Rules) -> Step:
    now = _screen(screen, errand, rules)
    return (gate, ()) if now is None else renew(on_errand(gate, errand), now)


def _screen(before: DeclareAddress | None, errand: Errand, rules: Rules) -> DeclareAddress | None:
    places, campaign, draft, search = rules.places, rules.campaign, errand.draft, errand.search
    if places is None or campaign is None or draft is None:
        return None
    province = places.province(draft.get(Field.PROVINCE))
    provinces = places.search_provinces(search.province, rules.province)
    wards = places.search_wards(province.code, search.ward) if province else ()
    return DeclareAddress(
        draft,
        _problems(draft, campaign, places, rules),
        province,
        places.ward(draft.get(Field.WARD)),
        search.province,
        search.ward,
        _page(provinces, search.province_page, PROVINCES_A_PAGE),
        search.province_page,
        _pages(provinces, PROVINCES_A_PAGE),
        _page(wards, search.ward_page, WARDS_A_PAGE),
        len(wards),
        search.ward_page,
        _pages(wards, WARDS_A_PAGE),
        before.editing if before else None,
        before.tried if before else False,
        drafts.card_address(draft, places) is not None,
        rules.province,
    )


def _problems(
    draft: Draft, campaign: Campaign, places: Places, rules: Rules
) -> tuple[tuple[Field, drafts.FieldProblem], ...]:
    return drafts.problems(draft, campaign, places, local_date(rules.now), ADDRESS_FIELDS)


def _page(found: tuple[Place, ...], page: int, size: int) -> tuple[Place, ...]:
    return tuple(found[page * size : (page + 1) * size])


def _pages(found: tuple[Place, ...], size: int) -> int:
    return max(1, -(-len(found) // size))
