"""The posts that persons hold: which titles belong to which names, and the office, country and body they tell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplo_extract.lexicon.offices import Office, honorific_gazetteer, honorifics, read_office
from diplo_extract.lexicon.places import country_of_city
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Found, Mentions, Span, overlaps
from diplo_extract.linking.persons.individuals import Individual

__all__ = ["RANKS", "Post", "Posts", "assign"]

RANKS = (
    *("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister"),
    *("organisation_head", "parliament_head", "envoy", "ambassador", "parliamentarian", "spokesperson", "official"),
    *("monarch_family", "military", "other"),
)
"""Offices from the highest down: who holds two is known by the higher one."""

_AFTER = re.compile(
    r"\s*(?:,|\(|[–—-](?=\s))\s*(?:(?:l'|le|la|les|son|sa|notre|alors|actuel(?:le)?|nouveau|nouvelle|en\s+sa\s+qualité\s+de|également|respectivement)\s*)*"
)
_CHAIN = re.compile(r"\s*(?:,|,?\s+et)?\s*(?:le|la|l'|également)?\s*")
_DIRECT = re.compile(r"\s*(?:(?:l'|le|la)\s*)?")
_COMMA = re.compile(r"\s*,\s+(?:à\s+savoir\s+)?(?:(?:l'|le|la)\s*)?")
_SIDE = re.compile(r"(?:[Dd]u\s+)?[Cc]ôté\s+$|[Pp]our\s+la\s+$|[Dd]e\s+la\s+$")
_OF = re.compile(r"(?:\bde\s+la|\bde\s+l'|\bde|\bdu|\bdes|\bd')\s*$", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|,?\s+et|,?\s+ainsi\s+que)\s+(?:de\s+|d')?")


_LOCAL = {"mayor", "governor"}
LONGEST = 300
"""No title is longer, in characters."""

_FOR_BODIES = {"organisation_head", "official", "envoy", "spokesperson", "military", "other"}
"""Offices whose holders may act for a body that is no state."""


@dataclass(frozen=True, slots=True)
class Post:
    """A title in the text: its span, what its words say, the countries it names, and the body it serves."""

    span: Span
    words: str
    office: Office
    countries: tuple[str, ...]
    organisation: ActorDraft | None

    @property
    def country(self) -> str | None:
        """The state whose post it is; None where it names none, or several."""
        return self.countries[0] if len(self.countries) == 1 else self.office.country if not self.countries else None


class Posts:
    """The posts of a document, in textual order."""

    def __init__(
        self, text: str, mentions: Mentions, states: tuple[Found, ...], organisations: Sequence[ActorDraft]
    ) -> None:
        self.text = text
        self.states = states
        self._state_starts = [state.start for state in states]
        self.organisations = organisations
        self.people = [(found.start, found.end) for found in mentions.persons]
        self.all = [post for found in mentions.titles if (post := self._post(found))]
        self.outer = _outermost(self.all)
        outer = set(map(id, self.outer))
        self.inner = [post for post in self.all if id(post) not in outer]
        self._starts = [post.span[0] for post in self.outer]

    def starting(self, start: int, end: int) -> list[Post]:
        """The posts, those inside others left out, that start in `start`..`end`, the end included."""
        return self.outer[bisect_left(self._starts, start) : bisect_right(self._starts, end)]

    def states_in(self, start: int, end: int) -> tuple[Found, ...]:
        """The states named that start in `start`..`end`, the end included."""
        return self.states[bisect_left(self._state_starts, start) : bisect_right(self._state_starts, end)]

    def _post(self, found: Found) -> Post | None:
        span = (found.start, found.end)
        words = self.text[found.start : found.end]
        organisation = next(
            (o for o in self.organisations if any(overlaps(span, s) and s[0] > span[0] for s in o.spans)), None
        )
        inside = [s for s in self.states_in(*span) if s.end <= span[1]]
        countries = [s.id for s in inside if self._possesses(s) and not self._is_in_body(s, organisation)]
        body = organisation is not None or found.label in ("organisation_head", "official")
        country = countries[0] if len(set(countries)) == 1 else None
        office = read_office(words, country=country, body=body)
        if office is None:
            return None
        if not office.head.plural:
            countries = countries[:1]
        if not countries and office.head.code in _LOCAL:
            countries = self._of_place(span)
        if not countries and (host := self._genitive_after(span)):
            countries = [host]
        return Post(
            span,
            self._bare(span, [s for s in inside if s.id != office.country]),
            office,
            tuple(dict.fromkeys(countries)),
            organisation,
        )

    def _possesses(self, state: Found) -> bool:
        """Whether a state inside a title is the one acted for: an adjective, or a name after `de`."""
        if state.label in ("demonym", "combining", "party"):
            return True
        return bool(_OF.search(self.text, max(0, state.start - 6), state.start))

    def _is_in_body(self, state: Found, organisation: ActorDraft | None) -> bool:
        """Whether a state is a word of an international body's name (`Organisation des États turciques`)."""
        if organisation is None or _is_national(organisation):
            return False
        return any(start <= state.start and state.end <= end for start, end in organisation.spans)

    def _of_place(self, span: Span) -> list[str]:
        """The country of the town that a local post names (`maire de Nouadhibou`), if the text names it."""
        town = re.search(r"(?:\bde|\bd'|\bdu)\s*([A-ZÀ-Þ].*)$", self.text[span[0] : span[1]], re.DOTALL)
        country = country_of_city(town[1]) if town else None
        return [country] if country is not None and any(state.id == country for state in self.states) else []

    def _genitive_after(self, span: Span) -> str | None:
        """The state of `X, ministre des Finances (Mali)`, in brackets right after the title."""
        return next(
            (s.id for s in self.states_in(span[1], span[1] + 3) if self.text[span[1] : s.start].strip(" ") == "("), None
        )

    def _bare(self, span: Span, states: Sequence[Found]) -> str:
        """The words of a title without the state: `ministre belge de la Défense` gives `ministre de la Défense`."""
        start, end = span
        words = self.text[start:end]
        for state in reversed(states):
            a, b = state.start - start, state.end - start
            if state.label == "name" or state.label == "official":
                link = re.search(
                    r"\s+(?:de\s+la|de\s+l'|de|du|des|d'|en|au|aux|auprès\s+du|auprès\s+de\s+la)\s*$", words[:a]
                )
                if link is None:
                    continue
                kept = (
                    words[link.start() : a] + "République"
                    if words[a:b].startswith("République") and words.lower().startswith("président")
                    else ""
                )
                words = words[: link.start()] + kept + words[b:]
            elif words[a].islower():
                words = words[:a].rstrip() + " " + words[b:].lstrip()
        words = re.sub(r"(?:,|\s+et)+$", "", " ".join(words.replace(" ,", ",").split()).strip(" ,"))
        return (
            words if words[:2].isupper() else words[:1].lower() + words[1:] if not words.startswith("Premi") else words
        )


