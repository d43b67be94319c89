"""Which mentions name one instrument, and which of them are kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplo_extract.lexicon import forms
from diplo_extract.lexicon.agreements import agreement_words
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.draft import Draft

__all__ = ["Instrument", "group", "modifier_end"]


Told = tuple[set[str], set[str]]
"""The actors and the days that the words behind a title name."""


@dataclass(slots=True, eq=False)
class Instrument:
    """The mentions of one instrument, and the references (`cet accord`) that only say more about it."""

    mentions: list[Candidate]
    references: list[Candidate]

    @property
    def all(self) -> list[Candidate]:
        return [*self.mentions, *self.references]

    @property
    def type(self) -> str:
        return self.best.row["type"]

    @property
    def best(self) -> Candidate:
        """The mention with the fullest title; in running text rather than in capitals."""
        return max(
            self.mentions, key=lambda c: (not c.anaphoric, not c.headline or len(self.mentions) == 1, c.end - c.start)
        )


def group(draft: Draft, candidates: Sequence[Candidate]) -> list[Instrument]:
    """The instruments in order of first mention; references without an antecedent are instruments of their own.

    What a headline announces in the plural is left out where the text names instruments of that type.
    """
    instruments: list[Instrument] = []
    told = {candidate.found.start: _told_of(draft, candidate) for candidate in candidates}
    for candidate in candidates:
        known = _set_before(draft, candidate, instruments) or _antecedent(draft, candidate, instruments, told)
        if known is None:
            instruments.append(Instrument([candidate], []))
        elif candidate.anaphoric or candidate.determiner == "demonstrative":
            known.references.append(candidate)
        else:
            known.mentions.append(candidate)
    _join_headline(draft, instruments)
    types = {i.type for i in instruments if not all(c.headline for c in i.mentions)}
    types |= {"documents"} if types else set()
    return [i for i in instruments if not (all(c.headline and c.plural for c in i.mentions) and i.type in types)]


def _join_headline(draft: Draft, instruments: list[Instrument]) -> None:
    """Joins what only the headline names, in the singular, to the one instrument of its type that the text tells of."""
    alone = [i for i in instruments if all(c.headline and not c.plural and not c.named for c in i.mentions)]
    for only in alone:
        if only.type in {"declaration", "joint_declaration"}:  # the text itself may be one
            continue
        others = [i for i in instruments if i is not only and i.type == only.type]
        if len(others) != 1 or others[0].best.plural or not _agrees(draft, others[0].best, only.best):
            continue
        if any(cue.real and cue.stage == "text" for c in others[0].all for cue in c.cues):
            others[0].mentions[:0] = only.mentions
            others[0].references[:0] = only.references
            instruments.remove(only)
            instruments.sort(key=lambda i: i.mentions[0].start)


def _set_before(draft: Draft, candidate: Candidate, instruments: Sequence[Instrument]) -> Instrument | None:
    """The set that the candidate only goes on to name by another noun (`13 accords et mémorandums d'entente`)."""
    last = instruments[-1] if instruments else None
    if last is None or not candidate.plural or candidate.quantified:
        return None
    before = last.mentions[-1]
    title = fold(draft.text[before.found.start : before.found.end])
    ends_with_noun = title.endswith(tuple(fold(form) for form in forms(before.row["forms"])))
    between = draft.text[before.found.end : candidate.found.start].strip()
    return last if before.plural and ends_with_noun and between == "et" else None


def _antecedent(
    draft: Draft, candidate: Candidate, instruments: Sequence[Instrument], told: Mapping[int, Told]
) -> Instrument | None:
    announced = _announced(draft, candidate, instruments)
    if announced is not None:
        return announced
    same = [i for i in instruments if _is_same(draft, candidate, i, told)]
    if same:
        return same[-1]
    done = candidate.noun[:1].islower() and any(c.kind == "participle" for c in candidate.cues)
    comma = draft.doc[candidate.end : candidate.end + 1].text == ","
    described = done and candidate.determiner != "demonstrative" and not comma
    refers = candidate.anaphoric or (candidate.determiner == "demonstrative" and not candidate.named)
    if not refers or described or _is_plural(draft, candidate) or candidate.row["kind"] == "set":
        return None
    fitting = [i for i in instruments if i.type == candidate.row["type"]] or [
        i for i in instruments if _may_be_called(i, candidate)
    ]
    return fitting[-1] if fitting else None


def _announced(draft: Draft, candidate: Candidate, instruments: Sequence[Instrument]) -> Instrument | None:
    """The instrument that the headline announces and the candidate is the first in the text to name."""
    if candidate.headline or candidate.named:
        return None
    for instrument in instruments:
        if any(not c.headline or c.named or c.row["type"] == "joint_declaration" for c in instrument.mentions):
            continue
        if not any(c.plural for c in instrument.mentions) and _is_announced(draft, candidate, instrument.best):
            return instrument
    return None


def _is_announced(draft: Draft, candidate: Candidate, headline: Candidate) -> bool:
    """Whether the headline means the candidate: by type and what it is about, whatever noun the text then uses."""
    if not _agrees(draft, candidate, headline):
        return False
    mine, theirs = _content(draft, candidate), _content(draft, headline)
    types = {candidate.row["type"], headline.row["type"]}
    if len(types) > 1 and types != {"agreement", "framework_agreement"}:
        return len(mine & theirs) > 1
    return not mine or not theirs or bool(mine & theirs) or headline.determiner == "definite"


def _content(draft: Draft, candidate: Candidate) -> frozenset[str]:
    """The words of a title that say what it is about, the names of states left out."""
    start, end = candidate.found.start, candidate.found.end
    states = " ".join(draft.text[f.start : f.end] for f in draft.mentions.states if start <= f.start and f.end <= end)
    about = frozenset(word for word in _words(draft.text[start:end]) if len(word) > 3 and word not in _HOLLOW)
    return about - frozenset(_words(states))


def _agrees(draft: Draft, candidate: Candidate, other: Candidate) -> bool:
    """Whether neither names states that the other does not."""
    mine, theirs = _state_ids(draft, candidate), _state_ids(draft, other)
    return not mine or not theirs or mine == theirs


def _state_ids(draft: Draft, candidate: Candidate) -> set[str]:
    return {f.id for f in draft.mentions.states if candidate.found.start <= f.start < candidate.found.end}


def _may_be_called(instrument: Instrument, candidate: Candidate) -> bool:
    """Whether `cet accord` may mean an instrument of another name."""
    kin = {"agreement", "framework_agreement", "protocol", "memorandum", "treaty", "convention", "action_plan"}
    return candidate.row["code"] in {"accord", "entente", "pacte", "traite"} and instrument.type in kin


def _is_plural(draft: Draft, candidate: Candidate) -> bool:
    return candidate.plural or (candidate.start > 0 and draft.doc[candidate.start - 1].lower_ in {"les", "ces", "aux"})


def _is_same(draft: Draft, candidate: Candidate, instrument: Instrument, told: Mapping[int, Told]) -> bool:
    if candidate.named:
        return any(other.row["code"] == candidate.row["code"] for other in instrument.mentions)
    if candidate.row["type"] != instrument.type:
        return False
    if candidate.row["kind"] == "set":
        return any(_counts_same(draft, candidate, other) for other in instrument.mentions)
    if any(_told_apart(told, candidate, other) for other in instrument.mentions):
        return False
    if _is_lead(draft, candidate, instrument):
        return True
    return any(not other.named and _is_same_title(draft, candidate, other) for other in instrument.mentions)


def _is_same_title(draft: Draft, candidate: Candidate, other: Candidate) -> bool:
    text = draft.text
    mine, theirs = text[candidate.found.start : candidate.found.end], text[other.found.start : other.found.end]
    if candidate.row["type"] == "resolution":
        return number_of(mine) is not None and number_of(mine) == number_of(theirs)
    if _counts_same(draft, candidate, other):
        return True
    a, b = _words(mine), _words(theirs)
    if a == b:
        return not candidate.bare or candidate.determiner != "indefinite" or other.headline
    if candidate.bare or other.bare:
        announced = other.headline and other.bare and (candidate.plural or not other.plural)
        return announced and candidate.found.start - other.found.end < 1500
    shorter, longer = sorted((a, b), key=len)
    if candidate.determiner == "indefinite" and not other.headline:
        return _is_retold(draft, candidate, other)
    dates = [_date_of(words) for words in (a, b)]
    if dates[0] and dates[1]:
        return dates[0] == dates[1]
    if (_years(a) and _years(b) and not _years(a) & _years(b)) or not _agrees(draft, candidate, other):
        return False
    if longer[: len(shorter)] == shorter:
        return True
    if _years(a) & _years(b) and not (_content(draft, candidate) - _years(a) and _content(draft, other) - _years(b)):
        return True  # `l'accord de Vienne de 2015`, `l'accord de 2015`
    mine_about, theirs_about = _content(draft, candidate), _content(draft, other)
    shared, fewest = mine_about & theirs_about, min(len(mine_about), len(theirs_about))
    return fewest > 0 and len(shared) >= max(2, 0.6 * fewest)


def _counts_same(draft: Draft, candidate: Candidate, other: Candidate) -> bool:
    """Whether both are sets of so many instruments (`deux accords de coopération`, then `deux nouveaux accords`)."""
    if not (candidate.quantified and other.quantified and candidate.plural and other.plural):
        return False
    numbers = [fold(draft.text[c.found.start : c.found.end]).split()[0] for c in (candidate, other)]
    return numbers[0] == numbers[1] and not (_content(draft, candidate) and _content(draft, other))


def _is_retold(draft: Draft, candidate: Candidate, other: Candidate) -> bool:
    """Whether `un accord` in a later sentence is the one told before: about just the same, in so many words."""
    if candidate.plural != other.plural or _is_one_sentence(draft, candidate, other):
        return False
    mine, theirs = _content(draft, candidate), _content(draft, other)
    return bool(mine) and (mine == theirs or len(mine & theirs) >= RETOLD)


RETOLD = 3
"""Words that two titles share if they are to name one instrument, whatever else they say of it."""


def _is_one_sentence(draft: Draft, candidate: Candidate, other: Candidate) -> bool:
    sentence = draft.frame.sentence
    return sentence(candidate.start) == sentence(other.start)


def _is_lead(draft: Draft, candidate: Candidate, instrument: Instrument) -> bool:
    """Whether the opening told what the text then tells anew, one of the two in no more than a noun."""
    first = instrument.mentions[0]
    if first.plural or candidate.plural or candidate.determiner != "indefinite" or first.headline:
        return False
    bare = candidate.bare or all(c.bare for c in instrument.mentions)
    told = any(c.real and c.stage == "text" for c in candidate.cues)
    apart = "\n" in draft.text[first.found.end : candidate.found.start]
    return bare and told and apart and draft.frame.sentence(first.start) <= LEAD


LEAD = 2
"""Sentences of a text, its dateline included, that may tell in short what follows."""


def _told_apart(told: Mapping[int, Told], candidate: Candidate, other: Candidate) -> bool:
    """Whether the words behind two titles name other parties or another day (`l'accord conclu avec le Togo`)."""
    mine, theirs = told[candidate.found.start], told[other.found.start]
    return any(a and b and not a <= b and not b <= a for a, b in zip(mine, theirs, strict=True))


_WITH = re.compile(r"\b(?:entre|avec)\s")
_THEM = re.compile(r"(?:les|nos|ces|leurs)\s")


def _told_of(draft: Draft, candidate: Candidate) -> Told:
    """The actors behind `entre` or `avec`, and the days, in the title and the words that qualify it."""
    start, end = candidate.found.start, modifier_end(draft, candidate)
    among = _WITH.search(draft.text, start, end)
    named = among is not None and not _THEM.match(draft.text, among.end())
    actors = set(draft.actors.within(among.end(), end)) if among and named else set()
    days = {d.value for d in draft.dates if d.type == "DATE" and any(start <= m.start < end for m in d.mentions)}
    return actors, days


def modifier_end(draft: Draft, candidate: Candidate) -> int:
    """Where the words that belong to the mention end: at its predicate, the next mention or the sentence's end."""
    last = draft.doc[draft.frame.sentences[draft.frame.sentence(candidate.start)][1] - 1]
    mentions = (f.start for f in draft.mentions.agreements if f.start >= candidate.found.end)
    stop = min([last.idx + len(last), *mentions])
    cut = _CUT.search(draft.text, candidate.found.end, stop)
    return cut.start() if cut else stop


