"""The record: what one document gives, as frozen Pydantic models.

Offsets are half open and count code points of the text as it was given. Countries are ISO 3166-1 alpha-3 (`XKX` for
Kosovo), dates ISO 8601, temporal values TIMEX3, event types PLOVER. Ids are local to the record; None means that the
text does not settle the value. Names and titles are written with straight apostrophes and plain spaces; mentions keep
the typography of the text.

`Record.model_validate(data, context={"text": text})` also checks every mention against the document's text; a record
that carries its text (`document.text`) is always checked so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from diplo_extract.lexicon import read_rows

__all__ = [
    "SCHEMA_VERSION",
    "Actor",
    "Agreement",
    "AgreementStatus",
    "AgreementType",
    "DateItem",
    "DocumentInfo",
    "Domain",
    "Event",
    "EventStatus",
    "EventType",
    "Genre",
    "Item",
    "Mention",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "PlaceKind",
    "Provenance",
    "Record",
    "State",
    "Statement",
]

SCHEMA_VERSION = "1.1"

Genre = Literal["readout", "joint_text", "statement", "announcement", "speech", "other"]
Office = Literal[
    "head_of_state",
    "head_of_government",
    "deputy_head",
    "foreign_minister",
    "defence_minister",
    "minister",
    "parliament_head",
    "parliamentarian",
    "ambassador",
    "envoy",
    "organisation_head",
    "official",
    "military",
    "spokesperson",
    "monarch_family",
    "other",
]
PlaceKind = Literal["country", "city", "region", "site", "water", "continent", "area"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "BEFORE", "AFTER"]
AgreementType = Literal[
    "treaty",
    "convention",
    "agreement",
    "framework_agreement",
    "protocol",
    "memorandum",
    "joint_declaration",
    "declaration",
    "charter",
    "exchange_of_letters",
    "letter_of_intent",
    "action_plan",
    "roadmap",
    "contract",
    "partnership",
    "resolution",
    "documents",
]
AgreementStatus = Literal[
    "signed", "adopted", "ratified", "in_force", "under_negotiation", "planned", "terminated", "mentioned"
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
EventStatus = Literal["actual", "planned", "hypothetical"]
Confidence = Literal["high", "medium", "low"]

Offset = Annotated[int, Field(ge=0)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3, or XKX")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
IsoMoment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Mention(_Part):
    """Words of the document: `text[start:end]` is `text`."""

    start: Offset
    end: Offset
    text: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"mention {self.text!r} does not fit into {self.start}..{self.end}")
        return self


Mentions = Annotated[tuple[Mention, ...], Field(min_length=1, strict=False)]
Refs = Annotated[tuple[str, ...], Field(strict=False)]


class Item(_Part):
    """What every item of a record has: an id, the rule that found it, how sure it is, and its evidence."""

    id: str
    rule: str | None = Field(None, description="stable name of the rule that found the item")
    confidence: Confidence | None = Field(None, description="how strong the evidence is; None: not graded")
    mentions: Mentions

    @property
    def called(self) -> str | None:
        """What the item is called: a name, a value, a title, a label or a verb; None where it has none of them."""
        fields = ("name", "value", "title", "label", "verb")
        return next((value for field in fields if (value := getattr(self, field, None))), None)

    @property
    def category(self) -> str | None:
        """What the item is among those of its part: the kind, the type or the group; None for a statement."""
        fields = ("kind", "type", "group")
        return next((value for field in fields if (value := getattr(self, field, None))), None)


class Person(Item):
    """A named individual; `country` is the state that the person acts for."""

    kind: Literal["person"] = "person"
    name: str
    title: str | None = None
    office: Office | None = None
    country: Country | None = None
    organisation: str | None = Field(None, description="id of the organisation that the person acts for")


class State(Item):
    """A state named in any form; one actor per state."""

    kind: Literal["state"] = "state"
    name: str
    country: Country


class Organisation(Item):
    """An organisation, forum, institution, company or armed group."""

    kind: Literal["organisation"] = "organisation"
    name: str
    acronym: str | None = None
    code: str | None = Field(None, description="identifier in the lexicon, where it has one")


Actor = Annotated[Person | State | Organisation, Field(discriminator="kind")]


class Place(Item):
    """A named location; coordinates are degrees, WGS 84."""

    name: str
    kind: PlaceKind
    country: Country | None = None
    geonames: int | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class DateItem(Item):
    """A temporal expression; `earliest` and `latest` are inclusive, None where the calendar gives no bound."""

    type: TimexType
    value: str
    mod: TimexMod | None = None
    range: str | None = Field(None, description="shared by the two ends of one range")
    earliest: IsoDate | None = None
    latest: IsoDate | None = None


class Agreement(Item):
    """An instrument between states or organisations, existing or to come."""

    type: AgreementType
    title: str | None = None
    status: AgreementStatus
    parties: Refs = ()
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    place: str | None = Field(None, description="id of the place of signing")
    domains: Refs = ()


class Domain(Item):
    """A field, programme or forum of cooperation that the document treats; its id is local, its code the lexicon's."""

    code: str
    group: Literal["sector", "initiative", "framework"]
    label: str


