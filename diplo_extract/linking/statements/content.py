"""What was said: where the content of a statement begins and ends, in tokens."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from diplo_extract.linking.clauses import Verb, auxiliaries
from diplo_extract.linking.sentences import DASHES, Bounds, Frame, over_dateline
from diplo_extract.linking.words import is_form, words

__all__ = [
    "clause_end",
    "has_finite_verb",
    "insertion_ends",
    "preceding_content",
    "quotation_after",
    "that_after",
    "without_stop",
]

PERFECT = frozenset({"a", "ont", "avons", "est", "sont", "sommes"})
TAKING_PERSONS = frozenset({"assurer", "avertir", "informer", "prévenir"})
"""Verbs whose addressee stands between them and `que` (`a informé le Conseil que …`)."""
FARTHEST_THAT = 40
"""Tokens that may stand between a cue and its `que`."""


def that_after(doc: Doc, frame: Frame, verb: Verb) -> int | None:
    """The `que` that opens the clause a cue governs, over an addressee or a circumstance; None where there is none."""
    end = min(frame.sentences[frame.sentence(verb.start)][1], verb.end + FARTHEST_THAT)
    quotation = frame.quotation(verb.start)
    if quotation:
        end = min(end, quotation[1])
    i = max(verb.end, verb.clitic + 1 if verb.clitic is not None else 0)
    while i < end and doc[i].is_space:
        i += 1
    if i < end and _is_that(doc[i]):
        return i
    if i >= end or not _may_intervene(doc, i, verb):
        return None
    for j in range(i, end):
        if _is_that(doc[j]):
            relative = doc[j].pos_ == "PRON" and verb.row["code"] not in TAKING_PERSONS
            if relative and not _opens_circumstance(doc[i]):
                return None
            if relative and any(_is_that(token) for token in doc[j + 1 : end]):
                continue  # `a indiqué lors de la visite qu'il achevait que …`
            return None if doc[j - 1].lower_ in words("not_complement") else j
        if doc[j].text in {":", ";", "«", "“"} or is_form(doc[j], "Fin") or is_form(doc[j], "Inf"):
            return None
        if doc[j].lower_ in {"qui", "dont", "où"} or _reports(doc[j]):
            return None
    return None


def _opens_circumstance(token: Token) -> bool:
    return token.pos_ in {"ADP", "ADV"}


def _is_that(token: Token) -> bool:
    return token.lower_ in {"que", "qu'"}


def _may_intervene(doc: Doc, i: int, verb: Verb) -> bool:
    """Whether the word after a cue may begin an addressee or a circumstance, and not an object with its relative."""
    token = doc[i]
    if token.lower_ in {"de", "d'", "du", "des"}:
        return False
    if token.text == "," or token.pos_ in {"ADP", "ADV"} or token.lower_ in words("day"):
        return True
    if token.lower_ == "ce" and doc[i + 1].lower_ in words("day") | {"matin", "soir", "jour"}:
        return True
    return verb.row["code"] in TAKING_PERSONS and (
        token.pos_ in {"DET", "PROPN", "NOUN"} or token.lower_ in {"les", "le", "la", "l'"}
    )


def quotation_after(doc: Doc, frame: Frame, verb: Verb) -> Bounds | None:
    """The inside of the quotation that follows a cue, next to it or after a colon; None where there is none."""
    end = frame.sentences[frame.sentence(verb.start)][1]
    for a, b in frame.quotations:
        if verb.end <= a <= end or (end < a and doc[end - 1].text == ":" and all(t.is_space for t in doc[end:a])):
            between = [token for token in doc[verb.end : a] if not token.is_space]
            beside = not between or between[-1].text == ":" or (len(between) < 3 and between[0].text == ",")
            beside = beside and not (between and between[-1].pos_ == "ADP")  # `a condamné, avec « la plus grande … »`
            return without_stop(doc, a + 1, b - 1) if beside and b - a > 4 else None
    return None


def clause_end(doc: Doc, frame: Frame, start: int, verb: Verb, reports: Collection[int]) -> int:
    """Where the clause from `start` ends: with its sentence, or before the next act told in the same sentence.

    A quotation opened inside the clause belongs to it to its end. `reports` are the starts of the verb groups that
    govern a clause of their own.
    """
    end = frame.sentences[frame.sentence(start)][1]
    around = frame.quotation(verb.start)
    if around:
        end = min(end, around[1] - 1)
    opened = frame.quotation(end - 1)
    if opened and doc[opened[0] - 1].text != ":" and opened != around and start <= opened[0]:
        end = max(end, opened[1])
    for i in range(start + 1, end):
        inner = frame.quotation(i)
        if (inner is None or inner == around) and _breaks_off(doc, i, (start, end), verb, reports):
            end = i
            break
    return without_stop(doc, start, end)[1]


def _breaks_off(doc: Doc, i: int, clause: Bounds, verb: Verb, reports: Collection[int]) -> bool:
    """Whether the words at `i` leave the clause: for a further act of the same speaker, or for one of somebody else."""
    end = clause[1]
    word = doc[i].lower_
    if i + 1 >= end:
        return False
    if word == ";":
        return not any(_is_that(token) for token in doc[i + 1 : i + 4])
    if word == ":":
        return doc[i + 1].text in {"«", "“", '"'}
    if word == "tout" and doc[i + 1].lower_ == "en" and i + 2 < end:
        return _reports(doc[i + 2])
    if _reports(doc[i]) and doc[i - 1].lower_ != "en":
        return _is_that(doc[i + 1])  # `a noté que le vote était libre ajoutant que`
    if word in {"et", "puis", "mais"}:
        return _reports(doc[i + 1]) or _same_act(doc, i + 1, clause, verb, reports)
    if word != ",":
        return False
    following = doc[i + 1]
    if is_form(following, "Fin") and _is_inserted(doc, verb):
        return True
    if following.lower_ in {"tout", "avant"} and i + 3 < end:
        return _reports(doc[i + 3]) or is_form(doc[i + 3], "Inf")
    if following.lower_ in {"tandis", "alors"}:
        return _in_perfect(doc, i + 3, end)
    if following.lower_ in {"a", "ont"} and doc[i + 2].lower_ in {"-t", "-ils", "-elles"}:
        return True
    return _reports(following) or (verb.kind == "gerund" and _begins_main_clause(doc, i + 1, end, reports))


def _is_inserted(doc: Doc, verb: Verb) -> bool:
    """Whether the cue stands in a relative clause between commas (`Le diplomate, qui a noté que …, repart`)."""
    at = verb.start - 1
    return at > 0 and doc[at].lower_ == "qui" and doc[at - 1].text == ","


def _reports(token: Token) -> bool:
    """Whether the token is a present participle that goes on reporting (`, ajoutant que`, `, appelant la Chine à`)."""
    return token.lower_ in words("reporting_gerund") and token.pos_ in {"VERB", "AUX"}


def _in_perfect(doc: Doc, i: int, end: int) -> bool:
    """Whether the clause from `i` on has a perfect of its own, as a report has."""
    return any(doc[k].lower_ in PERFECT for k in range(i, min(end, i + 14)))


def _begins_main_clause(doc: Doc, i: int, end: int, reports: Collection[int]) -> bool:
    """Whether the clause that a leading participle belongs to begins at `i` (`Rappelant que …, il a assuré que`)."""
    for k in range(i, end):
        if doc[k].text == ",":
            return False
        if is_form(doc[k], "Fin"):
            return k in reports or doc[i].lower_ in {"il", "elle", "ils", "elles", "nous"} or doc[k].lower_ in PERFECT
    return False


def _same_act(doc: Doc, i: int, clause: Bounds, verb: Verb, reports: Collection[int]) -> bool:
    """Whether a verb group without a subject after a conjunction goes on from the cue and not from the content."""
    start, end = clause
    conjunction = i
    while i < end and (doc[i].pos_ == "ADV" or doc[i].lower_ in words("object_clitic") or doc[i].is_space):
        i += 1
    if i >= end:
        return False
    if i in reports or i - 1 in reports:
        return True
    token = doc[i]
    participle = verb.kind == "compound" and is_form(token, "Part") and token.text.endswith(("é", "ée", "és", "i", "u"))
    if not is_form(token, "Fin") and not participle:
        return False
    if participle and is_form(doc[start], "Inf"):
        return True
    lexical = _lexical(doc, i, end)
    if doc[lexical].dep_ == "conj" and _first_conjunct(doc, lexical) == verb.head:
        return True
    if token.lower_ in auxiliaries() and verb.kind == "compound":
        own = any(doc[k].lower_ in PERFECT for k in range(start, i))
        return token.lower_ == doc[verb.start].lower_ and not own
    if token.text.endswith("ons") and verb.kind == "finite" and doc[verb.head].text.endswith("ons"):
        return not any(doc[k].lower_ == "nous" for k in range(start, conjunction))
    return False


def _lexical(doc: Doc, i: int, end: int) -> int:
    """The participle of the group that opens with the auxiliary at `i`, or `i` itself."""
    if doc[i].lower_ not in auxiliaries():
        return i
    return next((k for k in range(i + 1, min(end, i + 6)) if is_form(doc[k], "Part")), i)


def _first_conjunct(doc: Doc, i: int) -> int:
    """The first of the verbs that the parser coordinates with the one at `i`."""
    while doc[i].dep_ == "conj" and doc[i].head.i < i:
        i = doc[i].head.i
    return i


# ---------------------------------------------------------------- before and around a cue


def insertion_ends(doc: Doc, frame: Frame, before: int, after: int) -> int:
    """Where the content of a cue that stands at `before`..`after` ends.

    With the sentence where its clause only goes on behind the cue (`Les parties doivent, a-t-il dit, agir`), else at
    `before`: what follows a complete clause is about the speaking (`…, a-t-il dit, lors de sa visite`).
    """
    start, end = frame.sentences[frame.sentence(before)]
    end -= doc[end - 1].text in {".", "!", "?", "…"}
    if after + 1 >= end or doc[after].text != "," or frame.quotation(before - 2):
        return before
    following = doc[after + 1]
    complete = has_finite_verb(doc, (start, before), (before, before))
    goes_on = is_form(following, "Inf") or is_form(following, "Fin") or following.lower_ in {"et", "mais", "que", "qu'"}
    if complete and following.lower_ in {"et", "mais"} and doc[after + 2].lower_ in auxiliaries():
        return before
    return end if goes_on or not complete else before


def preceding_content(doc: Doc, frame: Frame, before: int, until: int) -> tuple[Bounds, bool]:
    """What a cue at `before` closes or is inserted into, and whether it stands in quotation marks.

    A quotation that opens its sentence is the content, over all its sentences and over a second one right after the
    cue; otherwise the content is the sentence, from its start to before the comma, or to `until` beyond the cue.
    """
    last = before - 1
    while last > 0 and (doc[last].text in {",", *DASHES} or doc[last].is_space):
        last -= 1
    quotation = frame.quotation(last)
    start = frame.sentences[frame.sentence(last)][0]
    if quotation is not None:
        if quotation[1] > before:  # the cue stands inside the quotation
            return without_stop(doc, quotation[0] + 1, quotation[1] - 1), True
        start = frame.sentences[frame.sentence(quotation[0])][0]
        if start == quotation[0] or doc[quotation[0] - 1].text in {":", *DASHES} or doc[quotation[0] - 1].is_space:
            again = _reopened(doc, frame, before)
            return without_stop(doc, quotation[0] + 1, (again or quotation)[1] - 1), True
    start = over_dateline(doc, start, before)
    colon = next((i for i in range(before - 1, start, -1) if doc[i].text == ":"), None)
    clauses = () if colon is None else ((start, colon), (colon, before))
    if colon is not None and all(has_finite_verb(doc, clause, (before, before)) for clause in clauses):
        start = colon + 1  # what stands before the colon is told by the author
    return without_stop(doc, start, until if until > before else last + 1), False


def _reopened(doc: Doc, frame: Frame, cue: int) -> Bounds | None:
    """The quotation that goes on right behind a cue in its sentence (`« …, a-t-il dit, « … »`), or None."""
    end = frame.sentences[frame.sentence(cue)][1]
    behind = (q for q in frame.quotations if cue < q[0] < min(end, cue + 14))
    return next((q for q in behind if doc[q[0] - 1].text == ","), None)


def has_finite_verb(doc: Doc, content: Bounds, hole: Bounds) -> bool:
    """Whether the content, the tokens of `hole` left out, has a finite verb, as what is said has."""
    return any(is_form(token, "Fin") for token in doc[content[0] : content[1]] if not hole[0] <= token.i < hole[1])


def without_stop(doc: Doc, start: int, end: int) -> Bounds:
    """The bounds without white space at either end, and without the closing full stop, comma or dash."""
    while start < end and doc[start].is_space:
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {".", ",", ";", ":", *DASHES}):
        end -= 1
    return start, end
