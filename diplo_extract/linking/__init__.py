"""Mentions to items: a Doc with the span groups of the pipes goes in, the parts of a record come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from spacy.tokens import Doc

from diplo_extract.document import Document
from diplo_extract.linking.actors import index_actors
from diplo_extract.linking.agreements import link_agreements
from diplo_extract.linking.dates import link_dates
from diplo_extract.linking.domains import link_domains
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events import link_events
from diplo_extract.linking.genre import genre_of
from diplo_extract.linking.issuer import issuer_of
from diplo_extract.linking.mentions import read_mentions, settle, text_of
from diplo_extract.linking.organisations import link_organisations
from diplo_extract.linking.persons import link_persons
from diplo_extract.linking.places import link_places
from diplo_extract.linking.sentences import frame_of
from diplo_extract.linking.statements import link_statements
from diplo_extract.linking.states import link_states
from diplo_extract.record import (
    Agreement,
    DateItem,
    Domain,
    Event,
    Genre,
    Mention,
    Organisation,
    Person,
    Place,
    State,
    Statement,
)

__all__ = ["link"]

Part = TypeVar("Part", Person, State, Organisation, Place, DateItem, Agreement, Domain, Statement, Event)


def link(doc: Doc, document: Document, *, reference_date: str | None) -> tuple[Genre, dict[str, Any]]:
    """The genre of the document, and the parts of its record by name, in offsets of the text as given."""
    mentions = settle(read_mentions(doc))
    states = link_states(mentions)
    organisations = link_organisations(doc, mentions)
    persons = link_persons(doc, mentions, organisations, issuer=issuer_of(document))
    draft = Draft(
        doc=doc,
        mentions=mentions,
        actors=index_actors(doc, [*states, *organisations, *persons]),
        genre=genre_of(text_of(doc), document.title),
        frame=frame_of(doc),
        title=document.title,
        published=document.published,
        reference_date=reference_date,
        dates=link_dates(doc),
    )
    draft = replace(draft, places=link_places(draft), domains=link_domains(draft))
    draft = replace(draft, agreements=link_agreements(draft))
    draft = replace(draft, statements=link_statements(draft))
    events = link_events(draft)
    return draft.genre, {
        "actors": _relocate(draft.actors.actors, document),
        "places": _relocate(draft.places, document),
        "dates": _relocate(draft.dates, document),
        "agreements": _relocate(draft.agreements, document),
        "domains": _relocate(draft.domains, document),
        "statements": _relocate(draft.statements, document),
        "events": _relocate(events, document),
    }


def _relocate(items: Iterable[Part], document: Document) -> tuple[Part, ...]:
    """The items with their mentions led back from the analysed text to the text as given."""

    def given(mention: Mention) -> Mention:
        start, end = document.span(mention.start, mention.end)
        return Mention(start=start, end=end, text=document.text[start:end])

    def moved(item: Part) -> Part:
        update: dict[str, Any] = {"mentions": tuple(given(m) for m in item.mentions)}
        if hasattr(item, "content"):
            update["content"] = given(item.content)
        return item.model_copy(update=update)

    return tuple(moved(item) for item in items)