class Statement(Item):
    """Speech reported or quoted, with its source; `mentions` holds the cue."""

    speaker: Refs
    verb: str | None = None
    act: str | None = Field(None, description="the kind of speech act, from the lexicon of reporting verbs")
    quoted: bool = False
    content: Mention


class Event(Item):
    """Who did what to whom, coded in PLOVER; `mentions` holds the trigger."""

    type: EventType
    mode: str | None = None
    cameo: str | None = Field(None, description="CAMEO root code, where the public mapping gives one")
    status: EventStatus
    actors: Refs = ()
    recipients: Refs = ()
    date: str | None = None
    place: str | None = None
    domains: Refs = ()
    agreement: str | None = None


class DocumentInfo(_Part):
    """The document that the record was made from."""

    id: str
    source: str | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="of the text in UTF-8")]
    characters: Offset
    language: str | None = None
    title: str | None = None
    published: IsoMoment | None = None
    reference_date: IsoMoment | None = None
    genre: Genre = "other"
    text: str | None = None


class Provenance(_Part):
    """The versions that made the record."""

    diplo_extract: str
    spacy: str
    model: str


class Record(_Part):
    """All that one document gives."""

    schema_version: str = SCHEMA_VERSION
    document: DocumentInfo
    actors: Annotated[tuple[Actor, ...], Field(strict=False)] = ()
    places: Annotated[tuple[Place, ...], Field(strict=False)] = ()
    dates: Annotated[tuple[DateItem, ...], Field(strict=False)] = ()
    agreements: Annotated[tuple[Agreement, ...], Field(strict=False)] = ()
    domains: Annotated[tuple[Domain, ...], Field(strict=False)] = ()
    statements: Annotated[tuple[Statement, ...], Field(strict=False)] = ()
    events: Annotated[tuple[Event, ...], Field(strict=False)] = ()
    warnings: Annotated[tuple[str, ...], Field(strict=False)] = ()
    provenance: Provenance

    def parts(self) -> dict[str, tuple[Item, ...]]:
        """The items of each part by its name, in the order of the record."""
        return {
            "actors": self.actors,
            "places": self.places,
            "dates": self.dates,
            "agreements": self.agreements,
            "domains": self.domains,
            "statements": self.statements,
            "events": self.events,
        }

    def items(self) -> Iterator[Item]:
        """Every item of the record, part by part."""
        for items in self.parts().values():
            yield from items

    def names(self) -> dict[str, str]:
        """What the ids of actors and places stand for."""
        return {item.id: item.name for item in (*self.actors, *self.places)}

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        self._check_version()
        self._check_ids()
        self._check_codes()
        text = info.context.get("text") if isinstance(info.context, dict) else None
        self._check_text(self.document.text if text is None else text)
        return self

    def _check_version(self) -> None:
        if self.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise ValueError(f"schema version {self.schema_version}: this release reads {SCHEMA_VERSION}")

    def _check_ids(self) -> None:
        ids = [item.id for item in self.items()]
        if len(ids) != len(set(ids)):
            raise ValueError("an id stands twice")
        actors = {actor.id: actor.kind for actor in self.actors}
        places, agreements = {p.id for p in self.places}, {a.id for a in self.agreements}
        codes = {d.code for d in self.domains}
        for actor in self.actors:
            if isinstance(actor, Person) and actor.organisation is not None:
                _points(actor.id, (actor.organisation,), {i for i, kind in actors.items() if kind == "organisation"})
        for agreement in self.agreements:
            _points(agreement.id, agreement.parties, actors)
            _points(agreement.id, (agreement.place,), places)
            _points(agreement.id, agreement.domains, codes)
        for statement in self.statements:
            _points(statement.id, statement.speaker, actors)
        for event in self.events:
            _points(event.id, (*event.actors, *event.recipients), actors)
            _points(event.id, (event.place,), places)
            _points(event.id, (event.agreement,), agreements)
            _points(event.id, event.domains, codes)

    def _check_codes(self) -> None:
        known = known_countries()
        for item in (*self.actors, *self.places):
            country = getattr(item, "country", None)
            if country is not None and country not in known:
                raise ValueError(f"{item.id}: {country} is no ISO 3166-1 alpha-3 code")
        for domain in self.domains:
            if domain.code not in known_domains():
                raise ValueError(f"{domain.id}: {domain.code} is no domain code")

    def _check_text(self, text: str | None) -> None:
        if text is None:
            return
        spans = [(item.id, mention) for item in self.items() for mention in item.mentions]
        spans += [(statement.id, statement.content) for statement in self.statements]
        for owner, mention in spans:
            if text[mention.start : mention.end] != mention.text:
                raise ValueError(f"{owner}: the document has no {mention.text!r} at {mention.start}..{mention.end}")


def _points(owner: str, references: tuple[str | None, ...], known: object) -> None:
    for reference in references:
        if reference is not None and reference not in known:  # type: ignore[operator]
            raise ValueError(f"{owner}: {reference} points nowhere")


@lru_cache(maxsize=1)
def known_countries() -> frozenset[str]:
    """The alpha-3 codes of the lexicon."""
    return frozenset(row["code"] for row in read_rows("countries"))


@lru_cache(maxsize=1)
def known_domains() -> frozenset[str]:
    """The domain codes of the lexicon."""
    return frozenset(row["code"] for row in read_rows("domains"))
