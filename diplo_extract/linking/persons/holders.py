"""Who holds which post: the titles that a text sets beside a name, alone, in chains, in the plural before a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diplo_extract.lexicon.offices import LONGEST_TITLE, honorific_gazetteer
from diplo_extract.linking.mentions import Span
from diplo_extract.linking.persons.posts import GOVERNING, Post, Posts
from diplo_extract.linking.words import words

__all__ = ["holders"]

LONGEST_ASIDE = 100
"""A name stands no further from its title, in characters."""

_AFTER = re.compile(
    r"\s*(?:,|\(|[–—-](?=\s)|(?=\sen\s+(?:sa\s+)?qualité\b))\s*"
    r"(?:(?:l'|le|la|les|son|sa|notre|alors|actuel(?:le)?|nouvel|nouveau|nouvelle|également|respectivement"
    r"|en\s+(?:sa\s+)?qualité\s+d(?:e\b|')|en\s+tant\s+qu(?:e\b|'))\s*)*"
)
_CHAIN = re.compile(r"\s*(?:,|,?\s+et)?\s*(?:le|la|l'|également)?\s*")
_DIRECT = re.compile(r"\s*(?:(?:l'|le|la)\s*)?")
_COMMA = re.compile(r"\s*,\s+(?:(?:à\s+savoir|respectivement|notamment)\s+)?(?:(?:l'|le|la)\s*)?")
_ASIDE = re.compile(
    r"\s*,\s+(?:avec\s+résidence|en\s+(?:résidence|poste|fin|visite|séjour|déplacement|mission)|dont\s+la\s+résidence"
    r"|(?:domicili|bas|accrédit)ée?|résid[ae]nte?|nouvellement|récemment|actuellement)\s[^,.;:()\n]{2,60},\s+(?:(?:l'|le|la)\s*)?"
)
"""Words between a title and its holder that tell where the holder lives or is (`…, avec résidence à Bamako, X`)."""
_THAT_OF = re.compile(r"\b(?:celui|celle)\s+(?:de\s+la|de\s+l'|du|des|de|d')\s*$")
_BELOW = re.compile(r"[ ,]*\n(?:[Ll]e\s|[Ll]a\s|[Ll]')?\s*")
_JOINED = re.compile(r"\s*(?:,\s*(?:et\s+)?|\s+et\s+)")
_LIST = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:,|,?\s+et|,?\s+ainsi\s+que)\s+(?:de\s+|d')?")

_PORTFOLIO = re.compile(
    r"\s*(?:,|,?\s+et|,?\s+ainsi\s+que)\s+((?:de\s|du\s|des\s|d'|à\s|aux?\s)[^.;:\n()]{2,120}?)\s*,?\s*"
)

_AS = (
    r"(?:(?:(?:au\s+poste|en\s+(?:sa\s+)?qualité|aux\s+fonctions)\s+d(?:e\s+|')|comme\s+|en\s+tant\s+qu(?:e\s+|'))?"
    r"(?:le\s+|la\s+|l'|une?\s+)?(?:nouveau\s+|nouvel\s+|nouvelle\s+)?)"
)
_NAMED = re.compile(
    r",?\s+(?:(?:est|était|fut|a\s+été|vient\s+d'être|ayant\s+été)\s+)?(?:\w{3,16}ment\s+)?"
    r"(?:devenue?|devient|nommée?|désignée?|élue?|réélue?|reconduite?|accréditée?|promue?|confirmée?)\s+(?:par\s+[^,;.\n]{2,40}\s)?"
    + _AS
)
"""An appointment between a name and its title (`Mme Awa Faye est nommée ambassadrice`)."""
_TAKES = re.compile(
    r"\s+(?:a|ont|avait)?\s*(?:pris|prend|prendra|assume|occupe|exerce|entre|prêté|été\s+installée?)\b[^.;:()\n]{0,50}?"
    r"\b(?:ses|sa|leurs)\s+(?:\w+\s+)?(?:fonctions?|charge)\s+(?:de\s+|d'|en\s+(?:sa\s+)?qualité\s+de\s+|en\s+tant\s+que\s+)"
    r"(?:nouveau\s+|nouvel\s+|nouvelle\s+)?"
)
"""An entry into office between a name and its title (`M. Sow a pris, lundi, ses fonctions de ministre`)."""
_NAMING = re.compile(r"\b(?:nomm|désign|élu|réélu|accrédit|promu)\w*\s+(?:l[ea]\s+|l')?(?:[A-Z][\w.]{0,12}\s+){0,2}$")
_MADE = re.compile(r"\s+" + _AS)

_CHARGED = re.compile(r"(?:\s+(?:chargée?|responsable|pour)\s[^,;.\n]{2,40})?" + _COMMA.pattern)
_OF_SEVERAL = re.compile(
    r"\b(?:les|des|ses|leurs|aux|ces|plusieurs|deux|trois)\s+(?:[^\W\d_]+\s+){0,3}[^\W\d_]+s\s+(?:du|de\s+la|de\s+l'|d')\s*$",
    re.IGNORECASE,
)
"""What makes a title the complement of a plural noun (`les collaborateurs du chef de l'État, X, ministre, …`)."""
_RULERS = {"head_of_state", "head_of_government"}

_ARTICLE = re.compile(r",\s+(?:et\s+)?(?:le\s|la\s|l')\s*(?:nouv[^\W\d_]+\s+)?$")
"""A title with an article of its own may belong to the name that follows it: `X, le ministre de la Santé, Y`."""


def holders(spans: Sequence[Span], posts: Posts) -> Iterator[tuple[Span, Post, str | None]]:
    """Each mention with a title that belongs to it, and the state that is its share of a plural title."""
    taken: set[Span] = set()
    text = posts.text
    ends = _list_ends(spans, text)
    plural: Post | None = None
    for i, span in enumerate(spans):
        if span in taken:
            continue
        group = spans[i : ends[i]]
        before = _before(span, posts, taken) or (_of_aide(spans[i - 1], span, posts, taken) if i else None)
        if before is None and plural is not None and i and (state := _alike(spans[i - 1], span, posts)):
            yield span, plural, state
            continue
        if before is None and plural is not None and i and (part := _portfolio(plural, spans[i - 1], span, posts)):
            yield span, part, None
            continue
        if before is None and (other := _that_of(span, posts)):
            yield span, *other
            continue
        plural = before if before is not None and before.office.head.plural else None
        if before is not None and before.office.head.plural and len(group) > 1:
            yield from _shared(group, [before], taken)
            taken.update(group)
            continue
        after = [post for post in _after(group[-1], posts) if post.span not in taken]
        if not after and before is None and not (i and _bridges(_LIST, text, spans[i - 1][1], span[0])):
            after = _in_turn(group, posts)
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
            anew = (before is not None and before.office.head.family != "rank") or _ARTICLE.search(
                posts.text, span[1], post.span[0]
            )
            if before is not None and before.country and post.country and before.country != post.country:
                break  # `son homologue malien X, le ministre togolais a ri`
            if post.span in taken or (anew and _leads_on(post, posts, spans)):
                break
            taken.add(post.span)
            yield span, post, None


def _bridges(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets are those of the pattern, civilities aside."""
    if end - start > LONGEST_ASIDE:
        return False
    words = text[start:end]
    if pattern.fullmatch(words):
        return True
    for hit in reversed(honorific_gazetteer().find(words)):
        words = words[: hit.start].rstrip() + " " + words[hit.end :].lstrip()
    return bool(pattern.fullmatch(words))


