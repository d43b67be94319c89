"""Names that a head noun opens: `Université de Liège`, `ministère de l'Économie et des Finances du Bénin`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import Row
from diplo_extract.lexicon.gazetteer import Hit, level
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.timex.vocabulary import MONTHS

__all__ = ["DescribedName", "described_names"]


@dataclass(frozen=True, slots=True)
class DescribedName:
    """A name (half-open code points of the Doc's text), the kind of its head, and whether more words may be of it."""

    start: int
    end: int
    kind: str
    open: bool = False


def described_names(doc: Doc, text: str) -> Iterator[DescribedName]:
    """The names that head nouns open, in textual order; `text` is the levelled text of the Doc."""
    demonyms = _ends_of_states(doc, "demonym")
    countries = _ends_of_states(doc, "name", "official")
    holders = _holders(doc)
    persons = frozenset(span.start for span in doc.spans.get("diplo_persons", ()))
    titles = frozenset(span.start for span in doc.spans.get("diplo_titles", ()))
    for hit in head_gazetteer().find(text):
        row = heads()[hit.key]
        span = doc.char_span(hit.start, hit.end)
        if span is None or row["kind"] == "none" or text[hit.end : hit.end + 1] in _HYPHENS:
            continue  # the Centre-Nord is no centre
        if row["kind"] == "ministry" and (end := _state_behind(doc, span.end)):
            yield DescribedName(hit.start, _char_end(doc, end), "state")
        if text[hit.start : hit.end].isupper():
            continue
        capital = text[hit.start].isupper()
        walk = _Walk(
            _mode(row, capital),
            row["kind"],
            demonyms,
            countries,
            holders,
            persons if not capital else frozenset(),
            titles,
            (row["kind"], row["small"]) == ("state", "proper"),
            span.end,
            link="de" if row["small"] == "named" else "",
        )
        end = span.end if row["bare"] and span.end in persons else _end_of_name(doc, walk)
        if end > span.end:
            start = doc[span.end].idx if row["kind"] == "company" and not capital else hit.start
            yield DescribedName(start, _char_end(doc, end), row["kind"], open=row["bare"] != "whole")
        elif capital and row["bare"] and _stands_alone(doc, hit, text):
            yield DescribedName(hit.start, hit.end, row["kind"])


def _state_behind(doc: Doc, at: int) -> int:
    """The token index behind the state that begins at `at` or behind `de` and an article there; 0 where none does."""
    ends: dict[int, int] = {span.start: span.end for span in doc.spans.get("diplo_states", ())}
    while at < len(doc) and at not in ends and _small(doc[at]) in _OF | _ARTICLES:
        at += 1
    return ends.get(at, 0)


def _ends_of_states(doc: Doc, *labels: str) -> frozenset[int]:
    """The last tokens of the mentions of states with one of the labels, whatever the tagger says of them."""
    spans = doc.spans.get("diplo_states", ())
    return frozenset(span.end - 1 for span in spans if span.label_ in labels)


def _holders(doc: Doc) -> frozenset[int]:
    """The tokens where the name of a person follows that of a state or a whole title.

    `… de la Fédération de Russie Anton Belov`, `président de la Commission de l'Union africaine Ali Sow`; but
    `président de la Fondation Félix Diop`, where the title goes on, and not `sénateur du Parti de la Volonté Peule`,
    where the recogniser has it that a last word does.
    """
    ends = {span.end for span in doc.spans.get("diplo_states", ()) if span.label_ in ("name", "official")}
    for title in doc.spans.get("diplo_titles", ()):
        if title.label_ in _NATIONAL or sum(token.text[0].isupper() for token in title[1:]) > 1:
            ends.add(title.end)
    persons = (span for span in doc.spans.get("diplo_persons", ()) if span.start in ends)
    return frozenset(
        span.start for span in persons if len(span) > 1 or span[0].ent_type_ != "ORG" or span[0].ent_iob_ != "I"
    )


_NATIONAL = {
    *("head_of_state", "head_of_government", "deputy_head", "parliament_head"),
    *("minister", "foreign_minister", "defence_minister"),
}


def _mode(row: Row, capital: bool) -> str:
    if row["bare"] == "whole":
        return "proper"
    if capital:
        return "name" if row["small"] == "name" else "any"
    return {"": "no", "any": "any", "proper": "proper", "name": "at once", "named": "name"}[row["small"]]


def _char_end(doc: Doc, end: int) -> int:
    last = doc[end - 1]
    return last.idx + len(last)


def _stands_alone(doc: Doc, hit: Hit, text: str) -> bool:
    """Whether a capitalised head without completion follows an article, as a name does."""
    left = text[max(0, hit.start - 4) : hit.start].lower()
    return left.endswith(("le ", "la ", "l'", "l' ", "du ", "au ", "un ", "ce "))


def _small(token: Token) -> str:
    """The token in small letters, with a straight apostrophe."""
    return level(token.lower_)


# The completion of a head ---------------------------------------------------------------------------------------------

_OF = frozenset(["de", "du", "des", "d'", "d"])
_ARTICLES = frozenset(["le", "la", "les", "l'", "l"])
_ARABIC = frozenset(["al", "el", "as", "an", "ad", "ar", "ech", "ed", "ul"])
"""Arabic articles, which a hyphen joins to a name (`Brigades Izz al-Dine`)."""
_CIRCUMSTANCES = frozenset((
    "invitation", "occasion", "issue", "initiative", "demande", "instar", "heure", "image", "aide", "unanimité",
    "appui", "approche", "attention", "adresse", "encontre", "origine", "cours", "terme",
))  # fmt: skip
"""Nouns that after `à` tell how or when, and belong to no name."""
_CONSONANTS = frozenset("BFGKMNPRTVWZ")
_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("-‐‑–—")
_PURPOSE = frozenset(["pour", "sur", "contre"])
_BEFORE_A_NOUN = frozenset((
    "ancien", "anciens", "ancienne", "anciennes", "jeune", "jeunes", "petit", "petits", "petite", "petites", "moyenne",
    "moyennes", "grand", "grands", "grande", "grandes", "nouvelle", "nouvelles", "nouveaux", "hautes", "hauts", "bonne",
    "bonnes", "premier", "première", "libre", "libres",
))  # fmt: skip
"""Adjectives that stand before their noun (`Office des anciens combattants`)."""
_RELATED = frozenset(["relation", "relations", "liaison"])
_STOP = frozenset((
    "ainsi", "afin", "selon", "lors", "dont", "que", "qui", "où", "mais", "ou", "ni", "car", "puis", "ce", "cette",
    "ces", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "un", "une", "plusieurs", "tous", "toutes", "tout",
    "toute", "chaque", "dernier", "dernière", "derniers", "dernières", "prochain", "prochaine", "présent",
    "présente", "même", "mêmes", "autre", "autres", "susmentionné", "ici", "hier", "aujourd'hui", "demain",
))  # fmt: skip


@dataclass(slots=True)
class _Walk:
    """What has been read of a completion.

    `owners` are the tokens where the name of a person begins that `de` makes the owner of what a head in small letters
    names (`le parti de Karim Diallo`); `abroad` tells of a state's organ that stands in other states, too.
    """

    mode: str
    kind: str
    demonyms: frozenset[int]
    countries: frozenset[int]
    holders: frozenset[int]
    owners: frozenset[int]
    titles: frozenset[int]
    abroad: bool
    end: int
    link: str = ""
    proper: bool = False


def _end_of_name(doc: Doc, walk: _Walk) -> int:
    """The token index behind the completion that begins at `walk.end`; that index where there is none.

    Adjectives, nouns after a preposition and capitalised words belong to the name; a verb, a pronoun, a mark of
    punctuation or a new head of an organisation ends it.
    """
    start = walk.end
    while walk.mode != "no" and walk.end < len(doc):
        step = _step(doc, walk)
        if step == walk.end:
            break
        walk.proper = walk.proper or any(_is_name_word(token) for token in doc[walk.end : step])
        walk.proper = walk.proper or (walk.kind == "state" and walk.end in walk.demonyms)
        walk.end = step
        if walk.mode == "at once" and not walk.proper:
            return start
    return start if walk.mode in ("proper", "at once", "name") and not walk.proper else walk.end


def _step(doc: Doc, walk: _Walk) -> int:
    """The token index behind the next part of the completion, or the present end where nothing belongs to it."""
    token = doc[walk.end]
    if token.i in walk.holders:
        return walk.end
    if token.text in _DASHES and walk.end - 1 in walk.countries and walk.end + 1 in walk.countries:
        return token.i + 2  # `Comité intergouvernemental Vietnam - Cuba`
    if (
        token.text in _HYPHENS
        and walk.end + 1 < len(doc)
        and not doc[walk.end - 1].whitespace_
        and not token.whitespace_
    ):
        return token.i + 2
    if _small(token) in _ARABIC and doc[walk.end + 1 : walk.end + 2].text in _HYPHENS and walk.end + 2 < len(doc):
        return token.i + 3 if doc[walk.end + 2].text[0].isupper() else walk.end
    describing = _is_describing(token) or token.i in walk.demonyms
    if describing and _opens_a_complement(doc, walk.end):
        return walk.end
    if _is_name_word(token) or (describing and walk.mode != "at once"):
        return token.i + 1
    if token.pos_ == "NOUN" and _small(doc[walk.end - 1]) in _BEFORE_A_NOUN and walk.mode in ("any", "name"):
        return token.i + 1
    if walk.mode == "name" and walk.kind == "other" and (day := _end_of_day(doc, walk.end)):
        walk.proper = True
        return day
    if token.text == "," and _lists_adjectives(doc, walk.end):
        return walk.end + 2
    if token.text == "," and walk.kind == "state" and not walk.link and _lists_portfolios(doc, walk.end):
        return walk.end + 2
    link = _link(doc, walk)
    if link == walk.end or link >= len(doc):
        return walk.end
    noun = doc[link]
    if _opens_another(doc, noun, walk) or (link - 1 == walk.end and noun.i in walk.owners):
        return walk.end
    if _is_name_word(noun) or (_is_noun(noun) and walk.mode in ("any", "name")):
        first = _small(doc[walk.end])
        walk.link = first if first not in ("et", ",", "&") else walk.link
        return noun.i + 1
    return walk.end


def _end_of_day(doc: Doc, at: int) -> int:
    """The token index behind the day that names a movement (`Mouvement du 5 juin`); 0 where none is told."""
    words = doc[at : at + 4]
    month = next((token for token in words[2:] if _small(token) in MONTHS), None)
    told = month is not None and _small(words[0]) == "du" and words[1].text[0].isdigit()
    return month.i + 1 if told and month is not None else 0


_PARTICIPLE = re.compile(r"[a-zà-ÿ]+ée?s?")
_COMPLEMENTS = frozenset(["à", "au", "aux", "par", "en", "dans", "auprès", "depuis", "lors"])


def _opens_a_complement(doc: Doc, at: int) -> bool:
    """Whether a participle with a complement tells of the body (`le Groupe des chefs accrédités à Ottawa`)."""
    following = _small(doc[at + 1]) if at + 1 < len(doc) else ""
    return bool(_PARTICIPLE.fullmatch(doc[at].text)) and following in _COMPLEMENTS


def _lists_portfolios(doc: Doc, comma: int) -> bool:
    """Whether a noun with a capital follows, and one more behind a comma or `et`: `Finances, Commerce et Emploi`."""
    following = doc[comma + 1 : comma + 6]
    if not following or not _is_name_word(following[0]):
        return False
    more = next((token for token in following[1:] if not token.text[0].islower() or _small(token) == "et"), None)
    return more is not None and more.text in (",", "et") and more.i + 1 < len(doc) and _is_name_word(doc[more.i + 1])


def _lists_adjectives(doc: Doc, comma: int) -> bool:
    """Whether an adjective and one more follow (`commerciale, économique, scientifique et technique`)."""
    if comma + 3 >= len(doc) or not _is_describing(doc[comma - 1]) or not _is_describing(doc[comma + 1]):
        return False
    return _small(doc[comma + 2]) in (",", "et") and doc[comma + 3].pos_ == "ADJ"


def _link(doc: Doc, walk: _Walk) -> int:
    """The token index behind the words that tie the next noun to the name (`de la`, `et des`, `pour le`)."""
    at = walk.end
    word = _small(doc[at])
    if word == "," and walk.link in _OF and (walk.kind == "state" or _lists_nouns(doc, at)):
        at += 1
        if at >= len(doc) or _small(doc[at]) not in _OF:
            return walk.end
        word = _small(doc[at])
    elif word in ("et", "&"):
        at += 1
        if at >= len(doc) or (_is_town(doc[at - 2]) and _is_name_word(doc[at]) and not _is_town(doc[at])):
            return walk.end  # the Université de Kara is one body, Nordwind another
        word = _small(doc[at])
        if walk.link in _PURPOSE and word in _ARTICLES:
            return at + 1
        if not walk.link and word in _OF | _PURPOSE:
            return walk.end
        if word not in _OF | _PURPOSE:
            return at if not word.endswith("'") and word not in _ARTICLES else walk.end
    purpose = word in _PURPOSE and walk.mode != "proper" and walk.end - 1 not in walk.countries
    purpose = purpose and not (walk.kind == "state" and walk.proper and candidates(doc[walk.end - 1].text))
    purpose = purpose or (word == "avec" and _small(doc[walk.end - 1]) in _RELATED)
    if word in _OF or (purpose and not (word == "sur" and walk.proper and walk.kind != "meeting")):
        at += 1
        return at + 1 if at < len(doc) and _small(doc[at]) in _ARTICLES else at
    return _local_link(doc, walk, at, word)


def _is_town(token: Token) -> bool:
    """Whether the gazetteer knows the word as the name of a place."""
    return token.text[0].isupper() and bool(candidates(token.text))


def _lists_nouns(doc: Doc, comma: int) -> bool:
    """Whether nouns in small letters follow, up to an acronym in parentheses (`…, du commerce et des métiers (UCM)`).

    Without the acronym, what follows a comma may be told of other things.
    """
    following = doc[comma + 1 : comma + 11]
    until = next((token.i for token in following if token.text[0] == "("), comma)
    words = doc[comma + 1 : until]
    return (
        len(words) > 3
        and _small(words[0]) in _OF
        and all(not token.text[0].isupper() and token.pos_ not in ("VERB", "AUX", "PUNCT") for token in words)
    )


def _local_link(doc: Doc, walk: _Walk, at: int, word: str) -> int:
    """The same for `à`, `au`, `en`, `auprès de`: an embassy's country, a town, `à l'étranger`.

    A town alone names no body: `l'ambassade à Bamako` does not say whose it is.
    """
    if walk.abroad and not (walk.proper or walk.link) and word != "auprès":
        return walk.end
    if word in ("à", "au", "aux", "en") and at + 1 < len(doc):
        following = at + 2 if _small(doc[at + 1]) in _ARTICLES and at + 2 < len(doc) else at + 1
        if walk.kind == "state" and (doc[following].is_title or _small(doc[following]) == "étranger"):
            return following
        common = _is_noun(doc[following]) and not doc[following].is_title and walk.mode == "any"
        if word in ("à", "aux") and common and _small(doc[following]) not in _CIRCUMSTANCES:
            return following
    if word == "auprès" and walk.kind == "state" and at + 2 < len(doc) and _small(doc[at + 1]) in _OF:
        return at + 3 if _small(doc[at + 2]) in _ARTICLES and at + 3 < len(doc) else at + 2
    return walk.end


def _opens_another(doc: Doc, noun: Token, walk: _Walk) -> bool:
    """Whether after `et` the next noun is the head of an organisation of its own, or of somebody's second title.

    A head in small letters is one with an article of its own before a name (`de la Ligue du Sud et du parti Avenir`),
    or where any completion will do (`du ministère de la Santé et du ministère des Sports`).
    """
    if _small(doc[walk.end]) not in ("et", ",", "&"):
        return False
    if noun.i in walk.titles:
        return True
    if walk.kind != "state" and noun.text.isupper() and len(noun) > 1 and noun.i - 1 > walk.end:
        return True  # the Centre d'étude and the CIIS are two
    head = next((hit for hit in head_gazetteer().find(noun.text) if not hit.start), None)
    if head is None:
        return False
    if heads()[head.key]["kind"] == "none" and noun.i - 1 > walk.end:
        return False  # the ministère de l'Économie et du Plan is one
    whole = heads()[head.key]["small"] == "any"
    named = whole or (noun.i + 1 < len(doc) and _is_name_word(doc[noun.i + 1]))
    return noun.is_title or (named and _small(doc[noun.i - 1]) in ("du", "le", "la", "l'", "les"))


def _is_name_word(token: Token) -> bool:
    """Whether the token is written as part of a name: a capital, no pronoun."""
    if token.text[:2] in _ARABIC and token.text[2:3] in _HYPHENS and token.text[3:4].isupper():
        return True
    if token.text[0] in _CONSONANTS and level(token.text[1:2]) == "'":
        return True  # N'Guesso, M'bour
    return token.text[0].isupper() and token.is_alpha | ("-" in token.text) and _small(token) not in _STOP


def _is_noun(token: Token) -> bool:
    """Whether the token may be a noun of a name (`recherche`, `développement`)."""
    return token.text[0].isalpha() and token.pos_ in ("NOUN", "PROPN", "ADJ") and _small(token) not in _STOP


def _is_describing(token: Token) -> bool:
    """Whether the token is an adjective or participle that describes the noun before it."""
    return token.text[0].isalpha() and token.pos_ == "ADJ" and _small(token) not in _STOP
