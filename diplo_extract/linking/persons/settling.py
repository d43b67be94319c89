"""What the posts of persons tell of them: title, office, country, body; and where else these may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplo_extract.lexicon.offices import honorific_gazetteer, honorifics, read_office
from diplo_extract.linking.mentions import Span
from diplo_extract.linking.persons.holders import holders
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import FOR_BODIES, RELATIVE, Post, Posts, is_national, singular
from diplo_extract.linking.persons.relations import (
    credentials,
    inherit,
    of_aide,
    of_colleague,
    of_group,
    of_hosts,
    of_possessor,
    of_suite,
    of_superior,
    replaced,
)
from diplo_extract.linking.persons.surroundings import place_by_surroundings, take_side

__all__ = ["assign", "hold", "read_again"]

RANKS = (
    *("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister"),
    *("organisation_head", "parliament_head", "envoy", "ambassador", "parliamentarian", "spokesperson", "official"),
    *("monarch_family", "military", "other"),
)
"""Offices from the highest down: who holds two is known by the higher one."""

_ACCREDITED = re.compile(r"\b(?:auprès|près)\b")
"""Who is sent to a body acts for the state that sends."""

_DIASPORA = re.compile(r"\b(?:à|de)\s+l'(?:[ée]tranger|ext[ée]rieur)\b", re.IGNORECASE)
"""The end of a portfolio for one's own people abroad, which marks no foreign post (`et des Tunisiens à l'étranger`)."""

_COUNTED = re.compile(r"\s[IVX]+(?:er|ᵉʳ)?\b")
_BARE_RANKS = {"minister", "ambassador"}
"""Heads that alone are a rank only."""
_DIGNITIES = {"keeper_of_the_seals", "minister_of_state"}


def assign(people: Sequence[Individual], posts: Posts) -> frozenset[Span]:
    """Gives the individuals the titles that the text sets beside their names, and what follows; the spans of those."""
    held: dict[int, list[Post]] = {id(person): [] for person in people}
    owner = {span: person for person in people for span in person.spans}
    for span, post, country in holders(sorted(owner), posts):
        person = owner[span]
        held[id(person)].append(post)
        person.country = person.country or country
    for person in people:
        hold(person, held[id(person)])
    for person in people:
        inherit(person, held, people, posts)
        if person.country is None:
            person.bare = 0  # a state that other words than the titles tell is not left out of these
        take_side(person, posts)
        of_colleague(person, held, people, posts)
        of_possessor(person, held[id(person)], people, posts)
        place_by_surroundings(person, held[id(person)], posts)
        _rank_of_honour(person, posts)
    for person in people:
        of_aide(person, held, people, posts)
    for person in people:
        of_superior(person, held, people, posts)
        of_suite(person, held[id(person)], people, posts)
    spans = frozenset(post.span for posts_held in held.values() for post in posts_held)
    of_group(people, posts, spans)
    credentials(people, posts)
    of_hosts(people, posts)
    replaced(people, posts)
    return spans


def read_again(person: Individual) -> None:
    """The office that a title stands for in the state that is known by now (`secrétaire d'État`, `chancelier`)."""
    office = read_office(person.title, country=person.country) if person.title and person.country else None
    if (
        office is not None
        and office.office == "foreign_minister"
        and person.office in ("minister", "head_of_government")
    ):
        person.office = office.office


def hold(person: Individual, held: Sequence[Post]) -> None:
    """Title, office, country, body and gender from the posts of a person; the highest office gives the title."""
    for post in held:
        person.heads |= {post.office.head.code, post.office.head.family}
        if post.office.head.family == "counterpart":
            person.bare -= len(post.countries) == 1
        elif post.office.head.family not in (*RELATIVE, "ambassador"):
            told = bool(post.countries or post.country) and not _DIASPORA.search(post.words)
            person.bare += (-1 if post.countries else 0) if told else 1
        if not post.office.head.plural:
            person.gender = person.gender or post.office.head.gender
        past = post.office.former and not all(other.office.former for other in held)
        tells = post.office.head.family not in ("counterpart", "clergy") and not past
        person.country = person.country or (post.country if tells else None)
    ranked = sorted(
        (post for post in held if post.office.head.family not in RELATIVE and not _is_short(post, held)),
        key=lambda post: _height(post),
    )
    if person.country is None:
        present = (post for post in held if not post.office.former and post.office.head.family != "clergy")
        person.country = next((post.country for post in present if post.country), None)
    if not ranked:
        return
    best = ranked[0]
    person.former = best.office.former
    person.offices = {post.office.office for post in ranked}
    office = read_office(best.words, country=person.country, body=best.organisation is not None)
    person.office = best.office.office or None
    if office is not None and office.office == "foreign_minister":
        person.office = office.office
    titled = [post for post in held if RANKS.index(post.office.office or "other") <= RANKS.index("minister")]
    person.title = best.words if best.office.office != "foreign_minister" or len(titled) < 2 else _joined(titled, best)
    if (function := _function(best, held)) is not None:
        person.title = f"{best.words}{', ' if function.span[0] - best.span[1] > 1 else ' '}{function.words}"
    acts = best.organisation is not None and person.office in FOR_BODIES and not is_national(best.organisation)
    person.organisation = best.organisation if acts else None
    person.international = bool(
        best.organisation and not is_national(best.organisation) and not _ACCREDITED.search(best.words)
    ) and RANKS.index(person.office or "other") > RANKS.index("minister")
    if best.office.head.plural:
        person.title = None if person.title is None else singular(person.title)


def _function(best: Post, held: Sequence[Post]) -> Post | None:
    """The title right behind a bare rank, which tells what its holder does (`ministre, directeur de cabinet`)."""
    if " " in best.words or best.office.head.code not in _BARE_RANKS:
        return None
    return next((post for post in held if 1 <= post.span[0] - best.span[1] <= 2), None)


def _is_short(post: Post, held: Sequence[Post]) -> bool:
    """Whether a title is the first word of a fuller one (`présidente`, `présidente du Parlement européen`)."""
    return (
        " " not in post.words
        and not post.countries
        and any(other.office.head.code == post.office.head.code and " " in other.words for other in held)
    )


def _height(post: Post) -> tuple[int, bool]:
    """The place of a post in the order of offices; a bare rank, or `ministre d'État`, comes after others."""
    rank = RANKS.index(post.office.office) if post.office.office in RANKS else len(RANKS)
    return rank, post.office.head.family == "rank" or _is_dignity(post)


def _is_dignity(post: Post) -> bool:
    """Whether a title is one that ministers hold beside their portfolio (`ministre d'État`, `garde des Sceaux`)."""
    return post.office.head.code in _DIGNITIES and len(post.words.split()) <= 3


def _joined(titled: Sequence[Post], best: Post) -> str:
    first = titled[0]
    return (
        f"{first.words}, {best.words}"
        if first is not best and first.office.head.code == "minister_of_state" and _is_dignity(first)
        else best.words
    )


def _rank_of_honour(person: Individual, posts: Posts) -> None:
    """Members of reigning houses are known by their civility, `Son Altesse`; the counted (`Albert II`) reign."""
    for start, end in person.spans:
        hits = honorific_gazetteer().find(posts.text[max(0, start - 40) : start])
        if person.office is None and any(honorifics()[hit.key]["code"] == "highness" for hit in hits[-2:]):
            person.office = "monarch_family"
        if person.office == "monarch_family" and _COUNTED.search(posts.text, start, end):
            person.office = "head_of_state"
