"""The reader's memory of who was talked about, and noun phrases and pronouns resolved against it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from diplo_extract.linking.actors import ActorIndex
from diplo_extract.linking.mentions import Found
from diplo_extract.linking.reference.memory import ARTICLES
from diplo_extract.linking.reference.names import Ids, Names
from diplo_extract.linking.reference.phrases import resolve, sides
from diplo_extract.linking.reference.roles import adopting_body
from diplo_extract.linking.sentences import Bounds, Frame
from diplo_extract.linking.words import is_form

__all__ = ["Discourse"]

CLIMBED = frozenset(
    {"conj", "xcomp", "ccomp", "aux:tense", "aux:pass", "cop", "advcl", "parataxis", "acl", "appos", "fixed", "dep"}
)
"""Relations over which a verb shares the subject of its governor."""


class Discourse:
    """The actors of a document as a reader meets them, sentence after sentence.

    Ask in textual order, and `note` each speaker when found: pronouns lean on what was read before.
    """

    def __init__(self, doc: Doc, *, frame: Frame, actors: ActorIndex, titles: Sequence[Found]) -> None:
        self.doc = doc
        self.frame = frame
        self.names = Names(doc, actors=actors, titles=titles)
        self.subjects: dict[int, Ids] = {}
        self.said: dict[int, Ids] = {}
        self.texts: dict[int, Ids] = {}
        self.groups: dict[str, Ids] = {}
        self.collectives: set[str] = set()
        self.genders: dict[int, str | None] = {}
        self.ends: dict[int, int] = {}

    def note(self, at: int, speakers: Ids, *, written: bool = False) -> None:
        """Remembers who spoke in the sentence of token `at`, whom later pronouns mean first, but no text's issuer."""
        if speakers:
            sentence = self.frame.sentence(at)
            (self.texts if written else self.said)[sentence] = speakers
            for later in [k for k, ids in self.subjects.items() if k > sentence and not ids]:
                del self.subjects[later]  # a pronoun may now be understood

    def remember(self, at: int, actors: Ids) -> None:
        """Remembers who acted in the sentence of token `at`, where the parser knows no subject."""
        sentence = self.frame.sentence(at)
        if not self.main_subject(sentence):
            self.subjects[sentence] = actors

    def assemble(self, actors: Ids) -> None:
        """Remembers who met, for `les participants` and the like."""
        for noun in ("participant", "membre"):
            self.groups.setdefault(noun, tuple(dict.fromkeys(actors)))

    # ---------------------------------------------------------------- subjects

    def subject_of(self, verb: int, *, before: int, floor: int | None = None) -> Ids:
        """The actors that are the subject of the verb at token `verb`, whose group begins at `before`.

        Before a first verb the whole stretch is the subject: where the parser breaks a name, and for a verb in the
        plural whose subjects it does not see all.
        """
        span = self.subject_span(verb, floor=floor)
        found = self._next_to(self.resolve(span[0], min(span[1], before)), span[0], verb, before) if span else ()
        start = max(floor or 0, self.frame.sentences[self.frame.sentence(verb)][0])
        if start >= before or any(is_form(token, "Fin") for token in self.doc[start:before]):
            return found
        start = self._behind_circumstance(start, before)
        if found and any(
            "Plur" in t.morph.get("Number", []) and is_form(t, "Fin") for t in self.doc[before : verb + 1]
        ):
            wider = (self.names.persons_in(start, before), self.resolve(start, before))
            return next((several for several in wider if set(found) < set(several)), found)
        broken = span is None or self.doc[span[1] - 1].pos_ == "PROPN"
        return found or (self.resolve(start, before) if broken else ())

    def _next_to(self, found: Ids, start: int, verb: int, before: int) -> Ids:
        """The person right before a singular, where nothing joins him to those before (`avec M. A, M. B a dit`).

        `start`..`before` is the phrase that means those found; they stay all where it does not name two of them.
        """
        singular = not any("Plur" in t.morph.get("Number", []) for t in self.doc[before : verb + 1])
        if len(found) < 2 or not singular or not all(self.names.is_person(id) for id in found):
            return found
        named = [span for span in self.names.beginning(start, before) if span[2] in found and span[1] <= before]
        if len({id for *_, id in named}) < 2:
            return found
        (_, end, _), (begin, _, last) = named[-2:]
        between = {token.lower_ for token in self.doc[end:begin]}
        return (last,) if "," in between and not {"et", "ainsi"} & between else found

    def subject_span(self, verb: int, *, floor: int | None = None) -> Bounds | None:
        """The noun phrase to the left of the verb at `verb` that is its subject; None where nothing stands there.

        The parser is believed where it knows a subject to the left, else the stretch before the verb is taken.
        """
        start = self.frame.sentences[self.frame.sentence(verb)][0]
        floor = start if floor is None else max(start, floor)
        token = self.doc[verb]
        for _ in range(6):
            subjects = [c for c in token.children if self._is_subject(c, floor, verb)]
            if subjects:
                head = subjects[-1]
                left = max(floor, head.left_edge.i)
                if (
                    floor == start
                    and self.doc[floor].pos_ == "ADP"
                    and "Plur" not in self.doc[verb].morph.get("Number", [])
                ):
                    left = max(left, self._behind_circumstance(floor, verb))
                return self._behind_circumstance(left, head.i), min(verb, head.right_edge.i + 1)
            if token.head is token or token.dep_ not in CLIMBED:
                break
            token = token.head
        for i in range(verb - 1, floor - 1, -1):
            if self.doc[i].lower_ in {"il", "elle", "ils", "elles"}:
                return i, i + 1
        return (self._behind_circumstance(floor, verb), verb) if floor < verb else None

    def _behind_circumstance(self, start: int, end: int) -> int:
        """Where the subject begins behind a phrase in front of it (`Sous la présidence de M. X, les chefs …`)."""
        opening = self.doc[start]
        if opening.pos_ != "ADP" and not is_form(opening, "Part"):
            return start
        if opening.pos_ == "ADP" and not any(is_form(token, "Fin") for token in self.doc[start : end - 1]):
            return self.names.last_phrase(start, end) or start
        behind = [i + 1 for i in range(start, end - 1) if self.doc[i].text == ","]
        kinds = ("DET",) if opening.pos_ == "ADP" else ("DET", "PROPN")
        return next((i for kind in kinds for i in behind if self.doc[i].pos_ == kind), start)

    def _is_subject(self, token: Token, floor: int, verb: int) -> bool:
        if not token.dep_.startswith("nsubj") or not floor <= token.i < verb:
            return False
        verbal = token.head
        return (
            token.lower_ != "nous" or verbal.text.endswith(("ons", "mmes")) or verbal.morph.get("Person", []) == ["1"]
        )

    def main_subject(self, sentence: int) -> Ids:
        """The actors that the main clause of a sentence is about; empty where that is not settled."""
        if sentence not in self.subjects:
            self.subjects[sentence] = ()  # a pronoun that leads back to its own sentence finds nobody
            self.subjects[sentence] = self._find_subject(sentence)
        return self.subjects[sentence]

    def _find_subject(self, sentence: int) -> Ids:
        start, end = self.frame.sentences[sentence]
        for token in self.doc[start:end]:
            if token.i < token.head.i and token.dep_.startswith("nsubj"):
                if token.head.dep_ not in {"ROOT", "conj", "parataxis"}:
                    continue
                if token.lower_ == "on" and any(child.dep_ == "aux:tense" for child in token.head.children):
                    return self.sides(token.i)  # who met: `on s'est félicité des bonnes relations`
                found = self.resolve(max(start, token.left_edge.i), min(end, token.right_edge.i + 1, token.head.i))
                if found:
                    self.genders[sentence] = ARTICLES.get(token.left_edge.lower_) or _grammatical(token)
                    self.ends[sentence] = token.right_edge.i + 1
                    return found
        return ()

    def antecedent(self, relative: int) -> Ids:
        """The actor before the relative pronoun at `relative`: the person named last, else the actor named last."""
        start = self.frame.sentences[self.frame.sentence(relative)][0]
        near = [id for _, b, id in self.names.beginning(max(start, relative - 14), relative) if b <= relative]
        persons = [id for id in near if self.names.is_person(id)]
        return tuple(persons[-1:] or near[-1:]) or self._described_before(start, relative)

    def _described_before(self, start: int, relative: int) -> Ids:
        """Whom the description right before the relative at `relative` means (`Le diplomate, qui a noté que`)."""
        end = relative - (self.doc[relative - 1].text == ",")
        marks = (i + 1 for i in range(end - 1, start, -1) if self.doc[i].is_punct)
        return self.resolve(next(marks, start), end)

    def adopting(self) -> Ids:
        """The body in whose name a resolution is written; empty for any other document."""
        if "adopting" not in self.groups:
            self.groups["adopting"] = adopting_body(self.names, self.frame.sentences)
        return self.groups["adopting"]

    # ---------------------------------------------------------------- noun phrases

    def resolve(self, start: int, end: int) -> Ids:
        """The actors that the noun phrase `start`..`end` means, coordinated ones all of them; empty: not settled."""
        return resolve(self, start, end)

    def sides(self, at: int, number: int | None = None) -> Ids:
        """The states that `les deux parties` are: the last ones told together, else those of the persons who meet."""
        return sides(self, at, number)


def _grammatical(noun: Token) -> str | None:
    """The gender of a noun, as the analysis has it (`personnalités`: f); None where it knows none."""
    return {"Masc": "m", "Fem": "f"}.get(next(iter(noun.morph.get("Gender", [])), ""))
