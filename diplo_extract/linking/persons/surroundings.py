"""The state or body of somebody as the words around the name tell it: a side, a delegation, brackets, a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplo_extract.lexicon.offices import LONGEST_TITLE
from diplo_extract.linking.mentions import Found, Span, overlaps
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import FOR_BODIES, LONGEST_LIST, Post, Posts, is_national

__all__ = ["fief", "place_by_surroundings", "state_beside", "take_side"]

_SIDE = re.compile(r"(?:[Dd]u\s+)?[Cc]ôté\s+$|[Pp]our\s+la\s+$|[Dd]e\s+la\s+$")

SIGNATURE = 400
"""A signature, from `Pour` to the name, is no longer, in characters."""

_SIGNED_FOR = re.compile(r"^[\s*_|]*pour\s+(?=[^\n]{2,90}$)", re.IGNORECASE | re.MULTILINE)

_ENDS_LINE = re.compile(r"[ \t*_.,]*(?:\n|$)")

_COMPRISES = re.compile(
    r"\b[Dd]élégation\s([^.;:\n]{2,90}?)\s(?:comprend|comprenait|comprenant|est\s+composée|était\s+composée|composée|compte|comptait)\b"
)
"""A delegation whose members are listed up to the end of the paragraph (`La délégation cambodgienne comprend …`)."""

_DELEGATION = re.compile(
    r"\bd[ée]l[ée]gation\s([^.;\n]{2,90}?),?\s(?:conduite|dirigée|menée|emmenée|présidée)\s+par\s+(?P<by>[^.;\n]{0,160})$",
    re.IGNORECASE,
)

_REPRESENTED = re.compile(
    r"\breprésentée?s?\s(?:[^.;:\n]{0,40}?\s)?par\s+(?:(?:le|la|son|sa|leur|M\.|Mme|S\.?E\.?M?\.?)\s+|l')*$"
)
_HIS_DELEGATION = re.compile(
    r"(?:\s+et\s+(?:son|sa)\s+\w+)?,?\s+(?:et|ainsi\s+que)\s+(?:la|sa)\s+d[ée]l[ée]gation\s+", re.IGNORECASE
)
_BESIDE = re.compile(r"\s*(?P<bracket>\()|,\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')")
_CLOSED = re.compile(r"[),]")
_ENDED = re.compile(r"[,.;]|\s+et\s")

_FIEF = re.compile(r"\s*\b(?:de\s+la\s+|de\s+l'|de\s+|du\s+|d')$")


def _names_side(state: Found, span: Span, posts: Posts) -> bool:
    """Whether the words before a state make a side of it (`côté congolais,`); after `de la` for the next name only."""
    side = _SIDE.search(posts.text, max(0, state.start - 12), state.start)
    if side is None or not side[0].lower().startswith("de"):
        return side is not None
    return not any(state.end <= start < span[0] for start, _ in posts.people)


def take_side(person: Individual, posts: Posts) -> None:
    """The country of somebody listed for a side: `côté congolais, le général X`; `du côté kazakh : A ; B`."""
    if person.country is not None or person.organisation is not None:
        return
    for span in person.spans:
        sides = [
            state.id
            for state in _sides(span, posts.sentence(span[0]), span[0], posts)
            if "," in posts.text[state.end : state.end + 2]
        ]
        if not sides and (opening := posts.list_opening(span[0])):
            sides = [state.id for state in _sides(span, *opening, posts)]
        if sides:
            person.country = sides[-1]
            return


def _sides(span: Span, start: int, end: int, posts: Posts) -> list[Found]:
    """The states that `start`..`end` names as sides, for the name at `span`."""
    return [
        state
        for state in posts.states_in(start, end - 1)
        if not posts.covers(state.start, state.end) and (state.label == "party" or _names_side(state, span, posts))
    ]


def place_by_surroundings(person: Individual, held: Sequence[Post], posts: Posts) -> None:
    """Gives a person without a country the one that a delegation, brackets, a signature or a nationality tells."""
    _of_delegation(person, held, posts)
    told = (fief, state_beside, _signed_for, _nationality, _with_delegation)
    person.country = person.country or _represented(person, held, posts)
    person.country = person.country or next((found for tell in told if (found := tell(person, posts))), None)


def _of_delegation(person: Individual, held: Sequence[Post], posts: Posts) -> None:
    """The body or state of a delegation that somebody leads: `une délégation de la Banque mondiale conduite par X`."""
    if person.organisation is not None or person.country is not None or person.international:
        return
    for start, _ in person.spans:
        at = next((post.span[0] for post in held if 0 <= start - post.span[1] <= 16), start)
        led = _DELEGATION.search(posts.text, max(0, at - LONGEST_TITLE), at)
        led = None if led and any(led.start("by") <= a < at for a, _ in posts.people) else led
        led = led or _COMPRISES.search(posts.text, max(posts.text.rfind("\n", 0, at) + 1, at - LONGEST_LIST), at)
        if led is None:
            continue
        within = (led.start(1), led.end(1))
        body = next((o for o in posts.organisations if any(overlaps(within, span) for span in o.spans)), None)
        states = {s.id for s in posts.states_in(*within)}
        if body is not None and not is_national(body):
            person.international = True
            person.organisation = body if person.office in FOR_BODIES else None
        elif len(states) == 1:
            person.country = states.pop()
        return


def fief(person: Individual, posts: Posts) -> str | None:
    """The state in the name of a prince, or after the name that a title opens (`le roi Philippe de Belgique`)."""
    for start, end in person.spans:
        reach = end + 7 if person.office is not None or " " in posts.text[start:end] else end - 1
        for state in posts.states_in(start + 1, reach):
            between = posts.text[min(end, state.start) : state.start]
            if (
                state.label in ("name", "official")
                and _FIEF.search(posts.text[start : state.start])
                and (not between or _FIEF.fullmatch(between))
            ):
                return state.id
    return None


def _represented(person: Individual, held: Sequence[Post], posts: Posts) -> str | None:
    """The state for which somebody stands in (`Le Togo était représenté par le ministre X`)."""
    for start, _ in person.spans:
        at = next((post.span[0] for post in held if 0 <= start - post.span[1] <= 16), start)
        stands = _REPRESENTED.search(posts.text, posts.sentence(at), at)
        if stands is not None:
            named = [s for s in posts.states_in(posts.sentence(at), stands.start()) if s.label in ("name", "official")]
            return named[-1].id if named and "." not in posts.text[named[-1].end : stands.start()] else None
    return None


def state_beside(person: Individual, posts: Posts) -> str | None:
    """The state after a name, in brackets or after a comma (`Amina Bello (Nigéria)`, `Amina Bello, du Nigéria,`)."""
    for _, end in person.spans:
        for state in posts.states_in(end + 1, end + 9):
            if state.label in ("name", "official") and (link := _BESIDE.fullmatch(posts.text, end, state.start)):
                closed = _CLOSED if link["bracket"] else _ENDED
                return state.id if closed.match(posts.text, state.end) else None
    return None


def _nationality(person: Individual, posts: Posts) -> str | None:
    """The state whose adjective or noun stands right before a name (`le chercheur iranien X`, `la Béninoise Y`)."""
    for start, _ in person.spans:
        for state in posts.states_in(start - 24, start - 2):
            if state.label == "demonym" and posts.text[state.end : start].isspace():
                return state.id
    return None


def _with_delegation(person: Individual, posts: Posts) -> str | None:
    """The state of the delegation that comes with somebody (`X et la délégation togolaise ont été reçus`)."""
    for _, end in person.spans:
        suite = _HIS_DELEGATION.match(posts.text, end)
        if suite and (states := [s for s in posts.states_in(suite.end(), suite.end()) if s.label == "demonym"]):
            return states[0].id
    return None


def _signed_for(person: Individual, posts: Posts) -> str | None:
    """The state of a signature: `Pour la République du Congo`, then the title and the name in lines of their own."""
    for start, end in person.spans:
        if not _ENDS_LINE.match(posts.text, end):
            continue
        openings = list(_SIGNED_FOR.finditer(posts.text, max(0, start - SIGNATURE), start))
        if openings:
            line_end = posts.text.find("\n", openings[-1].end())
            named = [s.id for s in posts.states_in(openings[-1].end(), line_end) if s.label in ("name", "official")]
            lines = [line for line in posts.text[line_end:start].split("\n") if line.strip()]
            if named and len(lines) <= 5 and not any(len(line) > 90 for line in lines):
                return named[0]
    return None
