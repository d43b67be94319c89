"""The `diplo_states` component: finds mentions of states and writes them to the span group of that name.

The label tells the form: `name`, `official`, `demonym`, `party` (`la partie kazakhe`), `combining` (`sino-`), `capital`
and `seat` (a capital or a seat of government that stands for the government); the id is the alpha-3 code. A shared form
(`congolais`) takes the code of the state that the document names, and is left out where it names none. A compound such
as `sino-kazakhe` gives two mentions.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from diplo_extract.lexicon.countries import StateForm, combining_forms, resolve, state_forms, state_gazetteer
from diplo_extract.lexicon.gazetteer import fold, level
from diplo_extract.lexicon.places import candidates

__all__ = ["find_states"]


@Language.component("diplo_states", assigns=["doc.spans"])
def find_states(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_states`."""
    names = list(_names(doc))
    starts = {hit.start for hit in names}
    found = names + [hit for hit in _compounds(doc.text) if hit.start not in starts]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    named = [
        (hit.start, hit.form.default) for hit in [*found, *_capitals(doc)] if hit.form.default and not hit.form.others
    ]
    named.sort()
    spans = []
    for hit in found:
        code = resolve(hit.form, hit.start, named)
        span = doc.char_span(hit.start, hit.end, label=hit.form.label, span_id=code or "", alignment_mode="expand")
        if code and span is not None:
            spans.append(span)
    doc.spans["diplo_states"] = spans
    return doc


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form in the text (half-open code points of the Doc's text), and what it stands for."""

    start: int
    end: int
    form: StateForm


def _capitals(doc: Doc) -> list[_Hit]:
    """The capitals named, cities included: they too tell which Congo is meant."""
    known = state_forms()
    hits = [_Hit(hit.start, hit.end, known[hit.key]) for hit in state_gazetteer().find(level(doc.text))]
    return [hit for hit in hits if hit.form.label == "capital"]


def _names(doc: Doc) -> Iterator[_Hit]:
    """The names, demonyms and capitals that stand for states, without languages and parts of other names."""
    text = level(doc.text)
    known = state_forms()
    hits = [_Hit(hit.start, hit.end, known[hit.key]) for hit in state_gazetteer().find(text)]
    governments = _governments(doc, text, [hit for hit in hits if hit.form.label in ("capital", "seat")], hits)
    ends = {hit.end for hit in hits}
    language: _Hit | None = None
    for hit in hits:
        if hit.form.label in ("capital", "seat"):
            if hit in governments:
                yield hit
        elif _is_language(text, hit, language):
            language = hit
        elif hit.form.label == "name" and _CONTEST.search(text, max(0, hit.start - 32), hit.start):
            continue
        elif not _is_part_of_compound(text, hit, ends) and (
            hit.form.label != "guarded" or _names_a_state(text, hit.start, hit.end)
        ):
            yield _labelled(text, hit)


_CONTEST = re.compile(
    r"\b(?:[Tt]our|[Rr]allye|Grand\s+Prix(?:\s+[A-Z]\w+)?|Trophée|Coupe|Masters|Open|Critérium)\s+(?:de\s+(?:la\s+|l')?|d'\s?|du\s+|des\s+)?$"
)
"""What a country lends its name to without being meant (`Tour de France`)."""

_PARTY = re.compile(r"\b(?:[Pp]artie|[Cc]ôté|[Cc]amp)\s+$")
_STATE_CONTEXT = re.compile(r"(?:\b[LlDd]'[ÎîIi]le|\b[LlÀà]a|\b[Àà]|\b[Dd]e|\b[Ll]es|\b[Aa]ux|\b[Dd]es|\b[Ee]t)\s+$")


def _labelled(text: str, hit: _Hit) -> _Hit:
    """The hit with its final label; `partie` and `côté` join their demonym."""
    if hit.form.label == "guarded":
        return replace(hit, form=replace(hit.form, label="name"))
    before = _PARTY.search(text, max(0, hit.start - 12), hit.start)
    if hit.form.label == "demonym" and before:
        return replace(hit, start=before.start(), form=replace(hit.form, label="party"))
    return hit


def _names_a_state(text: str, start: int, end: int) -> bool:
    """Whether `Maurice`, `Dominique`, `US` stand where a state is named and no first name or adjective."""
    return bool(_STATE_CONTEXT.search(text, max(0, start - 12), start)) and not re.match(
        r"\s+[A-ZÉ]", text[end : end + 3]
    )


# Languages -----------------------------------------------------------------------------------------------------------

_LANGUAGE_NOUN = re.compile(
    r"\b(?:langues?|versions?|traductions?|alphabets?|interprète|dialectes?|sous-titres|acronymes?|sigles?"
    r"|cours de|apprentissage de)"
    r"(?:\s+(?:officielles?|nationales?|originales?))?\s+(?:en\s+)?(?:[a-zéèêïç]+(?:,|\s+et|\s+ou)\s+){0,6}$"
)
_LANGUAGE_ARTICLE = re.compile(
    r"(?:\b(?:[Ll]e|[Dd]u|[Aa]u|[Ee]n|[Pp]arl(?:e|ent|er|é|ant|ait|aient|ons)|[Ee]nseign\w{1,5})\s+|\b[Ll]')$"
)
_LANGUAGE_LINK = re.compile(r"\s*(?:,|,?\s*et|,?\s*ou)\s+(?:en\s+|le\s+|du\s+|de l'|l')?|\s*,\s*")


def _is_language(text: str, hit: _Hit, previous: _Hit | None) -> bool:
    """Whether a demonym names a language (`en français`, `l'anglais et le russe`); `previous` is the last that did."""
    if hit.form.label != "demonym" or not text[hit.start].islower():
        return False
    left = max(0, hit.start - 60)
    if _LANGUAGE_NOUN.search(text, left, hit.start):
        return True
    if re.match(r"\s+[A-ZÉÈÎ]", text[hit.end : hit.end + 3]):
        return False
    if previous is not None and _LANGUAGE_LINK.fullmatch(text, previous.end, hit.start):
        return True
    return bool(_LANGUAGE_ARTICLE.search(text, left, hit.start))


# Compounds -----------------------------------------------------------------------------------------------------------

_NEUTRAL_PREFIXES = ("pro", "anti", "non", "ex", "arabo", "euro")
_HYPHEN = "-‐‑–"
_COMPOUND = re.compile(r"(?<![\w'-])([^\W\d_]+)[-‐‑](?=([^\W\d_]+))")
_PARTNERS = ("africain", "arabe", "europeen", "latino", "asiatique", "caribeen")


def _is_part_of_compound(text: str, hit: _Hit, ends: Container[int]) -> bool:
    """Whether the hit follows a hyphen and is no name of its own (`Nouveau-Mexique`, `latino-américain`).

    `ends` are the offsets at which a form of a state ends.
    """
    if not hit.start or text[hit.start - 1] not in _HYPHEN:
        return False
    before = re.search(r"[^\W\d_]+$", text[max(0, hit.start - 30) : hit.start - 1])
    if before is None:
        return False
    prefix = before[0]
    if hit.form.label == "demonym":
        known = fold(prefix) in combining_forms() or fold(prefix) in _NEUTRAL_PREFIXES
        return not known and hit.start - 1 not in ends
    return not (prefix.isupper() or candidates(prefix) or hit.start - 1 in ends)


def _compounds(text: str) -> Iterator[_Hit]:
    """The first parts of compounds of states: `sino` in `sino-kazakhe`, both in `américano-israélo-palestinien`."""
    forms, demonyms = combining_forms(), _demonyms()
    at = 0
    while match := _COMPOUND.search(text, at):
        at = match.end()
        form = forms.get(fold(match[1]))
        second = fold(match[2])
        if form and (second in forms or second in demonyms or second.startswith(_PARTNERS)):
            yield _Hit(match.start(1), match.end(1), form)
            at = match.start(2)
            chain = re.compile(r"([^\W\d_]+)[-‐‑](?=([^\W\d_]+))").match(text, at)
            if chain and fold(chain[1]) in forms:
                yield _Hit(chain.start(1), chain.end(1), forms[fold(chain[1])])


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(fold(form) for form, state in state_forms().items() if state.label == "demonym")


# Capitals that stand for governments ---------------------------------------------------------------------------------

_CONCERNED = re.compile(
    r"\b(?:[Ss]elon|[Dd]'après|[Cc]ontre|[Ee]nvers|[Ff]ace\s+à|[Gg]râce\s+à|[Vv]is-à-vis\s+de|à\s+l'égard\s+de|[Aa]uprès\s+de"
    r"|[Aa]ux\s+côtés\s+de|[Aa]u\s+nom\s+de|à\s+l'encontre\s+de|à\s+l'endroit\s+de|de\s+la\s+part\s+de|[Aa]vec"
    r"|\w+(?:é|ée|és|ées|is|ise|ises|it|ite|ites|u|ue|us|ues)\s+par)\s+$"
)
_QUOTED = re.compile(
    r"\b(?:dit|déclaré|indiqué|affirmé|estimé|annoncé|précisé|souligné|ajouté|assuré|répondu|prévenu|affirme|estime"
    r"|précise|assure|attend\w*\s+(?:\w+\s+)?(?:de|d'))\s*$"
)
_ATTITUDE = re.compile(
    r"\b(?:positions?|réactions?|réponses?|diplomatie|politique|volonté|attitude|intentions?|points?\s+de\s+vue|soutien"
    r"|ambitions?|menaces?|intérêts?|posture|refus|régime|pressions?|alliés?|griefs|revendications|ultimatum|silence"
    r"|engagement|stratégie|égide|médiation|auspices|accusations?|déclarations|demandes?|invitation|propositions?|feu\s+vert)"
    r"(?:\s+[a-zéèêàç]+(?:\s+et\s+[a-zéèêàç]+)?)?\s+(?:de\s+|d')$"
)
_ADDRESSED = re.compile(
    r"\b(?:appel(?:le|lent|é|ant|er|ait)|exhort\w+|press(?:e|ent|é|ant|er)|invit\w+|accus(?:e|ent|é|ant|er|ait)"
    r"|somm(?:e|é|ant|er)|m(?:et|is|ettre|ettant)\s+en\s+garde|remerci\w+|condamn\w+|critiqu\w+|soupçonn\w+|avert\w+"
    r"|convain\w+|félicit\w+|menac\w+|incit\w+|encourag\w+|soutien\w*|soutenu|soutenir|sanctionn\w+)\s+$"
)
_ASKED = re.compile(
    r"\b(?:demand|reproch|ordonn|enjoin|enjoign|propos|impos|recommand|suggér|permet|conseill|interdi"
    r"|accord|livr|fourn|octroy|transmet|remet|remis|apport|vend)\w*\s+à\s+$"
)
_ASKED_FOR = re.compile(r"\s+(?:d'|l'|(?:des?|l[ea]s?|une?|son|sa|ses|leurs?|que|\d+)\s)")
_CLAUSE = re.compile(r"(?:\b(?:que|si|lorsque|puisque|quand|car|mais)|\b[Tt]andis\s+que)\s+$")
_VERB_FOLLOWS = re.compile(
    r"\s+(?:n'|ne\s+|s'|se\s+)?(?!est\b|était\b|sera\b|et\b|ou\b)[a-zéèêà]+(?:e|a|it|ont|ent|ait|aura|era|ra|rait|ut|eut)\b"
)
_RELATION = re.compile(
    r"\b(?:axe|couple|tandem|dialogue|relations?|format|partenariat|accord|coopération|rapprochement|alliance|entente"
    r"|différend|sommet)(?:\s+\w+)?\s+$"
)
_TRAVEL_BETWEEN = re.compile(
    r"\b(?:vols?|liaisons?|lignes?|trajets?|routes?|autoroutes?|trains?|distance|navettes?|jumelages?|ferroviaires?"
    r"|aériens?|aériennes?|maritimes?|kilomètres)\b[^.;:]*$"
)
_SPEAKS = re.compile(
    r"\s+(?:n'|ne\s+)?(?:(?:a|avait|aurait)\s+(?:\w+ment\s+)?(?:condamné|dénoncé|appelé|annoncé|déclaré|affirmé|estimé"
    r"|exprimé|salué|réagi|exigé|rejeté|accusé|assuré|promis|confirmé|démenti|menacé|averti|refusé|accepté|décidé"
    r"|réitéré|réaffirmé|souligné|proposé|exhorté|regretté|demandé|signé|ratifié|rompu|expulsé|rappelé|indiqué)"
    r"|condamne|dénonce|appelle|exige|rejette|accuse|affirme|assure|estime|réaffirme|souhaite|entend|veut|espère"
    r"|dément|refuse|menace|plaide|regrette|salue|soutient|annonce|déclare|s'inquiète|s'oppose|s'engage|se\s+félicite"
    r"|se\s+réjouit|se\s+dit|se\s+tait|s'est\s+(?:félicité|réjouie?|inquiété|opposé|engagé|dite?)e?)\b"
)
_LIST = re.compile(r",\s+|,?\s+et\s+")
_STRIKE = re.compile(
    r"\b(?:attaques?|frappes?|bombardements?|offensives?|raids?|attentats?|tirs?)\b[^.;:]*\bcontre\s+$"
)
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:à|de|du|dans|depuis|vers|pour|sur|sous|chez|hors|entre\s+\S+(?:\s\S+)?\s+et)\s+$|\bd'$", re.IGNORECASE
)
_SENTENCE_START_POUR = re.compile(r"(?:^|[.!?:;»\n]\s*)Pour\s+$")

