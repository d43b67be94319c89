"""What the other persons of a text tell of somebody: a counterpart, a colleague, a superior, a predecessor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest

from diplo_extract.linking.mentions import Span, overlaps
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import FOR_BODIES, GOVERNING, OF_ONE_STATE, RELATIVE, Post, Posts, singular
from diplo_extract.linking.persons.surroundings import fief, state_beside

__all__ = [
    "credentials",
    "inherit",
    "of_aide",
    "of_colleague",
    "of_group",
    "of_hosts",
    "of_possessor",
    "of_suite",
    "of_superior",
    "replaced",
]

_WITH = re.compile(
    r",?\s+(?:et|puis|ainsi\s+qu[e']|de\s+même\s+qu[e']|accompagnée?|en\s+compagnie|flanquée?)\s*(?:avec|de|d'|par|à)?\s*"
    r"(?:(?:du|le|la|son|sa|leurs?|ses)\s+|l')"
)
"""What joins somebody to a colleague or to the other of two hosts, up to the title."""

_OBJECT = re.compile(
    r"\b(?:avec|par|à|au|aux|chez|de\s+voir|[a-zà-ÿ]{3,}(?:é|i|u|it|is|era|ira|er|ir))\s+(?:notamment\s+)?"
    r"(?:l[ea]\s+|l'|[A-Z][\w.]{0,12}\s+){0,3}$"
)
"""What stands before somebody who is met, up to the title: a preposition, a participle, an infinitive, a future."""

_POSSESSIVE = re.compile(r"\b(?:son|sa|leur)\s+$", re.IGNORECASE)

_OF_SUITES = {*GOVERNING, "official", "spokesperson", "parliamentarian", "military"}
_ACCOMPANIED = re.compile(
    r"\b(?:accompagnée?s?|assistée?s?|entourée?s?|flanquée?s?|en\s+compagnie|(?P<present>(?:en|la)\s+présence|à\s+ses\s+côtés))"
    r"(?:\s+(?:notamment|entre\s+autres)|\s+pour\s+[^,.;\n]{2,24})?,?\s*(?:\bde\s+la\s+|\bde\s+l'|\bdu\s+|\bdes\s+|\bde\s+|\bd'"
    r"|\bpar\s+(?:l[ea]\s+|l')?|\ble\s+|\bla\s+|\bl')"
    r"|\b(?P<of>entourage|suite)\b(?:M\.|[^.;\n]){0,60}?(?:,\s+dont|\s+(?:comprend|comprenait|compte|comptait))\s+",
    re.IGNORECASE,
)
"""What opens the list of those who come with somebody, or (`present`) are there where somebody receives."""
_CREDENCE = re.compile(r"\b(?i:créances?)\s+(?:de\s+|d')(?:[A-Z][\w.]{0,12}\s+){0,3}$")
_LISTED = re.compile(r"\s*(?:,|,?\s+et|,\s+et)\s+(?:de\s+|d')?(?:[A-Z][\w.]{0,12}\s+){0,3}")
_RECEIVED_BY = re.compile(r"\b(?:reçue?s?|accueillie?s?)\s(?:[^.;\n]{0,40}?\s)?par\s")
HIGHEST = {"head_of_state", "head_of_government", "deputy_head", "parliament_head"}
"""Offices of which a state has one each, or one for each chamber."""
_APPOSED = re.compile(r",\s+(?:l[ea]\s+|l')?")
_BY = re.compile(r"\bpar\s+(?:l[ea]\s+|l'|son\s+|sa\s+|[A-Z][\w.]{0,10}\s+){0,3}$")
_CLAUSE = re.compile(r"[;:]|\b(?:qui|a|ont|est|sont)\s")
_REPLACED = re.compile(
    r"\b(?:remplac\w+|succ[èé]d\w+|en\s+remplacement|prend\w*\s+la\s+suite)"
    r"(?:\s+(?:à\s+ce\s+poste|à\s+cette\s+fonction|dans\s+ces\s+fonctions))?(?:\s+(?:à|de)|\s+d')?\s*"
    r"(?:(?:[A-Z][\w.]{0,8}|feu)\s+)?$"
)
"""Words of succession, and a civility, before the name of who held the post."""
_THE_LATTER = re.compile(r"\s*(?:ce(?:tte)?\s+derni(?:er|ère)|celle-ci|celui-ci)\b", re.IGNORECASE)
_AND_TO = re.compile(r"[^.;\n]{0,40}?(?:,|\s+et|,\s+et|\s+puis)\s+à\s+(?:[A-Z][\w.]{0,8}\s+)?")


def inherit(person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts) -> None:
    """A counterpart holds the office of the one it is the counterpart of: the person with a post named last before.

    The one that it is joined with (`le président X et son homologue Y`), unless these two are met by a third, who is
    its counterpart then (`le ministre Z a vu le président X ainsi que son homologue Y`); a description where a sentence
    names nobody before it.
    """
    counterpart = next((post for post in held[id(person)] if post.office.head.family == "counterpart"), None)
    if counterpart is None:
        return
    at = counterpart.span[0]
    sentence = posts.sentence(at)
    joined = [(a, p) for p in people for a, end in p.spans if sentence <= a and _WITH.fullmatch(posts.text, end, at)]
    fellows = [p for a, p in joined if _is_met(a, held[id(p)], posts)]
    person.country = person.country or counterpart.country or next((p.country for p in fellows), None)
    if person.office is not None:
        return
    near = max(((b, i) for i, p in enumerate(people) for a, b in p.spans if sentence <= a and b <= at), default=None)
    if near is not None and people[near[1]] not in fellows and people[near[1]].office is None:
        return
    told = [post for post in posts.starting(sentence, at - 1) if post.office.office and not post.office.head.plural]
    alike = [p for p in people if p.spans[0][0] < at and told and told[-1].office.head.family in p.heads]
    if near is None and told and not alike:
        person.office, person.title = told[-1].office.office, _shared_title(told[-1].words)
        return
    others = [p for p in people if p is not person and p.office and p not in fellows]
    others = [p for p in others if not p.international] or others
    others = [p for p in others if near is None and p in alike] or others
    others = [p for p in others if not any(_is_possessed(post, posts) for post in held[id(p)])] or others
    before = [
        (max(s[0] for s in p.spans if s[0] < at), i) for i, p in enumerate(others) if any(s[0] < at for s in p.spans)
    ]
    if before:
        other = others[max(before)[1]]
        person.office, person.title = other.office, person.title or _shared_title(other.title)
        person.heads |= other.heads
        person.offices |= other.offices


def _shared_title(title: str | None) -> str | None:
    """The title that a counterpart holds too; None for one of several portfolios, which differ from state to state."""
    return title if title is not None and not _SEVERAL.search(title) else None


_SEVERAL = re.compile(r",|\set\s")


def _is_met(start: int, held: Sequence[Post], posts: Posts) -> bool:
    """Whether somebody is the object of a verb, or of `avec`, rather than its subject: `a reçu le président X`."""
    start = next((post.span[0] for post in held if 0 <= start - post.span[1] <= 16), start)
    return _OBJECT.search(posts.text, max(0, start - 40), start) is not None


def of_colleague(
    person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts
) -> None:
    """The country of the one before: `le président iranien X et le ministre des Affaires étrangères, Y`."""
    if person.country is not None or person.organisation is not None or person.international:
        return
    for post in held[id(person)]:
        if post.office.office not in OF_ONE_STATE or post.office.head.plural:
            continue
        for other in people:
            near = other is not person and any(_WITH.fullmatch(posts.text, end, post.span[0]) for _, end in other.spans)
            apart = other.office not in OF_ONE_STATE or other.office == person.office
            if near and not apart and any(one.country == other.country for one in held[id(other)]):
                person.country = other.country
                return


def _is_possessed(post: Post, posts: Posts) -> bool:
    """Whether a title is that of somebody's own man or woman (`son conseiller`), and no counterpart's."""
    before = posts.text[max(0, post.span[0] - 8) : post.span[0]]
    return post.office.head.family not in RELATIVE and bool(_POSSESSIVE.search(before))


def of_possessor(person: Individual, held: Sequence[Post], people: Sequence[Individual], posts: Posts) -> None:
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


def of_superior(
    person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts
) -> None:
    """The state or body of somebody who acts for its head (`l'envoyée de la Secrétaire générale`, `… du roi X`)."""
    if person.organisation is not None or person.country is not None or person.office not in FOR_BODIES:
        return
    inner = [i for i in posts.inner if any(overlaps(i.span, post.span) for post in held[id(person)])]
    for post in inner:
        person.international = person.international or (post.office.office == "organisation_head" and not post.country)
        for superior in people:
            named = any(post is one for one in held[id(superior)])
            same = superior.organisation is not None and post.office.head.family in superior.heads and not post.country
            same = same and post.office.office in superior.offices
            told = superior.spans[0][0] < post.span[0] and not post.country
            same = same or (told and (superior.title or "").lower() == post.words.lower())
            if superior is not person and (named or same):
                person.superior = superior
                person.organisation, person.country = superior.organisation, superior.country
                return


def of_hosts(people: Sequence[Individual], posts: Posts) -> None:
    """Gives one state to the dignitaries of different offices by whom a sentence tells that somebody was received.

    `X a été reçu par le roi A, le président du Sénat B et le président de l'Assemblée nationale du Cambodge, C`.
    """
    for agent in _RECEIVED_BY.finditer(posts.text):
        hosts = list(dict.fromkeys(_named(people, agent.end(), posts.sentence_end(agent.end()))))
        hosts = [host for host in hosts if host.office in HIGHEST and not host.international]
        states = {host.country for host in hosts} - {None}
        if len(states) == 1 and len({(host.office, host.title) for host in hosts}) == len(hosts):
            for host in hosts:
                host.country = host.country or next(iter(states))


def of_aide(person: Individual, held: Mapping[int, Sequence[Post]], people: Sequence[Individual], posts: Posts) -> None:
    """Gives a ruler the state of somebody who acts for him (`le ministre malien X, envoyé spécial du Président Y`)."""
    if person.country is not None or person.international or person.office not in GOVERNING:
        return
    inner = [i for i in posts.inner if any(i is post for post in held[id(person)])]
    around = [post for post in posts.outer if any(overlaps(i.span, post.span) for i in inner)]
    aides = [
        p for p in people if any(_APPOSED.fullmatch(posts.text, end, o.span[0]) for o in around for _, end in p.spans)
    ]
    person.country = next((p.country for p in aides if p.office != "ambassador"), None)


def credentials(people: Sequence[Individual], posts: Posts) -> None:
    """Makes ambassadors of those whose letters of credence are told (`les lettres de créance de X, Y et Z`)."""
    ends: list[int] = []
    for person in people:
        start = person.spans[0][0]
        sent = _CREDENCE.search(posts.text, max(0, start - 60), start)
        if sent or any(_LISTED.fullmatch(posts.text, end, start) for end in ends):
            ends.append(person.spans[0][1])
            person.office = person.office or "ambassador"


def of_group(people: Sequence[Individual], posts: Posts, held: Set[Span]) -> None:
    """Gives those whom a list names what the plural title that announces it tells.

    `Six ambassadeurs gabonais ont prêté serment : A, ambassadeur auprès du Japon, …` tells the state; `les ambassadeurs
    A (Mali) et B (Niger)` the office. `held` has the spans of the titles that stand beside names.
    """
    plurals = [post for post in posts.outer if post.office.head.plural and post.office.office]
    for person in people:
        start = person.spans[0][0]
        before = [post for post in plurals if post.span[1] <= start and post.span not in held]
        opening = posts.list_opening(start)
        if opening and person.country is None and person.organisation is None:
            told = [p for p in before if p.country and posts.follows(p.span[1], opening[0])]
            same = [p for p in told if p.office.office == person.office]
            alone = told if {p.country for p in told} == {told[-1].country if told else None} else []
            person.country = next((p.country for p in (*same, *alone)), None)
    for post, following in zip_longest(plurals, plurals[1:]):
        end = following.span[0] if following else len(posts.text)
        listed = [p for p in people if post.span[1] <= p.spans[0][0] < end]
        marked = [p for p in listed if p.office is None and (state_beside(p, posts) or fief(p, posts))]
        if len(marked) > 1 and posts.follows(post.span[1], marked[0].spans[0][0]):
            for person in marked:
                person.office, person.title = post.office.office, singular(post.words)


def of_suite(person: Individual, held: Sequence[Post], people: Sequence[Individual], posts: Posts) -> None:
    """Makes who comes with somebody, or is present where somebody receives, act for the same state.

    `X, accompagné de Y`; `L'entourage de M. X comprend Y ; Z`; `X a reçu V en présence de Y`; ambassadors may be
    present for either side.
    """
    if person.country is not None or person.organisation is not None or person.superior is not None:
        return
    if person.international or person.office not in _OF_SUITES:
        return
    for start, _ in person.spans:
        at = next((post.span[0] for post in held if 0 <= start - post.span[1] <= 16), start)
        begin = posts.block(at)
        *_, cue = [None, *_ACCOMPANIED.finditer(posts.text, begin, at)]
        if cue is None or (_CLAUSE.search(posts.text, cue.end(), at) and not cue["of"]):
            continue
        host = cue["present"] is not None
        named = _named(people, begin, cue.end())
        told = _received_by(posts.starting(begin, cue.start()), posts) if not named else None
        if told is not None:
            person.country = told.country
            named = [] if told.country else _meant(told, people)
        elif not named and host:
            named = [other for other in _named(people, cue.end(), at) if other is not person]
        elif not named:
            named = _named(people, posts.block(max(0, begin - 1)), begin)[:1]
        if named and person.country is None:
            person.superior = named[0 if host else -1]
        return


def _received_by(told: Sequence[Post], posts: Posts) -> Post | None:
    """The first of the posts that a sentence tells without names, the one behind `par` where somebody is received."""
    hosts = [post for post in told if _BY.search(posts.text, max(0, post.span[0] - 12), post.span[0])]
    return next((post for post in (*hosts, *told) if not post.office.head.plural), None)


def _meant(post: Post, people: Sequence[Individual]) -> list[Individual]:
    """The one person who holds the post that a description without a state tells; nobody where several may."""
    fitting = [person for person in people if post.office.office and post.office.office in person.offices]
    return fitting if len(fitting) == 1 else []


def _named(people: Sequence[Individual], start: int, end: int) -> list[Individual]:
    """The persons named in `start`..`end`, in textual order, once for each time."""
    spans = sorted((a, i) for i, person in enumerate(people) for a, b in person.spans if start <= a and b <= end)
    return [people[i] for _, i in spans]


def replaced(people: Sequence[Individual], posts: Posts) -> None:
    """Gives those whom somebody replaces (`X, qui succède à Y`, `X et son prédécesseur, Y`) the post that X holds.

    X is the last one named before in the sentence, else the first one after in it, else the one of the sentence before.
    """
    former: set[int] = set()
    ends: list[int] = []
    for i, person in enumerate(people):
        start = person.spans[0][0]
        hit = next((hit for a, _ in person.spans if (hit := _REPLACED.search(posts.text, max(0, a - 90), a))), None)
        listed = any(_AND_TO.fullmatch(posts.text, end, start) for end in ends)
        if hit is None and not listed and "predecessor" not in person.heads:
            continue
        former.add(i)
        ends += [end for _, end in person.spans]
        if person.office is not None:
            continue
        at = hit.start() if hit else start
        sentence, end = posts.sentence(at), posts.sentence_end(at)
        others = [(a, j) for j, other in enumerate(people) if j not in former and other.office for a, _ in other.spans]
        before = [o for o in others if sentence <= o[0] < at] or [o for o in others if at < o[0] < end][:1]
        if not before:
            start = posts.sentence(max(0, sentence - 1))
            before = [o for o in others if start <= o[0] < at]
            last = _THE_LATTER.match(posts.text, sentence)
            before = before if last or len({j for _, j in before}) == 1 else []
        if before:
            other = people[max(before)[1]]
            person.office, person.organisation = other.office, other.organisation
            person.country = person.country or other.country
            person.superior = other if person.country is None else None
