"""What is held of somebody as an answer to read: words of the page's language, times and places as they are here.

The same as a file (bundle.as_json) has everything as it is kept, ids and all; here stands what a person can read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from central_server.isolation import daily
from central_server.places import known_places
from central_server.store.kept_campaigns import asked_under, shipped_names
from central_server.web.answers import in_words
from central_server.web.language import Language
from central_server.web.site import moment
from central_server.web.words import WordBook
from central_server.web.words.bundle_values import BUNDLE_VALUES, LOGGED
from central_server.web.words.own_bundle import OWN_BUNDLE
from kiosk import countries
from kiosk.questionnaire import Answer as Answered
from kiosk.questionnaire import Campaign

BOOK = WordBook(OWN_BUNDLE, BUNDLE_VALUES, LOGGED)
Known = Mapping[tuple[str, str], Campaign]
Told = list[tuple[str, str]]
Sections = list[tuple[str, list[Told]]]
FREE = frozenset({"name", "street", "words", "reason", "note", "place", "gate", "representative", "officer", "email"})
# ids, hashes and what only programs read: in the file, not on the page
LEFT_OUT = frozenset(
    {"id", "person", "device", "sequence", "request", "follows", "text_hash", "hash", "event", "declaration", "number"}
    | {"kid", "revision", "sealed", "isolation", "checkpoint", "version", "attested_by", "declared_by", "text", "stale"}
    | {"phone_confirmed", "channel", "staff", "made_by", "ended_by", "sealed_phone", "holds_until"}
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_DAYS = frozenset({"birth", "from_day", "until_day", "ended_day", "day", "last_used"})
_NAMED = frozenset({"campaign", "purpose"})  # fields that hold a campaign's id, outside of the log


def campaigns_in(connection: Connection, held: Mapping[str, Any]) -> Known:
    """The campaigns that somebody declared for, after all that are shipped; one that nobody knows is missing."""
    wanted = {(one["said"]["campaign"], one["said"]["campaign_version"]) for one in held["declarations"]}
    return asked_under(connection, (*shipped_names(), *wanted))


@dataclass(frozen=True, slots=True)
class Answer:
    """Tells what is held, in one language; ``known``: the campaigns whose questions are known."""

    language: Language
    known: Known

    def sections(self, held: Mapping[str, Any]) -> Sections:
        """Every section in which something stands, with its entries as labels and texts."""
        told = [
            (name, [fields for entry in entries if (fields := self._entry(name, entry))])
            for name, entries in held.items()
            if isinstance(entries, list)
        ]
        return [(name, entries) for name, entries in told if entries]

    def _entry(self, section: str, entry: Mapping[str, Any]) -> Told:
        if section == "declarations":
            times = {name: entry.get(name) for name in ("received_at", "until")}
            return self._declared(entry["said"], times)
        if section == "contradictions":
            said = entry["said"]
            rest = {"received_at": entry.get("received_at")}
            return self._declared(said, rest) if "answers" in said else [*self._fields(said), *self._fields(rest)]
        if section == "identifiers":
            return [(self._value("kind", entry["kind"]), str(entry["value"]))]
        if section == "looked_at":
            return self._looked(entry)
        return list(self._fields(entry))

    def _declared(self, said: Mapping[str, Any], times: Mapping[str, Any]) -> Told:
        campaign = self.known.get((said["campaign"], said["campaign_version"]))
        special = {"answers", "reasons", "visitor_type", "address", "consent", "campaign", "campaign_version", "kind"}
        told = [(self._label("campaign"), self._campaign(said["campaign"]))]
        told += self._fields({name: value for name, value in said.items() if name not in special})
        if said.get("address"):
            told += self._fields(said["address"])
        if kind := said.get("visitor_type"):
            types = {one.key: one.text.text(self.language) for one in campaign.visitor_types} if campaign else {}
            told.append((self._label("visitor_type"), types.get(kind, kind)))
        answers = (Answered(one["question"], one["value"], one.get("note", "")) for one in said.get("answers") or ())
        told += in_words(answers, campaign, self.language)
        told += [(self._label("reasons"), self._reason(one, campaign)) for one in said.get("reasons") or ()]
        return list(dict.fromkeys([*told, *self._fields(times)]))  # a card and a form may say the same

    def _reason(self, key: str, campaign: Campaign | None) -> str:
        name, _, answer = key.partition(":")
        for question in campaign.questions if campaign else ():
            if question.key == name and answer in question.consequences:
                return question.consequences[answer].reason.text(self.language)
        return f"{name}: {self._value('answer', answer)}" if answer else key

    def _looked(self, entry: Mapping[str, Any]) -> Told:
        why, colon, words = str(entry.get("purpose") or "").partition(": ")
        key = f"purpose.{why}"
        why = BOOK.say(key, self.language) if key in BOOK else self._value("kind", why)
        act = f"log.act.{entry['act']}"
        said = {"at": entry["at"], "officer": entry.get("officer")}
        told = [
            *self._fields(said),
            (self._label("act"), BOOK.say(act, self.language) if act in BOOK else entry["act"]),
        ]
        return [*told, (self._label("why"), f"{why}{colon}{words}")] if why else told

    def _fields(self, entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in entry.items():
            if (name in LEFT_OUT and not isinstance(value, dict)) or value in (None, "", [], {}):
                continue
            match value:
                case dict() if name == "identifiers":
                    for kind, number in value.items():
                        yield self._value("kind", kind), str(number)
                case dict():
                    yield from self._fields(value)
                case list():
                    for one in value:
                        if isinstance(one, dict):
                            yield from self._fields(one)
                        else:
                            yield self._label(name), self._value(name, one)
                case _:
                    yield self._label(name), self._value(name, value)

    def _label(self, name: str) -> str:
        key = f"bundle.field.{name}"
        return BOOK.say(key, self.language) if key in BOOK else name.replace("_", " ")

    def _campaign(self, key: str) -> str:
        titles = [one.title.text(self.language) for (known, _), one in self.known.items() if known == key]
        return titles[0] if titles else key

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return BOOK.say("bundle.value.yes" if value else "bundle.value.no", self.language)
        text = str(value)
        if name in _NAMED:
            return self._campaign(text)
        if name == "answers" and text.startswith("{"):  # of a daily report
            return ", ".join(daily.said(daily.shipped(), json.loads(text), self.language))
        if name == "temperature":
            return f"{int(text) / 10:.1f} °C"
        if name in ("province", "ward"):
            return self._place(name, text)
        if name == "nation" and (country := countries.named(text)):
            return country.name(self.language)
        if _TIME.fullmatch(text):
            return moment(datetime.fromisoformat(text))
        if name in _DAYS or ((name == "value" and "-" in text) and _DAY.fullmatch(text)):
            return "/".join(reversed(text.split("-"))) if _DAY.fullmatch(text) else text
        for key in (f"bundle.value.{name}.{text}", f"bundle.value.{text}"):
            if name not in FREE and key in BOOK:
                return BOOK.say(key, self.language)
        return text

    def _place(self, name: str, code: str) -> str:
        places = known_places()
        found = places.province(code) if name == "province" else places.ward(code)
        return found.name if found else code
