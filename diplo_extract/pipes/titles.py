"""The `diplo_titles` component: finds the words of titles, alone or beside a name.

A title runs from its head (a row of offices.csv), or the `ancien` before it, to its true end: `secrétaire général
adjoint de l'ONU chargé des opérations`, `ministre de l'Industrie et du Commerce`. The label is the office, "" where
the words stand for none of their own (`homologue`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon.gazetteer import Hit, level
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.lexicon.offices import (
    FORMER,
    LONGEST_TITLE,
    Head,
    head_gazetteer,
    heads,
    honorific_gazetteer,
    portfolio_gazetteer,
    read_office,
)

__all__ = ["find_titles"]


@Language.component("diplo_titles", assigns=["doc.spans"])
def find_titles(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_titles`."""
    reader = _Reader(doc)
    spans = []
    for start, end, office in reader.titles():
        span = doc.char_span(start, end, label=office, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_titles"] = spans
    return doc


_RANK_BEFORE = re.compile(
    r"(?:^|[^\w\s]\s?|\b(?:[LlDd]es?|[Dd]u|[Aa]ux?|[Mm]onsieur|[Mm]adame|M\.|Mme|[Uu]ne?|et|par|pour|avec|selon|[Cc]es?|deux|trois"
    r"|ministre|président|feu|ancien)\s+|[LlDd]'|\n)$"
)
_LINK = re.compile(
    r"\s+(?:(?:chargée?s?|responsables?|en\s+charge)\s+(?=d))?(?:de\s+la\s+|de\s+l'|de\s+|du\s+|des\s+|d')",
    re.IGNORECASE,
)
_OTHER_LINK = re.compile(
    r"\s+(auprès|près|à|(?-i:A)|au|aux|en|pour|chargée?s?|dans|sur)(?:\s+(?:du|des|de\s+la|de\s+l|de|d|l|la|le|les|cette|son)\b)?"
    r"(?:'\s*|(?<=')|\s+)",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"(?:présence|compagnie|marge|visite|séjour|déplacement|qualité|tant|cours|vue|raison|faveur|tête|issue|occasion"
    r"|arrivée|invitation|destination|terme|nom|sujet|moment|lendemain|sein)\b"
)
"""Nouns behind a preposition that tell when and how, and not what somebody deals with (`en présence de`)."""
_PEOPLE_POWER = re.compile(r"\bpouvoir\s+populaire$", re.IGNORECASE)
"""The ministries of Venezuela are `du Pouvoir populaire pour` their domain."""
_AND = re.compile(
    r"\s+et\s+(?:(?:à|aux?|pour)\s+)?(?:à\s+la\s+|à\s+l'|de\s+la\s+|de\s+l'|du\s+|des\s+|d'|la\s+|les\s+|le\s+|l')?"
)
_ALSO_AT = re.compile(r",?\s+et\s+(?:auprès|près)\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')")
_CHARGED = re.compile(
    r",\s+(?:également\s+)?(?:chargée?s?|responsables?|en\s+charge)\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')",
    re.IGNORECASE,
)
_MORE = re.compile(r",\s+(?:à\s+la\s+|à\s+l'|aux?\s+|de\s+la\s+|de\s+l'|du\s+|des\s+|d'|de\s+)(?=[^\W\d_])")
_EACH = re.compile(
    r",?\s+(?:respectivement\s+|(?:et,?\s+)?enfin,?\s+|et,\s+\w+,\s+)(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')",
    re.IGNORECASE,
)
"""What goes on to the next state of a plural title (`ambassadeurs respectivement du Mali et, enfin, du Togo`)."""
_STYLE = re.compile(
    r"(?:république|royaume|état|fédération)(?:\s+[^\W\d_]+){0,3}?\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')",
    re.IGNORECASE,
)
"""The words before the name of a state in a style of it that no row has (`République islamique de la Mauritanie`)."""
_CLOSED = re.compile(
    r"[^.;:()\n«»]{0,160}?\s+et\s+(?:à\s+l'|à\s+la\s+|aux\s+|au\s+|de\s+la\s+|de\s+l'|du\s+|des\s+|d')"
)
_FIXED = re.compile(
    r"\s+(?:par\s+intérim|de\s+facto|désignée?s?|agréée?s?|nommée?s?|en\s+chef|ad\s+interim|en\s+exercice|non[\s-]résidente?s?|à\s+l'[ée]tranger|à\s+l'ext[ée]rieur"
    r"|(?:r[ée]sid|[ée]tabli)\w+\s+à\s+l'[ée]tranger|d'[ÉE]tat|extraordinaire\s+et\s+plénipotentiaire|des\s+deux\s+(?:pays|[ÉE]tats|parties)|de\s+(?:leurs|nos|ces)\s+(?:deux\s+)?pays(?:\s+respectifs)?|\([A-ZÉ][\w.-]{1,11}\)|a\.\s?i\b\.?)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w']*(?:[-‐‑][^\W\d_][\w']*)*")
_GAP = re.compile(r" |\n(?!\s)| {1,2}")
_NAMING = re.compile(r"\s+(?:M\.|MM\.|Mme|Monsieur|Madame|S\.)")
_STYLED = re.compile(r"\s+(?:le\s+|la\s+|l')", re.IGNORECASE)
"""Between a civility and the title of its holder (`conseiller de Sa Majesté le Roi`)."""
_AFTER_ARTICLE = {"rank", "military", "assistant"}
"""Families of heads that are also adjectives (`général`, `adjoint`): they need an article or the like before them."""

_IN_NAMES = {"prince", "clergy", "monarch"}
"""Families of heads that are also words of names (`Duc`, `Roi`)."""
_NAME_BEFORE = re.compile(r"(?:([A-ZÀ-Þ][\w'-]*)|\bM\.|\bMme)\s$")

_PLACED = {"mayor", "governor", "archbishop", "minister_president"}
_PREPOSED = re.compile(r"(?:anciens?|petite?s?|hautes?|hauts|moyennes?|grande?s?|nouvelles?|jeunes?)", re.IGNORECASE)
_SPACED = re.compile(r"\s[^\W\d_]{3,}")
_NOT_ADJECTIVES = {"sortant", "tout", "toute", "même", "autre", "lui", "elle", "respectif", "respectifs", "présent"}


class _Reader:
    """Reads the titles of one Doc; offsets are code points of its text."""

    def __init__(self, doc: Doc) -> None:
        self.text = level(doc.text)
        self.tokens = {token.idx: token for token in doc}
        states = doc.spans.get("diplo_states", ())
        self.states: dict[int, tuple[int, str]] = {s.start_char: (s.end_char, s.label_) for s in states}
        self.entities = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("PER", "PERSON")]
        self.persons = {span.start_char for span in doc.ents if span.label_ in ("PER", "PERSON")}
        self.hits = [hit for hit in head_gazetteer().find(self.text) if self._stands(hit)]
        self.organs = {hit.start: hit.end for hit in portfolio_gazetteer().find(self.text)}
        self.civilities = {hit.start: hit.end for hit in honorific_gazetteer().find(self.text)}
        self.head_starts = {hit.start: hit.end for hit in self.hits}

    def titles(self) -> Iterator[tuple[int, int, str]]:
        """Start, end and office of every title, in textual order."""
        for hit in self.hits:
            head = heads()[hit.key]
            former = FORMER.search(self.text, max(0, hit.start - 14), hit.start)
            start = former.start() if former else hit.start
            end = self._end(hit.end, head)
            body = self._names_body(hit.end, end)
            office = read_office(self.text[start:end], body=body)
            yield start, end, office.office if office else ""

    def _stands(self, hit: Hit) -> bool:
        """Whether the head is no adjective (`secrétariat général`) and no part of a compound (`sous-préfet`)."""
        before = self.text[max(0, hit.start - 3) : hit.start].lower()
        if before.endswith(("-", "‐", "‑")) and before != "ex-":
            return False
        if hit.end < len(self.text) and self.text[hit.end] in "-‐‑":
            return False
        if heads()[hit.key].family in _IN_NAMES:
            return not self._is_in_name(hit)
        if heads()[hit.key].family == "mayor" and any(start < hit.start < end for start, end in self.entities):
            return False
        if heads()[hit.key].family in _AFTER_ARTICLE:
            return bool(_RANK_BEFORE.search(self.text, max(0, hit.start - 12), hit.start))
        return True

    def _is_in_name(self, hit: Hit) -> bool:
        """Whether the head is a word in capitals right after another of a name (`Pham Duc Long`, `M. Duc`)."""
        before = _NAME_BEFORE.search(self.text, max(0, hit.start - 24), hit.start)
        if before is None or self.text[hit.start].islower():
            return False
        return before[1] not in words_of_kind("opener") and before[1] not in (
            "Altesse",
            "Majesté",
            "Royale",
            "Sainteté",
        )

    def _names_body(self, start: int, end: int) -> bool:
        """Whether a title names a body: it has a word in capitals that is no part of a state's name."""
        at = start
        while at < end:
            state = self.states.get(at)
            if state:
                at = state[0]
                continue
            word = _WORD.match(self.text, at)
            if word and (not at or not self.text[at - 1].isalnum()):
                if word[0][:1].isupper():
                    return True
                at = word.end()
            at += 1
        return False

    def _end(self, at: int, head: Head) -> int:
        """The end of a title whose head ends at `at`."""
        limit = at + LONGEST_TITLE
        while True:
            further = self._adjectives(at, plural=head.plural)
            for link in (self._fixed, self._linked, self._enumerated):
                further = link(further, head)
                if further != at:
                    break
            if further == at or further > limit:
                return at
            at = further

    def _fixed(self, at: int, head: Head) -> int:
        fixed = _FIXED.match(self.text, at)
        return fixed.end() if fixed else at

    def _linked(self, at: int, head: Head) -> int:
        link = _LINK.match(self.text, at)
        if link:
            return self._noun_phrase(link.end(), at, placed=head.code in _PLACED)
        link = _OTHER_LINK.match(self.text, at)
        if (
            link
            and not _CIRCUMSTANCE.match(self.text, link.end())
            and (word := link[1].split()[0].lower().rstrip("es"))
            and (self._takes(head, word) or (word == "pour" and _PEOPLE_POWER.search(self.text, max(0, at - 24), at)))
        ):
            return self._noun_phrase(link.end(), at)
        return at

    def _takes(self, head: Head, preposition: str) -> bool:
        forms = {"à", "au", "aux"} if preposition in ("à", "a", "au", "aux") else {preposition}
        return any(known.rstrip("es") in forms for known in head.prepositions)

    def _enumerated(self, at: int, head: Head) -> int:
        """Further portfolios (`et du Commerce`, `, de la Migration`), or states of a plural (`du Mali et du Niger`)."""
        if head.plural and (
            link := _EACH.match(self.text, at) or _MORE.match(self.text, at) or _AND.match(self.text, at)
        ):
            style = _STYLE.match(self.text, link.end())
            state = self.states.get(link.end()) or (self.states.get(style.end()) if style else None)
            if state and state[1] in ("name", "official"):
                return state[0]
        if head.family == "ambassador" and (also := _ALSO_AT.match(self.text, at)):
            return self._noun_phrase(also.end(), at)
        if head.family not in (
            "minister",
            "secretary_of_state",
            "commissioner",
            "adviser",
            "director",
            "director_general",
            "high_representative",
            "envoy",
            "delegation_head",
            "representative",
            "coordinator",
            "prime_minister",
            "vice_president",
        ):
            return at
        if charged := _CHARGED.match(self.text, at):
            return self._noun_phrase(charged.end(), at)
        link = _AND.match(self.text, at)
        if link is None:
            link = _MORE.match(self.text, at)
            if link is None or not _CLOSED.match(self.text, link.end()):
                return at
        elif _NAMING.match(self.text, link.end() - 1):
            return at
        return self._noun_phrase(link.end(), at, conjoined=True)

    def _noun_phrase(self, start: int, before: int, *, placed: bool = False, conjoined: bool = False) -> int:
        """The end of the noun phrase at `start`; `before` where there is none."""
        if start in self.states and self.states[start][1] in ("name", "official"):
            return self.states[start][0]
        if (style := self.civilities.get(start)) and (named := _STYLED.match(self.text, style)):
            return self.head_starts.get(named.end(), before)
        word = _WORD.match(self.text, start)
        if word is None or (conjoined and start in self.head_starts) or not self._is_noun(start, word[0]):
            return before
        article = self.text.endswith((" du ", " des ", " l'", " la "), 0, start)
        if not article and (start in self.persons or (conjoined and self._names_somebody(word))):
            return before
        at = max(word.end(), self.head_starts.get(start, 0), self.organs.get(start, 0))
        if _PREPOSED.fullmatch(word[0]) and (noun := _SPACED.match(self.text, at)):
            at = noun.end()
        while placed and self._capital_follows(at) and at + 1 not in self.persons:
            following = _WORD.match(self.text, at + 1)
            at = following.end() if following else at
        return self._adjectives(at, plural=True)

    def _capital_follows(self, at: int) -> bool:
        return bool(re.compile(r"[ \n][A-ZÀ-Þ]").match(self.text, at)) and at + 1 not in self.states

    def _names_somebody(self, word: re.Match[str]) -> bool:
        """Whether a word in capitals is followed by another that is no adjective, as a first name is by a surname."""
        return word[0][0].isupper() and self._capital_follows(word.end()) and not self._adjective(word.end() + 1)

    def _is_noun(self, start: int, word: str) -> bool:
        token = self.tokens.get(start)
        if token is None:
            return word[0].isupper()
        return token.pos_ in ("NOUN", "PROPN", "ADJ", "X") or word[0].isupper()

    def _adjectives(self, at: int, *, plural: bool) -> int:
        """The end of the adjectives from `at` on (`étrangères et européennes`, `français, russe et américain`)."""
        while gap := _GAP.match(self.text, at):
            end = self._adjective(gap.end())
            if end is None:
                break
            at = end
            joined = re.compile(r",\s|\s+et\s+").match(self.text, at)
            while plural and joined and (end := self._adjective(joined.end(), strict=joined[0][0] == ",")):
                at = end
                joined = re.compile(r",\s|\s+et\s+").match(self.text, at)
        return at

    def _adjective(self, start: int, *, strict: bool = False) -> int | None:
        """The end of the adjective at `start`, None where there is none; `strict`: only of a state."""
        state = self.states.get(start)
        if state and state[1] in ("demonym", "combining"):
            return state[0]
        word = _WORD.match(self.text, start)
        if word is None or strict or start in self.head_starts or start in self.persons or word[0] in _NOT_ADJECTIVES:
            return None
        token = self.tokens.get(start)
        if word[0][0].islower():
            return word.end() if token is not None and (token.pos_ == "ADJ" or word[0] in ("unies", "unis")) else None
        lowered = word[0].lower()
        known = lowered.endswith(_ADJECTIVE_ENDINGS) and token is not None and token.ent_type_ != "PER"
        return word.end() if known else None


_ADJECTIVE_ENDINGS = (
    *("ales", "ale", "aux", "al", "elle", "elles", "iel", "iels", "ères", "ière", "ières", "éenne", "éennes", "éens"),
    *("aine", "aines", "ques", "ique", "aire", "aires", "able", "ables", "ive", "ives", "eure", "eures"),
    *("ée", "ées", "unies", "unis"),
)
"""How the adjectives end that a title may write with a capital (`Affaires Étrangères`)."""
