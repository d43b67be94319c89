"""The organisations of organisations.csv: their surface forms, and which one a shared form means in a given document.

The columns: `kind` (io, forum, organ, agency, bank, company, university, party, armed_group, ngo, court, media,
mission); `framework` the domain that a mention is evidence for, empty for none; `name`, `acronym` and `variants` the
surface forms; `guarded` those of them that are too short or too common to count alone (`PS`, `AP`) or mean another row
first (`BAD`): they count where the document also has another form of the row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from diplo_extract.errors import LexiconError
from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.gazetteer import Gazetteer
from diplo_extract.lexicon.naming import words_of_kind

__all__ = [
    "OrganisationForm",
    "framework_of",
    "names_of",
    "organisation",
    "organisation_forms",
    "organisation_gazetteer",
    "resolve",
]


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """What a surface form stands for: the row meant without further ado (None: no one), and those meant if named."""

    default: str | None
    guarded: tuple[str, ...] = ()


@cache
def organisation_forms() -> Mapping[str, OrganisationForm]:
    """The surface forms of all rows and what they stand for. Raises `LexiconError` on one with two defaults."""
    defaults: dict[str, str] = {}
    guarded: dict[str, list[str]] = {}
    for line, row in enumerate(read_rows("organisations"), start=2):
        kept = forms(row["guarded"])
        for form in _names(row):
            if form in kept:
                continue
            form = _with_free_initial(form, row["kind"])
            if defaults.setdefault(form, row["code"]) != row["code"]:
                problem = f"the form {form!r} stands for {defaults[form]} already: list it as guarded in one of the two"
                raise LexiconError("organisations.csv", line, problem)
        for form in kept:
            guarded.setdefault(form, []).append(row["code"])
    for row in read_rows("organisations"):
        for form in forms(row["acronym"]):
            if defaults.get(form) == row["code"] and row["kind"] in _PUBLIC and len(form) > 3 and form.isalpha():
                defaults.setdefault(form.capitalize(), row["code"])  # the press writes what is spoken as a word
    return {
        form: OrganisationForm(defaults.get(form), tuple(guarded.get(form, ())))
        for form in dict.fromkeys((*defaults, *guarded))
    }


_PUBLIC = frozenset(["io", "forum", "organ", "agency", "mission"])


def _with_free_initial(form: str, kind: str) -> str:
    """The form with a small initial, which matches any, where the words after it are enough to tell a name.

    Ministries write `communauté économique des États de l'Afrique de l'Ouest`, `parti communiste chinois` and `cour
    pénale internationale`. A capital, a word for a part of the world or a demonym is enough; an indefinite article
    before it still makes a common noun of it.
    """
    head, _, rest = form.partition(" ")
    if head.isupper() or not rest or not (rest != rest.lower() or kind == "party" or _tells_reach(rest)):
        return form
    return form[0].lower() + form[1:]


def _tells_reach(words: str) -> bool:
    return any(word in words_of_kind("reach") or _is_demonym(word) for word in words.split())


def _is_demonym(word: str) -> bool:
    state = state_forms().get(word)
    return state is not None and state.label == "demonym"


@cache
def organisation_gazetteer() -> Gazetteer:
    """All surface forms, each under itself as the key."""
    return Gazetteer((form, form) for form in organisation_forms())


def resolve(form: str, named: Collection[str]) -> str | None:
    """The code that a form means in a document that names the organisations `named` by other forms, or None."""
    entry = organisation_forms()[form]
    candidates = (entry.default, *entry.guarded)
    return next((code for code in candidates if code in named), entry.default)


@cache
def _rows() -> Mapping[str, Row]:
    return {row["code"]: row for row in read_rows("organisations")}


def organisation(code: str) -> Row:
    """The row of a code; raises `KeyError` for an unknown one."""
    return _rows()[code]


def names_of(code: str) -> tuple[str, ...]:
    """The name of an organisation, its acronyms and its other names, as they stand in its row."""
    return _names(organisation(code))


def _names(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys((row["name"], *forms(row["acronym"]), *forms(row["variants"]))))


def framework_of(code: str) -> str | None:
    """The domain that a mention of the organisation is evidence for, or None."""
    return organisation(code)["framework"] or None