def _alike(last: Span, span: Span, posts: Posts) -> str | None:
    """The state of a name that shares the plural title before the last one: `…, et polonais, M. Y`."""
    for state in posts.states_in(last[1], span[0]):
        if state.label in ("demonym", "combining") and _JOINED.fullmatch(posts.text, last[1], state.start):
            return state.id if _bridges(_COMMA, posts.text, state.end, span[0]) else None
    return None


def _that_of(span: Span, posts: Posts) -> tuple[Post, str] | None:
    """The post of which a pronoun gives the name another state, with that (`et celui de l'Inde, Y`); None without."""
    for state in posts.states_in(span[0] - LONGEST_ASIDE, span[0]):
        told = _THAT_OF.search(posts.text, max(0, state.start - 16), state.start)
        if told is not None and _bridges(_COMMA, posts.text, state.end, span[0]):
            before = [post for post in posts.starting(posts.block(told.start()), told.start()) if post.office.office]
            return (before[-1], state.id) if before else None
    return None


def _portfolio(plural: Post, last: Span, span: Span, posts: Posts) -> Post | None:
    """The share of a name in a plural title whose words go on between the names: `…, X, de la Défense, Y`."""
    between = posts.text[last[1] : span[0]]
    if len(between) > LONGEST_TITLE:
        return None
    for hit in reversed(honorific_gazetteer().find(between)):
        between = between[: hit.start] + " " * (hit.end - hit.start) + between[hit.end :]
    words = _PORTFOLIO.fullmatch(between)
    part = posts.share(plural, last[1] + words.start(1), last[1] + words.end(1)) if words else None
    return part if part is None or plural.countries or part.words != plural.words else None


