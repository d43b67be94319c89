"""Descriptions that mean a person of the document: `le président kazakh`, `la ministre`, `Monsieur l'Ambassadeur`."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from diplo_extract.lexicon.offices import LONGEST_TITLE, honorific_gazetteer
from diplo_extract.linking.mentions import Span, overlaps
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import Post, Posts
from diplo_extract.linking.persons.settling import hold
from diplo_extract.linking.words import words

__all__ = ["introduce", "place_by_description", "refer"]

_DEFINITE = re.compile(
    r"(?:\b(?:le|la|du|au|de\s+la|à\s+la|ce|cette|monsieur\s+le|madame\s+la)\s+|\b[ldmq]'|\bl')$", re.IGNORECASE
)
_FEMININE = re.compile(r"\b(?:la|cette)\s+$", re.IGNORECASE)
_MASCULINE = re.compile(r"\b(?:le|du|au|ce)\s+$", re.IGNORECASE)


_SENTENCE_END = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bDr)[.!?;]\W*\s|\n")

_OPENING = re.compile(r"\W*(?:[A-ZÀ-Þ][^,.;:\n]{1,60},\s+)?")
_VERB = re.compile(r"\s+(?:n'|ne\s+|s'|se\s+|l'|lui\s+|leur\s+|en\s+|y\s+)*([a-zà-ÿ]+)\b(?<!\bet)(?<!\bou)")

_BY_OFFICE = {"head_of_state", "head_of_government", "foreign_affairs_head"}
"""Heads that mean whoever holds the office, whatever the words of the title."""


def refer(people: Sequence[Individual], posts: Posts) -> None:
    """Adds to each individual the descriptions that mean nobody else; where two are open, nobody gets one."""
    for post in posts.all:
        if post.office.head.plural or post.office.head.family == "counterpart":
            continue
        owners = [p for p in people if any(_beside(post, span, posts) for span in p.spans)]
        if owners:
            owners[0].references.append(post.span)
            continue
        left = posts.text[max(0, post.span[0] - 14) : post.span[0]]
        if not _DEFINITE.search(left):
            continue
        meant = [person for person in people if _means(post, person, posts)]
        if len(meant) > 1:
            meant = [person for person in meant if _exactly(post, person)]
        if len(meant) == 1:
            meant[0].references.append(post.span)


def introduce(people: Sequence[Individual], posts: Posts, held: Set[Span]) -> None:
    """Gives the one description that a sentence leaves without a holder to who opens the next one by a bare name.

    `Il a reçu l'ambassadeur du Sénégal. Awa Faye a fait ses adieux`: who is named without a title is the one just told.
    """
    for person in people:
        start, end = person.spans[0]
        if person.office is not None or person.heads or not _is_subject(start, end, posts):
            continue
        sentence = posts.sentence(start)
        before = _previous(sentence, posts)
        told = [post for post in posts.starting(before, sentence - 1) if post.span not in held and _is_open(post)]
        known = [other for other in people if other.spans[0][0] < start]
        told = [post for post in told if not any(_may_mean(post, other) for other in known)]
        told = [post for post in told if not person.gender or _gender(post, posts) in (None, person.gender)]
        if len({(post.words.lower(), post.country, id(post.organisation)) for post in told}) != 1:
            continue
        if person.country is None or told[0].country in (None, person.country):
            hold(person, told[:1])


def _gender(post: Post, posts: Posts) -> str | None:
    """The gender of who holds a post, by its head or by the article before it; None where neither tells it."""
    left = posts.text[max(0, post.span[0] - 14) : post.span[0]]
    told = "feminine" if _FEMININE.search(left) else "masculine" if _MASCULINE.search(left) else None
    return post.office.head.gender or told


def _is_open(post: Post) -> bool:
    return bool(post.office.office) and not post.office.head.plural and not post.office.former


def _may_mean(post: Post, person: Individual) -> bool:
    """Whether a description may mean a person whose office is known."""
    if post.country and person.country and post.country != person.country:
        return False
    return post.office.office in person.offices or _is_of_office(post, person)


def _is_subject(start: int, end: int, posts: Posts) -> bool:
    """Whether a name opens its sentence, but for an adverbial and a civility, and a verb follows it."""
    before = posts.text[posts.sentence(start) : start]
    for hit in reversed(honorific_gazetteer().find(before)):
        if not before[hit.end :].strip():
            before = before[: hit.start]
    opening = _OPENING.fullmatch(before)
    verb = _VERB.match(posts.text, end)
    return opening is not None and verb is not None and verb[1] not in words("governing", "not_complement")


def place_by_description(people: Sequence[Individual], posts: Posts, held: Set[Span]) -> None:
    """Gives their country to persons whom alone a description with a state can mean (`le président français`).

    The titles that stand beside names, whose spans are in `held`, describe their holders only.
    """
    for post in posts.outer:
        if post.office.head.family == "counterpart" and post.span not in held:
            _place_counterpart(post, people)
        if post.office.head.plural or post.office.former or not post.country or not post.office.office:
            continue
        if post.span in held:
            continue
        fitting = [p for p in people if _is_of_office(post, p)]
        free = [p for p in fitting if p.country is None and p.organisation is None and not _shares(post, p, posts)]
        opening = post.words.split()[0] if post.office.office == "ambassador" else ""
        alone = all(
            p.country != post.country or (opening and p.title and not p.title.startswith(opening)) for p in fitting
        )
        if (
            len(free) == 1
            and not _has_rival(post, people, posts)
            and (alone or (_interim(post.words) and _interim(free[0].title or "")))
        ):
            free[0].country = post.country


def _has_rival(post: Post, people: Sequence[Individual], posts: Posts) -> bool:
    """Whether somebody of no known office is named shortly before, whom a description may mean as well."""
    start = _previous(posts.sentence(post.span[0]), posts)
    untitled = (person for person in people if person.office is None and not person.heads)
    return any(start <= a < post.span[0] for person in untitled for a, _ in person.spans)


def _previous(sentence: int, posts: Posts) -> int:
    """Where the sentence before the one that starts at an offset starts."""
    return posts.sentence(max(0, len(posts.text[:sentence].rstrip()) - 1))


def _is_of_office(post: Post, person: Individual) -> bool:
    """Whether a description tells the office of a person; an ambassador is a diplomat as well."""
    if person.office == "ambassador" and post.words.lower() == "diplomate":
        return True
    return post.office.head.family in person.heads and post.office.office == person.office


def _shares(post: Post, person: Individual, posts: Posts) -> bool:
    """Whether a description stands in one sentence with a name of the person: it means somebody else then."""
    return any(
        not _SENTENCE_END.search(posts.text, min(end, post.span[1]), max(start, post.span[0]))
        for start, end in person.spans
        if abs(start - post.span[0]) < LONGEST_TITLE
    )


def _place_counterpart(post: Post, people: Sequence[Individual]) -> None:
    """Gives its state to the one who is named after a counterpart told without a name (`son homologue malien … X`)."""
    before = [(a, i) for i, p in enumerate(people) for a, _ in p.spans if a < post.span[0] and p.office]
    if not before or post.country is None or post.office.head.plural:
        return
    office = people[max(before)[1]].office
    free = [p for p in people if p.spans[0][0] > post.span[1] and p.office == office and not p.organisation]
    free = [p for p in free if p.country is None]
    if len(free) == 1 and all(p.country != post.country for p in people if p.office == office):
        free[0].country = post.country


def _interim(title: str) -> bool:
    return "par intérim" in title


def _beside(post: Post, span: tuple[int, int], posts: Posts) -> bool:
    """Whether a title stands right before a name, with no comma, full stop or paragraph between them."""
    if not post.span[1] <= span[0] < post.span[1] + 16:
        return False
    gap = posts.text[post.span[1] : span[0]]
    apart = "," in gap or gap.lstrip(' »”"').startswith((".", ";")) or re.search(r"\n\s*\n|\b(?:et|de|a|par)\b", gap)
    return post.span[1] <= span[0] and len(gap) < 12 and not apart


def _means(post: Post, person: Individual, posts: Posts) -> bool:
    """Whether a description fits a person: head or office, country, gender."""
    if overlaps(post.span, person.spans[0]):
        return False
    head = post.office.head
    if head.family == "leader":
        fits = bool(person.offices & {"head_of_state", "head_of_government"})
    else:
        fits = head.family in person.heads or (head.code in _BY_OFFICE and post.office.office in person.offices)
    if post.office.former != (person.office == "other" and post.office.former):
        return False
    specific = post.office.office and post.office.office != head.office
    if not fits or (specific and post.office.office not in person.offices):
        return False
    if post.country and post.country != person.country:
        return False
    gender = _gender(post, posts)
    return not (gender and person.gender and gender != person.gender)


def _exactly(post: Post, person: Individual) -> bool:
    """Whether a person who fits among others has just these words for a title, or the country that is named."""
    if post.country:
        return post.country == person.country
    return bool(person.title) and person.title == post.words
