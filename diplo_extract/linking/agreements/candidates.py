"""Mentions of instruments as candidates: how each stands in its sentence, and which ones share a verb."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import Row
from diplo_extract.lexicon.agreements import agreement_row, agreement_words
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.agreements.cues import Cue, is_finite
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import Found, text_of
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import is_form, words

__all__ = ["Candidate", "read_candidates"]

DEFINITE = frozenset({"le", "la", "l'", "les", "du", "des", "au", "aux"})
INDEFINITE = frozenset({"un", "une"})
DEMONSTRATIVE = frozenset({"ce", "cet", "cette", "ces", "ledit", "ladite", "dudit", "présent", "présente", "lesdits"})
NEGATIVE = frozenset(
    {"aucun", "aucune", "nul", "nulle", "chaque", "tout", "toute", "quelque", "tel", "telle", "tels", "telles"}
)
POSSESSIVE = frozenset({"son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre"})


@dataclass(slots=True, eq=False)
class Candidate:
    """A mention: its tokens `start`..`end`, its row, its determiner, and the context that it shares.

    `left` is the token up to which the words that govern it stand (those before the first of a coordination, or before
    the colon of a list), `right` the token from which the words about it stand. `apart`: an adjective tells it
    from another (`l'ancien accord`). `announcing`: a list of
    instruments follows it (`les accords suivants :`). `cues` is filled by `status`.
    """

    found: Found
    start: int
    end: int
    row: Row
    noun: str
    article: str
    determiner: str
    quantified: bool
    bare: bool
    headline: bool
    listed: bool
    left: int
    right: int
    apart: bool = False
    announcing: bool = False
    cues: list[Cue] = field(default_factory=list)

    @property
    def named(self) -> bool:
        return self.row["kind"] == "named"

    @property
    def plural(self) -> bool:
        """Whether the noun is a plural (`trois accords`, `DEUX ACCORDS`)."""
        return self.noun.endswith(("s", "x", "S", "X"))

    @property
    def anaphoric(self) -> bool:
        """Whether it refers back rather than names: `cet accord`, `l'Accord`."""
        return self.bare and not self.named and not self.apart and self.determiner in {"definite", "demonstrative"}


def read_candidates(draft: Draft, frame: Frame) -> list[Candidate]:
    """The mentions of the document in textual order, with coordinations and lists joined."""
    doc = draft.doc
    starts = [token.idx for token in doc]
    headline = _headline(draft)
    candidates: list[Candidate] = []
    for found in draft.mentions.agreements:
        span = (found.start, found.end)
        if any(
            o.start <= found.start and found.end <= o.end and o.end - o.start > found.end - found.start
            for o in draft.mentions.organisations
        ):
            continue
        start, end = bisect_left(starts, found.start), bisect_left(starts, found.end)
        row = agreement_row(found.id)
        title = draft.text[found.start : found.end]
        candidates.append(
            Candidate(
                found=found,
                start=start,
                end=end,
                row=row,
                noun=_noun(title, row),
                quantified=not _opens_with_noun(title, row),
                article=_article(doc, start),
                determiner="demonstrative" if _is_presented(doc, start) else _determiner(_article(doc, start)),
                bare=_is_bare(title, row),
                headline=headline[0] <= span[0] < headline[1],
                listed=_begins_item(doc, start),
                left=start,
                right=end,
                apart=start > 0 and doc[start - 1].lower_ in agreement_words("apart"),
            )
        )
    _join(doc, frame, candidates)
    return candidates


def _headline(draft: Draft) -> tuple[int, int]:
    """The characters of the title; a sentence that stands for one, as its verb and full stop show, is running text."""
    at = draft.text.find(draft.title) if draft.title else -1
    if at < 0 or draft.title is None:
        return -1, -1
    end = at + len(draft.title)
    told = draft.title.endswith(".") and any(is_finite(t) for t in draft.doc if at <= t.idx < end)
    return (-1, -1) if told else (at, end)


def _article(doc: Doc, start: int) -> str:
    """The word before the mention, adjectives passed over."""
    i = start - 1
    while i >= 0 and _is_passed_over(doc[i]):
        i -= 1
    if i > 1 and doc[i].lower_ == "et" and doc[i - 1].pos_ == "NOUN" and doc[i - 2].lower_ in DEFINITE:
        i -= 2  # `les arrangements et accords conclus`
    return doc[i].lower_ if i >= 0 and not doc[i].is_space and not doc[i].is_punct else ""


def _is_passed_over(token: Token) -> bool:
    if token.is_space:
        return "\n" not in token.text
    return token.pos_ == "ADJ" and token.is_lower and token.lower_ not in DEMONSTRATIVE


def _determiner(word: str) -> str:
    """Which kind of determiner a word is."""
    kinds = (
        ("definite", DEFINITE),
        ("indefinite", INDEFINITE),
        ("demonstrative", DEMONSTRATIVE),
        ("possessive", POSSESSIVE),
        ("negative", NEGATIVE),
    )
    return next((kind for kind, forms in kinds if word in forms), "none")


def _is_presented(doc: Doc, start: int) -> bool:
    """Whether the words before say again what was named (`C'est un accord que …`)."""
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    return before[:1] in (["c'"], ["ce"]) and before[1:2] in (["est"], ["était"], ["sera"], ["fut"])


def _opens_with_noun(title: str, row: Row) -> bool:
    return any(fold(title).startswith(fold(form)) for form in row["forms"].split("|"))


def _noun(words: str, row: Row) -> str:
    """The first word of the form by which the row was found, behind the quantity."""
    folded = fold(words)
    at = min((i for form in row["forms"].split("|") if (i := folded.find(fold(form))) >= 0), default=0)
    return re.split(r"[\s'-]", words[at:], maxsplit=1)[0]


def _is_bare(words: str, row: Row) -> bool:
    """Whether the mention is no more than its noun, its number and an adjective of sides."""
    folded = " ".join(fold(words).split())
    nouns = sorted((fold(form) for form in row["forms"].split("|")), key=len, reverse=True)
    noun = next((form for form in nouns if folded.startswith(form)), "")
    rest = folded[len(noun) :].strip()
    return (
        not rest
        or rest[0] in '«“"'  # `un accord « puissant et détaillé »`
        or re.fullmatch(
            r"(?:(?:bilatera|multilatera|conclu|final|nouve|historique|important|international|suivant)\w*(?: et )?)+",
            rest,
        )
        is not None
    )


_MARK = r"(?:[-–—•*▪◦·o]|\(?\d{1,2}[.)°]|\(?[a-z][.)]|[ivx]{1,4}[.)])"
_BULLET = re.compile(rf"(?:^|\n)[ \t]*{_MARK}\s*(?:(?:[Ll][ea]s?|[Uu]ne?|d'une?)\s|[Ll]')?$")
_PLAIN_ITEM = re.compile(r"[:;,][ \t]*\n\s*(?:(?:[Ll][ea]s?|[Uu]ne?)\s|[Ll]')?$")
"""What stands before an item without a mark of its own, a paragraph of a list: the colon, or the item before."""
_INLINE = re.compile(
    r"(?:suivante?s?|ci-après|à savoir|comprennent|sont)\s*:\s*(?:(?:[Ll][ea]s?|[Uu]ne?|d'une?)\s|[Ll]')?$"
)
"""What stands before the first item of a list that goes on in the line."""
_ITEM = re.compile(rf"[ \t]*{_MARK}\s")


def _begins_item(doc: Doc, start: int) -> bool:
    """Whether the mention opens an item of a list."""
    at = doc[start].idx if start < len(doc) else len(text_of(doc))
    before = text_of(doc)[max(0, at - 20) : at]
    return any(mark.search(before) for mark in (_BULLET, _PLAIN_ITEM, _INLINE))


_JOINT = re.compile(
    r"(?:\s*\([^()]*\))?\s*[,;]?\s*"
    r"(?:et|ou|ainsi\s+qu(?:e\b|')|de\s+même\s+qu(?:e\b|')|dont|puis|notamment|y\s+compris|à\s+savoir|parmi\s+lesquels)?"
    r"(?:\s+(?:notamment|également|enfin))?\s*:?\s*"
    r"(?:(?:de\s+l'|de\s+la|des|du|de|d'|sur|à)\s*)?(?:(?:l'|le|la|les|un|une|deux|trois|plusieurs)\s*)?"
    r"(?:(?:autre|nouvel|nouveau|premier|première|second|seconde)s?\s+)?$"
)
"""What stands between two members of a coordination."""


def _join(doc: Doc, frame: Frame, candidates: list[Candidate]) -> None:
    """Gives the members of a coordination or list the context of its head."""
    _join_listed(doc, frame, candidates)
    for previous, candidate in itertools.pairwise(candidates):
        between = text_of(doc)[previous.found.end : candidate.found.start]
        same_sentence = frame.sentence(previous.start) == frame.sentence(candidate.start)
        joint = same_sentence and not candidate.listed and _JOINT.fullmatch(between)
        among = same_sentence and previous.plural and _AMONG.search(between)
        if among and not (joint or candidate.listed):
            candidate.left, candidate.right = previous.left, max(previous.end, previous.right)
        elif joint and not _hangs_inside(doc, previous, between):
            candidate.left = previous.left
            if previous.right < previous.start:  # the words about the set, before its colon
                candidate.right = previous.right
    for index in range(len(candidates) - 2, -1, -1):
        candidate, following = candidates[index], candidates[index + 1]
        if following.left == candidate.left and following.left < following.start and not candidate.listed:
            candidate.right = following.right
    _join_unfolded(doc, frame, candidates)


_AMONG = re.compile(r",\s(?:y\s+compris|dont|parmi\s+lesquels|parmi\s+lesquelles)\s(?:\w+\s)?$")
"""What stands before a member of a set told earlier in the sentence (`a signé dix accords à Rome, dont un pacte`)."""

_OF = re.compile(r"\s(?:d'|de\s|du\s|des\s|à\s|aux?\s)")


def _hangs_inside(doc: Doc, previous: Candidate, between: str) -> bool:
    """Whether `et du` goes on inside the title of an object (`ont signé un accord sur l'emploi de A et du plan B`)."""
    governing = {token.lower_ for token in doc[max(0, previous.left - 2) : previous.left]}
    return previous.determiner == "indefinite" and _OF.search(between) is not None and governing.isdisjoint(OF)


OF = frozenset({"de", "d'", "du", "des", "à", "au", "aux", ":"})


def _join_listed(doc: Doc, frame: Frame, candidates: list[Candidate]) -> None:
    """Gives the items of a list the context of the set before its colon, over a verb that only unfolds the set."""
    for candidate in candidates:
        colon = _colon(doc, candidate.start) if candidate.listed else None
        if colon is None:
            continue
        candidate.left = colon
        head = next((c for c in reversed(candidates) if c.end <= colon), None)
        if head is None or frame.sentence(head.start) != frame.sentence(colon):
            continue
        among = {doc[i].lower_ for i in range(head.end, colon)} & {"notamment", "dont", "parmi", "compris"}
        head.announcing = not among
        verbs = [doc[i].lower_ for i in range(head.end, colon) if is_finite(doc[i])]
        if not verbs:
            candidate.left = head.left
        elif head.plural and verbs[-1] in agreement_words("unfold"):
            candidate.left, candidate.right = head.left, head.end


def _join_unfolded(doc: Doc, frame: Frame, candidates: list[Candidate]) -> None:
    """Gives the instruments of a sentence that unfolds a set the context of that set (`Il s'agit d'un accord …`).

    So too those of `Ces accords concernent …`, of `Parmi les textes signés figure …`, those that are counted off (`Le
    second protocole porte sur …`), and what is said of any of these (`Le premier accord est un mémorandum …`).
    """
    for index, candidate in enumerate(candidates):
        start, _ = frame.sentences[frame.sentence(candidate.start)]
        opening = [token.lower_ for token in doc[start : min(start + UNFOLDING, candidate.start)]]
        here = [c for c in candidates[:index] if c.start >= start]
        takes_up = opening[:1] == ["ces"] and not agreement_words("unfold").isdisjoint(opening)
        unfolds = opening[:3] == ["il", "s'", "agit"] or takes_up
        ordinal = candidate.start > 0 and doc[candidate.start - 1].lower_ in words("ordinal")
        if here and _is_predicate(doc, candidate, here[-1]):
            subject = here[-1]
            candidate.left = subject.left
            candidate.right = subject.right if subject.right < subject.start else subject.end
            subject.announcing = subject.announcing or not subject.plural
            continue
        among = here[:1] if opening[:1] == ["parmi"] else []
        if among and _is_unfolded(doc, among[0].end, candidate.start):
            if _is_qualified(doc, among[0]):
                candidate.left, candidate.right = among[0].left, among[0].end
                continue
            unfolds = True
        counted = ordinal and candidate.article in DEFINITE
        if unfolds or counted:
            number = frame.sentence(candidate.start)
            told = (c for c in reversed(candidates[:index]) if 0 < number - frame.sentence(c.start) <= LOOK_BACK)
            head = next((c for c in told if c.plural), None)
            if head is not None:
                candidate.left, candidate.right = head.left, max(head.end, head.right)
                head.announcing = head.announcing or (unfolds and not among)


def _is_predicate(doc: Doc, candidate: Candidate, subject: Candidate) -> bool:
    """Whether the candidate is what the one before it is said to be (`Le premier des accords est un mémorandum`)."""
    verb = candidate.start - 2
    return (
        candidate.determiner == "indefinite"
        and verb >= subject.end
        and doc[verb].lower_ in {"est", "sera", "était", "fut"}
        and not any(is_finite(doc[i]) for i in range(subject.end, verb))
    )


def _is_unfolded(doc: Doc, start: int, end: int) -> bool:
    """Whether a verb that tells members of a set stands in `start`..`end` (`Parmi ces accords figurent …`)."""
    return any(doc[i].lower_ in agreement_words("unfold") for i in range(start, end))


def _is_qualified(doc: Doc, candidate: Candidate) -> bool:
    """Whether a participle says what was done to the set (`Parmi les textes signés`)."""
    return candidate.end < len(doc) and is_form(doc[candidate.end], "Part")


UNFOLDING = 5
"""Tokens within which `Ces trois accords concernent` says that the set is told one by one."""
LOOK_BACK = 2
"""Sentences between a set of instruments and those that are told of it one by one."""
LONGEST_LIST = 4000


def _colon(doc: Doc, start: int) -> int | None:
    """The colon that opens the list whose item begins at `start`; None where plain text stands between."""
    at = doc[start].idx
    left = max(0, at - LONGEST_LIST)
    lines = text_of(doc)[left:at].split("\n")
    position = at - len(lines[-1])
    if _INLINE.search(lines[-1]):
        return _token_at(doc, position + lines[-1].rindex(":"), start)
    for line in reversed(lines[:-1]):
        position -= len(line) + 1
        stripped = line.rstrip()
        if stripped.endswith(":"):
            colon = position + len(stripped) - 1
            return _token_at(doc, colon, start)
        if stripped and not _ITEM.match(stripped) and stripped[-1] not in ";,":
            return None
    return None


def _token_at(doc: Doc, offset: int, before: int) -> int | None:
    """The token before `before` that holds the character at `offset`."""
    return next((i for i in range(before - 1, -1, -1) if doc[i].idx <= offset), None)