_PLACE_VERBS = {
    *("accueillir", "abriter", "héberger", "compter", "devenir", "situer", "trouver", "vivre"),
    *("connaître", "constituer", "rester", "être"),
}
"""Verbs of which a capital may well be the subject as a city."""

_GOVERNMENT_ROLES = {
    *("prêt", "favorable", "opposé", "déterminé", "attaché", "hostile", "disposé", "soucieux", "conscient"),
    *("partenaire", "allié", "adversaire", "médiateur", "signataire"),
}
"""Predicates that a government has and a city has not."""


def _governments(doc: Doc, text: str, capitals: list[_Hit], hits: list[_Hit]) -> set[_Hit]:
    """Those of the capitals and seats that stand for their government."""
    starts = {hit.start: hit for hit in hits}
    found = set()
    for hit in capitals:
        if _is_addressed(text, hit) or _is_acting(doc, text, hit):
            found.add(hit)
        partner = _partner(text, hit, starts)
        if partner is not None:
            found.add(hit)
            if partner.form.label == "capital":
                found.add(partner)
    for first, second in pairwise(capitals):
        if first in found and first.form.label == "capital" and _LIST.fullmatch(text, first.end, second.start):
            found.add(second)
    for second, first in pairwise(reversed(capitals)):
        unheld = not _PREPOSITION_BEFORE.search(text, max(0, first.start - 40), first.start)
        if second in found and unheld and _LIST.fullmatch(text, first.end, second.start):
            found.add(first)
    return found


