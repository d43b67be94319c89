"""Names of organisations in sentences, and every head noun on its own example."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language
from spacy.tokens import Span

from diplo_extract import extract
from diplo_extract.lexicon import Row, read_rows
from diplo_extract.pipes.organisations.acronyms import acting
from diplo_extract.pipes.organisations.names import described_names
from diplo_extract.pipes.organisations.recognised import recognised

from .marked import read_marked

HEADS = [row for row in read_rows("organisation_heads") if row["example"]]


@pytest.mark.parametrize(("text", "expected"), read_marked("organisations/names.txt"))
def test_organisations_are_found(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_organisations"]] == expected


@pytest.mark.parametrize("row", HEADS, ids=[row["code"] for row in HEADS])
def test_every_head_opens_the_name_of_its_example(nlp: Language, row: Row) -> None:
    doc = nlp(re.sub(r"[\[\]]", "", row["example"]))
    found = {span.text for span in doc.spans["diplo_organisations"]}
    assert set(re.findall(r"\[(.+?)\]", row["example"])) <= found


def test_every_head_has_an_example_or_opens_no_organisation() -> None:
    assert {row["kind"] for row in read_rows("organisation_heads") if not row["example"]} == {"none"}


def test_the_acronym_of_the_text_goes_before_that_of_the_lexicon(nlp: Language) -> None:
    doc = nlp("Le Comité des opérateurs ivoiriens (COI) a signé. Le COI est né en mai.")
    assert [(span.text, span.id_) for span in doc.spans["diplo_organisations"]] == [
        ("Comité des opérateurs ivoiriens", ""),
        ("COI", ""),
        ("COI", ""),
    ]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Le ministre a reçu l'ambassadeur à Nouakchott.\n\nAMI\n", "AMI"),
        ("Sanaa - Saba : Le ministre a reçu l’ambassadeur.", "Saba"),
        ("Tripoli (LANA) Le ministre a reçu l’ambassadeur.", "LANA"),
    ],
)
def test_an_agency_signs_at_the_head_or_foot_of_its_text(nlp: Language, text: str, agency: str) -> None:
    doc = nlp(text)
    assert [span.text for span in doc.spans["diplo_organisations"]] == [agency]


def test_a_name_of_one_word_is_no_agency_elsewhere(nlp: Language) -> None:
    doc = nlp("Les élus de Saba ont fêté leur AMI le plus cher.")
    assert not [span for span in doc.spans["diplo_organisations"] if span.label_ == "lexicon"]


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Selon la CDKL, le trafic reprendra.", ["CDKL"]),
        ("D'après l'ONSP, le pont est ouvert ; la CDKL recommande le car.", ["ONSP", "CDKL"]),
        ("La CDKL a récemment annoncé une hausse.", ["CDKL"]),
        ("Le trafic de la CDKL reprendra, et le XIV a dit oui.", []),
        ("Selon la mairie, la neige recommande le car.", []),
    ],
)
def test_an_acronym_acts_as_only_a_body_can(text: str, acronyms: list[str]) -> None:
    assert list(acting(text)) == acronyms


def test_an_acronym_that_acts_is_a_body_wherever_it_stands(nlp: Language) -> None:
    doc = nlp("Selon la CDKL, les cars de la CDKL partiront ; le PIB a révélé une baisse, le PDG a dit non.")
    assert [span.text for span in doc.spans["diplo_organisations"]] == ["CDKL", "CDKL"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'agence spatiale kazakhe a signé.", "agence spatiale kazakhe"),
        ("La banque centrale turque a signé.", "banque centrale turque"),
        ("Une banque centrale turque a signé.", None),
        ("L'agence russe a signé.", None),
        ("La ligue arabe unie a signé.", None),
    ],
)
def test_small_letters_name_a_body_with_a_nationality_and_one_word_more(
    nlp: Language, text: str, found: str | None
) -> None:
    doc = nlp(text)
    words = re.sub(r"^(?:La |Une |L')| a signé\.$", "", text)
    start = text.index(words)
    span = doc.char_span(start, start + len(words), label="ORG")
    assert span is not None
    doc.set_ents([span])
    hits = [text[hit.start : hit.end] for hit in recognised(doc, text, [])]
    assert hits == ([found] if found else [])


def test_the_recogniser_tells_a_name_from_its_holder(nlp: Language) -> None:
    doc = nlp("Il a vu le sénateur du Parti de la Volonté Peule.")
    doc.spans["diplo_titles"] = [doc[4:10]]
    doc.spans["diplo_persons"] = [doc[10:11]]
    ends = {}
    for label, start in (("PER", 10), ("ORG", 6)):
        doc.set_ents([Span(doc, start, 11, label=label)])
        ends[label] = [doc.text[name.start : name.end] for name in described_names(doc, doc.text)]
    assert ends == {"PER": ["Parti de la Volonté"], "ORG": ["Parti de la Volonté Peule"]}


def test_a_name_and_the_acronym_behind_it_are_one_actor() -> None:
    record = extract("L’Office des routes et ponts ORP recrute, et l'ORP a promis vingt bourses.")
    actors = [actor for actor in record.actors if actor.kind == "organisation"]
    assert [(actor.name, actor.acronym) for actor in actors] == [("Office des routes et ponts", "ORP")]
