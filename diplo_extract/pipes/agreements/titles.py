"""Where the title of an instrument ends.

Read token by token from the noun that opens the title. Function words decide (a preposition goes on, a relative
pronoun ends); the parser is asked only whether what stands behind `et` or a comma is coordinated inside the title.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.agreements import agreement_words

__all__ = ["title_end"]

MOST_TOKENS = 70
"""The title of an instrument has no more tokens."""

OF = frozenset({"de", "d'", "du", "des"})


def title_end(doc: Doc, start: int, end: int, *, heads: Collection[int], kind: str) -> int:
    """The token after the last one of the title whose opening noun is `start`..`end`.

    `heads` are the tokens at which an instrument is named: a coordination leading to one of them ends the title.
    `kind` named: the words are a proper name already, so that only a date or acronym goes on (`du 26 juin`); numbered:
    a number and the organ follow, and nothing is coordinated (`résolution 2231 du Conseil de sécurité`).
    """
    if doc[start].is_upper and len(doc[start]) > 3 and doc[end - 1].is_upper:
        return _capitals_end(doc, end)
    reader = _Reader(doc, start, end, heads)
    return reader.read({"named": _dated, "numbered": _of_organ}.get(kind, _any))


def _capitals_end(doc: Doc, end: int) -> int:
    """The end of a title in capitals: its line, without what follows a mark."""
    i = end
    while i < len(doc) and not (doc[i].is_space and "\n" in doc[i].text):
        if doc[i].text in {":", ";", ".", "(", ","} or doc[i].text.islower():
            break
        i += 1
    return max(end, i)


def _any(token: Token) -> bool:
    return True


def _of_organ(token: Token) -> bool:
    return token.text != "," and token.lower_ not in agreement_words("conjunction")


def _dated(token: Token) -> bool:
    """Whether the token goes on after a proper name: an acronym in parentheses, a date (`du 26 juin 1945`)."""
    if token.text == "(" or token.like_num or token.shape_ == "dxx":
        return True
    following = _next(token.doc, token.i)
    if token.lower_ in OF:
        return following is not None and (following.like_num or following.text == "1er")
    return token.lower_ in agreement_words("month")


class _Reader:
    """Reads on from the opening noun; `last` is the end of what certainly belongs to the title."""

    def __init__(self, doc: Doc, start: int, end: int, heads: Collection[int]) -> None:
        self.doc, self.start, self.heads = doc, start, heads
        self.core = end
        self.i = self.last = end
        self.prepositions = ["de"] if any(token.lower_ in OF for token in doc[start:end]) else []
        self.link = False  # a preposition or conjunction waits for its noun
        self.between = False  # `entre A` waits for `et B`
        self.limit = min(len(doc), end + MOST_TOKENS)

    def read(self, allowed: Callable[[Token], bool]) -> int:
        while self.i < self.limit and allowed(self.doc[self.i]) and self._step():
            pass
        return self.last

    def _step(self) -> bool:
        """Takes the token at `i` into the title, or says that the title ends before it."""
        token = self.doc[self.i]
        word = token.lower_.replace("’", "'")
        if token.is_space:
            return self._over_break(token)
        if word == "(":
            return self._bracket()
        if word in {"«", "“", '"', "„"}:
            return self._quotation()
        if word == ",":
            return self._comma()
        if word in agreement_words("conjunction"):
            return self._conjunction()
        if word in {"-", "–", "/", "‑"} and not token.whitespace_ and not self.doc[self.i - 1].whitespace_:
            return self._take()
        if word in {"celui", "celle", "ceux"} and self.link:
            return self._take(closes=True)  # `entre le gouvernement japonais et celui du Togo`
        if word == "se" and _next_word(self.doc, self.i) == "rapportant":
            return self._take(2)
        if token.is_punct or word in agreement_words("stop"):
            return False
        if word in agreement_words("preposition") or word in {"relatif", "relative", "relatifs", "relatives", "visant"}:
            return self._preposition(word)
        if token.is_lower and (word in agreement_words("determiner") or token.pos_ == "DET"):
            return self._take() if self.link else False
        return self._content(token, word)

    def _take(self, tokens: int = 1, *, closes: bool = False) -> bool:
        self.i += tokens
        if closes:
            self.last, self.link = self.i, False
        return True

    def _over_break(self, token: Token) -> bool:
        """A line break inside a paragraph is a space."""
        following = self.i + 1
        if following >= self.limit or (token.text.count("\n") and self.doc[following].is_sent_start):
            return False
        return self._take()

    def _bracket(self) -> bool:
        """A short parenthesis (`(ASEAN)`, `(2025-2027)`) belongs to the title."""
        for j in range(self.i + 1, min(self.i + 8, len(self.doc))):
            if self.doc[j].text == ")":
                inner = self.doc[self.i + 1 : j]
                if any(t.pos_ == "VERB" and t.is_lower for t in inner):
                    return False
                return self._take(j + 1 - self.i, closes=True)
        return False

    def _quotation(self) -> bool:
        """A quoted name inside the title, up to its closing mark."""
        if self.doc[self.i].text == '"' and not self.doc[self.i - 1].whitespace_:
            following = self.doc[min(self.i + 1, len(self.doc) - 1)]
            if self.doc[self.i].whitespace_ or following.is_punct or following.is_space:
                return False  # the mark closes a quotation around the title
        for j in range(self.i + 1, min(self.i + 30, len(self.doc))):
            if self.doc[j].text in {"»", "”", '"'}:
                return self._take(j + 1 - self.i, closes=True)
        return False

    def _preposition(self, word: str) -> bool:
        following = _next(self.doc, self.i)
        if following is None:
            return False
        after = following.lower_
        if self.link and word not in OF | {"à", "au", "aux", "en", "pour"}:
            self.link = False
        if word == "en" and (
            self._second(following) in agreement_words("after_en", "month") or after.isdigit() or _is_verb(following)
        ):
            return False
        if word in {"à", "au", "aux"} and not self._goes_on_with_a(word, following):
            return False
        if word == "dans" and self._second(following) in agreement_words("after_dans"):
            return False
        if word == "pour" and (
            after in agreement_words("time") | {"que", "qu'"}
            or (following.like_num and after not in {"un", "une"})
            or self._second(following) in agreement_words("time")
        ):
            return self._years(following)
        if word == "avec" and (following.pos_ == "PRON" or self._second(following).startswith("homologue")):
            return False
        if word in OF and after in agreement_words("after_de"):
            return False
        if word in OF and (
            (_is_verb(following, "Inf") and not self._is_name_of_infinitive())
            or (following.pos_ == "PRON" and after not in agreement_words("determiner"))
        ):
            return False
        if word == "entre":
            self.between = True
        self.prepositions.append("de" if word in OF else word)
        self.link = True
        return self._take()

    def _is_name_of_infinitive(self) -> bool:
        return self.doc[self.i - 1].lower_ in agreement_words("of_infinitive")

    def _years(self, following: Token) -> bool:
        """`pour 2025-2027`, `pour la période 2025-2027` belong to the title, `pour trois ans` does not."""
        j = following.i
        while j < self.limit and self.doc[j].lower_ in {"la", "les", "période", "années", "l'", "année"}:
            j += 1
        if j < self.limit and self.doc[j].text[:4].isdigit() and len(self.doc[j].text) >= 4:
            return self._take(j + 1 - self.i, closes=True)
        return False

    def _second(self, following: Token) -> str:
        """The word after an article, or the word itself where there is none."""
        if following.lower_ not in agreement_words("determiner"):
            return following.lower_
        after = _next(self.doc, following.i)
        return "" if after is None else after.lower_

    def _goes_on_with_a(self, word: str, following: Token) -> bool:
        after = self._second(following)
        relating = self.doc[self.i - 1].lower_.startswith(("relati", "adhési", "visa"))
        if relating:
            return True
        if (
            following.lower_ in agreement_words("after_a")
            or after in agreement_words("after_a") | agreement_words("weekday")
            or (following.like_num and word == "à" and following.is_digit)
        ):
            return False
        if word != "à":
            return bool(self.prepositions) or following.is_lower
        return following.is_lower and not _is_verb(following)

    def _content(self, token: Token, word: str) -> bool:
        if _ends_title(self.doc, self.i, link=self.link, near=self.i - self.core):
            return False
        if word in agreement_words("weekday") and not self.link:
            return False
        self._take(closes=True)
        self.link = word.endswith("ant") and token.pos_ == "VERB"
        return True

    def _conjunction(self) -> bool:
        following = _next(self.doc, self.i)
        if (
            following is None
            or following.lower_ in agreement_words("stop")
            or (following.is_punct and following.text not in {"«", '"', "“"})
        ):
            return False
        if self._leads_to_head(following.i):
            return False
        if self.between and self.doc[self.i].lower_ == "et":
            self.between, self.link = False, True
            return self._take()
        if not self._is_coordinated(following):
            return False
        self.link = True
        return self._take()

    def _comma(self) -> bool:
        """A comma goes on inside an enumeration that `et` closes (`d'Aktaou, d'Alat et de Poti`)."""
        j = self.i + 1
        while j < self.limit:
            token = self.doc[j]
            word = token.lower_
            if word in {"et", "ou"} or (word == "," and j > self.i + 1):
                break
            if (
                word in agreement_words("stop")
                or token.is_punct
                or word in {"signé", "signée"}
                or (not token.is_space and _ends_title(self.doc, j, link=True, near=9))
            ):
                return False
            j += 1
        following = _next(self.doc, self.i)
        if following is not None and _is_verb(following):
            return False
        if j >= self.limit or following is None or j - self.i > 14 or not self._closes_with_et(j):
            return False
        if self._leads_to_head(following.i) or (not self.between and not self._is_coordinated(following)):
            return False
        self.link = True
        return self._take()

    def _closes_with_et(self, j: int) -> bool:
        for k in range(j, min(j + 40, len(self.doc))):
            if self.doc[k].lower_ in {"et", "ou"}:
                return True
            if self.doc[k].text in {".", ";", ":"} or self.doc[k].lower_ in agreement_words("stop"):
                return False
        return False

    def _leads_to_head(self, j: int) -> bool:
        """Whether another instrument is named right behind the preposition, article and quantity at `j`."""
        for k in range(j, min(j + 6, len(self.doc))):
            if k in self.heads:
                return True
            token = self.doc[k]
            small = token.lower_ in agreement_words("determiner", "preposition", "quantity_word")
            if not (small or token.like_num or token.is_space or token.pos_ == "NUM"):
                return False
        return False

    def _is_coordinated(self, following: Token) -> bool:
        """Whether what begins at `following` is coordinated inside the title, and not with the title as a whole."""
        token: Token | None = following
        preposition = None
        if following.lower_ in agreement_words("preposition"):
            preposition = "de" if following.lower_ in OF else following.lower_
            token = _next(self.doc, following.i)
        bare = True
        while token is not None and (token.lower_ in agreement_words("determiner") or token.pos_ == "DET"):
            bare, token = False, _next(self.doc, token.i)
        if token is None or _ends_title(self.doc, token.i, link=True, near=9) or _is_verb(token, "Inf"):
            return False
        noun = _next(self.doc, token.i)
        if token.pos_ == "ADJ" and noun is not None and noun.pos_ == "NOUN" and token.head.i == noun.i:
            token = noun  # `de fraternité et de bon voisinage`
        governing = self.doc[self.start - 1].lower_ if self.start else ""
        governed = (
            self.doc[self.start - 2].lower_
            if governing in agreement_words("determiner") and self.start > 1
            else governing
        )
        if preposition is not None:
            if preposition not in self.prepositions:
                return False
            if ("de" if governed in OF or governing in OF else governed) != preposition:
                return True
        elif not self.prepositions and not bare:
            return False
        elif bare:
            after = _next(self.doc, token.i)
            takes_object = after is not None and after.lower_ in agreement_words("determiner")
            return token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "X"} or (token.pos_ == "VERB" and not takes_object)
        if token.dep_ == "conj":
            return self.start < token.head.i < self.i
        return preposition is None and not self._begins_clause(token)

    def _begins_clause(self, token: Token) -> bool:
        """Whether a finite verb follows before the sentence's next mark, so that the noun may be its subject."""
        for k in range(token.i + 1, min(token.i + 25, len(self.doc))):
            other = self.doc[k]
            if other.text in {".", ";", ":"} or other.is_sent_start:
                return False
            if _is_verb(other, "Fin"):
                return True
        return False