def _shared(group: Sequence[Span], found: Sequence[Post], taken: set[Span]) -> Iterator[tuple[Span, Post, str | None]]:
    """Titles spread over a list of names: one each, or one for all with its states in the same order."""
    taken.update(post.span for post in found)
    for i, span in enumerate(group):
        post = found[i] if len(found) == len(group) else found[0]
        shares = len(found) != len(group) and len(post.countries) == len(group)
        yield span, post, post.countries[i] if shares else None


def _in_turn(group: Sequence[Span], posts: Posts) -> list[Post]:
    """The plural title later in a sentence with a state for each name (`ambassadeurs respectivement du Mali et …`)."""
    start = group[-1][1]
    for post in posts.starting(start, start + LONGEST_TITLE):
        between = posts.text[start : post.span[0]]
        if re.search(r"[.;:]\s|\n", between):
            break
        if len(post.countries) == len(group) > 1 and "respectivement" in between + posts.text[slice(*post.span)]:
            return [post]
    return []


def _list_ends(spans: Sequence[Span], text: str) -> list[int]:
    """For each name the index behind the last one of the list that it begins, or goes on."""
    ends = list(range(1, len(spans) + 1))
    for i in range(len(spans) - 2, -1, -1):
        if _bridges(_LIST, text, spans[i][1], spans[i + 1][0]):
            ends[i] = ends[i + 1]
    return ends


def _before(span: Span, posts: Posts, taken: set[Span]) -> Post | None:
    """The title right before a name, or before the comma before it.

    A title inside another one may have its own holder (`l'envoyé spécial du roi X`, `M. Y, envoyé du Président, X`).
    """
    near = [
        post
        for post in posts.starting(span[0] - LONGEST_TITLE, span[0])
        if post.span[1] <= span[0] and post.span not in taken
    ]
    inner = [
        post for post in posts.inner if span[0] - LONGEST_TITLE <= post.span[0] < span[0] and post.span not in taken
    ]
    for post in reversed(near):
        if _bridges(_DIRECT, posts.text, post.span[1], span[0]):
            return next((i for i in inner if i.span[1] == post.span[1] and _is_bare(i, posts)), post)
        beside = (_bridges(pattern, posts.text, post.span[1], span[0]) for pattern in (_COMMA, _ASIDE))
        if any(beside) and not _is_of_several(post, posts):
            return post
    adjoining = (
        post
        for post in inner
        if _bridges(_DIRECT, posts.text, post.span[1], span[0]) or _bridges(_COMMA, posts.text, post.span[1], span[0])
    )
    return next(adjoining, None)


def _of_aide(ruler: Span, span: Span, posts: Posts, taken: set[Span]) -> Post | None:
    """The title of a name after the name inside it (`le conseiller diplomatique du président X, Y`)."""
    if not _bridges(_CHARGED, posts.text, ruler[1], span[0]):
        return None
    around = (post for post in posts.starting(ruler[0] - LONGEST_TITLE, ruler[0]) if post.span not in taken)
    return next((post for post in around if post.span[1] <= ruler[0] <= post.span[1] + 2), None)


