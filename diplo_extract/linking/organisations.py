"""Links mentions of organisations into actors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from spacy.tokens import Doc

from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.lexicon.organisations import organisation
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Found, Mentions, text_of

__all__ = ["link_organisations"]


def link_organisations(doc: Doc, mentions: Mentions) -> list[ActorDraft]:
    """One draft per organisation, with all its mentions.

    Mentions are one by the code of the lexicon, by the same words, by an acronym in parentheses after the name, and by
    a longer form that goes on with the name of a country or place (`Haute Cour`, `Haute Cour de Madagascar`).
    A state organ that is named in titles only (`title`) is no actor.
    """
    groups: dict[str, list[Found]] = {}
    for found in mentions.organisations:
        groups.setdefault(_key(doc, found), []).append(found)
    for key, target in _defined_acronyms(doc, mentions.organisations):
        if key in groups and target in groups and key != target:
            groups[target] = sorted([*groups[target], *groups.pop(key)])
    _join_extended(groups)
    return [_draft(doc, found) for found in groups.values() if any(one.label != "title" for one in found)]


def _key(doc: Doc, found: Found) -> str:
    return found.id or fold(" ".join(text_of(doc)[found.start : found.end].split()))


_OPENING = re.compile(r"\s*\(\s*(?:(?:ci-après|dit[es]?|ou)\s+)?[«\"“]?\s*(?:les |le |la |l')?")


def _defined_acronyms(doc: Doc, found: Iterable[Found]) -> Iterable[tuple[str, str]]:
    """The keys of names that stand alone in parentheses after a name, or as its acronym behind it, with that name's."""
    ordered = list(found)
    for name, acronym in itertools.pairwise(ordered):
        same = not (name.id and acronym.id) or name.id == acronym.id
        text = text_of(doc)
        bracketed = _OPENING.fullmatch(text, name.end, acronym.start) and _CLOSING.match(text, acronym.end)
        apposed = acronym.label == "acronym" and text[name.end : acronym.start].isspace()
        if same and (bracketed or apposed):
            yield _key(doc, acronym), _key(doc, name)


_CLOSING = re.compile(r"\s*[»\"”]?\s*[),;]")
_COUNTRY = re.compile(r" (?:de la|de l'|du|des|de|d')\s?\S")


def _join_extended(groups: dict[str, list[Found]]) -> None:
    """Joins the group of a name without code to the only one whose name goes on from it."""
    for key in [key for key, found in groups.items() if not any(one.id for one in found)]:
        longer = [other for other in groups if other.startswith(key) and _COUNTRY.match(other, len(key))]
        if len(longer) == 1 and " " in key:
            groups[longer[0]] = sorted([*groups[longer[0]], *groups.pop(key)])


def _draft(doc: Doc, found: list[Found]) -> ActorDraft:
    forms = list(dict.fromkeys(" ".join(text_of(doc)[one.start : one.end].split()) for one in found))
    name = max(forms, key=lambda form: (not form.isupper() or " " not in form, len(form)))
    acronym = next((form for form in forms if _is_acronym(form) and form != name), None)
    best = next((one for one in found if one.label != "title"), found[0])
    return ActorDraft(
        "organisation",
        name,
        [(one.start, one.end) for one in found],
        acronym=acronym if acronym or not _is_acronym(name) else name,
        code=_code(next((one.id for one in found if one.id), "")),
        rule=f"organisation.{best.label}",
        confidence="medium" if best.label == "model" else "high",
    )


def _is_acronym(form: str) -> bool:
    letters = [letter for letter in form if letter.isalpha()]
    return len(form) <= 15 and len(letters) > 1 and sum(letter.isupper() for letter in letters) * 2 > len(letters)


def _code(code: str) -> str | None:
    """The code of a row, None for an organ of a larger organisation: that one has the code."""
    if not code:
        return None
    framework = organisation(code)["framework"]
    return code if framework in ("", code) else None
