"""The state of those whose title names none: `le Premier ministre` in a communiqué of one country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from diplo_extract.lexicon.places import country_of_city
from diplo_extract.linking.mentions import Found
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import Posts

__all__ = ["place_at_home"]

HEADER = 400
"""The letterhead and the date line stand in so many first characters."""

PREVAILS = 1.5
"""A state prevails when it is named so many times as often as any other that is open."""

_SOLE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "parliament_head"}
"""Offices with one holder in a state."""

_NATIONAL = _SOLE | {"deputy_head", "minister", "parliamentarian", "spokesperson", "official", "military", "ambassador"}
_NATIONAL |= {"monarch_family"}
_OF_BODIES = {"deputy_secretary_general"}
"""Heads of titles that belong to bodies of states rather than to a state."""
_LETTERHEAD = re.compile(
    r"^[\s*—–-]*(?:(?:ministère|présidence|gouvernement|ambassade|cabinet|service|consulat|mission|assemblée|primature)\b.*)$"
    r"|^\s*(?:république|royaume|fédération|état|union|principauté|confédération)\b[^.,;]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_DATELINE = re.compile(
    r"^\s*([A-ZÀ-Þ][\w'-]+(?:[ -][A-ZÀ-Þ][\w'-]+){0,2})\s*(?:\([^)\n]{1,24}\)\s*)?"
    r"(?:,\s*(?:le\s+)?\d|,\s*(?:lun|mar|mer|jeu|ven|sam|dim)|,\s+le\s|\s[-–—]\s|\.\s)",
    re.MULTILINE,
)
_IN_TOWN = re.compile(
    r"\s*[ÀA]\s+([A-ZÀ-Þ][\w'-]+(?:[ -][A-ZÀ-Þ][\w'-]+){0,2}),\s+[^.;\n]{0,60}?\b(?:il|elle|ils|elles)\s", re.IGNORECASE
)
_RECEIVED = re.compile(
    r"\b(?:reçue?s?|accueillie?s?|audience)\b[^.;\n]{0,60}\b(?:par|avec)\b|\b(?:s'entre|s'est\s+entretenu|rencontr|aura)\w*",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b[Vv]isite(?:\s+(?:de|d'|du)\s*[^\W\d_]+|\s+[^\W\d_]+){0,2}\s+(?:au|en|aux)\s+")

_VISITING = re.compile(r",?\s+(?:qui|(?:alors\s+|actuellement\s+)?en|venue?|arrivée?)\s")
_SENT_TO = re.compile(r"\s(?:à|au|aux|en|(?:auprès|près)\s+(?:de\s+la|de\s+l'|du|de|le|la)|près)\s+(?=[A-ZÀ-Þ])")
_ELSEWHERE = re.compile(r"(?:\b(?:en|aux?|à\s+la|avec\s+l[ae]|aux?\s+peuples?)\s+|\bavec\s+l'|\()$")
"""What stands before a state where things happen, or to which words are addressed."""


def place_at_home(people: Sequence[Individual], posts: Posts, issuer: str | None) -> None:
    """Gives their country to the holders of national posts whose titles name none, where the document plainly tells."""
    home = issuer or _of_letterhead(posts) or _of_dateline(posts)
    receiving = _of_accredited(posts)
    visit = _of_visit(posts)
    guest = _guest(visit, people, posts) if visit else None
    for person in people:
        if person.country is not None or person.organisation is not None or person.international:
            continue
        if (person.office not in _NATIONAL and not person.former) or person.heads & _OF_BODIES:
            continue
        taken = {p.country for p in people if p.office == person.office} if person.office in _SOLE else set()
        visitor = visit is not None and (person is guest if guest else person.spans[0][0] < visit.end)
        if person.office == "monarch_family":
            person.country = _prevailing(people, posts, person, taken)
        own = None if "assistant_secretary" in person.heads else home
        host = _of_town(person, posts) or person.country or own or (visit.id if visit and not visitor else None)
        if host and host not in taken:
            person.country = host
        elif person.office not in ("ambassador", "military", "official"):
            others = taken | ({visit.id} if visit and visitor else set())
            person.country = _prevailing(people, posts, person, others) or (None if receiving in others else receiving)


def _of_town(person: Individual, posts: Posts) -> str | None:
    """The country of the town where somebody receives a visitor: `À Tbilissi, il sera reçu par le Premier ministre X`.

    The visitor must be meant by a pronoun, so that `À New York, le ministre X` stays at home.
    """
    for start, _ in person.spans:
        sentence = max(posts.text.rfind(mark, 0, start) + 1 for mark in (". ", "\n", "; "))
        visit = _IN_TOWN.match(posts.text, sentence)
        if visit and visit.end() <= start and _RECEIVED.search(posts.text, visit.end(), start):
            return country_of_city(visit[1])
    return None


def _of_letterhead(posts: Posts) -> str | None:
    for line in _LETTERHEAD.finditer(posts.text, 0, HEADER):
        for state in posts.states:
            if line.start() <= state.start and state.end <= line.end() and state.label in ("name", "official"):
                return state.id
    return None


def _of_dateline(posts: Posts) -> str | None:
    """The country of the town in the date line, where the text speaks of that country."""
    line = _DATELINE.search(posts.text, 0, HEADER)
    if line is None:
        return None
    town = line[1] if not line[1].isupper() else line[1].title()
    country = country_of_city(town)
    free = _outside_titles(posts)
    return country if not free or any(state.id == country for state in posts.states) else None


def _of_accredited(posts: Posts) -> str | None:
    """The one state to which the ambassadors of a text are sent (`ambassadeur du Japon au Togo`, `… à Lomé`)."""
    hosts = set()
    for post in posts.outer:
        if post.office.office == "ambassador" and (sent := _SENT_TO.search(posts.text, *post.span)):
            named = next((s.id for s in posts.states if s.start == sent.end()), None)
            hosts.add(named or country_of_city(posts.text[sent.end() : post.span[1]]))
    return hosts.pop() if len(hosts) == 1 else None


def _outside_titles(posts: Posts, *, acting: bool = False) -> list[str]:
    """The states that the text speaks of, those left aside that it names in titles only.

    With `acting` those are left aside, too, that are only told as a place or are spoken to.
    """
    return [
        state.id
        for state in posts.states
        if not any(post.span[0] <= state.start and state.end <= post.span[1] for post in posts.all)
        and not (acting and _ELSEWHERE.search(posts.text, max(0, state.start - 14), state.start))
    ]


def _of_visit(posts: Posts) -> Found | None:
    """The state that is visited: its own people, who come after the visitor, are named without it."""
    for visit in _VISIT.finditer(posts.text):
        for state in posts.states:
            if state.start == visit.end() and state.label in ("name", "official"):
                return state
    return None


def _guest(visit: Found, people: Sequence[Individual], posts: Posts) -> Individual | None:
    """The person of whom a clause right behind the name tells the visit (`X, qui effectuait sa visite en Roumanie`)."""
    start = max(posts.text.rfind(mark, 0, visit.start) + 1 for mark in (". ", "\n"))
    ends = [(end, person) for person in people for a, end in person.spans if start <= a and end <= visit.start]
    if not ends:
        return None
    end, person = max(ends, key=lambda item: item[0])
    return person if _VISITING.match(posts.text, end) else None


def _prevailing(people: Sequence[Individual], posts: Posts, person: Individual, taken: set[str | None]) -> str | None:
    """The state that a text speaks of most, those left aside that have somebody else in the post."""
    if person.office in ("head_of_state", "head_of_government"):
        taken = taken | {p.country for p in people if p.office in ("head_of_state", "head_of_government")}
    for acting in (True, False):
        counts = Counter(c for c in _outside_titles(posts, acting=acting) if c not in taken).most_common(2)
        if not acting and counts and counts[0][1] == 1:
            return None
        if counts and (len(counts) == 1 or counts[0][1] >= PREVAILS * counts[1][1]):
            return counts[0][0]
    return None