def _outermost(posts: Sequence[Post]) -> list[Post]:
    """The posts, in textual order, that start inside no other one."""
    outer: list[Post] = []
    for post in posts:
        if not outer or post.span[0] >= outer[-1].span[1]:
            outer.append(post)
    return outer


_NATIONAL = re.compile(
    r"(?:minist|présid|gouvern|ambassade|consulat|parlement|assemblée|sénat|chambre|conseil|comité\s+central|parti|(?:haute\s+)?cour\b|tribunal"
    r"|département|armée|forces\s+armées|cabinet|secrétariat\s+d'|mission|direction|police)",
    re.IGNORECASE,
)


def _is_national(organisation: ActorDraft) -> bool:
    """Whether a body is an organ of a state: those who act for it act for the state."""
    return organisation.code is None and bool(_NATIONAL.match(organisation.name))


def assign(people: Sequence[Individual], posts: Posts) -> None:
    """Gives the individuals the titles that the text sets beside their names, and what follows from them."""
    held: dict[int, list[Post]] = {id(person): [] for person in people}
    owner = {span: person for person in people for span in person.spans}
    for span, post, country in _attached(sorted(owner), posts):
        person = owner[span]
        held[id(person)].append(post)
        person.country = person.country or country
    for person in people:
        _settle(person, held[id(person)])
    for person in people:
        _inherit(person, held[id(person)], people, posts)
        _side(person, posts)
        _of_superior(person, held[id(person)], people, posts)
        person.country = person.country or _fief(person, posts) or _in_brackets(person, posts)
        _rank_of_honour(person, posts)