_CUT = re.compile(r"[;.]\s|\s(?:dont|que|qui|où|lequel|laquelle|afin|en\s+présence|tandis)\s|\squ'")


def _date_of(words: Sequence[str]) -> tuple[str, ...]:
    """Day and month that a title names, or nothing."""
    months = {fold(month) for month in agreement_words("month")}
    for day, month in itertools.pairwise(words):
        if month in months and day[:1].isdigit():
            return day, month
    return ()


_HOLLOW = frozenset(
    [
        "accord",
        "convention",
        "traite",
        "protocole",
        "memorandum",
        "entente",
        "declaration",
        "conjointe",
        "conjoint",
        "communique",
        "charte",
        "contrat",
        "plan",
        "action",
        "cooperation",
        "entre",
        "dans",
        "domaine",
        "matiere",
        "relatif",
        "relative",
        "portant",
        "concernant",
        "republique",
        "gouvernement",
        "ministere",
        "notes",
        "lettres",
        "echange",
        "pour",
        "deux",
        "pays",
        "leur",
        "leurs",
        "afin",
        "nouveau",
        "nouvel",
        "nouveaux",
        "nouvelle",
        "nouvelles",
        "accords",
        "conventions",
        "protocoles",
        "memorandums",
        "contrats",
        "documents",
    ]
)


def _words(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(words))


def _years(words: Iterable[str]) -> set[str]:
    return {word for word in words if re.fullmatch(r"(?:19|20)\d\d", word)}


_NUMBER = re.compile(r"\b(?:ES-\d+/\d+|A/RES/\d+/\d+|\d{1,2}/\d+|\d{3,4})\b")


def number_of(words: str) -> str | None:
    """The number of a resolution, or None."""
    found = _NUMBER.search(words)
    return found[0] if found else None
