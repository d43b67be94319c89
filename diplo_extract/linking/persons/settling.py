"""What the posts of persons tell of them: title, office, country, body; and where else these may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diplo_extract.lexicon.offices import honorific_gazetteer, honorifics, read_office
from diplo_extract.linking.mentions import Found, Span, overlaps
from diplo_extract.linking.persons.holders import holders
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import Post, Posts, is_national

__all__ = ["assign"]

RANKS = (
    *("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister"),
    *("organisation_head", "parliament_head", "envoy", "ambassador", "parliamentarian", "spokesperson", "official"),
    *("monarch_family", "military", "other"),
)
"""Offices from the highest down: who holds two is known by the higher one."""

_RELATIVE = {"counterpart", "leader", "predecessor"}
"""Families of heads that give no office of their own."""

_SIDE = re.compile(r"(?:[Dd]u\s+)?[Cc]ôté\s+$|[Pp]our\s+la\s+$|[Dd]e\s+la\s+$")
_ACCREDITED = re.compile(r"\b(?:auprès|près)\b")
"""Who is sent to a body acts for the state that sends."""

SIGNATURE = 400
"""A signature, from `Pour` to the name, is no longer, in characters."""

_SIGNED_FOR = re.compile(r"^[\s*_|]*pour\s+(?=[^\n]{2,90}$)", re.IGNORECASE | re.MULTILINE)
_ENDS_LINE = re.compile(r"[ \t*_.,]*(?:\n|$)")
_ALONG = 1500
"""Characters through which the members of a delegation are told."""
_COMPRISES = re.compile(
    r"\b[Dd]élégation\s([^.;:\n]{2,90}?)\s(?:comprend|comprenait|comprenant|est\s+composée|était\s+composée|composée|compte|comptait)\b"
)
"""A delegation whose members are listed up to the end of the paragraph (`La délégation cambodgienne comprend …`)."""
_DELEGATION = re.compile(
    r"\bd[ée]l[ée]gation\s([^.;\n]{2,90}?),?\s(?:conduite|dirigée|menée|emmenée|présidée)\s+par\s+[^.;,\n]{0,30}$",
    re.IGNORECASE,
)
_FOR_BODIES = {"organisation_head", "official", "envoy", "spokesperson", "military", "other"}
"""Offices whose holders may act for a body that is no state."""

_OF_ONE_STATE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister"}
_WITH = re.compile(
    r",?\s+(?:et|puis|ainsi\s+qu[e']|de\s+même\s+qu[e']|accompagnée?|en\s+compagnie|flanquée?)\s*(?:avec|de|d'|par|à)?\s*"
    r"(?:(?:du|le|la|son|sa|leurs?|ses)\s+|l')"
)
"""What joins somebody to a colleague or to the other of two hosts, up to the title."""

_DIASPORA = re.compile(r"\b(?:à|de)\s+l'(?:[ée]tranger|ext[ée]rieur)\b", re.IGNORECASE)
"""The end of a portfolio for one's own people abroad, which marks no foreign post (`et des Tunisiens à l'étranger`)."""

_POSSESSIVE = re.compile(r"\b(?:son|sa|leur)\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"\s[IVX]+(?:er|ᵉʳ)?\b")
_DIGNITIES = {"keeper_of_the_seals", "minister_of_state"}
_OPENING = re.compile(r"(?:(?!(?:de|du|des|à|aux?|en|pour|près|auprès)\b|\w')[\w-]+(?:\s+|$))+")
"""The words of a title before its first preposition."""

_FIEF = re.compile(r"\s*\b(?:de\s+la\s+|de\s+l'|de\s+|du\s+|d')$")

_REPLACED = re.compile(
    r"\b(?:remplac\w+|succ[èé]d\w+\s+à|en\s+remplacement\s+de|prend\w*\s+la\s+suite\s+de)\s+(?:[A-Z][\w.]{0,8}\s+)?$"
)
"""Words of succession, and a civility, before the name of who held the post."""


def assign(people: Sequence[Individual], posts: Posts) -> frozenset[Span]:
    """Gives the individuals the titles that the text sets beside their names, and what follows; the spans of those."""
    held: dict[int, list[Post]] = {id(person): [] for person in people}
    owner = {span: person for person in people for span in person.spans}
    for span, post, country in holders(sorted(owner), posts):
        person = owner[span]
        held[id(person)].append(post)
        person.country = person.country or country
    for person in people:
        _settle(person, held[id(person)])
    for person in people:
        _inherit(person, held, people, posts)
        if person.country is None:
            person.bare = 0  # a state that other words than the titles tell is not left out of these
        _side(person, posts)
        _of_colleague(person, held, people, posts)
        _of_possessor(person, held[id(person)], people, posts)
        _of_delegation(person, posts)
        person.country = (
            person.country or _fief(person, posts) or _in_brackets(person, posts) or _signed_for(person, posts)
        )
        _rank_of_honour(person, posts)
    for person in people:
        _of_superior(person, held, people, posts)
        _predecessor(person, people, posts)
        _read_again(person)
    return frozenset(post.span for posts_held in held.values() for post in posts_held)


def _read_again(person: Individual) -> None:
    """The office that a title stands for in the state that is known by now (an American `secrétaire d'État`)."""
    office = read_office(person.title, country=person.country) if person.title and person.country else None
    if office is not None and office.office == "foreign_minister" and person.office == "minister":
        person.office = office.office


