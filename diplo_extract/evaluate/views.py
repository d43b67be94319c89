"""Gold and record seen alike: what both say, in one shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from diplo_extract.errors import GoldError
from diplo_extract.evaluate.names import Names, Span, bare_name, normalise, overlap, trim
from diplo_extract.record import Organisation, Person, Record, State

__all__ = ["Named", "View", "view_of_gold", "view_of_record"]


@dataclass(frozen=True, slots=True)
class Named:
    """A person, organisation or place: its names, where it is named, and its values by field."""

    label: str
    names: Names
    spans: tuple[Span, ...]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A date, agreement, statement or event: where it stands, its values, and the actors in it, each by its names."""

    label: str
    spans: tuple[Span, ...]
    values: dict[str, Any]
    actors: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that is scored of a document."""

    persons: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    states: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    dates: tuple[Told, ...] = ()
    agreements: tuple[Told, ...] = ()
    statements: tuple[Told, ...] = ()
    events: tuple[Told, ...] = ()
    genre: str | None = None
    reference_date: str | None = None


LISTS = ("persons", "states", "organisations", "places", "dates", "agreements", "domains", "statements", "events")
VALUES = ("id", "reference_date", "published", "genre")
WORDS = ("surfaces", "evidence", "parties", "speakers", "actors", "recipients")
"""The fields of a gold file: lists of items, single values, and what in an item is a list of words."""

FIELDS = {"persons": ("office", "country"), "organisations": ("code",), "places": ("country",)}


def view_of_record(record: Record, text: str) -> View:
    """What a record says."""
    persons = [actor for actor in record.actors if isinstance(actor, Person)]
    organisations = [actor for actor in record.actors if isinstance(actor, Organisation)]
    states = [actor for actor in record.actors if isinstance(actor, State)]

    def spans(item: Any) -> tuple[Span, ...]:
        return tuple((mention.start, mention.end) for mention in item.mentions)

    def named(kind: str, item: Any) -> Named:
        reduce = bare_name if kind == "persons" else normalise
        words = [item.name, getattr(item, "acronym", None) or "", *(mention.text for mention in item.mentions)]
        values = {name: getattr(item, name) for name in FIELDS[kind]}
        return Named(item.name, _names(words, reduce), spans(item), values)

    names: dict[str, Names] = {state.id: frozenset({state.country}) for state in states}
    people = tuple(named("persons", person) for person in persons)
    bodies = tuple(named("organisations", body) for body in organisations)
    names |= {actor.id: view.names for actor, view in zip([*persons, *organisations], [*people, *bodies], strict=True)}

    def who(*ids: str) -> tuple[Names, ...]:
        return tuple(names[id] for id in ids)

    return View(
        persons=people,
        organisations=bodies,
        places=tuple(named("places", place) for place in record.places if place.kind != "country"),
        states=frozenset(state.country for state in states)
        | {place.country for place in record.places if place.kind == "country" and place.country},
        domains=frozenset(domain.code for domain in record.domains),
        dates=tuple(
            Told(date.mentions[0].text, (trim(text, spans(date)[0]),), {"type": date.type, "value": date.value})
            for date in record.dates
        ),
        agreements=tuple(
            Told(a.title or a.mentions[0].text, spans(a), {"type": a.type, "status": a.status}, who(*a.parties))
            for a in record.agreements
        ),
        statements=tuple(
            Told(s.content.text[:60], ((s.content.start, s.content.end),), {}, who(*s.speaker))
            for s in record.statements
        ),
        events=tuple(
            Told(f"{e.type} {e.mentions[0].text}", spans(e), {"type": e.type}, who(*e.actors, *e.recipients))
            for e in record.events
        ),
        genre=record.document.genre,
        reference_date=record.document.reference_date,
    )


def view_of_gold(gold: dict[str, Any], text: str) -> View:
    """What gold annotations say of `text`.

    Raises `GoldError` for a date or a statement that the text does not hold, `KeyError` for an item without a field
    that is needed, `TypeError` for what is of another form; a surface of anything else that is not there counts as a
    name that never occurs.
    """
    _check_form(gold)
    groups = {kind: list(gold.get(kind) or []) for kind in FIELDS}
    spans = _claim([item for items in groups.values() for item in items], text)
    named = {
        kind: tuple(
            Named(
                item["name"],
                _names([item["name"], *_surfaces(item)], bare_name if kind == "persons" else normalise),
                tuple(sorted(spans[id(item)])),
                {name: item.get(name) for name in FIELDS[kind]},
            )
            for item in items
        )
        for kind, items in groups.items()
    }
    states = frozenset(gold.get("states") or [])
    known = [view.names for kind in ("persons", "organisations") for view in named[kind]]
    codes = {normalise(code) for code in states}
    bodies = {name for view in named["organisations"] for name in view.names}

    def who(names: Iterable[str] | None) -> tuple[Names, ...]:
        return tuple(_actor(name, states | codes, known, bodies) for name in names or ())

    return View(
        persons=named["persons"],
        organisations=named["organisations"],
        places=named["places"],
        states=states,
        domains=frozenset(domain["code"] for domain in gold.get("domains") or []),
        dates=tuple(_gold_dates(gold, text)),
        agreements=tuple(
            Told(a["surfaces"][0], _all_spans(a["surfaces"], text), _values(a, "type", "status"), who(a.get("parties")))
            for a in gold.get("agreements") or []
        ),
        statements=tuple(
            Told(f"{s['speakers']} {s['cue']}", (_content(gold, s, text),), {}, who(s["speakers"]))
            for s in gold.get("statements") or []
        ),
        events=tuple(
            Told(
                f"{e['type']} {e.get('trigger')}",
                _occurrences(text, e.get("trigger") or "\0"),
                _values(e, "type"),
                who([*(e.get("actors") or []), *(e.get("recipients") or [])]),
            )
            for e in gold.get("events") or []
        ),
        genre=gold.get("genre"),
        reference_date=gold.get("reference_date"),
    )


def _check_form(gold: dict[str, Any]) -> None:
    """Raises `TypeError` for what would be read as something else, or not at all."""
    for name, value in gold.items():
        if name in VALUES and not isinstance(value, str | None):
            raise TypeError(f"{name} is no string")
        if isinstance(value, list) if name not in LISTS else not isinstance(value, list | None):
            raise TypeError(f"{name} is no list of items; those are {', '.join(LISTS)}")
    _check_words("states", gold.get("states"))
    for name in set(LISTS) - {"states"}:
        for item in gold.get(name) or []:
            if not isinstance(item, dict):
                raise TypeError(f"an item of {name} is no object")
            for field in WORDS:
                _check_words(f"{name}: {field}", item.get(field))
            if "surface" in item:
                _check_words(f"{name}: surface", [item["surface"]])
            if item.get("surfaces") == []:
                raise TypeError(f"{name}: surfaces is empty")


def _check_words(name: str, words: object) -> None:
    if words is not None and not (isinstance(words, list) and all(isinstance(word, str) and word for word in words)):
        raise TypeError(f"{name} has to hold words")


def _names(words: Iterable[str], reduce: Any) -> Names:
    return frozenset(reduce(word) for word in words) - {""}


def _surfaces(item: dict[str, Any]) -> list[str]:
    return item.get("surfaces") or [item["name"]]


def _values(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item.get(name) for name in names}


def _actor(name: str, codes: frozenset[str] | set[str], known: Sequence[Names], bodies: set[str]) -> Names:
    """The names of an actor that gold refers to by one of them; a state by its code."""
    if name in codes or (len(name) == 3 and name.isupper() and normalise(name) not in bodies):
        return frozenset({name})
    return next(
        (names for names in known if bare_name(name) in names or normalise(name) in names), frozenset({bare_name(name)})
    )


def _claim(items: list[dict[str, Any]], text: str) -> dict[int, list[Span]]:
    """Where each item is named: the longest surface takes the words, whatever it names."""
    spans: dict[int, list[Span]] = {id(item): [] for item in items}
    claimed: list[Span] = []
    for surface, item in sorted(((s, i) for i in items for s in set(_surfaces(i))), key=lambda pair: -len(pair[0])):
        for span in _occurrences(text, surface):
            if not any(overlap(span, other) for other in claimed):
                claimed.append(span)
                spans[id(item)].append(span)
    return spans


def _all_spans(surfaces: Iterable[str], text: str) -> tuple[Span, ...]:
    taken: list[Span] = []
    for surface in sorted(set(surfaces), key=len, reverse=True):
        taken += [span for span in _occurrences(text, surface) if not any(overlap(span, other) for other in taken)]
    return tuple(sorted(taken))


def _occurrences(text: str, surface: str) -> tuple[Span, ...]:
    """Where a surface stands as whole words."""
    found: list[Span] = []
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        joined_before = text[start - 1 : start].isalnum() and surface[0].isalnum()
        joined_after = text[end : end + 1].isalnum() and surface[-1].isalnum()
        if not joined_before and not joined_after:
            found.append((start, end))
        start = text.find(surface, start + 1)
    return tuple(found)


def _gold_dates(gold: dict[str, Any], text: str) -> Iterable[Told]:
    at = 0
    for date in gold.get("dates") or []:
        found = _occurrences(text, date["surface"])
        span = next((span for span in found if span[0] >= at), found[0] if found else None)
        if span is None:
            raise GoldError(f"{gold['id']}: the text has no date {date['surface']!r}")
        at = span[1]
        yield Told(date["surface"], (trim(text, span),), _values(date, "type", "value"))


def _content(gold: dict[str, Any], statement: dict[str, Any], text: str) -> Span:
    start = text.find(statement["starts"])
    end = text.find(statement["ends"], start)
    if start < 0 or end < 0:
        raise GoldError(f"{gold['id']}: the text has no statement {statement['starts']!r} ... {statement['ends']!r}")
    return start, end + len(statement["ends"])
