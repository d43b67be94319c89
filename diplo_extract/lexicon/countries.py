"""The states of countries.csv: their surface forms, and which state a shared form means in a given document.

The columns of countries.csv: `name` is the short French name; `official` and `variants` are other names; `demonyms` all
inflected forms; `shared` the forms that a state shares with others and that mean it only where the document says so
(`coréen` is of the Republic of Korea first, `congolais` of neither Congo); `guarded` names that are also first names or
common words; `combining` the first part of compounds (`sino-`); `capital` and `seats` the names that stand for the
government; `sovereign` the state that a territory belongs to, empty for a state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer, fold

__all__ = [
    "StateForm",
    "combining_forms",
    "country_name",
    "resolve",
    "sovereign",
    "state_forms",
    "state_gazetteer",
    "territories",
]

_LABELS = {
    "name": "name",
    "official": "official",
    "variants": "name",
    "demonyms": "demonym",
    "capital": "capital",
    "seats": "seat",
    "guarded": "guarded",
}
"""The label of a mention by the column of its form."""


@dataclass(frozen=True, slots=True)
class StateForm:
    """What a surface form stands for: a label, and the states that may be meant.

    `default` is meant where the document does not say otherwise; None where the form alone settles nothing.
    """

    label: str
    default: str | None
    others: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All the states that may be meant."""
        return (self.default, *self.others) if self.default else self.others


@cache
def state_forms() -> Mapping[str, StateForm]:
    """The surface forms of all states (territories left out) and what they stand for."""
    found: dict[str, StateForm] = {}
    shared: dict[str, list[str]] = {}
    for code, label, form in _labelled_forms():
        if label == "shared":
            shared.setdefault(form, []).append(code)
        else:
            found.setdefault(form, StateForm(label, code))
    for form, codes in shared.items():
        label = "name" if form[0].isupper() else "demonym"
        own = found.get(form)
        found[form] = StateForm(label, own.default if own else None, tuple(codes))
    return found


def _labelled_forms() -> Iterator[tuple[str, str, str]]:
    for row in read_rows("countries"):
        if row["sovereign"]:
            continue
        for column, label in _LABELS.items():
            guarded = forms(row["guarded"]) if label == "name" else ()
            for form in forms(row[column]):
                if form not in guarded:
                    yield row["code"], label, form
        for form in forms(row["shared"]):
            yield row["code"], "shared", form


@cache
def state_gazetteer() -> Gazetteer:
    """Finds the surface forms of states; the key of a hit is the form as `state_forms` has it."""
    return Gazetteer((form, form) for form in state_forms())


@cache
def combining_forms() -> Mapping[str, StateForm]:
    """The first parts of compounds (`sino`, `franco`), folded, and what they stand for."""
    found: dict[str, list[str]] = {}
    for row in read_rows("countries"):
        for form in forms(row["combining"]):
            found.setdefault(fold(form), []).append(row["code"])
    return {
        form: StateForm("combining", codes[0] if len(codes) == 1 else None, () if len(codes) == 1 else tuple(codes))
        for form, codes in found.items()
    }


@cache
def territories() -> Mapping[str, tuple[str, str]]:
    """The names of dependent territories: form to the territory's code and the state that it belongs to."""
    found: dict[str, tuple[str, str]] = {}
    for row in read_rows("countries"):
        if row["sovereign"]:
            for form in (row["name"], *forms(row["variants"])):
                found[form] = (row["code"], row["sovereign"])
    return found


def sovereign(code: str) -> str:
    """The state that a territory belongs to; `code` itself for a state or an unknown code."""
    return _sovereigns().get(code, code)


@cache
def _sovereigns() -> Mapping[str, str]:
    return {row["code"]: row["sovereign"] for row in read_rows("countries") if row["sovereign"]}


@cache
def country_name(code: str) -> str | None:
    """The short French name of a state or territory; None for an unknown code."""
    return next((row["name"] for row in read_rows("countries") if row["code"] == code), None)


def resolve(form: StateForm, at: int, named: Sequence[tuple[int, str]]) -> str | None:
    """The state that a form at offset `at` means, None where nothing settles it.

    `named` are the states that the document names beyond doubt, with their offsets, in textual order. A shared form
    means the one of its states that was named last before it, or else first after it.
    """
    if not form.others:
        return form.default
    possible = [(start, code) for start, code in named if code in form.codes]
    before = [code for start, code in possible if start <= at]
    if before:
        return before[-1]
    return possible[0][1] if possible else form.default