def _next(doc: Doc, i: int) -> Token | None:
    """The first token behind `i` that is no white space."""
    j = i + 1
    while j < len(doc) and doc[j].is_space:
        j += 1
    return doc[j] if j < len(doc) else None


def _next_word(doc: Doc, i: int) -> str:
    following = _next(doc, i)
    return "" if following is None else following.lower_


def _is_verb(token: Token, form: str = "") -> bool:
    if token.pos_ not in {"VERB", "AUX"} or not token.is_lower:
        return False
    return not form or form in token.morph.get("VerbForm", [])


def _ends_title(doc: Doc, i: int, *, link: bool, near: int) -> bool:
    """Whether the word at `i` cannot stand in a title: a verb, the participle of a deed, an adverb, a pronoun."""
    token = doc[i]
    if not token.is_lower:
        return False
    word = token.lower_
    previous = doc[i - 1].lower_ if i else ""
    if word == "non" and i + 1 < len(doc) and doc[i + 1].lower_ in deeds():
        return True
    if word in deeds() and previous not in agreement_words("determiner") | OF | {"non"}:
        return True
    if word in agreement_words("verb") and word != "entre" and previous not in agreement_words("determiner"):
        return True
    if token.pos_ == "AUX" or (token.pos_ == "PRON" and word not in agreement_words("determiner")):
        return True
    if token.pos_ == "VERB":
        if "Inf" in token.morph.get("VerbForm", []):
            return previous not in {"pour", "à"} and not (
                i > 1 and doc[i - 2].lower_ in agreement_words("of_infinitive")
            )
        if word.endswith("ant"):
            return near > 4
        if "Part" in token.morph.get("VerbForm", []) or word.endswith(
            ("é", "ée", "és", "ées", "is", "ise", "ises", "u", "ue", "us", "ues")
        ):
            return False
        return not link
    return (
        token.pos_ == "ADV" and word not in {"non", "mutuellement", "entièrement", "plus"} and not word.endswith("ment")
    ) or token.pos_ == "SCONJ"


@cache
def deeds() -> frozenset[str]:
    """The participles of what is done to an instrument (`signé`, `conclue`, `entrés`)."""
    told = {form.split()[0] for row in read_rows("agreement_status") for form in forms(row["participle"])}
    return agreement_words("participle") | told
