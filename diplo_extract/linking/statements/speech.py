"""Speech that a verb reports: the frames of the reporting verbs, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.linking.clauses import Verb, VerbForms, auxiliaries
from diplo_extract.linking.reference import LOOK_BACK, Discourse, Ids, agent, pronoun, we
from diplo_extract.linking.sentences import Bounds, Frame
from diplo_extract.linking.statements.content import (
    clause_end,
    has_finite_verb,
    insertion_ends,
    preceding_content,
    quotation_after,
    that_after,
    without_stop,
)
from diplo_extract.linking.statements.signed import SignedQuotation
from diplo_extract.linking.statements.sources import Source, is_day, read_source
from diplo_extract.linking.words import folded, is_form, plain, words
from diplo_extract.record import Person

__all__ = ["Reader", "Speech"]

SHORTEST = 4
"""Tokens that what is said has at least."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A cue with what it governs, in tokens; `quoted` when the content stands in quotation marks.

    `adjacent`: the cue stands right beside its content. `written`: a text speaks, and no later pronoun means it.
    """

    rule: str
    cue: Bounds
    content: Bounds
    speakers: Ids
    quoted: bool = False
    adjacent: bool = True
    verb: str | None = None
    act: str | None = None
    written: bool = False


@cache
def reporting_verbs() -> VerbForms:
    """The forms of the reporting verbs."""
    return VerbForms(read_rows("reporting_verbs"))


def _takes_up(before: Token, token: Token) -> bool:
    """Whether the words say that somebody said what was just told (`a tenu ces propos`, `s'exprimait`)."""
    uttered = before.lower_ in {"ces", "cette"} and token.lower_ in words("utterance")
    return uttered or (before.lower_ == "s'" and token.lower_.startswith("exprim"))


def _is_double(speech: Speech, source: Speech) -> bool:
    """Whether the content holds all that its speaker was told to be the source of (`Selon lui, …, dit-il`)."""
    start, end = speech.content
    inside = start <= source.cue[0] and max(source.cue[1], source.content[1]) <= end
    return inside and source.verb is None and source.speakers == speech.speakers


class Reader:
    """Reads the speech of one document, cue after cue; `found` is what was read so far."""

    def __init__(self, doc: Doc, *, frame: Frame, discourse: Discourse) -> None:
        self.doc = doc
        self.frame = frame
        self.discourse = discourse
        self.found: list[Speech] = []
        self.verbs = list(self._verbs())
        self._reports = frozenset(v.start for v in self.verbs if that_after(doc, frame, v) is not None)

    def _verbs(self) -> Iterator[Verb]:
        """The forms of reporting verbs that may be cues: no bare participles, nothing negated, few infinitives."""
        for verb in reporting_verbs().find(self.doc, self.frame):
            if verb.kind == "participle" or verb.negated:
                continue
            before = self.doc[max(0, verb.start - 4) : verb.start]
            told = any(token.lower_ in words("told") for token in before)
            if verb.kind != "infinitive" or told or self._goes_on(verb):
                yield verb

    def _goes_on(self, verb: Verb) -> bool:
        """Whether an infinitive tells that the last speaker goes on (`Et d'ajouter que …`)."""
        start = self.frame.sentences[self.frame.sentence(verb.start)][0]
        opening = [token.lower_ for token in self.doc[start : verb.start] if not token.is_punct]
        return opening in (["et", "de"], ["et", "d'"])

    def add(self, speech: Speech | None) -> None:
        """Keeps what was read, unless its cue stands in the content or in the cue of an earlier statement."""
        if speech is None or speech.content[0] >= speech.content[1]:
            return
        if any(s.content[0] <= speech.cue[0] < s.content[1] or speech.cue[0] < s.cue[1] for s in self.found[-6:]):
            return
        if any(_is_double(speech, s) for s in self.found[-6:]):
            return
        speech = self._named_next(speech)
        start, end = speech.content
        if speech.quoted:  # what is said inside a quotation is told by who is quoted
            self.found = [s for s in self.found if not start <= s.cue[0] < s.content[1] <= end]
        self.found.append(speech)
        self.discourse.note(speech.cue[0], speech.speakers, written=speech.written)

    def _named_next(self, speech: Speech) -> Speech:
        """The speech with the speaker whom only the next sentence names (`Le porte-parole M. X a tenu ces propos`)."""
        number = self.frame.sentence(speech.cue[0]) + 1
        if any(self.discourse.names.is_person(id) for id in speech.speakers) or number >= len(self.frame.sentences):
            return speech
        start, end = self.frame.sentences[number]
        told = next((i for i in range(start + 1, end) if _takes_up(self.doc[i - 1], self.doc[i])), None)
        persons = () if told is None else self.discourse.names.persons_in(start, told)
        return replace(speech, speakers=persons) if len(persons) == 1 else speech

    def read_verb(self, verb: Verb) -> Speech | None:
        """The speech that a verb reports, by the first of its frames that the words around it fulfil."""
        frames = forms(verb.row["frames"])
        if "incise" in frames and self._opens_with_comme(verb):
            return self._comme(verb)
        if "que" in frames and (that := that_after(self.doc, self.frame, verb)) is not None:
            return self._reported(verb, "statement.que", that, that == verb.end)
        if (start := self._infinitive(verb, frames)) is not None:
            return self._reported(verb, "statement.infinitive", start, True)
        if "incise" in frames and (speech := self._incise(verb)) is not None:
            return speech
        nouns = next((frame.split()[1:] for frame in frames if frame.startswith("quote ")), ())
        if nouns and (quotation := quotation_after(self.doc, self.frame, verb)) is not None:
            if not any(token.lower_ in nouns for token in self.doc[verb.end : quotation[0]]):
                return None
            return self._speech(verb, "statement.quotation", quotation, self._speaker(verb), quoted=True)
        if "quote" in frames and (quotation := quotation_after(self.doc, self.frame, verb)) is not None:
            return self._speech(verb, "statement.quotation", quotation, self._speaker(verb), quoted=True)
        return None

    def _reported(self, verb: Verb, rule: str, start: int, adjacent: bool) -> Speech:
        end = clause_end(self.doc, self.frame, start, verb, self._reports)
        return self._speech(verb, rule, (start, end), self._speaker(verb), adjacent=adjacent)

    def _speech(
        self, verb: Verb, rule: str, content: Bounds, speakers: Ids, *, quoted: bool = False, adjacent: bool = True
    ) -> Speech:
        cue = verb.start, verb.end
        return Speech(rule, cue, content, speakers, quoted, adjacent, verb.row["code"], verb.row["act"])

    def _infinitive(self, verb: Verb, frames: Sequence[str]) -> int | None:
        """Where the infinitive begins that the cue governs by one of its frames, or None."""
        doc = self.doc
        for preposition in (frame.removeprefix("inf").strip() for frame in frames if frame.startswith("inf")):
            i = verb.end
            while i < len(doc) and (doc[i].pos_ == "ADV" or doc[i].is_space or is_day(doc, i)):
                i += 1
            if preposition:
                if i < len(doc) and doc[i].lower_ in {preposition, preposition[0] + "'"}:
                    i += 1
                elif doc[verb.end - 1].lower_ != preposition:
                    continue
            j = i
            while j < len(doc) and (doc[j].pos_ == "ADV" or doc[j].lower_ in words("object_clitic")):
                j += 1
            if j < len(doc) and is_form(doc[j], "Inf"):
                return i
        return None

    # ---------------------------------------------------------------- inserted and trailing cues

    def _incise(self, verb: Verb) -> Speech | None:
        """`…, a-t-il ajouté`, `…, a indiqué le ministre`: the cue behind or inside its content."""
        doc, frame = self.doc, self.frame
        if verb.kind == "gerund":
            return None
        start, end = frame.sentences[frame.sentence(verb.start)]
        before = verb.start if verb.governor is None else verb.governor  # `…, a tenu à préciser le ministre`
        led = (
            words("object_clitic")
            | auxiliaries()
            | (words("inverted", "possibility") if verb.clitic is None else set())
        )
        while before > start and doc[before - 1].lower_ in led:
            before -= 1
        if before == start or doc[before - 1].text not in {",", "»", "”", '"', "–", "—", "-"}:
            return None
        speakers, after = self._behind(verb, end)
        if after is None:
            return None
        written = self._is_written(verb.end, after)
        content, quoted = preceding_content(doc, frame, before, insertion_ends(doc, frame, before, after))
        if not quoted and verb.clitic is None and not has_finite_verb(doc, content, (before, after)):
            return None
        return replace(self._speech(verb, "statement.incise", content, speakers, quoted=quoted), written=written)

    def _is_written(self, start: int, end: int) -> bool:
        """Whether the words of a source name a text (`indique un communiqué`)."""
        return any(plain(token) in folded("written") for token in self.doc[start : min(end, start + SHORTEST)])

    def _behind(self, verb: Verb, end: int) -> tuple[Ids, int | None]:
        """The speaker behind an inserted cue and where its words end; the end is None where nobody speaks there."""
        if "read" in forms(verb.row["frames"]) or self._is_read(verb):
            return self._where_it_is_read(verb, end)
        if verb.clitic is not None:
            return pronoun(self.discourse, verb.clitic), max(verb.end, verb.clitic + 1)
        source = read_source(self.doc, verb.end, end)
        if source is None:
            return (), None
        speakers = source.speakers(self.discourse)
        if verb.row["code"] in words("continuing"):
            speakers = self._going_on(source, speakers)
        return speakers, source.end if speakers or source.speaks(self.doc) else None

    def _going_on(self, source: Source, speakers: Ids) -> Ids:
        """The last speaker, if no office of his was told and only one says who goes on (`a ajouté la ministre`)."""
        names, article = self.discourse.names, self.doc[source.phrase[0]].lower_
        if any(not names.is_state(id) for id in speakers) or article not in {"le", "la"} or not self.found:
            return speakers
        last = [names.actors[id] for id in self.found[-1].speakers]
        unknown = len(last) == 1 and isinstance(last[0], Person) and last[0].office is None
        near = self.frame.sentence(source.start) - self.frame.sentence(self.found[-1].cue[0]) < LOOK_BACK
        return (last[0].id,) if unknown and near and source.speaks(self.doc) else speakers

    def _is_read(self, verb: Verb) -> bool:
        """Whether nobody is told to speak but what is said can be read (`indique-t-on dans`, `est-il précisé dans`)."""
        clitic = None if verb.clitic is None else self.doc[verb.clitic].lower_
        return clitic == "-on" or (verb.passive and clitic in {"-il", None})

    def _where_it_is_read(self, verb: Verb, end: int) -> tuple[Ids, int | None]:
        """The speaker of the text in which something is read (`lit-on dans`, `ressort-il de`), or the source."""
        at = verb.end if verb.clitic is None else max(verb.end, verb.clitic + 1)
        subject = verb.start - 1 if verb.clitic is None else verb.clitic
        told = verb.passive or self.doc[subject].lower_ in {"-on", "-il"}
        while at < end and is_day(self.doc, at):  # `a-t-on appris mardi auprès de`
            at += 1
        if not told or at >= end or self.doc[at].lower_ not in {"dans", "de", "d'", "du", "des", "auprès", "sur"}:
            return (), None
        at += 1 + (self.doc[at].lower_ == "auprès")
        source = read_source(self.doc, at, end)
        if source is None:
            return (), None
        speakers = source.speakers(self.discourse)
        return speakers, source.end if speakers or source.speaks(self.doc) else None

    def _opens_with_comme(self, verb: Verb) -> bool:
        start = self.frame.sentences[self.frame.sentence(verb.start)][0]
        return self.doc[start].lower_ == "comme" and verb.start - start < 9

    def _comme(self, verb: Verb) -> Speech | None:
        """`Comme l'a rappelé le président, …`: what follows the comma was said."""
        start, end = self.frame.sentences[self.frame.sentence(verb.start)]
        comma = next((i for i in range(verb.end, end) if self.doc[i].text == ","), None)
        if comma is None:
            return None
        source = read_source(self.doc, verb.end, end)
        if source is not None and source.end < end and self.doc[source.end].text == ",":
            comma = source.end
        nous = next((i for i in range(start, verb.start) if self.doc[i].lower_ == "nous"), None)
        speakers = we(self.discourse, nous) if nous is not None else self.discourse.resolve(start + 1, verb.start)
        if not speakers and source is not None:
            speakers = source.speakers(self.discourse)
        stop = end - (self.doc[end - 1].text in {".", "!"})
        return self._speech(verb, "statement.comme", (comma + 1, stop), speakers, adjacent=False)

    # ---------------------------------------------------------------- sources

    def read_source(self, source: Source) -> Speech | None:
        """`Selon le ministre, …` and `…, d'après le ministre`: the words beside the source are what it says."""
        speakers = source.speakers(self.discourse)
        if not speakers and not source.speaks(self.doc):
            return None
        end = self.frame.sentences[self.frame.sentence(source.start)][1]
        end -= self.doc[end - 1].text in {".", "!", "?"}
        quoted = False
        if source.leads:
            if source.end >= end or self.doc[source.end].text != ",":
                return None
            content = source.end + 1, end
            quotation = self.frame.quotation(content[0])
            if quotation and quotation[0] == content[0] and quotation[1] >= end:
                content, quoted = (quotation[0] + 1, quotation[1] - 1), True
        else:
            content, quoted = self._around(source)
        persons = [id for id in speakers if self.discourse.names.is_person(id)]
        if (source.narrow and not quoted and not persons) or not has_finite_verb(self.doc, content, (end, end)):
            return None
        cue = source.start, source.start + source.width
        written = self._is_written(*source.phrase)
        return Speech("statement.according_to", cue, content, speakers, quoted, act="assert", written=written)

    def _around(self, source: Source) -> tuple[Bounds, bool]:
        """What a source closes or is inserted into; the quotation behind it where hardly a word stands before it."""
        after = insertion_ends(self.doc, self.frame, source.start, source.end)
        content, quoted = preceding_content(self.doc, self.frame, source.start, after)
        quotation = self.frame.quotation(min(source.end + 1, len(self.doc) - 1))
        if content[1] - content[0] < SHORTEST and quotation is not None and quotation[0] == source.end + 1:
            return without_stop(self.doc, quotation[0] + 1, quotation[1] - 1), True
        return content, quoted

    def add_signed(self, signed: SignedQuotation) -> None:
        """Keeps a signed quotation, unless a verb in or beside it has been read, or the signature means nobody."""
        speakers = signed.source.speakers(self.discourse)
        read = any(s.cue[0] < signed.end and signed.start < max(s.cue[1], s.content[1]) for s in self.found)
        if read or not (speakers or signed.source.speaks(self.doc)):
            return
        content = without_stop(self.doc, signed.quotation[0] + 1, signed.quotation[1] - 1)
        speech = Speech("statement.signed", signed.source.phrase, content, speakers, quoted=True, act="assert")
        self.found.append(speech)

    def _speaker(self, verb: Verb) -> Ids:
        """Whose words the verb reports."""
        if verb.kind == "infinitive" and self._goes_on(verb):
            return next((s.speakers for s in reversed(self.found) if s.speakers and not s.written), ())
        return agent(self.discourse, verb, [(s.cue[0], min(s.content[1], verb.start), s.speakers) for s in self.found])