def _is_of_several(post: Post, posts: Posts) -> bool:
    """Whether a title is the complement of people in the plural, and not of words that its holder sends."""
    several = _OF_SEVERAL.search(posts.text, max(0, post.span[0] - 50), post.span[0])
    return several is not None and words("message").isdisjoint(several[0].lower().split())


def _is_bare(post: Post, posts: Posts) -> bool:
    """Whether a title is that of a ruler in one word (`du président X`, `du Premier ministre X`)."""
    return post.office.office in _RULERS and len(posts.text[slice(*post.span)].split()) <= 2


def _chain_before(post: Post, posts: Posts, taken: set[Span]) -> list[Post]:
    """The post and those that stand joined before it (`ministre d'État, ministre de la Justice`)."""
    chain = [post]
    for other in reversed(posts.starting(post.span[0] - 2 * LONGEST_TITLE, post.span[0])):
        if other.span[1] <= chain[0].span[0] and other.span not in taken:
            between = posts.text[other.span[1] : chain[0].span[0]]
            genders = {other.office.head.gender, chain[0].office.head.gender, None}
            apart = re.search(r"\bet\s+l[ea']", between) or (len(genders) > 2 and re.search(r"\bl[ea']", between))
            if apart or not _bridges(_CHAIN, posts.text, other.span[1], chain[0].span[0]):
                break
            chain.insert(0, other)
    return chain


def _after(span: Span, posts: Posts) -> list[Post]:
    """The titles in apposition after a name, joined by commas and `et`."""
    chain: list[Post] = []
    at = span[1]
    for post in posts.starting(at, at + 3 * LONGEST_TITLE):
        if post.span[0] < at:
            continue
        pattern = _CHAIN if chain else _AFTER
        made = _NAMED.fullmatch(posts.text, at, post.span[0]) or _TAKES.fullmatch(posts.text, at, post.span[0])
        named = not chain and (made or _is_made(span, post, posts))
        below = not chain and _own_line(span, posts) and _BELOW.fullmatch(posts.text, at, post.span[0])
        if not below and not named and not pattern.fullmatch(posts.text, at, post.span[0]):
            break
        if chain and _ends_with_superior(chain[-1], post, posts):
            at = post.span[1]
            continue
        chain.append(post)
        at = post.span[1]
    return chain


def _ends_with_superior(post: Post, following: Post, posts: Posts) -> bool:
    """Whether a title ends with that of a member of the government, to which the next one belongs, too.

    `le directeur de cabinet du vice-Premier ministre, ministre des Transports`: he is no minister himself.
    """
    if post.office.office in GOVERNING or following.office.office not in GOVERNING:
        return False
    inside = (inner for inner in posts.inner if inner.span[1] == post.span[1] and post.span[0] < inner.span[0])
    return any(inner.office.office in GOVERNING for inner in inside)


def _is_made(span: Span, post: Post, posts: Posts) -> bool:
    """Whether a title right after a name is given by a verb before it (`a désigné Mme Awa Faye envoyée spéciale`)."""
    naming = _NAMING.search(posts.text, max(0, span[0] - 40), span[0])
    return naming is not None and bool(_MADE.fullmatch(posts.text, span[1], post.span[0]))


def _own_line(span: Span, posts: Posts) -> bool:
    """Whether a name is all that its line has, civilities aside, as in a signature."""
    near = max(0, span[0] - LONGEST_TITLE)
    start = posts.text.rfind("\n", near, span[0]) + 1
    if near and not start:
        return False
    line = posts.text[start : span[0]]
    hits = honorific_gazetteer().find(line)
    return not (line[: hits[0].start] + line[hits[-1].end :] if hits else line).strip(" *_")


def _leads_on(post: Post, posts: Posts, spans: Sequence[Span]) -> bool:
    """Whether a title after a name belongs to the next name."""
    text, end = posts.text, post.span[1]
    for other in posts.starting(end, end + 2 * LONGEST_TITLE):
        if other.span[0] >= end and re.fullmatch(r"(?:\s+et|,)?\s+", text[end : other.span[0]]):
            end = other.span[1]
    return any(
        end <= s[0] <= end + LONGEST_ASIDE and any(_bridges(p, text, end, s[0]) for p in (_DIRECT, _COMMA, _ASIDE))
        for s in spans
    )