def _is_addressed(text: str, hit: _Hit) -> bool:
    """Whether the words before make the capital somebody who is spoken to, dealt with or disposed."""
    left = max(0, hit.start - 60)
    start = hit.start
    if hit.form.label == "seat":
        article = re.search(r"(?:\b[Ll]a\s+|\b[Ll]e\s+|\b[Ll]')$", text[left:start])
        start = left + article.start() if article else start
    if _STRIKE.search(text, left, start):
        return False
    return bool(
        _CONCERNED.search(text, left, start)
        or _QUOTED.search(text, left, start)
        or _ATTITUDE.search(text, left, start)
        or _ADDRESSED.search(text, left, start)
        or (_ASKED.search(text, left, start) and _ASKED_FOR.match(text, hit.end))
        or (_SENTENCE_START_POUR.search(text, left, start) and text[hit.end : hit.end + 1] == ",")
    )


def _is_acting(doc: Doc, text: str, hit: _Hit) -> bool:
    """Whether the capital is the subject of a verb of speech, will or attitude."""
    if _PREPOSITION_BEFORE.search(text, max(0, hit.start - 40), hit.start):
        return False
    if _SPEAKS.match(text, hit.end):
        return True
    if _CLAUSE.search(text, max(0, hit.start - 16), hit.start) and _VERB_FOLLOWS.match(text, hit.end):
        return True
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    subject = _subject(span) if span is not None else None
    if subject is None:
        return False
    head = subject.head
    if head.pos_ in ("VERB", "AUX"):
        return head.lemma_.lower() not in _PLACE_VERBS
    return head.lemma_.lower() in _GOVERNMENT_ROLES


def _subject(span: Span) -> Token | None:
    """The token by which the span is a subject: its root, or the first conjunct (`Paris et Berlin ont appelé`)."""
    token = span.root
    while token.dep_ == "conj" and token.head is not token:
        if any(child.dep_ == "case" for child in token.children):
            return None
        token = token.head
    if token.dep_ not in ("nsubj", "nsubj:pass") or any(child.dep_ == "case" for child in token.children):
        return None
    return token


def _partner(text: str, hit: _Hit, starts: dict[int, _Hit]) -> _Hit | None:
    """The second state of `entre Paris et Berlin`, `l'axe Paris-Berlin`, where the capital is the first."""
    left = max(0, hit.start - 60)
    joined = re.compile(r"\s+et\s+(?:l'|la\s+|le\s+|les\s+)?|\s?[-‐‑–—]\s?").match(text, hit.end)
    if joined is None or joined.end() not in starts:
        return None
    if joined[0].strip()[:2] == "et":
        between = re.search(r"\b[Ee]ntre\s+$", text[left : hit.start])
        if between is None or _TRAVEL_BETWEEN.search(text, left, left + between.start()):
            return None
    elif not _RELATION.search(text, left, hit.start):
        return None
    return starts[joined.end()]
