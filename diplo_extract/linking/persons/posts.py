"""The posts of a document: its titles, with the office, country and body that their words tell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from diplo_extract.lexicon.offices import Office, read_office
from diplo_extract.lexicon.places import country_of_city
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Found, Mentions, Span, overlaps
from diplo_extract.linking.words import words

__all__ = [
    "FOR_BODIES",
    "GOVERNING",
    "LONGEST_LIST",
    "OF_ONE_STATE",
    "RELATIVE",
    "TOWN",
    "Post",
    "Posts",
    "is_national",
    "singular",
]

FOR_BODIES = {"organisation_head", "official", "envoy", "spokesperson", "military", "other"}
"""Offices whose holders may act for a body that is no state."""

OF_ONE_STATE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister"}
"""Offices whose holders act for their state wherever they are."""

GOVERNING = OF_ONE_STATE | {"deputy_head"}
"""Offices of those who govern."""

TOWN = r"([A-ZÀ-Þ][\w'-]+(?:[ -][A-ZÀ-Þ][\w'-]+){0,2})"
"""A group for the name of a town: up to three words in capitals."""

RELATIVE = {"counterpart", "leader", "predecessor"}
"""Families of heads that give no office of their own."""

_OF = re.compile(r"(?:\bde\s+la|\bde\s+l'|\bde|\bdu|\bdes|\bd'|\btransition\s+(?:au|en))\s*$", re.IGNORECASE)
_AT = re.compile(r"\b(?:auprès|près)\s+(?:de\s+la|de\s+l'|de|du|des|d')\s*$", re.IGNORECASE)
_JOINED_STATE = re.compile(r"(?:,|\s+et)\s+$")
"""What joins an adjective of a state to another (`ministres iranien et qatari du Pétrole`)."""
_STOP = re.compile(r"(?<!\bM)(?<!\bMM)(?<![.\s][A-Z])\.\s+|;\s+")
_OF_BOTH = re.compile(
    r"\s+(?:de\s+(?:leurs|nos|ces)|des)\s+(?:deux\s+)?(?:pays|[ÉE]tats|parties|nations)(?:\s+respectifs)?$"
)
_BEFORE_STATE = re.compile(
    r"\s+(?:de\s+la|de\s+l'|de|du|des|d'|en|au|aux|auprès\s+du|auprès\s+de\s+la)\s*"
    r"(?P<style>(?:république|royaume|fédération|état)(?:\s+(?!auprès|près)[^\W\d_]+){0,2}\s+(?:de\s+la|de\s+l'|du|des|de|d')\s*)?$",
    re.IGNORECASE,
)
"""What links a state to a title, with the words of a style that its row does not have (`du royaume d'`)."""
_PEOPLE = re.compile(r"\b(?:des|aux|les)\s+$")
"""What makes a noun of the adjective of a state (`ministre des Affaires étrangères et des Congolais de l'étranger`)."""
_LOCAL = {"mayor", "governor", "minister_president"}
_ENDS_LIST = re.compile(r"(?<!\bM)(?<!\bMM)(?<![.\s][A-Z])\.\s|\n\s*\n(?!\s*[-–—•*])")

LONGEST_LIST = 1500
"""No list of names is longer, in characters."""


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
    """The posts of a document, in textual order; `named` holds the states that stand in no other name."""

    def __init__(
        self, text: str, mentions: Mentions, states: tuple[Found, ...], organisations: Sequence[ActorDraft]
    ) -> None:
        self.text = text
        self._sentences = sorted([0, *(stop.end() for stop in re.finditer(rf"{_STOP.pattern}|\n", text))])
        self.states = states
        self.named = mentions.states
        self.sites = [place for place in mentions.places if place.label == "site" and place.id]
        self._state_starts = [state.start for state in states]
        self.organisations = organisations
        self.people = [(found.start, found.end) for found in mentions.persons]
        self.all = [post for found in mentions.titles if (post := self._post(found))]
        self.outer = _outermost(self.all)
        outer = set(map(id, self.outer))
        self.inner = [post for post in self.all if id(post) not in outer]
        self._starts = [post.span[0] for post in self.outer]
        self._all_starts = [post.span[0] for post in self.all]
        self._reached = list(accumulate((post.span[1] for post in self.all), max))

    def starting(self, start: int, end: int) -> list[Post]:
        """The posts, those inside others left out, that start in `start`..`end`, the end included."""
        return self.outer[bisect_left(self._starts, start) : bisect_right(self._starts, end)]

    def covers(self, start: int, end: int) -> bool:
        """Whether a post has all of `start`..`end`."""
        before = bisect_right(self._all_starts, start)
        return bool(before) and self._reached[before - 1] >= end

    def states_in(self, start: int, end: int) -> tuple[Found, ...]:
        """The states named that start in `start`..`end`, the end included."""
        return self.states[bisect_left(self._state_starts, start) : bisect_right(self._state_starts, end)]

    def sentence(self, at: int) -> int:
        """Where the sentence that holds an offset starts: after a line break or a stop, but for `M.` and initials."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def block(self, at: int) -> int:
        """Where the stretch that holds an offset starts, in which semicolons end no sentence; no longer than a list."""
        start = self.sentence(at)
        while start and at - start < LONGEST_LIST and self.text[max(0, start - 3) : start].rstrip().endswith(";"):
            start = self.sentence(start - 1)
        return start

    def sentence_end(self, at: int) -> int:
        """Where the sentence that holds an offset ends, its stop included."""
        after = bisect_right(self._sentences, at)
        return self._sentences[after] if after < len(self._sentences) else len(self.text)

    def list_opening(self, at: int) -> Span | None:
        """The words before the colon of the list that holds an offset; None outside lists."""
        colon = self.text.rfind(":", max(0, at - LONGEST_LIST), at)
        return None if colon < 0 or _ENDS_LIST.search(self.text, colon, at) else (self.sentence(colon), colon)

    def follows(self, end: int, start: int) -> bool:
        """Whether what starts at `start` is told in the sentence that has `end`, or in the next one."""
        return start <= end + LONGEST_LIST and len(_STOP.findall(self.text, end, start)) <= 1

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
            self._bare(span, [s for s in inside if s.id != office.country and not self._is_of_portfolio(s)]),
            office,
            tuple(dict.fromkeys(countries)),
            organisation,
        )

    def share(self, plural: Post, start: int, end: int) -> Post | None:
        """The post that `start`..`end`, a preposition and what follows, names under the head of a plural title.

        `ministres du Budget, X, de la Défense, Y`: the head is `ministres`, the words are `de la Défense`.
        """
        head = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.text[plural.span[0] : plural.span[1]])
        inside = [s for s in self.states_in(start, end) if s.end <= end]
        countries = tuple(dict.fromkeys(s.id for s in inside if self._possesses(s)))
        words = f"{head[0]} {self.text[start:end]}" if head else ""
        office = read_office(words, country=countries[0] if countries else None)
        if office is None or head is None:
            return None
        opening = head[0][:1].lower() + head[0][1:]
        if inside and inside[0].end == end and _OF.fullmatch(self.text, start, inside[0].start):
            return Post((start, end), plural.words, plural.office, countries, None)
        return Post((start, end), f"{opening} {self._bare((start, end), inside)}", office, countries, None)

    def _possesses(self, state: Found) -> bool:
        """Whether a state inside a title is the one acted for: an adjective, or a name after `de`."""
        if state.label in ("demonym", "combining", "party"):
            return not self._is_of_portfolio(state)
        if _AT.search(self.text, max(0, state.start - 18), state.start):
            return False
        return bool(_OF.search(self.text, max(0, state.start - 16), state.start))

    def _is_of_portfolio(self, state: Found) -> bool:
        """Whether the adjective of a state tells what somebody deals with (`directrice des affaires américaines`)."""
        last = self.text[max(0, state.start - 24) : state.start].split()[-1:]
        return state.label == "demonym" and not words("portfolio").isdisjoint(last)

    def _is_in_body(self, state: Found, organisation: ActorDraft | None) -> bool:
        """Whether a state is a word of an international body's name (`Organisation des États turciques`).

        An adjective at the end of a name that the lexicon does not know tells whose it is (`Agence spatiale indienne`).
        """
        if organisation is None or is_national(organisation):
            return False
        for start, end in organisation.spans:
            if start <= state.start and state.end <= end:
                return organisation.code is not None or state.label != "demonym" or state.end < end
        return False

    def _of_place(self, span: Span) -> list[str]:
        """The country of the town that a local post names (`maire de Nouadhibou`), if the text names it."""
        town = re.search(r"(?:\bde(?:\s+la|\s+l')?|\bd'|\bdu)\s*([A-ZÀ-Þ].*)$", self.text[span[0] : span[1]], re.DOTALL)
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
                link = _BEFORE_STATE.search(words[:a])
                if link is None:
                    continue
                style, kept = link["style"] or words[a:b], ""
                if style.lower().startswith("république") and words.lower().startswith("président"):
                    kept = (
                        words[link.start() : link.start("style") if link["style"] else a] + style[: len("république")]
                    )
                words = words[: link.start()] + kept + words[b:]
            elif _PEOPLE.search(words, 0, a):
                continue
            elif words[a].islower() or " " not in words[:a].strip():
                rest = words[b:].lstrip()
                joined = _JOINED_STATE.search(words, 0, a)
                words = (words[: joined.start()] if joined and rest else words[:a].rstrip()) + " " + rest
        words = _OF_BOTH.sub("", words)
        words = re.sub(r"(?:,|\s+et)+$", "", " ".join(words.replace(" ,", ",").split()).strip(" ,"))
        words = re.sub(r"^(\w+)\s+et\s+(?=(?:au)?près\b)", r"\1 ", words)
        words = re.sub(r"\s*\([A-ZÀ-Þ]{2,}\)$|,?\s+respectivement\b.*", "", words)
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
    r"|département|service|armée|forces\s+armées|cabinet|bureau\s+politique|comité\s+permanent|commission\s+centrale|secrétariat\s+d'|mission|direction|police)",
    re.IGNORECASE,
)


_SHARED = re.compile(
    r"^(?!minist|départ).*\b(?:européen|panafricain|africain|arabe|andin|international)e?s?\b|\bNations\b",
    re.IGNORECASE,
)
"""Words in the names of bodies that several states share (`Parlement européen`)."""


def is_national(organisation: ActorDraft) -> bool:
    """Whether a body is an organ or a party of a state: those who act for it act for the state."""
    name = organisation.name
    if name.startswith("Parti "):
        return True
    return organisation.code is None and bool(_NATIONAL.match(name)) and not _SHARED.match(name)


_OPENING = re.compile(r"(?:(?!(?:de|du|des|à|aux?|en|pour|près|auprès)\b|\w')[\w-]+(?:\s+|$))+")
"""The words of a title before its first preposition."""


def singular(title: str) -> str:
    """The title with its words before the first preposition in the singular: plurals in -s, -aux; no names' words."""
    opening = _OPENING.match(title)
    end = opening.end() if opening else 0
    words = title[:end].split(" ")
    return " ".join(_one(word) if not at or word.islower() else word for at, word in enumerate(words)) + title[end:]


def _one(word: str) -> str:
    return re.sub(r"(?<=\w)aux$", "al", word).removesuffix("s")