def _settle(person: Individual, held: Sequence[Post]) -> None:
    """Title, office, country, body and gender from the posts of a person; the highest office gives the title."""
    for post in held:
        person.heads |= {post.office.head.code, post.office.head.family}
        if post.office.head.family not in (*_RELATIVE, "ambassador"):
            person.bare += -1 if post.countries and not _DIASPORA.search(post.words) else 1
        if not post.office.head.plural:
            person.gender = person.gender or post.office.head.gender
        person.country = person.country or (post.country if post.office.head.family != "counterpart" else None)
    ranked = sorted(
        (post for post in held if post.office.head.family not in _RELATIVE and not _is_short(post, held)),
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
    following = next((post for post in held if 1 <= post.span[0] - best.span[1] <= 2), None)
    titled = [post for post in held if RANKS.index(post.office.office or "other") <= RANKS.index("minister")]
    person.title = best.words if best.office.office != "foreign_minister" or len(titled) < 2 else _joined(titled, best)
    if best.words == "ministre" and following is not None and following is not best:
        person.title = f"ministre{', ' if following.span[0] - best.span[1] > 1 else ' '}{following.words}"
    acts = best.organisation is not None and person.office in _FOR_BODIES and not is_national(best.organisation)
    person.organisation = best.organisation if acts else None
    person.international = bool(
        best.organisation and not is_national(best.organisation) and not _ACCREDITED.search(best.words)
    ) and RANKS.index(person.office or "other") > RANKS.index("minister")
    if best.office.head.plural:
        person.title = None if person.title is None else _singular(person.title)


def _is_short(post: Post, held: Sequence[Post]) -> bool:
    """Whether a title is the first word of a fuller one (`présidente`, `présidente du Parlement européen`)."""
    return " " not in post.words and any(
        other.office.head.code == post.office.head.code and " " in other.words for other in held
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


def _singular(title: str) -> str:
    """The title with its words before the first preposition in the singular: plurals in -s, -aux; no names' words."""
    opening = _OPENING.match(title)
    end = opening.end() if opening else 0
    words = title[:end].split(" ")
    return " ".join(_one(word) if not at or word.islower() else word for at, word in enumerate(words)) + title[end:]


def _one(word: str) -> str:
    return re.sub(r"(?<=\w)aux$", "al", word).removesuffix("s")


def _inherit(
    person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts
) -> None:
    """A counterpart holds the office of the one it is the counterpart of: the person with a post named last before.

    Who is joined with it stands on its own side (`avec le président X ainsi qu'avec son homologue Y`).
    """
    counterpart = next((post for post in held[id(person)] if post.office.head.family == "counterpart"), None)
    if counterpart is None:
        return
    at = counterpart.span[0]
    fellows = [p for p in people if any(_WITH.fullmatch(posts.text, end, at) for _, end in p.spans if end < at)]
    person.country = person.country or counterpart.country or next((p.country for p in fellows), None)
    if person.office is not None:
        return
    others = [p for p in people if p is not person and p.office and p not in fellows]
    others = [p for p in others if not p.international] or others
    others = [p for p in others if not any(_is_possessed(post, posts) for post in held[id(p)])] or others
    before = [
        (max(s[0] for s in p.spans if s[0] < at), i) for i, p in enumerate(others) if any(s[0] < at for s in p.spans)
    ]
    if before:
        other = others[max(before)[1]]
        person.office, person.title = other.office, person.title or other.title
        person.heads |= other.heads
        person.offices |= other.offices


def _names_side(state: Found, span: Span, posts: Posts) -> bool:
    """Whether the words before a state make a side of it (`côté congolais,`); after `de la` for the next name only."""
    side = _SIDE.search(posts.text, max(0, state.start - 12), state.start)
    if side is None or not side[0].lower().startswith("de"):
        return side is not None
    return not any(state.end <= start < span[0] for start, _ in posts.people)


def _side(person: Individual, posts: Posts) -> None:
    """The country of somebody listed for a side: `côté congolais, le général X`."""
    if person.country is not None or person.organisation is not None:
        return
    for span in person.spans:
        start = posts.sentence(span[0])
        sides = [
            state.id
            for state in posts.states_in(start, span[0] - 1)
            if not any(overlaps(post.span, (state.start, state.end)) for post in posts.all)
            and (state.label == "party" or _names_side(state, span, posts))
            and "," in posts.text[state.end : state.end + 2]
        ]
        if sides:
            person.country = sides[-1]
            return


def _of_colleague(
    person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts
) -> None:
    """The country of the one before: `le président iranien X et le ministre des Affaires étrangères, Y`."""
    if person.country is not None or person.organisation is not None or person.international:
        return
    for post in held[id(person)]:
        if post.office.office not in _OF_ONE_STATE or post.office.head.plural:
            continue
        for other in people:
            near = other is not person and any(_WITH.fullmatch(posts.text, end, post.span[0]) for _, end in other.spans)
            apart = other.office not in _OF_ONE_STATE or other.office == person.office
            if near and not apart and any(one.country == other.country for one in held[id(other)]):
                person.country = other.country
                return


def _is_possessed(post: Post, posts: Posts) -> bool:
    """Whether a title is that of somebody's own man or woman (`son conseiller`), and no counterpart's."""
    before = posts.text[max(0, post.span[0] - 8) : post.span[0]]
    return post.office.head.family not in _RELATIVE and bool(_POSSESSIVE.search(before))


def _of_possessor(person: Individual, held: Sequence[Post], people: Sequence[Individual], posts: Posts) -> None:
    """The country of the one before in a sentence: `le président congolais a dépêché son conseiller X`."""
    if person.country is not None or person.organisation is not None:
        return
    for post in held:
        if not _is_possessed(post, posts):
            continue
        start = posts.sentence(post.span[0])
        named = [(one.span[1], one.country) for one in posts.starting(start, post.span[0] - 1) if one.country]
        named += [(end, p.country) for p in people for a, end in p.spans if start <= a < post.span[0] and p.country]
        if named:
            person.country = max(named)[1]
            return


def _of_superior(
    person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts
) -> None:
    """The state or body of somebody who acts for its head (`l'envoyée de la Secrétaire générale`, `… du roi X`)."""
    if person.organisation is not None or person.country is not None or person.office not in _FOR_BODIES:
        return
    inner = [i for i in posts.inner if any(overlaps(i.span, post.span) for post in held[id(person)])]
    for post in inner:
        person.international = person.international or (post.office.office == "organisation_head" and not post.country)
        for superior in people:
            named = any(post is one for one in held[id(superior)])
            same = superior.organisation is not None and post.office.head.family in superior.heads and not post.country
            if superior is not person and (named or same):
                person.superior = superior
                person.organisation, person.country = superior.organisation, superior.country
                return


def _of_delegation(person: Individual, posts: Posts) -> None:
    """The body or state of a delegation that somebody leads: `une délégation de la Banque mondiale conduite par X`."""
    if person.organisation is not None or person.country is not None or person.international:
        return
    for at, _ in person.spans:
        led = _DELEGATION.search(posts.text, max(0, at - 160), at) or _COMPRISES.search(
            posts.text, max(posts.text.rfind("\n", 0, at) + 1, at - _ALONG), at
        )
        if led is None:
            continue
        within = (led.start(1), led.end(1))
        body = next((o for o in posts.organisations if any(overlaps(within, span) for span in o.spans)), None)
        states = {s.id for s in posts.states_in(*within)}
        if body is not None and not is_national(body):
            person.international = True
            person.organisation = body if person.office in _FOR_BODIES else None
        elif len(states) == 1:
            person.country = states.pop()
        return


def _fief(person: Individual, posts: Posts) -> str | None:
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


def _in_brackets(person: Individual, posts: Posts) -> str | None:
    """The state in brackets after a name (`Amina Bello (Nigéria)`)."""
    for _, end in person.spans:
        for state in posts.states_in(end + 1, end + 2):
            if posts.text[end : state.start].strip(" ") == "(":
                return state.id if posts.text[state.end : state.end + 1] in (")", ",") else None
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


def _predecessor(person: Individual, people: Sequence[Individual], posts: Posts) -> None:
    """The office and country of somebody whom a person of the same sentence replaces (`X, qui succède à Y`)."""
    if person.office is not None or person.country is not None:
        return
    start = person.spans[0][0]
    replaced = _REPLACED.search(posts.text, max(0, start - 60), start)
    if replaced is None and "predecessor" not in person.heads:
        return
    start = replaced.start() if replaced else start
    sentence = posts.sentence(start)
    before = [(end, p) for p in people for a, end in p.spans if sentence <= a and end <= start]
    if before:
        successor = max(before, key=lambda item: item[0])[1]
        person.office, person.country, person.organisation = successor.office, successor.country, successor.organisation


def _rank_of_honour(person: Individual, posts: Posts) -> None:
    """Members of reigning houses are known by their civility, `Son Altesse`; the counted (`Albert II`) reign."""
    for start, end in person.spans:
        hits = honorific_gazetteer().find(posts.text[max(0, start - 40) : start])
        if person.office is None and any(honorifics()[hit.key]["code"] == "highness" for hit in hits[-2:]):
            person.office = "monarch_family"
        if person.office == "monarch_family" and _COUNTED.search(posts.text, start, end):
            person.office = "head_of_state"