def _attached(spans: Sequence[Span], posts: Posts) -> Iterator[tuple[Span, Post, str | None]]:
    """Each mention with a title that belongs to it, and the state that is its share of a plural title."""
    taken: set[Span] = set()
    text = posts.text
    for i, span in enumerate(spans):
        if span in taken:
            continue
        group = _list_from(spans, i, text)
        before = _before(span, posts, taken)
        if before is not None and before.office.head.plural and len(group) > 1:
            yield from _shared(group, [before], taken)
            taken.update(group)
            continue
        after = [post for post in _after(group[-1], posts) if post.span not in taken]
        respective = re.match(r"\s*,?\s*\(?respectivement\b", text[group[-1][1] : group[-1][1] + 20])
        if len(group) > 1 and after and (respective or (after[0].office.head.plural and before is None)):
            yield from _shared(group, after, taken)
            taken.update(group)
            continue
        if before is not None:
            for post in _chain_before(before, posts, taken):
                taken.add(post.span)
                yield span, post, None
        for post in _after(span, posts):
            if post.span in taken or (before is not None and _leads_on(post, posts, spans)):
                break
            taken.add(post.span)
            yield span, post, None


def _bridges(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets are those of the pattern, civilities aside."""
    if end - start > 60:
        return False
    words = text[start:end]
    for hit in reversed(honorific_gazetteer().find(words)):
        words = words[: hit.start].rstrip() + " " + words[hit.end :].lstrip()
    return bool(pattern.fullmatch(words))


def _shared(group: Sequence[Span], found: Sequence[Post], taken: set[Span]) -> Iterator[tuple[Span, Post, str | None]]:
    """Titles spread over a list of names: one each, or one for all with its states in the same order."""
    taken.update(post.span for post in found)
    for i, span in enumerate(group):
        post = found[i] if len(found) == len(group) else found[0]
        shares = len(found) != len(group) and len(post.countries) == len(group)
        yield span, post, post.countries[i] if shares else None


def _list_from(spans: Sequence[Span], i: int, text: str) -> list[Span]:
    group = [spans[i]]
    for span in spans[i + 1 :]:
        if not _bridges(_LIST, text, group[-1][1], span[0]):
            break
        group.append(span)
    return group


def _before(span: Span, posts: Posts, taken: set[Span]) -> Post | None:
    """The title right before a name, or before the comma before it."""
    near = [
        post
        for post in posts.starting(span[0] - LONGEST, span[0])
        if post.span[1] <= span[0] and post.span not in taken
    ]
    for post in reversed(near):
        if _bridges(_DIRECT, posts.text, post.span[1], span[0]) or _bridges(_COMMA, posts.text, post.span[1], span[0]):
            return post
    return None


def _chain_before(post: Post, posts: Posts, taken: set[Span]) -> list[Post]:
    """The post and those that stand joined before it (`ministre d'État, ministre de la Justice`)."""
    chain = [post]
    for other in reversed(posts.starting(post.span[0] - 2 * LONGEST, post.span[0])):
        if other.span[1] <= chain[0].span[0] and other.span not in taken:
            if not _bridges(_CHAIN, posts.text, other.span[1], chain[0].span[0]) or re.search(
                r"\bet\s+l[ea']", posts.text[other.span[1] : chain[0].span[0]]
            ):
                break
            chain.insert(0, other)
    return chain


def _after(span: Span, posts: Posts) -> list[Post]:
    """The titles in apposition after a name, joined by commas and `et`."""
    chain: list[Post] = []
    at = span[1]
    for post in posts.starting(at, at + 3 * LONGEST):
        if post.span[0] < at:
            continue
        pattern = _CHAIN if chain else _AFTER
        if not pattern.fullmatch(posts.text, at, post.span[0]):
            break
        chain.append(post)
        at = post.span[1]
    return chain


def _leads_on(post: Post, posts: Posts, spans: Sequence[Span]) -> bool:
    """Whether a title after a name belongs to the next name."""
    text, end = posts.text, post.span[1]
    for other in posts.starting(end, end + 2 * LONGEST):
        if other.span[0] >= end and re.fullmatch(r"\s+et\s+", text[end : other.span[0]]):
            end = other.span[1]
    return any(
        end <= s[0] <= end + 60 and (_bridges(_DIRECT, text, end, s[0]) or _bridges(_COMMA, text, end, s[0]))
        for s in spans
    )


def _settle(person: Individual, held: Sequence[Post]) -> None:
    """Title, office, country, body and gender from the posts of a person; the highest office gives the title."""
    for post in held:
        person.heads |= {post.office.head.code, post.office.head.family}
        if not post.office.head.plural:
            person.gender = person.gender or post.office.head.gender
        person.country = person.country or (post.country if post.office.head.family != "counterpart" else None)
    ranked = sorted(
        (post for post in held if post.office.head.family not in ("counterpart", "leader")),
        key=lambda post: _height(post),
    )
    if person.country is None:
        person.country = next((post.country for post in held if post.country), None)
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
    acts = best.organisation is not None and person.office in _FOR_BODIES and not _is_national(best.organisation)
    person.organisation = best.organisation if acts else None
    if best.office.head.plural:
        person.title = None if person.title is None else _singular(person.title, person.gender)


def _height(post: Post) -> tuple[int, bool]:
    """The place of a post in the order of offices; a bare military rank comes after a command."""
    rank = RANKS.index(post.office.office) if post.office.office in RANKS else len(RANKS)
    return rank, post.office.head.family == "rank"


def _joined(titled: Sequence[Post], best: Post) -> str:
    first = titled[0]
    return f"{first.words}, {best.words}" if first is not best and first.words == "ministre d'État" else best.words


def _singular(title: str, gender: str | None) -> str:
    """The title with its opening words in the singular, where the plural is one in -s or -x."""
    head, _, rest = title.partition(" ")
    if head.lower() in (
        "chefs",
        "présidents",
        "ministres",
        "ambassadeurs",
        "rois",
        "députés",
        "sénateurs",
        "dirigeants",
    ):
        head = head[:-1]
    return f"{head} {rest}".strip()


def _inherit(person: Individual, held: Sequence[Post], people: Sequence[Individual], posts: Posts) -> None:
    """A counterpart holds the office of the one it is the counterpart of: the person with a post named last before."""
    counterpart = next((post for post in held if post.office.head.family == "counterpart"), None)
    if counterpart is None:
        return
    person.country = person.country or counterpart.country
    if person.office is not None:
        return
    at = counterpart.span[0]
    others = [p for p in people if p is not person and p.office]
    before = [
        (max(s[0] for s in p.spans if s[0] < at), i) for i, p in enumerate(others) if any(s[0] < at for s in p.spans)
    ]
    if before:
        other = others[max(before)[1]]
        person.office, person.title = other.office, person.title or other.title
        person.heads |= other.heads
        person.offices |= other.offices


def _side(person: Individual, posts: Posts) -> None:
    """The country of somebody listed for a side: `côté congolais, le général X`."""
    if person.country is not None or person.organisation is not None:
        return
    for span in person.spans:
        start = max(posts.text.rfind(". ", 0, span[0]), posts.text.rfind("\n", 0, span[0]), 0)
        sides = [
            state.id
            for state in posts.states_in(start, span[0] - 1)
            if (state.label == "party" or _SIDE.search(posts.text, max(0, state.start - 12), state.start))
            and "," in posts.text[state.end : state.end + 2]
        ]
        if sides:
            person.country = sides[-1]
            return


def _of_superior(person: Individual, held: Sequence[Post], people: Sequence[Individual], posts: Posts) -> None:
    """The body of somebody who acts for its head: `l'envoyé spécial de la Secrétaire générale`."""
    if person.organisation is not None or person.country is not None or person.office not in _FOR_BODIES:
        return
    for post in held:
        inner = [p for p in posts.inner if overlaps(p.span, post.span)]
        for superior in (p for p in people if p is not person and p.organisation is not None):
            if any(p.office.head.family in superior.heads and p.country is None for p in inner):
                person.organisation = superior.organisation
                return


def _fief(person: Individual, posts: Posts) -> str | None:
    """The state inside the name of a prince (`Éléonore de Belgique`)."""
    start, end = person.fullest
    return next((state.id for state in posts.states_in(start + 1, end) if state.end <= end), None)


def _in_brackets(person: Individual, posts: Posts) -> str | None:
    """The state in brackets after a name (`Amina Bello (Nigéria)`)."""
    for _, end in person.spans:
        for state in posts.states_in(end + 1, end + 2):
            if posts.text[end : state.start].strip(" ") == "(":
                return state.id if posts.text[state.end : state.end + 1] in (")", ",") else None
    return None


def _rank_of_honour(person: Individual, posts: Posts) -> None:
    """Members of reigning houses are known by their civility, `Son Altesse`, where the text gives no office."""
    for start, _ in person.spans:
        hits = honorific_gazetteer().find(posts.text[max(0, start - 40) : start])
        if person.office is None and any(honorifics()[hit.key]["code"] == "highness" for hit in hits[-2:]):
            person.office = "monarch_family"
